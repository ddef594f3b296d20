#include "dialects/oracle/oracleoperationrenderer.h"

#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

void OracleOperationRenderer::operator()(const TableCommentOp &op)
{
    emitStatement(m_compilation.ddl->tableComment(op.table, op.comment.value_or(QString())));
}

QString OracleOperationRenderer::modify(const AlterColumnOp &op) const
{
    return "MODIFY "_L1 % m_compilation.names.quote(op.column) % u' ';
}

QString OracleOperationRenderer::nullableClause(const AlterColumnOp &op)
{
    return modify(op) % (*op.nullable ? "NULL"_L1 : "NOT NULL"_L1);
}

QString OracleOperationRenderer::defaultClause(const AlterColumnOp &op)
{
    if (!op.serverDefault.value || !op.serverDefault.value->plain)
        return modify(op) % "DEFAULT NULL"_L1;
    const std::optional<QString> text = m_compilation.ddl->defaultText(*op.serverDefault.value->plain);
    return text ? QString(modify(op) % "DEFAULT "_L1 % *text) : m_compilation.fail(u"python.AssertionError"_s, {});
}

QString OracleOperationRenderer::identityClause(const AlterColumnOp &op)
{
    if (!op.serverDefault.value || !op.serverDefault.value->identity)
        return modify(op) % "DROP IDENTITY"_L1;
    return modify(op) % m_compilation.ddl->identity(*op.serverDefault.value->identity);
}

QString OracleOperationRenderer::typeClause(const AlterColumnOp &op)
{
    return modify(op) % m_compilation.types->compile(*op.type);
}

QString OracleOperationRenderer::renameClause(const AlterColumnOp &op)
{
    return "RENAME COLUMN "_L1 % m_compilation.names.quote(op.column) % " TO "_L1 % m_compilation.names.quote(op.newName);
}

void OracleOperationRenderer::columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment,
                                            const std::optional<QString> &)
{
    // Alembic writes the bare names and loses the schema.
    emitStatement("COMMENT ON COLUMN "_L1 % table.name % u'.' % column % " IS "_L1
                  % m_compilation.literals->string(comment.value_or(QString())));
}

} // namespace retort
