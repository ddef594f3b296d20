#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace retort {

/// The bytes of a whole file, with as few calls of the operating system as possible: a project has thousands of revision files.
/// Error "file.unreadable" with the system's text. Thread-safe.
[[nodiscard]] Result<QByteArray> readFile(const QString &path);

/// The hash by which a file or a plan is recognised: BLAKE2b with 256 bits (RFC 7693), as strong as SHA-256 and several times as fast.
[[nodiscard]] QByteArray contentHash(QByteArrayView bytes);

} // namespace retort
