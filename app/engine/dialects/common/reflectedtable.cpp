#include "dialects/common/reflectedtable.h"

#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/typeaffinity.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

bool wrappedInParentheses(const QString &text)
{
    if (!text.startsWith(u'(') || !text.endsWith(u')'))
        return false;
    int depth = 0;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if (c == u'\'' || c == u'"') {
            quote = c;
        } else if (c == u'(') {
            ++depth;
        } else if (c == u')' && --depth == 0 && i + 1 < text.size()) {
            return false;
        }
    }
    return depth == 0;
}

/// SQLite keeps DEFAULT (expr) without its parentheses; Alembic puts them back unless the text is one digit, quoted or
/// parenthesised.
ServerDefault sqliteDefault(const QString &written)
{
    QString stored = written;
    if (wrappedInParentheses(stored))
        stored = stored.mid(1, stored.size() - 2);
    static const QRegularExpression bare(u"^[0-9.]$|^'.+'$|^\\(.+\\)$"_s);
    return ServerDefault::verbatim(stored.isEmpty() || bare.match(stored).hasMatch() ? stored : QString(u'(' % stored % u')'));
}

QString conventionalName(const QString &pattern, const Table &table, const QStringList &columns, const QString &referred)
{
    QString name = pattern;
    name.replace("%(table_name)s"_L1, table.name.name);
    name.replace("%(column_0_name)s"_L1, columns.value(0));
    name.replace("%(column_0_N_name)s"_L1, columns.join(u'_'));
    name.replace("%(column_0N_name)s"_L1, columns.join(QString()));
    name.replace("%(column_0_label)s"_L1, table.name.name % u'_' % columns.value(0));
    name.replace("%(referred_table_name)s"_L1, referred);
    return name;
}

void nameByConvention(Table &table, Compilation &compilation, const QMap<QString, QString> &convention)
{
    const auto give = [&](Name &name, const QString &key, const QStringList &columns, const QString &referred) {
        const QString pattern = convention.value(key);
        if (!name.isEmpty() || pattern.isEmpty())
            return;
        const QString made = conventionalName(pattern, table, columns, referred);
        if (made.contains("%("_L1))
            compilation.notUnderstood(u"the naming convention "_s % pattern);
        name = Name(made, true);
    };
    for (Constraint &item : table.constraints) {
        if (auto *unique = std::get_if<UniqueConstraint>(&item))
            give(unique->name, u"uq"_s, unique->columns, {});
        if (auto *foreign = std::get_if<ForeignKey>(&item))
            give(foreign->name, u"fk"_s, foreign->columns, foreign->referredTable.name);
    }
    if (table.primaryKey)
        give(table.primaryKey->name, u"pk"_s, table.primaryKey->columns, {});
}

/// The type SQLite would report, where that changes what a rebuild does.
SqlType sqliteType(const SqlType &type)
{
    SqlType reflected = type;
    const SqlType &effective = effectiveType(type, u"sqlite"_s);
    if (effective.name == "Uuid"_L1) {
        reflected = SqlType();
        reflected.name = u"CHAR"_s;
        reflected.arguments.insert(u"length"_s, Literal{Literal::Kind::Integer, u"32"_s, {}});
    } else if (effective.name == "Interval"_L1) {
        reflected = SqlType();
        reflected.name = u"DATETIME"_s;
    }
    reflected.arguments.remove(u"create_constraint"_s);
    return reflected;
}

} // namespace

Table reflectedTable(const Table &table, Compilation &compilation, const QMap<QString, QString> &namingConvention)
{
    Table reflected = table;
    const bool sqlite = compilation.profile.name == "sqlite"_L1;
    reflected.prefixes.clear();
    if (sqlite) {
        reflected.options = DialectOptions();
        reflected.comment.reset();
    }
    for (Column &column : reflected.columns) {
        column.nullableGiven = true;
        column.hasPythonDefault = false;
        if (!sqlite)
            continue;
        column.comment.reset();
        column.identity.reset();
        column.type = sqliteType(column.type);
        if (column.serverDefault) {
            const std::optional<QString> text = compilation.ddl->defaultText(*column.serverDefault);
            column.serverDefault = text ? std::optional(sqliteDefault(*text)) : std::nullopt;
        }
    }
    std::erase_if(reflected.constraints, [&](const Constraint &item) {
        const auto *check = std::get_if<CheckConstraint>(&item);
        return check && (check->name.isEmpty() || !compilation.ddl->isWanted(table, item));
    });
    for (Constraint &item : reflected.constraints) {
        if (auto *check = std::get_if<CheckConstraint>(&item)) {
            check->typeBoundColumn.clear();
            check->column.clear();
        }
    }
    if (reflected.primaryKey)
        reflected.primaryKey->fromFlags = false;
    std::erase_if(reflected.indexes, [sqlite](const Index &index) {
        return sqlite && std::any_of(index.expressions.cbegin(), index.expressions.cend(), [](const SqlExpression &item) {
                   return item.kind != SqlExpression::Kind::Column;
               });
    });
    nameByConvention(reflected, compilation, namingConvention);
    return reflected;
}

} // namespace retort
