#include "project/projectloader.h"
#include "project/targetreader.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

/// The bundled sample project, copied, so that nothing of the source folder is touched.
class SampleProject
{
public:
    SampleProject() { copy(QDir(QStringLiteral(RETORT_SOURCE_DIR "/resources/sample-project")), QDir(m_folder.path())); }
    [[nodiscard]] QString path(const QString &name = {}) const { return QDir(m_folder.path()).absoluteFilePath(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] Result<Project> load(const QMap<QString, QString> &environment = {}) const
    {
        ProjectLocation location;
        location.path = m_folder.path();
        location.processEnvironment = environment;
        location.targetRegisterFile = path(u"targets.json"_s);
        return ProjectLoader::load(location);
    }

private:
    static void copy(const QDir &from, const QDir &to)
    {
        for (const QFileInfo &entry : from.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
            if (entry.isDir()) {
                QVERIFY(to.mkpath(entry.fileName()));
                copy(QDir(entry.absoluteFilePath()), QDir(to.absoluteFilePath(entry.fileName())));
            } else {
                QVERIFY(QFile::copy(entry.absoluteFilePath(), to.absoluteFilePath(entry.fileName())));
                QFile::setPermissions(to.absoluteFilePath(entry.fileName()), QFile::ReadOwner | QFile::WriteOwner);
            }
        }
    }

    QTemporaryDir m_folder;
};

} // namespace

class TestProjectLoader : public QObject
{
    Q_OBJECT

private slots:
    void theSampleProjectIsReadWithoutRunningIt()
    {
        const SampleProject sample;
        const auto project = sample.load();
        QVERIFY2(project.ok(), project.ok() ? "" : qPrintable(project.error().message));
        QVERIFY(project->graph->size() >= 8);
        QVERIFY(!project->graph->error());
        QCOMPARE(project->graph->heads().size(), qsizetype(1));
        QVERIFY(!project->targets.isEmpty());
        const ProjectTarget &target = project->targets.first();
        QVERIFY2(!target.problem, target.problem ? qPrintable(target.problem->message) : "");
        QCOMPARE(target.target.dialect, u"sqlite"_s);
        QCOMPARE(target.target.environment, EnvironmentClass::Development);
        QVERIFY(!QDir(sample.path(u"alembic"_s)).exists(u"__pycache__"_s));
    }

    void everyRevisionOfTheSampleIsUnderstood()
    {
        const SampleProject sample;
        const auto project = sample.load();
        QVERIFY(project.ok());
        for (const QString &dialect : {u"sqlite"_s, u"postgresql"_s}) {
            const auto surveyed = Planner(project->planningContext(dialect, {})).survey();
            QVERIFY(surveyed.ok());
            for (const SurveyedRevision &revision : *surveyed) {
                for (const PlanProblem &problem : revision.upgrade.problems + revision.downgrade.problems)
                    QFAIL(qPrintable(
                        u"%1 on %2, line %3: %4"_s.arg(revision.revision, dialect).arg(problem.source.line).arg(problem.reason)));
            }
        }
    }

    void theProcessEnvironmentOverridesTheSettingsFile()
    {
        const SampleProject sample;
        const auto project = sample.load({{u"DATABASE_URL"_s, u"postgresql://app:pw@db1.internal/shop"_s}});
        QVERIFY(project.ok());
        QCOMPARE(project->targets.first().target.dialect, u"postgresql"_s);
        QVERIFY(!project->targets.first().target.identity.contains(u"pw"_s));
        QCOMPARE(project->targets.first().target.host, u"db1.internal"_s);
    }

    void productionInTheProcessEnvironmentIsHonoured()
    {
        const SampleProject sample;
        const auto project = sample.load({{u"ENVIRONMENT"_s, u"production"_s}});
        QVERIFY(project.ok());
        QCOMPARE(project->targets.first().target.environment, EnvironmentClass::Production);
    }

    void aServerGivenByHandIsNotMadeHarmlessByTheProjectsSettings()
    {
        const SampleProject sample;
        const auto project = sample.load();
        QVERIFY(project.ok());
        const TargetRegister targetRegister(sample.path(u"targets.json"_s));
        const auto target = TargetReader(*project, targetRegister).forUrl(u"postgresql://app@db1.internal/shop"_s);
        QVERIFY(target.ok());
        QCOMPARE(target->target.environment, EnvironmentClass::Unknown);
        sample.write(u".env"_s, "ENVIRONMENT=production\nDATABASE_URL=sqlite:///./shop.db\n");
        const auto again = sample.load();
        const auto production = TargetReader(*again, targetRegister).forUrl(u"sqlite:///other.db"_s);
        QVERIFY(production.ok());
        QCOMPARE(production->target.environment, EnvironmentClass::Production);
    }

    void theNearestConfigurationUpwardsIsFound()
    {
        const SampleProject sample;
        QCOMPARE(QFileInfo(ProjectLoader::findUpwards(sample.path(u"alembic/versions"_s))).canonicalFilePath(),
                 QFileInfo(sample.path(u"alembic.ini"_s)).canonicalFilePath());
    }

    void aFolderWithoutConfigurationIsNoProject()
    {
        const QTemporaryDir folder;
        ProjectLocation location;
        location.path = folder.path();
        const auto project = ProjectLoader::load(location);
        QVERIFY(!project.ok());
        QCOMPARE(project.error().code, u"project.not-found"_s);
    }
};

QTEST_APPLESS_MAIN(TestProjectLoader)
#include "tst_projectloader.moc"
