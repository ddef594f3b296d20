#include "models/objectfilter.h"

#include "base/translation.h"
#include "operations/columnchange.h"
#include "python/hostobject.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;
using python::CallArguments;
using python::CallContext;
using python::Outcome;
using python::Value;

namespace {

Value textOrNone(const QString &text)
{
    return text.isEmpty() ? Value::none() : Value::string(text);
}

/// A Table, Column, Index or constraint as such a function sees it: what most of them ask for, and Unknown for the rest.
class SchemaItem : public python::HostObject
{
public:
    SchemaItem(QString typeName, QString name, QString schema, Value table, bool reflected)
        : m_typeName(std::move(typeName)),
          m_name(std::move(name)),
          m_schema(std::move(schema)),
          m_table(std::move(table)),
          m_reflected(reflected)
    {}

    [[nodiscard]] QString typeName() const override { return m_typeName; }
    Value attribute(CallContext &context, const QString &name) override
    {
        if (name == u"name" || name == u"key")
            return textOrNone(m_name);
        if (name == u"schema" && m_typeName == u"Table")
            return textOrNone(m_schema);
        if (name == u"table" && !m_table.isUnset())
            return m_table;
        // SQLAlchemy reflects none; what a model says there is not kept.
        if (name == u"info" && m_reflected)
            return Value::dict();
        return context.unknown(tr("what %1 of a %2 is").arg(name, m_typeName));
    }

private:
    QString m_typeName;
    QString m_name;
    QString m_schema;
    Value m_table;
    bool m_reflected;
};

Value tableValue(const Table &table, bool reflected)
{
    return Value::host(std::make_shared<SchemaItem>(u"Table"_s, table.name.name, table.name.schema, Value(), reflected));
}

Value partValue(const QString &typeName, const QString &name, const Table &table, bool reflected)
{
    return Value::host(std::make_shared<SchemaItem>(typeName, name, QString(), tableValue(table, reflected), reflected));
}

/// Alembic's and SQLAlchemy's word for a constraint.
struct ConstraintKind {
    std::pair<QString, QString> operator()(const ForeignKey &) const { return {u"foreign_key_constraint"_s, u"ForeignKeyConstraint"_s}; }
    std::pair<QString, QString> operator()(const UniqueConstraint &) const { return {u"unique_constraint"_s, u"UniqueConstraint"_s}; }
    std::pair<QString, QString> operator()(const CheckConstraint &) const { return {u"check_constraint"_s, u"CheckConstraint"_s}; }
    std::pair<QString, QString> operator()(const ExcludeConstraint &) const { return {}; }
};

/// The names of the parts of a table, by (type, class): "column" and so on. Parts without a name are not among them.
QMap<std::pair<QString, QString>, QStringList> partsOf(const Table &table)
{
    QMap<std::pair<QString, QString>, QStringList> parts;
    for (const Column &column : table.columns)
        parts[{u"column"_s, u"Column"_s}].append(column.name);
    for (const Index &index : table.indexes)
        parts[{u"index"_s, u"Index"_s}].append(index.name.text);
    for (const Constraint &constraint : table.constraints) {
        const auto kind = std::visit(ConstraintKind{}, constraint);
        if (!kind.first.isEmpty())
            parts[kind].append(nameOf(constraint).text);
    }
    for (QStringList &names : parts)
        names.removeAll(QString());
    return parts;
}

void removePart(Table &table, const LeftOutObject &object)
{
    const auto isNamed = [&object](const auto &part) { return part.name.text == object.name; };
    if (object.type == "column"_L1)
        std::erase_if(table.columns, [&object](const Column &column) { return column.name == object.name; });
    else if (object.type == "index"_L1)
        std::erase_if(table.indexes, isNamed);
    else
        std::erase_if(table.constraints, [&object](const Constraint &constraint) {
            return std::visit(ConstraintKind{}, constraint).first == object.type && nameOf(constraint).text == object.name;
        });
}

void removeFrom(Schema &schema, const LeftOutObject &object)
{
    if (object.type == "table"_L1) {
        schema.tables.remove(object.table);
        return;
    }
    const auto table = schema.tables.find(object.table);
    if (table != schema.tables.end())
        removePart(*table, object);
}

} // namespace

/// One question.
struct ObjectFilter::Item {
    LeftOutObject object;
    Value there;
    Value declared;
};

