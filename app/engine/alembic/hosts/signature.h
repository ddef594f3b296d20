#pragma once

#include "python/hostobject.h"

#include <QString>
#include <QStringList>

#include <map>

namespace retort::hosts {

/// The arguments of one call, sorted to the parameters of its Signature.
class BoundArguments
{
public:
    /// Unset when it was not given.
    [[nodiscard]] python::Value operator[](QLatin1StringView name) const;
    /// Given at all; None counts.
    [[nodiscard]] bool given(QLatin1StringView name) const;
    /// Given and not None.
    [[nodiscard]] bool has(QLatin1StringView name) const;
    [[nodiscard]] const python::Values &rest() const { return m_rest; }
    [[nodiscard]] const std::vector<std::pair<QString, python::Value>> &keywords() const { return m_keywords; }
    /// The first Unknown among the arguments; Unset when all are known.
    [[nodiscard]] python::Value firstUnknown() const;

    /// Failure when the call does not fit: a TypeError is then pending, in Python's words.
    [[nodiscard]] const python::Value &failure() const { return m_failure; }
    [[nodiscard]] bool ok() const { return m_failure.isUnset(); }

private:
    friend class Signature;
    std::map<QString, python::Value> m_values;
    python::Values m_rest;
    std::vector<std::pair<QString, python::Value>> m_keywords;
    python::Value m_failure;
};

/// The parameters of a Python function, written as Python writes them: "table_name, column, *, schema=None, **kw". Defaults are only
/// marked by "="; what an argument that is not given means is the caller's business.
class Signature
{
public:
    /// `isMethod`: Python counts `self` when it complains about positional arguments.
    explicit Signature(QLatin1StringView name, QLatin1StringView parameters, bool isMethod = false);

    [[nodiscard]] BoundArguments bind(python::CallContext &context, const python::CallArguments &arguments) const;

private:
    struct Parameter {
        QString name;
        bool required = false;
        bool keywordOnly = false;
    };
    [[nodiscard]] python::Value checkRequired(python::CallContext &context, const BoundArguments &bound) const;
    [[nodiscard]] python::Value tooMany(python::CallContext &context, size_t given) const;

    QString m_name;
    std::vector<Parameter> m_parameters;
    bool m_isMethod = false;
    bool m_rest = false;
    bool m_keywords = false;
};

} // namespace retort::hosts
