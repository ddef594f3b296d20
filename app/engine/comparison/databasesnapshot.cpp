#include "comparison/databasesnapshot.h"

#include "database/inspector.h"

#include <QFileInfo>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// The default schema is asked for without a name, as MetaData names it.
Result<QStringList> schemasToRead(const Project &project, const Inspector &inspector, Connection &connection)
{
    if (!project.environment.includeSchemas)
        return QStringList{QString()};
    Result<QStringList> names = inspector.schemaNames();
    if (!names)
        return names;
    QString ownName = u"main"_s;
    if (connection.kind() != DatabaseKind::Sqlite) {
        const Result<Rows> answer =
            connection.query(connection.kind() == DatabaseKind::PostgreSql ? u"SELECT current_schema()"_s : u"SELECT DATABASE()"_s);
        if (!answer)
            return answer.error();
        ownName = answer->scalar().toString();
    }
    names->removeAll(ownName);
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
    const Result<QStringList> schemas = schemasToRead(project, inspector, **connection);
    if (!schemas)
        return schemas.error();
    Result<Schema> schema = inspector.schema(*schemas);
    if (!schema)
        return schema.error();
    snapshot.schema = std::move(*schema);
    return snapshot;
}

} // namespace retort
