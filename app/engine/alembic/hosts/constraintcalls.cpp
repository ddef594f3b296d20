#include "alembic/hosts/constraintcalls.h"

#include "alembic/hosts/literals.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;
using Content = Made<OperationContent>;

namespace {

Made<QStringList> columnList(CallContext &context, const Value &value)
{
    if (value.isString())
        return toTexts(context, value);
    const Value items = context.iterate(value);
    if (!items.isList())
        return items;
    return toColumnNames(context, items.items());
}

/// Names the constraint and wraps it up.
Content constraintContent(CallContext &context, const OperationSink &sink, const QualifiedName &table, Constraint constraint)
{
    const Made<bool> done = applyConvention(context, constraint, table, sink.reading()->options().namingConvention);
    if (!done)
        return done.instead();
    return OperationContent(CreateConstraintOp{table, std::move(constraint)});
}

/// deferrable=, initially= and dialect options among the free keywords of a constraint.
template <typename T>
Made<bool> takeConstraintKeywords(CallContext &context, const Keywords &given, T &constraint, const QString &construct)
{
    Keywords keywords;
    for (const auto &[name, value] : given) {
        if (name == u"deferrable" || name == u"initially") {
            if constexpr (requires { constraint.deferrable; }) {
                const Made<std::optional<bool>> deferrable =
                    name == u"deferrable" ? optionalBool(context, value) : Made<std::optional<bool>>(constraint.deferrable);
                const Made<QString> initially = name == u"initially" ? toText(context, value) : Made<QString>(constraint.initially);
                if (!deferrable || !initially)
                    return !deferrable ? deferrable.instead() : initially.instead();
                constraint.deferrable = *deferrable;
                constraint.initially = *initially;
            } else {
                return context.unknown(tr("a deferrable check constraint is not understood"));
            }
        } else if (name == u"use_alter" || name == u"info" || name == u"link_to_name" || name == u"comment") {
            continue;
        } else {
            keywords.emplace_back(name, value);
        }
    }
    Made<DialectOptions> options = toDialectOptions(context, keywords, construct);
    if (!options)
        return options.instead();
    constraint.options = std::move(*options);
    return true;
}

} // namespace

Content createPrimaryKey(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    CreatePrimaryKeyOp made;
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<Name> name = toName(context, bound["constraint_name"_L1]);
    const Made<QStringList> columns = columnList(context, bound["columns"_L1]);
    if (!table || !name || !columns)
        return !table ? table.instead() : !name ? name.instead() : columns.instead();
    made.table = *table;
    made.primaryKey.name = *name;
    made.primaryKey.columns = *columns;
    const Made<bool> done = applyConvention(context, made.primaryKey, *table, sink.reading()->options().namingConvention);
    if (!done)
        return done.instead();
    return OperationContent(std::move(made));
}

Content createUnique(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    UniqueConstraint made;
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<Name> name = toName(context, bound["constraint_name"_L1]);
    const Made<QStringList> columns = columnList(context, bound["columns"_L1]);
    const Made<bool> keywords = takeConstraintKeywords(context, bound.keywords(), made, u"UniqueConstraint"_s);
    if (!table || !name)
        return !table ? table.instead() : name.instead();
    if (!columns || !keywords)
        return !columns ? columns.instead() : keywords.instead();
    made.name = *name;
    made.columns = *columns;
    return constraintContent(context, sink, *table, std::move(made));
}

