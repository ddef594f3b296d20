#pragma once

#include "dialects/dialect.h"
#include "schema/schema.h"

namespace retort::autogenerate {

/// A database as Alembic's reflection hands it to the comparison: every name is final (op.f), the nextval() of a SERIAL is left out,
/// columns that do not count say so where SQLAlchemy's inspector does.
[[nodiscard]] Schema asReflected(const Schema &database, const Dialect &dialect);

} // namespace retort::autogenerate
