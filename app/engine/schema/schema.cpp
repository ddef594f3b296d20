#include "schema/schema.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

QString SqlType::text(const QString &argument, const QString &fallback) const
{
    const auto it = arguments.constFind(argument);
    return it == arguments.cend() || it->kind == Literal::Kind::Null ? fallback : it->text;
}

bool SqlType::flag(const QString &argument, bool fallback) const
{
    const auto it = arguments.constFind(argument);
    return it == arguments.cend() || it->kind == Literal::Kind::Null ? fallback : it->text == "true"_L1;
}

const SqlType &SqlType::forDialect(const QString &dialect) const
{
    for (const Variant &variant : variants) {
        if (variant.dialect == dialect)
            return variant.type;
    }
    return *this;
}

SqlExpression SqlExpression::fromText(const QString &sql)
{
    SqlExpression expression;
    expression.kind = Kind::Text;
    expression.text = sql;
    return expression;
}

SqlExpression SqlExpression::verbatim(const QString &sql)
{
    SqlExpression expression;
    expression.kind = Kind::LiteralColumn;
    expression.text = sql;
    return expression;
}

SqlExpression SqlExpression::column(const QString &name, const QString &table)
{
    SqlExpression expression;
    expression.kind = Kind::Column;
    expression.text = name;
    expression.table = table;
    return expression;
}

ServerDefault ServerDefault::verbatim(const QString &sql)
{
    return {Kind::Sql, sql, SqlExpression::verbatim(sql)};
}

const Column *Table::column(const QString &columnName) const
{
    for (const Column &candidate : columns) {
        if (candidate.name == columnName)
            return &candidate;
    }
    return nullptr;
}

Column *Table::column(const QString &columnName)
{
    return const_cast<Column *>(std::as_const(*this).column(columnName));
}

bool Schema::isCertainThroughout() const
{
    return isCertain() && std::none_of(tables.cbegin(), tables.cend(), [](const Table &table) { return table.uncertain; });
}

const Table *Schema::table(const QualifiedName &name) const
{
    const auto it = tables.constFind(name);
    return it == tables.cend() ? nullptr : &*it;
}

Table *Schema::table(const QualifiedName &name)
{
    const auto it = tables.find(name);
    return it == tables.end() ? nullptr : &*it;
}

} // namespace retort
