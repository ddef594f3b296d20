#include "alembic/hosts/declarative.h"

#include "alembic/hosts/columnhost.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/metadatahost.h"
#include "alembic/hosts/tablehost.h"
#include "alembic/hosts/typehost.h"
#include "base/translation.h"
#include "python/machine.h"

#include <algorithm>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

const QString moduleName = u"sqlalchemy_declarative"_s;

/// What stands behind every mapped class: attributes we know nothing of are not known, and neither are the instances of one whose table is
/// not.
class ModelBase : public python::HostObject
{
public:
    [[nodiscard]] QString typeName() const override { return u"DeclarativeMeta"_s; }
    [[nodiscard]] bool isClass() const override { return true; }
    Value isInstance(CallContext &, const Value &) override { return Value::boolean(false); }
    Value instantiate(CallContext &context, const Value &cls, const Arguments &) override
    {
        if (tableOfModel(cls).host<TableHost>())
            return {};
        return context.unknown(tr("an instance of the model %1 is not understood").arg(cls.name()));
    }
};

Value argument(const Arguments &arguments, size_t index)
{
    return index < arguments.positional.size() ? arguments.positional[index] : Value();
}

Value orNone(const Value &value)
{
    return value.isUnset() ? Value::none() : value;
}

/// (name, has a type, has a foreign key, nullable was given, is in a table) of a Column; None for others.
Value facts(CallContext &, const Arguments &arguments)
{
    const auto column = argument(arguments, 0).host<ColumnHost>();
    if (!column)
        return Value::none();
    const bool hasKey = std::any_of(column->constraints().begin(), column->constraints().end(),
                                    [](const auto &item) { return item->sort() == ConstraintHost::Sort::ColumnForeignKey; });
    const QString &type = column->type().type.name;
    return Value::tuple({Value::string(column->column().name), Value::boolean(!type.isEmpty() && type != u"NullType"),
                         Value::boolean(hasKey), Value::boolean(column->column().nullableGiven),
                         Value::boolean(!column->tableName().name.isEmpty())});
}

/// complete(column, name, type, nullable)
Value complete(CallContext &context, const Arguments &arguments)
{
    const auto column = argument(arguments, 0).host<ColumnHost>();
    if (!column)
        return argument(arguments, 0);
    const Value type = argument(arguments, 2);
    const Value nullable = argument(arguments, 3);
    std::optional<TypeValue> made;
    if (!type.isUnset() && !type.isNone()) {
        Made<TypeValue> given = toType(context, type);
        if (!given)
            return given.instead();
        made = std::move(*given);
    }
    // A primary key stays one, whatever its annotation says: see TableBuilder.
    std::optional<bool> flag;
    if (nullable.isBool())
        flag = nullable.isTrue();
    return Value::host(column->completed(argument(arguments, 1).text(), made ? &*made : nullptr, flag));
}

/// (name, arguments) of a construct of typing; None for others.
Value construct(CallContext &context, const Arguments &arguments)
{
    const Value value = argument(arguments, 0);
    if (!value.isHost())
        return Value::none();
    const QString name = value.typeName();
    if (!value.hostObject()->isClass() || value.host<TypeClassHost>() || value.host<ModelBase>())
        return Value::none();
    const Value own = value.hostObject()->attribute(context, u"__args__"_s);
    return Value::tuple({Value::string(name), own.isTuple() ? own : Value::tuple()});
}

Value unwrapped(CallContext &, const Arguments &arguments)
{
    const Value value = argument(arguments, 0);
    return value.kind() == python::Kind::Descriptor ? python::as<python::DescriptorObject>(value).getter : value;
}

Made<QStringList> problemsOf(const Value &list)
{
    QStringList problems;
    for (const Value &problem : list.items())
        problems.append(problem.text());
    return problems;
}

