#include "dialects/common/tablerebuild.h"

#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/operationrenderer.h"
#include "dialects/common/reflectedtable.h"
#include "dialects/common/typecompiler.h"
#include "operations/columnchange.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

const Name *nameIn(const Constraint &constraint)
{
    return std::visit([](const auto &item) { return &item.name; }, constraint);
}

QStringList columnsOf(const Constraint &constraint)
{
    if (const auto *foreign = std::get_if<ForeignKey>(&constraint))
        return foreign->columns;
    if (const auto *unique = std::get_if<UniqueConstraint>(&constraint))
        return unique->columns;
    return {};
}

bool isTypeBound(const Constraint &constraint)
{
    const auto *check = std::get_if<CheckConstraint>(&constraint);
    return check && !check->typeBoundColumn.isEmpty();
}

} // namespace

bool TableRebuild::fail(const QString &code, const QString &message)
{
    m_renderer.compilation().fail(code, message);
    return false;
}

TableRebuild::Part *TableRebuild::part(const QString &key)
{
    const auto it = std::find_if(m_parts.begin(), m_parts.end(), [&key](const Part &item) { return item.key == key; });
    return it == m_parts.end() ? nullptr : &*it;
}

void TableRebuild::render()
{
    if (!collect())
        return;
    for (const Operation &operation : m_op.operations) {
        if (!apply(operation))
            return;
    }
    if (!sortColumns())
        return;
    emitAll(newTable());
}

bool TableRebuild::collect()
{
    Compilation &compilation = m_renderer.compilation();
    if (m_op.copyFrom) {
        m_source = *m_op.copyFrom;
    } else if (compilation.mode.offline) {
        return fail(
            u"alembic.CommandError"_s,
            u"This operation cannot proceed in --sql mode; batch mode with dialect %1 requires a live database connection with "
            u"which to "
            "reflect the table \"%2\". To generate a batch SQL migration script using table \"move and copy\", a complete Table "
            "object should "
            "be passed to the \"copy_from\" argument of the batch_alter_table() method so that table reflection can be skipped."_s.arg(
                compilation.profile.name, m_op.table.name));
    } else {
        const Table *table = m_renderer.before().table(m_op.table);
        if (!table && m_renderer.before().isCertain())
            return fail(u"sqlalchemy.NoSuchTableError"_s, m_op.table.name);
        if (!table || table->uncertain || !m_renderer.before().isCertain()) {
            compilation.notUnderstood(u"a rebuild of the table %1, whose columns are not known for certain"_s.arg(m_op.table.display()));
            return false;
        }
        m_source = reflectedTable(*table, compilation, m_op.namingConvention);
    }
    for (const Column &column : m_source.columns) {
        Part item{column, column.name, !column.computed, false};
        item.column.unique = item.column.index = false;
        m_parts.push_back(item);
    }
    m_primaryKey = m_source.primaryKey;
    collectConstraints(m_source);
    for (const Index &index : m_source.indexes) {
        if (!(m_op.copyFrom && index.fromFlag))
            m_oldIndexes.push_back(index);
    }
    return true;
}

/// Named ones first, then the rest, as Alembic's two collections stand.
void TableRebuild::collectConstraints(const Table &source)
{
    for (const bool named : {true, false}) {
        for (const Constraint &item : source.constraints) {
            if (isTypeBound(item)) {
                if (named)
                    m_typeBound.push_back(item);
            } else if (nameIn(item)->isEmpty() != named) {
                m_constraints.push_back(item);
            }
        }
    }
}

bool TableRebuild::apply(const Operation &operation)
{
    if (const auto *add = operation.as<AddColumnOp>())
        return addColumn(*add);
    if (const auto *drop = operation.as<DropColumnOp>())
        return dropColumn(*drop);
    if (const auto *alter = operation.as<AlterColumnOp>())
        return alterColumn(*alter);
    if (const auto *constraint = operation.as<CreateConstraintOp>())
        return addConstraint(constraint->constraint);
    if (const auto *primaryKey = operation.as<CreatePrimaryKeyOp>())
        return addPrimaryKey(primaryKey->primaryKey);
    if (const auto *dropped = operation.as<DropConstraintOp>())
        return dropConstraint(*dropped);
    if (const auto *index = operation.as<CreateIndexOp>())
        return addIndex(index->index);
    if (const auto *droppedIndex = operation.as<DropIndexOp>())
        return dropIndex(droppedIndex->name.text);
    if (const auto *comment = operation.as<TableCommentOp>()) {
        m_source.comment = comment->comment;
        return true;
    }
    if (operation.as<RenameTableOp>())
        return fail(u"python.NotImplementedError"_s, u"TODO"_s);
    m_renderer.compilation().notUnderstood(u"this operation inside batch_alter_table()"_s);
    return false;
}

