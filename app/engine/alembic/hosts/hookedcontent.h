#pragma once

#include "operations/operation.h"

#include <QString>
#include <QStringList>

namespace retort::hosts {

/// The first of SQLAlchemy's classes in `hooked` (see HookRegistry::hookedNames()) that writes a part of this operation; empty when all of
/// it is written by SQLAlchemy itself, or by a hook that was carried out already (SqlType's argument "compiled"). A class whose part in an
/// operation is not known writes a part of every one.
[[nodiscard]] QString hookedPart(const OperationContent &content, const QStringList &hooked, const QString &dialect);

} // namespace retort::hosts
