#pragma once

#include "alembic/scriptdirectory.h"

namespace retort {

/// Reads a revision's header with the whole parser: names, concatenations and whatever else HeaderScan does not follow.
[[nodiscard]] HeaderReading parseHeader(const SourceText &source);

} // namespace retort