void TableRebuild::position(const QString &key, const QString &before, const QString &after)
{
    QString first = after;
    QString second = before;
    if (m_op.partialReordering.empty()) {
        const auto it = std::find_if(m_source.columns.cbegin(), m_source.columns.cend(),
                                     [&](const Column &column) { return column.name == (after.isEmpty() ? before : after); });
        const auto known = it != m_source.columns.cend();
        if (!after.isEmpty() && before.isEmpty() && known && it + 1 != m_source.columns.cend())
            second = (it + 1)->name;
        else if (after.isEmpty() && !before.isEmpty() && known && it != m_source.columns.cbegin())
            first = (it - 1)->name;
        else if (after.isEmpty() && before.isEmpty() && !m_source.columns.empty())
            first = m_source.columns.back().name;
    }
    if (!second.isEmpty())
        m_order.append({key, second});
    if (!first.isEmpty())
        m_order.append({first, key});
}

bool TableRebuild::addColumn(const AddColumnOp &op)
{
    position(op.column.name, op.insertBefore, op.insertAfter);
    Part item{op.column, op.column.name, false, false};
    item.column.unique = item.column.index = false;
    m_parts.push_back(item);
    for (const Constraint &constraint : op.constraints) {
        if (isTypeBound(constraint)) {
            m_typeBound.push_back(constraint);
        } else if (const auto *check = std::get_if<CheckConstraint>(&constraint); check && !check->column.isEmpty()) {
            m_constraints.push_back(constraint);
        } else if (!addConstraint(constraint)) {
            return false;
        }
    }
    for (const Index &index : op.indexes) {
        if (!addIndex(index))
            return false;
    }
    return true;
}

bool TableRebuild::dropColumn(const DropColumnOp &op)
{
    if (!part(op.column))
        return fail(u"python.KeyError"_s, u'\'' % op.column % u'\'');
    std::erase_if(m_parts, [&op](const Part &item) { return item.key == op.column; });
    std::erase_if(m_source.columns, [&op](const Column &column) { return column.name == op.column; });
    if (m_primaryKey)
        m_primaryKey->columns.removeAll(op.column);
    dropTypeBound(op.column);
    return true;
}

void TableRebuild::dropTypeBound(const QString &key)
{
    const auto bound = [&key](const Constraint &item) {
        return isTypeBound(item) && std::get<CheckConstraint>(item).typeBoundColumn == key;
    };
    std::erase_if(m_typeBound, bound);
    std::erase_if(m_constraints, bound);
}

bool TableRebuild::alterColumn(const AlterColumnOp &op)
{
    Part *item = part(op.column);
    if (!item)
        return fail(u"python.KeyError"_s, u'\'' % op.column % u'\'');
    Compilation &compilation = m_renderer.compilation();
    if (!op.newName.isEmpty() && op.newName != op.column) {
        item->column.name = op.newName;
        const QString typeName = op.existingType ? op.existingType->text(u"name"_s) : QString();
        if (!typeName.isEmpty())
            std::erase_if(m_constraints, [&typeName](const Constraint &constraint) { return nameIn(constraint)->text == typeName; });
    }
    if (op.type) {
        dropTypeBound(op.column);
        if (op.existingType && op.existingType->flag(u"create_constraint"_s) && compilation.types->needsTypeCheck(*op.existingType)) {
            const QString typeName = op.existingType->text(u"name"_s);
            std::erase_if(m_constraints, [&typeName](const Constraint &constraint) {
                return !typeName.isEmpty() && nameIn(constraint)->text == typeName;
            });
        }
        item->cast = item->transferred && (item->cast || m_renderer.castsInCopy(item->column.type, *op.type));
        item->column.type = *op.type;
        // Alembic adds the new type's check as a named constraint of its own.
        if (std::optional<CheckConstraint> check = typeCheck(op.column, *op.type); check && compilation.types->needsTypeCheck(*op.type))
            m_constraints.push_back(*check);
    }
    if (op.nullable)
        item->column.nullable = *op.nullable;
    if (op.serverDefault.given) {
        const AnyDefault replacement = op.serverDefault.value.value_or(AnyDefault());
        item->column.serverDefault = replacement.plain;
        item->column.computed = replacement.computed;
        item->column.identity = replacement.identity;
    }
    if (op.autoincrement)
        item->column.autoincrement = *op.autoincrement ? Column::Autoincrement::On : Column::Autoincrement::Off;
    if (op.comment.given)
        item->column.comment = op.comment.value;
    if (!op.insertBefore.isEmpty() || !op.insertAfter.isEmpty())
        position(op.column, op.insertBefore, op.insertAfter);
    return true;
}

