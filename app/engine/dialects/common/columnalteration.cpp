// ALTER COLUMN, the part of OperationRenderer that dialects differ in most.
#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/operationrenderer.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"
#include "operations/columnchange.h"

namespace retort {

using namespace Qt::StringLiterals;

bool OperationRenderer::involvesIdentity(const AlterColumnOp &op)
{
    return op.serverDefault.given
        && ((op.serverDefault.value && op.serverDefault.value->identity)
            || (op.existingServerDefault.value && op.existingServerDefault.value->identity));
}

bool OperationRenderer::involvesComputed(const AlterColumnOp &op)
{
    return op.serverDefault.given
        && ((op.serverDefault.value && op.serverDefault.value->computed)
            || (op.existingServerDefault.value && op.existingServerDefault.value->computed));
}

void OperationRenderer::dropTypeCheck(const AlterColumnOp &op, const CheckConstraint &check)
{
    DropConstraintOp drop;
    drop.name = check.name;
    drop.table = op.table;
    drop.type = DropConstraintOp::Type::Check;
    (*this)(drop);
}

void OperationRenderer::addTypeCheck(const AlterColumnOp &op, const CheckConstraint &check)
{
    Table table;
    table.name = op.table;
    addConstraint(table, check);
}

void OperationRenderer::operator()(const AlterColumnOp &op)
{
    const auto wanted = [&](const SqlType &type) {
        const SqlType &effective = effectiveType(type, m_compilation.profile.name);
        std::optional<CheckConstraint> check = typeCheck(op.column, effective);
        return check && m_compilation.types->needsTypeCheck(effective) ? check : std::nullopt;
    };
    if (op.existingType && op.type) {
        if (const auto check = wanted(*op.existingType))
            dropTypeCheck(op, *check);
    }
    alterColumn(op);
    if (op.type) {
        if (const auto check = wanted(*op.type))
            addTypeCheck(op, *check);
    }
}

void OperationRenderer::alterColumn(const AlterColumnOp &op)
{
    alterNullable(op);
    alterDefault(op);
    alterType(op);
    alterComment(op);
    alterName(op);
}

void OperationRenderer::alterNullable(const AlterColumnOp &op)
{
    if (op.nullable)
        emitStatement(alterTable(op.table) % nullableClause(op));
}

void OperationRenderer::alterDefault(const AlterColumnOp &op)
{
    if (!op.serverDefault.given)
        return;
    if (involvesComputed(op)) {
        m_compilation.compileError(
            u"Adding or removing a \"computed\" construct, e.g. GENERATED ALWAYS AS, to or from an existing column is not supported."_s);
        return;
    }
    emitStatement(alterTable(op.table) % (involvesIdentity(op) ? identityClause(op) : defaultClause(op)));
}

void OperationRenderer::alterType(const AlterColumnOp &op)
{
    if (op.type)
        emitStatement(alterTable(op.table) % typeClause(op));
}

void OperationRenderer::alterComment(const AlterColumnOp &op)
{
    if (op.comment.given)
        columnComment(op.table, op.column, op.comment.value, op.existingComment);
}

void OperationRenderer::alterName(const AlterColumnOp &op)
{
    if (!op.newName.isEmpty())
        emitStatement(alterTable(op.table) % renameClause(op));
}

QString OperationRenderer::nullableClause(const AlterColumnOp &op)
{
    return "ALTER COLUMN "_L1 % m_compilation.names.quote(op.column) % (*op.nullable ? " DROP NOT NULL"_L1 : " SET NOT NULL"_L1);
}

QString OperationRenderer::defaultClause(const AlterColumnOp &op)
{
    const QString column = "ALTER COLUMN "_L1 % m_compilation.names.quote(op.column);
    if (!op.serverDefault.value || !op.serverDefault.value->plain)
        return column % " DROP DEFAULT"_L1;
    const std::optional<QString> text = m_compilation.ddl->defaultText(*op.serverDefault.value->plain);
    if (!text)
        return m_compilation.fail(u"python.AssertionError"_s, {});
    return column % " SET DEFAULT "_L1 % *text;
}

QString OperationRenderer::identityClause(const AlterColumnOp &)
{
    return m_compilation.compileError(
        u"Adding, removing or modifying an \"identity\" construct, e.g. GENERATED AS IDENTITY, to or from an existing "
        "column is not supported in this dialect."_s);
}

QString OperationRenderer::typeClause(const AlterColumnOp &op)
{
    return "ALTER COLUMN "_L1 % m_compilation.names.quote(op.column) % " TYPE "_L1 % m_compilation.types->compile(*op.type);
}

QString OperationRenderer::renameClause(const AlterColumnOp &op)
{
    return "RENAME "_L1 % m_compilation.names.quote(op.column) % " TO "_L1 % m_compilation.names.quote(op.newName);
}

void OperationRenderer::columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment,
                                      const std::optional<QString> &)
{
    emitStatement(m_compilation.ddl->columnComment(table, column, comment));
}

} // namespace retort
