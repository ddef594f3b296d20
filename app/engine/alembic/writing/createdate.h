#pragma once

#include "base/result.h"

#include <QDate>
#include <QString>
#include <QTime>

#include <optional>

namespace retort {

/// The moment a revision is made, as Python's datetime holds it: by the clock on the wall, to the microsecond.
struct CreateDate {
    QDate date;
    QTime time;
    int microsecond = 0;
    /// Seconds since 1970, of UTC.
    qint64 epoch = 0;
    /// Seconds the wall's clock is ahead of UTC, and the zone's name; no value for a local time that does not say its zone.
    std::optional<int> offset;
    QString zone;

    /// `timezone` as in the configuration: empty for local time, else a name of the time zone database, tried as it is and in capitals.
    /// Error "revision.timezone".
    [[nodiscard]] static Result<CreateDate> at(qint64 microsecondsSinceEpoch, const QString &timezone);
    [[nodiscard]] static Result<CreateDate> now(const QString &timezone);

    bool operator==(const CreateDate &) const = default;
};

} // namespace retort
