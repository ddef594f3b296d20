#include "autogenerate/operationcode.h"

#include "autogenerate/tablecode.h"
#include "autogenerate/typecode.h"
#include "base/translation.h"
#include "dialects/common/typeaffinity.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;
using namespace autogenerate;

namespace {

constexpr qsizetype MaximumPythonArguments = 255;

/// The lines of one operation; each may hold line ends of its own.
class OperationWriter
{
public:
    explicit OperationWriter(PythonCode &code) : m_code(code) {}

    QStringList operator()(const CreateTableOp &op)
    {
        const Table &table = op.table;
        QStringList arguments;
        for (Column column : table.columns) {
            if (countsUpOnlyInCode(column, table))
                column.autoincrement = Column::Autoincrement::Off;
            arguments.append(columnCode(column, m_code, columnChecks(column, table.constraints)));
        }
        QStringList constraints;
        if (table.primaryKey)
            constraints.append(constraintCode(*table.primaryKey, m_code));
        for (const Constraint &constraint : table.constraints) {
            if (!isInColumn(constraint))
                constraints.append(constraintCode(constraint, m_code));
        }
        constraints.removeAll(QString());
        std::sort(constraints.begin(), constraints.end());
        arguments += constraints;
        const QString list = arguments.join(u",\n"_s);
        QString text = m_code.prefix % u"create_table("_s % repr(table.name.name) % u",\n"_s
            % (arguments.size() > MaximumPythonArguments ? QString(u"*["_s % list % u']') : list);
        if (!table.name.schema.isEmpty())
            text += u",\nschema="_s + repr(table.name.schema);
        if (table.comment && !table.comment->isEmpty())
            text += u",\ncomment="_s + repr(*table.comment);
        QStringList options = m_code.options(table.options);
        if (table.quote)
            options.append(u"quote="_s + repr(*table.quote));
        options.sort();
        for (const QString &option : std::as_const(options))
            text += u",\n"_s % option.section(u'=', 0, 0).replace(u' ', u'_') % u'=' % option.section(u'=', 1);
        QStringList prefixes;
        for (const QString &prefix : table.prefixes)
            prefixes.append(u'\'' % prefix % u'\'');
        if (!prefixes.isEmpty())
            text += u",\nprefixes=["_s % prefixes.join(u", "_s) % u']';
        if (op.ifNotExists)
            text += u",\nif_not_exists=True"_s;
        QStringList lines{text + u"\n)"_s};
        for (const Index &index : table.indexes)
            lines += (*this)(CreateIndexOp{index, false});
        return lines;
    }

    QStringList operator()(const DropTableOp &op)
    {
        return call(u"drop_table"_s, {repr(op.table.name)}, op.table, flag(u"if_exists"_s, op.ifExists));
    }

    QStringList operator()(const RenameTableOp &op) { return call(u"rename_table"_s, {repr(op.table.name), repr(op.newName)}, op.table); }

    QStringList operator()(const AddColumnOp &op)
    {
        if (op.inlineReferences || op.inlinePrimaryKey)
            return {m_code.fail(u"add_column(inline_references=, inline_primary_key=)"_s)};
        const QStringList extra = flag(u"primary_key"_s, op.column.primaryKey);
        const QStringList order = text(u"insert_before"_s, op.insertBefore) + text(u"insert_after"_s, op.insertAfter);
        QStringList lines = call(
            u"add_column"_s, onTable(op.table) + QStringList{columnCode(op.column, m_code, columnChecks(op.column, op.constraints), extra)},
            op.table, flag(u"if_not_exists"_s, op.ifNotExists) + order);
        for (const Constraint &constraint : op.constraints) {
            if (!isInColumn(constraint))
                lines += (*this)(CreateConstraintOp{op.table, constraint});
        }
        for (const Index &index : op.indexes)
            lines += (*this)(CreateIndexOp{index, false});
        return lines;
    }

    QStringList operator()(const DropColumnOp &op)
    {
        const QStringList options = flag(u"if_exists"_s, op.ifExists) + flag(u"mssql_drop_default"_s, op.mssqlDropDefault)
            + flag(u"mssql_drop_check"_s, op.mssqlDropCheck) + flag(u"mssql_drop_foreign_key"_s, op.mssqlDropForeignKey);
        return call(u"drop_column"_s, onTable(op.table) + QStringList{repr(op.column)}, op.table, options);
    }