Content createForeignKey(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    ForeignKey made;
    const Made<QualifiedName> table = sink.table(context, bound, "source_table"_L1, "source_schema"_L1);
    const Made<Name> name = toName(context, bound["constraint_name"_L1]);
    const Made<QStringList> columns = columnList(context, bound["local_cols"_L1]);
    const Made<QStringList> targets = columnList(context, bound["remote_cols"_L1]);
    const Made<bool> keywords = takeConstraintKeywords(context, bound.keywords(), made, u"ForeignKeyConstraint"_s);
    if (!table || !name || !columns)
        return !table ? table.instead() : !name ? name.instead() : columns.instead();
    if (!targets || !keywords)
        return !targets ? targets.instead() : keywords.instead();
    made.name = *name;
    made.columns = *columns;
    made.referredColumns = *targets;
    const std::pair<QLatin1StringView, QString *> texts[] = {{"referent_table"_L1, &made.referredTable.name},
                                                             {"referent_schema"_L1, &made.referredTable.schema},
                                                             {"onupdate"_L1, &made.onUpdate},
                                                             {"ondelete"_L1, &made.onDelete},
                                                             {"match"_L1, &made.match},
                                                             {"initially"_L1, &made.initially}};
    for (const auto &[argument, target] : texts) {
        const Made<QString> text = toText(context, bound[argument]);
        if (!text)
            return text.instead();
        *target = *text;
    }
    const Made<std::optional<bool>> deferrable = optionalBool(context, bound["deferrable"_L1]);
    if (!deferrable)
        return deferrable.instead();
    made.deferrable = *deferrable;
    return constraintContent(context, sink, *table, std::move(made));
}

Content createCheck(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    CheckConstraint made;
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<Name> name = toName(context, bound["constraint_name"_L1]);
    Made<SqlExpression> condition = toCondition(context, bound["condition"_L1]);
    const Made<bool> keywords = takeConstraintKeywords(context, bound.keywords(), made, u"CheckConstraint"_s);
    if (!table || !name)
        return !table ? table.instead() : name.instead();
    if (!condition || !keywords)
        return !condition ? condition.instead() : keywords.instead();
    made.name = *name;
    made.condition = std::move(*condition);
    return constraintContent(context, sink, *table, std::move(made));
}

Content createExclude(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    const Made<QualifiedName> table = sink.table(context, bound);
    Made<ExcludeConstraint> made = toExclude(context, bound);
    const Made<Name> name = toName(context, bound["constraint_name"_L1]);
    if (!table || !made || !name)
        return !table ? table.instead() : !made ? made.instead() : name.instead();
    made->name = *name;
    return constraintContent(context, sink, *table, std::move(*made));
}

Content dropConstraint(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    using Type = DropConstraintOp::Type;
    DropConstraintOp made;
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<Name> name = toName(context, bound["constraint_name"_L1]);
    const Made<QString> type = toText(context, bound["type_"_L1]);
    const Made<bool> ifExists = toBool(context, bound["if_exists"_L1]);
    if (!table || !name)
        return !table ? table.instead() : name.instead();
    if (!type || !ifExists)
        return !type ? type.instead() : ifExists.instead();
    static const QHash<QString, std::pair<Type, QString>> types{{QString(), {Type::Unspecified, QString()}},
                                                                {u"foreignkey"_s, {Type::ForeignKey, u"fk"_s}},
                                                                {u"primary"_s, {Type::PrimaryKey, u"pk"_s}},
                                                                {u"unique"_s, {Type::Unique, u"uq"_s}},
                                                                {u"check"_s, {Type::Check, u"ck"_s}}};
    if (!types.contains(*type))
        return context.raise(u"TypeError"_s, u"'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None"_s);
    made.table = *table;
    made.name = *name;
    made.type = types.value(*type).first;
    made.ifExists = *ifExists;
    // Alembic attaches the bare constraint to a table with the convention, which may rewrite the name.
    const QString form = sink.reading()->options().namingConvention.value(types.value(*type).second);
    if (!made.name.isEmpty() && form.contains("constraint_name"_L1)) {
        Constraint bare = CheckConstraint{made.name, {}, {}, {}, {}};
        if (made.type == Type::Unique)
            bare = UniqueConstraint{made.name, {}, {}, {}, {}};
        if (made.type != Type::Check && made.type != Type::Unique)
            return context.unknown(tr("a naming convention that renames this constraint is not understood"));
        const Made<bool> done = applyConvention(context, bare, *table, sink.reading()->options().namingConvention);
        if (!done)
            return done.instead();
        made.name = std::visit([](const auto &c) { return c.name; }, bare);
    }
    return OperationContent(std::move(made));
}

} // namespace retort::hosts
