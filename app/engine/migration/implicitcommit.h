#pragma once

#include <QString>

namespace retort {

/// Whether MySQL and MariaDB commit before and after `sql` (manual, "Statements that cause an implicit commit"). What is not
/// known to be harmless counts as committing.
[[nodiscard]] bool commitsImplicitly(const QString &sql);

} // namespace retort
