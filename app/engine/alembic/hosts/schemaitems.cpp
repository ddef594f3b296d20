#include "alembic/hosts/schemaitems.h"

#include "alembic/hosts/columnhost.h"
#include "alembic/hosts/compilationhooks.h"
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

QString ConstraintHost::typeName() const
{
    if (m_sort == Sort::PrimaryKey)
        return u"PrimaryKeyConstraint"_s;
    if (m_sort == Sort::ColumnForeignKey)
        return u"ForeignKey"_s;
    struct Namer {
        QString operator()(const ForeignKey &) const { return u"ForeignKeyConstraint"_s; }
        QString operator()(const UniqueConstraint &) const { return u"UniqueConstraint"_s; }
        QString operator()(const CheckConstraint &) const { return u"CheckConstraint"_s; }
        QString operator()(const ExcludeConstraint &) const { return u"ExcludeConstraint"_s; }
    };
    return std::visit(Namer{}, constraint);
}

Value ConstraintHost::attribute(CallContext &context, const QString &name)
{
    if (name == u"name") {
        const Name own = m_sort == Sort::PrimaryKey ? primaryKey.name : std::visit([](const auto &c) { return c.name; }, constraint);
        return own.isEmpty() ? Value::none() : Value::string(own.text);
    }
    return context.unknown(tr("the attribute %1 of a constraint is not understood").arg(name));
}

Value IndexHost::attribute(CallContext &context, const QString &name)
{
    if (name == u"name")
        return m_index.name.isEmpty() ? Value::none() : Value::string(m_index.name.text);
    if (name == u"unique")
        return Value::boolean(m_index.unique);
    return context.unknown(tr("the attribute %1 of an index is not understood").arg(name));
}

QString DefaultHost::typeName() const
{
    static const QString names[] = {u"Identity"_s, u"Computed"_s, u"Sequence"_s, u"DefaultClause"_s};
    return names[m_content.index()];
}

Value DefaultHost::attribute(CallContext &context, const QString &name)
{
    const Sequence *sequence = std::get_if<Sequence>(&m_content);
    if (sequence && name == u"name")
        return Value::string(sequence->name.name);
    if (sequence && (name == u"create" || name == u"drop")) {
        return python::nativeFunction(
            name, [reading = m_reading, own = *sequence, create = name == u"create"](CallContext &c, const Arguments &) {
                reading->record(c, SequenceOp{own, create, true});
                return Value::none();
            });
    }
    return context.unknown(tr("the attribute %1 of %2 is not understood").arg(name, typeName()));
}

namespace {

/// In the body of a model a column has no name before the class is made.
Value unnamedColumn(CallContext &context)
{
    return context.unknown(tr("a column that has no name yet is not understood here"));
}

bool hasUnnamedColumn(const SqlExpression &expression)
{
    return (expression.kind == SqlExpression::Kind::Column && expression.text.isEmpty())
        || std::any_of(expression.operands.begin(), expression.operands.end(), hasUnnamedColumn);
}

} // namespace

Made<SqlExpression> toCondition(CallContext &context, const Value &value)
{
    if (value.isString())
        return SqlExpression::fromText(value.text());
    Made<Expr> expression = toExpression(context, value);
    if (!expression)
        return expression.instead();
    if (hasUnnamedColumn(expression->tree))
        return unnamedColumn(context);
    return withoutTables(std::move(expression->tree));
}

Made<SqlExpression> toIndexItem(CallContext &context, const Value &value)
{
    if (const auto column = value.host<ColumnHost>())
        return column->column().name.isEmpty() ? Made<SqlExpression>(unnamedColumn(context))
                                               : Made<SqlExpression>(SqlExpression::column(column->column().name));
    if (value.host<ExpressionHost>())
        return toCondition(context, value);
    const Made<QString> name = toText(context, value);
    return name ? Made<SqlExpression>(SqlExpression::column(*name)) : Made<SqlExpression>(name.instead());
}

Made<QStringList> toColumnNames(CallContext &context, const python::Values &values)
{
    QStringList names;
    for (const Value &value : values) {
        if (const auto column = value.host<ColumnHost>()) {
            if (column->column().name.isEmpty())
                return unnamedColumn(context);
            names.append(column->column().name);
            continue;
        }
        const auto expression = value.host<ExpressionHost>();
        if (expression && expression->expression().tree.kind == SqlExpression::Kind::Column) {
            names.append(expression->expression().tree.text);
            continue;
        }
        const Made<QString> name = toText(context, value);
        if (!name)
            return name.instead();
        names.append(*name);
    }
    return names;
}

Made<AnyDefault> toDefault(CallContext &context, const Value &value)
{
    AnyDefault made;
    if (value.isNone() || value.isUnset())
        return made;
    if (const auto host = value.host<DefaultHost>()) {
        if (const auto *identity = std::get_if<Identity>(&host->content()))
            made.identity = *identity;
        else if (const auto *computed = std::get_if<Computed>(&host->content()))
            made.computed = *computed;
        else if (const auto *plain = std::get_if<ServerDefault>(&host->content()))
            made.plain = *plain;
        else
            return context.unknown(tr("a Sequence as server_default is not understood"));
        return made;
    }
    if (value.host<ExpressionHost>() || elementClassOf(value)) {
        Made<Expr> expression = toExpression(context, value);
        if (!expression)
            return expression.instead();
        made.plain = ServerDefault{ServerDefault::Kind::Sql, {}, withoutTables(std::move(expression->tree))};
        if (made.plain->expression->kind == SqlExpression::Kind::Text)
            made.plain->text = made.plain->expression->text;
        return made;
    }
    if (value.isUnknown() || value.isFailure())
        return value;
    const bool isText = value.isString() || value.host<NameHost>() || (value.isInstance() && value.plain().isString());
    if (!isText) {
        const Value text = context.representation(value);
        return context.raise(u"ArgumentError"_s,
                             u"Argument 'arg' is expected to be one of type '<class 'str'>' or "
                             "'<class 'sqlalchemy.sql.elements.ClauseElement'>' or "
                             "'<class 'sqlalchemy.sql.elements.TextClause'>', got '%1'"_s.arg(text.text()));
    }
    const Made<QString> text = toText(context, value);
    if (!text)
        return text.instead();
    made.plain = ServerDefault{ServerDefault::Kind::Text, *text, {}};
    return made;
}

Made<QMap<QString, QString>> toConvention(CallContext &context, const Value &value)
{
    QMap<QString, QString> convention;
    if (value.isUnset() || value.isNone())
        return convention;
    if (value.isUnknown() || value.isFailure())
        return value;
    if (!value.isDict())
        return context.unknown(tr("a naming convention that is not a dict is not understood"));
    for (const auto &[key, form] : value.entries()) {
        if (!key.isString() || !form.isString())
            return context.unknown(tr("a naming convention with entries that are not texts is not understood"));
        convention.insert(key.text(), form.text());
    }
    return convention;
}

} // namespace retort::hosts
