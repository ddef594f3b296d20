#pragma once

#include "dialects/common/typeaffinity.h"
#include "schema/literal.h"
#include "schema/sqltype.h"

#include <QString>

#include <optional>

namespace retort {

class Compilation;

/// Writes constants into SQL as SQLAlchemy's literal_binds does. A dialect overrides what it writes differently.
class LiteralRenderer
{
public:
    explicit LiteralRenderer(Compilation &compilation) : m_compilation(compilation) {}
    virtual ~LiteralRenderer() = default;

    /// `type` is the type of the place the value goes to; without one the value's own kind decides. Fails as SQLAlchemy does
    /// where a type has no literal form.
    [[nodiscard]] QString render(const Literal &literal, const std::optional<SqlType> &type = std::nullopt);
    /// A quoted string literal.
    [[nodiscard]] QString string(const QString &text) const;

protected:
    [[nodiscard]] virtual QString typedString(const QString &text, const std::optional<SqlType> &type) const;
    [[nodiscard]] virtual QString boolean(bool value) const;
    [[nodiscard]] virtual QString dateTime(const QString &text) const;
    [[nodiscard]] virtual QString date(const QString &text) const;
    [[nodiscard]] virtual QString time(const QString &text) const;
    [[nodiscard]] virtual QString uuid(const QString &text, bool nativeType) const;
    [[nodiscard]] QString array(const Literal &literal, const std::optional<SqlType> &itemType);

    Compilation &m_compilation;

private:
    [[nodiscard]] QString byKind(const Literal &literal, const std::optional<SqlType> &type);
    [[nodiscard]] QString number(const Literal &literal, TypeAffinity affinity);
    [[nodiscard]] QString json(const Literal &literal) const;
    [[nodiscard]] QString unavailable(const Literal &literal, const SqlType &type);

    int m_depth = 0;
};

} // namespace retort
