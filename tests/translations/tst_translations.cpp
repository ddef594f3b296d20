#include "banner/noticebar.h"
#include "review/reviewpage.h"
#include "timeline/timelinepage.h"
#include "timeline/timelineview.h"

#include "session.h"

#include <QTranslator>
#include <QXmlStreamReader>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

/// The programs in German: every text is translated, and what lupdate finds is what is asked for at run time.
class TestTranslations : public QObject
{
    Q_OBJECT

private slots:
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void theConsoleProgramSpeaksGerman();
    void englishHasItsPlurals();
    void theWindowSpeaksGerman();
};

namespace {

struct Message {
    QString source;
    QStringList translations;
    bool unfinished = false;
};

QList<Message> messagesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString text;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::Characters) {
            text += xml.text();
        } else if (token == QXmlStreamReader::StartElement) {
            text.clear();
            if (xml.name() == "message"_L1)
                messages.append(Message());
            else if (xml.name() == "translation"_L1)
                messages.last().unfinished = xml.attributes().hasAttribute("type"_L1);
        } else if (token == QXmlStreamReader::EndElement) {
            if (xml.name() == "source"_L1)
                messages.last().source = text;
            else if (xml.name() == "numerusform"_L1 || (xml.name() == "translation"_L1 && messages.last().translations.isEmpty()))
                messages.last().translations.append(text.trimmed());
        }
    }
    return messages;
}

QSet<QString> placesIn(const QString &text)
{
    static const QRegularExpression place(u"%(?:\\d|n)"_s);
    QSet<QString> places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places.insert(found.next().captured());
    return places;
}

/// A revision that nobody can carry out without running it.
void writeOpaque(const CliProject &project)
{
    project.write(u"migrations/versions/d4_opaque.py"_s,
                  "\"\"\"opaque\"\"\"\nfrom alembic import op\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n"
                  "    op.get_bind().execute(open)\n\n\ndef downgrade():\n    pass\n");
}

} // namespace

void TestTranslations::everyTextIsTranslated_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("German") << u"retort_de.ts"_s;
    QTest::newRow("English plurals") << u"retort_en.ts"_s;
}

void TestTranslations::everyTextIsTranslated()
{
    QFETCH(QString, file);
    const auto messages = messagesOf(QStringLiteral(RETORT_SOURCE_DIR "/translations/") + file);
    QVERIFY(messages.size() > 10);
    for (const Message &message : messages) {
        QVERIFY2(!message.unfinished, qPrintable(message.source));
        for (const QString &text : message.translations) {
            QVERIFY2(!text.isEmpty(), qPrintable(message.source));
            QVERIFY2(placesIn(text) == placesIn(message.source), qPrintable(message.source + u" => "_s + text));
        }
    }
}

void TestTranslations::theConsoleProgramSpeaksGerman()
{
    CliProject project;
    writeSmallProject(project);
    project.setVariable(u"LC_ALL"_s, u"de_DE.UTF-8"_s);
    project.setVariable(u"LANGUAGE"_s, u"de"_s);
    const CliOutcome status = project.run({u"status"_s});
    QVERIFY2(status.out.contains(u"3 Migrationen stehen aus."_s), qPrintable(status.out + status.err));
    const CliOutcome url = project.run({u"status"_s, u"--url"_s, u"nonsense"_s});
    QVERIFY2(url.err.contains(u"Das ist keine Datenbank-URL"_s), qPrintable(url.err));
    writeOpaque(project);
    const CliOutcome doctor = project.run({u"doctor"_s});
    QVERIFY2(doctor.out.contains(u"1 nicht verstanden"_s), qPrintable(doctor.out + doctor.err));
    // What a function of the engine says, in whatever class or namespace it stands.
    QVERIFY2(doctor.out.contains(u"wird nicht verstanden"_s), qPrintable(doctor.out));
}

void TestTranslations::englishHasItsPlurals()
{
    CliProject project;
    writeSmallProject(project);
    const CliOutcome status = project.run({u"status"_s});
    QVERIFY2(status.out.contains(u"3 migrations pending."_s), qPrintable(status.out + status.err));
}

void TestTranslations::theWindowSpeaksGerman()
{
    QTranslator german;
    QVERIFY(german.load(QStringLiteral(RETORT_TRANSLATIONS "/retort_de.qm")));
    QCoreApplication::installTranslator(&german);
    {
        Session session;
        writeOpaque(session.project);
        session.project.write(u"migrations/versions/e5_binary.py"_s, QByteArray("\0\1", 2));
        QVERIFY(session.open());
        QVERIFY2(session.window.windowTitle().contains(u"ENTWICKLUNG"_s), qPrintable(session.window.windowTitle()));
        const auto *notice = session.window.findChild<NoticeBar *>(u"unusableFiles"_s);
        QVERIFY2(notice->text().startsWith(u"1 Datei"_s), qPrintable(notice->text()));
        QVERIFY2(notice->detail().contains(u"ist keine Textdatei"_s), qPrintable(notice->detail()));
        session.select(u"d4"_s);
        session.trigger("review");
        QVERIFY(session.settle());
        const auto &problems = session.window.projectView()->shownReview()->document()->upgrade.notShown;
        QCOMPARE(problems.size(), 1);
        QVERIFY2(problems.first().message.contains(u"nicht verstanden"_s), qPrintable(problems.first().message));
        QCOMPARE(session.window.actions().action(u"refresh"_s)->iconText(), u"Aktualisieren"_s);
    }
    QCoreApplication::removeTranslator(&german);
}

int main(int argc, char **argv)
{
    const OwnHome home;
    QApplication application(argc, argv);
    TestTranslations test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_translations.moc"
