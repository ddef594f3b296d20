#include "alembic/hosts/columnhost.h"
#include "alembic/hosts/dialectoptions.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/metadatahost.h"
#include "alembic/hosts/schemaitems.h"
#include "alembic/hosts/signature.h"
#include "base/translation.h"

#include <QRegularExpression>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

/// Binds, refuses Unknowns in all but the keywords named in `mayBeUnknown`, and hands over.
template <typename Make>
Value withArguments(CallContext &context, const Signature &signature, const Arguments &arguments, const Make &make)
{
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    if (const Value unknown = bound.firstUnknown(); !unknown.isUnset())
        return unknown;
    return make(bound);
}

/// The parameters that all constraints share.
template <typename T>
Made<bool> takeCommon(CallContext &context, const BoundArguments &bound, T &constraint, const QString &construct)
{
    const Made<Name> name = toName(context, bound["name"_L1]);
    const Made<DialectOptions> options = toDialectOptions(context, bound.keywords(), construct);
    if (!name || !options)
        return !name ? name.instead() : options.instead();
    constraint.name = *name;
    constraint.options = *options;
    return true;
}

template <typename T>
Made<bool> takeDeferral(CallContext &context, const BoundArguments &bound, T &constraint)
{
    const Made<std::optional<bool>> deferrable = optionalBool(context, bound["deferrable"_L1]);
    const Made<QString> initially = toText(context, bound["initially"_L1]);
    if (!deferrable || !initially)
        return !deferrable ? deferrable.instead() : initially.instead();
    constraint.deferrable = *deferrable;
    constraint.initially = *initially;
    return true;
}

Value wrap(const ReadingPtr &reading, Constraint constraint, ConstraintHost::Sort sort = ConstraintHost::Sort::Table)
{
    const auto host = std::make_shared<ConstraintHost>(sort, reading->nextOrder());
    host->constraint = std::move(constraint);
    return Value::host(host);
}

QualifiedName tableIn(const SqlExpression &expression)
{
    if (expression.kind == SqlExpression::Kind::Column)
        return {expression.schema, expression.table};
    for (const SqlExpression &operand : expression.operands) {
        if (const QualifiedName table = tableIn(operand); !table.name.isEmpty())
            return table;
    }
    return {};
}

/// The table of the columns in an element of an index; without a name where it has none.
QualifiedName tableOf(const Value &item)
{
    if (const auto column = item.host<ColumnHost>())
        return column->tableName();
    const auto expression = item.host<ExpressionHost>();
    return expression ? tableIn(expression->expression().tree) : QualifiedName();
}

/// The table that has been declared and that a column among `items` is in; null when there is none.
DeclaredTable *declaredTableOf(Reading &reading, const python::Values &items)
{
    for (const Value &item : items) {
        const QualifiedName name = tableOf(item);
        if (name.name.isEmpty())
            continue;
        for (DeclaredTable &declared : reading.declaredTables()) {
            if (declared.name == name && declared.table)
                return &declared;
        }
    }
    return nullptr;
}

/// A constraint over columns that are in a table belongs to it, though it is made behind it.
void noteLateConstraint(Reading &reading, const python::Values &items)
{
    if (DeclaredTable *declared = declaredTableOf(reading, items))
        declared->problems.append(tr("a constraint is made behind the table"));
}

Value primaryKeyConstraint(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("PrimaryKeyConstraint"_L1, "*columns, name=, deferrable=, initially=, info=, **kw"_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        if (bound.has("deferrable"_L1) || bound.has("initially"_L1))
            return context.unknown(tr("a deferrable primary key is not understood"));
        const auto host = std::make_shared<ConstraintHost>(ConstraintHost::Sort::PrimaryKey, reading->nextOrder());
        const Made<bool> common = takeCommon(context, bound, host->primaryKey, u"PrimaryKeyConstraint"_s);
        const Made<QStringList> columns = toColumnNames(context, bound.rest());
        if (!common || !columns)
            return !common ? common.instead() : columns.instead();
        host->primaryKey.columns = *columns;
        noteLateConstraint(*reading, bound.rest());
        return Value::host(host);
    });
}

