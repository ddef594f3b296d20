#pragma once

#include <cstdint>

namespace retort {

/// Which way a revision is run, and which of its two functions is read.
enum class Direction : std::uint8_t { Upgrade, Downgrade };

} // namespace retort
