#pragma once

#include "alembic/hosts/made.h"
#include "alembic/hosts/reading.h"
#include "python/hostobject.h"

#include <QString>

#include <optional>

namespace retort::hosts {

/// sqlalchemy.ext.compiler.compiles(class, *dialects): a program's own way to write something as SQL.
[[nodiscard]] python::Value compilesDecorator(const ReadingPtr &reading);

/// How a type of the project's own is written on `dialect` when a function decorated with compiles() says so: the text that function
/// returns. Nothing when there is no such function.
[[nodiscard]] Made<std::optional<QString>> hookedTypeText(python::CallContext &context, const QString &dialect,
                                                          const python::Value &instance);

} // namespace retort::hosts
