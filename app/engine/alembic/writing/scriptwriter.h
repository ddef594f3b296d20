#pragma once

#include "alembic/alembicconfig.h"
#include "alembic/environmentreader.h"
#include "alembic/revisiongraph.h"
#include "alembic/writing/createdate.h"
#include "alembic/writing/revisiontemplate.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// What a new revision is to be: the arguments of `alembic revision`, or with several heads of `alembic merge`.
struct RevisionRequest {
    /// No value: "empty message", as Alembic writes it.
    std::optional<QString> message;
    /// What it follows: identifiers as on the command line; "base" for a new line.
    QStringList heads{QStringLiteral("head")};
    /// Allows to follow a revision that is not a head.
    bool splice = false;
    QString branchLabel;
    QStringList dependsOn;
    /// One of the version locations, relative to the configuration's working directory; empty: where the first head is.
    QString versionPath;
    /// Empty: a random one.
    QString revisionId;
    /// What the functions do; no value: nothing.
    std::optional<RevisionContent::Bodies> bodies;
    /// `alembic merge`: the template is rendered without what env.py gives.
    bool isMerge = false;
};

/// A revision file that is not written yet.
struct NewRevision {
    /// Absolute.
    QString file;
    QByteArray contents;
    /// As the contents say it.
    RevisionHeader header;
};

/// Makes new revision files as Alembic 1.19's `revision` and `merge` do: same places, names, texts and refusals. Where Alembic leaves a
/// file behind that it cannot read, or replaces one, nothing is written here.
class ScriptWriter
{
public:
    /// Keeps references. `environment` counts only with revision_environment.
    ScriptWriter(const AlembicConfig &config, const RevisionGraph &graph, const EnvironmentSettings &environment)
        : m_config(config),
          m_graph(graph),
          m_environment(environment)
    {}

    /// Writes nothing. Errors: those of RevisionGraph and RevisionResolver, "revision.*" for what Alembic refuses as well and for
    /// collisions, "template.*" of RevisionTemplate. `createDate`: CreateDate::now() of the configuration's timezone.
    [[nodiscard]] Result<NewRevision> compose(const RevisionRequest &request, const CreateDate &createDate) const;
    /// In one piece, folders included. Error "revision.exists" when the file is there, "revision.unwritable".
    [[nodiscard]] static Result<void> write(const NewRevision &revision);

    /// As Alembic makes them: twelve random hexadecimal digits.
    [[nodiscard]] static QString randomId();

private:
    /// Where the revision stands among the others, and in which folder.
    struct Place {
        std::vector<int> heads;
        QStringList dependsOn;
        QString folder;
    };

    [[nodiscard]] Result<QString> identifier(const RevisionRequest &request) const;
    [[nodiscard]] Result<Place> place(const RevisionRequest &request) const;
    [[nodiscard]] Result<QString> versionFolder(const RevisionRequest &request, const std::vector<int> &heads) const;
    [[nodiscard]] Result<QStringList> dependencies(const QStringList &written) const;
    /// What env.py gives the template under revision_environment.
    [[nodiscard]] Result<std::optional<RevisionContent::Bodies>> bodies(const RevisionRequest &request) const;
    [[nodiscard]] Result<QString> filePath(const QString &folder, const RevisionContent &content, const QString &message) const;
    /// Reads back what was rendered: it must be the revision that was asked for, and one the graph can take.
    [[nodiscard]] Result<RevisionHeader> checked(const QString &file, const QByteArray &contents, const RevisionContent &content) const;

    const AlembicConfig &m_config;
    const RevisionGraph &m_graph;
    const EnvironmentSettings &m_environment;
};

} // namespace retort
