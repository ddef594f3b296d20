#include "alembic/hosts/typehost.h"

#include "base/translation.h"

#include <algorithm>
#include <iterator>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;

namespace {

struct Adaptation {
    QLatin1StringView dialect;
    QLatin1StringView from;
    QLatin1StringView to;
};

/// Where Dialect.type_descriptor() gives a type that is written otherwise than the one it was asked for: the colspecs of SQLAlchemy 2.0's
/// dialects with their standard drivers.
constexpr Adaptation adaptations[] = {
    {"postgresql"_L1, "DECIMAL"_L1, "NUMERIC"_L1},
    {"postgresql"_L1, "REAL"_L1, "FLOAT"_L1},
    {"postgresql"_L1, "DOUBLE"_L1, "FLOAT"_L1},
    {"postgresql"_L1, "Double"_L1, "FLOAT"_L1},
    {"postgresql"_L1, "DOUBLE_PRECISION"_L1, "FLOAT"_L1},
    {"postgresql"_L1, "postgresql.DOUBLE_PRECISION"_L1, "FLOAT"_L1},
    {"postgresql"_L1, "postgresql.REAL"_L1, "FLOAT"_L1},
    {"sqlite"_L1, "TIMESTAMP"_L1, "DATETIME"_L1},
    {"mysql"_L1, "DECIMAL"_L1, "NUMERIC"_L1},
    {"mysql"_L1, "REAL"_L1, "FLOAT"_L1},
    {"mysql"_L1, "DOUBLE_PRECISION"_L1, "DOUBLE"_L1},
};

/// Oracle's and SQL Server's colspecs change many more; these are left as they are.
constexpr QLatin1StringView unchanged[] = {"Integer"_L1,  "INTEGER"_L1,  "Numeric"_L1, "NUMERIC"_L1, "String"_L1,   "Unicode"_L1,
                                           "NVARCHAR"_L1, "DateTime"_L1, "Boolean"_L1, "Enum"_L1,    "Interval"_L1, "JSON"_L1};

} // namespace

Value describedType(const ReadingPtr &reading, CallContext &context, const Value &type)
{
    Made<TypeValue> made = toType(context, type);
    if (!made)
        return made.instead();
    const QString dialect = reading->dialect() == "mariadb"_L1 ? u"mysql"_s : reading->dialect();
    const QString name = made->type.name;
    if (dialect == "oracle"_L1 || dialect == "mssql"_L1) {
        const bool isKnown = name.startsWith(QString(dialect + u'.')) || name == "TypeDecorator"_L1 || name == "UserDefinedType"_L1
            || std::find(std::begin(unchanged), std::end(unchanged), name) != std::end(unchanged);
        return isKnown ? type : context.unknown(tr("what type_descriptor() makes of %1 for %2 is not known").arg(name, dialect));
    }
    for (const Adaptation &adaptation : adaptations) {
        if (dialect != adaptation.dialect || name != adaptation.from)
            continue;
        made->type.name = adaptation.to;
        return makeType(reading, std::move(*made));
    }
    return type;
}

} // namespace retort::hosts
