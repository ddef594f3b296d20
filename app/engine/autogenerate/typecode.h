#pragma once

#include "autogenerate/pythoncode.h"
#include "schema/sqltype.h"

namespace retort::autogenerate {

/// A column type as alembic.autogenerate writes it: "sa." and SQLAlchemy's repr(), "postgresql." and the import for dialect types, variants
/// by with_variant(). Deliberately more than repr() says: create_type=False of an ENUM, the arguments of Interval and DOMAIN, sqlmodel's
/// import, sa.types for NullType; without them the code would do something else, or fail.
[[nodiscard]] QString typeCode(const SqlType &type, PythonCode &code);

} // namespace retort::autogenerate
