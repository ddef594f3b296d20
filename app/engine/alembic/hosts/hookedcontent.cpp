#include "alembic/hosts/hookedcontent.h"

#include "alembic/hosts/typetable.h"

#include <algorithm>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Kind = SqlExpression::Kind;

namespace {

/// Walks an operation until it meets a hooked class.
class HookedPart
{
public:
    HookedPart(const QStringList &hooked, const QString &dialect) : m_hooked(hooked), m_dialect(dialect) {}

    [[nodiscard]] const QString &found() const { return m_found; }

    void operator()(const CreateTableOp &op)
    {
        meetAny({"CreateTable"_L1, "CreateColumn"_L1, "Table"_L1, "CreateIndex"_L1});
        table(op.table);
    }
    void operator()(const DropTableOp &) { meetAny({"DropTable"_L1, "Table"_L1}); }
    void operator()(const RenameTableOp &) { meetAny({"RenameTable"_L1}); }
    void operator()(const AddColumnOp &op)
    {
        meetAny({"AddColumn"_L1, "AddConstraint"_L1, "CreateIndex"_L1, "Column"_L1});
        column(op.column);
        constraints(op.constraints);
        for (const Index &index : op.indexes)
            expressions(index.expressions);
    }
    void operator()(const DropColumnOp &) { meetAny({"DropColumn"_L1, "Column"_L1}); }
    void operator()(const AlterColumnOp &op)
    {
        meetAny({"AlterColumn"_L1, "ColumnType"_L1, "ColumnDefault"_L1, "ColumnNullable"_L1, "ColumnName"_L1, "ColumnComment"_L1,
                 "MySQLAlterDefault"_L1, "MySQLChangeColumn"_L1, "MySQLModifyColumn"_L1, "PostgresqlColumnType"_L1, "Column"_L1});
        for (const auto &one : {op.type, op.existingType}) {
            if (one)
                type(*one);
        }
        for (const auto &change : {op.serverDefault, op.existingServerDefault}) {
            if (change.value)
                anyDefault(*change.value);
        }
    }
    void operator()(const CreateIndexOp &op)
    {
        meetAny({"CreateIndex"_L1, "Index"_L1});
        expressions(op.index.expressions);
        options(op.index.options);
    }
    void operator()(const DropIndexOp &op)
    {
        meetAny({"DropIndex"_L1, "Index"_L1});
        options(op.options);
    }
    void operator()(const CreatePrimaryKeyOp &) { meetAny({"AddConstraint"_L1, "PrimaryKeyConstraint"_L1}); }
    void operator()(const CreateConstraintOp &op)
    {
        meetAny({"AddConstraint"_L1});
        constraints({op.constraint});
    }
    void operator()(const DropConstraintOp &)
    {
        meetAny({"DropConstraint"_L1, "ForeignKeyConstraint"_L1, "UniqueConstraint"_L1, "CheckConstraint"_L1, "PrimaryKeyConstraint"_L1});
    }
    void operator()(const TableCommentOp &) { meetAny({"SetTableComment"_L1, "DropTableComment"_L1}); }
    void operator()(const ExecuteSqlOp &op)
    {
        // A text's bind values are written inline; nothing else of it is SQLAlchemy's.
        expression(op.statement);
    }
    void operator()(const BulkInsertOp &op)
    {
        meetAny({"Insert"_L1, "BindParameter"_L1, "Table"_L1, "Column"_L1});
        table(op.table);
        for (const auto &row : op.rows) {
            for (const BulkInsertOp::Cell &cell : row)
                expression(cell.value);
        }
    }
    void operator()(const EnumTypeOp &op)
    {
        meetAny({"CreateEnumType"_L1, "DropEnumType"_L1});
        type(op.type);
    }
    void operator()(const SequenceOp &) { meetAny({"CreateSequence"_L1, "DropSequence"_L1}); }
    void operator()(const SchemaOp &) { meetAny({"CreateSchema"_L1, "DropSchema"_L1}); }
    void operator()(const BatchAlterTableOp &op)
    {
        if (m_dialect == u"sqlite" || op.recreate == BatchAlterTableOp::Recreate::Always)
            rebuild();
        for (const Operation &operation : op.operations)
            std::visit(*this, operation.content);
    }
    void operator()(const AutocommitBlockOp &op)
    {
        for (const Operation &operation : op.operations)
            std::visit(*this, operation.content);
    }
    void operator()(const LiveStepOp &) {}
    void operator()(const OpaqueOp &) {}

