#include "dialects/oracle/oracledialect.h"

#include "dialects/common/compilation.h"
#include "dialects/common/reservedwords.h"
#include "dialects/oracle/oracleddlcompiler.h"
#include "dialects/oracle/oracleexpressioncompiler.h"
#include "dialects/oracle/oracleliteralrenderer.h"
#include "dialects/oracle/oracleoperationrenderer.h"
#include "dialects/oracle/oraclequerycompiler.h"
#include "dialects/oracle/oracletypecompiler.h"

#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

DialectProfile oracleProfile()
{
    DialectProfile profile;
    profile.name = u"oracle"_s;
    profile.displayName = u"Oracle"_s;
    profile.reservedWords = reservedWords(profile.name);
    profile.underscoreNeedsQuotes = true;
    profile.maxIdentifier = profile.maxIndexName = profile.maxConstraintName = 128;
    profile.commentStatements = true;
    profile.identityColumns = true;
    profile.sequences = true;
    profile.integerDivisionFloors = false;
    profile.multipleRowValues = false;
    profile.terminator.clear();
    profile.batchSeparator = u"/"_s;
    profile.typeSynonyms.append(QSet<QString>{u"varchar"_s, u"varchar2"_s});
    profile.typeSynonyms.append(QSet<QString>{u"bigint"_s, u"integer"_s, u"smallint"_s, u"decimal"_s, u"numeric"_s, u"number"_s});
    profile.typeSynonyms.append(QSet<QString>{u"double"_s, u"float"_s, u"double_precision"_s});
    return profile;
}

} // namespace

OracleDialect::OracleDialect() : BaseDialect(oracleProfile()) {}

void OracleDialect::equip(Compilation &compilation) const
{
    compilation.literals = std::make_unique<OracleLiteralRenderer>(compilation);
    compilation.types = std::make_unique<OracleTypeCompiler>(compilation);
    compilation.expressions = std::make_unique<OracleExpressionCompiler>(compilation);
    compilation.queries = std::make_unique<OracleQueryCompiler>(compilation);
    compilation.ddl = std::make_unique<OracleDdlCompiler>(compilation);
}

std::unique_ptr<OperationRenderer> OracleDialect::renderer(Compilation &compilation, const Schema &before, RenderMemory &memory) const
{
    return std::make_unique<OracleOperationRenderer>(compilation, before, memory);
}

QString OracleDialect::returningClause(const VersionTableName &table) const
{
    return " RETURNING "_L1 % quoteName(table.table) % ".version_num INTO :ret_0"_L1;
}

QString OracleDialect::scriptBegin() const
{
    return scriptText(u"SET TRANSACTION READ WRITE"_s);
}

QString OracleDialect::scriptCommit() const
{
    return scriptText(u"COMMIT"_s);
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

/// OracleImpl.compare_server_default.
std::optional<bool> OracleDialect::sameDefaultTexts(const DefaultTexts &texts, const Column &, const Column &) const
{
    return bareDefault(texts.inDatabase).trimmed() == bareDefault(texts.declared);
}

} // namespace retort
