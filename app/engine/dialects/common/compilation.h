#pragma once

#include "dialects/common/dialectprofile.h"
#include "dialects/common/identifierpreparer.h"
#include "dialects/dialect.h"

#include <memory>
#include <optional>

namespace retort {

class DdlCompiler;
class ExpressionCompiler;
class LiteralRenderer;
class QueryCompiler;
class TypeCompiler;

/// The compilers of one rendering, which call each other, and the first thing that went wrong. A compiler that cannot go on calls
/// fail() and returns an empty text; whoever started the rendering asks for the error at the end, and nothing rendered after it
/// is used. One thread, one call.
class Compilation
{
public:
    Compilation(const DialectProfile &dialectProfile, const RenderMode &renderMode);
    ~Compilation();
    Compilation(const Compilation &) = delete;
    Compilation &operator=(const Compilation &) = delete;

    const DialectProfile &profile;
    const RenderMode mode;
    const IdentifierPreparer names;
    std::unique_ptr<LiteralRenderer> literals;
    std::unique_ptr<TypeCompiler> types;
    std::unique_ptr<ExpressionCompiler> expressions;
    std::unique_ptr<QueryCompiler> queries;
    std::unique_ptr<DdlCompiler> ddl;
    std::optional<Error> error;

    /// False for a script without a server version, which SQLAlchemy takes for an old server; a connection of unknown version is
    /// taken for a new one.
    [[nodiscard]] bool serverAtLeast(int version) const { return mode.serverVersion > 0 ? mode.serverVersion >= version : !mode.offline; }
    /// Keeps the first failure; `code` is "sqlalchemy.CompileError", "alembic.CommandError", "python.NotImplementedError" ...
    /// after the class Alembic would raise.
    QString fail(const QString &code, const QString &message);
    QString compileError(const QString &message);
    /// Where we are not sure what SQLAlchemy does.
    QString notUnderstood(const QString &what);
    /// Takes a value out of a result, keeping its error.
    QString take(const Result<QString> &result);
};

} // namespace retort
