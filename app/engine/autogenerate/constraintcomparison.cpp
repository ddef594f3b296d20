#include "autogenerate/tablecomparison.h"
#include "base/translation.h"
#include "operations/columnchange.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace retort::autogenerate {

using namespace Qt::StringLiterals;

/// A unique constraint or an index, under its name in the database.
struct Key {
    const Index *index = nullptr;
    const UniqueConstraint *unique = nullptr;
    /// The index is what the database made of a unique constraint.
    bool isConstraint = false;
};

namespace {

bool hasExpressions(const Index &index)
{
    return std::any_of(index.expressions.begin(), index.expressions.end(),
                       [](const SqlExpression &expression) { return expression.kind != SqlExpression::Kind::Column; });
}

QStringList columnsOf(const Index &index)
{
    QStringList columns;
    for (const SqlExpression &expression : index.expressions)
        columns.append(expression.kind == SqlExpression::Kind::Column ? expression.text : QString());
    return columns;
}

QStringList sorted(QStringList columns)
{
    columns.sort();
    return columns;
}

QStringList columnsOf(const Key &key)
{
    return sorted(key.unique != nullptr ? key.unique->columns : columnsOf(*key.index));
}

bool flag(const DialectOptions &options, const QString &name)
{
    return options.values.value(name).text == "true"_L1;
}

/// An expression of a PostgreSQL index without what the database writes of its own (PostgresqlImpl._cleanup_index_expr).
QString cleanExpression(QString text, const QString &table)
{
    static const QRegularExpression cast(u"::(?:\"\\w+\"|\\w+)(?: varying| precision)?(?:\\(\\d+\\))?(?:\\[\\])?"_s);
    static const QRegularExpression ascending(u"\\s+asc$|\\s+nulls last$"_s);
    static const QRegularExpression descending(u"\\s+desc nulls first$"_s);
    text = text.toLower().remove(u'"').remove(u'\'');
    text.remove(QString(table.toLower() + u'.')).remove(cast).replace(descending, u" desc"_s).remove(ascending);
    text.remove(u' ');
    while (text.startsWith(u'(') && text.endsWith(u')') && text.indexOf(u')') == text.size() - 1)
        text = text.mid(1, text.size() - 2);
    return text;
}

/// Nothing where the two cannot be compared.
std::optional<bool> sameIndex(const Index &there, const Index &wanted, const ComparisonScope &scope)
{
    const QString distinct = u"postgresql_nulls_not_distinct"_s;
    if (there.unique != wanted.unique || there.expressions.size() != wanted.expressions.size()
        || flag(there.options, distinct) != flag(wanted.options, distinct))
        return false;
    if (!hasExpressions(there) && !hasExpressions(wanted))
        return columnsOf(there) == columnsOf(wanted);
    if (scope.dialect.name() != "postgresql"_L1)
        return std::nullopt;
    for (size_t i = 0; i < there.expressions.size(); ++i) {
        const Result<QString> a = scope.dialect.ddlExpression(there.expressions[i], scope.mode);
        const Result<QString> b = scope.dialect.ddlExpression(wanted.expressions[i], scope.mode);
        if (!a.ok() || !b.ok())
            return std::nullopt;
        if (cleanExpression(*a, wanted.table.name) == cleanExpression(*b, wanted.table.name))
            continue;
        // Two columns differ for certain; an expression may only be written otherwise.
        using Kind = SqlExpression::Kind;
        if (there.expressions[i].kind == Kind::Column && wanted.expressions[i].kind == Kind::Column)
            return false;
        return std::nullopt;
    }
    return true;
}

/// The columns, and where they lead: what makes two foreign keys the same (alembic.ddl._autogen._fk_constraint_sig).
QStringList signature(const ForeignKey &key, const ComparisonScope &scope)
{
    const auto action = [&](const QString &text) {
        const QString lower = text.toLower();
        return lower == "no action"_L1 || (scope.isMysqlFamily() && lower == "restrict"_L1) ? QString() : lower;
    };
    const bool deferred = key.initially.compare("deferred"_L1, Qt::CaseInsensitive) == 0;
    return {key.columns.join(u','),
            key.referredTable.schema,
            key.referredTable.name,
            key.referredColumns.join(u','),
            action(key.onUpdate),
            action(key.onDelete),
            deferred                             ? u"initially_deferrable"_s
                : key.deferrable.value_or(false) ? u"deferrable"_s
                                                 : u"not deferrable"_s};
}

template <typename T>
QList<const T *> all(const Table &table)
{
    QList<const T *> result;
    for (const Constraint &constraint : table.constraints) {
        if (const T *one = std::get_if<T>(&constraint))
            result.append(one);
    }
    return result;
}

} // namespace