    /// The classes whose place is known to the visitor; any other writes anything.
    [[nodiscard]] static bool isPlaced(const QString &name)
    {
        static const QStringList placed{u"BinaryExpression"_s,
                                        u"ForeignKeyConstraint"_s,
                                        u"UniqueConstraint"_s,
                                        u"CheckConstraint"_s,
                                        u"PrimaryKeyConstraint"_s,
                                        u"CreateTable"_s,
                                        u"DropTable"_s,
                                        u"CreateIndex"_s,
                                        u"DropIndex"_s,
                                        u"AddConstraint"_s,
                                        u"DropConstraint"_s,
                                        u"CreateColumn"_s,
                                        u"CreateSequence"_s,
                                        u"DropSequence"_s,
                                        u"CreateSchema"_s,
                                        u"DropSchema"_s,
                                        u"CreateEnumType"_s,
                                        u"DropEnumType"_s,
                                        u"SetTableComment"_s,
                                        u"Insert"_s,
                                        u"DropTableComment"_s,
                                        u"Update"_s,
                                        u"Delete"_s};
        return placed.contains(name) || name.startsWith("func."_L1) || typeEntry(name);
    }

private:
    void meet(const QString &name)
    {
        if (m_found.isEmpty() && m_hooked.contains(name))
            m_found = name;
    }
    void meetAny(std::initializer_list<QLatin1StringView> names)
    {
        for (const QLatin1StringView name : names)
            meet(QString(name));
    }
    /// A table that is made anew has types and constraints as the database has them, of SQLAlchemy's own classes; their expressions are
    /// texts.
    void rebuild()
    {
        for (const QString &name : m_hooked) {
            const bool isPart = !name.startsWith("func."_L1) && !name.contains(u'.') && name != u"BinaryExpression";
            if (isPart)
                meet(name);
        }
    }
    void type(const SqlType &one)
    {
        if (!one.has(u"compiled"_s)) {
            const TypeEntry *entry = typeEntry(one.name);
            const bool isWrittenAsBase = withoutVisitName().contains(one.name);
            for (const QString &name : m_hooked) {
                if (name == one.name || (isWrittenAsBase && entry && entry->derivesFrom(name)))
                    meet(name);
            }
        }
        for (const SqlType &child : one.children)
            type(child);
        for (const SqlType::Variant &variant : one.variants)
            type(variant.type);
    }
    /// SQLAlchemy's classes without a __visit_name__ of their own: a hook on their base writes them as well.
    [[nodiscard]] static const QStringList &withoutVisitName()
    {
        static const QStringList names{u"Interval"_s,        u"MatchType"_s,       u"PickleType"_s,       u"postgresql.ARRAY"_s,
                                       u"postgresql.ENUM"_s, u"postgresql.JSON"_s, u"mysql.JSON"_s,       u"sqlite.DATE"_s,
                                       u"sqlite.DATETIME"_s, u"sqlite.JSON"_s,     u"sqlite.TIME"_s,      u"mssql.JSON"_s,
                                       u"mssql.REAL"_s,      u"mssql.TIME"_s,      u"oracle.TIMESTAMP"_s, u"mssql.DOUBLE_PRECISION"_s};
        return names;
    }
    void expression(const SqlExpression &one)
    {
        if (one.kind == Kind::Binary)
            meet(u"BinaryExpression"_s);
        if (one.kind == Kind::Function)
            meet(u"func."_s + one.text.toLower());
        if (one.kind == Kind::Insert)
            meet(u"Insert"_s);
        if (one.kind == Kind::Update)
            meet(u"Update"_s);
        if (one.kind == Kind::Delete)
            meet(u"Delete"_s);
        // A type is written in a CAST only; a literal's value is not its type's text.
        if (one.kind == Kind::Cast && !one.types.empty())
            type(one.types.front());
        expressions(one.operands);
    }
    void expressions(const std::vector<SqlExpression> &many)
    {
        for (const SqlExpression &one : many)
            expression(one);
    }
    void options(const DialectOptions &given)
    {
        for (const SqlExpression &one : given.expressions)
            expression(one);
    }
    void anyDefault(const AnyDefault &given)
    {
        if (given.plain && given.plain->expression)
            expression(*given.plain->expression);
        if (given.computed)
            expression(given.computed->expression);
    }
    void column(const Column &one)
    {
        type(one.type);
        anyDefault({one.serverDefault, one.computed, one.identity});
    }
    void constraints(const std::vector<Constraint> &many)
    {
        for (const Constraint &one : many) {
            if (std::holds_alternative<ForeignKey>(one))
                meet(u"ForeignKeyConstraint"_s);
            if (std::holds_alternative<UniqueConstraint>(one))
                meet(u"UniqueConstraint"_s);
            if (const auto *check = std::get_if<CheckConstraint>(&one)) {
                meet(u"CheckConstraint"_s);
                expression(check->condition);
            }
            if (const auto *exclude = std::get_if<ExcludeConstraint>(&one)) {
                for (const ExcludeConstraint::Element &element : exclude->elements)
                    expression(element.expression);
                if (exclude->where)
                    expression(*exclude->where);
            }
        }
    }
    void table(const Table &one)
    {
        for (const Column &each : one.columns)
            column(each);
        if (one.primaryKey)
            meet(u"PrimaryKeyConstraint"_s);
        constraints(one.constraints);
        for (const Index &index : one.indexes) {
            expressions(index.expressions);
            options(index.options);
        }
    }

    const QStringList &m_hooked;
    const QString &m_dialect;
    QString m_found;
};

} // namespace

QString hookedPart(const OperationContent &content, const QStringList &hooked, const QString &dialect)
{
    if (hooked.isEmpty())
        return {};
    const auto strange = std::find_if_not(hooked.begin(), hooked.end(), &HookedPart::isPlaced);
    if (strange != hooked.end())
        return *strange;
    HookedPart part(hooked, dialect);
    std::visit(part, content);
    return part.found();
}

} // namespace retort::hosts
