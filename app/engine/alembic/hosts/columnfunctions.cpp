#include "alembic/hosts/columnhost.h"
#include "alembic/hosts/dialectoptions.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/namehost.h"
#include "alembic/hosts/signature.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

bool isType(const Value &value)
{
    if (value.host<TypeHost>() || value.host<TypeClassHost>())
        return true;
    const Value cls = value.isInstance() ? value.classOf() : value.isClass() ? value : Value();
    if (cls.isUnset())
        return false;
    for (const Value &base : cls.classOrder()) {
        if (base.host<TypeClassHost>())
            return true;
    }
    return false;
}

/// Unknowns that never reach the database's schema.
bool mayBeUnknown(const QString &keyword)
{
    static const QStringList names{u"default"_s, u"onupdate"_s,        u"insert_default"_s, u"info"_s,
                                   u"doc"_s,     u"server_onupdate"_s, u"default_factory"_s};
    return names.contains(keyword);
}

Made<bool> takeAutoincrement(CallContext &context, const Value &value, Column &column)
{
    if (value.isUnset())
        return true;
    if (value.isString()) {
        column.autoincrement = value.text() == u"ignore_fk" ? Column::Autoincrement::IgnoreForeignKeys : Column::Autoincrement::Auto;
        return true;
    }
    const Made<bool> on = toBool(context, value);
    if (!on)
        return on;
    column.autoincrement = *on ? Column::Autoincrement::On : Column::Autoincrement::Off;
    return true;
}

Made<bool> takeDefault(CallContext &context, const Value &value, Column &column)
{
    Made<AnyDefault> made = toDefault(context, value);
    if (!made)
        return made.instead();
    column.serverDefault = made->plain;
    column.computed = made->computed;
    column.identity = made->identity;
    return true;
}

Made<bool> takeFlags(CallContext &context, const BoundArguments &bound, Column &column)
{
    const std::pair<QLatin1StringView, bool *> flags[] = {
        {"primary_key"_L1, &column.primaryKey}, {"unique"_L1, &column.unique}, {"index"_L1, &column.index}};
    for (const auto &[name, target] : flags) {
        const Made<bool> flag = toBool(context, bound[name]);
        if (!flag)
            return flag;
        *target = *flag;
    }
    const Value nullable = bound["nullable"_L1];
    column.nullable = !column.primaryKey;
    if (!nullable.isUnset()) {
        const Made<bool> flag = toBool(context, nullable);
        if (!flag)
            return flag;
        column.nullable = *flag;
        column.nullableGiven = true;
    }
    if (bound.has("quote"_L1))
        column.quote = bound["quote"_L1].isTrue();
    return true;
}

Made<bool> takeTexts(CallContext &context, const BoundArguments &bound, Column &column)
{
    const Made<QString> key = toText(context, bound["key"_L1]);
    if (!key)
        return key.instead();
    column.key = *key;
    if (bound.has("comment"_L1)) {
        const Made<QString> comment = toText(context, bound["comment"_L1]);
        if (!comment)
            return comment.instead();
        column.comment = *comment;
    }
    Made<DialectOptions> options = toDialectOptions(context, bound.keywords(), u"Column"_s);
    if (!options)
        return options.instead();
    column.options = std::move(*options);
    return true;
}

/// What stands in sa.Column() besides name and type: constraints, Identity, Computed, Sequence.
Made<bool> takeItem(CallContext &context, const Value &item, Column &column, std::vector<std::shared_ptr<ConstraintHost>> &constraints)
{
    if (item.isUnknown() || item.isFailure())
        return item;
    if (const auto constraint = item.host<ConstraintHost>()) {
        const bool fits =
            constraint->sort() == ConstraintHost::Sort::ColumnForeignKey || std::holds_alternative<CheckConstraint>(constraint->constraint);
        if (!fits)
            return context.unknown(tr("a %1 inside a Column is not understood").arg(constraint->typeName()));
        constraints.push_back(constraint);
        return true;
    }
    if (const auto host = item.host<DefaultHost>()) {
        if (const auto *sequence = std::get_if<Sequence>(&host->content())) {
            column.sequence = sequence->name.display();
            return true;
        }
        if (std::holds_alternative<Identity>(host->content()) && !column.nullableGiven)
            column.nullable = false;
        return takeDefault(context, item, column);
    }
    if (item.isNone())
        return true;
    return context.unknown(tr("a value of type %1 inside a Column is not understood").arg(item.typeName()));
}

} // namespace

