#pragma once

#include "dialects/common/literalrenderer.h"

namespace retort {

class MssqlLiteralRenderer final : public LiteralRenderer
{
public:
    using LiteralRenderer::LiteralRenderer;

protected:
    [[nodiscard]] QString typedString(const QString &text, const std::optional<SqlType> &type) const override;
    [[nodiscard]] QString uuid(const QString &text, bool nativeType) const override;
};

} // namespace retort
