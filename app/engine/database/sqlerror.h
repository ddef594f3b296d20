#pragma once

#include "base/result.h"
#include "database/databaseurl.h"

#include <QString>

class QSqlError;

namespace retort {

/// What a driver complained about, told apart so that programs can act on it. `wasOpening`: the connection was being made.
[[nodiscard]] Error describeSqlError(const DatabaseUrl &url, const QSqlError &error, bool wasOpening);

/// The error for a stable code of Connection, with the driver's text in detail.
[[nodiscard]] Error databaseError(const DatabaseUrl &url, const QString &code, const QString &driverText);

/// `text` without the password of `url`.
[[nodiscard]] QString withoutPassword(const DatabaseUrl &url, QString text);

} // namespace retort
