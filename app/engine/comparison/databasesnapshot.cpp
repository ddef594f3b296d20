#include "comparison/databasesnapshot.h"

#include "database/inspector.h"

#include <QFileInfo>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

Result<QString> defaultSchema(Connection &connection)
{
    if (connection.kind() == DatabaseKind::Sqlite)
        return u"main"_s;
    const Result<Rows> answer =
        connection.query(connection.kind() == DatabaseKind::PostgreSql ? u"SELECT current_schema()"_s : u"SELECT DATABASE()"_s);
    return answer ? Result<QString>(answer->scalar().toString()) : Result<QString>(answer.error());
}

/// The default schema is asked for without a name, as MetaData names it.
Result<QStringList> schemasToRead(const Project &project, const Inspector &inspector, const QString &defaultSchema)
{
    if (!project.environment.includeSchemas)
        return QStringList{QString()};
    Result<QStringList> names = inspector.schemaNames();
    if (!names)
        return names;
    names->removeAll(defaultSchema);
    names->prepend(QString());
    return names;
}

} // namespace

Result<DatabaseSnapshot> readDatabase(const Project &project, const ProjectTarget &target)
{
    DatabaseSnapshot snapshot;
    snapshot.mode.offline = false;
    if (target.url.isSqlite() && (target.url.isMemory() || !QFileInfo::exists(target.url.filePath())))
        return snapshot;
    const auto connection = Connection::open(target.url, OpenMode::ReadOnly);
    if (!connection)
        return connection.error();
    snapshot.mode.serverVersion = (*connection)->serverVersion();
    Result<VersionTableState> versions = VersionTable(project.versionTable()).read(**connection);
    if (!versions)
        return versions.error();
    snapshot.versions = std::move(*versions);
    const Inspector inspector(**connection);
    Result<QString> ownSchema = defaultSchema(**connection);
    if (!ownSchema)
        return ownSchema.error();
    snapshot.defaultSchema = std::move(*ownSchema);
    const Result<QStringList> schemas = schemasToRead(project, inspector, snapshot.defaultSchema);
    if (!schemas)
        return schemas.error();
    Result<Schema> schema = inspector.schema(*schemas);
    if (!schema)
        return schema.error();
    snapshot.schema = std::move(*schema);
    return snapshot;
}

Result<QHash<QString, bool>> askDatabase(const ProjectTarget &target, const QStringList &questions)
{
    const auto connection = Connection::open(target.url, OpenMode::ReadOnly);
    if (!connection)
        return connection.error();
    QHash<QString, bool> answers;
    for (const QString &question : questions) {
        const Result<Rows> answer = (*connection)->query(question);
        if (!answer)
            return answer.error();
        answers.insert(question, answer->scalar().toBool());
    }
    return answers;
}

} // namespace retort
