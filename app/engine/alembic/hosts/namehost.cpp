#include "alembic/hosts/namehost.h"

#include <QHash>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::Value;

QString NameHost::typeName() const
{
    return m_conventional ? u"conv"_s : u"quoted_name"_s;
}

Value NameHost::attribute(python::CallContext &context, const QString &name)
{
    if (name == u"quote")
        return m_quote ? Value::boolean(*m_quote) : Value::none();
    return context.attribute(Value::string(m_text), name);
}

Value NameHost::compare(python::CallContext &, python::ComparisonOperator op, const Value &other)
{
    QString text = other.text();
    if (const auto name = other.host<NameHost>())
        text = name->text();
    else if (!other.isString())
        return {};
    switch (op) {
    case python::ComparisonOperator::Eq: return Value::boolean(m_text == text);
    case python::ComparisonOperator::NotEq: return Value::boolean(m_text != text);
    case python::ComparisonOperator::Lt: return Value::boolean(m_text < text);
    case python::ComparisonOperator::LtE: return Value::boolean(m_text <= text);
    case python::ComparisonOperator::Gt: return Value::boolean(m_text > text);
    case python::ComparisonOperator::GtE: return Value::boolean(m_text >= text);
    default: break;
    }
    return {};
}

Value NameHost::binary(python::CallContext &, python::BinaryOperator op, const Value &other, bool reflected)
{
    if (op != python::BinaryOperator::Add || !other.isString())
        return {};
    return Value::string(reflected ? QString(other.text() + m_text) : QString(m_text + other.text()));
}

Value NameHost::item(python::CallContext &context, const Value &key)
{
    return context.item(Value::string(m_text), key);
}

Value NameHost::length(python::CallContext &)
{
    return Value::integer(m_text.toUcs4().size());
}

Value NameHost::representation(python::CallContext &context)
{
    return context.representation(Value::string(m_text));
}

Value NameHost::text(python::CallContext &)
{
    return Value::string(m_text);
}

bool NameHost::equals(const HostObject &other) const
{
    const auto *name = dynamic_cast<const NameHost *>(&other);
    return name && name->m_text == m_text;
}

size_t NameHost::hash() const
{
    return qHash(m_text);
}

} // namespace retort::hosts
