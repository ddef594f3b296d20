#include "dialects/mysql/mysqlddlcompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"

#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;
using Kind = SqlExpression::Kind;

QString MysqlDdlCompiler::parenthesised(const QString &defaultText) const
{
    static const QRegularExpression bare(u"^\\s*['\"(]"_s);
    static const QRegularExpression onUpdate(u"ON +UPDATE"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression precise(u"^(?:\\bnow\\(\\d+\\)|\\bcurrent_timestamp\\(\\d+\\))"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression nonWord(u"^.*\\W.*"_s, QRegularExpression::UseUnicodePropertiesOption);
    const bool supported = m_compilation.serverAtLeast(defaultFunctionsSince());
    if (!supported || bare.match(defaultText).hasMatch() || onUpdate.match(defaultText).hasMatch() || precise.match(defaultText).hasMatch()
        || !nonWord.match(defaultText).hasMatch())
        return defaultText;
    return u'(' % defaultText % u')';
}

QString MysqlDdlCompiler::columnSpecification(const Table &table, const Column &column)
{
    const QString &dialect = m_compilation.profile.name;
    QString sql =
        m_compilation.names.quote(column.name, column.quote) % u' ' % m_compilation.types->compile(column.type, table.name.schema);
    if (column.computed)
        sql += u' ' % computed(*column.computed);
    const bool timestamp = typeBaseName(effectiveType(column.type, dialect)) == "TIMESTAMP"_L1;
    const bool nullable = column.nullable || (column.computed && !column.nullableGiven && computedIsNullable());
    if (!nullable)
        sql += " NOT NULL"_L1;
    else if (timestamp)
        sql += " NULL"_L1;
    if (column.comment)
        sql += " COMMENT "_L1 % m_compilation.literals->string(*column.comment);
    const Column *own = table.column(column.name);
    const bool sequence = !column.sequence.isEmpty() && sequencesSince() > 0 && m_compilation.serverAtLeast(sequencesSince());
    if (own && autoincrementColumn(table) == own && !column.serverDefault && !sequence)
        return sql % " AUTO_INCREMENT"_L1;
    if (column.serverDefault) {
        if (const auto text = defaultText(*column.serverDefault))
            sql += " DEFAULT "_L1 % parenthesised(*text);
    }
    return sql;
}

QString MysqlDdlCompiler::match(const QString &)
{
    return m_compilation.compileError(
        u"MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE clauses to be ignored."_s);
}

QString MysqlDdlCompiler::tableOption(const QString &key, const QString &value) const
{
    static const QSet<QString> spaced = {u"DATA_DIRECTORY"_s,  u"INDEX_DIRECTORY"_s, u"DEFAULT_CHARACTER_SET"_s, u"CHARACTER_SET"_s,
                                         u"DEFAULT_CHARSET"_s, u"DEFAULT_COLLATE"_s, u"PARTITION_BY"_s,          u"SUBPARTITION_BY"_s};
    static const QSet<QString> blankJoined = {u"TABLESPACE"_s,      u"DEFAULT CHARACTER SET"_s, u"CHARACTER SET"_s,
                                              u"COLLATE"_s,         u"PARTITION BY"_s,          u"PARTITIONS"_s,
                                              u"SUBPARTITION BY"_s, u"SUBPARTITIONS"_s};
    static const QSet<QString> quoted = {u"COMMENT"_s, u"PASSWORD"_s, u"CONNECTION"_s};
    const QString text = quoted.contains(key) ? m_compilation.literals->string(value) : value;
    const QString word = spaced.contains(key) ? QString(key).replace(u'_', u' ') : key;
    return word % (blankJoined.contains(word) ? u' ' : u'=') % text;
}

QString MysqlDdlCompiler::tableOptions(const Table &table)
{
    QMap<QString, QString> options;
    const QString prefix = m_compilation.profile.name % u'_';
    for (auto it = table.options.values.cbegin(); it != table.options.values.cend(); ++it) {
        if (it.key().startsWith(prefix))
            options.insert(it.key().mid(prefix.size()).toUpper(), it->text);
    }
    if (table.comment)
        options.insert(u"COMMENT"_s, *table.comment);
    // Alembic only promises that a character set comes before the collation and partitions last.
    const QStringList last = {u"COLLATE"_s, u"PARTITION_BY"_s, u"PARTITIONS"_s, u"SUBPARTITION_BY"_s, u"SUBPARTITIONS"_s};
    QStringList parts;
    const auto first = [&](const QString &key) {
        if (options.contains(key))
            parts.append(tableOption(key, options.take(key)));
    };
    first(u"ENGINE"_s);
    for (auto it = options.cbegin(); it != options.cend(); ++it) {
        if (!last.contains(it.key()))
            parts.append(tableOption(it.key(), it.value()));
    }
    for (const QString &key : last)
        first(key);
    return parts.join(u' ');
}

QString MysqlDdlCompiler::indexExpression(const SqlExpression &expression)
{
    static const QSet<QString> ordering = {u"DESC"_s, u"ASC"_s};
    const QString sql = ddlExpression(expression);
    const bool wrap = expression.kind == Kind::Binary || expression.kind == Kind::Function
        || (expression.kind == Kind::Unary && !ordering.contains(expression.text));
    return wrap ? QString(u'(' % sql % u')') : sql;
}

QString MysqlDdlCompiler::createIndex(const Index &index, bool ifNotExists)
{
    const QString &dialect = m_compilation.profile.name;
    const auto option = [&](QLatin1StringView name) {
        const Literal own = index.options.values.value(dialect % u'_' % name);
        return own.kind != Literal::Kind::Null || name == "prefix"_L1 || name == "length"_L1
            ? own
            : index.options.values.value("mysql_"_L1 % name);
    };
    const Literal length = option("length"_L1);
    const QMap<QString, QString> lengths = index.options.mappings.value(dialect % u'_' % u"length"_s);
    QStringList items;
    for (const SqlExpression &expression : index.expressions) {
        const QString sql = indexExpression(expression);
        const QString each =
            expression.kind == Kind::Column ? lengths.value(expression.text, length.text) : lengths.value(sql, length.text);
        items.append(each.isEmpty() ? sql : QString(sql % u'(' % each % u')'));
    }
    const Literal prefix = option("prefix"_L1);
    QString sql = "CREATE "_L1 % (index.unique ? "UNIQUE "_L1 : ""_L1) % (prefix.text.isEmpty() ? QString() : QString(prefix.text % u' '))
        % "INDEX "_L1 % (ifNotExists ? "IF NOT EXISTS "_L1 : ""_L1) % indexName(index) % " ON "_L1 % m_compilation.names.table(index.table)
        % " ("_L1 % items.join(", "_L1) % u')';
    if (const Literal parser = option("with_parser"_L1); !parser.text.isEmpty())
        sql += " WITH PARSER "_L1 % parser.text;
    if (const Literal method = option("using"_L1); !method.text.isEmpty())
        sql += " USING "_L1 % m_compilation.names.quote(method.text);
    return sql;
}

QString MysqlDdlCompiler::dropIndex(const Name &name, const QualifiedName &table, bool ifExists, const DialectOptions &)
{
    const QualifiedName on = table.name.isEmpty() ? QualifiedName(table.schema, u"no_table"_s) : table;
    return "DROP INDEX "_L1 % (ifExists ? "IF EXISTS "_L1 : ""_L1)
        % m_compilation.take(m_compilation.names.constraintName(name, IdentifierPreparer::Sort::IndexName)) % " ON "_L1
        % m_compilation.names.table(on);
}

QString MysqlDdlCompiler::tableComment(const QualifiedName &table, const std::optional<QString> &comment)
{
    return "ALTER TABLE "_L1 % m_compilation.names.table(table) % " COMMENT "_L1
        % (comment ? m_compilation.literals->string(*comment) : u"''"_s);
}

} // namespace retort
