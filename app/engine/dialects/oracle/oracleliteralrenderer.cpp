#include "dialects/oracle/oracleliteralrenderer.h"

namespace retort {

using namespace Qt::StringLiterals;

QString OracleLiteralRenderer::dateTime(const QString &text) const
{
    if (text.contains(u'.'))
        return "TO_TIMESTAMP("_L1 % string(text) % ", 'YYYY-MM-DD HH24:MI:SS.FF')"_L1;
    return "TO_DATE("_L1 % string(text) % ", 'YYYY-MM-DD HH24:MI:SS')"_L1;
}

QString OracleLiteralRenderer::date(const QString &text) const
{
    return "TO_DATE("_L1 % string(text) % ", 'YYYY-MM-DD')"_L1;
}

} // namespace retort
