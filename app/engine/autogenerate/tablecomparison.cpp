#include "autogenerate/tablecomparison.h"

#include "base/translation.h"

#include <algorithm>

namespace retort::autogenerate {

using namespace Qt::StringLiterals;

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

void TableComparison::drop(OperationContent content, const QString &what)
{
    if (m_mayDestroy)
        m_scope.add(std::move(content));
    else
        m_scope.result.notes.append(
            tr("Table %1: %2 is not changed: not everything about the table is known.").arg(m_wanted.name.display(), what));
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
        m_scope.add(std::move(op));
    }
}

void TableComparison::alterColumns()
{
    for (const Column &wanted : m_wanted.columns) {
        const Column *there = m_there.column(wanted.name);
        if (there == nullptr)
            continue;
        AlterColumnOp op;
        op.table = m_wanted.name;
        op.column = wanted.name;
        op.existingNullable = there->nullable;
        const bool computed = there->computed || wanted.computed;
        const bool identity = there->identity || wanted.identity;
        if (there->nullable != wanted.nullable && !(computed && !wanted.nullableGiven) && !identity)
            op.nullable = wanted.nullable;
        if (m_scope.options.compareType) {
            op.existingType = there->type;
            if (!there->type.isNull() && !wanted.type.forDialect(m_scope.dialect.name()).isNull()) {
                const std::optional<bool> same = m_scope.dialect.sameType(there->type, wanted.type, m_scope.mode);
                if (!same)
                    m_scope.result.notes.append(tr("The type of %1.%2 cannot be compared.").arg(m_wanted.name.display(), wanted.name));
                else if (!*same)
                    op.type = wanted.type;
            }
        }
        compareDefault(*there, wanted, op);
        const auto text = [](const std::optional<QString> &comment) { return comment.value_or(QString()); };
        if (m_scope.dialect.name() != "sqlite"_L1 && (there->comment || wanted.comment)) {
            op.existingComment = there->comment;
            if (text(there->comment) != text(wanted.comment))
                op.comment = {true, wanted.comment};
        }
        if (wanted.autoincrement == Column::Autoincrement::On || wanted.autoincrement == Column::Autoincrement::Off)
            op.autoincrement = wanted.autoincrement == Column::Autoincrement::On;
        if (op.nullable || op.type || op.serverDefault.given || op.comment.given)
            drop(op, tr("column %1").arg(wanted.name));
    }
}

void TableComparison::compareDefault(const Column &there, const Column &wanted, AlterColumnOp &op)
{
    // Alembic leaves out the nextval() of a sequence that belongs to the column: it is a SERIAL.
    const bool countsUp = there.autoincrement == Column::Autoincrement::On;
    Column reflected = there;
    if (countsUp)
        reflected.serverDefault.reset();
    if (reflected.serverDefault)
        op.existingServerDefault = {true, AnyDefault{reflected.serverDefault, {}, {}}};
    if (!m_scope.options.compareServerDefault)
        return;
    const QString place = m_wanted.name.display() + u'.' + wanted.name;
    if (there.computed || wanted.computed || there.identity || wanted.identity) {
        if (!(there.computed == wanted.computed && there.identity == wanted.identity))
            m_scope.result.notes.append(tr("The generated value of %1 is not compared.").arg(place));
        return;
    }
    if (wanted.primaryKey && countsUp)
        return;
    const std::optional<bool> same = m_scope.dialect.sameDefault(reflected, wanted, m_scope.mode);
    if (!same)
        m_scope.result.notes.append(tr("The default of %1 cannot be compared without asking the database.").arg(place));
    else if (!*same)
        op.serverDefault = {true, wanted.serverDefault ? std::optional(AnyDefault{wanted.serverDefault, {}, {}}) : std::nullopt};
}

void TableComparison::compareComment()
{
    if (m_scope.dialect.name() == "sqlite"_L1 || m_there.comment.value_or(QString()) == m_wanted.comment.value_or(QString()))
        return;
    drop(TableCommentOp{m_wanted.name, m_wanted.comment, m_there.comment}, tr("the comment"));
}

void TableComparison::dropColumns()
{
    for (const Column &column : m_there.columns) {
        if (m_wanted.column(column.name) == nullptr)
            drop(DropColumnOp{m_wanted.name, column.name, false, false, false, false}, tr("column %1").arg(column.name));
    }
}

} // namespace retort::autogenerate
