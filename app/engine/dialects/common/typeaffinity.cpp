#include "dialects/common/typeaffinity.h"

#include <QHash>

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

} // namespace retort
