#include "autogenerate/tablecomparison.h"

#include "base/translation.h"
#include "dialects/common/typeaffinity.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort::autogenerate {

using namespace Qt::StringLiterals;

bool ComparisonScope::isSqlite() const
{
    return dialect.name() == "sqlite"_L1;
}

bool ComparisonScope::isMysqlFamily() const
{
    return dialect.name() == "mysql"_L1 || dialect.name() == "mariadb"_L1;
}

void ComparisonScope::add(OperationContent content, OperationContent undo)
{
    result.operations.push_back({std::move(content), {}});
    result.downgrade.push_back({std::move(undo), {}});
}

namespace {

/// AlterColumnOp.reverse(): what is and what was change places.
AlterColumnOp reversed(const AlterColumnOp &op)
{
    AlterColumnOp undo = op;
    if (op.type)
        std::swap(undo.type, undo.existingType);
    if (op.nullable)
        std::swap(undo.nullable, undo.existingNullable);
    if (op.serverDefault.given) {
        undo.serverDefault.value = op.existingServerDefault.value;
        undo.existingServerDefault = op.serverDefault;
    }
    if (op.comment.given)
        std::swap(undo.comment.value, undo.existingComment);
    return undo;
}

std::optional<AnyDefault> anyDefault(const Column &column)
{
    if (!column.serverDefault && !column.computed && !column.identity)
        return std::nullopt;
    return AnyDefault{column.serverDefault, column.computed, column.identity};
}

/// Whether the models ask for something that the database's identity does not have; what they do not say is as it may be.
bool sameIdentity(const Identity &there, const Identity &wanted)
{
    const auto same = [](const auto &a, const auto &b) { return !b || a == b; };
    return there.always == wanted.always && same(there.start, wanted.start) && same(there.increment, wanted.increment)
        && same(there.minValue, wanted.minValue) && same(there.maxValue, wanted.maxValue) && same(there.noMinValue, wanted.noMinValue)
        && same(there.noMaxValue, wanted.noMaxValue) && same(there.cycle, wanted.cycle) && same(there.cache, wanted.cache);
}

} // namespace

TableComparison::TableComparison(const Table &inDatabase, const Table &declared, bool mayDestroy, ComparisonScope &scope)
    : m_there(inDatabase),
      m_wanted(declared),
      m_mayDestroy(mayDestroy),
      m_scope(scope)
{}

void TableComparison::run()
{
    addColumns();
    alterColumns();
    compareIndexesAndUniques();
    compareForeignKeys();
    compareComment();
    compareChecks();
    dropColumns();
}

void TableComparison::change(OperationContent content, OperationContent undo, const QString &what)
{
    if (m_mayDestroy)
        m_scope.add(std::move(content), std::move(undo));
    else
        m_scope.note(tr("Table %1: %2 is not changed: not everything about the table is known.").arg(m_wanted.name.display(), what));
}

void TableComparison::addColumns()
{
    for (const Column &column : m_wanted.columns) {
        if (m_there.column(column.name) != nullptr)
            continue;
        AddColumnOp op;
        op.table = m_wanted.name;
        op.column = column;
        for (const Constraint &constraint : m_wanted.constraints) {
            const auto *check = std::get_if<CheckConstraint>(&constraint);
            if (check != nullptr && check->typeBoundColumn == column.name)
                op.constraints.push_back(constraint);
        }
        m_scope.add(std::move(op), DropColumnOp{m_wanted.name, column.name, false, false, false, false});
    }
}

void TableComparison::alterColumns()
{
    for (const Column &wanted : m_wanted.columns) {
        const Column *there = m_there.column(wanted.name);
        if (there == nullptr)
            continue;
        const AlterColumnOp op = alteration(*there, wanted);
        if (op.nullable || op.type || op.serverDefault.given || op.comment.given)
            change(op, reversed(op), tr("column %1").arg(wanted.name));
    }
}

AlterColumnOp TableComparison::alteration(const Column &there, const Column &wanted)
{
    AlterColumnOp op;
    op.table = m_wanted.name;
    op.column = wanted.name;
    op.existingNullable = there.nullable;
    const bool computed = there.computed || wanted.computed;
    const bool identity = there.identity || wanted.identity;
    if (there.nullable != wanted.nullable && !(computed && !wanted.nullableGiven) && !identity)
        op.nullable = wanted.nullable;
    if (m_scope.options.compareType) {
        op.existingType = there.type;
        if (!there.type.isNull() && !wanted.type.forDialect(m_scope.dialect.name()).isNull()) {
            const std::optional<bool> same = m_scope.dialect.sameType(there.type, wanted.type, m_scope.mode);
            if (!same)
                m_scope.note(tr("The type of %1 cannot be compared.").arg(place(wanted)));
            else if (!*same)
                op.type = wanted.type;
        }
    }
    compareDefault(there, wanted, op);
    const auto text = [&](const std::optional<QString> &comment) {
        return comment && comment->isEmpty() && m_scope.options.improvements ? std::nullopt : comment;
    };
    if (!m_scope.isSqlite() && (there.comment || wanted.comment)) {
        op.existingComment = there.comment;
        if (text(there.comment) != text(wanted.comment))
            op.comment = {true, wanted.comment};
    }
    return op;
}

