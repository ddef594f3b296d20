#pragma once

#include "base/result.h"
#include "dialects/common/dialectprofile.h"
#include "schema/name.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// Writes identifiers as SQLAlchemy does: quoted only where needed, cut or refused where too long. The profile must outlive it.
class IdentifierPreparer
{
public:
    enum class Sort : std::uint8_t { IndexName, ConstraintName };

    explicit IdentifierPreparer(const DialectProfile &profile) : m_profile(profile) {}

    [[nodiscard]] bool needsQuotes(const QString &identifier) const;
    /// `force`: quote=True or quote=False of the schema item.
    [[nodiscard]] QString quote(const QString &identifier, std::optional<bool> force = std::nullopt) const;
    [[nodiscard]] QString quoteAlways(const QString &identifier) const;
    [[nodiscard]] QString list(const QStringList &identifiers) const;

    /// As CREATE and DROP write it: a dotted schema is one identifier (but two on SQL Server).
    [[nodiscard]] QString table(const QualifiedName &name, std::optional<bool> force = std::nullopt) const;
    /// As Alembic's ALTER family writes it: each part of a dotted schema by itself.
    [[nodiscard]] QString alteredTable(const QualifiedName &name) const;
    [[nodiscard]] QString schema(const QString &schema) const;
    [[nodiscard]] QString dotted(const QString &schema) const;

    /// The name the database gets: a conventional one that is too long is cut, and a piece of its MD5 makes it its own again.
    [[nodiscard]] static QString storedName(const Name &name, Sort sort, const DialectProfile &profile);
    /// The quoted name of an index or constraint, cut where convention made it too long. Error: sqlalchemy.IdentifierError for an
    /// explicit one.
    [[nodiscard]] Result<QString> constraintName(const Name &name, Sort sort) const;

private:
    [[nodiscard]] bool needsQuotesWithin(QStringView identifier) const;

    const DialectProfile &m_profile;
};

} // namespace retort
