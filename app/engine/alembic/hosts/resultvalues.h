#pragma once

#include "python/hostobject.h"
#include "schema/literal.h"
#include "schema/sqltype.h"

namespace retort::hosts {

/// A value of a result row as SQLAlchemy's result processors make it: what the driver gave, seen through the selected expression's type. A
/// NullType (raw SQL) leaves the driver's value as it is. An Unknown where it is not certain what SQLAlchemy would give.
[[nodiscard]] python::Value resultValue(python::CallContext &context, const Literal &raw, const SqlType &type, const QString &dialect);

} // namespace retort::hosts
