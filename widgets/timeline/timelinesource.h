#pragma once

#include "project/project.h"
#include "timeline/timelinesnapshot.h"

#include <QHash>

namespace retort {

/// The revision files of a project as the timeline is told of them. `notUnderstood` has the reason for revisions whose SQL cannot be shown
/// in full. Any thread.
[[nodiscard]] QList<TimelineEntry> timelineEntries(const Project &project, const QHash<QString, QString> &notUnderstood);

/// The files in the version folders that are no usable revision, once each with the first reason. Any thread.
[[nodiscard]] QList<UnusableFile> unusableFiles(const Project &project);

} // namespace retort
