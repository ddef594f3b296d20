#pragma once

#include "alembic/alembicconfig.h"
#include "alembic/writing/createdate.h"
#include "base/result.h"
#include "base/sourcetext.h"
#include "python/interpreter.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace retort::writing {

using TemplateVariables = std::vector<std::pair<QString, python::Value>>;

/// An interpreter with what a template finds in Alembic besides its variables: `config`, `comma`, `context`. What the template imports of
/// the project's own modules is loaded from source.
class TemplateRun
{
public:
    explicit TemplateRun(const AlembicConfig &config);

    /// A datetime.datetime for the interpreter.
    [[nodiscard]] Result<python::Value> moment(const CreateDate &createDate);
    /// `pattern % values`.
    [[nodiscard]] Result<QString> formatted(const QString &pattern, const python::Value &values);
    /// `text.encode(encoding)`.
    [[nodiscard]] Result<QByteArray> encoded(const QString &text, const QString &encoding);
    /// The template's text. A name that is neither a variable nor bound in the template is Mako's UNDEFINED: false, and an error to print.
    [[nodiscard]] Result<QString> render(const SourceText &script, const TemplateVariables &variables);

private:
    /// A function of support.py, called.
    [[nodiscard]] python::Outcome supported(const QString &function, const python::Values &arguments);
    [[nodiscard]] Result<python::Value> result(const python::Outcome &outcome, const QString &place) const;
    [[nodiscard]] python::Value configuration();
    [[nodiscard]] bool isBuiltin(const QString &name);
    /// What a template is called with; what it writes is added to `text`.
    [[nodiscard]] Result<python::CallArguments> given(const TemplateVariables &variables, QString *text);
    /// The names that `program` mentions and nothing gives it.
    void addUndefined(const QByteArray &program, python::CallArguments *arguments);

    const AlembicConfig &m_config;
    python::ModuleLoader m_loader;
    python::Interpreter m_interpreter;
};

} // namespace retort::writing