Value uniqueConstraint(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("UniqueConstraint"_L1, "*columns, name=, deferrable=, initially=, info=, **kw"_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        UniqueConstraint made;
        const Made<bool> common = takeCommon(context, bound, made, u"UniqueConstraint"_s);
        const Made<bool> deferral = takeDeferral(context, bound, made);
        const Made<QStringList> columns = toColumnNames(context, bound.rest());
        if (!common || !deferral || !columns)
            return !common ? common.instead() : !deferral ? deferral.instead() : columns.instead();
        made.columns = *columns;
        if (made.name.isEmpty())
            noteLateConstraint(*reading, bound.rest());
        else if (DeclaredTable *declared = declaredTableOf(*reading, bound.rest()))
            declared->lateUniques.push_back(made);
        return wrap(reading, std::move(made));
    });
}

Value checkConstraint(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("CheckConstraint"_L1, "sqltext, name=, deferrable=, initially=, table=, info=, **kw"_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        if (bound.has("deferrable"_L1) || bound.has("initially"_L1))
            return context.unknown(tr("a deferrable check constraint is not understood"));
        CheckConstraint made;
        const Made<bool> common = takeCommon(context, bound, made, u"CheckConstraint"_s);
        Made<SqlExpression> condition = toCondition(context, bound["sqltext"_L1]);
        if (!common || !condition)
            return !common ? common.instead() : condition.instead();
        made.condition = std::move(*condition);
        noteLateConstraint(*reading, {bound["sqltext"_L1]});
        return wrap(reading, std::move(made));
    });
}

/// Actions and deferral of a foreign key, from ForeignKey and ForeignKeyConstraint alike.
Made<bool> takeForeignKeyOptions(CallContext &context, const BoundArguments &bound, ForeignKey &made)
{
    const Made<bool> common = takeCommon(context, bound, made, u"ForeignKeyConstraint"_s);
    const Made<bool> deferral = takeDeferral(context, bound, made);
    if (!common || !deferral)
        return !common ? common.instead() : deferral.instead();
    const std::pair<QLatin1StringView, QString *> texts[] = {
        {"onupdate"_L1, &made.onUpdate}, {"ondelete"_L1, &made.onDelete}, {"match"_L1, &made.match}};
    for (const auto &[name, target] : texts) {
        const Made<QString> text = toText(context, bound[name]);
        if (!text)
            return text.instead();
        *target = *text;
    }
    const Made<bool> useAlter = toBool(context, bound["use_alter"_L1]);
    if (!useAlter)
        return useAlter.instead();
    made.useAlter = *useAlter;
    return true;
}

/// "schema.table.column", "table.column", or a Column object.
Made<std::pair<QualifiedName, QString>> referredColumn(CallContext &context, const Value &value)
{
    using Target = std::pair<QualifiedName, QString>;
    if (const auto column = value.host<ColumnHost>()) {
        if (column->tableName().name.isEmpty())
            return context.unknown(tr("a foreign key to a column that is in no table yet is not understood"));
        return Target{column->tableName(), column->column().name};
    }
    const Made<QString> text = toText(context, value);
    if (!text)
        return text.instead();
    const QStringList parts = text->split(u'.');
    if (parts.size() == 1)
        return Target{QualifiedName(parts.front()), QString()};
    return Target{QualifiedName(parts.mid(0, parts.size() - 2).join(u'.'), parts.at(parts.size() - 2)), parts.last()};
}

Value foreignKey(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("ForeignKey"_L1,
                                     "column, _constraint=, use_alter=, name=, onupdate=, ondelete=, deferrable=, initially=, "
                                     "link_to_name=, match=, info=, comment=, **kw"_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        ForeignKey made;
        const Made<bool> options = takeForeignKeyOptions(context, bound, made);
        const auto target = referredColumn(context, bound["column"_L1]);
        if (!options || !target)
            return !options ? options.instead() : target.instead();
        made.referredTable = target->first;
        made.referredColumns = QStringList(target->second);
        return wrap(reading, std::move(made), ConstraintHost::Sort::ColumnForeignKey);
    });
}

