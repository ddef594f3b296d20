#include "alembic/headerparse.h"
#include "alembic/headerscan.h"
#include "alembic/scriptdirectory.h"
#include "python/parser.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestScriptDirectory : public QObject
{
    Q_OBJECT

    static HeaderReading read(const QByteArray &text, const QString &file = u"/v/1a2b.py"_s)
    {
        return ScriptDirectory::readHeader(SourceText(file, text));
    }

    static void write(const QString &path, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void theStockFileIsScannedWithoutParsing()
    {
        const QByteArray text = "\"\"\"add email\n\nRevision ID: 1a\nCreate Date: 2024-01-01 10:00:00\n\n\"\"\"\n"
                                "from typing import Sequence, Union\n\nfrom alembic import op\nimport sqlalchemy as sa\n\n\n"
                                "# revision identifiers, used by Alembic.\nrevision: str = '1a'\n"
                                "down_revision: Union[str, Sequence[str], None] = (\n    '0a',  # one\n    \"0b\",\n)\n"
                                "branch_labels: Union[str, None] = ('x',)\ndepends_on = None\n\n\ndef upgrade() -> None:\n    pass\n";
        const auto scanned = HeaderScan(text).read();
        QVERIFY(scanned);
        const HeaderReading reading = read(text);
        QVERIFY(reading.header && reading.diagnostics.isEmpty());
        QCOMPARE(reading.header->revision, u"1a"_s);
        QCOMPARE(reading.header->downRevisions, (QStringList{u"0a"_s, u"0b"_s}));
        QCOMPARE(reading.header->branchLabels, QStringList{u"x"_s});
        QCOMPARE(reading.header->message, u"add email"_s);
        QCOMPARE(reading.header->createDate, u"2024-01-01 10:00:00"_s);
        QCOMPARE(reading.header->line, 14);
    }

    void unusualHeadersAreReadByTheParser_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("concatenated") << QByteArray("revision = '1' 'a'\ndown_revision = '0' + 'a'\n");
        QTest::newRow("names") << QByteArray("OLD = '0a'\nrevision = '1a'\ndown_revision = OLD\n");
        QTest::newRow("f-string") << QByteArray("n = '1'\nrevision = f'{n}a'\ndown_revision = ['0a']\n");
        QTest::newRow("one line") << QByteArray("revision = '1a'; down_revision = '0a'\n");
        QTest::newRow("parentheses") << QByteArray("revision = ('1a')\ndown_revision = ('0a')\n");
        QTest::newRow("behind the functions") << QByteArray("def upgrade():\n    pass\nrevision = '1a'\ndown_revision = '0a'\n");
        QTest::newRow("assigned again below") << QByteArray(
            "revision = 'x'\ndown_revision = '0a'\ndef upgrade():\n    pass\nrevision = '1a'\n");
        QTest::newRow("escapes") << QByteArray("revision = '\\x31a'\ndown_revision = '0a'\n");
        QTest::newRow("windows lines") << QByteArray("revision = '1a'\r\ndown_revision = '0a'\r\n");
    }

    void unusualHeadersAreReadByTheParser()
    {
        QFETCH(QByteArray, text);
        const HeaderReading reading = read(text);
        QVERIFY2(reading.header, reading.diagnostics.isEmpty() ? "" : qPrintable(reading.diagnostics.first().message));
        QCOMPARE(reading.header->revision, u"1a"_s);
        QCOMPARE(reading.header->downRevisions, QStringList{u"0a"_s});
    }

    void computedHeadersAreReportedAndNotGuessed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("call") << QByteArray("import x\nrevision = x.make()\ndown_revision = None\n") << 2;
        QTest::newRow("in a block") << QByteArray("revision = '1a'\nif True:\n    down_revision = '0a'\n") << 2;
        QTest::newRow("number") << QByteArray("revision = '1a'\ndown_revision = 5\n") << 2;
        QTest::newRow("unknown label") << QByteArray("revision = '1a'\ndown_revision = None\nbranch_labels = (LABEL,)\n") << 3;
    }

    void computedHeadersAreReportedAndNotGuessed()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const HeaderReading reading = read(text);
        QVERIFY(!reading.header);
        QCOMPARE(reading.diagnostics.size(), 1);
        QCOMPARE(reading.diagnostics.first().code, u"revision.not-understood"_s);
        QCOMPARE(reading.diagnostics.first().line, line);
    }

    /// The scan may give up, but it must never say something else than the parser.
    void scanAndParserAgreeOnMutatedFiles()
    {
        const QByteArray original =
            "\"\"\"add\n\nRevision ID: 1a\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\n# ids\nrevision: str = '1a'\n"
            "down_revision: Union[str, None] = ('0a', \"0b\",)  # two\nbranch_labels = (\n    'x',\n)\ndepends_on = None\nOTHER = {'a': "
            "[1, 2]}\n\n\n"
            "def upgrade():\n    op.execute('x')\n";
        const QByteArray pieces = "()[]{}'\"\\\n #=:,;0afr";
        QRandomGenerator random(20240817);
        int certain = 0;
        for (int i = 0; i < 4000; ++i) {
            QByteArray text = original;
            for (int k = 0; k < 1 + int(random.bounded(4u)); ++k) {
                const qsizetype at = qsizetype(random.bounded(quint32(text.size())));
                const char piece = pieces[qsizetype(random.bounded(quint32(pieces.size())))];
                if (random.bounded(3u) == 0)
                    text.remove(at, 1 + qsizetype(random.bounded(12u)));
                else
                    text.insert(at, piece);
            }
            const SourceText source(u"/v/x.py"_s, text);
            auto scanned = HeaderScan(text).read();
            if (!scanned || python::parse(source).hasErrors())
                continue;
            ++certain;
            scanned->file = source.file();
            const HeaderReading parsed = parseHeader(source);
            QVERIFY2(parsed.header && *parsed.header == *scanned, text.constData());
        }
        QVERIFY(certain > 500);
    }

    void anIdMayComeFromTheFileName()
    {
        const HeaderReading reading = read("down_revision = None\n", u"/v/1a2b3c.py"_s);
        QVERIFY(reading.header);
        QCOMPARE(reading.header->revision, u"1a2b3c"_s);
        QVERIFY(!read("down_revision = None\n", u"/v/foo.py"_s).header);
    }

    void oneBadFileNeverHidesTheOthers()
    {
        QTemporaryDir dir;
        const QString root = QDir(dir.path()).canonicalPath();
        write(root % u"/b_good.py"_s, "revision = 'b'\ndown_revision = 'a'\n");
        write(root % u"/a_good.py"_s, "revision = 'a'\ndown_revision = None\n");
        write(root % u"/empty_z.py"_s, "");
        write(root % u"/binary.py"_s, QByteArray("\0\1\2", 3));
        write(root % u"/half.py"_s, "revision = 'h'\ndown_revision = (\n");
        write(root % u"/latin.py"_s, "revision = 'l\xe9'\ndown_revision = None\n");
        write(root % u"/__init__.py"_s, "");
        write(root % u"/.#lock.py"_s, "nothing");
        write(root % u"/readme.txt"_s, "nothing");
        write(root % u"/sub/c.py"_s, "revision = 'c'\ndown_revision = 'b'\n");
        QVERIFY(QFile::link(u"/nowhere/at/all.py"_s, root % u"/link.py"_s));
        AlembicConfig config;
        config.versionLocations = {root, root % u"/missing"_s, root};
        ScriptDirectory scripts = ScriptDirectory::scan(config);
        QStringList ids, broken;
        for (const RevisionHeader &header : std::as_const(scripts.revisions))
            ids.append(header.revision);
        QCOMPARE(ids, (QStringList{u"a"_s, u"b"_s}));
        for (const Diagnostic &diagnostic : std::as_const(scripts.diagnostics)) {
            if (diagnostic.severity == Severity::Error && !broken.contains(QFileInfo(diagnostic.file).fileName()))
                broken.append(QFileInfo(diagnostic.file).fileName());
        }
        broken.sort();
        QCOMPARE(broken, (QStringList{u"binary.py"_s, u"empty_z.py"_s, u"half.py"_s, u"latin.py"_s, u"link.py"_s}));

        config.versionLocations = {root};
        config.recursiveVersionLocations = true;
        scripts = ScriptDirectory::scan(config);
        QCOMPARE(scripts.revisions.last().revision, u"c"_s);
    }

    void aThousandFilesAreReadAtOnce()
    {
        QTemporaryDir dir;
        const QString root = QDir(dir.path()).canonicalPath();
        for (int i = 0; i < 1000; ++i) {
            const QByteArray id = "rev" + QByteArray::number(i);
            write(root % u'/' % QString::fromLatin1(id) % u"_x.py"_s,
                  "\"\"\"message\n\nRevision ID: x\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = '" + id
                      + "'\ndown_revision = None\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n"
                      + QByteArray("    op.add_column('t', sa.Column('c', sa.Integer()))\n").repeated(40));
        }
        AlembicConfig config;
        config.versionLocations = {root};
        QElapsedTimer timer;
        timer.start();
        const ScriptDirectory scripts = ScriptDirectory::scan(config);
        qInfo() << "1,000 headers in" << double(timer.nsecsElapsed()) / 1e6 << "ms";
        QCOMPARE(scripts.revisions.size(), 1000);
        QVERIFY(scripts.diagnostics.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestScriptDirectory)
#include "tst_scriptdirectory.moc"
