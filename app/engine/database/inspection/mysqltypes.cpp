#include "database/inspection/mysqltypes.h"

#include "database/inspection/sqltokens.h"

#include <QHash>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// A type by its name, and what the numbers in its parentheses mean.
struct KnownType {
    QString name;
    QStringList parameters;
    /// Has a character set and a collation.
    bool isText = false;
};

const QHash<QString, KnownType> &knownTypes()
{
    static const auto types = [] {
        const QStringList width{u"display_width"_s};
        const QStringList length{u"length"_s};
        const QStringList scale{u"precision"_s, u"scale"_s};
        const QStringList fraction{u"fsp"_s};
        QHash<QString, KnownType> known{
            {u"int"_s, {u"mysql.INTEGER"_s, width}}, {u"binary"_s, {u"BINARY"_s, length}}, {u"varbinary"_s, {u"VARBINARY"_s, length}},
            {u"blob"_s, {u"BLOB"_s, length}},        {u"date"_s, {u"DATE"_s, {}}},         {u"uuid"_s, {u"UUID"_s, {}}},
            {u"bit"_s, {u"mysql.BIT"_s, length}},    {u"json"_s, {u"mysql.JSON"_s, {}}}};
        const auto add = [&known](std::initializer_list<const char *> names, const QStringList &parameters, bool isText = false) {
            for (const char *name : names)
                known.insert(QString::fromLatin1(name), {u"mysql."_s + QString::fromLatin1(name).toUpper(), parameters, isText});
        };
        add({"tinyint", "smallint", "mediumint", "bigint", "year"}, width);
        add({"decimal", "float", "double"}, scale);
        add({"datetime", "time", "timestamp"}, fraction);
        add({"char", "varchar", "text"}, length, true);
        add({"tinytext", "mediumtext", "longtext", "enum", "set"}, {}, true);
        add({"tinyblob", "mediumblob", "longblob"}, {});
        return known;
    }();
    return types;
}

} // namespace

SqlType mysqlColumnType(const QString &columnType, const QString &charset, const QString &collation)
{
    SqlTokenReader tokens(columnType, DatabaseKind::MySql);
    SqlType type;
    const auto found = knownTypes().constFind(tokens.takeText().toLower());
    if (found == knownTypes().cend())
        return type;
    type.name = found->name;
    const QStringList arguments = tokens.takeNames();
    if (type.name == "mysql.ENUM"_L1 || type.name == "mysql.SET"_L1) {
        type.values = arguments;
    } else {
        for (qsizetype i = 0; i < qMin(arguments.size(), found->parameters.size()); ++i)
            type.arguments.insert(found->parameters.at(i), {Literal::Kind::Integer, arguments.at(i), {}});
    }
    // SQLAlchemy's DOUBLE of MySQL gives decimals unless told otherwise.
    if (type.name == "mysql.DOUBLE"_L1)
        type.arguments.insert(u"asdecimal"_s, Literal::boolean(true));
    while (!tokens.atEnd()) {
        const QString word = tokens.takeText().toLower();
        if (word == "unsigned"_L1 || word == "zerofill"_L1)
            type.arguments.insert(word, Literal::boolean(true));
    }
    if (found->isText && !charset.isEmpty())
        type.arguments.insert(u"charset"_s, Literal::string(charset));
    if (found->isText && !collation.isEmpty())
        type.arguments.insert(u"collation"_s, Literal::string(collation));
    return type;
}

} // namespace retort
