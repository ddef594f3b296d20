#pragma once

#include "alembic/hosts/reading.h"
#include "python/moduleloader.h"

namespace retort::hosts {

/// sqlalchemy.orm's Session, Query and instances as Python source, which the sandbox runs: what they do to the database are statements of
/// the Core stand-ins.
extern const char *const ormInstancesSource;
extern const char *const ormQuerySource;
extern const char *const ormSessionSource;
extern const char *const ormUnitOfWorkSource;
/// SQLModel, Field and Relationship. It asks the module "sqlmodel_version" for `keeps_time_zone`: True, False, or None where it is not
/// known.
extern const char *const sqlModelSource;

/// Registers "sqlalchemy_orm_instances", "sqlalchemy_orm_query", "sqlalchemy_orm_session", "sqlalchemy_orm_unitofwork", "sqlmodel_models"
/// and what they need of C++.
void registerOrm(python::ModuleLoader &loader, const ReadingPtr &reading);

/// A name of sqlalchemy.orm that they have (Session, sessionmaker, aliased ...), or of a library that builds on it; Unset for others.
[[nodiscard]] python::Value ormName(python::CallContext &context, const QString &module, const QString &name);

} // namespace retort::hosts
