#pragma once

#include "dialects/common/literalrenderer.h"

namespace retort {

class PostgresqlLiteralRenderer final : public LiteralRenderer
{
public:
    using LiteralRenderer::LiteralRenderer;

protected:
    [[nodiscard]] QString uuid(const QString &text, bool nativeType) const override;
};

} // namespace retort
