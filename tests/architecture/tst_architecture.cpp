#include <QDirIterator>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

/// Holds the sources against what app/engine/CMakeLists.txt and the layout of the tree allow.
class TestArchitecture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void engineModulesIncludeOnlyWhatTheyDependOn();
    void dependenciesPointToEarlierModules();
    void engineKnowsNoWindowsAndNoEventLoop();
    void nothingUnderAppIncludesAWindow();
    void tasksAndWorkspaceDoNotIncludeWhatStandsAboveThem();
    void consoleProgramLinksNoGui();
    void everyHeaderHasPragmaOnce();
    void noFileIsLongerThanSixHundredLines();

private:
    struct Include {
        QString place; ///< file:line
        QString path;
        bool quoted = false;
    };

    [[nodiscard]] static QStringList sourcesIn(const QString &folder);
    [[nodiscard]] static QList<Include> includesOf(const QString &file);
    [[nodiscard]] static QString readAll(const QString &file);

    QStringList m_modules; ///< in pass order
    QMap<QString, QStringList> m_dependencies;
};

namespace {

const QString root = QStringLiteral(RETORT_SOURCE_DIR);

// Everything a person would have to run an event loop or a display for. QCoreApplication stands for translate() only.
const QStringList forbiddenInEngine{u"QObject"_s,           u"QTimer"_s,      u"QEventLoop"_s, u"QApplication"_s,
                                    u"QGuiApplication"_s,   u"QWidget"_s,     u"QColor"_s,     u"QIcon"_s,
                                    u"QPixmap"_s,           u"QImage"_s,      u"QFont"_s,      u"QPalette"_s,
                                    u"QPainter"_s,          u"QMessageBox"_s, u"QSettings"_s,  u"QFileSystemWatcher"_s,
                                    u"QAbstractItemModel"_s};

} // namespace

QString TestArchitecture::readAll(const QString &file)
{
    QFile handle(file);
    return handle.open(QIODevice::ReadOnly) ? QString::fromUtf8(handle.readAll()) : QString();
}

