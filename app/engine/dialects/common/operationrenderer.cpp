#include "dialects/common/operationrenderer.h"

#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/expressioncompiler.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/tablerebuild.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

OperationRenderer::OperationRenderer(Compilation &compilation, const Schema &before, RenderMemory &memory)
    : m_compilation(compilation),
      m_before(before),
      m_memory(memory)
{}

OperationRenderer::~OperationRenderer() = default;

void OperationRenderer::render(const Operation &operation)
{
    if (++m_depth > 32) {
        m_compilation.compileError(u"operations are nested too deeply"_s);
    } else {
        const OperationSource outer = std::exchange(m_source, operation.source);
        std::visit(*this, operation.content);
        m_source = outer;
    }
    --m_depth;
}

void OperationRenderer::emitStatement(const QString &sql)
{
    if (!m_compilation.error)
        m_statements.append({sql.trimmed(), m_source, m_autocommit});
}

QString OperationRenderer::alterTable(const QualifiedName &table) const
{
    return "ALTER TABLE "_L1 % m_compilation.names.alteredTable(table) % u' ';
}

void OperationRenderer::beforeCreateTable(const Table &table)
{
    for (const Column &column : table.columns) {
        if (effectiveType(column.type, m_compilation.profile.name).name == "postgresql.DOMAIN"_L1)
            (void)m_compilation.ddl->unsupported(u"sqlalchemy.dialects.postgresql.named_types.CreateDomainType"_s);
    }
}

void OperationRenderer::operator()(const CreateTableOp &op)
{
    beforeCreateTable(op.table);
    emitStatement(m_compilation.ddl->createTable(op.table, op.ifNotExists));
    for (const Index &index : op.table.indexes)
        emitStatement(m_compilation.ddl->createIndex(index, false));
    if (!m_compilation.profile.commentStatements)
        return;
    if (op.table.comment)
        (*this)(TableCommentOp{op.table.name, op.table.comment, std::nullopt});
    columnComments(op.table);
}

void OperationRenderer::columnComments(const Table &table)
{
    for (const Column &column : table.columns) {
        if (column.comment)
            emitStatement(m_compilation.ddl->columnComment(table.name, column.name, column.comment));
    }
}

void OperationRenderer::operator()(const DropTableOp &op)
{
    emitStatement(m_compilation.ddl->dropTable(op.table, op.ifExists));
}

void OperationRenderer::operator()(const RenameTableOp &op)
{
    emitStatement(alterTable(op.table) % "RENAME TO "_L1 % m_compilation.names.quote(op.newName));
}

Table OperationRenderer::tableOf(const AddColumnOp &op)
{
    Table table;
    table.name = op.table;
    table.columns.push_back(op.column);
    table.constraints = op.constraints;
    if (op.column.primaryKey) {
        table.primaryKey.emplace();
        table.primaryKey->columns.append(op.column.name);
        table.primaryKey->fromFlags = true;
    }
    return table;
}

QString OperationRenderer::addColumnPrefix(const AddColumnOp &op) const
{
    return op.ifNotExists ? u"ADD COLUMN IF NOT EXISTS "_s : u"ADD COLUMN "_s;
}

void OperationRenderer::operator()(const AddColumnOp &op)
{
    const Table table = tableOf(op);
    const Constraint *inlined = nullptr;
    QString sql = alterTable(op.table) % addColumnPrefix(op) % m_compilation.ddl->columnSpecification(table, op.column);
    const auto isForeignKey = [](const Constraint &item) { return std::holds_alternative<ForeignKey>(item); };
    if (op.inlineReferences && std::count_if(op.constraints.cbegin(), op.constraints.cend(), isForeignKey) == 1) {
        inlined = &*std::find_if(op.constraints.cbegin(), op.constraints.cend(), isForeignKey);
        if (std::get<ForeignKey>(*inlined).columns.size() != 1)
            inlined = nullptr;
    }
    // Where the clauses are not supported Alembic loses them, the foreign key included.
    if (supportsInlineClauses()) {
        if (op.column.primaryKey && op.inlinePrimaryKey)
            sql += " PRIMARY KEY"_L1;
        if (inlined)
            sql += u' ' % m_compilation.ddl->references(std::get<ForeignKey>(*inlined));
        sql += m_compilation.ddl->columnChecks(table, op.column.name);
    }
    emitStatement(sql);
    for (const Constraint &item : op.constraints) {
        const auto *check = std::get_if<CheckConstraint>(&item);
        if (&item != inlined && (!check || check->column.isEmpty()))
            addConstraint(table, item);
    }
    for (const Index &index : op.indexes)
        emitStatement(m_compilation.ddl->createIndex(index, false));
    if (m_compilation.profile.commentStatements && op.column.comment)
        columnComments(table);
}

