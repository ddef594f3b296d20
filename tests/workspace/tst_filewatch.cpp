#include "workspace/filewatch.h"

#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 6000;

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestFileWatch : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"a.py"_s);
        write(m_file, "one");
    }

    void aChangedFileIsNoticed()
    {
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed);
        begin(watch, {m_file});
        write(m_file, "another text");
        QVERIFY(changed.wait(patience));
    }

    // Editors write a new file and rename it over the old one: the watch on the old one is dead then.
    void everyAtomicSaveIsNoticed()
    {
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed);
        begin(watch, {m_file});
        for (int round = 0; round < 3; ++round) {
            changed.clear();
            QSaveFile file(m_file);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(round + 10, 'x'));
            QVERIFY(file.commit());
            QVERIFY2(changed.wait(patience), qPrintable(QString::number(round)));
        }
    }

    void anAddedAndARemovedFileAreNoticed()
    {
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed);
        begin(watch, {m_file});
        write(m_folder->filePath(u"b.py"_s), "new");
        QVERIFY(changed.wait(patience));
        changed.clear();
        QVERIFY(QFile::remove(m_file));
        QVERIFY(changed.wait(patience));
    }

    void aBurstIsOneSignal()
    {
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed);
        begin(watch, {m_file});
        for (int i = 0; i < 20; ++i)
            write(m_folder->filePath(u"%1.py"_s.arg(i)), "new");
        QVERIFY(changed.wait(patience));
        QCOMPARE(changed.count(), 1);
    }

    void swapFilesAndDatabasesSayNothing()
    {
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed);
        begin(watch, {m_file});
        write(m_folder->filePath(u".a.py.swp"_s), "swap");
        write(m_folder->filePath(u"a.py~"_s), "backup");
        write(m_folder->filePath(u"shop.db"_s), "a database");
        QVERIFY(!changed.wait(FileWatch::settleMilliseconds * 3));
    }

    void aFileThatComesLaterIsWatchedFromThenOn()
    {
        const QString later = m_folder->filePath(u"later.ini"_s);
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed);
        begin(watch, {m_file, later});
        write(later, "1");
        QVERIFY(changed.wait(patience));
        changed.clear();
        write(later, "longer than before");
        QVERIFY(changed.wait(patience));
    }

    // Between reading the files and watching them time passes.
    void whatChangedWhileTheFilesWereReadIsNoticed()
    {
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed);
        const QDateTime began = QDateTime::currentDateTime().addMSecs(-50);
        write(m_file, "changed meanwhile");
        watch.watch({m_file}, {m_folder->path()}, began);
        QVERIFY(changed.wait(patience));
        changed.clear();
        watch.watch({m_file}, {m_folder->path()}, QDateTime::currentDateTime().addMSecs(50));
        QVERIFY(!changed.wait(FileWatch::settleMilliseconds * 3));
    }

private:
    void begin(FileWatch &watch, const QStringList &files)
    {
        QSignalSpy watching(&watch, &FileWatch::watching);
        watch.watch(files, {m_folder->path()}, QDateTime::currentDateTime().addSecs(1));
        QVERIFY(watching.wait(patience));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestFileWatch)
#include "tst_filewatch.moc"
