#include "dialects/common/identifierpreparer.h"

#include <QCryptographicHash>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

bool IdentifierPreparer::needsQuotes(const QString &identifier) const
{
    if (identifier.isEmpty())
        return true;
    const QString lower = identifier.toLower();
    return lower != identifier || m_profile.reservedWords.contains(lower) || needsQuotesWithin(identifier);
}

bool IdentifierPreparer::needsQuotesWithin(QStringView identifier) const
{
    const QChar first = identifier.front();
    if ((first >= u'0' && first <= u'9') || first == u'$' || (m_profile.underscoreNeedsQuotes && first == u'_'))
        return true;
    return !std::all_of(identifier.cbegin(), identifier.cend(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'$';
    });
}

QString IdentifierPreparer::quote(const QString &identifier, std::optional<bool> force) const
{
    return force.value_or(needsQuotes(identifier)) ? quoteAlways(identifier) : identifier;
}

QString IdentifierPreparer::quoteAlways(const QString &identifier) const
{
    QString escaped = identifier;
    escaped.replace(m_profile.closeQuote, QString(2, m_profile.closeQuote));
    return QString(m_profile.openQuote) % escaped % m_profile.closeQuote;
}

QString IdentifierPreparer::list(const QStringList &identifiers) const
{
    QStringList quoted;
    for (const QString &identifier : identifiers)
        quoted.append(quote(identifier));
    return quoted.join(", "_L1);
}

QString IdentifierPreparer::schema(const QString &schema) const
{
    // SQL Server reads "database.owner" as two names; the others have no such thing in SQLAlchemy's CREATE family.
    return m_profile.name == "mssql"_L1 ? dotted(schema) : quote(schema);
}

QString IdentifierPreparer::dotted(const QString &schema) const
{
    QStringList parts;
    for (const QString &part : schema.split(u'.'))
        parts.append(quote(part));
    return parts.join(u'.');
}

QString IdentifierPreparer::table(const QualifiedName &name, std::optional<bool> force) const
{
    if (name.schema.isEmpty())
        return quote(name.name, force);
    return schema(name.schema) % u'.' % quote(name.name, force);
}

QString IdentifierPreparer::alteredTable(const QualifiedName &name) const
{
    if (name.schema.isEmpty())
        return quote(name.name);
    return dotted(name.schema) % u'.' % quote(name.name);
}

QString IdentifierPreparer::storedName(const Name &name, Sort sort, const DialectProfile &profile)
{
    const int limit = sort == Sort::IndexName ? profile.maxIndexName : profile.maxConstraintName;
    if (!name.conventional || name.text.size() <= limit)
        return name.text;
    const QByteArray digest = QCryptographicHash::hash(name.text.toUtf8(), QCryptographicHash::Md5).toHex();
    return name.text.left(limit - 8) % u'_' % QString::fromLatin1(digest.last(4));
}

Result<QString> IdentifierPreparer::constraintName(const Name &name, Sort sort) const
{
    if (name.conventional)
        return quote(storedName(name, sort, m_profile));
    if (name.text.size() > m_profile.maxIdentifier) {
        return Error{u"sqlalchemy.IdentifierError"_s,
                     u"Identifier '%1' exceeds maximum length of %2 characters"_s.arg(name.text).arg(m_profile.maxIdentifier),
                     {}};
    }
    return quote(name.text);
}

} // namespace retort
