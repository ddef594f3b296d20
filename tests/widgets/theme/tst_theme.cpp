#include "theme/icons.h"
#include "theme/theme.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void everyColourCanBeReadInBothThemes_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyColourCanBeReadInBothThemes()
    {
        QFETCH(bool, dark);
        const QPalette palette = dark ? Theme::darkPalette() : Theme::lightPalette();
        QCOMPARE(Theme::isDark(palette), dark);
        for (int i = 0; i <= int(ColorRole::Muted); ++i) {
            const auto role = ColorRole(i);
            for (const auto background : {QPalette::Base, QPalette::Window, QPalette::AlternateBase}) {
                const double ratio = Theme::contrast(Theme::color(role, palette), palette.color(background));
                QVERIFY2(ratio >= 4.5, qPrintable(u"role %1 on %2: %3"_s.arg(i).arg(int(background)).arg(ratio)));
            }
            QVERIFY(Theme::contrast(palette.color(QPalette::Text), Theme::tint(role, palette)) >= 7.0);
            QVERIFY2(Theme::contrast(Theme::color(role, palette), Theme::tint(role, palette)) >= 4.5, qPrintable(QString::number(i)));
        }
        for (int i = 0; i < Theme::laneColors; ++i)
            QVERIFY(Theme::contrast(Theme::lane(i, palette), palette.color(QPalette::Base)) >= 4.5);
        QVERIFY(Theme::contrast(palette.color(QPalette::Text), palette.color(QPalette::Base)) >= 7.0);
        QVERIFY(Theme::contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
        QVERIFY(Theme::contrast(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Base)) >= 3.0);
    }

    void eachClassHasAShapeOfItsOwn()
    {
        QSet<QByteArray> images;
        for (const auto environment : {EnvironmentClass::Development, EnvironmentClass::Test, EnvironmentClass::Staging,
                                       EnvironmentClass::Production, EnvironmentClass::Unknown}) {
            const QIcon icon = Icons::forEnvironment(environment);
            QVERIFY(!icon.isNull());
            // the shape alone, without its colour
            const QImage alpha = icon.pixmap(24, 24).toImage().convertToFormat(QImage::Format_Alpha8);
            images.insert(QByteArray(reinterpret_cast<const char *>(alpha.constBits()), alpha.sizeInBytes()));
        }
        QCOMPARE(images.size(), 5);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
