#include "dialects/postgresql/postgresqlliteralrenderer.h"

#include "dialects/common/compilation.h"

namespace retort {

using namespace Qt::StringLiterals;

QString PostgresqlLiteralRenderer::uuid(const QString &text, bool nativeType) const
{
    return nativeType ? string(text) : LiteralRenderer::uuid(text, false);
}

} // namespace retort