Value foreignKeyConstraint(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("ForeignKeyConstraint"_L1,
                                     "columns, refcolumns, name=, onupdate=, ondelete=, deferrable=, initially=, "
                                     "use_alter=, link_to_name=, match=, table=, info=, comment=, **kw"_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        ForeignKey made;
        const Made<bool> options = takeForeignKeyOptions(context, bound, made);
        const Value columns = context.iterate(bound["columns"_L1]);
        const Value targets = context.iterate(bound["refcolumns"_L1]);
        if (!options || !columns.isList() || !targets.isList())
            return !options ? options.instead() : !columns.isList() ? columns : targets;
        const Made<QStringList> names = toColumnNames(context, columns.items());
        if (!names)
            return names.instead();
        made.columns = *names;
        noteLateConstraint(*reading, columns.items());
        for (const Value &item : targets.items()) {
            const auto target = referredColumn(context, item);
            if (!target)
                return target.instead();
            made.referredTable = target->first;
            made.referredColumns.append(target->second);
        }
        if (made.columns.size() != made.referredColumns.size())
            return context.raise(u"ArgumentError"_s,
                                 u"ForeignKeyConstraint number of constrained columns must match the number of referenced columns."_s);
        return wrap(reading, std::move(made));
    });
}

/// An Index over columns that are in a table belongs to that table.
void addToTable(Reading &reading, const Index &index)
{
    if (index.table.name.isEmpty())
        return;
    for (DeclaredTable &declared : reading.declaredTables()) {
        if (declared.name != index.table || !declared.table)
            continue;
        declared.lateIndexes.push_back(index);
        return;
    }
}

Value indexItem(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("Index"_L1, "name, *expressions, unique=, quote=, info=, _table=, **kw"_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        Index made;
        const Made<Name> name = toName(context, bound["name"_L1]);
        const Made<bool> unique = toBool(context, bound["unique"_L1]);
        const Made<DialectOptions> options = toDialectOptions(context, bound.keywords(), u"Index"_s);
        if (!name || !unique || !options)
            return !name ? name.instead() : !unique ? unique.instead() : options.instead();
        made.name = *name;
        made.unique = *unique;
        made.options = *options;
        for (const Value &item : bound.rest()) {
            Made<SqlExpression> expression = toIndexItem(context, item);
            if (!expression)
                return expression.instead();
            if (const QualifiedName table = tableOf(item); !table.name.isEmpty())
                made.table = table;
            made.expressions.push_back(std::move(*expression));
        }
        addToTable(*reading, made);
        return Value::host(std::make_shared<IndexHost>(std::move(made)));
    });
}

Value excludeConstraint(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("ExcludeConstraint"_L1,
                                     "*elements, name=, deferrable=, initially=, using=, where=, ops=, info=, **kw"_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        Made<ExcludeConstraint> made = toExclude(context, bound);
        return made ? wrap(reading, std::move(*made)) : made.instead();
    });
}

Made<bool> takeNumber(CallContext &context, const BoundArguments &bound, QLatin1StringView name, std::optional<qint64> &into)
{
    const Value value = bound[name];
    if (value.isUnset() || value.isNone())
        return true;
    into = value.toInt64();
    return into ? Made<bool>(true) : Made<bool>(context.unknown(tr("the argument %1 is not a number").arg(name)));
}

Made<bool> takeFlag(CallContext &context, const BoundArguments &bound, QLatin1StringView name, std::optional<bool> &into)
{
    const Made<std::optional<bool>> flag = optionalBool(context, bound[name]);
    if (!flag)
        return flag.instead();
    into = *flag;
    return true;
}

Made<Identity> identityOptions(CallContext &context, const BoundArguments &bound)
{
    Identity made;
    const std::pair<QLatin1StringView, std::optional<qint64> *> numbers[] = {{"start"_L1, &made.start},
                                                                             {"increment"_L1, &made.increment},
                                                                             {"minvalue"_L1, &made.minValue},
                                                                             {"maxvalue"_L1, &made.maxValue},
                                                                             {"cache"_L1, &made.cache}};
    for (const auto &[name, target] : numbers) {
        const Made<bool> taken = takeNumber(context, bound, name, *target);
        if (!taken)
            return taken.instead();
    }
    const std::pair<QLatin1StringView, std::optional<bool> *> flags[] = {{"nominvalue"_L1, &made.noMinValue},
                                                                         {"nomaxvalue"_L1, &made.noMaxValue},
                                                                         {"cycle"_L1, &made.cycle},
                                                                         {"order"_L1, &made.order},
                                                                         {"on_null"_L1, &made.onNull}};
    for (const auto &[name, target] : flags) {
        const Made<bool> taken = takeFlag(context, bound, name, *target);
        if (!taken)
            return taken.instead();
    }
    const Made<bool> always = toBool(context, bound["always"_L1]);
    if (!always)
        return always.instead();
    made.always = *always;
    return made;
}

