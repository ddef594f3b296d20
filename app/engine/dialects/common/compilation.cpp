#include "dialects/common/compilation.h"

#include "base/translation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/expressioncompiler.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/querycompiler.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

Compilation::Compilation(const DialectProfile &dialectProfile, const RenderMode &renderMode)
    : profile(dialectProfile),
      mode(renderMode),
      names(dialectProfile)
{}

Compilation::~Compilation() = default;

QString Compilation::fail(const QString &code, const QString &message)
{
    if (!error)
        error = Error{code, message, {}};
    return {};
}

QString Compilation::compileError(const QString &message)
{
    return fail(u"sqlalchemy.CompileError"_s, message);
}

QString Compilation::notUnderstood(const QString &what)
{
    return fail(u"dialect.not-understood"_s, tr("It is not certain how this is written for %1: %2.").arg(profile.displayName, what));
}

QString Compilation::take(const Result<QString> &result)
{
    if (result.ok())
        return *result;
    return fail(result.error().code, result.error().message);
}

} // namespace retort
