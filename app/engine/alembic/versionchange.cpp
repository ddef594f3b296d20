#include "alembic/versionchange.h"

namespace retort {

QStringList applied(const VersionChange &change, const QStringList &heads)
{
    QStringList result = heads;
    for (const QString &revision : change.deletes)
        result.removeOne(revision);
    result += change.inserts;
    for (const auto &[from, to] : change.updates) {
        const qsizetype place = result.indexOf(from);
        if (place >= 0)
            result[place] = to;
        else
            result.append(to);
    }
    return result;
}

} // namespace retort
