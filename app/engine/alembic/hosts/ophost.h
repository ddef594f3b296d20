#pragma once

#include "alembic/hosts/operationcalls.h"

namespace retort::hosts {

/// `op` of a revision file, or `batch_op` of a batch block: writes down the operations it is asked for.
class OpHost : public python::HostObject
{
public:
    explicit OpHost(SinkPtr sink) : m_sink(std::move(sink)) {}

    [[nodiscard]] QString typeName() const override
    {
        return m_sink->isBatch() ? QStringLiteral("BatchOperations") : QStringLiteral("Operations");
    }
    [[nodiscard]] bool hasEffects() const override { return true; }
    python::Value attribute(python::CallContext &context, const QString &name) override;

private:
    SinkPtr m_sink;
};

} // namespace retort::hosts