Value makeColumn(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature(
        "Column"_L1,
        "*args, name=, type_=, autoincrement=, default=, insert_default=, doc=, key=, index=, unique=, info=, nullable=, onupdate=, "
        "primary_key=, server_default=, server_onupdate=, quote=, system=, comment=, insert_sentinel=, **dialect_kwargs"_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    for (const auto &[name, value] : arguments.keywords) {
        if (value.isUnknown() && !mayBeUnknown(name))
            return value;
    }
    Column column;
    Value nameValue = bound["name"_L1];
    Value typeValue = bound["type_"_L1];
    python::Values items = bound.rest();
    const auto takeFirst = [&items] {
        Value first = items.front();
        items.erase(items.begin());
        return first;
    };
    if (!items.empty() && items.front().isUnknown())
        return items.front();
    if (!items.empty() && nameValue.isUnset()
        && (items.front().isString() || items.front().host<NameHost>() || (items.front().isNone() && typeValue.isUnset())))
        nameValue = takeFirst();
    if (!items.empty() && typeValue.isUnset() && (isType(items.front()) || items.front().isNone() || items.front().isUnknown()))
        typeValue = takeFirst();
    const Made<QString> name = toText(context, nameValue);
    Made<TypeValue> type = toType(context, typeValue);
    if (!name || !type)
        return !name ? name.instead() : type.instead();
    column.name = *name;
    if (const auto quoted = nameValue.host<NameHost>())
        column.quote = quoted->quote();
    const Made<bool> flags = takeFlags(context, bound, column);
    const Made<bool> texts = takeTexts(context, bound, column);
    const Made<bool> autoincrement = takeAutoincrement(context, bound["autoincrement"_L1], column);
    const Made<bool> serverDefault = takeDefault(context, bound["server_default"_L1], column);
    for (const Made<bool> *done : {&flags, &texts, &autoincrement, &serverDefault}) {
        if (!*done)
            return done->instead();
    }
    Value pythonDefault = bound["default"_L1];
    if (const auto sequence = pythonDefault.host<DefaultHost>()) {
        items.push_back(pythonDefault);
        pythonDefault = Value();
    }
    std::vector<std::shared_ptr<ConstraintHost>> constraints;
    for (const Value &item : items) {
        const Made<bool> taken = takeItem(context, item, column, constraints);
        if (!taken)
            return taken.instead();
    }
    column.hasPythonDefault = !pythonDefault.isUnset() && !pythonDefault.isNone();
    auto host = std::make_shared<ColumnHost>(reading, std::move(column), std::move(*type));
    for (auto &constraint : constraints)
        host->addConstraint(std::move(constraint));
    host->setPythonDefault(pythonDefault);
    if (bound.has("onupdate"_L1))
        host->setUpdateDefault(bound["onupdate"_L1]);
    return Value::host(host);
}

Value makeLightColumn(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("column"_L1, "text, type_=, is_literal=, _selectable="_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const Made<QString> name = toText(context, bound["text"_L1]);
    Made<TypeValue> type = toType(context, bound["type_"_L1]);
    if (!name || !type)
        return !name ? name.instead() : type.instead();
    if (bound.has("is_literal"_L1))
        return context.unknown(tr("column(is_literal=...) is not understood"));
    Column column;
    column.name = *name;
    if (const auto quoted = bound["text"_L1].host<NameHost>())
        column.quote = quoted->quote();
    return Value::host(std::make_shared<ColumnHost>(reading, std::move(column), std::move(*type)));
}

} // namespace retort::hosts
