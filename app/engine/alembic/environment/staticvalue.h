#pragma once

#include "alembic/environmentreader.h"
#include "python/ast.h"

#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace retort::environment {

struct StaticScope;

/// What a Python expression is known to be without running it. Cheap to copy.
struct StaticValue {
    enum class Kind {
        Unknown, ///< `text` says why, `file` and `line` where
        None,
        Bool,
        Int,
        String,
        List,
        Dict,
        Function, ///< of the project
        Class,    ///< of the project
        Instance, ///< of a class of the project
        Module,   ///< of the project
        Lazy,     ///< an import not followed yet: `text` the module, `name` what of it
        External, ///< something of a library, `text` its dotted name; `items` and `entries` the arguments it was made with
    };
    Kind kind = Kind::Unknown;
    QString text;
    QString name;
    qint64 integer = 0;
    bool isPath = false;
    QList<StaticValue> items;
    /// Of a Dict, in order; of an External its keyword arguments.
    QList<QPair<QString, StaticValue>> entries;
    const python::FunctionDef *function = nullptr;
    const python::ClassDef *classDef = nullptr;
    /// Where a function or class was defined; of a Module or Instance its own names.
    std::shared_ptr<StaticScope> scope;
    /// Of an Instance its class; of a bound method its `self`.
    std::shared_ptr<StaticValue> owner;
    QList<ValueTrace> trace;
    QString file;
    int line = 0;

    [[nodiscard]] static StaticValue none() { return of(Kind::None); }
    [[nodiscard]] static StaticValue boolean(bool b)
    {
        StaticValue value = of(Kind::Bool);
        value.integer = b;
        return value;
    }
    [[nodiscard]] static StaticValue number(qint64 n)
    {
        StaticValue value = of(Kind::Int);
        value.integer = n;
        return value;
    }
    [[nodiscard]] static StaticValue string(const QString &text, const QList<ValueTrace> &trace = {})
    {
        StaticValue value = of(Kind::String);
        value.text = text;
        value.trace = trace;
        return value;
    }
    [[nodiscard]] static StaticValue external(const QString &dotted)
    {
        StaticValue value = of(Kind::External);
        value.text = dotted;
        return value;
    }
    [[nodiscard]] static StaticValue of(Kind kind)
    {
        StaticValue value;
        value.kind = kind;
        return value;
    }

    [[nodiscard]] bool isUnknown() const { return kind == Kind::Unknown; }
    [[nodiscard]] bool isNone() const { return kind == Kind::None; }
    [[nodiscard]] bool isString() const { return kind == Kind::String; }
    [[nodiscard]] bool isExternal() const { return kind == Kind::External; }
    [[nodiscard]] bool isTrue() const { return kind == Kind::Bool && integer != 0; }
    /// The entry of a Dict or the keyword argument of an External; null when there is none.
    [[nodiscard]] const StaticValue *entry(const QString &key) const
    {
        for (const auto &[name_, value] : entries) {
            if (name_ == key)
                return &value;
        }
        return nullptr;
    }
};

/// Names of a module, class body or function call.
struct StaticScope {
    QHash<QString, StaticValue> names;
    /// Modules imported with "*", looked into when a name is not found.
    QStringList starImports;
    std::shared_ptr<StaticScope> globals;
    /// Keeps the syntax tree alive; only of modules.
    std::shared_ptr<python::Module> module;
    /// Dotted package of the module, for relative imports.
    QString package;
    QString file;
};

/// The arguments of one call.
struct StaticArguments {
    QList<StaticValue> positional;
    QList<QPair<QString, StaticValue>> keywords;
    QString file;
    int line = 0;

    [[nodiscard]] const StaticValue *keyword(const QString &name) const
    {
        for (const auto &[key, value] : keywords) {
            if (key == name)
                return &value;
        }
        return nullptr;
    }
    /// By position or by name; null when not given.
    [[nodiscard]] const StaticValue *argument(qsizetype position, const QString &name) const
    {
        return position < positional.size() ? &positional[position] : keyword(name);
    }
};

/// Python's str() of a value; none when it is not known.
[[nodiscard]] std::optional<QString> plainText(const StaticValue &value);

} // namespace retort::environment
