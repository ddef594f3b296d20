#include "dialects/common/typeaffinity.h"

#include <QHash>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

const QHash<QString, TypeAffinity> &affinities()
{
    using enum TypeAffinity;
    static const auto table = [] {
        const std::pair<const char *, TypeAffinity> families[] = {
            {"NullType", Null},
            {"Integer SmallInteger BigInteger INTEGER INT SMALLINT BIGINT TINYINT MEDIUMINT", Integer},
            {"Numeric Float Double NUMERIC DECIMAL FLOAT DOUBLE DOUBLE_PRECISION REAL NUMBER BINARY_DOUBLE BINARY_FLOAT", Numeric},
            {"String Unicode Text UnicodeText VARCHAR NVARCHAR CHAR NCHAR TEXT CLOB NCLOB NTEXT VARCHAR2 NVARCHAR2 TINYTEXT "
             "MEDIUMTEXT LONGTEXT CITEXT LONG "
             "Enum ENUM SET AutoString XML",
             String},
            {"Boolean BOOLEAN BOOL", Boolean},
            {"Date DATE", Date},
            {"Time TIME", Time},
            {"DateTime DATETIME TIMESTAMP DATETIME2 DATETIMEOFFSET SMALLDATETIME", DateTime},
            {"Interval INTERVAL", Interval},
            {"LargeBinary BLOB BINARY VARBINARY BYTEA TINYBLOB MEDIUMBLOB LONGBLOB IMAGE RAW PickleType BFILE ROWVERSION", Binary},
            {"Uuid UUID UNIQUEIDENTIFIER", Uuid},
            {"JSON JSONB", Json},
            {"ARRAY", Array},
        };
        QHash<QString, TypeAffinity> result;
        for (const auto &[names, affinity] : families) {
            for (const QString &name : QString::fromLatin1(names).split(u' '))
                result.insert(name, affinity);
        }
        return result;
    }();
    return table;
}

} // namespace

const SqlType &effectiveType(const SqlType &type, const QString &dialect)
{
    const SqlType *current = &type;
    for (int depth = 0; depth < 16; ++depth) {
        current = &current->forDialect(dialect);
        if (current->name != "TypeDecorator"_L1 || current->children.empty())
            break;
        current = &current->children.front();
    }
    return *current;
}

TypeAffinity typeAffinity(const SqlType &type, const QString &dialect)
{
    const SqlType &effective = effectiveType(type, dialect);
    const QString package = typePackage(effective);
    if (package == "mssql"_L1 && effective.name == "mssql.TIMESTAMP"_L1)
        return TypeAffinity::Binary;
    return affinities().value(typeBaseName(effective), TypeAffinity::Other);
}

QString typeBaseName(const SqlType &type)
{
    return type.name.mid(type.name.lastIndexOf(u'.') + 1);
}

QString typePackage(const SqlType &type)
{
    return type.name.left(qMax<qsizetype>(0, type.name.lastIndexOf(u'.')));
}

bool isEnumType(const SqlType &type)
{
    return type.name == "Enum"_L1 || type.name == "postgresql.ENUM"_L1 || type.name == "mysql.ENUM"_L1;
}

const Column *autoincrementColumn(const Table &table, const QString &dialect)
{
    const auto hasForeignKey = [&table](const QString &name) {
        return std::any_of(table.constraints.cbegin(), table.constraints.cend(), [&name](const Constraint &item) {
            const auto *foreign = std::get_if<ForeignKey>(&item);
            return foreign && foreign->columns.contains(name);
        });
    };
    if (!table.primaryKey)
        return nullptr;
    const QStringList &key = table.primaryKey->columns;
    if (key.size() != 1) {
        for (const QString &name : key) {
            const Column *column = table.column(name);
            if (column && column->autoincrement == Column::Autoincrement::On)
                return column;
        }
        return nullptr;
    }
    const Column *column = table.column(key.front());
    if (!column || column->autoincrement == Column::Autoincrement::Off)
        return nullptr;
    if (column->autoincrement == Column::Autoincrement::On)
        return column;
    const TypeAffinity affinity = typeAffinity(column->type, dialect);
    if (affinity != TypeAffinity::Integer && affinity != TypeAffinity::Numeric)
        return nullptr;
    const bool referring = column->autoincrement == Column::Autoincrement::Auto && hasForeignKey(column->name);
    return column->hasPythonDefault || column->serverDefault || column->computed || referring ? nullptr : column;
}

} // namespace retort
