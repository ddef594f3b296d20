#include "autogenerate/tablecode.h"

#include "autogenerate/typecode.h"

#include <QRegularExpression>

namespace retort::autogenerate {

using namespace Qt::StringLiterals;

namespace {

QStringList quoted(const QStringList &texts)
{
    QStringList result;
    for (const QString &text : texts)
        result.append(repr(text));
    return result;
}

/// SQLite takes expressions as defaults only in parentheses (alembic.ddl.sqlite).
QString parenthesized(const QString &sql, const PythonCode &code)
{
    static const QRegularExpression plain(uR"(^[0-9.]$|^['"].+['"]$|^\(.+\)$)"_s);
    if (code.dialect().name() != "sqlite"_L1 || sql.isEmpty() || plain.match(sql).hasMatch())
        return sql;
    return u'(' % sql % u')';
}

struct ConstraintWriter {
    PythonCode &code;

    QString operator()(const ForeignKey &key) const
    {
        QStringList referred;
        for (const QString &column : key.referredColumns)
            referred.append(repr(QString(key.referredTable.display() % u'.' % column)));
        QStringList options = named(key.name);
        const auto add = [&options](const QString &option, const QString &value) {
            if (!value.isEmpty())
                options.append(option % u'=' % repr(value));
        };
        add(u"onupdate"_s, key.onUpdate);
        add(u"ondelete"_s, key.onDelete);
        add(u"initially"_s, key.initially);
        if (key.deferrable)
            options.append(u"deferrable="_s + repr(*key.deferrable));
        if (key.useAlter)
            options.append(u"use_alter=True"_s);
        add(u"match"_s, key.match);
        options += code.options(key.options);
        return u"sa.ForeignKeyConstraint("_s % repr(key.columns) % u", ["_s % referred.join(u", "_s) % u"], "_s % options.join(u", "_s)
            % u')';
    }

    QString operator()(const UniqueConstraint &unique) const
    {
        QStringList arguments = quoted(unique.columns);
        if (unique.deferrable)
            arguments.append(u"deferrable="_s + repr(*unique.deferrable));
        if (!unique.initially.isEmpty())
            arguments.append(u"initially="_s + repr(unique.initially));
        arguments += named(unique.name) + code.options(unique.options);
        return u"sa.UniqueConstraint("_s % arguments.join(u", "_s) % u')';
    }

    QString operator()(const CheckConstraint &check) const
    {
        if (!check.typeBoundColumn.isEmpty())
            return {};
        const QStringList arguments = QStringList{repr(code.sql(check.condition))} + named(check.name) + code.options(check.options);
        return u"sa.CheckConstraint("_s % arguments.join(u", "_s) % u')';
    }

    QString operator()(const ExcludeConstraint &exclude) const
    {
        code.import(u"from sqlalchemy.dialects import postgresql"_s);
        const QStringList arguments = excludeArguments(exclude, code) + named(exclude.name);
        return u"postgresql.ExcludeConstraint("_s % arguments.join(u", "_s) % u')';
    }

    QStringList named(const Name &name) const { return name.isEmpty() ? QStringList() : QStringList{u"name="_s + code.name(name)}; }
};

QString excludedElement(const SqlExpression &expression, PythonCode &code)
{
    switch (expression.kind) {
    case SqlExpression::Kind::Column: return u"sa.column("_s % repr(expression.text) % u')';
    case SqlExpression::Kind::LiteralColumn: return u"sa.literal_column("_s % repr(expression.text) % u')';
    case SqlExpression::Kind::Text:
    case SqlExpression::Kind::Function: return code.textElement(expression);
    default: return code.fail(u"ExcludeConstraint"_s);
    }
}

} // namespace

QString computedCode(const Computed &computed, PythonCode &code)
{
    const QString persisted = computed.persisted ? u"persisted="_s + repr(*computed.persisted) : QString();
    return u"sa.Computed("_s % repr(code.sql(computed.expression)) % u", "_s % persisted % u')';
}

QString identityCode(const Identity &identity)
{
    QStringList options{u"always="_s + repr(identity.always)};
    const auto flag = [&options](const QString &name, const std::optional<bool> &value) {
        if (value)
            options.append(name % u'=' % repr(*value));
    };
    const auto number = [&options](const QString &name, const std::optional<qint64> &value) {
        if (value)
            options.append(name % u'=' % QString::number(*value));
    };
    flag(u"on_null"_s, identity.onNull);
    number(u"start"_s, identity.start);
    number(u"increment"_s, identity.increment);
    number(u"minvalue"_s, identity.minValue);
    number(u"maxvalue"_s, identity.maxValue);
    flag(u"nominvalue"_s, identity.noMinValue);
    flag(u"nomaxvalue"_s, identity.noMaxValue);
    flag(u"cycle"_s, identity.cycle);
    number(u"cache"_s, identity.cache);
    flag(u"order"_s, identity.order);
    return u"sa.Identity("_s % options.join(u", "_s) % u')';
}

QString defaultCode(const ServerDefault &serverDefault, PythonCode &code)
{
    switch (serverDefault.kind) {
    case ServerDefault::Kind::Fetched: return u"sa.FetchedValue()"_s;
    case ServerDefault::Kind::Text: return repr(serverDefault.text);
    case ServerDefault::Kind::Sql: break;
    }
    const QString sql = serverDefault.expression ? code.sql(*serverDefault.expression) : serverDefault.text;
    return u"sa.text("_s % repr(parenthesized(sql, code)) % u')';
}

QString columnCode(const Column &column, PythonCode &code, const QStringList &checks, const QStringList &extra)
{
    if (!column.sequence.isEmpty() || (!column.key.isEmpty() && column.key != column.name))
        return code.fail(column.name);
    QStringList arguments = QStringList{repr(column.name), typeCode(column.type, code)} + checks;
    if (column.computed)
        arguments.append(computedCode(*column.computed, code));
    if (column.identity)
        arguments.append(identityCode(*column.identity));
    if (column.serverDefault)
        arguments.append(u"server_default="_s + defaultCode(*column.serverDefault, code));
    if (column.autoincrement == Column::Autoincrement::IgnoreForeignKeys)
        arguments.append(u"autoincrement='ignore_fk'"_s);
    else if (column.autoincrement != Column::Autoincrement::Auto)
        arguments.append(u"autoincrement="_s + repr(column.autoincrement == Column::Autoincrement::On));
    arguments.append(u"nullable="_s + repr(column.nullable));
    if (column.comment && !column.comment->isEmpty())
        arguments.append(u"comment="_s + repr(*column.comment));
    if (column.quote)
        arguments.append(u"quote="_s + repr(*column.quote));
    arguments += extra + code.options(column.options);
    return u"sa.Column("_s % arguments.join(u", "_s) % u')';
}

QString constraintCode(const PrimaryKey &primaryKey, PythonCode &code)
{
    if (primaryKey.columns.isEmpty())
        return {};
    QStringList arguments = quoted(primaryKey.columns);
    if (!primaryKey.name.isEmpty())
        arguments.append(u"name="_s + code.name(primaryKey.name));
    arguments += code.options(primaryKey.options);
    return u"sa.PrimaryKeyConstraint("_s % arguments.join(u", "_s) % u')';
}

QString constraintCode(const Constraint &constraint, PythonCode &code)
{
    return std::visit(ConstraintWriter{code}, constraint);
}

QStringList excludeArguments(const ExcludeConstraint &constraint, PythonCode &code)
{
    QStringList arguments;
    for (const ExcludeConstraint::Element &element : constraint.elements) {
        if (!element.operatorClass.isEmpty())
            code.fail(u"ExcludeConstraint(ops=)"_s);
        arguments.append(u'(' % excludedElement(element.expression, code) % u", "_s % repr(element.operatorText) % u')');
    }
    if (constraint.where)
        arguments.append(u"where="_s + code.textElement(*constraint.where));
    if (constraint.deferrable)
        arguments.append(u"deferrable="_s + repr(*constraint.deferrable));
    if (!constraint.initially.isEmpty())
        arguments.append(u"initially="_s + repr(constraint.initially));
    if (!constraint.usingMethod.isEmpty())
        arguments.append(u"using="_s + repr(constraint.usingMethod));
    return arguments;
}

} // namespace retort::autogenerate
