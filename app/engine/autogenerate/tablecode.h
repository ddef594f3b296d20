#pragma once

#include "autogenerate/pythoncode.h"
#include "schema/table.h"

namespace retort::autogenerate {

/// sa.Column(...), with the checks that stand inside it and `extra` keyword arguments at its end.
[[nodiscard]] QString columnCode(const Column &column, PythonCode &code, const QStringList &checks = {}, const QStringList &extra = {});
/// What stands behind server_default=; "None" when the default is to be dropped. Nothing for a default that renders nothing.
[[nodiscard]] QString defaultCode(const ServerDefault &serverDefault, PythonCode &code);
[[nodiscard]] QString computedCode(const Computed &computed, PythonCode &code);
[[nodiscard]] QString identityCode(const Identity &identity);
/// sa.PrimaryKeyConstraint(...), sa.ForeignKeyConstraint(...) ... as they stand in create_table(); nothing for the check of a type.
[[nodiscard]] QString constraintCode(const PrimaryKey &primaryKey, PythonCode &code);
[[nodiscard]] QString constraintCode(const Constraint &constraint, PythonCode &code);
/// The elements and where= of an exclude constraint.
[[nodiscard]] QStringList excludeArguments(const ExcludeConstraint &constraint, PythonCode &code);

} // namespace retort::autogenerate
