#include "alembic/hosts/sqlexceptions.h"

#include "python/machine.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;

namespace {

/// Not "sqlalchemy.exc" itself: importing that asks the stand-in for sqlalchemy, which asks here.
const QString moduleName = u"sqlalchemy_exceptions"_s;

/// The classes of SQLAlchemy 2.0 with their bases.
constexpr const char *classes = R"py(
class SQLAlchemyError(Exception): pass
class ArgumentError(SQLAlchemyError): pass
class DuplicateColumnError(ArgumentError): pass
class ObjectNotExecutableError(ArgumentError): pass
class NoSuchModuleError(ArgumentError): pass
class NoForeignKeysError(ArgumentError): pass
class AmbiguousForeignKeysError(ArgumentError): pass
class ConstraintColumnNotFoundError(ArgumentError): pass
class CompileError(SQLAlchemyError): pass
class UnsupportedCompilationError(CompileError): pass
class IdentifierError(SQLAlchemyError): pass
class InvalidRequestError(SQLAlchemyError): pass
class IllegalStateChangeError(InvalidRequestError): pass
class NoInspectionAvailable(InvalidRequestError): pass
class PendingRollbackError(InvalidRequestError): pass
class ResourceClosedError(InvalidRequestError): pass
class NoSuchColumnError(InvalidRequestError, KeyError): pass
class NoResultFound(InvalidRequestError): pass
class MultipleResultsFound(InvalidRequestError): pass
class NoReferenceError(InvalidRequestError): pass
class NoReferencedTableError(NoReferenceError): pass
class NoReferencedColumnError(NoReferenceError): pass
class NoSuchTableError(InvalidRequestError): pass
class UnreflectableTableError(InvalidRequestError): pass
class UnboundExecutionError(InvalidRequestError): pass
class StatementError(SQLAlchemyError): pass
class DBAPIError(StatementError): pass
class InterfaceError(DBAPIError): pass
class DatabaseError(DBAPIError): pass
class DataError(DatabaseError): pass
class OperationalError(DatabaseError): pass
class IntegrityError(DatabaseError): pass
class InternalError(DatabaseError): pass
class ProgrammingError(DatabaseError): pass
class NotSupportedError(DatabaseError): pass
class SADeprecationWarning(DeprecationWarning): pass
class SAWarning(RuntimeWarning): pass
)py";

} // namespace

void registerExceptions(python::ModuleLoader &loader)
{
    loader.registerSource(moduleName, SourceText(u"sqlalchemy/exc.py"_s, QByteArray(classes)));
}

Value exceptionModule(CallContext &context)
{
    return context.machine().protect([&] { return context.machine().importModule(moduleName); });
}

Value raiseSql(CallContext &context, const QString &name, const QString &message)
{
    const Value module = exceptionModule(context);
    const Value cls = module.storedAttribute(name);
    if (!cls.isClass())
        return context.raise(name, message);
    const Value instance = context.call(cls, {{Value::string(message)}, {}});
    return instance.isFailure() ? instance : context.raise(instance);
}

} // namespace retort::hosts
