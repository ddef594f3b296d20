#include "alembic/alembicconfig.h"
#include "alembic/tomlfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestAlembicConfig : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_root;

    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_root % u'/' % name;
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    AlembicConfig loaded(const QByteArray &ini, const QString &section = u"alembic"_s)
    {
        write(u"alembic.ini"_s, ini);
        const auto config = AlembicConfig::load(m_root + u"/alembic.ini"_s, section);
        return config ? *config : AlembicConfig();
    }

private slots:
    void init()
    {
        m_root = QDir(m_dir.path()).canonicalPath() % u'/' % QString::fromLatin1(QTest::currentTestFunction());
        QDir().mkpath(m_root % u"/alembic/versions"_s);
    }

    void keysAreLowerCasedAndValuesContinue()
    {
        const IniFile ini =
            IniFile::parse(SourceText(u"a.ini"_s, "[DEFAULT]\nd = 1\n; note\n[alembic]\nURL: x\n  y\n\n  z\n# note\nempty =\n[b]\n"));
        QCOMPARE(ini.sections(), (QStringList{u"alembic"_s, u"b"_s}));
        QCOMPARE(ini.values(u"alembic"_s).value(u"url"_s), u"x\ny\n\nz"_s);
        QCOMPARE(ini.values(u"b"_s).value(u"d"_s), u"1"_s);
        QCOMPARE(ini.option(u"alembic"_s, u"URL"_s)->line, 5);
        QVERIFY(ini.has(u"alembic"_s, u"empty"_s));
        QVERIFY(ini.diagnostics().isEmpty());
    }

    void interpolationFollowsNamesAndHere()
    {
        const IniFile ini =
            IniFile::parse(SourceText(u"a.ini"_s, "[alembic]\na = %(here)s/%(B)s\nb = 50%%\nc = %(nothing)s\nd = %(d)s\ne = 5%\n"),
                           {{u"here"_s, u"/x"_s}});
        QCOMPARE(ini.value(u"alembic"_s, u"a"_s)->value(), u"/x/50%"_s);
        for (const QString &broken : {u"c"_s, u"d"_s, u"e"_s})
            QVERIFY(!ini.value(u"alembic"_s, broken).ok());
        QVERIFY(!ini.value(u"alembic"_s, u"absent"_s)->has_value());
    }

    void whatConfigparserRefusesIsReported()
    {
        const IniFile ini = IniFile::parse(SourceText(u"a.ini"_s, "stray = 1\n[a]\nx = 1\nx = 2\nnonsense\n[a]\n"));
        QStringList codes;
        for (const Diagnostic &diagnostic : ini.diagnostics())
            codes.append(u"%1:%2"_s.arg(diagnostic.line).arg(diagnostic.code));
        QCOMPARE(
            codes,
            (QStringList{u"1:config.no-section"_s, u"4:config.duplicate-option"_s, u"5:config.syntax"_s, u"6:config.duplicate-section"_s}));
    }

    void aStockProjectIsRead()
    {
        const AlembicConfig config = loaded("[alembic]\nscript_location = %(here)s/alembic\nprepend_sys_path = .\npath_separator = os\n"
                                            "sqlalchemy.url = driver://user:p%%40ss@localhost/dbname\ntruncate_slug_length = 20\n"
                                            "file_template = %%(rev)s-%%(slug)s\n");
        QCOMPARE(config.scriptLocation, m_root % u"/alembic"_s);
        QCOMPARE(config.versionLocations, QStringList{m_root % u"/alembic/versions"_s});
        QCOMPARE(config.prependSysPath, QStringList{m_root});
        QCOMPARE(config.sqlalchemyUrl, u"driver://user:p%40ss@localhost/dbname"_s);
        QCOMPARE(config.sqlalchemyUrlOrigin.line, 5);
        QCOMPARE(config.fileTemplate, u"%(rev)s-%(slug)s"_s);
        QCOMPARE(config.truncateSlugLength, 20);
        QVERIFY2(config.diagnostics.isEmpty(), config.diagnostics.isEmpty() ? "" : qPrintable(config.diagnostics.first().message));
    }

    void versionLocationsSplitAsAlembicSplitsThem_data()
    {
        QTest::addColumn<QByteArray>("separator");
        QTest::addColumn<QByteArray>("locations");
        QTest::newRow("os") << QByteArray("path_separator = os") << QByteArray("a:b c");
        QTest::newRow("newline") << QByteArray("path_separator = newline") << QByteArray("a\n   b c");
        QTest::newRow("semicolon") << QByteArray("path_separator = ;") << QByteArray("a; b c");
        QTest::newRow("deprecated name") << QByteArray("version_path_separator = os") << QByteArray("a:b c");
    }

    void versionLocationsSplitAsAlembicSplitsThem()
    {
        QFETCH(QByteArray, separator);
        QFETCH(QByteArray, locations);
        const AlembicConfig config =
            loaded("[alembic]\nscript_location = alembic\n" + separator + "\nversion_locations = " + locations + "\n");
        QCOMPARE(config.versionLocations, (QStringList{m_root % u"/a"_s, m_root % u"/b c"_s}));
    }

    void withoutSeparatorSpacesAndCommasSplit()
    {
        const AlembicConfig config = loaded("[alembic]\nscript_location = alembic\nversion_locations = a, b c\nprepend_sys_path = .:src\n");
        QCOMPARE(config.versionLocations, (QStringList{m_root % u"/a"_s, m_root % u"/b"_s, m_root % u"/c"_s}));
        QCOMPARE(config.prependSysPath, (QStringList{m_root, m_root % u"/src"_s}));
    }

    void aPackageLocationIsFoundBelowTheSourceRoots()
    {
        QDir().mkpath(m_root % u"/src/my/app/migrations/versions"_s);
        const AlembicConfig config =
            loaded("[alembic]\nscript_location = my.app:migrations\nprepend_sys_path = src\npath_separator = os\n");
        QCOMPARE(config.scriptLocation, m_root % u"/src/my/app/migrations"_s);
        QVERIFY(config.diagnostics.isEmpty());
        const AlembicConfig foreign = loaded("[alembic]\nscript_location = other.app:migrations\n");
        QCOMPARE(foreign.scriptLocation, QString());
        QCOMPARE(foreign.diagnostics.last().code, u"config.package"_s);
    }

    void theIniWinsOverPyproject()
    {
        write(u"pyproject.toml"_s,
              "[tool.alembic]\nscript_location = \"%(here)s/other\"\ntimezone = \"UTC\"\nrecursive_version_locations = true\n"
              "prepend_sys_path = [\n  \".\", # here\n  \"src\",\n]\n");
        const AlembicConfig config = loaded("[alembic]\nscript_location = alembic\n");
        QCOMPARE(config.scriptLocation, m_root % u"/alembic"_s);
        QCOMPARE(config.timezone, u"UTC"_s);
        QVERIFY(config.recursiveVersionLocations);
        QCOMPARE(config.prependSysPath, (QStringList{m_root, m_root % u"/src"_s}));
        QCOMPARE(config.origins.value(u"timezone"_s).line, 3);
    }

    void pyprojectAloneIsEnough()
    {
        write(u"pyproject.toml"_s, "[tool.alembic]\nscript_location = \"alembic\"\nfile_template = \"%%(rev)s\"\n");
        const auto config = AlembicConfig::load(m_root + u"/pyproject.toml"_s);
        QVERIFY(config.ok());
        QCOMPARE(config->scriptLocation, m_root % u"/alembic"_s);
        QCOMPARE(config->fileTemplate, u"%(rev)s"_s);
        QVERIFY(config->diagnostics.isEmpty());
    }

    void environmentsAreSectionsWithAScriptLocation()
    {
        const AlembicConfig config =
            loaded("[billing]\nscript_location = b\n[alembic]\nscript_location = alembic\n[loggers]\nkeys = root\n", u"billing"_s);
        QCOMPARE(AlembicConfig::environments(config.ini), (QStringList{u"alembic"_s, u"billing"_s}));
        QCOMPARE(config.scriptLocation, m_root % u"/b"_s);
    }

    void aMissingScriptLocationIsSaidInAlembicsWords()
    {
        const AlembicConfig config = loaded("[alembic]\n");
        QCOMPARE(config.diagnostics.last().message, u"No 'script_location' key found in configuration."_s);
    }

    void tomlValuesOfEveryKindAreRead()
    {
        const TomlFile file = TomlFile::parse(
            SourceText(u"t.toml"_s,
                       "title = 'raw \\n'\n[a.\"b c\"]\nx = 0x1F # hex\ny = [1, 2.5, [true]]\nz = { k = \"v\", n.m = 1 }\nm = \"\"\"\nline "
                       "\\\n   on\"\"\"\n"
                       "when = 1979-05-27T07:32:00Z\n[[a.list]]\nn = 1\n[[a.list]]\nn = 2\nbroken = \nafter = \"\\u00e9\"\n"));
        QCOMPARE(file.root["title"_L1].toString(), u"raw \\n"_s);
        const QJsonObject table = file.root["a"_L1].toObject()["b c"_L1].toObject();
        QCOMPARE(table["x"_L1].toInteger(), qint64(31));
        QCOMPARE(table["y"_L1].toArray().at(2).toArray().at(0).toBool(), true);
        QCOMPARE(table["z"_L1].toObject()["n"_L1].toObject()["m"_L1].toInteger(), qint64(1));
        QCOMPARE(table["m"_L1].toString(), u"line on"_s);
        const QJsonArray list = file.root["a"_L1].toObject()["list"_L1].toArray();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list.at(1).toObject()["after"_L1].toString(), QString(QChar(0xe9)));
        QCOMPARE(file.diagnostics.size(), 1);
        QCOMPARE(file.diagnostics.first().line, 14);
    }

    void deepNestingDoesNotCrash()
    {
        const TomlFile file = TomlFile::parse(SourceText(u"t.toml"_s, "x = " + QByteArray(100000, '[') + "\n"));
        QVERIFY(!file.diagnostics.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestAlembicConfig)
#include "tst_alembicconfig.moc"