bool TableRebuild::addConstraint(const Constraint &constraint)
{
    if (nameIn(constraint)->isEmpty())
        return fail(u"python.ValueError"_s, u"Constraint must have a name"_s);
    std::erase_if(m_constraints, [&](const Constraint &item) { return nameIn(item)->text == nameIn(constraint)->text; });
    m_constraints.push_back(constraint);
    return true;
}

bool TableRebuild::addPrimaryKey(const PrimaryKey &primaryKey)
{
    if (primaryKey.name.isEmpty())
        return fail(u"python.ValueError"_s, u"Constraint must have a name"_s);
    for (Part &item : m_parts)
        item.column.primaryKey = primaryKey.columns.contains(item.key);
    m_primaryKey = primaryKey;
    return true;
}

bool TableRebuild::dropConstraint(const DropConstraintOp &op)
{
    if (op.name.isEmpty())
        return fail(u"python.ValueError"_s, u"Constraint must have a name"_s);
    if (m_primaryKey && m_primaryKey->name.text == op.name.text) {
        for (Part &item : m_parts)
            item.column.primaryKey = false;
        m_primaryKey.reset();
        return true;
    }
    const auto removed = std::erase_if(m_constraints, [&op](const Constraint &item) { return nameIn(item)->text == op.name.text; });
    return removed > 0 || fail(u"python.ValueError"_s, u"No such constraint: '%1'"_s.arg(op.name.text));
}

bool TableRebuild::addIndex(const Index &index)
{
    std::erase_if(m_newIndexes, [&index](const Index &item) { return item.name.text == index.name.text; });
    m_newIndexes.push_back(index);
    return true;
}

bool TableRebuild::dropIndex(const QString &name)
{
    const auto removed = std::erase_if(m_oldIndexes, [&name](const Index &item) { return item.name.text == name; });
    return removed > 0 || fail(u"python.ValueError"_s, u"No such index: '%1'"_s.arg(name));
}

/// SQLAlchemy's deterministic topological sort over the pairs that partial_reordering and insert_before/insert_after make.
bool TableRebuild::sortColumns()
{
    if (m_op.partialReordering.empty() && m_order.isEmpty())
        return true;
    QList<QPair<QString, QString>> pairs = m_order;
    for (const QStringList &sequence : m_op.partialReordering) {
        for (qsizetype i = 1; i < sequence.size(); ++i)
            pairs.append({sequence[i - 1], sequence[i]});
    }
    if (m_op.partialReordering.empty()) {
        for (std::size_t i = 1; i < m_source.columns.size(); ++i)
            pairs.append({m_source.columns[i - 1].name, m_source.columns[i].name});
    }
    std::vector<Part> sorted;
    while (!m_parts.empty()) {
        const auto waits = [&](const Part &item) {
            return std::any_of(pairs.cbegin(), pairs.cend(), [&](const QPair<QString, QString> &pair) {
                return pair.second == item.key && pair.first != item.key && part(pair.first);
            });
        };
        std::vector<Part> ready;
        std::copy_if(m_parts.cbegin(), m_parts.cend(), std::back_inserter(ready), [&](const Part &item) { return !waits(item); });
        if (ready.empty())
            return fail(u"sqlalchemy.CircularDependencyError"_s, u"Circular dependency detected."_s);
        for (const Part &item : ready)
            std::erase_if(m_parts, [&item](const Part &other) { return other.key == item.key; });
        sorted.insert(sorted.end(), ready.cbegin(), ready.cend());
    }
    m_parts = std::move(sorted);
    return true;
}

