#include "smallproject.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

QString environmentOf(const CliProject &project)
{
    const QByteArray json = project.run({u"target"_s, u"--json"_s}).out.toUtf8();
    return QJsonDocument::fromJson(json).object()[u"targets"].toArray().first().toObject()[u"environment"].toString();
}

} // namespace

class TestTarget : public QObject
{
    Q_OBJECT

private slots:
    void aServerIsUnknownUntilItIsClassifiedOnce()
    {
        CliProject project;
        writeSmallProject(project, "postgresql://app:s3cr3t@127.0.0.1:1/shop");
        QCOMPARE(environmentOf(project), u"unknown"_s);
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, u"Shop"_s}).exitCode, 4);
        QCOMPARE(environmentOf(project), u"unknown"_s);
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, u"shop"_s}).exitCode, 0);
        QCOMPARE(environmentOf(project), u"development"_s);
        QFile file(project.home() + u"/config/retort/targets.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY(kept.contains("classified_by"));
        QVERIFY(!kept.contains("s3cr3t"));
    }

    void aClassificationCanBeForgotten()
    {
        CliProject project;
        writeSmallProject(project, "postgresql://app:x@127.0.0.1:1/shop");
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"test"_s, u"--confirm"_s, u"shop"_s}).exitCode, 0);
        QCOMPARE(environmentOf(project), u"test"_s);
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"unknown"_s, u"--confirm"_s, u"shop"_s}).exitCode, 0);
        QCOMPARE(environmentOf(project), u"unknown"_s);
    }

    void whatTheProjectSaysCannotBeSoftened()
    {
        CliProject project;
        writeSmallProject(project);
        project.write(u".env"_s, "ENVIRONMENT=production\n");
        QCOMPARE(environmentOf(project), u"production"_s);
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, u"shop.db"_s}).exitCode, 1);
        QCOMPARE(environmentOf(project), u"production"_s);
    }

    void aDamagedRegisterMakesNothingHarmless()
    {
        CliProject project;
        writeSmallProject(project, "postgresql://app:x@127.0.0.1:1/shop");
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, u"shop"_s}).exitCode, 0);
        QFile file(project.home() + u"/config/retort/targets.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ half");
        file.close();
        QCOMPARE(environmentOf(project), u"unknown"_s);
    }
};

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_targetcommand.moc"
