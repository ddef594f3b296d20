#include "operations/apply.h"

#include "base/translation.h"
#include "operations/columnchange.h"
#include "operations/sqleffect.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString placeOf(const OperationSource &source)
{
    return source.file.isEmpty() ? QString() : u"%1:%2"_s.arg(source.file, QString::number(source.line));
}

/// One operator() per operation: changes the schema in place.
class Applier
{
public:
    Applier(Schema &schema, const OperationSource &source) : m_schema(schema), m_source(source) {}

    Result<void> operator()(const CreateTableOp &op)
    {
        if (m_schema.table(op.table.name) != nullptr) {
            if (op.ifNotExists || !m_schema.isCertain())
                return {};
            return Error{u"apply.table-exists"_s, tr("Table %1 exists already.").arg(op.table.name.display()), {}};
        }
        for (const Column &column : op.table.columns)
            rememberEnum(column.type, op.table.name.schema);
        m_schema.tables.insert(op.table.name, op.table);
        return {};
    }

    Result<void> operator()(const DropTableOp &op)
    {
        if (m_schema.tables.remove(op.table) == 0 && !op.ifExists)
            return missingTable(op.table);
        return {};
    }

    Result<void> operator()(const RenameTableOp &op) { return renameTable(op.table, op.newName); }

    Result<void> operator()(const AddColumnOp &op)
    {
        Table *table = m_schema.table(op.table);
        if (table == nullptr)
            return missingTable(op.table);
        if (table->column(op.column.name) != nullptr) {
            if (op.ifNotExists || table->uncertain || !m_schema.isCertain())
                return {};
            return Error{u"apply.column-exists"_s, tr("Table %1 has a column %2 already.").arg(op.table.display(), op.column.name), {}};
        }
        insertColumn(*table, op.column, op.insertBefore, op.insertAfter);
        table->constraints.insert(table->constraints.end(), op.constraints.begin(), op.constraints.end());
        table->indexes.insert(table->indexes.end(), op.indexes.begin(), op.indexes.end());
        if (op.inlinePrimaryKey && !table->primaryKey)
            table->primaryKey = PrimaryKey{{}, {op.column.name}, true, {}};
        return {};
    }

    Result<void> operator()(const DropColumnOp &op)
    {
        Table *table = m_schema.table(op.table);
        if (table == nullptr)
            return missingTable(op.table);
        if (table->column(op.column) == nullptr)
            return op.ifExists ? Result<void>() : missingColumn(*table, op.column);
        dropColumn(*table, op.column);
        return {};
    }

    Result<void> operator()(const AlterColumnOp &op)
    {
        Table *table = m_schema.table(op.table);
        if (table == nullptr)
            return missingTable(op.table);
        Column *column = table->column(op.column);
        if (column == nullptr)
            return missingColumn(*table, op.column);
        alterColumn(*table, *column, op);
        if (!op.newName.isEmpty() && op.newName != op.column) {
            renameColumn(*table, op.column, op.newName);
            renameReferredColumn(op.table, op.column, op.newName);
        }
        return {};
    }

    Result<void> operator()(const CreateIndexOp &op)
    {
        Table *table = m_schema.table(op.index.table);
        if (table == nullptr)
            return missingTable(op.index.table);
        const bool there = std::any_of(table->indexes.begin(), table->indexes.end(),
                                       [&](const Index &index) { return index.name.text == op.index.name.text && !index.name.isEmpty(); });
        if (!there)
            table->indexes.push_back(op.index);
        return {};
    }

    Result<void> operator()(const DropIndexOp &op)
    {
        dropIndex(op.name.text, op.table);
        return {};
    }

    Result<void> operator()(const CreatePrimaryKeyOp &op)
    {
        Table *table = m_schema.table(op.table);
        if (table == nullptr)
            return missingTable(op.table);
        table->primaryKey = op.primaryKey;
        // A key that is added later makes no column count.
        for (Column &column : table->columns) {
            if (op.primaryKey.columns.contains(column.name) && column.autoincrement == Column::Autoincrement::Auto)
                column.autoincrement = Column::Autoincrement::Off;
        }
        return {};
    }

    Result<void> operator()(const CreateConstraintOp &op)
    {
        Table *table = m_schema.table(op.table);
        if (table == nullptr)
            return missingTable(op.table);
        table->constraints.push_back(op.constraint);
        return {};
    }

    Result<void> operator()(const DropConstraintOp &op)
    {
        Table *table = m_schema.table(op.table);
        if (table == nullptr)
            return missingTable(op.table);
        // A name that is not known here may be one the database chose itself: then what is left is not known either.
        if (!dropConstraint(*table, op.name.text, op.type) && !op.ifExists)
            table->uncertain = true;
        return {};
    }

    Result<void> operator()(const TableCommentOp &op)
    {
        Table *table = m_schema.table(op.table);
        if (table == nullptr)
            return missingTable(op.table);
        table->comment = op.comment;
        return {};
    }

    Result<void> operator()(const ExecuteSqlOp &op)
    {
        if (op.statement.kind != SqlExpression::Kind::Text)
            return {};
        for (const SqlEffect &effect : effectsOf(op.statement.text))
            applyEffect(effect);
        return {};
    }

    Result<void> operator()(const BulkInsertOp &) { return {}; }

    Result<void> operator()(const EnumTypeOp &op)
    {
        const QualifiedName name(op.type.text(u"schema"_s), op.type.text(u"name"_s));
        if (op.create)
            rememberEnum(op.type, {});
        else
            m_schema.enums.remove(name);
        return {};
    }

    Result<void> operator()(const SequenceOp &op)
    {
        if (op.create)
            m_schema.sequences.insert(op.sequence.name, op.sequence);
        else
            m_schema.sequences.remove(op.sequence.name);
        return {};
    }