void LeftOut::remove(Schema &database, Schema &models) const
{
    for (const LeftOutObject &object : objects) {
        removeFrom(database, object);
        if (!object.onlyInDatabase)
            removeFrom(models, object);
    }
}

/// True when the function leaves it out. An answer that is not known leaves nothing out.
bool ObjectFilter::answer(const QString &function, const Item &item, const CallArguments &arguments)
{
    const Value callee = m_functions.value(function);
    const Outcome outcome = m_interpreter.run([&](CallContext &context) {
        const Value result = context.call(callee, arguments);
        return result.isFailure() ? result : context.truth(result);
    });
    if (outcome.finished() && outcome.value.kind() == python::Kind::Bool)
        return !outcome.value.isTrue();
    const QString reason = outcome.finished() ? outcome.value.unknownReason() : outcome.message;
    const QString name =
        item.object.name.isEmpty() ? item.object.table.display() : QString(item.object.table.display() % u'.' % item.object.name);
    m_result.problems.append(tr("%1 does not say whether it leaves out %2: %3").arg(function, name, reason));
    return false;
}

void ObjectFilter::ask(const Item &item)
{
    const LeftOutObject &object = item.object;
    const bool isTable = object.type == "table"_L1;
    const Value name = Value::string(isTable ? object.table.name : object.name);
    const bool isThere = !item.there.isUnset(), isDeclared = !item.declared.isUnset();
    if (isThere && m_functions.contains(u"include_name"_s)) {
        std::vector<std::pair<Value, Value>> parents{
            {Value::string(u"schema_name"_s), textOrNone(object.table.schema)},
            {Value::string(u"schema_qualified_table_name"_s), Value::string(object.table.display())}};
        if (!isTable)
            parents.emplace_back(Value::string(u"table_name"_s), Value::string(object.table.name));
        if (answer(u"include_name"_s, item, {{name, Value::string(object.type), Value::dict(parents)}, {}})) {
            LeftOutObject hidden = object;
            hidden.onlyInDatabase = true;
            m_result.objects.append(hidden);
            if (!isDeclared)
                return;
        }
    }
    if (!m_functions.contains(u"include_object"_s))
        return;
    const bool isHidden = !m_result.objects.isEmpty() && m_result.objects.last().onlyInDatabase
        && m_result.objects.last().table == object.table && m_result.objects.last().name == object.name
        && m_result.objects.last().type == object.type;
    const bool counterpart = isThere && isDeclared && !isHidden;
    const CallArguments arguments{{isDeclared ? item.declared : item.there, name, Value::string(object.type), Value::boolean(!isDeclared),
                                   counterpart ? item.there : Value::none()},
                                  {}};
    if (answer(u"include_object"_s, item, arguments))
        m_result.objects.append(object);
}

void ObjectFilter::askAboutParts(const Table &there, const Table &declared)
{
    auto reflected = partsOf(there);
    auto wanted = partsOf(declared);
    QList<std::pair<QString, QString>> kinds = reflected.keys() + wanted.keys();
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    for (const auto &kind : std::as_const(kinds)) {
        QStringList names = reflected[kind] + wanted[kind];
        names.removeDuplicates();
        for (const QString &name : std::as_const(names)) {
            ask({{kind.first, declared.name, name, false},
                 reflected[kind].contains(name) ? partValue(kind.second, name, there, true) : Value(),
                 wanted[kind].contains(name) ? partValue(kind.second, name, declared, false) : Value()});
        }
    }
}

void ObjectFilter::askAboutTable(const Table *there, const Table *declared)
{
    const QualifiedName &name = declared ? declared->name : there->name;
    const qsizetype before = m_result.objects.size();
    ask({{u"table"_s, name, {}, false}, there ? tableValue(*there, true) : Value(), declared ? tableValue(*declared, false) : Value()});
    if (there && declared && m_result.objects.size() == before)
        askAboutParts(*there, *declared);
}

LeftOut ObjectFilter::leftOut(const Schema &database, const Schema &models)
{
    m_result = {};
    for (const Table &table : database.tables)
        askAboutTable(&table, models.table(table.name));
    for (const Table &table : models.tables) {
        if (!database.table(table.name))
            askAboutTable(nullptr, &table);
    }
    m_result.problems.removeDuplicates();
    return m_result;
}

} // namespace retort
