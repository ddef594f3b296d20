#pragma once

#include "base/result.h"
#include "dialects/dialect.h"
#include "schema/name.h"
#include "schema/table.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort::autogenerate {

/// What the pieces of a rendering share: the dialect that writes the SQL within it, the imports that are needed, the first thing that is
/// not understood. A piece that cannot go on calls fail() and returns an empty text; whoever started the rendering asks for the error at
/// the end.
class PythonCode
{
public:
    PythonCode(const Dialect &dialect, const RenderMode &mode) : m_dialect(dialect), m_mode(mode) {}

    /// "op." or, within a batch block, "batch_op.".
    QString prefix = QStringLiteral("op.");
    [[nodiscard]] bool isBatch() const { return prefix != QLatin1StringView("op."); }

    QString fail(const QString &what);
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    void import(const QString &line) { m_imports.insert(line); }
    /// In order, each once.
    [[nodiscard]] QStringList imports() const;
    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }

    /// The SQL of an expression within DDL.
    [[nodiscard]] QString sql(const SqlExpression &expression);
    /// sa.text('...') of an expression.
    [[nodiscard]] QString textElement(const SqlExpression &expression);
    /// None, 'name', or op.f('name') for a name made by a convention.
    [[nodiscard]] QString name(const Name &name) const;
    /// key=value of dialect options, by key.
    [[nodiscard]] QStringList options(const DialectOptions &options);

private:
    [[nodiscard]] QString optionCode(const QString &option, const SqlExpression &expression);

    const Dialect &m_dialect;
    RenderMode m_mode;
    QSet<QString> m_imports;
    std::optional<Error> m_error;
};

/// repr() of a str, of a list of such, of a literal; True and False. A literal without a Python form in migrations gives nothing.
[[nodiscard]] QString repr(const QString &text);
[[nodiscard]] QString repr(const QStringList &texts);
[[nodiscard]] QString repr(bool value);
[[nodiscard]] std::optional<QString> repr(const Literal &literal);

} // namespace retort::autogenerate