/// Alembic's comparators of defaults, in their order; each may be the last.
void TableComparison::compareDefault(const Column &there, const Column &wanted, AlterColumnOp &op)
{
    const std::optional<AnyDefault> existing = anyDefault(there);
    const bool isAny = existing || anyDefault(wanted);
    if (existing)
        op.existingServerDefault = {true, existing};
    if (isAny && !m_scope.options.compareServerDefault)
        return;
    if (there.computed || wanted.computed) {
        const auto text = [&](const std::optional<Computed> &computed) {
            static const QRegularExpression noise(u"[ ()'\"`\\[\\]\t\r\n]"_s);
            const Result<QString> sql = computed ? m_scope.dialect.ddlExpression(computed->expression, m_scope.mode) : QString();
            return sql ? QString(*sql).remove(noise).toLower() : QString();
        };
        if (text(there.computed) != text(wanted.computed))
            m_scope.note(tr("The generated value of %1 differs; no database can alter it in place.").arg(place(wanted)));
        return;
    }
    if (there.identity || wanted.identity) {
        compareIdentity(there, wanted, op);
        return;
    }
    setAutoincrement(wanted, op);
    if (isAny)
        comparePlainDefault(there, wanted, op);
}

void TableComparison::compareIdentity(const Column &there, const Column &wanted, AlterColumnOp &op)
{
    if (there.serverDefault || wanted.serverDefault) {
        m_scope.note(tr("The generated value of %1 is not compared.").arg(place(wanted)));
        return;
    }
    const bool onBothSides = there.identity && wanted.identity;
    const bool same = onBothSides && sameIdentity(*there.identity, *wanted.identity);
    if (!same)
        op.serverDefault = {true, anyDefault(wanted)};
    if (!same && m_scope.options.improvements)
        op.existingServerDefault = {true, anyDefault(there)};
    const bool differsInOptions =
        onBothSides ? !same : !sameIdentity(there.identity.value_or(Identity{}), wanted.identity.value_or(Identity{}));
    if (!differsInOptions)
        setAutoincrement(wanted, op);
}

void TableComparison::setAutoincrement(const Column &wanted, AlterColumnOp &op) const
{
    if (autoincrementColumn(m_wanted, m_scope.dialect.name()) == &wanted || wanted.autoincrement == Column::Autoincrement::On)
        op.autoincrement = true;
    else if (wanted.autoincrement == Column::Autoincrement::Off)
        op.autoincrement = false;
}

void TableComparison::comparePlainDefault(const Column &there, const Column &wanted, AlterColumnOp &op)
{
    const bool counts = wanted.primaryKey && autoincrementColumn(m_wanted, m_scope.dialect.name()) == &wanted;
    if (counts && m_scope.dialect.name() == "postgresql"_L1)
        return;
    std::optional<bool> same = m_scope.dialect.sameDefault(there, wanted, m_scope.mode);
    if (!same)
        same = answer(m_scope.dialect.defaultQuestion(there, wanted, m_scope.mode));
    if (!same)
        m_scope.note(tr("The default of %1 cannot be compared without asking the database.").arg(place(wanted)));
    else if (!*same)
        op.serverDefault = {true, anyDefault(wanted)};
}

std::optional<bool> TableComparison::answer(const QString &question)
{
    const auto known = m_scope.options.answers.constFind(question);
    if (known != m_scope.options.answers.constEnd())
        return *known;
    if (!question.isEmpty())
        m_scope.result.questions.append(question);
    return std::nullopt;
}

void TableComparison::compareComment()
{
    const auto text = [&](const std::optional<QString> &comment) {
        return comment && comment->isEmpty() && m_scope.options.improvements ? std::nullopt : comment;
    };
    if (m_scope.isSqlite() || text(m_there.comment) == text(m_wanted.comment))
        return;
    change(TableCommentOp{m_wanted.name, m_wanted.comment, m_there.comment},
           TableCommentOp{m_wanted.name, m_there.comment, m_wanted.comment}, tr("the comment"));
}

void TableComparison::dropColumns()
{
    for (const Column &column : m_there.columns) {
        if (m_wanted.column(column.name) != nullptr)
            continue;
        AddColumnOp undo;
        undo.table = m_wanted.name;
        undo.column = column;
        change(DropColumnOp{m_wanted.name, column.name, false, false, false, false}, std::move(undo), tr("column %1").arg(column.name));
    }
}

} // namespace retort::autogenerate