    QStringList operator()(const AlterColumnOp &op)
    {
        QStringList arguments = onTable(op.table) + QStringList{repr(op.column)};
        const qsizetype positional = arguments.size();
        if (op.existingType)
            arguments.append(u"existing_type="_s + typeCode(*op.existingType, m_code));
        if (op.serverDefault.given)
            arguments.append(u"server_default="_s + anyDefault(op.serverDefault.value));
        arguments += text(u"new_column_name"_s, op.newName);
        if (op.type)
            arguments.append(u"type_="_s + typeCode(*op.type, m_code));
        arguments += flag(u"nullable"_s, op.nullable);
        if (op.comment.given)
            arguments.append(u"comment="_s + (op.comment.value ? repr(*op.comment.value) : u"None"_s));
        if (op.existingComment)
            arguments.append(u"existing_comment="_s + repr(*op.existingComment));
        if (!op.nullable)
            arguments += flag(u"existing_nullable"_s, op.existingNullable);
        arguments += flag(u"autoincrement"_s, op.autoincrement);
        if (writesExistingDefault(op))
            arguments.append(u"existing_server_default="_s + anyDefault(op.existingServerDefault.value));
        if (!m_code.isBatch())
            arguments += text(u"schema"_s, op.table.schema);
        // What Alembic does not write.
        arguments += flag(u"existing_autoincrement"_s, op.existingAutoincrement);
        if (op.postgresqlUsing)
            arguments.append(u"postgresql_using="_s + repr(*op.postgresqlUsing));
        arguments += text(u"insert_before"_s, op.insertBefore) + text(u"insert_after"_s, op.insertAfter);
        QString line = m_code.prefix % u"alter_column("_s % arguments.mid(0, positional).join(u", "_s);
        for (const QString &argument : arguments.mid(positional))
            line += u",\n"_s % QString(11, u' ') % argument;
        return {line + u')'};
    }

    QStringList operator()(const CreateIndexOp &op)
    {
        QStringList elements;
        for (const SqlExpression &expression : op.index.expressions)
            elements.append(indexElement(expression));
        QStringList arguments{m_code.name(op.index.name)};
        arguments += onTable(op.index.table);
        arguments += {QString(u'[' % elements.join(u", "_s) % u']'), u"unique="_s + repr(op.index.unique)};
        return call(u"create_index"_s, arguments, op.index.table,
                    m_code.options(op.index.options) + flag(u"if_not_exists"_s, op.ifNotExists));
    }

    QStringList operator()(const DropIndexOp &op)
    {
        QStringList arguments{m_code.name(op.name)};
        if (!m_code.isBatch())
            arguments.append(u"table_name="_s + (op.table.name.isEmpty() ? u"None"_s : repr(op.table.name)));
        return call(u"drop_index"_s, arguments, op.table, m_code.options(op.options) + flag(u"if_exists"_s, op.ifExists));
    }

    QStringList operator()(const CreatePrimaryKeyOp &op)
    {
        const QStringList arguments =
            QStringList{m_code.name(op.primaryKey.name)} + onTable(op.table) + QStringList{repr(op.primaryKey.columns)};
        return call(u"create_primary_key"_s, arguments, op.table, m_code.options(op.primaryKey.options));
    }

    QStringList operator()(const CreateConstraintOp &op)
    {
        return std::visit([&](const auto &constraint) { return created(op.table, constraint); }, op.constraint);
    }

    QStringList operator()(const DropConstraintOp &op)
    {
        static const QStringList types{{}, u"foreignkey"_s, u"primary"_s, u"unique"_s, u"check"_s};
        const QStringList options = text(u"type_"_s, types[qsizetype(op.type)]) + flag(u"if_exists"_s, op.ifExists);
        return call(u"drop_constraint"_s, QStringList{m_code.name(op.name)} + onTable(op.table), op.table, options);
    }

