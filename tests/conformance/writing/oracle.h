#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace retort::tests {

/// Real Alembic, where the environment has one: see oracle.py.
class Oracle
{
public:
    [[nodiscard]] static bool isThere();
    /// Fails the test program when Alembic does not answer.
    [[nodiscard]] static QJsonObject ask(const QJsonObject &request);
};

} // namespace retort::tests