Value identityItem(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("Identity"_L1,
                                     "always=, on_null=, start=, increment=, minvalue=, maxvalue=, nominvalue=, nomaxvalue=, cycle=, "
                                     "cache=, order="_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        Made<Identity> made = identityOptions(context, bound);
        return made ? Value::host(std::make_shared<DefaultHost>(reading, *made)) : made.instead();
    });
}

Value sequenceItem(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("Sequence"_L1,
                                     "name, start=, increment=, minvalue=, maxvalue=, nominvalue=, nomaxvalue=, cycle=, schema=, cache=, "
                                     "order=, data_type=, optional=, quote=, metadata=, quote_schema=, for_update="_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        Made<Identity> options = identityOptions(context, bound);
        const Made<QString> name = toText(context, bound["name"_L1]);
        const Made<QString> schema = toText(context, bound["schema"_L1]);
        const Made<TypeValue> type = toType(context, bound["data_type"_L1]);
        if (!options || !name || !schema || !type)
            return !options ? options.instead() : !name ? name.instead() : !schema ? schema.instead() : type.instead();
        Sequence made{QualifiedName(*schema, *name), *options, type->type.isNull() ? QString() : type->type.name};
        return Value::host(std::make_shared<DefaultHost>(reading, std::move(made)));
    });
}

Value computedItem(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("Computed"_L1, "sqltext, persisted="_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        Computed made;
        Made<SqlExpression> text = toCondition(context, bound["sqltext"_L1]);
        const Made<std::optional<bool>> persisted = optionalBool(context, bound["persisted"_L1]);
        if (!text || !persisted)
            return !text ? text.instead() : persisted.instead();
        made.expression = std::move(*text);
        made.persisted = *persisted;
        return Value::host(std::make_shared<DefaultHost>(reading, std::move(made)));
    });
}

Value fetchedValue(const ReadingPtr &reading, CallContext &, const Arguments &)
{
    return Value::host(std::make_shared<DefaultHost>(reading, ServerDefault{ServerDefault::Kind::Fetched, {}, {}}));
}

Value defaultClause(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    const Made<AnyDefault> made = toDefault(context, arguments.get(0, "arg"_L1));
    if (!made)
        return made.instead();
    return made->plain ? Value::host(std::make_shared<DefaultHost>(reading, *made->plain)) : Value::none();
}

/// A DDL statement is a %-format over `context` and the names of a table, which op.execute() does not have.
Made<QString> formatted(CallContext &context, const QString &statement, const Value &names)
{
    static const QRegularExpression placeholder(u"%(?:\\((\\w+)\\)s|%)?"_s);
    QString text;
    qsizetype end = 0;
    auto matches = placeholder.globalMatch(statement);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        text += statement.mid(end, match.capturedStart() - end);
        end = match.capturedEnd();
        if (match.captured() == u"%%") {
            text += u'%';
            continue;
        }
        const Value value = names.entry(match.captured(1));
        const Value valueText = value.isUnset() ? value : context.text(value);
        if (!valueText.isString())
            return context.unknown(tr("%1 in a DDL statement is not understood").arg(match.captured()));
        text += valueText.text();
    }
    return QString(text + statement.mid(end));
}

Value ddl(const ReadingPtr &, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("DDL"_L1, "statement, context="_L1);
    return withArguments(context, signature, arguments, [&](const BoundArguments &bound) -> Value {
        const Made<QString> statement = toText(context, bound["statement"_L1]);
        if (!statement)
            return statement.instead();
        Made<QString> text = formatted(context, *statement, bound["context"_L1]);
        return text ? Value::host(std::make_shared<DdlHost>(ExecuteSqlOp{SqlExpression::fromText(*text), true})) : text.instead();
    });
}

Value schemaStatement(bool create, CallContext &context, const Arguments &arguments)
{
    static const Signature createSignature("CreateSchema"_L1, "name, if_not_exists="_L1);
    static const Signature dropSignature("DropSchema"_L1, "name, cascade=, if_exists="_L1);
    return withArguments(context, create ? createSignature : dropSignature, arguments, [&](const BoundArguments &bound) -> Value {
        const Made<QString> name = toText(context, bound["name"_L1]);
        const Made<bool> check = toBool(context, bound[create ? "if_not_exists"_L1 : "if_exists"_L1]);
        const Made<bool> cascade = toBool(context, bound["cascade"_L1]);
        if (!name || !check || !cascade)
            return !name ? name.instead() : !check ? check.instead() : cascade.instead();
        return Value::host(std::make_shared<DdlHost>(SchemaOp{*name, create, *check, *cascade}));
    });
}