void OperationRenderer::operator()(const DropColumnOp &op)
{
    emitStatement(alterTable(op.table) % "DROP COLUMN "_L1 % (op.ifExists ? "IF EXISTS "_L1 : ""_L1)
                  % m_compilation.names.quote(op.column));
}

void OperationRenderer::operator()(const CreateIndexOp &op)
{
    emitStatement(m_compilation.ddl->createIndex(op.index, op.ifNotExists));
}

void OperationRenderer::operator()(const DropIndexOp &op)
{
    emitStatement(m_compilation.ddl->dropIndex(op.name, op.table, op.ifExists, op.options));
}

void OperationRenderer::addPrimaryKey(const CreatePrimaryKeyOp &op)
{
    Table table;
    table.name = op.table;
    if (const auto sql = m_compilation.ddl->primaryKey(table, op.primaryKey))
        emitStatement("ALTER TABLE "_L1 % m_compilation.names.table(op.table) % " ADD "_L1 % *sql);
}

void OperationRenderer::operator()(const CreatePrimaryKeyOp &op)
{
    addPrimaryKey(op);
}

void OperationRenderer::addConstraint(const Table &table, const Constraint &constraint)
{
    if (const auto sql = m_compilation.ddl->constraint(table, constraint))
        emitStatement("ALTER TABLE "_L1 % m_compilation.names.table(table.name) % " ADD "_L1 % *sql);
}

void OperationRenderer::operator()(const CreateConstraintOp &op)
{
    Table table;
    table.name = op.table;
    addConstraint(table, op.constraint);
}

void OperationRenderer::operator()(const DropConstraintOp &op)
{
    if (op.name.isEmpty()) {
        m_compilation.compileError(u"Can't emit DROP CONSTRAINT for constraint of table '%1'; it has no name"_s.arg(op.table.name));
        return;
    }
    emitStatement("ALTER TABLE "_L1 % m_compilation.names.table(op.table) % " DROP CONSTRAINT "_L1 % (op.ifExists ? "IF EXISTS "_L1 : ""_L1)
                  % m_compilation.take(m_compilation.names.constraintName(op.name, IdentifierPreparer::Sort::ConstraintName)));
}

void OperationRenderer::operator()(const TableCommentOp &op)
{
    emitStatement(m_compilation.ddl->tableComment(op.table, op.comment));
}

void OperationRenderer::operator()(const ExecuteSqlOp &op)
{
    if (op.raw) {
        emitStatement(op.statement.text);
        return;
    }
    emitStatement(m_compilation.expressions->compile(op.statement, ExpressionCompiler::Place::Statement));
}

void OperationRenderer::operator()(const BulkInsertOp &op)
{
    for (std::size_t row = 0; row < op.rows.size(); ++row)
        insertRow(op, row);
}

const BulkInsertOp::Cell *OperationRenderer::cellOf(const std::vector<BulkInsertOp::Cell> &row, const QString &column)
{
    const auto cell = std::find_if(row.cbegin(), row.cend(), [&column](const BulkInsertOp::Cell &item) { return item.column == column; });
    return cell == row.cend() ? nullptr : &*cell;
}

