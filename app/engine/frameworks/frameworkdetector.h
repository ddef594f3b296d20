#pragma once

#include "frameworks/projectlayout.h"

#include <QMap>

namespace retort {

/// Finds out from its files which framework a project uses and where things lie in it.
class FrameworkDetector
{
public:
    /// `processEnvironment` decides which .env file counts (Fastman's ENVIRONMENT) and is a sign itself.
    [[nodiscard]] static ProjectLayout detect(const QString &folder, const QMap<QString, QString> &processEnvironment);
};

} // namespace retort
