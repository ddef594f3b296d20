#include "dialects/postgresql/postgresqldialect.h"

#include "dialects/common/compilation.h"
#include "dialects/common/reservedwords.h"
#include "dialects/postgresql/postgresqlddlcompiler.h"
#include "dialects/postgresql/postgresqlexpressioncompiler.h"
#include "dialects/postgresql/postgresqlliteralrenderer.h"
#include "dialects/postgresql/postgresqloperationrenderer.h"
#include "dialects/postgresql/postgresqlquerycompiler.h"
#include "dialects/postgresql/postgresqltypecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

DialectProfile postgresqlProfile()
{
    DialectProfile profile;
    profile.name = u"postgresql"_s;
    profile.displayName = u"PostgreSQL"_s;
    profile.transactionalDdl = true;
    profile.reservedWords = reservedWords(profile.name);
    profile.maxIdentifier = profile.maxIndexName = profile.maxConstraintName = 63;
    profile.nativeBoolean = true;
    profile.booleanWords = true;
    profile.nativeEnum = true;
    profile.commentStatements = true;
    profile.identityColumns = true;
    profile.sequences = true;
    profile.backslashEscapes = true;
    profile.typeSynonyms.append(QSet<QString>{u"float"_s, u"double precision"_s});
    return profile;
}

} // namespace

PostgresqlDialect::PostgresqlDialect() : BaseDialect(postgresqlProfile()), m_onlineProfile(m_profile)
{
    m_onlineProfile.backslashEscapes = false;
}

const DialectProfile &PostgresqlDialect::profile(const RenderMode &mode) const
{
    return mode.offline ? m_profile : m_onlineProfile;
}

void PostgresqlDialect::equip(Compilation &compilation) const
{
    compilation.literals = std::make_unique<PostgresqlLiteralRenderer>(compilation);
    compilation.types = std::make_unique<PostgresqlTypeCompiler>(compilation);
    compilation.expressions = std::make_unique<PostgresqlExpressionCompiler>(compilation);
    compilation.queries = std::make_unique<PostgresqlQueryCompiler>(compilation);
    compilation.ddl = std::make_unique<PostgresqlDdlCompiler>(compilation);
}

std::unique_ptr<OperationRenderer> PostgresqlDialect::renderer(Compilation &compilation, const Schema &before, RenderMemory &memory) const
{
    return std::make_unique<PostgresqlOperationRenderer>(compilation, before, memory);
}

QString PostgresqlDialect::returningClause(const VersionTableName &table) const
{
    return " RETURNING "_L1 % quoteName(table.table) % ".version_num"_L1;
}

} // namespace retort