    Result<void> operator()(const SchemaOp &op)
    {
        if (!op.create && op.cascade)
            m_schema.tables.removeIf([&](const auto &entry) { return entry.key().schema == op.name; });
        return {};
    }

    Result<void> operator()(const BatchAlterTableOp &op) { return all(op.operations); }
    Result<void> operator()(const AutocommitBlockOp &op) { return all(op.operations); }

    Result<void> operator()(const LiveStepOp &op)
    {
        Result<void> done = all(op.foreseen);
        return op.isCertain ? done : uncertain(op.reason);
    }
    Result<void> operator()(const OpaqueOp &op) { return uncertain(op.reason); }

private:
    Result<void> all(const Operations &operations)
    {
        Result<void> first;
        for (const Operation &operation : operations) {
            Result<void> done = applyTo(m_schema, operation);
            if (!done && first)
                first = std::move(done);
        }
        return first;
    }

    Result<void> uncertain(const QString &reason)
    {
        m_schema.uncertainties.append(placeOf(m_source) % u": "_s % reason);
        return {};
    }

    Result<void> missingTable(const QualifiedName &name) const
    {
        if (!m_schema.isCertain())
            return {};
        return Error{u"apply.no-such-table"_s, tr("There is no table %1 at this point.").arg(name.display()), {}};
    }

    Result<void> missingColumn(const Table &table, const QString &column) const
    {
        if (table.uncertain || !m_schema.isCertain())
            return {};
        return Error{u"apply.no-such-column"_s, tr("Table %1 has no column %2 at this point.").arg(table.name.display(), column), {}};
    }

    void rememberEnum(const SqlType &type, const QString &tableSchema)
    {
        for (const SqlType &child : type.children)
            rememberEnum(child, tableSchema);
        for (const SqlType::Variant &variant : type.variants)
            rememberEnum(variant.type, tableSchema);
        const QString name = type.text(u"name"_s);
        const bool isEnum = type.name == "Enum"_L1 || type.name == "postgresql.ENUM"_L1;
        if (!isEnum || name.isEmpty() || !type.flag(u"native_enum"_s, true))
            return;
        const QString schema = type.flag(u"inherit_schema"_s) ? tableSchema : type.text(u"schema"_s);
        const QualifiedName qualified(schema, name);
        if (!m_schema.enums.contains(qualified))
            m_schema.enums.insert(qualified, {qualified, type.values});
    }

    Result<void> renameTable(const QualifiedName &from, const QString &to)
    {
        if (m_schema.table(from) == nullptr)
            return missingTable(from);
        Table table = m_schema.tables.take(from);
        const QualifiedName renamed(from.schema, to);
        table.name = renamed;
        for (Index &index : table.indexes)
            index.table = renamed;
        m_schema.tables.insert(renamed, table);
        for (Table &other : m_schema.tables) {
            for (Constraint &constraint : other.constraints) {
                if (auto *key = std::get_if<ForeignKey>(&constraint); key != nullptr && key->referredTable == from)
                    key->referredTable = renamed;
            }
        }
        return {};
    }

    void renameReferredColumn(const QualifiedName &table, const QString &from, const QString &to)
    {
        for (Table &other : m_schema.tables) {
            for (Constraint &constraint : other.constraints) {
                auto *key = std::get_if<ForeignKey>(&constraint);
                if (key != nullptr && key->referredTable == table)
                    std::replace(key->referredColumns.begin(), key->referredColumns.end(), from, to);
            }
        }
    }

    void dropIndex(const QString &name, const QualifiedName &tableName)
    {
        const auto remove = [&](Table &table) {
            return std::erase_if(table.indexes, [&](const Index &index) { return index.name.text == name; }) > 0;
        };
        if (!tableName.name.isEmpty()) {
            if (Table *table = m_schema.table(tableName))
                remove(*table);
            return;
        }
        const auto has = [&](const Table &table) {
            return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index &index) { return index.name.text == name; });
        };
        QList<QualifiedName> owners;
        for (const Table &table : std::as_const(m_schema.tables)) {
            if (has(table))
                owners.append(table.name);
        }
        for (const QualifiedName &owner : owners)
            remove(m_schema.tables[owner]);
    }

    void applyEffect(const SqlEffect &effect)
    {
        using Kind = SqlEffect::Kind;
        switch (effect.kind) {
        case Kind::Data: return;
        case Kind::CreateTable: {
            if (m_schema.table(effect.name) != nullptr)
                return;
            Table table;
            table.name = effect.name;
            table.uncertain = true;
            m_schema.tables.insert(effect.name, table);
            return;
        }
        case Kind::DropTable: m_schema.tables.remove(effect.name); return;
        case Kind::AlterTable:
            if (Table *table = m_schema.table(effect.name))
                table->uncertain = true;
            return;
        case Kind::RenameTable: static_cast<void>(renameTable(effect.name, effect.newName).ok()); return;
        case Kind::DropIndex: dropIndex(effect.name.name, {}); return;
        case Kind::CreateView: m_schema.views.insert(effect.name, {effect.name, {}, false}); return;
        case Kind::DropView: m_schema.views.remove(effect.name); return;
        case Kind::Unknown: m_schema.uncertainties.append(tr("raw SQL at %1").arg(placeOf(m_source))); return;
        }
    }

    Schema &m_schema;
    const OperationSource &m_source;
};

} // namespace

Result<void> applyTo(Schema &schema, const Operation &operation)
{
    return std::visit(Applier(schema, operation.source), operation.content);
}

Result<Schema> apply(const Operation &operation, Schema schema)
{
    Result<void> done = applyTo(schema, operation);
    if (!done)
        return done.error();
    return schema;
}

} // namespace retort
