#include "cliprogram.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QtTest>

using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

QJsonDocument readJson(const char *file)
{
    QFile opened(QString::fromLocal8Bit(file));
    return opened.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(opened.readAll()) : QJsonDocument();
}

/// The tables, indexes and rows of a SQLite file in the form of the recorded data.
QJsonObject contents(const QString &file)
{
    QJsonObject object;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"contents"_s);
        database.setDatabaseName(file);
        if (!database.open())
            return {};
        QJsonArray schema;
        QStringList tables;
        QSqlQuery query(database);
        query.exec(u"SELECT sql, name, type FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"_s);
        while (query.next()) {
            schema.append(query.value(0).toString());
            if (query.value(2).toString() == "table"_L1)
                tables.append(query.value(1).toString());
        }
        QJsonObject rows;
        for (const QString &table : std::as_const(tables)) {
            QJsonArray list;
            // Which row of the version table a merge updates is the order of a set in Alembic.
            query.exec(u"SELECT * FROM \"%1\" ORDER BY 1"_s.arg(table));
            while (query.next()) {
                QJsonArray row;
                for (int i = 0; i < query.record().count(); ++i)
                    row.append(query.value(i).isNull() ? QJsonValue() : QJsonValue::fromVariant(query.value(i)));
                list.append(row);
            }
            if (!list.isEmpty())
                rows.insert(table, list);
        }
        object = {{u"schema"_s, schema}, {u"rows"_s, rows}};
    }
    QSqlDatabase::removeDatabase(u"contents"_s);
    return object;
}

/// The recorded contents with the version rows in order.
QJsonObject rowsInOrder(QJsonObject contents)
{
    QJsonObject rows = contents[u"rows"].toObject();
    if (!rows.contains(u"alembic_version"_s))
        return contents;
    QStringList versions;
    for (const QJsonValue &row : rows[u"alembic_version"].toArray())
        versions.append(row.toArray().first().toString());
    versions.sort();
    QJsonArray sorted;
    for (const QString &version : std::as_const(versions))
        sorted.append(QJsonArray{version});
    rows[u"alembic_version"_s] = sorted;
    contents[u"rows"_s] = rows;
    return contents;
}

/// The text with what Alembic prints in the random order of a set put in order: labels, children, the lines of `branches` and `current`.
QString ordered(const QString &text, const QStringList &arguments)
{
    static const QRegularExpression list(u"\\(([^()]*, [^()]*)\\)|Branches into: (.*)$"_s);
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        const QRegularExpressionMatch match = list.match(line);
        if (!match.hasMatch())
            continue;
        const int group = match.capturedLength(1) > 0 ? 1 : 2;
        QStringList items = match.captured(group).split(u", "_s);
        items.sort();
        line.replace(match.capturedStart(group), match.capturedLength(group), items.join(u", "_s));
    }
    if (arguments.contains(u"branches"_s) || arguments.contains(u"current"_s))
        lines.sort();
    return lines.join(u'\n');
}

/// Commands that compare with the models or only exist in Alembic belong to other tests; their effect on the files is taken from the
/// record.
bool isOurs(const QStringList &arguments)
{
    static const QStringList others{u"--autogenerate"_s, u"check"_s, u"ensure_version"_s};
    return std::none_of(arguments.begin(), arguments.end(), [](const QString &word) { return others.contains(word); });
}

bool writesRevision(const QStringList &arguments)
{
    return arguments.contains(u"revision"_s) || arguments.contains(u"merge"_s);
}

/// The text with dates as the record has them.
QString withoutDates(QString text)
{
    static const QRegularExpression created(u"Create Date: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?([+-]\\d\\d:\\d\\d)?"_s);
    static const QRegularExpression inName(u"\\b\\d{4}_\\d\\d_\\d\\d_\\d{4}-"_s);
    return text.replace(created, u"Create Date: <DATE>"_s).replace(inName, u"<YMDHM>-"_s);
}

/// The files of a folder by their name in it, as the record would have them.
QMap<QString, QString> filesOf(const QString &folder)
{
    QMap<QString, QString> files;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly) && !file.fileName().endsWith(".db"_L1))
            files.insert(withoutDates(QDir(folder).relativeFilePath(file.fileName())), withoutDates(QString::fromUtf8(file.readAll())));
    }
    return files;
}

bool changesDatabase(const QStringList &arguments)
{
    static const QStringList changing{u"upgrade"_s, u"downgrade"_s, u"stamp"_s};
    return !arguments.contains(u"--sql"_s)
        && std::any_of(arguments.begin(), arguments.end(), [](const QString &w) { return changing.contains(w); });
}

/// Alembic's -x url=... of these projects is our --url.
QStringList ourArguments(QStringList arguments)
{
    const qsizetype at = arguments.indexOf(u"-x"_s);
    if (at >= 0 && arguments.value(at + 1).startsWith("url="_L1)) {
        const QString url = arguments[at + 1].mid(4);
        arguments.remove(at, 2);
        arguments += QStringList{u"--url"_s, url};
    }
    if (changesDatabase(arguments))
        arguments.append(u"--yes"_s);
    return arguments;
}

} // namespace