/// declare(class, name, metadata, items, keywords, problems): the Table of a model; where something is not understood, as far as it is.
Value declare(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    DeclaredTable declared;
    declared.className = argument(arguments, 0).name();
    declared.place = placeInProgram(context);
    declared.problems = *problemsOf(argument(arguments, 5));
    const auto note = [&](const Value &value) { declared.problems.append(value.unknownReason()); };
    const Value nameValue = argument(arguments, 1);
    const Value metadataValue = argument(arguments, 2);
    const auto metadata = metadataValue.host<MetaDataHost>();
    const auto giveUp = [&](const QString &reason) {
        declared.problems.append(reason);
        reading->declaredTables().push_back(declared);
        if (metadata)
            metadata->setNotKnown(context.unknown(reason));
        return context.unknown(reason);
    };
    if (nameValue.isNone() && declared.problems.isEmpty()) {
        return context.raise(u"InvalidRequestError"_s,
                             u"Class '%1' does not have a __table__ or __tablename__ specified and does not inherit from an existing "
                             "table-mapped class."_s.arg(declared.className));
    }
    const Made<QString> name = toText(context, nameValue);
    if (!name || name->isEmpty())
        return giveUp(tr("the name of its table is not understood"));
    declared.name.name = *name;
    TableParts parts;
    for (const auto &[key, value] : argument(arguments, 4).entries()) {
        if (value.isUnknown())
            note(value);
        else if (key.text() == u"schema" && !value.isNone())
            declared.name.schema = value.text();
        else if (key.text() != u"schema")
            parts.keywords.emplace_back(key.text(), value);
    }
    if (!metadata)
        return giveUp(tr("the MetaData of the model is not understood"));
    declared.metadata = metadata.get();
    if (declared.name.schema.isEmpty())
        declared.name.schema = metadata->schema();
    parts.name = declared.name;
    parts.metadataSchema = metadata->schema();
    parts.convention = metadata->convention();
    for (const Value &item : argument(arguments, 3).items()) {
        if (item.isUnknown())
            note(item);
        else
            parts.items.push_back(item);
    }
    Made<std::shared_ptr<TableHost>> table = buildTable(context, reading, parts);
    if (!table && table.instead().isFailure())
        return table.instead();
    if (!table)
        return giveUp(table.instead().unknownReason());
    declared.table = *table;
    declared.model = argument(arguments, 0);
    declared.items = parts.items;
    declared.keywords = parts.keywords;
    declared.convention = parts.convention;
    declared.metadataSchema = parts.metadataSchema;
    reading->declaredTables().push_back(declared);
    if (!declared.problems.isEmpty()) {
        // For the program it is not known at all: no statement may be made of a part of it.
        const Value unknown = context.unknown(declared.problems.first());
        metadata->setNotKnown(unknown);
        return unknown;
    }
    metadata->add(*table);
    return Value::host(*table);
}

/// extend(table, columns, problems): the columns of a class that shares the table of the one it inherits from.
Value extend(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    const auto host = argument(arguments, 0).host<TableHost>();
    DeclaredTable *declared = host ? reading->declaredTable(host.get()) : nullptr;
    if (!declared)
        return Value::none();
    declared->problems.append(*problemsOf(argument(arguments, 2)));
    const python::Values columns = argument(arguments, 1).items();
    if (columns.empty())
        return Value::none();
    declared->items.insert(declared->items.end(), columns.begin(), columns.end());
    const TableParts parts{declared->name, declared->items, declared->keywords, declared->convention, true, declared->metadataSchema};
    Made<std::shared_ptr<TableHost>> table = buildTable(context, reading, parts);
    if (table)
        host->become(**table);
    else if (table.instead().isFailure())
        return table.instead();
    else
        declared->problems.append(table.instead().unknownReason());
    return Value::none();
}

/// attached(table, column): that column as the table has it.
Value attached(CallContext &context, const Arguments &arguments)
{
    const auto host = argument(arguments, 0).host<TableHost>();
    const auto column = argument(arguments, 1).host<ColumnHost>();
    if (host && column) {
        for (const auto &own : host->columns()) {
            if (own->key() == column->key())
                return Value::host(own);
        }
    }
    return context.unknown(tr("a column of a model whose table is not understood"));
}

void addTexts(QMap<QString, QString> &options, const Value &positional, const Value &keywords, const Value &annotation)
{
    const auto textOf = [](const Value &value) {
        if (value.isString())
            return value.text();
        if (value.isBool())
            return value.isTrue() ? u"True"_s : u"False"_s;
        if (const auto table = value.host<TableHost>())
            return table->table().name.display();
        return value.name();
    };
    static const QStringList wanted{u"argument"_s, u"secondary"_s, u"back_populates"_s, u"backref"_s, u"uselist"_s, u"lazy"_s};
    for (const auto &[key, value] : keywords.entries()) {
        if (wanted.contains(key.text()) && !textOf(value).isEmpty())
            options.insert(key.text(), textOf(value));
    }
    const python::Values given = positional.items();
    for (size_t i = 0; i < given.size() && i < 2; ++i) {
        if (const QString text = textOf(given[i]); !text.isEmpty())
            options.insert(wanted[qsizetype(i)], text);
    }
    if (!annotation.text().isEmpty())
        options.insert(u"annotation"_s, annotation.text());
}

/// describe(table, class, [(attribute, args, keywords, annotation)])
Value describe(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    const auto host = argument(arguments, 0).host<TableHost>();
    DeclaredTable *declared = host ? reading->declaredTable(host.get()) : nullptr;
    if (!declared)
        return Value::none();
    if (declared->model.isUnset())
        declared->model = argument(arguments, 1);
    if (declared->className.isEmpty()) {
        declared->className = argument(arguments, 1).name();
        declared->place = placeInProgram(context);
    }
    for (const Value &item : argument(arguments, 2).items()) {
        const python::Values parts = item.items();
        if (parts.size() != 4)
            continue;
        QMap<QString, QString> options;
        addTexts(options, parts[1], parts[2], parts[3]);
        declared->relationships.emplace_back(parts[0].text(), std::move(options));
    }
    return Value::none();
}

