#pragma once

#include <QSet>
#include <QString>

namespace retort {

/// The words SQLAlchemy 2.0 quotes on `dialect`, lower case; not the database's own complete list.
[[nodiscard]] QSet<QString> reservedWords(const QString &dialect);

} // namespace retort