void OperationRenderer::insertRow(const BulkInsertOp &op, std::size_t number)
{
    const std::vector<BulkInsertOp::Cell> &row = op.rows[number];
    // A connection sends all rows at once: the first one decides which columns there are.
    const bool likeFirst = !m_compilation.mode.offline && op.multiInsert && number > 0;
    QStringList columns;
    QStringList values;
    for (const Column &column : op.table.columns) {
        const BulkInsertOp::Cell *cell = cellOf(row, column.name);
        const bool inFirst = !likeFirst || cellOf(op.rows.front(), column.name);
        if (likeFirst && inFirst && !cell) {
            m_compilation.fail(u"sqlalchemy.StatementError"_s,
                               u"(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter '%1', in parameter group %2"_s
                                   .arg(column.name)
                                   .arg(number));
        }
        const bool defaulted = !cell && column.hasPythonDefault;
        if ((!cell && !defaulted) || (cell && !inFirst))
            continue;
        // Offline, Alembic writes NULL where a Python-side default would be computed; online it is the default's own value, which
        // we do not know.
        if (defaulted && !m_compilation.mode.offline)
            m_compilation.notUnderstood(u"the Python-side default of the column "_s % column.name);
        columns.append(m_compilation.names.quote(column.name));
        values.append(cell ? m_compilation.expressions->compile(cell->value, ExpressionCompiler::Place::Statement) : u"NULL"_s);
    }
    for (const BulkInsertOp::Cell &cell : row) {
        if (!op.table.column(cell.column))
            m_compilation.compileError(u"Unconsumed column names: %1"_s.arg(cell.column));
    }
    emitStatement("INSERT INTO "_L1 % m_compilation.names.table(op.table.name) % " ("_L1 % columns.join(", "_L1) % ") VALUES ("_L1
                  % values.join(", "_L1) % u')');
}

void OperationRenderer::operator()(const EnumTypeOp &) {}

void OperationRenderer::operator()(const SequenceOp &op)
{
    if (op.create)
        emitStatement(m_compilation.ddl->createSequence(op.sequence, op.ifExistsCheck));
    else
        emitStatement("DROP SEQUENCE "_L1 % (op.ifExistsCheck ? "IF EXISTS "_L1 : ""_L1) % m_compilation.names.table(op.sequence.name));
}

void OperationRenderer::operator()(const SchemaOp &op)
{
    const QString name = m_compilation.names.schema(op.name);
    if (op.create)
        emitStatement("CREATE SCHEMA "_L1 % (op.ifExistsCheck ? "IF NOT EXISTS "_L1 : ""_L1) % name);
    else
        emitStatement("DROP SCHEMA "_L1 % (op.ifExistsCheck ? "IF EXISTS "_L1 : ""_L1) % name % (op.cascade ? " CASCADE"_L1 : ""_L1));
}

void OperationRenderer::operator()(const AutocommitBlockOp &op)
{
    const bool outer = std::exchange(m_autocommit, m_compilation.mode.transactionalDdl.value_or(m_compilation.profile.transactionalDdl));
    for (const Operation &operation : op.operations)
        render(operation);
    m_autocommit = outer;
}

void OperationRenderer::operator()(const LiveStepOp &op)
{
    m_compilation.fail(u"dialect.not-understood"_s, op.reason);
}

void OperationRenderer::operator()(const OpaqueOp &op)
{
    m_compilation.fail(u"dialect.not-understood"_s, op.reason);
}

bool OperationRenderer::needsRebuild(const Operation &) const
{
    return false;
}

void OperationRenderer::prepareRebuild(const Table &, const std::vector<Constraint> &) {}

bool OperationRenderer::castsInCopy(const SqlType &oldType, const SqlType &newType) const
{
    const QString &dialect = m_compilation.profile.name;
    return typeAffinity(oldType, dialect) != typeAffinity(newType, dialect);
}

bool OperationRenderer::rebuilds(const BatchAlterTableOp &op) const
{
    if (op.recreate != BatchAlterTableOp::Recreate::Auto)
        return op.recreate == BatchAlterTableOp::Recreate::Always;
    return std::any_of(op.operations.cbegin(), op.operations.cend(), [this](const Operation &item) { return needsRebuild(item); });
}

void OperationRenderer::operator()(const BatchAlterTableOp &op)
{
    if (rebuilds(op))
        TableRebuild(*this, op).render();
    else
        alterDirectly(op);
}

void OperationRenderer::alterDirectly(const BatchAlterTableOp &op)
{
    const auto positioned = [](const Operation &item) {
        const auto *add = item.as<AddColumnOp>();
        const auto *alter = item.as<AlterColumnOp>();
        return (add && !(add->insertBefore.isEmpty() && add->insertAfter.isEmpty()))
            || (alter && !(alter->insertBefore.isEmpty() && alter->insertAfter.isEmpty()));
    };
    for (const Operation &item : op.operations) {
        if (positioned(item)) {
            m_compilation.fail(u"alembic.CommandError"_s,
                               u"Can't specify insert_before or insert_after when using ALTER; please specify recreate='always'"_s);
        }
        render(item);
    }
}

} // namespace retort
