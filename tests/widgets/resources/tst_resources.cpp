#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QSvgRenderer>
#include <QTest>

using namespace Qt::StringLiterals;

/// What the program carries inside itself: icons that exist, can be drawn and recoloured, and the whole sample project.
class TestResources : public QObject
{
    Q_OBJECT

private slots:
    void everyIconNamedInTheSourcesExists();
    void everyIconCanBeDrawn_data() { iconNames(); }
    void everyIconCanBeDrawn();
    void iconsHaveOnlyTheColourTheyAreGiven_data() { iconNames(); }
    void iconsHaveOnlyTheColourTheyAreGiven();
    void theSampleProjectIsInsideCompletely();

private:
    static void iconNames();
    static QByteArray readAll(const QString &path);
};

namespace {

const QString root = QStringLiteral(RETORT_SOURCE_DIR);

} // namespace

QByteArray TestResources::readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestResources::iconNames()
{
    QTest::addColumn<QString>("path");
    const QStringList names = QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files);
    QVERIFY(!names.isEmpty());
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << QString(u":/icons/"_s + name);
}

void TestResources::everyIconNamedInTheSourcesExists()
{
    static const QRegularExpression use(u"\\bicon\\(\"([a-z0-9-]+)\""_s);
    QSet<QString> used;
    QDirIterator it(root + u"/widgets"_s, {u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        auto matches = use.globalMatch(QString::fromUtf8(readAll(it.next())));
        while (matches.hasNext())
            used.insert(matches.next().captured(1));
    }
    QVERIFY(!used.isEmpty());
    for (const QString &name : std::as_const(used))
        QVERIFY2(QFile::exists(u":/icons/"_s + name + u".svg"_s), qPrintable(name));
}

void TestResources::everyIconCanBeDrawn()
{
    QFETCH(QString, path);
    QSvgRenderer renderer(readAll(path));
    QVERIFY(renderer.isValid());
    QCOMPARE(renderer.viewBoxF(), QRectF(0, 0, 24, 24));
}

void TestResources::iconsHaveOnlyTheColourTheyAreGiven()
{
    QFETCH(QString, path);
    const QByteArray svg = readAll(path);
    if (path.endsWith(u"/retort-app.svg"_s))
        return; // the icon of the program itself, which no theme recolours
    QVERIFY(svg.contains("currentColor"));
    QVERIFY(!svg.contains("\"#"));
}

void TestResources::theSampleProjectIsInsideCompletely()
{
    const QDir source(root + u"/resources/sample-project"_s);
    int count = 0;
    QDirIterator it(source.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (path.contains(u"__pycache__"_s) || path.endsWith(u".db"_s))
            continue;
        const QString inside = u":/sample-project/"_s + source.relativeFilePath(path);
        QVERIFY2(QFile::exists(inside), qPrintable(inside));
        QCOMPARE(readAll(inside), readAll(path));
        ++count;
    }
    QVERIFY(count >= 25);
}

QTEST_MAIN(TestResources)
#include "tst_resources.moc"
