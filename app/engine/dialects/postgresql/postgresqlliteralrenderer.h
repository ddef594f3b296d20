#pragma once

#include "dialects/common/literalrenderer.h"

namespace retort {

class PostgresqlLiteralRenderer final : public LiteralRenderer
{
public:
    using LiteralRenderer::LiteralRenderer;

protected:
    [[nodiscard]] QString uuid(const QString &text, bool nativeType) const override;
    [[nodiscard]] QString array(const Literal &literal, const std::optional<SqlType> &itemType) override;
};

} // namespace retort
