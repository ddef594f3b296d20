#include "dialects/mssql/mssqlliteralrenderer.h"

#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

QString MssqlLiteralRenderer::typedString(const QString &text, const std::optional<SqlType> &type) const
{
    static const QSet<QString> unicode = {u"Unicode"_s, u"UnicodeText"_s, u"NVARCHAR"_s, u"NCHAR"_s, u"NTEXT"_s};
    return type && unicode.contains(typeBaseName(*type)) ? QString(u'N' % string(text)) : string(text);
}

QString MssqlLiteralRenderer::uuid(const QString &text, bool nativeType) const
{
    return nativeType ? string(text) : LiteralRenderer::uuid(text, false);
}

} // namespace retort
