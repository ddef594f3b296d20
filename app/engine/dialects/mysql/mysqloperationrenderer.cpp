#include "dialects/mysql/mysqloperationrenderer.h"

#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

void MysqlOperationRenderer::operator()(const RenameTableOp &op)
{
    // A name without its schema would move the table.
    emitStatement(alterTable(op.table) % "RENAME TO "_L1 % m_compilation.names.alteredTable(QualifiedName(op.table.schema, op.newName)));
}

void MysqlOperationRenderer::operator()(const DropConstraintOp &op)
{
    using Type = DropConstraintOp::Type;
    if (op.type == Type::Unspecified) {
        m_compilation.fail(u"python.NotImplementedError"_s, u"No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type"_s);
        return;
    }
    const QString table = "ALTER TABLE "_L1 % m_compilation.names.table(op.table) % " DROP "_L1;
    if (op.type == Type::PrimaryKey) {
        emitStatement(table % "PRIMARY KEY"_L1);
        return;
    }
    if (op.name.isEmpty()) {
        m_compilation.compileError(u"Can't emit DROP CONSTRAINT for constraint of table '%1'; it has no name"_s.arg(op.table.name));
        return;
    }
    const QString sort = op.type == Type::ForeignKey ? u"FOREIGN KEY "_s : op.type == Type::Unique ? u"INDEX "_s : dropCheck();
    emitStatement(table % sort % m_compilation.take(m_compilation.names.constraintName(op.name, IdentifierPreparer::Sort::ConstraintName)));
}

void MysqlOperationRenderer::operator()(const EnumTypeOp &op)
{
    // postgresql.ENUM believes that every database with enumerations has named types.
    if (op.type.name == "postgresql.ENUM"_L1) {
        m_compilation.fail(u"sqlalchemy.UnsupportedCompilationError"_s,
                           u"Compiler <sqlalchemy.dialects.mysql.base.MySQLDDLCompiler object at 0x..> can't render element of type <class "
                           "'sqlalchemy.dialects.postgresql.named_types.CreateEnumType'> (Background on this error at: "
                           "https://sqlalche.me/e/20/l7de)"_s);
    }
}

bool MysqlOperationRenderer::castsInCopy(const SqlType &oldType, const SqlType &newType) const
{
    return OperationRenderer::castsInCopy(oldType, newType) && !m_compilation.types->castType(newType).isEmpty();
}

QString MysqlOperationRenderer::specification(const AlterColumnOp &op)
{
    const std::optional<SqlType> type = op.type ? op.type : op.existingType;
    if (!type)
        return m_compilation.fail(u"alembic.CommandError"_s, u"All MySQL CHANGE/MODIFY COLUMN operations require the existing type."_s);
    const bool nullable = op.nullable ? *op.nullable : op.existingNullable.value_or(true);
    QString sql = m_compilation.types->compile(*type) % (nullable ? " NULL"_L1 : " NOT NULL"_L1);
    if (op.autoincrement.value_or(op.existingAutoincrement.value_or(false)))
        sql += " AUTO_INCREMENT"_L1;
    const Change<AnyDefault> &given = op.serverDefault.given ? op.serverDefault : op.existingServerDefault;
    if (given.value && given.value->plain) {
        if (const auto text = m_compilation.ddl->defaultText(*given.value->plain))
            sql += " DEFAULT "_L1 % *text;
    }
    const std::optional<QString> comment = op.comment.given ? op.comment.value : op.existingComment;
    if (comment)
        sql += " COMMENT "_L1 % m_compilation.literals->string(*comment);
    return sql;
}

void MysqlOperationRenderer::alterColumn(const AlterColumnOp &op)
{
    if (involvesIdentity(op) || involvesComputed(op)) {
        OperationRenderer::alterColumn(op);
        return;
    }
    const std::optional<SqlType> type = op.type ? op.type : op.existingType;
    const QString &dialect = m_compilation.profile.name;
    // A default that is not given counts as one here: any change of a DateTime column repeats it with CHANGE, as Alembic does.
    const bool dateTime =
        type && typeAffinity(*type, dialect) == TypeAffinity::DateTime && !(op.serverDefault.given && !op.serverDefault.value);
    const bool fetched =
        op.serverDefault.value && op.serverDefault.value->plain && op.serverDefault.value->plain->kind == ServerDefault::Kind::Fetched;
    if (fetched) {
        m_compilation.fail(u"python.AssertionError"_s, {});
    } else if (!op.newName.isEmpty() || dateTime) {
        emitStatement(alterTable(op.table) % "CHANGE "_L1 % m_compilation.names.quote(op.column) % u' '
                      % m_compilation.names.quote(op.newName.isEmpty() ? op.column : op.newName) % u' ' % specification(op));
    } else if (op.nullable || op.type || op.autoincrement || op.comment.given) {
        emitStatement(alterTable(op.table) % "MODIFY "_L1 % m_compilation.names.quote(op.column) % u' ' % specification(op));
    } else if (op.serverDefault.given) {
        alterDefault(op);
    }
}

} // namespace retort
