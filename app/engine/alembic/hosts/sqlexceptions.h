#pragma once

#include "python/hostobject.h"
#include "python/moduleloader.h"

namespace retort::hosts {

/// Registers the source of SQLAlchemy's exception classes as programs catch them.
void registerExceptions(python::ModuleLoader &loader);
/// The module that holds them.
[[nodiscard]] python::Value exceptionModule(python::CallContext &context);
/// Raises an exception of sqlalchemy.exc.
[[nodiscard]] python::Value raiseSql(python::CallContext &context, const QString &name, const QString &message);

} // namespace retort::hosts
