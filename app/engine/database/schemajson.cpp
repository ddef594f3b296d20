#include "database/schemajson.h"

#include <QJsonArray>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QJsonValue literalJson(const Literal &literal)
{
    switch (literal.kind) {
    case Literal::Kind::Null: return QJsonValue::Null;
    case Literal::Kind::Boolean: return literal.text == "true"_L1;
    case Literal::Kind::Integer: return literal.text.toLongLong();
    case Literal::Kind::Array: {
        QJsonArray items;
        for (const Literal &item : literal.items)
            items.append(literalJson(item));
        return items;
    }
    default: return literal.text;
    }
}

QJsonObject optionsJson(const DialectOptions &options)
{
    QJsonObject object;
    for (auto it = options.values.cbegin(); it != options.values.cend(); ++it)
        object.insert(it.key(), literalJson(it.value()));
    for (auto it = options.expressions.cbegin(); it != options.expressions.cend(); ++it)
        object.insert(it.key(), inspectedText(it.value()));
    for (auto it = options.mappings.cbegin(); it != options.mappings.cend(); ++it) {
        QJsonObject mapping;
        for (auto entry = it->cbegin(); entry != it->cend(); ++entry)
            mapping.insert(entry.key(), entry.value());
        object.insert(it.key(), mapping);
    }
    return object;
}

/// Inserts what is there.
void add(QJsonObject &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}
void add(QJsonObject &object, const QString &key, const std::optional<bool> &value)
{
    if (value)
        object.insert(key, *value);
}
void add(QJsonObject &object, const QString &key, const std::optional<qint64> &value)
{
    if (value)
        object.insert(key, *value);
}
void add(QJsonObject &object, const QString &key, const QJsonArray &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}
void add(QJsonObject &object, const DialectOptions &options)
{
    if (!options.isEmpty())
        object.insert(u"options"_s, optionsJson(options));
}

QJsonObject named(const QualifiedName &name)
{
    QJsonObject object{{u"name"_s, name.name}};
    add(object, u"schema"_s, name.schema);
    return object;
}

QJsonObject named(const Name &name)
{
    QJsonObject object;
    add(object, u"name"_s, name.text);
    return object;
}

QJsonObject typeJson(const SqlType &type)
{
    QJsonObject object{{u"name"_s, type.name}};
    QJsonObject arguments;
    for (auto it = type.arguments.cbegin(); it != type.arguments.cend(); ++it)
        arguments.insert(it.key(), literalJson(it.value()));
    if (!arguments.isEmpty())
        object.insert(u"arguments"_s, arguments);
    add(object, u"values"_s, QJsonArray::fromStringList(type.values));
    if (!type.children.empty())
        object.insert(u"item"_s, typeJson(type.children.front()));
    return object;
}

QJsonObject identityJson(const Identity &identity)
{
    QJsonObject object;
    add(object, u"start"_s, identity.start);
    add(object, u"increment"_s, identity.increment);
    add(object, u"minvalue"_s, identity.minValue);
    add(object, u"maxvalue"_s, identity.maxValue);
    add(object, u"cache"_s, identity.cache);
    add(object, u"cycle"_s, identity.cycle);
    return object;
}

QJsonObject columnJson(const Column &column)
{
    QJsonObject object{{u"name"_s, column.name}, {u"type"_s, typeJson(column.type)}, {u"nullable"_s, column.nullable}};
    if (column.serverDefault)
        object.insert(u"default"_s, column.serverDefault->text);
    if (column.computed) {
        QJsonObject computed{{u"expression"_s, inspectedText(column.computed->expression)}};
        add(computed, u"persisted"_s, column.computed->persisted);
        object.insert(u"computed"_s, computed);
    }
    if (column.identity) {
        QJsonObject identity = identityJson(*column.identity);
        identity.insert(u"always"_s, column.identity->always);
        object.insert(u"identity"_s, identity);
    }
    if (column.autoincrement == Column::Autoincrement::On)
        object.insert(u"autoincrement"_s, true);
    add(object, u"sequence"_s, column.sequence);
    if (column.comment)
        object.insert(u"comment"_s, *column.comment);
    add(object, column.options);
    return object;
}

struct ConstraintWriter {
    QJsonArray foreignKeys, uniques, checks, excludes;

    void operator()(const ForeignKey &key)
    {
        QJsonObject object = named(key.name);
        object.insert(u"columns"_s, QJsonArray::fromStringList(key.columns));
        object.insert(u"referred_table"_s, named(key.referredTable));
        object.insert(u"referred_columns"_s, QJsonArray::fromStringList(key.referredColumns));
        add(object, u"onupdate"_s, key.onUpdate);
        add(object, u"ondelete"_s, key.onDelete);
        add(object, u"match"_s, key.match);
        add(object, u"deferrable"_s, key.deferrable);
        add(object, u"initially"_s, key.initially);
        add(object, key.options);
        foreignKeys.append(object);
    }
    void operator()(const UniqueConstraint &unique)
    {
        QJsonObject object = named(unique.name);
        object.insert(u"columns"_s, QJsonArray::fromStringList(unique.columns));
        add(object, u"deferrable"_s, unique.deferrable);
        add(object, u"initially"_s, unique.initially);
        add(object, unique.options);
        uniques.append(object);
    }
    void operator()(const CheckConstraint &check)
    {
        QJsonObject object = named(check.name);
        object.insert(u"condition"_s, inspectedText(check.condition));
        add(object, u"column"_s, check.column);
        add(object, check.options);
        checks.append(object);
    }
    void operator()(const ExcludeConstraint &exclude)
    {
        QJsonObject object = named(exclude.name);
        QJsonArray elements;
        for (const ExcludeConstraint::Element &element : exclude.elements) {
            QJsonObject part{{u"expression"_s, inspectedText(element.expression)}, {u"operator"_s, element.operatorText}};
            add(part, u"operator_class"_s, element.operatorClass);
            elements.append(part);
        }
        object.insert(u"elements"_s, elements);
        object.insert(u"using"_s, exclude.usingMethod);
        if (exclude.where)
            object.insert(u"where"_s, inspectedText(*exclude.where));
        add(object, u"deferrable"_s, exclude.deferrable);
        add(object, u"initially"_s, exclude.initially);
        excludes.append(object);
    }
};