QStringList TestArchitecture::sourcesIn(const QString &folder)
{
    QStringList files;
    QDirIterator it(root + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    return files;
}

QList<TestArchitecture::Include> TestArchitecture::includesOf(const QString &file)
{
    static const QRegularExpression pattern(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    QList<Include> includes;
    int number = 0;
    const QString text = readAll(file);
    for (const QString &line : text.split(u'\n')) {
        ++number;
        const auto match = pattern.match(line);
        if (match.hasMatch())
            includes.append(
                {QDir(root).relativeFilePath(file) + u':' + QString::number(number), match.captured(2), match.captured(1) == u"\""_s});
    }
    return includes;
}

void TestArchitecture::initTestCase()
{
    const QString rules = readAll(QStringLiteral(RETORT_MODULES_FILE));
    for (const QString &line : rules.split(u'\n', Qt::SkipEmptyParts)) {
        const QString module = line.section(u':', 0, 0);
        m_modules.append(module);
        m_dependencies[module] = line.section(u':', 1).split(u' ', Qt::SkipEmptyParts);
    }
    QVERIFY(m_modules.contains(u"base"_s));
    QVERIFY(!sourcesIn(u"app/engine/base"_s).isEmpty());
}

void TestArchitecture::engineModulesIncludeOnlyWhatTheyDependOn()
{
    QStringList wrong;
    for (const QString &module : std::as_const(m_modules)) {
        const QStringList allowed = m_dependencies[module] + QStringList{module};
        for (const QString &file : sourcesIn(u"app/engine/"_s + module)) {
            for (const Include &include : includesOf(file)) {
                if (include.quoted && !allowed.contains(include.path.section(u'/', 0, 0)))
                    wrong.append(include.place + u" includes "_s + include.path);
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestArchitecture::dependenciesPointToEarlierModules()
{
    QStringList wrong;
    for (qsizetype index = 0; index < m_modules.size(); ++index) {
        for (const QString &dependency : m_dependencies[m_modules[index]]) {
            if (m_modules.indexOf(dependency) > index)
                wrong.append(m_modules[index] + u" depends on the later "_s + dependency);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestArchitecture::engineKnowsNoWindowsAndNoEventLoop()
{
    QStringList wrong;
    for (const QString &file : sourcesIn(u"app/engine"_s)) {
        for (const Include &include : includesOf(file)) {
            const QString name = include.path.section(u'/', -1);
            if (include.path.startsWith(u"QtGui"_s) || include.path.startsWith(u"QtWidgets"_s) || forbiddenInEngine.contains(name))
                wrong.append(include.place + u" includes "_s + include.path);
        }
        if (readAll(file).contains(QRegularExpression(u"\\bQ_OBJECT\\b"_s)))
            wrong.append(file + u" has a Q_OBJECT"_s);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestArchitecture::nothingUnderAppIncludesAWindow()
{
    QStringList wrong;
    for (const QString &file : sourcesIn(u"app"_s)) {
        for (const Include &include : includesOf(file)) {
            // Some folders of widgets/ have the name of an engine module; what counts is where the file really is.
            const QStringList places{root + u"/app/engine/"_s + include.path, root + u"/app/"_s + include.path,
                                     QFileInfo(file).path() + u'/' + include.path};
            const auto exists = [](const QString &place) { return QFileInfo::exists(place); };
            const bool below = std::any_of(places.begin(), places.end(), exists);
            if (include.quoted && !below && exists(root + u"/widgets/"_s + include.path))
                wrong.append(include.place + u" includes "_s + include.path);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestArchitecture::tasksAndWorkspaceDoNotIncludeWhatStandsAboveThem()
{
    const QMap<QString, QStringList> above{{u"app/tasks"_s, {u"workspace/"_s, u"cli/"_s}},
                                           {u"app/workspace"_s, {u"cli/"_s}},
                                           {u"app/cli"_s, {u"tasks/"_s, u"workspace/"_s}},
                                           {u"widgets"_s, {u"cli/"_s}}};
    QStringList wrong;
    for (auto it = above.cbegin(); it != above.cend(); ++it) {
        for (const QString &file : sourcesIn(it.key())) {
            for (const Include &include : includesOf(file)) {
                for (const QString &prefix : it.value()) {
                    if (include.quoted && include.path.startsWith(prefix))
                        wrong.append(include.place + u" includes "_s + include.path);
                }
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestArchitecture::consoleProgramLinksNoGui()
{
#ifdef RETORT_CLI
    QProcess ldd;
    ldd.start(u"ldd"_s, {QStringLiteral(RETORT_CLI)});
    QVERIFY(ldd.waitForFinished());
    const QString libraries = QString::fromUtf8(ldd.readAllStandardOutput());
    QVERIFY2(libraries.contains(u"libQt6Core"_s), qPrintable(libraries)); // else ldd did not read the program at all
    for (const QString &library : {u"libQt6Gui"_s, u"libQt6Widgets"_s, u"libQt6PrintSupport"_s, u"qscintilla"_s})
        QVERIFY2(!libraries.contains(library), qPrintable(library));
#else
    QSKIP("retort-cli is not part of this build");
#endif
}

void TestArchitecture::everyHeaderHasPragmaOnce()
{
    QStringList wrong;
    for (const QString &folder : {u"app"_s, u"widgets"_s, u"tests"_s}) {
        for (const QString &file : sourcesIn(folder)) {
            if (file.endsWith(u".h"_s) && !readAll(file).contains(u"#pragma once"_s))
                wrong.append(file);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestArchitecture::noFileIsLongerThanSixHundredLines()
{
    QStringList wrong;
    for (const QString &folder : {u"app"_s, u"widgets"_s, u"tests"_s}) {
        for (const QString &file : sourcesIn(folder)) {
            const auto lines = readAll(file).count(u'\n');
            if (lines > 600)
                wrong.append(u"%1: %2 lines"_s.arg(QDir(root).relativeFilePath(file)).arg(lines));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
