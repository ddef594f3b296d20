#pragma once

#include "schema/table.h"

#include <QList>
#include <QStringList>

namespace retort::autogenerate {

/// Tables in SQLAlchemy's order (MetaData.sorted_tables): those a foreign key refers to first, by name where nothing else decides. Of
/// tables whose keys form a circle no key counts; `notes` tells of them.
[[nodiscard]] QList<const Table *> inDependencyOrder(QList<const Table *> tables, QStringList *notes = nullptr);

} // namespace retort::autogenerate