bool ComparisonScope::isMysqlFamily() const
{
    return dialect.name() == "mysql"_L1 || dialect.name() == "mariadb"_L1;
}

std::vector<Index> comparableIndexes(const Table &inDatabase, const ComparisonScope &scope)
{
    const auto isImplicit = [&](const Index &index) {
        if (scope.dialect.name() == "sqlite"_L1)
            return hasExpressions(index);
        if (!scope.isMysqlFamily() || index.unique)
            return false;
        const QStringList columns = columnsOf(index);
        const QList<const ForeignKey *> keys = all<ForeignKey>(inDatabase);
        return columns.contains(index.name.text) || std::any_of(keys.begin(), keys.end(), [&](const ForeignKey *key) {
                   return key->name.text == index.name.text
                       && std::any_of(columns.begin(), columns.end(), [&](const QString &name) { return key->columns.contains(name); });
               });
    };
    std::vector<Index> result;
    std::copy_if(inDatabase.indexes.begin(), inDatabase.indexes.end(), std::back_inserter(result),
                 [&](const Index &index) { return !isImplicit(index); });
    return result;
}

/// The indexes and unique constraints of both sides, under the names they have in the database.
struct KeyComparison {
    QMap<QString, Key> there, wanted;
    /// Of the models: only their columns can be looked for.
    QList<const UniqueConstraint *> unnamed;
    QSet<QStringList> unnamedColumns;
    /// What is unique in the database, by sorted columns.
    QSet<QStringList> uniqueColumns;
};

void TableComparison::takeWantedKeys(const std::vector<Index> &indexes, KeyComparison &keys)
{
    const bool isSqlite = m_scope.dialect.name() == "sqlite"_L1;
    for (const UniqueConstraint *unique : all<UniqueConstraint>(m_wanted)) {
        if (unique->name.isEmpty()) {
            keys.unnamed.append(unique);
            keys.unnamedColumns.insert(sorted(unique->columns));
        } else {
            keys.wanted.insert(m_scope.dialect.storedConstraintName(unique->name), {nullptr, unique, true});
        }
    }
    for (const Index &index : m_wanted.indexes) {
        const auto isNamedSo = [&](const Index &one) { return one.name.text == index.name.text; };
        const bool isHidden = std::any_of(m_there.indexes.begin(), m_there.indexes.end(), isNamedSo)
            && std::none_of(indexes.begin(), indexes.end(), isNamedSo);
        if (isSqlite && hasExpressions(index))
            m_scope.result.notes.append(tr("Index %1 is over an expression and is not compared on SQLite.").arg(index.name.text));
        else if (!isHidden && !index.name.isEmpty())
            keys.wanted.insert(m_scope.dialect.storedIndexName(index.name), {&index, nullptr, false});
    }
}

void TableComparison::takeKeysOfDatabase(const std::vector<Index> &indexes, KeyComparison &keys)
{
    for (const UniqueConstraint *unique : all<UniqueConstraint>(m_there)) {
        keys.uniqueColumns.insert(sorted(unique->columns));
        if (!unique->name.isEmpty())
            keys.there.insert(unique->name.text, {nullptr, unique, true});
    }
    for (const Index &index : indexes) {
        // MySQL knows no difference: it is what the models say it is (_correct_for_uq_duplicates_uix).
        const bool isConstraint = m_scope.isMysqlFamily() && index.unique
            && (keys.wanted.value(index.name.text).unique != nullptr
                || (!keys.wanted.contains(index.name.text) && keys.unnamedColumns.contains(sorted(columnsOf(index)))));
        if (isConstraint)
            keys.uniqueColumns.insert(sorted(columnsOf(index)));
        keys.there.insert(index.name.text, {&index, nullptr, isConstraint});
    }
}

bool TableComparison::knowsUniqueConstraints() const
{
    return m_scope.dialect.name() != "mssql"_L1;
}

void TableComparison::dropKey(const QString &name, const Key &key)
{
    if (!knowsUniqueConstraints() && key.index != nullptr && key.index->unique)
        return;
    if (key.isConstraint)
        drop(DropConstraintOp{Name(name, true), m_wanted.name, DropConstraintOp::Type::Unique, false}, tr("constraint %1").arg(name));
    else
        drop(DropIndexOp{key.index->name, m_wanted.name, false, key.index->options}, tr("index %1").arg(name));
}

