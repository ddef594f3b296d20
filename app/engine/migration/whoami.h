#pragma once

#include <QString>

namespace retort {

/// "ana@laptop": who answers for a change, in the journal.
[[nodiscard]] QString whoAmI();

/// Whether a process of this computer exists; true when that cannot be found out.
[[nodiscard]] bool isProcessAlive(qint64 process);

} // namespace retort
