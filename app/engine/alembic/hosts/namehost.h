#pragma once

#include "python/hostobject.h"

#include <optional>

namespace retort::hosts {

/// A text with something more to it: op.f("...") (a name that is final) or quoted_name("...", quote). Behaves as the str it is.
class NameHost : public python::HostObject
{
public:
    NameHost(QString text, bool conventional, std::optional<bool> quote = {})
        : m_text(std::move(text)),
          m_conventional(conventional),
          m_quote(quote)
    {}

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool conventional() const { return m_conventional; }
    [[nodiscard]] std::optional<bool> quote() const { return m_quote; }

    [[nodiscard]] QString typeName() const override;
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value compare(python::CallContext &context, python::ComparisonOperator op, const python::Value &other) override;
    python::Value binary(python::CallContext &context, python::BinaryOperator op, const python::Value &other, bool reflected) override;
    python::Value item(python::CallContext &context, const python::Value &key) override;
    python::Value length(python::CallContext &context) override;
    python::Value representation(python::CallContext &context) override;
    python::Value text(python::CallContext &context) override;
    [[nodiscard]] bool equals(const HostObject &other) const override;
    [[nodiscard]] size_t hash() const override;

private:
    QString m_text;
    bool m_conventional;
    std::optional<bool> m_quote;
};

} // namespace retort::hosts
