#include "alembic/hosts/signature.h"
#include "alembic/hosts/typehost.h"

namespace retort::hosts {

std::vector<std::pair<QString, std::vector<std::pair<QString, python::Value>>>> thirdPartyTypes(const ReadingPtr &)
{
    return {};
}

} // namespace retort::hosts
