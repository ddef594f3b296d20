#include "migration/implicitcommit.h"

#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

bool commitsImplicitly(const QString &sql)
{
    // Blanks and comments before the first word; an executable comment (/*! ... */) is a statement of unknown sort.
    static const QRegularExpression harmless(
        uR"(^(?:\s|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|/\*(?!!|M!).*?\*/)*\(*\s*(?:INSERT|UPDATE|DELETE|REPLACE|SELECT|WITH|VALUES|DO|SHOW|EXPLAIN|DESCRIBE|SAVEPOINT|RELEASE|SET(?!.*\b(?:autocommit|password)\b))\b)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    // A second statement in the same text could be anything.
    static const QRegularExpression second(u";\\s*\\S"_s);
    return !harmless.match(sql).hasMatch() || second.match(sql).hasMatch();
}

} // namespace retort
