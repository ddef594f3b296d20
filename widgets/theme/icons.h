#pragma once

#include "guard/target.h"
#include "theme/theme.h"

#include <QIcon>
#include <QString>

#include <optional>

namespace retort {

/// The bundled icons, drawn at any size in the colour that the palette has when they are painted, so that they follow a change of theme.
class Icons
{
public:
    /// `name` is a file of resources/icons without its ending. Without a role the icon has the colour of button text.
    [[nodiscard]] static QIcon icon(QLatin1StringView name, std::optional<ColorRole> role = {});
    /// Shape and colour of a target's class: a circle, a square, a triangle, a lock or a question mark.
    [[nodiscard]] static QIcon forEnvironment(EnvironmentClass environment);
    [[nodiscard]] static ColorRole roleOf(EnvironmentClass environment);
};

} // namespace retort
