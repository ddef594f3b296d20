#pragma once

#include "comparison/drift.h"

class QTreeWidgetItem;

namespace retort {

/// A difference as a row of two columns: sign and words, then the detail. What destroys something says so in words, too.
[[nodiscard]] QTreeWidgetItem *differenceItem(const Difference &difference);

} // namespace retort
