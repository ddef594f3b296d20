#include "dialects/sqlite/sqlitedialect.h"

#include "dialects/common/compilation.h"
#include "dialects/common/reservedwords.h"
#include "dialects/sqlite/sqliteddlcompiler.h"
#include "dialects/sqlite/sqliteexpressioncompiler.h"
#include "dialects/sqlite/sqliteliteralrenderer.h"
#include "dialects/sqlite/sqliteoperationrenderer.h"
#include "dialects/sqlite/sqlitequerycompiler.h"
#include "dialects/sqlite/sqlitetypecompiler.h"

#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

DialectProfile sqliteProfile()
{
    DialectProfile profile;
    profile.name = u"sqlite"_s;
    profile.displayName = u"SQLite"_s;
    profile.reservedWords = reservedWords(profile.name);
    profile.alterConstraints = false;
    return profile;
}

} // namespace

SqliteDialect::SqliteDialect() : BaseDialect(sqliteProfile()) {}

void SqliteDialect::equip(Compilation &compilation) const
{
    compilation.literals = std::make_unique<SqliteLiteralRenderer>(compilation);
    compilation.types = std::make_unique<SqliteTypeCompiler>(compilation);
    compilation.expressions = std::make_unique<SqliteExpressionCompiler>(compilation);
    compilation.queries = std::make_unique<SqliteQueryCompiler>(compilation);
    compilation.ddl = std::make_unique<SqliteDdlCompiler>(compilation);
}

std::unique_ptr<OperationRenderer> SqliteDialect::renderer(Compilation &compilation, const Schema &before, RenderMemory &memory) const
{
    return std::make_unique<SqliteOperationRenderer>(compilation, before, memory);
}

QString SqliteDialect::returningClause(const VersionTableName &) const
{
    return u" RETURNING version_num"_s;
}

namespace {

/// Without one pair of parentheses around it and then one pair of quotes, as Alembic compares.
QString bareDefault(QString text)
{
    static const QRegularExpression parentheses(u"^\\((.+)\\)$"_s);
    static const QRegularExpression quotes(u"^\"?'(.+)'\"?$"_s);
    return text.replace(parentheses, u"\\1"_s).replace(quotes, u"\\1"_s);
}

} // namespace

/// SQLiteImpl.compare_server_default.
std::optional<bool> SqliteDialect::sameDefaultTexts(const DefaultTexts &texts, const Column &, const Column &) const
{
    return bareDefault(texts.inDatabase) == bareDefault(texts.declared);
}

} // namespace retort
