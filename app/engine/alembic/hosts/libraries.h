#pragma once

#include "alembic/hosts/reading.h"
#include "python/moduleloader.h"

namespace retort::hosts {

/// Registers what stands in for sqlalchemy, alembic and the packages whose column types we know.
void registerLibraries(python::ModuleLoader &loader, const ReadingPtr &reading);

} // namespace retort::hosts
