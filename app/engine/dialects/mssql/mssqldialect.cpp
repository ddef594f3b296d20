#include "dialects/mssql/mssqldialect.h"

#include "dialects/common/compilation.h"
#include "dialects/common/reservedwords.h"
#include "dialects/mssql/mssqlddlcompiler.h"
#include "dialects/mssql/mssqlexpressioncompiler.h"
#include "dialects/mssql/mssqlliteralrenderer.h"
#include "dialects/mssql/mssqloperationrenderer.h"
#include "dialects/mssql/mssqlquerycompiler.h"
#include "dialects/mssql/mssqltypecompiler.h"

#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

DialectProfile mssqlProfile()
{
    DialectProfile profile;
    profile.name = u"mssql"_s;
    profile.displayName = u"SQL Server"_s;
    profile.transactionalDdl = true;
    profile.openQuote = u'[';
    profile.closeQuote = u']';
    profile.reservedWords = reservedWords(profile.name);
    profile.maxIdentifier = profile.maxIndexName = profile.maxConstraintName = 128;
    profile.booleanCheck = false;
    profile.commentStatements = true;
    profile.sequences = true;
    profile.batchSeparator = u"GO"_s;
    profile.typeSynonyms.append(QSet<QString>{u"varchar"_s, u"nvarchar"_s});
    return profile;
}

} // namespace

MssqlDialect::MssqlDialect() : BaseDialect(mssqlProfile()) {}

void MssqlDialect::equip(Compilation &compilation) const
{
    compilation.literals = std::make_unique<MssqlLiteralRenderer>(compilation);
    compilation.types = std::make_unique<MssqlTypeCompiler>(compilation);
    compilation.expressions = std::make_unique<MssqlExpressionCompiler>(compilation);
    compilation.queries = std::make_unique<MssqlQueryCompiler>(compilation);
    compilation.ddl = std::make_unique<MssqlDdlCompiler>(compilation);
}

std::unique_ptr<OperationRenderer> MssqlDialect::renderer(Compilation &compilation, const Schema &before, RenderMemory &memory) const
{
    return std::make_unique<MssqlOperationRenderer>(compilation, before, memory);
}

QString MssqlDialect::outputClause(const VersionTableName &) const
{
    return u" OUTPUT inserted.version_num"_s;
}

QString MssqlDialect::scriptBegin() const
{
    return u"BEGIN TRANSACTION;\n\n"_s;
}

QString MssqlDialect::scriptCommit() const
{
    return u"COMMIT;\n\nGO\n\n"_s;
}

namespace {

QString bareDefault(QString text)
{
    static const QRegularExpression collapsed(u"[\\(\\) \"']"_s);
    return text.remove(collapsed);
}

} // namespace

/// MSSQLImpl.compare_server_default.
std::optional<bool> MssqlDialect::sameDefaultTexts(const DefaultTexts &texts, const Column &, const Column &) const
{
    return bareDefault(texts.inDatabase) == bareDefault(texts.declared);
}

} // namespace retort
