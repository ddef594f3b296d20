#include "dialects/mysql/mysqldialect.h"

#include "dialects/common/compilation.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/reservedwords.h"
#include "dialects/mysql/mysqlddlcompiler.h"
#include "dialects/mysql/mysqlexpressioncompiler.h"
#include "dialects/mysql/mysqloperationrenderer.h"
#include "dialects/mysql/mysqlquerycompiler.h"
#include "dialects/mysql/mysqltypecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

DialectProfile MysqlDialect::familyProfile(const QString &name, const QString &displayName)
{
    DialectProfile profile;
    profile.name = name;
    profile.displayName = displayName;
    profile.openQuote = profile.closeQuote = u'`';
    profile.reservedWords = reservedWords(name);
    profile.maxIdentifier = 255;
    profile.maxIndexName = profile.maxConstraintName = 64;
    profile.booleanWords = true;
    profile.nativeEnum = true;
    profile.inlineComments = true;
    profile.backslashEscapes = true;
    profile.integerDivisionFloors = false;
    profile.typeSynonyms.append(QSet<QString>{u"bool"_s, u"tinyint"_s});
    profile.typeSynonyms.append(QSet<QString>{u"json"_s, u"longtext"_s});
    profile.comparedTypeParts = {QRegularExpression(u"character set ([\\w\\-_]+)"_s), QRegularExpression(u"collate ([\\w\\-_]+)"_s)};
    return profile;
}

MysqlDialect::MysqlDialect() : BaseDialect(familyProfile(u"mysql"_s, u"MySQL"_s)) {}

void MysqlDialect::equip(Compilation &compilation) const
{
    compilation.literals = std::make_unique<LiteralRenderer>(compilation);
    compilation.types = std::make_unique<MysqlTypeCompiler>(compilation);
    compilation.expressions = std::make_unique<MysqlExpressionCompiler>(compilation);
    compilation.queries = std::make_unique<MysqlQueryCompiler>(compilation);
    compilation.ddl = std::make_unique<MysqlDdlCompiler>(compilation);
}

std::unique_ptr<OperationRenderer> MysqlDialect::renderer(Compilation &compilation, const Schema &before, RenderMemory &memory) const
{
    return std::make_unique<MysqlOperationRenderer>(compilation, before, memory);
}

} // namespace retort
