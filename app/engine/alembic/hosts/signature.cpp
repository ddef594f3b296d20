#include "alembic/hosts/signature.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::Value;

Value BoundArguments::operator[](QLatin1StringView name) const
{
    const auto it = m_values.find(QString(name));
    return it == m_values.end() ? Value() : it->second;
}

bool BoundArguments::given(QLatin1StringView name) const
{
    return m_values.contains(QString(name));
}

bool BoundArguments::has(QLatin1StringView name) const
{
    const Value value = (*this)[name];
    return !value.isUnset() && !value.isNone();
}

Value BoundArguments::firstUnknown() const
{
    for (const auto &[name, value] : m_values) {
        if (value.isUnknown())
            return value;
    }
    for (const Value &value : m_rest) {
        if (value.isUnknown())
            return value;
    }
    for (const auto &[name, value] : m_keywords) {
        if (value.isUnknown())
            return value;
    }
    return {};
}

Signature::Signature(QLatin1StringView name, QLatin1StringView parameters, bool isMethod) : m_name(name), m_isMethod(isMethod)
{
    bool keywordOnly = false;
    const QStringList parts = QString(parameters).split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString text = part.trimmed();
        if (text.startsWith("**"_L1)) {
            m_keywords = true;
        } else if (text.startsWith(u'*')) {
            m_rest = text.size() > 1;
            keywordOnly = true;
        } else {
            const qsizetype equals = text.indexOf(u'=');
            m_parameters.push_back({equals < 0 ? text : text.left(equals), equals < 0, keywordOnly});
        }
    }
}

Value Signature::tooMany(python::CallContext &context, size_t given) const
{
    size_t most = m_isMethod ? 1 : 0;
    size_t least = most;
    for (const Parameter &parameter : m_parameters) {
        most += parameter.keywordOnly ? 0 : 1;
        least += !parameter.keywordOnly && parameter.required ? 1 : 0;
    }
    const size_t all = given + (m_isMethod ? 1 : 0);
    if (least == most) {
        return context.raise(u"TypeError"_s,
                             u"%1() takes %2 positional argument%3 but %4 %5 given"_s.arg(m_name, QString::number(most),
                                                                                          most == 1 ? u""_s : u"s"_s, QString::number(all),
                                                                                          all == 1 ? u"was"_s : u"were"_s));
    }
    return context.raise(u"TypeError"_s,
                         u"%1() takes from %2 to %3 positional arguments but %4 %5 given"_s.arg(
                             m_name, QString::number(least), QString::number(most), QString::number(all), all == 1 ? u"was"_s : u"were"_s));
}

Value Signature::checkRequired(python::CallContext &context, const BoundArguments &bound) const
{
    QStringList missing;
    for (const Parameter &parameter : m_parameters) {
        if (parameter.required && !bound.m_values.contains(parameter.name))
            missing.append(QLatin1Char('\'') + parameter.name + QLatin1Char('\''));
    }
    if (missing.isEmpty())
        return {};
    const QString count = QString::number(missing.size());
    const QString last = missing.takeLast();
    const QString names =
        missing.isEmpty() ? last : QString(missing.join(u", "_s) + (missing.size() > 1 ? u", and "_s : u" and "_s) + last);
    return context.raise(
        u"TypeError"_s,
        u"%1() missing %2 required positional argument%3: %4"_s.arg(m_name, count, missing.isEmpty() ? u""_s : u"s"_s, names));
}

BoundArguments Signature::bind(python::CallContext &context, const python::CallArguments &arguments) const
{
    BoundArguments bound;
    size_t index = 0;
    for (const Parameter &parameter : m_parameters) {
        if (parameter.keywordOnly || index == arguments.positional.size())
            break;
        bound.m_values.emplace(parameter.name, arguments.positional[index++]);
    }
    if (index < arguments.positional.size()) {
        if (!m_rest) {
            bound.m_failure = tooMany(context, arguments.positional.size());
            return bound;
        }
        bound.m_rest.assign(arguments.positional.begin() + static_cast<std::ptrdiff_t>(index), arguments.positional.end());
    }
    for (const auto &[name, value] : arguments.keywords) {
        const bool known =
            std::any_of(m_parameters.begin(), m_parameters.end(), [&wanted = name](const Parameter &p) { return p.name == wanted; });
        if (!known && !m_keywords) {
            bound.m_failure = context.raise(u"TypeError"_s, u"%1() got an unexpected keyword argument '%2'"_s.arg(m_name, name));
            return bound;
        }
        if (!known) {
            bound.m_keywords.emplace_back(name, value);
        } else if (!bound.m_values.emplace(name, value).second) {
            bound.m_failure = context.raise(u"TypeError"_s, u"%1() got multiple values for argument '%2'"_s.arg(m_name, name));
            return bound;
        }
    }
    bound.m_failure = checkRequired(context, bound);
    return bound;
}

} // namespace retort::hosts
