#pragma once

#include "schema/sqlexpression.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

class Compilation;

/// Writes SQLAlchemy Core statements (SELECT, INSERT, UPDATE, DELETE) and what stands in their FROM. A dialect overrides what it
/// spells differently.
class QueryCompiler
{
public:
    explicit QueryCompiler(Compilation &compilation) : m_compilation(compilation) {}
    virtual ~QueryCompiler() = default;

    [[nodiscard]] QString compile(const SqlExpression &expression);

protected:
    /// LIMIT and OFFSET at the end, each empty when not given.
    [[nodiscard]] virtual QString limitClause(const QString &limit, const QString &offset);
    /// Between SELECT and its columns (SQL Server's TOP).
    [[nodiscard]] virtual QString topClause(const QString &limit, const QString &offset);
    [[nodiscard]] virtual QString innerJoin() const { return QStringLiteral(" JOIN "); }
    [[nodiscard]] virtual QString fullJoin() const { return QStringLiteral(" FULL OUTER JOIN "); }
    /// "t" of UPDATE t, and the tables after SET.
    [[nodiscard]] virtual QString updateTables(const QString &table, const QStringList &others);
    [[nodiscard]] virtual QString updateFrom(const QString &table, const QStringList &others);
    [[nodiscard]] virtual bool qualifiesSetColumns(const QStringList &others) const;
    [[nodiscard]] virtual QString deleteTables(const QString &table, const QStringList &others);
    [[nodiscard]] virtual QString insertDefaults() const { return QStringLiteral(" DEFAULT VALUES"); }
    /// Behind an INSERT, with the space before it.
    [[nodiscard]] virtual QString returningClause(const SqlExpression &clause);
    [[nodiscard]] virtual QString tableAlias(const QString &sql, const QString &alias) const;

    Compilation &m_compilation;

private:
    [[nodiscard]] QString select(const SqlExpression &expression);
    [[nodiscard]] QString selectColumn(const SqlExpression &column, QMap<QString, int> &seen);
    [[nodiscard]] QString insert(const SqlExpression &expression);
    [[nodiscard]] QString update(const SqlExpression &expression);
    [[nodiscard]] QString deletion(const SqlExpression &expression);
    [[nodiscard]] QString fromElement(const SqlExpression &expression);
    [[nodiscard]] QStringList fromElements(const SqlExpression *clause);
    [[nodiscard]] QString where(const SqlExpression *clause);
    [[nodiscard]] QString anonymousLabel(const QString &base);

    QMap<QString, int> m_labels;
};

} // namespace retort
