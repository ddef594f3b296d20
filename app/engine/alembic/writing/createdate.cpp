#include "alembic/writing/createdate.h"

#include <QDateTime>
#include <QTimeZone>

#include <chrono>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Names of the database only: Qt also makes zones of "UTC+03:00", which the database does not have.
bool isKnown(const QString &name)
{
    return !name.startsWith("UTC+"_L1) && !name.startsWith("UTC-"_L1) && QTimeZone::isTimeZoneIdAvailable(name.toUtf8());
}

} // namespace

Result<CreateDate> CreateDate::at(qint64 microsecondsSinceEpoch, const QString &timezone)
{
    const qint64 seconds = microsecondsSinceEpoch / 1'000'000;
    CreateDate result;
    result.epoch = seconds;
    result.microsecond = int(microsecondsSinceEpoch % 1'000'000);
    QDateTime moment = QDateTime::fromSecsSinceEpoch(seconds);
    if (!timezone.isEmpty()) {
        const QString name = isKnown(timezone) ? timezone : timezone.toUpper();
        if (!isKnown(name))
            return Error{u"revision.timezone"_s, u"Can't locate timezone: %1"_s.arg(timezone), {}};
        moment = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone(name.toUtf8()));
        result.offset = moment.offsetFromUtc();
        result.zone = moment.timeZoneAbbreviation();
    }
    result.date = moment.date();
    result.time = moment.time();
    return result;
}

Result<CreateDate> CreateDate::now(const QString &timezone)
{
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return at(std::chrono::duration_cast<std::chrono::microseconds>(sinceEpoch).count(), timezone);
}

} // namespace retort
