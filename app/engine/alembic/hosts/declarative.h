#pragma once

#include "alembic/hosts/reading.h"
#include "python/moduleloader.h"

namespace retort::hosts {

/// The declarative stand-in as Python source: declarative_base(), DeclarativeBase, mapped_column(), declared_attr, relationship() ...
extern const char *const declarativeSource;

/// Registers "sqlalchemy_declarative" and what it needs of C++.
void registerDeclarative(python::ModuleLoader &loader, const ReadingPtr &reading);

/// A name of sqlalchemy.orm and the sqlalchemy.ext modules that the declarative stand-in has; Unset for others.
[[nodiscard]] python::Value declarativeName(python::CallContext &context, const QString &module, const QString &name);

/// The place in the program that is read, not in the stand-ins for libraries that are written in Python.
[[nodiscard]] python::Location placeInProgram(const python::CallContext &context);

/// The Table of a model class, where a statement may be made of it; the value itself otherwise.
[[nodiscard]] python::Value tableOfModel(const python::Value &value);

} // namespace retort::hosts
