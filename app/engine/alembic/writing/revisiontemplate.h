#pragma once

#include "alembic/alembicconfig.h"
#include "alembic/writing/createdate.h"
#include "base/result.h"
#include "base/sourcetext.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace retort {

/// What a new revision file says, in the words of script.py.mako.
struct RevisionContent {
    QString message;
    QString revision;
    QStringList downRevisions;
    QStringList branchLabels;
    QStringList dependsOn;
    CreateDate createDate;
    /// The bodies of the functions and the imports they need; without them the template is rendered as Alembic renders an empty revision,
    /// where these names are not defined.
    struct Bodies {
        QString imports;
        QString upgrades;
        QString downgrades;
    };
    std::optional<Bodies> bodies;
};

/// Renders the project's script.py.mako and file_template as Alembic 1.19 does, without Mako: by the native interpreter. Nothing of the
/// project is run but what stands in the template, and that in the interpreter's sandbox.
class RevisionTemplate
{
public:
    explicit RevisionTemplate(const AlembicConfig &config) : m_config(config) {}

    /// The bytes of the file, in the configuration's output_encoding. Errors "template.not-understood" and "template.failed" with
    /// "file:line" as detail.
    [[nodiscard]] Result<QByteArray> render(const SourceText &script, const RevisionContent &content) const;
    /// The file's name below its version folder, ".py" included. Errors "template.not-understood", "template.failed".
    [[nodiscard]] Result<QString> fileName(const QString &revision, const QString &message, const CreateDate &createDate) const;
    /// The words of a message joined by underscores, in lower case, at most `length` characters and an underscore for what was cut off.
    [[nodiscard]] static QString slug(const QString &message, int length);

private:
    const AlembicConfig &m_config;
};

} // namespace retort
