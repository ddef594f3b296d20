#pragma once

#include "alembic/hosts/made.h"
#include "python/hostobject.h"
#include "schema/table.h"

namespace retort::hosts {

using Keywords = std::vector<std::pair<QString, python::Value>>;

/// Dialect keyword arguments (postgresql_using="gin") of an SQLAlchemy construct: "Table", "Index", "Column", "UniqueConstraint" ... What
/// no dialect accepts fails as in SQLAlchemy; arguments of dialects that are not known are ignored, as there.
[[nodiscard]] Made<DialectOptions> toDialectOptions(python::CallContext &context, const Keywords &keywords, const QString &construct);

} // namespace retort::hosts
