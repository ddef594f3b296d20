#include "autogenerate/tablecomparison.h"
#include "base/translation.h"
#include "operations/columnchange.h"

#include <QMap>
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

QStringList sorted(QStringList columns)
{
    columns.sort();
    return columns;
}

QStringList columnsOf(const Index &index)
{
    QStringList columns;
    for (const SqlExpression &expression : index.expressions)
        columns.append(expression.kind == SqlExpression::Kind::Column ? expression.text : QString());
    return columns;
}

/// As a constraint, also where the database knows an index only.
UniqueConstraint constraintOf(const Key &key)
{
    if (key.unique != nullptr)
        return *key.unique;
    UniqueConstraint unique;
    unique.name = key.index->name;
    unique.columns = columnsOf(*key.index);
    return unique;
}

bool sameUnique(const UniqueConstraint &there, const UniqueConstraint &wanted, const ComparisonScope &scope)
{
    const auto isDistinct = [](const UniqueConstraint &unique) {
        return unique.options.values.value(u"postgresql_nulls_not_distinct"_s).text == "true"_L1;
    };
    return sorted(there.columns) == sorted(wanted.columns)
        && (scope.dialect.name() != "postgresql"_L1 || isDistinct(there) == isDistinct(wanted));
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

/// The columns, and where they lead: what makes two foreign keys the same (alembic.ddl._autogen._fk_constraint_sig).
QStringList signature(const ForeignKey &key)
{
    const auto action = [](const QString &text) {
        const QString lower = text.toLower();
        return lower == "no action"_L1 ? QString() : lower;
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

/// MySQL does not tell of a RESTRICT, which is what it does anyway (correct_for_autogen_foreignkeys).
ForeignKey withUntoldRestrict(ForeignKey key, const QList<const ForeignKey *> &wanted)
{
    const QStringList columns = signature(key).mid(0, 4);
    for (const ForeignKey *other : wanted) {
        if (signature(*other).mid(0, 4) != columns)
            continue;
        const auto isRestrict = [](const QString &action) { return action.compare("restrict"_L1, Qt::CaseInsensitive) == 0; };
        if (isRestrict(other->onDelete) && key.onDelete.isEmpty())
            key.onDelete = u"RESTRICT"_s;
        if (isRestrict(other->onUpdate) && key.onUpdate.isEmpty())
            key.onUpdate = u"RESTRICT"_s;
    }
    return key;
}

} // namespace

Constraint withName(Constraint constraint, const QualifiedName &table, const QStringList &taken)
{
    struct {
        const QString &tableName;
        QString operator()(const ForeignKey &key) const
        {
            return u"fk_"_s % tableName % u'_' % key.columns.join(u'_') % u'_' % key.referredTable.name;
        }
        QString operator()(const UniqueConstraint &unique) const { return u"uq_"_s % tableName % u'_' % unique.columns.join(u'_'); }
        QString operator()(const CheckConstraint &) const { return u"ck_"_s % tableName; }
        QString operator()(const ExcludeConstraint &) const { return u"ex_"_s % tableName; }
    } const pattern{table.name};
    if (!nameOf(constraint).isEmpty())
        return constraint;
    const QString made = std::visit(pattern, constraint);
    QString name = made;
    for (int number = 1; taken.contains(name); ++number)
        name = made % u'_' % QString::number(number);
    std::visit([&](auto &one) { one.name = Name(name, true); }, constraint);
    return constraint;
}

/// The indexes and unique constraints of both sides, under the names they have in the database.
struct KeyComparison {
    QMap<QString, Key> there, wanted;
    /// Of the models: only their columns can be looked for.
    QList<const UniqueConstraint *> unnamed;
    QSet<QStringList> unnamedColumns;
    /// What is unique in the database, by sorted columns.
    QSet<QStringList> uniqueColumns;
    /// Indexes of the models that are not compared.
    QSet<QString> skipped;
};

void TableComparison::dropConstraint(const Name &name, DropConstraintOp::Type type, const Constraint &constraint, const QString &what)
{
    change(DropConstraintOp{name, m_wanted.name, type, false}, CreateConstraintOp{m_wanted.name, constraint}, what);
}

void TableComparison::addConstraint(const Constraint &constraint)
{
    QStringList taken;
    for (const Table *table : {&m_there, &m_wanted}) {
        for (const Constraint &one : table->constraints)
            taken.append(nameOf(one).text);
        for (const Index &index : table->indexes)
            taken.append(index.name.text);
    }
    const Constraint named = m_scope.options.improvements ? withName(constraint, m_wanted.name, taken) : constraint;
    const auto type = std::holds_alternative<ForeignKey>(named) ? DropConstraintOp::Type::ForeignKey
        : std::holds_alternative<UniqueConstraint>(named)       ? DropConstraintOp::Type::Unique
                                                                : DropConstraintOp::Type::Check;
    m_scope.add(CreateConstraintOp{m_wanted.name, named}, DropConstraintOp{nameOf(named), m_wanted.name, type, false});
}

void TableComparison::takeWantedKeys(const std::vector<Index> &indexes, KeyComparison &keys)
{
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
        const bool isKnown = std::any_of(indexes.begin(), indexes.end(), isNamedSo);
        const bool isThere = std::any_of(m_there.indexes.begin(), m_there.indexes.end(), isNamedSo);
        const bool isHidden = !isKnown && isThere && (m_scope.isMysqlFamily() || m_scope.options.improvements);
        if (m_scope.isSqlite() && hasExpressions(index) && (m_scope.options.improvements ? isThere : !isKnown)) {
            m_scope.note(tr("Index %1 is over an expression and is not compared on SQLite.").arg(index.name.text));
            if (m_scope.options.improvements)
                keys.skipped.insert(index.name.text);
        } else if (!isHidden && !index.name.isEmpty()) {
            keys.wanted.insert(m_scope.dialect.storedIndexName(index.name), {&index, nullptr, false});
        }
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
        dropConstraint(Name(name, true), DropConstraintOp::Type::Unique, constraintOf(key), tr("constraint %1").arg(name));
    else
        change(DropIndexOp{key.index->name, m_wanted.name, false, key.index->options}, CreateIndexOp{*key.index, false},
               tr("index %1").arg(name));
}

void TableComparison::addKey(const Key &key)
{
    if (key.index != nullptr)
        m_scope.add(CreateIndexOp{*key.index, false}, DropIndexOp{key.index->name, m_wanted.name, false, key.index->options});
    else if (knowsUniqueConstraints())
        addConstraint(*key.unique);
}

/// A key of the same name on both sides.
void TableComparison::replaceKey(const QString &name, const Key &old, const Key &wanted)
{
    std::optional<bool> same = false;
    if (old.isConstraint && wanted.isConstraint)
        same = sameUnique(constraintOf(old), constraintOf(wanted), m_scope);
    else if (!old.isConstraint && !wanted.isConstraint)
        same = sameIndex(*old.index, *wanted.index, m_scope);
    if (!same)
        m_scope.note(tr("Index %1 cannot be compared.").arg(name));
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
        const bool isAsked = keys.wanted.contains(key.key()) || keys.skipped.contains(key.key());
        if (!isAsked && !(key->isConstraint && keys.unnamedColumns.contains(sorted(constraintOf(*key).columns))))
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
    const QList<const ForeignKey *> wanted = all<ForeignKey>(m_wanted);
    QList<QStringList> wantedSignatures, knownSignatures;
    for (const ForeignKey *key : wanted)
        wantedSignatures.append(signature(*key));
    QSet<QString> keptColumns;
    for (const ForeignKey *known : all<ForeignKey>(m_there)) {
        const ForeignKey key = m_scope.isMysqlFamily() ? withUntoldRestrict(*known, wanted) : *known;
        knownSignatures.append(signature(key));
        if (wantedSignatures.contains(signature(key)))
            continue;
        const QString what = tr("the foreign key over %1").arg(key.columns.join(u", "_s));
        const bool isUnnamed = key.name.isEmpty() && m_scope.options.improvements;
        // Alembic writes op.drop_constraint(None), which fails when it runs.
        if (isUnnamed)
            m_scope.note(tr("A foreign key of table %1 over %2 has no name and cannot be dropped by one.")
                             .arg(m_wanted.name.display(), key.columns.join(u", "_s)));
        else
            dropConstraint(key.name, DropConstraintOp::Type::ForeignKey, key, what);
        if (isUnnamed || !m_mayDestroy)
            keptColumns.insert(key.columns.join(u','));
    }
    for (const ForeignKey *key : wanted) {
        // What could not be dropped is not to stand there twice.
        if (!knownSignatures.contains(signature(*key)) && !keptColumns.contains(key->columns.join(u',')))
            addConstraint(*key);
    }
}

/// Only those with a name, and by name only: Alembic never compares their text. Those of types it does not look for in the models.
void TableComparison::compareChecks()
{
    if (m_scope.dialect.name() == "mssql"_L1)
        return;
    QMap<QString, const CheckConstraint *> there, wanted;
    QSet<QString> ofTypes;
    for (const CheckConstraint *check : all<CheckConstraint>(m_there))
        there.insert(check->name.text, check);
    bool hasUnnamed = false;
    for (const CheckConstraint *check : all<CheckConstraint>(m_wanted)) {
        hasUnnamed = hasUnnamed || check->name.isEmpty();
        const QString name = m_scope.dialect.storedConstraintName(check->name);
        if (check->typeBoundColumn.isEmpty())
            wanted.insert(name, check);
        else if (m_scope.options.improvements)
            ofTypes.insert(name);
    }
    for (auto check = there.constBegin(); check != there.constEnd(); ++check) {
        if (check.key().isEmpty() || wanted.contains(check.key()) || ofTypes.contains(check.key()))
            continue;
        // The database gave a name to what has none in the models.
        if (hasUnnamed && m_scope.options.improvements)
            m_scope.note(tr("Check %1 of table %2 is not dropped: it may be one that has no name in the models.")
                             .arg(check.key(), m_wanted.name.display()));
        else
            dropConstraint((*check)->name, DropConstraintOp::Type::Check, **check, tr("check %1").arg(check.key()));
    }
    for (auto check = wanted.constBegin(); check != wanted.constEnd(); ++check) {
        if (!check.key().isEmpty() && !there.contains(check.key()))
            addConstraint(**check);
    }
}

} // namespace retort::autogenerate
