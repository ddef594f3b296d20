#include "models/modelspage.h"

#include "banner/noticebar.h"
#include "models/tablediagram.h"
#include "start/emptystate.h"

#include "modelproject.h"
#include "session.h"

#include <QTreeWidget>
#include <QtTest>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray shopModels()
{
    return userModels({},
                      "\n\nclass Order(Base):\n    __tablename__ = 'orders'\n\n"
                      "    id: Mapped[int] = mapped_column(primary_key=True)\n"
                      "    user_id: Mapped[int] = mapped_column(ForeignKey('users.id', ondelete='CASCADE'), index=True)\n"
                      "    user: Mapped['User'] = relationship(back_populates='orders')\n"
                      "\n\nclass Line(Base):\n    __tablename__ = 'lines'\n\n"
                      "    id: Mapped[int] = mapped_column(primary_key=True)\n"
                      "    order_id: Mapped[int] = mapped_column(ForeignKey('orders.id'))\n")
        .replace("Mapped, mapped_column", "Mapped, mapped_column, relationship");
}

/// The window with the page of models open.
class Opened : public Session
{
public:
    explicit Opened(const QByteArray &models)
    {
        writeModelProject(project);
        project.write(u"app/models.py"_s, models);
    }
    ModelsPage *page()
    {
        if (!open())
            return nullptr;
        trigger("models");
        return settle() ? window.findChild<ModelsPage *>() : nullptr;
    }
};

QStringList rows(const QWidget *page, const char *name)
{
    const auto *tree = page->findChild<QTreeWidget *>(QString::fromLatin1(name));
    QStringList texts;
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        QStringList cells;
        for (int column = 0; column < tree->columnCount(); ++column)
            cells.append(tree->topLevelItem(i)->text(column));
        texts.append(cells.join(u'|'));
    }
    return texts;
}

} // namespace

class TestModelsPage : public QObject
{
    Q_OBJECT

private slots:
    void aModelIsShownWithAllItDeclares()
    {
        Opened session(shopModels());
        ModelsPage *page = session.page();
        QVERIFY(page);
        QCOMPARE(rows(page, "modelsList"), (QStringList{u"Line|lines"_s, u"Order|orders"_s, u"User|users"_s}));
        page->select(QualifiedName(u"orders"_s));
        QCOMPARE(rows(page, "modelColumns"),
                 (QStringList{u"id|Integer|PK NOT NULL|"_s, u"user_id|Integer|NOT NULL INDEX FK -> users.id|"_s}));
        QCOMPARE(rows(page, "modelRelationships"), QStringList{u"user|User|one|orders"_s});
        QCOMPARE(rows(page, "modelRules"),
                 (QStringList{u"Foreign key: (user_id) → users (id), ON DELETE CASCADE"_s, u"Index ix_orders_user_id: (user_id)"_s}));
    }

    void theDiagramShowsNeighboursAndLeadsToThem()
    {
        Opened session(shopModels());
        ModelsPage *page = session.page();
        QVERIFY(page);
        page->select(QualifiedName(u"orders"_s));
        auto *diagram = page->findChild<TableDiagram *>();
        QCOMPARE(diagram->tables(),
                 (QList<QualifiedName>{QualifiedName(u"orders"_s), QualifiedName(u"users"_s), QualifiedName(u"lines"_s)}));
        emit diagram->tableActivated(QualifiedName(u"lines"_s));
        QCOMPARE(diagram->tables(), (QList<QualifiedName>{QualifiedName(u"lines"_s), QualifiedName(u"orders"_s)}));
    }

    void theFilterHidesOtherModels()
    {
        Opened session(shopModels());
        ModelsPage *page = session.page();
        QVERIFY(page);
        QTest::keyClicks(page->findChild<QLineEdit *>(u"modelsFilter"_s), u"ORD"_s);
        const auto *list = page->findChild<QTreeWidget *>(u"modelsList"_s);
        QVERIFY(list->topLevelItem(0)->isHidden() && !list->topLevelItem(1)->isHidden() && list->topLevelItem(2)->isHidden());
        page->select(QualifiedName(u"users"_s));
        QVERIFY(!list->topLevelItem(2)->isHidden());
    }

    void whatIsNotUnderstoodIsSaid()
    {
        Opened session("from elsewhere import surprise\n" + userModels("    more = surprise()\n"));
        ModelsPage *page = session.page();
        QVERIFY(page);
        QVERIFY(page->findChild<NoticeBar *>(u"modelProblem"_s)->isVisible());
        QVERIFY(!page->findChild<NoticeBar *>(u"modelProblem"_s)->detail().isEmpty());
    }

    void withoutMetadataThePageSaysWhatToDo()
    {
        Opened session(shopModels());
        writeSmallProject(session.project);
        const ModelsPage *page = session.page();
        QVERIFY(page);
        QVERIFY2(page->findChild<EmptyState *>()->title().contains(u"target_metadata"_s),
                 qPrintable(page->findChild<EmptyState *>()->title()));
    }

    void aChangedFileIsReadAgain()
    {
        Opened session(shopModels());
        ModelsPage *page = session.page();
        QVERIFY(page);
        session.project.write(u"app/models.py"_s, userModels());
        session.trigger("refresh");
        QVERIFY(QTest::qWaitFor([page] { return rows(page, "modelsList") == QStringList{u"User|users"_s}; }, patience));
    }
};

QTEST_MAIN(TestModelsPage)
#include "tst_modelspage.moc"
