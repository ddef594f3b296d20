#include "dialects/sqlite/sqliteoperationrenderer.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typeaffinity.h"

namespace retort {

using namespace Qt::StringLiterals;

void SqliteOperationRenderer::refuseConstraint()
{
    m_compilation.fail(
        u"python.NotImplementedError"_s,
        u"No support for ALTER of constraints in SQLite dialect. Please refer to the batch mode feature which allows for SQLite "
        "migrations using a copy-and-move strategy."_s);
}

void SqliteOperationRenderer::operator()(const DropConstraintOp &)
{
    refuseConstraint();
}

void SqliteOperationRenderer::addPrimaryKey(const CreatePrimaryKeyOp &)
{
    refuseConstraint();
}

void SqliteOperationRenderer::addConstraint(const Table &, const Constraint &constraint)
{
    // Alembic skips the CHECK of a Boolean or Enum with a warning.
    const auto *check = std::get_if<CheckConstraint>(&constraint);
    if (!check || check->typeBoundColumn.isEmpty())
        refuseConstraint();
}

void SqliteOperationRenderer::columnComment(const QualifiedName &, const QString &, const std::optional<QString> &,
                                            const std::optional<QString> &)
{
    m_compilation.fail(u"sqlalchemy.UnsupportedCompilationError"_s,
                       u"Compiler <sqlalchemy.dialects.sqlite.base.SQLiteDDLCompiler object at 0x..> can't render element of type <class "
                       "'alembic.ddl.base.ColumnComment'>: <class 'alembic.ddl.base.ColumnComment'> construct has no default compilation "
                       "handler. "
                       "(Background on this error at: https://sqlalche.me/e/20/l7de)"_s);
}

QString SqliteOperationRenderer::renameClause(const AlterColumnOp &op)
{
    return "RENAME COLUMN "_L1 % m_compilation.names.quote(op.column) % " TO "_L1 % m_compilation.names.quote(op.newName);
}

bool SqliteOperationRenderer::needsRebuild(const Operation &operation) const
{
    if (const auto *add = operation.as<AddColumnOp>()) {
        const bool expression = add->column.serverDefault && add->column.serverDefault->kind == ServerDefault::Kind::Sql;
        const bool stored = add->column.computed && add->column.computed->persisted.value_or(false);
        const bool constrained = std::any_of(add->constraints.cbegin(), add->constraints.cend(), [](const Constraint &item) {
            const auto *check = std::get_if<CheckConstraint>(&item);
            return !check || check->column.isEmpty();
        });
        return expression || stored || constrained;
    }
    return !operation.as<CreateIndexOp>() && !operation.as<DropIndexOp>();
}

bool SqliteOperationRenderer::castsInCopy(const SqlType &oldType, const SqlType &newType) const
{
    return typeAffinity(newType, u"sqlite"_s) != TypeAffinity::Json && OperationRenderer::castsInCopy(oldType, newType);
}

} // namespace retort