    QStringList operator()(const TableCommentOp &op)
    {
        const auto orNone = [](const std::optional<QString> &value) { return value ? repr(*value) : u"None"_s; };
        QStringList arguments;
        if (!m_code.isBatch())
            arguments.append(u'\'' % op.table.name % u'\'');
        if (op.comment)
            arguments.append(repr(*op.comment));
        arguments.append(u"existing_comment="_s + orNone(op.existingComment));
        if (!m_code.isBatch())
            arguments.append(op.table.schema.isEmpty() ? u"schema=None"_s : QString(u"schema='"_s % op.table.schema % u'\''));
        const QString name = op.comment ? u"create_table_comment(\n    "_s : u"drop_table_comment(\n    "_s;
        return {m_code.prefix % name % arguments.join(u",\n    "_s) % u"\n)"_s};
    }

    QStringList operator()(const ExecuteSqlOp &op)
    {
        if (op.raw || op.statement.kind != SqlExpression::Kind::Text || !op.statement.operands.empty())
            return {m_code.fail(u"execute()"_s)};
        return {m_code.prefix % u"execute("_s % repr(op.statement.text) % u')'};
    }

    QStringList operator()(const BatchAlterTableOp &op)
    {
        if (op.copyFrom || !op.tableArguments.empty() || !op.tableOptions.isEmpty() || !op.namingConvention.isEmpty()
            || !op.partialReordering.empty())
            return {m_code.fail(u"batch_alter_table(copy_from=, table_args=, ...)"_s)};
        if (op.operations.empty())
            return {};
        static const QStringList recreate{{}, u"always"_s, u"never"_s};
        const QString schema = op.table.schema.isEmpty() ? u"None"_s : repr(op.table.schema);
        const QStringList arguments =
            QStringList{repr(op.table.name), u"schema="_s + schema} + text(u"recreate"_s, recreate[qsizetype(op.recreate)]);
        QStringList lines{u"with op.batch_alter_table("_s % arguments.join(u", "_s) % u") as batch_op:"_s};
        m_code.prefix = u"batch_op."_s;
        for (const Operation &operation : op.operations) {
            // Only the first line of each is moved in, as Mako's printer does it.
            for (const QString &line : std::visit(*this, operation.content))
                lines.append(u"    "_s + line);
        }
        m_code.prefix = u"op."_s;
        return lines << QString();
    }

    QStringList operator()(const BulkInsertOp &) { return {m_code.fail(u"bulk_insert()"_s)}; }
    QStringList operator()(const EnumTypeOp &) { return {m_code.fail(u"Enum.create()"_s)}; }
    QStringList operator()(const SequenceOp &) { return {m_code.fail(u"CreateSequence"_s)}; }
    QStringList operator()(const SchemaOp &) { return {m_code.fail(u"CreateSchema"_s)}; }
    QStringList operator()(const AutocommitBlockOp &) { return {m_code.fail(u"autocommit_block()"_s)}; }
    QStringList operator()(const LiveStepOp &op) { return {m_code.fail(op.reason)}; }
    QStringList operator()(const OpaqueOp &op) { return {m_code.fail(op.reason)}; }

private:
    /// op.name(arguments, schema='s', options); the schema not within a batch block.
    [[nodiscard]] QStringList call(const QString &name, QStringList arguments, const QualifiedName &table,
                                   const QStringList &options = {}) const
    {
        if (!m_code.isBatch())
            arguments += text(u"schema"_s, table.schema);
        arguments += options;
        return {m_code.prefix % name % u'(' % arguments.join(u", "_s) % u')'};
    }

    [[nodiscard]] QStringList onTable(const QualifiedName &table) const
    {
        return m_code.isBatch() ? QStringList() : QStringList{repr(table.name)};
    }

    [[nodiscard]] static QStringList flag(const QString &name, bool value)
    {
        return value ? QStringList{name + u"=True"_s} : QStringList();
    }
    [[nodiscard]] static QStringList flag(const QString &name, const std::optional<bool> &value)
    {
        return value ? QStringList{name % u'=' % repr(*value)} : QStringList();
    }
    [[nodiscard]] static QStringList text(const QString &name, const QString &value)
    {
        return value.isEmpty() ? QStringList() : QStringList{name % u'=' % repr(value)};
    }

    /// A check that was given inside its column: some databases take it there only.
    [[nodiscard]] static bool isInColumn(const Constraint &constraint)
    {
        const auto *check = std::get_if<CheckConstraint>(&constraint);
        return check && !check->column.isEmpty() && check->typeBoundColumn.isEmpty();
    }