void TableComparison::addKey(const Key &key)
{
    if (key.index != nullptr)
        m_scope.add(CreateIndexOp{*key.index, false});
    else if (knowsUniqueConstraints())
        m_scope.add(CreateConstraintOp{m_wanted.name, *key.unique});
}

/// A key of the same name on both sides.
void TableComparison::replaceKey(const QString &name, const Key &old, const Key &wanted)
{
    std::optional<bool> same = false;
    if (old.isConstraint && wanted.isConstraint)
        same = columnsOf(old) == columnsOf(wanted);
    else if (!old.isConstraint && !wanted.isConstraint)
        same = sameIndex(*old.index, *wanted.index, m_scope);
    if (!same)
        m_scope.result.notes.append(tr("Index %1 cannot be compared.").arg(name));
    if (same.value_or(true))
        return;
    dropKey(name, old);
    if (m_mayDestroy)
        addKey(wanted);
}

void TableComparison::compareIndexesAndUniques()
{
    const std::vector<Index> indexes = comparableIndexes(m_there, m_scope);
    KeyComparison keys;
    takeWantedKeys(indexes, keys);
    takeKeysOfDatabase(indexes, keys);
    for (auto key = keys.there.constBegin(); key != keys.there.constEnd(); ++key) {
        if (!keys.wanted.contains(key.key()) && !(key->isConstraint && keys.unnamedColumns.contains(columnsOf(*key))))
            dropKey(key.key(), *key);
    }
    for (auto key = keys.wanted.constBegin(); key != keys.wanted.constEnd(); ++key) {
        if (keys.there.contains(key.key()))
            replaceKey(key.key(), keys.there.value(key.key()), *key);
    }
    for (auto key = keys.wanted.constBegin(); key != keys.wanted.constEnd(); ++key) {
        if (!keys.there.contains(key.key()))
            addKey(*key);
    }
    for (const UniqueConstraint *unique : std::as_const(keys.unnamed)) {
        if (!keys.uniqueColumns.contains(sorted(unique->columns)))
            addKey({nullptr, unique, true});
    }
}

void TableComparison::compareForeignKeys()
{
    const QList<const ForeignKey *> there = all<ForeignKey>(m_there);
    const QList<const ForeignKey *> wanted = all<ForeignKey>(m_wanted);
    const auto missing = [&](const ForeignKey &key, const QList<const ForeignKey *> &keys) {
        return std::none_of(keys.begin(), keys.end(),
                            [&](const ForeignKey *other) { return signature(*other, m_scope) == signature(key, m_scope); });
    };
    for (const ForeignKey *key : there) {
        if (!missing(*key, wanted))
            continue;
        // Alembic writes op.drop_constraint(None), which fails when it runs.
        if (key->name.isEmpty())
            m_scope.result.notes.append(tr("A foreign key of table %1 over %2 has no name and cannot be dropped by one.")
                                            .arg(m_wanted.name.display(), key->columns.join(u", "_s)));
        else
            drop(DropConstraintOp{key->name, m_wanted.name, DropConstraintOp::Type::ForeignKey, false},
                 tr("foreign key %1").arg(key->name.text));
    }
    for (const ForeignKey *key : wanted) {
        if (missing(*key, there))
            m_scope.add(CreateConstraintOp{m_wanted.name, *key});
    }
}

/// Only those with a name, and by name only: Alembic never compares their text.
void TableComparison::compareChecks()
{
    if (m_scope.dialect.name() == "mssql"_L1)
        return;
    QMap<QString, const CheckConstraint *> there, wanted;
    for (const CheckConstraint *check : all<CheckConstraint>(m_there))
        there.insert(check->name.text, check);
    for (const CheckConstraint *check : all<CheckConstraint>(m_wanted))
        wanted.insert(m_scope.dialect.storedConstraintName(check->name), check);
    for (auto check = there.constBegin(); check != there.constEnd(); ++check) {
        if (!check.key().isEmpty() && !wanted.contains(check.key()))
            drop(DropConstraintOp{(*check)->name, m_wanted.name, DropConstraintOp::Type::Check, false}, tr("check %1").arg(check.key()));
    }
    for (auto check = wanted.constBegin(); check != wanted.constEnd(); ++check) {
        const bool isNewColumns = !(*check)->typeBoundColumn.isEmpty() && m_there.column((*check)->typeBoundColumn) == nullptr;
        if (!check.key().isEmpty() && !there.contains(check.key()) && !isNewColumns)
            m_scope.add(CreateConstraintOp{m_wanted.name, **check});
    }
}

} // namespace retort::autogenerate