Value sequenceStatement(bool create, CallContext &context, const Arguments &arguments)
{
    static const Signature createSignature("CreateSequence"_L1, "element, if_not_exists="_L1);
    static const Signature dropSignature("DropSequence"_L1, "element, if_exists="_L1);
    return withArguments(context, create ? createSignature : dropSignature, arguments, [&](const BoundArguments &bound) -> Value {
        const auto element = bound["element"_L1].host<DefaultHost>();
        const auto *sequence = element ? std::get_if<Sequence>(&element->content()) : nullptr;
        const Made<bool> check = toBool(context, bound[create ? "if_not_exists"_L1 : "if_exists"_L1]);
        if (!sequence)
            return context.unknown(tr("a sequence statement without a Sequence is not understood"));
        return check ? Value::host(std::make_shared<DdlHost>(SequenceOp{*sequence, create, *check})) : check.instead();
    });
}

} // namespace

Made<ExcludeConstraint> toExclude(CallContext &context, const BoundArguments &bound)
{
    ExcludeConstraint made;
    const Made<Name> name = toName(context, bound["name"_L1]);
    const Made<bool> deferral = takeDeferral(context, bound, made);
    if (!name || !deferral)
        return !name ? name.instead() : deferral.instead();
    made.name = *name;
    if (bound.has("using"_L1))
        made.usingMethod = bound["using"_L1].text();
    if (bound.has("where"_L1)) {
        Made<SqlExpression> where = toCondition(context, bound["where"_L1]);
        if (!where)
            return where.instead();
        made.where = std::move(*where);
    }
    for (const Value &element : bound.rest()) {
        const python::Values pair = element.items();
        if (pair.size() != 2)
            return context.unknown(tr("an element of an exclude constraint is not understood"));
        Made<SqlExpression> expression = toIndexItem(context, pair.front());
        const Made<QString> op = toText(context, pair.back());
        if (!expression || !op)
            return !expression ? expression.instead() : op.instead();
        const Value operatorClass = bound["ops"_L1].entry(expression->text);
        made.elements.push_back({std::move(*expression), *op, operatorClass.text()});
    }
    return made;
}

std::vector<std::pair<QString, Value>> schemaItemFunctions(const ReadingPtr &reading)
{
    using Function = Value (*)(const ReadingPtr &, CallContext &, const Arguments &);
    static const std::pair<const char *, Function> functions[] = {{"PrimaryKeyConstraint", &primaryKeyConstraint},
                                                                  {"UniqueConstraint", &uniqueConstraint},
                                                                  {"CheckConstraint", &checkConstraint},
                                                                  {"ForeignKey", &foreignKey},
                                                                  {"ForeignKeyConstraint", &foreignKeyConstraint},
                                                                  {"Index", &indexItem},
                                                                  {"ExcludeConstraint", &excludeConstraint},
                                                                  {"Identity", &identityItem},
                                                                  {"Sequence", &sequenceItem},
                                                                  {"Computed", &computedItem},
                                                                  {"FetchedValue", &fetchedValue},
                                                                  {"DefaultClause", &defaultClause},
                                                                  {"MetaData", &makeMetaData},
                                                                  {"DDL", &ddl}};
    std::vector<std::pair<QString, Value>> made;
    for (const auto &[name, function] : functions) {
        const auto bound = [reading, function](CallContext &c, const Arguments &a) { return function(reading, c, a); };
        made.emplace_back(QString::fromLatin1(name), python::nativeFunction(QString::fromLatin1(name), bound));
    }
    const auto add = [&made](const QString &name, bool create, Value (*function)(bool, CallContext &, const Arguments &)) {
        made.emplace_back(
            name, python::nativeFunction(name, [create, function](CallContext &c, const Arguments &a) { return function(create, c, a); }));
    };
    add(u"CreateSchema"_s, true, &schemaStatement);
    add(u"DropSchema"_s, false, &schemaStatement);
    add(u"CreateSequence"_s, true, &sequenceStatement);
    add(u"DropSequence"_s, false, &sequenceStatement);
    return made;
}

} // namespace retort::hosts
