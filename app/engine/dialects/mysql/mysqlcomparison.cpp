#include "dialects/common/typeaffinity.h"
#include "dialects/mysql/mysqldialect.h"

#include <QRegularExpression>
#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString withoutEndQuotes(QString text)
{
    static const QRegularExpression quotes(u"^'|'$"_s);
    return text.remove(quotes);
}

QString withoutCall(QString text)
{
    return text.endsWith("()"_L1) ? text.chopped(2) : text;
}

} // namespace

/// An ENUM is compared by the set of its values (MySQLImpl.compare_type).
std::optional<bool> MysqlDialect::sameType(const SqlType &inDatabase, const SqlType &declared, const RenderMode &mode) const
{
    const SqlType &there = effectiveType(inDatabase, name());
    const SqlType &wanted = effectiveType(declared, name());
    if (isEnumType(there) && isEnumType(wanted))
        return QSet<QString>(there.values.begin(), there.values.end()) == QSet<QString>(wanted.values.begin(), wanted.values.end());
    return BaseDialect::sameType(inDatabase, declared, mode);
}

/// MySQLImpl.compare_server_default.
std::optional<bool> MysqlDialect::sameDefaultTexts(const DefaultTexts &texts, const Column &inDatabase, const Column &declared) const
{
    if (typeAffinity(inDatabase.type, name()) == TypeAffinity::Integer && !texts.inDatabase.isEmpty())
        return withoutEndQuotes(texts.inDatabase) == texts.declared;
    if (typeAffinity(declared.type, name()) == TypeAffinity::String && !texts.declared.isEmpty())
        return texts.inDatabase == QString(u'\'' + withoutEndQuotes(texts.declared) + u'\'');
    if (texts.inDatabase.isEmpty() || texts.declared.isEmpty())
        return texts.inDatabase == texts.declared;
    static const QRegularExpression onUpdate(u"^(.*) (on update.*?)(?:\\(\\))?$"_s);
    QString there = texts.inDatabase.toLower();
    QString wanted = texts.declared.toLower();
    if (const QRegularExpressionMatch update = onUpdate.match(there); update.hasMatch()) {
        const QRegularExpressionMatch wantedUpdate = onUpdate.match(wanted);
        if (!wantedUpdate.hasMatch() || update.captured(2) != wantedUpdate.captured(2))
            return false;
        there = update.captured(1);
        wanted = wantedUpdate.captured(1);
    }
    return withoutCall(there) == withoutCall(wanted);
}

} // namespace retort
