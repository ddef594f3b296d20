#pragma once

#include "dialects/common/literalrenderer.h"

namespace retort {

/// SQLite keeps dates and times as text with microseconds.
class SqliteLiteralRenderer final : public LiteralRenderer
{
public:
    using LiteralRenderer::LiteralRenderer;

protected:
    [[nodiscard]] QString dateTime(const QString &text) const override
    {
        return string(text.contains(QLatin1Char('.')) ? text : QString(text + QLatin1StringView(".000000")));
    }
    [[nodiscard]] QString time(const QString &text) const override { return dateTime(text); }
};

} // namespace retort
