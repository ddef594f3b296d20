#pragma once

#include "dialects/common/dialectprofile.h"
#include "dialects/common/identifierpreparer.h"
#include "dialects/dialect.h"

#include <memory>

namespace retort {

class Compilation;
class OperationRenderer;

/// What all dialects do alike: putting the compilers together for one call, the version table, the text of a script.
class BaseDialect : public Dialect
{
public:
    explicit BaseDialect(DialectProfile profile) : m_profile(std::move(profile)) {}

    [[nodiscard]] QString name() const override { return m_profile.name; }
    [[nodiscard]] QString displayName() const override { return m_profile.displayName; }
    [[nodiscard]] bool transactionalDdl() const override { return m_profile.transactionalDdl; }

    [[nodiscard]] Result<QList<Statement>> render(const Operation &operation, const Schema &before, RenderMemory &memory,
                                                  const RenderMode &mode) const override;
    [[nodiscard]] QList<QualifiedName> rebuiltTables(const Operation &operation) const override;
    [[nodiscard]] Result<QString> ddlExpression(const SqlExpression &expression, const RenderMode &mode) const override;
    [[nodiscard]] QString storedConstraintName(const Name &name) const override;
    [[nodiscard]] QString storedIndexName(const Name &name) const override;
    [[nodiscard]] std::optional<bool> sameType(const SqlType &inDatabase, const SqlType &declared, const RenderMode &mode) const override;
    [[nodiscard]] std::optional<bool> sameDefault(const Column &inDatabase, const Column &declared, const RenderMode &mode) const override;
    [[nodiscard]] QString defaultQuestion(const Column &inDatabase, const Column &declared, const RenderMode &mode) const override;
    [[nodiscard]] QString quoteIdentifier(const QString &identifier) const override;
    [[nodiscard]] QString quoteName(const QualifiedName &name) const override;

    [[nodiscard]] QString createVersionTable(const VersionTableName &table) const override;
    [[nodiscard]] QString insertVersion(const VersionTableName &table, const QString &revision) const override;
    [[nodiscard]] QString updateVersion(const VersionTableName &table, const QString &from, const QString &to) const override;
    [[nodiscard]] QString deleteVersion(const VersionTableName &table, const QString &revision) const override;

    [[nodiscard]] QString scriptText(const QString &sql) const override;
    [[nodiscard]] QString scriptBegin() const override;
    [[nodiscard]] QString scriptCommit() const override;
    [[nodiscard]] QStringList splitStatements(const QString &sql) const override;

protected:
    [[nodiscard]] virtual const DialectProfile &profile(const RenderMode &) const { return m_profile; }
    /// Fills in the compilers.
    virtual void equip(Compilation &compilation) const = 0;
    [[nodiscard]] virtual std::unique_ptr<OperationRenderer> renderer(Compilation &compilation, const Schema &before,
                                                                      RenderMemory &memory) const = 0;
    /// How two defaults are compared that are there on both sides; `inDatabase` as the database prints it, `declared` as Alembic renders
    /// it.
    struct DefaultTexts {
        QString inDatabase;
        QString declared;
        /// The declared one is a Python str.
        bool isString = false;
    };
    [[nodiscard]] virtual std::optional<bool> sameDefaultTexts(const DefaultTexts &texts, const Column &inDatabase,
                                                               const Column &declared) const;
    /// The SELECT that tells whether they are equal; empty where there is none to ask.
    [[nodiscard]] virtual QString questionOf(const DefaultTexts &, const Column &) const { return {}; }
    /// What an INSERT into the version table is asked to return: in front of VALUES and at the end.
    [[nodiscard]] virtual QString outputClause(const VersionTableName &) const { return {}; }
    [[nodiscard]] virtual QString returningClause(const VersionTableName &) const { return {}; }

    const DialectProfile m_profile;

private:
    /// Nothing where one of them is missing or has no text here.
    [[nodiscard]] std::optional<DefaultTexts> defaultTexts(const Column &inDatabase, const Column &declared, const RenderMode &mode) const;
};

} // namespace retort
