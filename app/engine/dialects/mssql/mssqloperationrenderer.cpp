#include "dialects/mssql/mssqloperationrenderer.h"

#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/typecompiler.h"
#include "dialects/mssql/mssqlddlcompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

void MssqlOperationRenderer::operator()(const RenameTableOp &op)
{
    emitStatement("EXEC sp_rename '"_L1 % m_compilation.names.alteredTable(op.table) % "', "_L1 % m_compilation.names.quote(op.newName));
}

void MssqlOperationRenderer::dropDependent(const QualifiedName &table, const QString &column, const QString &catalogue)
{
    emitStatement("declare @const_name varchar(256)\nselect @const_name = QUOTENAME([name]) from "_L1 % catalogue
                  % "\nwhere parent_object_id = object_id('"_L1 % table.display()
                  % "')\nand col_name(parent_object_id, parent_column_id) = '"_L1 % column % "'\nexec('alter table "_L1
                  % m_compilation.names.alteredTable(table) % " drop constraint ' + @const_name)"_L1);
}

void MssqlOperationRenderer::dropForeignKey(const QualifiedName &table, const QString &column)
{
    emitStatement("declare @const_name varchar(256)\nselect @const_name = QUOTENAME([name]) from\nsys.foreign_keys fk join "
                  "sys.foreign_key_columns fkc\non fk.object_id=fkc.constraint_object_id\nwhere fkc.parent_object_id = object_id('"_L1
                  % table.display() % "')\nand col_name(fkc.parent_object_id, fkc.parent_column_id) = '"_L1 % column
                  % "'\nexec('alter table "_L1 % m_compilation.names.alteredTable(table) % " drop constraint ' + @const_name)"_L1);
}

void MssqlOperationRenderer::operator()(const DropColumnOp &op)
{
    if (op.mssqlDropDefault)
        dropDependent(op.table, op.column, u"sys.default_constraints"_s);
    if (op.mssqlDropCheck)
        dropDependent(op.table, op.column, u"sys.check_constraints"_s);
    if (op.mssqlDropForeignKey)
        dropForeignKey(op.table, op.column);
    OperationRenderer::operator()(op);
}

void MssqlOperationRenderer::operator()(const BulkInsertOp &op)
{
    // Alembic does so in scripts only; there for every table, even for no rows.
    if (!m_compilation.mode.offline) {
        OperationRenderer::operator()(op);
        return;
    }
    const QString table = m_compilation.names.table(op.table.name);
    emitStatement("SET IDENTITY_INSERT "_L1 % table % " ON"_L1);
    OperationRenderer::operator()(op);
    emitStatement("SET IDENTITY_INSERT "_L1 % table % " OFF"_L1);
}

void MssqlOperationRenderer::alterColumn(const AlterColumnOp &op)
{
    AlterColumnOp first = op;
    if (op.nullable) {
        if (op.type) {
            first.existingType = op.type;
            first.type.reset();
        } else if (!op.existingType) {
            m_compilation.fail(
                u"alembic.CommandError"_s,
                u"MS-SQL ALTER COLUMN operations with NULL or NOT NULL require the existing_type or a new type_ be passed."_s);
            return;
        }
    } else if (op.existingNullable && op.type) {
        first.nullable = op.existingNullable;
        first.existingType = op.type;
        first.type.reset();
    }
    const bool special = involvesIdentity(op) || involvesComputed(op);
    if (op.serverDefault.given && !special && (op.existingServerDefault.given || !op.serverDefault.value))
        dropDependent(op.table, op.column, u"sys.default_constraints"_s);
    alterNullable(first);
    if (special)
        alterDefault(op);
    alterType(first);
    alterComment(op);
    if (op.serverDefault.given && !special && op.serverDefault.value)
        alterDefault(op);
    if (!op.newName.isEmpty()) {
        emitStatement("EXEC sp_rename '"_L1 % m_compilation.names.alteredTable(op.table) % u'.' % m_compilation.names.quote(op.column)
                      % "', "_L1 % m_compilation.names.quote(op.newName) % ", 'COLUMN'"_L1);
    }
}

QString MssqlOperationRenderer::nullableClause(const AlterColumnOp &op)
{
    return "ALTER COLUMN "_L1 % m_compilation.names.quote(op.column) % u' ' % m_compilation.types->compile(*op.existingType)
        % (*op.nullable ? " NULL"_L1 : " NOT NULL"_L1);
}

QString MssqlOperationRenderer::defaultClause(const AlterColumnOp &op)
{
    const std::optional<QString> text = op.serverDefault.value && op.serverDefault.value->plain
        ? m_compilation.ddl->defaultText(*op.serverDefault.value->plain)
        : std::nullopt;
    if (!text)
        return m_compilation.fail(u"python.AssertionError"_s, {});
    return "ADD DEFAULT "_L1 % *text % " FOR "_L1 % m_compilation.names.quote(op.column);
}

QString MssqlOperationRenderer::typeClause(const AlterColumnOp &op)
{
    return "ALTER COLUMN "_L1 % m_compilation.names.quote(op.column) % u' ' % m_compilation.types->compile(*op.type);
}

void MssqlOperationRenderer::columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment,
                                           const std::optional<QString> &existing)
{
    const QString path =
        static_cast<MssqlDdlCompiler &>(*m_compilation.ddl).propertyPath(table) % ", 'column', "_L1 % m_compilation.names.quote(column);
    if (!comment)
        emitStatement("exec sp_dropextendedproperty 'MS_Description', "_L1 % path);
    else
        emitStatement("exec "_L1 % (existing ? "sp_updateextendedproperty"_L1 : "sp_addextendedproperty"_L1) % " 'MS_Description', N"_L1
                      % m_compilation.literals->string(*comment) % ", "_L1 % path);
}

} // namespace retort
