#include "dialects/sqlite/sqlitetypecompiler.h"

#include "dialects/common/compilation.h"

namespace retort {

using namespace Qt::StringLiterals;

QString SqliteTypeCompiler::visit(const QString &name, const SqlType &type)
{
    if (name == "JSON"_L1)
        return name;
    if (type.name.startsWith("sqlite."_L1) && (type.has(u"storage_format"_s) || type.has(u"regexp"_s)))
        return m_compilation.notUnderstood(u"a date with its own storage format"_s);
    // mysql.ENUM is no generic Enum elsewhere, but spells itself; mssql.BIT and postgresql.BIT exist nowhere else.
    if (type.name == "mysql.ENUM"_L1 || type.name == "mysql.SET"_L1)
        return unsupported(name);
    return TypeCompiler::visit(name, type);
}

} // namespace retort
