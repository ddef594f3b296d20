#include "workspace/settings.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"retort.conf"_s);
    }

    void recentProjectsAreNewestFirstAndLimited()
    {
        Settings settings(m_file);
        for (int i = 0; i < Settings::maxRecent + 3; ++i) {
            const QString path = m_folder->filePath(u"p%1"_s.arg(i));
            QVERIFY(QDir().mkpath(path));
            settings.addRecentProject(path);
        }
        QCOMPARE(settings.recentProjects().size(), Settings::maxRecent);
        QVERIFY(settings.recentProjects().first().endsWith(u"p12"_s));
        settings.addRecentProject(m_folder->filePath(u"p5"_s));
        QVERIFY(settings.recentProjects().first().endsWith(u"p5"_s));
        QCOMPARE(settings.recentProjects().size(), Settings::maxRecent);
    }

    void aFolderIsNotTrustedUntilItWasSaid()
    {
        const QString project = m_folder->filePath(u"shop"_s);
        QVERIFY(QDir().mkpath(project));
        QVERIFY(!Settings(m_file).isTrusted(project));
        Settings(m_file).setTrusted(project, true);
        QVERIFY(Settings(m_file).isTrusted(project));
        QVERIFY(Settings(m_file).isTrusted(project + u"/../shop"_s));
    }

    void trustBelongsToTheRealPathAndNotToTheName()
    {
        const QString project = m_folder->filePath(u"a/shop"_s), other = m_folder->filePath(u"b/shop"_s);
        QVERIFY(QDir().mkpath(project));
        QVERIFY(QDir().mkpath(other));
        Settings settings(m_file);
        settings.setTrusted(project, true);
        QVERIFY(!settings.isTrusted(other));
        // a link to a trusted folder is that folder; a folder put in its place is not
        const QString link = m_folder->filePath(u"link"_s);
        QVERIFY(QFile::link(project, link));
        QVERIFY(settings.isTrusted(link));
        QVERIFY(QFile::remove(link));
        QVERIFY(QFile::link(other, link));
        QVERIFY(!settings.isTrusted(link));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
