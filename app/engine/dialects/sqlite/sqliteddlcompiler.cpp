#include "dialects/sqlite/sqliteddlcompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

bool isTrue(const DialectOptions &options, const QString &option)
{
    return options.values.value(option).text == "true"_L1;
}

} // namespace

QString SqliteDdlCompiler::onConflict(const DialectOptions &options, const QString &option)
{
    const Literal action = options.values.value(option);
    return action.kind == Literal::Kind::Null ? QString() : QString(" ON CONFLICT "_L1 % action.text);
}

/// AUTOINCREMENT can only stand in the definition of a lone integer primary key.
bool SqliteDdlCompiler::isAutoincrement(const Table &table, const Column &column)
{
    if (!isTrue(table.options, u"sqlite_autoincrement"_s) || !table.primaryKey || table.primaryKey->columns != QStringList{column.name})
        return false;
    const bool referring = std::any_of(table.constraints.cbegin(), table.constraints.cend(), [&column](const Constraint &item) {
        const auto *foreign = std::get_if<ForeignKey>(&item);
        return foreign && foreign->columns.contains(column.name);
    });
    return !referring && typeAffinity(column.type, u"sqlite"_s) == TypeAffinity::Integer;
}

QString SqliteDdlCompiler::columnSpecification(const Table &table, const Column &column)
{
    QString sql =
        m_compilation.names.quote(column.name, column.quote) % u' ' % m_compilation.types->compile(column.type, table.name.schema);
    if (column.serverDefault) {
        static const QRegularExpression bare(u"^\\s*['\"(]"_s);
        static const QRegularExpression nonWord(u"^.*\\W.*"_s, QRegularExpression::UseUnicodePropertiesOption);
        if (const auto text = defaultText(*column.serverDefault)) {
            const bool wrap = !bare.match(*text).hasMatch() && nonWord.match(*text).hasMatch();
            sql += " DEFAULT "_L1 % (wrap ? QString(u'(' % *text % u')') : *text);
        }
    }
    if (!column.nullable)
        sql += " NOT NULL"_L1 % onConflict(column.options, u"sqlite_on_conflict_not_null"_s);
    const bool inKey = table.primaryKey && table.primaryKey->columns.contains(column.name);
    if (inKey && column.autoincrement == Column::Autoincrement::On && table.primaryKey->columns.size() != 1)
        return m_compilation.compileError(u"SQLite does not support autoincrement for composite primary keys"_s);
    if (isAutoincrement(table, column))
        sql += " PRIMARY KEY"_L1 % onConflict(column.options, u"sqlite_on_conflict_primary_key"_s) % " AUTOINCREMENT"_L1;
    if (column.computed)
        sql += u' ' % computed(*column.computed);
    return sql;
}

std::optional<QString> SqliteDdlCompiler::primaryKey(const Table &table, const PrimaryKey &primaryKey)
{
    const Column *single = primaryKey.columns.size() == 1 ? table.column(primaryKey.columns.front()) : nullptr;
    if (single && isAutoincrement(table, *single))
        return std::nullopt;
    QString conflict = onConflict(primaryKey.options, u"sqlite_on_conflict"_s);
    if (conflict.isEmpty() && single)
        conflict = onConflict(single->options, u"sqlite_on_conflict_primary_key"_s);
    return *DdlCompiler::primaryKey(table, primaryKey) % conflict;
}

std::optional<QString> SqliteDdlCompiler::foreignKey(const Table &table, const ForeignKey &foreignKey)
{
    // A foreign key cannot reach into another attached database.
    if (foreignKey.referredTable.schema != table.name.schema)
        return std::nullopt;
    return preamble(foreignKey.name) % "FOREIGN KEY("_L1 % m_compilation.names.list(foreignKey.columns) % ") "_L1
        % references(foreignKey, false);
}

std::optional<QString> SqliteDdlCompiler::unique(const UniqueConstraint &unique)
{
    return *DdlCompiler::unique(unique) % onConflict(unique.options, u"sqlite_on_conflict"_s);
}

std::optional<QString> SqliteDdlCompiler::check(const CheckConstraint &check)
{
    return *DdlCompiler::check(check) % onConflict(check.options, u"sqlite_on_conflict"_s);
}

QString SqliteDdlCompiler::tableOptions(const Table &table)
{
    QStringList options;
    const auto rowid = table.options.values.constFind(u"sqlite_with_rowid"_s);
    if (rowid != table.options.values.cend() && rowid->text == "false"_L1)
        options.append(u"WITHOUT ROWID"_s);
    if (isTrue(table.options, u"sqlite_strict"_s))
        options.append(u"STRICT"_s);
    return options.isEmpty() ? QString() : QString("\n "_L1 % options.join(",\n "_L1));
}

QString SqliteDdlCompiler::createIndex(const Index &index, bool ifNotExists)
{
    const QString schema = index.table.schema.isEmpty() ? QString() : QString(m_compilation.names.schema(index.table.schema) % u'.');
    return "CREATE "_L1 % (index.unique ? "UNIQUE "_L1 : ""_L1) % "INDEX "_L1 % (ifNotExists ? "IF NOT EXISTS "_L1 : ""_L1) % schema
        % indexName(index) % " ON "_L1 % m_compilation.names.quote(index.table.name) % " ("_L1 % indexExpressions(index).join(", "_L1)
        % u')' % whereClause(index.options, u"sqlite_where"_s);
}

} // namespace retort
