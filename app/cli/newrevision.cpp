#include "newrevision.h"

#include "base/translation.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// The names of the programs that Alembic would run over the file.
QStringList postWriteHooks(const AlembicConfig &config)
{
    QStringList names;
    for (auto it = config.postWriteHooks.begin(); it != config.postWriteHooks.end(); ++it) {
        if (it.key() == "hooks"_L1)
            names += it.value().split(u',');
        else if (!config.postWriteHooks.contains(u"hooks"_s))
            names.append(it.key().section(u'.', 0, 0));
    }
    for (QString &name : names)
        name = name.trimmed();
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

QJsonObject described(const NewRevision &revision)
{
    const RevisionHeader &header = revision.header;
    return {{u"revision"_s, header.revision},
            {u"file"_s, revision.file},
            {u"downRevisions"_s, QJsonArray::fromStringList(header.downRevisions)},
            {u"branchLabels"_s, QJsonArray::fromStringList(header.branchLabels)},
            {u"dependsOn"_s, QJsonArray::fromStringList(header.dependsOn)}};
}

/// What a merge leaves open: tables that more than one of the lines changes.
void noteContested(const Session &session, const QStringList &heads, Console &console)
{
    const Result<QString> dialect = session.dialect({});
    const auto fork = Planner(session.project().planningContext(dialect ? *dialect : u"postgresql"_s, {})).fork(heads);
    if (!fork || fork->contested.isEmpty())
        return;
    QStringList tables;
    for (const QualifiedName &table : fork->contested)
        tables.append(table.display());
    console.note(
        tr("More than one line changes %1. A merge does not say which line runs first: check that both orders lead to the same tables.")
            .arg(tables.join(u", "_s)));
}

bool isNotUnderstood(const Error &error)
{
    return error.code == "template.not-understood"_L1 || error.code == "revision.environment"_L1;
}

} // namespace

ExitCode writeNewRevision(const RevisionRequest &request, const GlobalOptions &options, Console &console)
{
    const Result<Session> session = Session::open(options);
    if (!session) {
        printError(session.error(), options, console);
        return ExitCode::Failed;
    }
    const Project &project = session->project();
    for (const Diagnostic &diagnostic : project.scripts.diagnostics + project.graph->diagnostics())
        console.note(QString(diagnostic.file % u": "_s % diagnostic.message));
    const auto createDate = CreateDate::now(project.config.timezone);
    const auto revision = createDate ? ScriptWriter(project.config, *project.graph, project.environment).compose(request, *createDate)
                                     : Result<NewRevision>(createDate.error());
    const QString folder = revision ? QFileInfo(revision->file).path() : QString();
    const bool isNewFolder = revision && !QFileInfo::exists(folder);
    const auto written = revision ? ScriptWriter::write(*revision) : Result<void>(revision.error());
    if (!written) {
        printError(written.error(), options, console);
        return isNotUnderstood(written.error()) ? ExitCode::NotUnderstood : ExitCode::Failed;
    }
    // Alembic's words, which scripts read
    if (isNewFolder && !options.json)
        console.out(u"Creating directory %1 ...  done"_s.arg(folder));
    if (options.json)
        console.write(QString::fromUtf8(QJsonDocument(described(*revision)).toJson()));
    else
        console.out(u"Generating %1 ...  done"_s.arg(revision->file));
    if (const QStringList hooks = postWriteHooks(project.config); !hooks.isEmpty())
        console.note(tr("Programs are not run from here; the project's post-write hooks are: %1.").arg(hooks.join(u", "_s)));
    if (request.isMerge)
        noteContested(*session, revision->header.downRevisions, console);
    return ExitCode::Done;
}

} // namespace retort