/// Runs the commands of recorded Alembic sessions and compares exit, text, and what is in the database afterwards.
class TestTranscripts : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandDoesWhatAlembicDid_data()
    {
        QTest::addColumn<QJsonObject>("session");
        const QJsonArray sessions = readJson(TRANSCRIPTS).array();
        QVERIFY(!sessions.isEmpty());
        for (const QJsonValue &session : sessions)
            QTest::addRow("%s", qPrintable(session.toObject()[u"id"].toString())) << session.toObject();
    }

    void everyCommandDoesWhatAlembicDid()
    {
        QFETCH(QJsonObject, session);
        const QJsonObject differences = readJson(DIFFERENCES).object();
        CliProject project;
        const QJsonObject files = session[u"files"].toObject();
        for (auto it = files.begin(); it != files.end(); ++it)
            project.write(it.key(), it.key().endsWith(".mako"_L1) ? genericTemplate() : it.value().toString().toUtf8());
        const QJsonArray steps = session[u"steps"].toArray();
        QStringList wrong;
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const QJsonObject step = steps[i].toObject();
            // splitCommand() knows double quotes only
            const QStringList arguments = QProcess::splitCommand(step[u"argv"].toString().replace(u'\'', u'"'));
            const QString id = u"%1#%2"_s.arg(session[u"id"].toString()).arg(i);
            if (!isOurs(arguments)) {
                const QJsonObject changed = step[u"files_changed"].toObject();
                for (auto it = changed.begin(); it != changed.end(); ++it)
                    project.write(it.key(), it.value().toString().toUtf8());
                continue;
            }
            // A command that Alembic refuses and we carry out would change what the next ones find.
            if (differences.contains(id) && step[u"exit"].toInt() == 2)
                continue;
            const QString difference = compare(project, step, arguments);
            m_compared++;
            if (!difference.isEmpty() && !differences.contains(id))
                wrong.append(u"%1  %2\n%3"_s.arg(id, arguments.join(u' '), difference));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u"\n\n"_s)));
    }

    void cleanupTestCase() { qInfo("%d commands compared", m_compared); }

private:
    /// The record leaves Alembic's own template out; this one gives the same text.
    static QByteArray genericTemplate()
    {
        QFile file(QString::fromLocal8Bit(TEMPLATE));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static QString compare(const CliProject &project, const QJsonObject &step, const QStringList &arguments)
    {
        const QMap<QString, QString> before = filesOf(project.path());
        const CliOutcome ours = project.run(ourArguments(arguments));
        const int theirs = step[u"exit"].toInt();
        if ((theirs == 0) != (ours.exitCode == 0) || (theirs == 2) != (ours.exitCode == 2))
            return u"exit %1, Alembic %2\n%3%4"_s.arg(ours.exitCode).arg(theirs).arg(ours.out, ours.err);
        QString expected = step[u"stdout"].toString();
        expected.replace(u"<PROJ>"_s, project.path());
        if (expected.startsWith("FAILED: "_L1)) {
            const QString text = expected.mid(8).trimmed();
            if (!ours.err.contains(text))
                return u"the error says\n%1instead of\n%2"_s.arg(ours.err, text);
        } else if (theirs == 0 && !changesDatabase(arguments)
                   && ordered(withoutDates(ours.out), arguments) != ordered(withoutDates(expected), arguments)) {
            return u"prints\n%1instead of\n%2"_s.arg(ours.out, expected);
        }
        if (writesRevision(arguments)) {
            QMap<QString, QString> files = before;
            const QJsonObject changed = step[u"files_changed"].toObject();
            for (auto it = changed.begin(); it != changed.end(); ++it)
                files.insert(it.key(), it.value().toString());
            if (const QMap<QString, QString> after = filesOf(project.path()); after != files)
                return u"leaves\n%1--- instead of\n%2"_s.arg(listed(after, files), listed(files, after));
        }
        if (theirs == 0 && changesDatabase(arguments) && step[u"db"].isObject()) {
            const QJsonObject now = contents(project.path(u"test.db"_s));
            if (now != rowsInOrder(step[u"db"].toObject())) {
                return u"leaves\n%1instead of\n%2"_s.arg(QString::fromUtf8(QJsonDocument(now).toJson()),
                                                         QString::fromUtf8(QJsonDocument(step[u"db"].toObject()).toJson()));
            }
        }
        return {};
    }

    /// Those of `files` that `others` has not.
    static QString listed(const QMap<QString, QString> &files, const QMap<QString, QString> &others)
    {
        QString text;
        for (auto it = files.begin(); it != files.end(); ++it) {
            if (others.value(it.key()) != it.value() || !others.contains(it.key()))
                text += u"--- %1\n%2"_s.arg(it.key(), it.value());
        }
        return text;
    }

    int m_compared = 0;
};

QTEST_GUILESS_MAIN(TestTranscripts)
#include "tst_transcripts.moc"
