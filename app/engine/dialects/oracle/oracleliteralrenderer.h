#pragma once

#include "dialects/common/literalrenderer.h"

namespace retort {

class OracleLiteralRenderer final : public LiteralRenderer
{
public:
    using LiteralRenderer::LiteralRenderer;

protected:
    [[nodiscard]] QString dateTime(const QString &text) const override;
    [[nodiscard]] QString date(const QString &text) const override;
};

} // namespace retort
