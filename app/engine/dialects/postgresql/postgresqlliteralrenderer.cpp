#include "dialects/postgresql/postgresqlliteralrenderer.h"

#include "dialects/common/compilation.h"

namespace retort {

using namespace Qt::StringLiterals;

QString PostgresqlLiteralRenderer::uuid(const QString &text, bool nativeType) const
{
    return nativeType ? string(text) : LiteralRenderer::uuid(text, false);
}

QString PostgresqlLiteralRenderer::array(const Literal &literal, const std::optional<SqlType> &itemType)
{
    if (literal.kind != Literal::Kind::Array)
        return m_compilation.notUnderstood(u"a value of an array column"_s);
    QStringList items;
    for (const Literal &item : literal.items)
        items.append(item.kind == Literal::Kind::Array ? array(item, itemType) : render(item, itemType));
    return "ARRAY["_L1 % items.join(", "_L1) % u']';
}

} // namespace retort