QJsonObject indexJson(const Index &index)
{
    QJsonObject object = named(index.name);
    QJsonArray keys;
    for (const SqlExpression &expression : index.expressions)
        keys.append(inspectedText(expression));
    object.insert(u"keys"_s, keys);
    object.insert(u"unique"_s, index.unique);
    add(object, index.options);
    return object;
}

} // namespace

QString inspectedText(const SqlExpression &expression)
{
    if (expression.operands.empty())
        return expression.text;
    const QString inner = inspectedText(expression.operands.front());
    return expression.kind == SqlExpression::Kind::Collate ? QString(inner % " COLLATE "_L1 % expression.text)
                                                           : QString(inner % u' ' % expression.text);
}

QString inspectedTypeText(const SqlType &type)
{
    if (type.isNull())
        return u"?"_s;
    const QString name = type.name.mid(type.name.lastIndexOf(u'.') + 1);
    if (name == "ARRAY"_L1 && !type.children.empty())
        return inspectedTypeText(type.children.front()) + u"[]"_s;
    QStringList arguments;
    for (const QString &value : type.values)
        arguments.append(u'\'' + value + u'\'');
    for (const QString &key : {u"length"_s, u"precision"_s, u"scale"_s, u"display_width"_s, u"fsp"_s}) {
        if (type.has(key))
            arguments.append(type.text(key));
    }
    QString text = name;
    if (!arguments.isEmpty())
        text += u'(' % arguments.join(", "_L1) % u')';
    if (type.has(u"fields"_s))
        text += u' ' % type.text(u"fields"_s).toUpper();
    if (type.flag(u"timezone"_s))
        text += u" WITH TIME ZONE"_s;
    if (type.flag(u"unsigned"_s))
        text += u" UNSIGNED"_s;
    return text;
}

QJsonObject tableJson(const Table &table)
{
    QJsonObject object = named(table.name);
    QJsonArray columns;
    for (const Column &column : table.columns)
        columns.append(columnJson(column));
    object.insert(u"columns"_s, columns);
    if (table.primaryKey) {
        QJsonObject key = named(table.primaryKey->name);
        key.insert(u"columns"_s, QJsonArray::fromStringList(table.primaryKey->columns));
        add(key, table.primaryKey->options);
        object.insert(u"primary_key"_s, key);
    }
    ConstraintWriter constraints;
    for (const Constraint &constraint : table.constraints)
        std::visit(constraints, constraint);
    add(object, u"foreign_keys"_s, constraints.foreignKeys);
    add(object, u"unique_constraints"_s, constraints.uniques);
    add(object, u"check_constraints"_s, constraints.checks);
    add(object, u"exclude_constraints"_s, constraints.excludes);
    QJsonArray indexes;
    for (const Index &index : table.indexes)
        indexes.append(indexJson(index));
    add(object, u"indexes"_s, indexes);
    if (table.comment)
        object.insert(u"comment"_s, *table.comment);
    add(object, table.options);
    if (table.uncertain)
        object.insert(u"uncertain"_s, true);
    return object;
}

QJsonObject schemaJson(const Schema &schema)
{
    QJsonArray tables, enums, views, sequences, extensions;
    for (const Table &table : schema.tables)
        tables.append(tableJson(table));
    for (const EnumType &type : schema.enums) {
        QJsonObject object = named(type.name);
        object.insert(u"values"_s, QJsonArray::fromStringList(type.values));
        enums.append(object);
    }
    for (const View &view : schema.views) {
        QJsonObject object = named(view.name);
        object.insert(u"definition"_s, view.definition);
        object.insert(u"materialized"_s, view.materialized);
        views.append(object);
    }
    for (const Sequence &sequence : schema.sequences) {
        QJsonObject object = identityJson(sequence.options);
        const QJsonObject name = named(sequence.name);
        for (auto it = name.begin(); it != name.end(); ++it)
            object.insert(it.key(), it.value());
        add(object, u"type"_s, sequence.dataType);
        sequences.append(object);
    }
    for (const Extension &extension : schema.extensions)
        extensions.append(QJsonObject{{u"name"_s, extension.name}, {u"schema"_s, extension.schema}, {u"version"_s, extension.version}});
    return {{u"tables"_s, tables}, {u"enums"_s, enums}, {u"views"_s, views}, {u"sequences"_s, sequences}, {u"extensions"_s, extensions}};
}

} // namespace retort