    [[nodiscard]] QStringList columnChecks(const Column &column, const std::vector<Constraint> &constraints)
    {
        QStringList checks;
        for (const Constraint &constraint : constraints) {
            if (isInColumn(constraint) && std::get<CheckConstraint>(constraint).column == column.name)
                checks.append(constraintCode(constraint, m_code));
        }
        return checks;
    }

    /// A default on the side of Python, which the code does not have, keeps a primary key from counting up by itself.
    [[nodiscard]] bool countsUpOnlyInCode(const Column &column, const Table &table) const
    {
        const bool isKey = table.primaryKey && table.primaryKey->columns == QStringList{column.name};
        return isKey && column.hasPythonDefault && column.autoincrement == Column::Autoincrement::Auto
            && typeAffinity(column.type, m_code.dialect().name()) == TypeAffinity::Integer;
    }

    [[nodiscard]] static bool isNothing(const std::optional<AnyDefault> &value)
    {
        return !value || (!value->plain && !value->computed && !value->identity);
    }

    /// Beside a new default Alembic leaves the existing one out; what is done may hang on it.
    [[nodiscard]] bool writesExistingDefault(const AlterColumnOp &op) const
    {
        const auto isGenerated = [](const std::optional<AnyDefault> &value) { return value && (value->computed || value->identity); };
        if (!op.existingServerDefault.given || !op.serverDefault.given)
            return op.existingServerDefault.given && !isNothing(op.existingServerDefault.value);
        return isGenerated(op.serverDefault.value) || isGenerated(op.existingServerDefault.value) || m_code.dialect().name() == "mssql"_L1;
    }

    [[nodiscard]] QString anyDefault(const std::optional<AnyDefault> &value)
    {
        if (isNothing(value))
            return u"None"_s;
        if (value->computed)
            return computedCode(*value->computed, m_code);
        return value->identity ? identityCode(*value->identity) : defaultCode(*value->plain, m_code);
    }

    [[nodiscard]] QString indexElement(const SqlExpression &expression)
    {
        if (expression.kind == SqlExpression::Kind::Column)
            return repr(expression.text);
        const bool isLabel = expression.kind == SqlExpression::Kind::Label && !expression.operands.empty();
        const SqlExpression &labelled = isLabel ? expression.operands.front() : expression;
        const QString sql = grouped(expression, m_code.sql(labelled));
        const QString element = u"sa.literal_column("_s % repr(sql) % u')';
        return isLabel ? QString(element % u".label("_s % repr(expression.text) % u')') : element;
    }

    /// PostgreSQL and MySQL take operators in an index only in parentheses, MySQL functions as well (alembic.ddl).
    [[nodiscard]] QString grouped(const SqlExpression &expression, const QString &sql) const
    {
        using Kind = SqlExpression::Kind;
        const bool isPostgreSql = m_code.dialect().name() == "postgresql"_L1;
        const bool isMySql = m_code.dialect().name() == "mysql"_L1 || m_code.dialect().name() == "mariadb"_L1;
        const bool isSorted =
            expression.text == "DESC"_L1 || expression.text == "ASC"_L1 || (isPostgreSql && expression.text.startsWith("NULLS "_L1));
        const bool isOperator =
            expression.kind == Kind::Binary || expression.kind == Kind::Collate || (expression.kind == Kind::Unary && !isSorted);
        const bool isJunction = expression.kind == Kind::And || expression.kind == Kind::Or;
        const bool needs =
            ((isPostgreSql || isMySql) && isOperator) || (isPostgreSql && isJunction) || (isMySql && expression.kind == Kind::Function);
        return needs ? QString(u'(' % sql % u')') : sql;
    }

    [[nodiscard]] QStringList created(const QualifiedName &table, const ForeignKey &key)
    {
        QStringList arguments = QStringList{m_code.name(key.name)} + onTable(table)
            + QStringList{repr(key.referredTable.name), repr(key.columns), repr(key.referredColumns)};
        if (!m_code.isBatch())
            arguments += text(u"source_schema"_s, table.schema);
        arguments += text(u"referent_schema"_s, key.referredTable.schema) + text(u"onupdate"_s, key.onUpdate)
            + text(u"ondelete"_s, key.onDelete) + text(u"initially"_s, key.initially) + flag(u"deferrable"_s, key.deferrable)
            + flag(u"use_alter"_s, key.useAlter) + text(u"match"_s, key.match) + m_code.options(key.options);
        return {m_code.prefix % u"create_foreign_key("_s % arguments.join(u", "_s) % u')'};
    }