Table TableRebuild::newTable()
{
    const auto renamed = [this](QStringList columns) {
        for (QString &column : columns) {
            if (const Part *item = part(column))
                column = item->column.name;
        }
        return columns;
    };
    const auto present = [this](const QStringList &columns) {
        return std::all_of(columns.cbegin(), columns.cend(), [this](const QString &column) { return part(column); });
    };
    Table table;
    table.name = QualifiedName(m_source.name.schema, QString("_alembic_tmp_"_L1 % m_source.name.name).left(50));
    table.comment = m_source.comment;
    table.options = m_source.options;
    table.options.values.insert(m_op.tableOptions.values);
    for (const Part &item : m_parts)
        table.columns.push_back(item.column);
    if (m_primaryKey && !m_primaryKey->columns.isEmpty() && present(m_primaryKey->columns)) {
        table.primaryKey = m_primaryKey;
        table.primaryKey->columns = renamed(m_primaryKey->columns);
    }
    std::vector<Constraint> all = m_constraints;
    all.insert(all.end(), m_op.tableArguments.cbegin(), m_op.tableArguments.cend());
    all.insert(all.end(), m_typeBound.cbegin(), m_typeBound.cend());
    for (Constraint &item : all) {
        if (!present(columnsOf(item)))
            continue;
        if (auto *foreign = std::get_if<ForeignKey>(&item))
            foreign->columns = renamed(foreign->columns);
        if (auto *unique = std::get_if<UniqueConstraint>(&item))
            unique->columns = renamed(unique->columns);
        if (auto *check = std::get_if<CheckConstraint>(&item); check && !check->column.isEmpty())
            check->column = renamed({check->column}).front();
        if (auto *check = std::get_if<CheckConstraint>(&item); check && isTypeBound(item)) {
            check->typeBoundColumn = renamed({check->typeBoundColumn}).front();
            if (!check->condition.operands.empty() && check->condition.operands.front().kind == SqlExpression::Kind::Column)
                check->condition.operands.front().text = check->typeBoundColumn;
        }
        table.constraints.push_back(item);
    }
    return table;
}

void TableRebuild::emitAll(const Table &table)
{
    Compilation &compilation = m_renderer.compilation();
    m_renderer.prepareRebuild(m_source, m_constraints);
    m_renderer(CreateTableOp{table, false});

    const QString source = compilation.names.table(m_source.name);
    QStringList targets;
    QStringList values;
    for (const Part &item : m_parts) {
        if (!item.transferred)
            continue;
        const QString value = source % u'.' % compilation.names.quote(item.key);
        targets.append(compilation.names.quote(item.column.name));
        values.append(item.cast ? QString("CAST("_L1 % value % " AS "_L1 % compilation.types->castType(item.column.type) % ") AS "_L1
                                          % compilation.names.quote(item.key))
                                : value);
    }
    m_renderer.emitStatement("INSERT INTO "_L1 % compilation.names.table(table.name) % " ("_L1 % targets.join(", "_L1) % ") SELECT "_L1
                             % values.join(", "_L1) % " \nFROM "_L1 % source);
    m_renderer(DropTableOp{m_source.name, false});
    m_renderer(RenameTableOp{table.name, m_source.name.name});
    for (const Index &index : m_oldIndexes)
        m_renderer.emitStatement(compilation.ddl->createIndex(index, false));
    for (Index index : m_newIndexes) {
        std::erase_if(index.expressions, [](const SqlExpression &item) { return item.kind != SqlExpression::Kind::Column; });
        for (SqlExpression &item : index.expressions) {
            if (const Part *column = part(item.text))
                item.text = column->column.name;
        }
        if (index.expressions.empty())
            compilation.notUnderstood(u"an index on an expression inside batch_alter_table(), which Alembic loses"_s);
        index.table = m_source.name;
        m_renderer.emitStatement(compilation.ddl->createIndex(index, false));
    }
}

} // namespace retort
