#include "alembic/hosts/typetable.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace retort::hosts {

using namespace Qt::StringLiterals;

namespace {

#define ENUM_KEYWORDS                                                                                                                      \
    "name,native_enum,create_constraint,validate_strings,values_callable,metadata,schema,inherit_schema,quote,length,omit_aliases,"        \
    "sort_key_function,default"
constexpr const char *enumKeywords = ENUM_KEYWORDS;
constexpr const char *postgresqlEnumKeywords = ENUM_KEYWORDS ",create_type";
constexpr const char *mysqlEnumKeywords = ENUM_KEYWORDS ",charset,collation,ascii,unicode,binary,national,strict";
#undef ENUM_KEYWORDS

const auto &entries()
{
    static const auto table = std::to_array<TypeEntry>({
        {"ARRAY"_L1, ""_L1, "item_type,as_tuple,dimensions,zero_indexes"_L1, ""_L1},
        {"BIGINT"_L1, "BigInteger,Integer"_L1, ""_L1, ""_L1},
        {"BINARY"_L1, ""_L1, "length"_L1, ""_L1},
        {"BLOB"_L1, "LargeBinary"_L1, "length"_L1, ""_L1},
        {"BOOLEAN"_L1, "Boolean"_L1, "create_constraint,name"_L1, ""_L1},
        {"BigInteger"_L1, "Integer"_L1, ""_L1, ""_L1},
        {"Boolean"_L1, ""_L1, "create_constraint,name"_L1, ""_L1},
        {"CHAR"_L1, "String"_L1, "length,collation"_L1, ""_L1},
        {"CLOB"_L1, "Text,String"_L1, "length,collation"_L1, ""_L1},
        {"DATE"_L1, "Date"_L1, ""_L1, ""_L1},
        {"DATETIME"_L1, "DateTime"_L1, "timezone"_L1, ""_L1},
        {"DECIMAL"_L1, "Numeric"_L1, "precision,scale,decimal_return_scale,asdecimal"_L1, ""_L1},
        {"DOUBLE"_L1, "Double,Float,Numeric"_L1, "precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"DOUBLE_PRECISION"_L1, "Double,Float,Numeric"_L1, "precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"Date"_L1, ""_L1, ""_L1, ""_L1},
        {"DateTime"_L1, ""_L1, "timezone"_L1, ""_L1},
        {"Double"_L1, "Float,Numeric"_L1, "precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"Enum"_L1, "String"_L1, "*"_L1, QLatin1StringView(enumKeywords)},
        {"FLOAT"_L1, "Float,Numeric"_L1, "precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"Float"_L1, "Numeric"_L1, "precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"INTEGER"_L1, "Integer"_L1, ""_L1, ""_L1},
        {"Integer"_L1, ""_L1, ""_L1, ""_L1},
        {"Interval"_L1, ""_L1, "native,second_precision,day_precision"_L1, ""_L1},
        {"JSON"_L1, ""_L1, "none_as_null"_L1, ""_L1},
        {"LargeBinary"_L1, ""_L1, "length"_L1, ""_L1},
        {"NCHAR"_L1, "Unicode,String"_L1, "length,collation"_L1, ""_L1},
        {"NUMERIC"_L1, "Numeric"_L1, "precision,scale,decimal_return_scale,asdecimal"_L1, ""_L1},
        {"NVARCHAR"_L1, "Unicode,String"_L1, "length,collation"_L1, ""_L1},
        {"NullType"_L1, ""_L1, ""_L1, ""_L1},
        {"Numeric"_L1, ""_L1, "precision,scale,decimal_return_scale,asdecimal"_L1, ""_L1},
        {"PickleType"_L1, ""_L1, "protocol,pickler,comparator,impl"_L1, ""_L1},
        {"REAL"_L1, "Float,Numeric"_L1, "precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"SMALLINT"_L1, "SmallInteger,Integer"_L1, ""_L1, ""_L1},
        {"SmallInteger"_L1, "Integer"_L1, ""_L1, ""_L1},
        {"String"_L1, ""_L1, "length,collation"_L1, ""_L1},
        {"TEXT"_L1, "Text,String"_L1, "length,collation"_L1, ""_L1},
        {"TIME"_L1, "Time"_L1, "timezone"_L1, ""_L1},
        {"TIMESTAMP"_L1, "DateTime"_L1, "timezone"_L1, ""_L1},
        {"Text"_L1, "String"_L1, "length,collation"_L1, ""_L1},
        {"Time"_L1, ""_L1, "timezone"_L1, ""_L1},
        {"UUID"_L1, "Uuid"_L1, "as_uuid"_L1, ""_L1},
        {"Unicode"_L1, "String"_L1, "length,collation"_L1, ""_L1},
        {"UnicodeText"_L1, "Text,String"_L1, "length,collation"_L1, ""_L1},
        {"Uuid"_L1, ""_L1, "as_uuid,native_uuid"_L1, ""_L1},
        {"VARBINARY"_L1, ""_L1, "length"_L1, ""_L1},
        {"VARCHAR"_L1, "String"_L1, "length,collation"_L1, ""_L1},
        {"mssql.BIT"_L1, "Boolean"_L1, "create_constraint,name"_L1, ""_L1},
        {"mssql.DATETIME2"_L1, "DateTime"_L1, "precision"_L1, "timezone"_L1},
        {"mssql.DATETIMEOFFSET"_L1, "DateTime"_L1, "precision"_L1, "timezone"_L1},
        {"mssql.DOUBLE_PRECISION"_L1, "DOUBLE_PRECISION,Double,Float,Numeric"_L1, ""_L1, "asdecimal,decimal_return_scale"_L1},
        {"mssql.IMAGE"_L1, "LargeBinary"_L1, "length"_L1, ""_L1},
        {"mssql.JSON"_L1, "JSON"_L1, "none_as_null"_L1, ""_L1},
        {"mssql.MONEY"_L1, ""_L1, ""_L1, ""_L1},
        {"mssql.NTEXT"_L1, "UnicodeText,Text,String"_L1, "length,collation"_L1, ""_L1},
        {"mssql.REAL"_L1, "REAL,Float,Numeric"_L1, ""_L1, "asdecimal,decimal_return_scale"_L1},
        {"mssql.ROWVERSION"_L1, "mssql.TIMESTAMP"_L1, "convert_int"_L1, ""_L1},
        {"mssql.SMALLDATETIME"_L1, "DateTime"_L1, "timezone"_L1, ""_L1},
        {"mssql.SMALLMONEY"_L1, ""_L1, ""_L1, ""_L1},
        {"mssql.SQL_VARIANT"_L1, ""_L1, ""_L1, ""_L1},
        {"mssql.TIME"_L1, "TIME,Time"_L1, "precision"_L1, "timezone"_L1},
        {"mssql.TIMESTAMP"_L1, ""_L1, "convert_int"_L1, ""_L1},
        {"mssql.TINYINT"_L1, "Integer"_L1, ""_L1, ""_L1},
        {"mssql.UNIQUEIDENTIFIER"_L1, "Uuid"_L1, "as_uuid"_L1, ""_L1},
        {"mssql.VARBINARY"_L1, "VARBINARY,LargeBinary"_L1, "length,filestream"_L1, ""_L1},
        {"mssql.XML"_L1, "Text,String"_L1, "length,collation"_L1, ""_L1},
        {"mysql.BIGINT"_L1, "BIGINT,BigInteger,Integer"_L1, "display_width"_L1, "unsigned,zerofill"_L1},
        {"mysql.BIT"_L1, ""_L1, "length"_L1, ""_L1},
        {"mysql.CHAR"_L1, "CHAR,String"_L1, "length"_L1, "charset,collation,ascii,binary,unicode,national"_L1},
        {"mysql.DATETIME"_L1, "DATETIME,DateTime"_L1, "timezone,fsp"_L1, ""_L1},
        {"mysql.DECIMAL"_L1, "DECIMAL,Numeric"_L1, "precision,scale,asdecimal"_L1, "unsigned,zerofill,decimal_return_scale"_L1},
        {"mysql.DOUBLE"_L1, "DOUBLE,Double,Float,Numeric"_L1, "precision,scale,asdecimal"_L1, "unsigned,zerofill,decimal_return_scale"_L1},
        {"mysql.ENUM"_L1, "Enum,String"_L1, "*"_L1, QLatin1StringView(mysqlEnumKeywords)},
        {"mysql.FLOAT"_L1, "FLOAT,Float,Numeric"_L1, "precision,scale,asdecimal"_L1, "unsigned,zerofill,decimal_return_scale"_L1},
        {"mysql.INET4"_L1, ""_L1, ""_L1, ""_L1},
        {"mysql.INET6"_L1, ""_L1, ""_L1, ""_L1},
        {"mysql.INTEGER"_L1, "INTEGER,Integer"_L1, "display_width"_L1, "unsigned,zerofill"_L1},
        {"mysql.JSON"_L1, "JSON"_L1, "none_as_null"_L1, ""_L1},
        {"mysql.LONGBLOB"_L1, ""_L1, "length"_L1, ""_L1},
        {"mysql.LONGTEXT"_L1, "String"_L1, ""_L1, "charset,collation,ascii,binary,unicode,national"_L1},
        {"mysql.MEDIUMBLOB"_L1, ""_L1, "length"_L1, ""_L1},
        {"mysql.MEDIUMINT"_L1, "Integer"_L1, "display_width"_L1, "unsigned,zerofill"_L1},
        {"mysql.MEDIUMTEXT"_L1, "String"_L1, ""_L1, "charset,collation,ascii,binary,unicode,national"_L1},
        {"mysql.NCHAR"_L1, "NCHAR,Unicode,String"_L1, "length"_L1, "charset,collation,ascii,binary,unicode,national"_L1},
        {"mysql.NUMERIC"_L1, "NUMERIC,Numeric"_L1, "precision,scale,asdecimal"_L1, "unsigned,zerofill,decimal_return_scale"_L1},
        {"mysql.NVARCHAR"_L1, "NVARCHAR,Unicode,String"_L1, "length"_L1, "charset,collation,ascii,binary,unicode,national"_L1},
        {"mysql.REAL"_L1, "REAL,Float,Numeric"_L1, "precision,scale,asdecimal"_L1, "unsigned,zerofill,decimal_return_scale"_L1},
        {"mysql.SET"_L1, "String"_L1, "*"_L1, "charset,collation,ascii,unicode,binary,national,retrieve_as_bitwise"_L1},
        {"mysql.SMALLINT"_L1, "SMALLINT,SmallInteger,Integer"_L1, "display_width"_L1, "unsigned,zerofill"_L1},
        {"mysql.TEXT"_L1, "TEXT,Text,String"_L1, "length"_L1, "charset,collation,ascii,binary,unicode,national"_L1},
        {"mysql.TIME"_L1, "TIME,Time"_L1, "timezone,fsp"_L1, ""_L1},
        {"mysql.TIMESTAMP"_L1, "TIMESTAMP,DateTime"_L1, "timezone,fsp"_L1, ""_L1},
        {"mysql.TINYBLOB"_L1, ""_L1, "length"_L1, ""_L1},
        {"mysql.TINYINT"_L1, "Integer"_L1, "display_width"_L1, "unsigned,zerofill"_L1},
        {"mysql.TINYTEXT"_L1, "String"_L1, ""_L1, "charset,collation,ascii,binary,unicode,national"_L1},
        {"mysql.VARCHAR"_L1, "VARCHAR,String"_L1, "length"_L1, "charset,collation,ascii,binary,unicode,national"_L1},
        {"mysql.YEAR"_L1, ""_L1, "display_width"_L1, ""_L1},
        {"oracle.BFILE"_L1, "LargeBinary"_L1, "length"_L1, ""_L1},
        {"oracle.BINARY_DOUBLE"_L1, "Double,Float,Numeric"_L1, "precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"oracle.BINARY_FLOAT"_L1, "Float,Numeric"_L1, "precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"oracle.DATE"_L1, "DateTime"_L1, "timezone"_L1, ""_L1},
        {"oracle.FLOAT"_L1, "FLOAT,Float,Numeric"_L1, "binary_precision,asdecimal,decimal_return_scale"_L1, ""_L1},
        {"oracle.INTERVAL"_L1, ""_L1, "day_precision,second_precision"_L1, ""_L1},
        {"oracle.LONG"_L1, "Text,String"_L1, "length,collation"_L1, ""_L1},
        {"oracle.NCLOB"_L1, "Text,String"_L1, "length,collation"_L1, ""_L1},
        {"oracle.NUMBER"_L1, "Numeric,Integer"_L1, "precision,scale,asdecimal"_L1, ""_L1},
        {"oracle.RAW"_L1, ""_L1, "length"_L1, ""_L1},
        {"oracle.ROWID"_L1, ""_L1, ""_L1, ""_L1},
        {"oracle.TIMESTAMP"_L1, "TIMESTAMP,DateTime"_L1, "timezone,local_timezone"_L1, ""_L1},
        {"oracle.VARCHAR2"_L1, "VARCHAR,String"_L1, "length,collation"_L1, ""_L1},
        {"oracle.VECTOR"_L1, ""_L1, "dim,storage_format,storage_type"_L1, ""_L1},
        {"postgresql.ARRAY"_L1, "ARRAY"_L1, "item_type,as_tuple,dimensions,zero_indexes"_L1, ""_L1},
        {"postgresql.BIT"_L1, ""_L1, "length,varying"_L1, ""_L1},
        {"postgresql.BYTEA"_L1, "LargeBinary"_L1, "length"_L1, ""_L1},
        {"postgresql.CIDR"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.CITEXT"_L1, "TEXT,Text,String"_L1, "length,collation"_L1, ""_L1},
        {"postgresql.DATEMULTIRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.DATERANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.DOMAIN"_L1, ""_L1, "name,data_type"_L1,
         "collation,default,constraint_name,not_null,check,create_type,schema,metadata,inherit_schema,quote"_L1},
        {"postgresql.ENUM"_L1, "Enum,String"_L1, "*"_L1, QLatin1StringView(postgresqlEnumKeywords)},
        {"postgresql.HSTORE"_L1, ""_L1, "text_type"_L1, ""_L1},
        {"postgresql.INET"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.INT4MULTIRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.INT4RANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.INT8MULTIRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.INT8RANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.INTERVAL"_L1, ""_L1, "precision,fields"_L1, ""_L1},
        {"postgresql.JSON"_L1, "JSON"_L1, "none_as_null,astext_type"_L1, ""_L1},
        {"postgresql.JSONB"_L1, "postgresql.JSON,JSON"_L1, "none_as_null,astext_type"_L1, ""_L1},
        {"postgresql.JSONPATH"_L1, "postgresql.JSONPathType,JSONPathType,JSONElementType"_L1, ""_L1, ""_L1},
        {"postgresql.MACADDR"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.MACADDR8"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.MONEY"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.NUMMULTIRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.NUMRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.OID"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.REGCLASS"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.REGCONFIG"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.TIME"_L1, "TIME,Time"_L1, "timezone,precision"_L1, ""_L1},
        {"postgresql.TIMESTAMP"_L1, "TIMESTAMP,DateTime"_L1, "timezone,precision"_L1, ""_L1},
        {"postgresql.TSMULTIRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.TSQUERY"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.TSRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.TSTZMULTIRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.TSTZRANGE"_L1, ""_L1, ""_L1, ""_L1},
        {"postgresql.TSVECTOR"_L1, ""_L1, ""_L1, ""_L1},
        {"sqlmodel.AutoString"_L1, "String"_L1, "length"_L1, ""_L1},
        {"sqlite.DATE"_L1, "Date"_L1, "storage_format,regexp"_L1, ""_L1},
        {"sqlite.DATETIME"_L1, "DateTime"_L1, ""_L1, "storage_format,regexp,truncate_microseconds,timezone"_L1},
        {"sqlite.JSON"_L1, "JSON"_L1, "none_as_null"_L1, ""_L1},
        {"sqlite.TIME"_L1, "Time"_L1, ""_L1, "storage_format,regexp,truncate_microseconds,timezone"_L1},
    });
    return table;
}

struct Exports {
    QLatin1StringView module;
    /// "NAME", or "NAME=canonical name".
    QLatin1StringView types;
};

const auto exports = std::to_array<Exports>({
    {"sqlalchemy"_L1,
     "ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB DATE DATETIME DECIMAL DOUBLE DOUBLE_PRECISION "
     "Date DateTime Double Enum FLOAT Float INT=INTEGER INTEGER Integer Interval JSON LargeBinary NCHAR NUMERIC "
     "NVARCHAR Numeric PickleType REAL SMALLINT SmallInteger String TEXT TIME TIMESTAMP Text Time UUID Unicode "
     "UnicodeText Uuid VARBINARY VARCHAR"_L1},
    {"types"_L1,
     "ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB DATE DATETIME DECIMAL DOUBLE DOUBLE_PRECISION "
     "Date DateTime Double Enum FLOAT Float INT=INTEGER INTEGER Integer Interval JSON LargeBinary NCHAR NUMERIC "
     "NVARCHAR NullType Numeric PickleType REAL SMALLINT SmallInteger String TEXT TIME TIMESTAMP Text Time UUID "
     "Unicode UnicodeText Uuid VARBINARY VARCHAR"_L1},
    {"postgresql"_L1,
     "ARRAY BIGINT BIT BOOLEAN BYTEA CHAR CIDR CITEXT DATE DATEMULTIRANGE DATERANGE DOMAIN DOUBLE_PRECISION ENUM "
     "FLOAT HSTORE INET INT4MULTIRANGE INT4RANGE INT8MULTIRANGE INT8RANGE INTEGER INTERVAL JSON JSONB JSONPATH "
     "MACADDR MACADDR8 MONEY NUMERIC NUMMULTIRANGE NUMRANGE OID REAL REGCLASS REGCONFIG SMALLINT TEXT TIME TIMESTAMP "
     "TSMULTIRANGE TSQUERY TSRANGE TSTZMULTIRANGE TSTZRANGE TSVECTOR UUID VARCHAR"_L1},
    {"mysql"_L1,
     "BIGINT BINARY BIT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE ENUM FLOAT INET4 INET6 INTEGER JSON LONGBLOB "
     "LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR NUMERIC NVARCHAR REAL SET SMALLINT TEXT TIME TIMESTAMP TINYBLOB "
     "TINYINT TINYTEXT VARBINARY VARCHAR YEAR"_L1},
    {"sqlite"_L1, "BLOB BOOLEAN CHAR DATE DATETIME DECIMAL FLOAT INTEGER JSON NUMERIC REAL SMALLINT TEXT TIME TIMESTAMP VARCHAR"_L1},
    {"mssql"_L1,
     "BIGINT BINARY BIT CHAR DATE DATETIME DATETIME2 DATETIMEOFFSET DECIMAL DOUBLE_PRECISION FLOAT IMAGE INTEGER "
     "JSON MONEY NCHAR NTEXT NUMERIC NVARCHAR REAL ROWVERSION SMALLDATETIME SMALLINT SMALLMONEY SQL_VARIANT TEXT "
     "TIME TIMESTAMP TINYINT UNIQUEIDENTIFIER VARBINARY VARCHAR XML"_L1},
    {"oracle"_L1,
     "BFILE BINARY_DOUBLE BINARY_FLOAT BLOB CHAR CLOB DATE DOUBLE_PRECISION FLOAT INTERVAL LONG NCHAR NCLOB NUMBER "
     "NVARCHAR NVARCHAR2=NVARCHAR RAW REAL ROWID TIMESTAMP VARCHAR VARCHAR2 VECTOR"_L1},
});

} // namespace

bool TypeEntry::derivesFrom(QStringView ancestor) const
{
    if (name == ancestor)
        return true;
    const QList<QLatin1StringView> all = ancestors.tokenize(u',').toContainer<QList<QLatin1StringView>>();
    return std::any_of(all.cbegin(), all.cend(), [ancestor](QLatin1StringView candidate) { return candidate == ancestor; });
}

QString TypeEntry::className() const
{
    return QString(name).section(u'.', -1);
}

const TypeEntry *typeEntry(QStringView name)
{
    static const QHash<QString, const TypeEntry *> index = [] {
        QHash<QString, const TypeEntry *> all;
        for (const TypeEntry &entry : entries())
            all.insert(entry.name, &entry);
        return all;
    }();
    return index.value(name.toString(), nullptr);
}

QList<std::pair<QString, QString>> exportedTypes(QLatin1StringView module)
{
    QList<std::pair<QString, QString>> found;
    for (const Exports &candidate : exports) {
        if (candidate.module != module)
            continue;
        const QStringList names = QString(candidate.types).split(u' ');
        for (const QString &name : names) {
            const qsizetype equals = name.indexOf(u'=');
            if (equals >= 0) {
                found.append({name.left(equals), name.mid(equals + 1)});
                continue;
            }
            const QString own = QString(module) + QLatin1Char('.') + name;
            found.append({name, typeEntry(own) ? own : name});
        }
    }
    return found;
}

} // namespace retort::hosts