    [[nodiscard]] QStringList created(const QualifiedName &table, const UniqueConstraint &unique)
    {
        QStringList arguments = QStringList{m_code.name(unique.name)} + onTable(table) + QStringList{repr(unique.columns)}
            + flag(u"deferrable"_s, unique.deferrable) + text(u"initially"_s, unique.initially);
        return call(u"create_unique_constraint"_s, arguments, table, m_code.options(unique.options));
    }

    [[nodiscard]] QStringList created(const QualifiedName &table, const CheckConstraint &check)
    {
        if (!check.typeBoundColumn.isEmpty())
            return {};
        const QStringList arguments =
            QStringList{m_code.name(check.name)} + onTable(table) + QStringList{repr(m_code.sql(check.condition))};
        return call(u"create_check_constraint"_s, arguments, table, m_code.options(check.options));
    }

    [[nodiscard]] QStringList created(const QualifiedName &table, const ExcludeConstraint &exclude)
    {
        const QStringList arguments = QStringList{m_code.name(exclude.name)} + onTable(table) + excludeArguments(exclude, m_code);
        return call(u"create_exclude_constraint"_s, arguments, table);
    }

    PythonCode &m_code;
};

/// The table that an operation changes in place; nothing for one that makes, drops or renames tables, or changes none.
struct ChangedTable {
    using Name = std::optional<QualifiedName>;

    Name operator()(const AddColumnOp &op) const { return op.table; }
    Name operator()(const DropColumnOp &op) const { return op.table; }
    Name operator()(const AlterColumnOp &op) const { return op.table; }
    Name operator()(const CreateIndexOp &op) const { return op.index.table; }
    Name operator()(const DropIndexOp &op) const { return op.table.name.isEmpty() ? Name() : op.table; }
    Name operator()(const CreatePrimaryKeyOp &op) const { return op.table; }
    Name operator()(const CreateConstraintOp &op) const { return op.table; }
    Name operator()(const DropConstraintOp &op) const { return op.table; }
    Name operator()(const TableCommentOp &op) const { return op.table; }
    template <typename T>
    Name operator()(const T &) const
    {
        return {};
    }
};

/// In a batch block no other operation finds a column by its new name.
bool renamesColumn(const Operation &operation)
{
    const auto *alter = std::get_if<AlterColumnOp>(&operation.content);
    return alter != nullptr && !alter->newName.isEmpty();
}

/// With the operations on one table that follow each other in one batch block.
Operations inBatches(const Operations &operations)
{
    Operations result;
    for (const Operation &operation : operations) {
        const std::optional<QualifiedName> table = std::visit(ChangedTable(), operation.content);
        auto *last = result.empty() ? nullptr : std::get_if<BatchAlterTableOp>(&result.back().content);
        if (!table) {
            result.push_back(operation);
        } else if (last != nullptr && last->table == *table && !renamesColumn(operation) && !renamesColumn(last->operations.back())) {
            last->operations.push_back(operation);
        } else {
            BatchAlterTableOp batch;
            batch.table = *table;
            batch.operations = {operation};
            result.push_back({std::move(batch), {}});
        }
    }
    return result;
}

/// The text as it stands in a function: every line but the first four blanks further in, without blanks at line ends.
QString indented(QString text)
{
    static const QRegularExpression blanks(u" +$"_s, QRegularExpression::MultilineOption);
    return QString(u"    "_s % text.replace(u"\n"_s, u"\n    "_s)).trimmed().remove(blanks);
}

} // namespace

Result<OperationCode> operationCode(const Operations &operations, const Dialect &dialect, const RenderMode &mode,
                                    const CodeOptions &options)
{
    PythonCode code(dialect, mode);
    OperationWriter writer(code);
    QStringList lines;
    for (const Operation &operation : options.renderAsBatch ? inBatches(operations) : operations)
        lines += std::visit(writer, operation.content);
    if (code.error())
        return *code.error();
    if (lines.isEmpty())
        lines.append(u"pass"_s);
    lines.prepend(u"# ### commands auto generated by Alembic - please adjust! ###"_s);
    lines.append(u"# ### end Alembic commands ###"_s);
    return OperationCode{indented(lines.join(u'\n')), code.imports()};
}

} // namespace retort
