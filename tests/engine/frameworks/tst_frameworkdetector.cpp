#include "frameworks/frameworkdetector.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestFrameworkDetector : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_root;

    void write(const QString &name, const QByteArray &text = {})
    {
        const QString path = m_root % u'/' % name;
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void init()
    {
        m_root = QDir(m_dir.path()).canonicalPath() % u'/' % QString::fromLatin1(QTest::currentTestFunction());
        QDir().mkpath(m_root);
    }

    void aFolderWithoutConfigurationIsSaidToBeSo()
    {
        const ProjectLayout layout = FrameworkDetector::detect(m_root, {});
        QCOMPARE(layout.framework, FrameworkKind::Alembic);
        QVERIFY(layout.configFiles.isEmpty());
        QCOMPARE(layout.loadConfig().error().code, u"project.no-config"_s);
    }

    void fastmanChoosesItsSettingsFileByEnvironment()
    {
        write(u".fastmanrc"_s, "{}");
        write(u"alembic.ini"_s, "[alembic]\nscript_location = alembic\n");
        write(u".env"_s, "ENVIRONMENT=production\n");
        write(u".env.develop"_s, "ENVIRONMENT=develop\n");
        write(u"database/seeders/user_seeder.py"_s);
        ProjectLayout layout = FrameworkDetector::detect(m_root, {});
        QCOMPARE(layout.framework, FrameworkKind::Fastman);
        QCOMPARE(layout.settingsFiles, QStringList{m_root % u"/.env.develop"_s});
        QCOMPARE(layout.environmentSigns.first().first, u"develop"_s);
        QCOMPARE(layout.seederFolders, QStringList{m_root % u"/database/seeders"_s});
        layout = FrameworkDetector::detect(m_root, {{u"ENVIRONMENT"_s, u"production"_s}});
        QCOMPARE(layout.settingsFiles, QStringList{m_root % u"/.env"_s});
        QCOMPARE(layout.environmentSigns.first().second.source, UrlSource::ProcessEnvironment);
        QCOMPARE(layout.environmentSigns.last().second.line, 1);
    }

    void fastPyIsKnownByItsLayout()
    {
        write(u"cli.py"_s);
        write(u"app/config/settings.py"_s, "db_driver = 1\n");
        write(u"alembic.ini"_s, "[alembic]\nscript_location = alembic\n");
        write(u"alembic/env.py"_s, "target_metadata = SQLModel.metadata\n");
        QCOMPARE(FrameworkDetector::detect(m_root, {}).framework, FrameworkKind::FastPy);
    }

    void fastKitIsKnownByItsCore()
    {
        write(u"alembic.ini"_s, "[alembic]\nscript_location = %(here)s/migrations\n");
        write(u"migrations/env.py"_s, "from fastkit_core.database import Base\n");
        QCOMPARE(FrameworkDetector::detect(m_root, {}).framework, FrameworkKind::FastKit);
    }

    void fastEdgyKeepsItsIniBesideEnvPy()
    {
        write(u"pyproject.toml"_s, "[project]\ndependencies = [\"fastedgy\"]\n");
        write(u".env"_s, "DATABASE_URL=postgresql+asyncpg://h/d\n");
        write(u"server/migrations/alembic.ini"_s, "# A fastedgy database configuration.\n[alembic]\nfile_template = %%(year)d_%%(rev)s\n");
        write(u"server/migrations/env.py"_s, "# FastEdgy env template\n");
        write(u"server/migrations/versions/1.py"_s);
        const ProjectLayout layout = FrameworkDetector::detect(m_root, {});
        QCOMPARE(layout.framework, FrameworkKind::FastEdgy);
        QCOMPARE(layout.workingDirectory, m_root);
        const auto config = layout.loadConfig();
        QVERIFY(config.ok());
        QCOMPARE(config->scriptLocation, m_root % u"/server/migrations"_s);
        QCOMPARE(config->versionLocations, QStringList{m_root % u"/server/migrations/versions"_s});
        QVERIFY(config->diagnostics.isEmpty());
    }

    void pyprojectCountsWhenItConfiguresAlembic()
    {
        write(u"pyproject.toml"_s, "[tool.alembic]\nscript_location = \"db\"\n");
        write(u"db/env.py"_s);
        const ProjectLayout layout = FrameworkDetector::detect(m_root, {});
        QCOMPARE(layout.configFile(), QString(m_root % u"/pyproject.toml"_s));
        QCOMPARE(layout.loadConfig()->scriptLocation, QString(m_root % u"/db"_s));
    }

    void virtualEnvironmentsAreNotSearched()
    {
        write(u"venv/lib/alembic.ini"_s);
        write(u"services/billing/alembic.ini"_s, "[alembic]\nscript_location = m\n");
        QCOMPARE(FrameworkDetector::detect(m_root, {}).configFiles, QStringList{m_root % u"/services/billing/alembic.ini"_s});
    }
};

QTEST_APPLESS_MAIN(TestFrameworkDetector)
#include "tst_frameworkdetector.moc"