Value native(const QString &name, Value (*function)(CallContext &, const Arguments &))
{
    return python::nativeFunction(name, function);
}

Value ofReading(const ReadingPtr &reading, const QString &name, Value (*function)(const ReadingPtr &, CallContext &, const Arguments &))
{
    return python::nativeFunction(name, [reading, function](CallContext &c, const Arguments &a) { return function(reading, c, a); });
}

} // namespace

python::Location placeInProgram(const CallContext &context)
{
    for (const python::Location &place : context.callers()) {
        if (!place.file.startsWith(u'<'))
            return place;
    }
    return context.location();
}

Value tableOfModel(const Value &value)
{
    if (!value.isClass())
        return value;
    const Value table = value.storedAttribute(u"__table__"_s);
    return table.host<TableHost>() && !value.storedAttribute(u"__mapper__"_s).isUnset() ? table : value;
}

Value declarativeName(CallContext &context, const QString &module, const QString &name)
{
    static const QStringList modules{u"sqlalchemy.orm"_s,         u"sqlalchemy.ext.declarative"_s, u"sqlalchemy.ext.hybrid"_s,
                                     u"sqlalchemy.ext.asyncio"_s, u"sqlalchemy.event"_s,           u"sqlalchemy.ext.associationproxy"_s};
    const bool isPart = module.startsWith("sqlalchemy.orm."_L1) || module.startsWith("sqlalchemy.ext.declarative."_L1);
    if ((!modules.contains(module) && !isPart) || name.startsWith(u'_'))
        return {};
    const Value found = context.machine().protect([&] { return context.machine().importModule(moduleName); });
    static const QStringList imported{u"datetime"_s, u"decimal"_s, u"enum"_s, u"uuid"_s, u"sa"_s};
    return imported.contains(name) ? Value() : found.storedAttribute(name);
}

void registerDeclarative(python::ModuleLoader &loader, const ReadingPtr &reading)
{
    const auto is = [](bool (*question)(const Value &)) {
        return [question](CallContext &, const Arguments &a) { return Value::boolean(question(argument(a, 0))); };
    };
    const auto same = [](CallContext &, const Arguments &a) { return Value::boolean(argument(a, 0).equals(argument(a, 1))); };
    const auto find = [](CallContext &, const Arguments &a) { return orNone(argument(a, 0).storedAttribute(argument(a, 1).text())); };
    const auto reason = [](CallContext &, const Arguments &a) { return Value::string(argument(a, 0).unknownReason()); };
    const auto problem = [](CallContext &c, const Arguments &a) { return c.unknown(argument(a, 0).text()); };
    const auto annotation = [](CallContext &c, const Arguments &a) { return c.annotation(argument(a, 0), argument(a, 1).text()); };
    const auto isUnknown = is([](const Value &value) { return value.isUnknown(); });
    const auto isClass = is([](const Value &value) { return value.isClass(); });
    loader.registerModule(u"sqlalchemy_declarative_host"_s,
                          python::nativeModule(u"sqlalchemy_declarative_host"_s,
                                               {{u"Foreign"_s, Value::host(std::make_shared<ModelBase>())},
                                                {u"annotation"_s, python::nativeFunction(u"annotation"_s, annotation)},
                                                {u"attached"_s, native(u"attached"_s, &attached)},
                                                {u"complete"_s, native(u"complete"_s, &complete)},
                                                {u"construct"_s, native(u"construct"_s, &construct)},
                                                {u"declare"_s, ofReading(reading, u"declare"_s, &declare)},
                                                {u"describe"_s, ofReading(reading, u"describe"_s, &describe)},
                                                {u"extend"_s, ofReading(reading, u"extend"_s, &extend)},
                                                {u"facts"_s, native(u"facts"_s, &facts)},
                                                {u"find"_s, python::nativeFunction(u"find"_s, find)},
                                                {u"is_class"_s, python::nativeFunction(u"is_class"_s, isClass)},
                                                {u"is_unknown"_s, python::nativeFunction(u"is_unknown"_s, isUnknown)},
                                                {u"problem"_s, python::nativeFunction(u"problem"_s, problem)},
                                                {u"reason"_s, python::nativeFunction(u"reason"_s, reason)},
                                                {u"same"_s, python::nativeFunction(u"same"_s, same)},
                                                {u"unwrapped"_s, native(u"unwrapped"_s, &unwrapped)}}));
    loader.registerSource(moduleName, SourceText(u'<' + moduleName + u'>', QByteArray(declarativeSource)));
}

} // namespace retort::hosts
