#include "recovery/recoverypage.h"

#include "banner/noticebar.h"
#include "theme/icons.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

RecoveryPage::RecoveryPage(const InterruptedRun &interrupted, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"recoveryPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    const JournalRun &run = interrupted.run;
    const JournalStep step = run.steps.value(qMax(0, interrupted.step));
    auto *notice = new NoticeBar(this);
    notice->setNotice(ColorRole::Error, "error"_L1, tr("Migration %1 stopped half-way").arg(step.revision),
                      tr("%1 on %2, begun by %3. What ran is permanent; the revision is not recorded. "
                         "Nothing else runs on this target until this is settled.")
                          .arg(QLocale().toString(run.started.toLocalTime(), QLocale::ShortFormat), run.targetName, run.who));
    layout->addWidget(notice);
    layout->addWidget(statements(step), 1);
    layout->addWidget(choices(interrupted, step));
}

QTreeWidget *RecoveryPage::statements(const JournalStep &step)
{
    auto *tree = new QTreeWidget(this);
    tree->setObjectName(u"recoveryStatements"_s);
    tree->setAccessibleName(tr("Statements of the migration and what became of them"));
    tree->setHeaderLabels({tr("No."), tr("Statement"), tr("Ran?")});
    tree->setRootIsDecorated(false);
    tree->setAllColumnsShowFocus(true);
    tree->setFrameShape(QFrame::NoFrame);
    int number = 0;
    for (const JournalStatement &statement : step.statements + step.versionStatements) {
        auto *item = new QTreeWidgetItem(tree, {QString::number(++number), statement.sql.simplified(), stateText(statement.state)});
        item->setToolTip(1, statement.sql);
        item->setSizeHint(0, QSize(0, fontMetrics().height() + 10));
        const bool permanent = statement.state == StatementState::Committed;
        const bool failed = statement.state == StatementState::Failed || statement.state == StatementState::Started;
        item->setIcon(2,
                      permanent    ? Icons::icon("ok"_L1, ColorRole::Success)
                          : failed ? Icons::icon("error"_L1, ColorRole::Error)
                                   : Icons::icon("pending"_L1, ColorRole::Muted));
        if (!statement.error.isEmpty()) {
            item->setText(2, tr("%1: %2").arg(stateText(statement.state), statement.error.simplified()));
            item->setToolTip(2, statement.error);
        }
    }
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    tree->resizeColumnToContents(0);
    tree->setColumnWidth(2, 260);
    return tree;
}

QWidget *RecoveryPage::choices(const InterruptedRun &interrupted, const JournalStep &step)
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(12, 10, 12, 10);
    auto *text =
        new QLabel(tr("Compare the list with the database. Then finish the migration by hand, or undo by hand what ran, and say which. "
                      "To leave everything as it is, close this page."),
                   box);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *row = new QHBoxLayout;
    auto *finished = new QPushButton(tr("I &Finished It: Record %1…").arg(step.revision), box);
    auto *undone = new QPushButton(tr("I &Undid What Ran…"), box);
    finished->setObjectName(u"recoveryFinished"_s);
    undone->setObjectName(u"recoveryUndone"_s);
    for (QPushButton *button : {finished, undone}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch();
    layout->addLayout(row);
    connect(finished, &QPushButton::clicked, this, [this, revision = step.revision] { emit finishedByHand(revision); });
    connect(undone, &QPushButton::clicked, this, [this, id = interrupted.run.id] { emit undoneByHand(id); });
    return box;
}

QString RecoveryPage::stateText(StatementState state)
{
    switch (state) {
    case StatementState::NotReached: return tr("not reached");
    case StatementState::Started: return tr("begun, end unknown");
    case StatementState::Done: return tr("ran");
    case StatementState::Failed: return tr("failed");
    case StatementState::Committed: return tr("yes, permanent");
    case StatementState::RolledBack: return tr("ran, undone by the database");
    }
    return {};
}

} // namespace retort
