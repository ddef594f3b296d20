#pragma once

#include "python/moduleloader.h"

namespace retort::hosts {

/// Registers stand-ins, written in Python, for small third-party modules that migrations use and that cannot change what they do to a
/// database: loggers and lazy values.
void registerWrittenLibraries(python::ModuleLoader &loader);

} // namespace retort::hosts
