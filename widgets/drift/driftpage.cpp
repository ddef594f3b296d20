#include "drift/driftpage.h"

#include "banner/noticebar.h"
#include "drift/differenceitem.h"
#include "start/emptystate.h"
#include "theme/icons.h"
#include "theme/roomydelegate.h"
#include "workspace/workspace.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeWidget>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString headsText(const QStringList &heads)
{
    return heads.isEmpty() ? u"base"_s : heads.join(u", "_s);
}

} // namespace

DriftPage::DriftPage(Workspace *workspace, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_summary(new NoticeBar(this)),
      m_contents(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_tree(new QTreeWidget(this))
{
    setObjectName(u"driftPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    makeTree();
    m_summary->setObjectName(u"driftSummary"_s);
    m_contents->addWidget(m_empty);
    m_contents->addWidget(m_tree);
    layout->addWidget(m_summary);
    layout->addWidget(m_contents, 1);
    layout->addWidget(makeButtons());
    setFocusProxy(m_tree);
    connect(m_empty, &EmptyState::actionTriggered, this, &DriftPage::compare);
    connect(m_workspace, &Workspace::targetChanged, this, &DriftPage::reset);
    connect(m_workspace, &Workspace::projectChanged, this, [this] {
        if (m_drift && m_workspace->project())
            compare();
    });
    reset();
}

void DriftPage::makeTree()
{
    m_tree->setObjectName(u"driftTree"_s);
    m_tree->setItemDelegate(new RoomyDelegate(m_tree));
    m_tree->setAccessibleName(tr("Differences"));
    m_tree->setHeaderLabels({tr("Difference"), tr("Detail")});
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
}

QWidget *DriftPage::makeButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    const auto add = [&](const QString &text, const QString &name, QLatin1StringView icon) {
        auto *button = new QPushButton(Icons::icon(icon), text, bar);
        button->setObjectName(name);
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    m_again = add(tr("&Compare Again"), u"driftAgain"_s, "refresh"_L1);
    m_copy = add(tr("Copy &Report"), u"driftCopy"_s, "copy"_L1);
    row->addStretch();
    m_generate = add(tr("&New Migration…"), u"driftGenerate"_s, "new"_L1);
    connect(m_again, &QPushButton::clicked, this, &DriftPage::compare);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(report()); });
    connect(m_generate, &QPushButton::clicked, this, &DriftPage::newMigrationRequested);
    return bar;
}

/// What is shown is about one target: another one has not been asked yet, and production is asked only when the person says so.
void DriftPage::reset()
{
    ++m_generation;
    m_drift.reset();
    m_summary->hide();
    m_contents->setCurrentWidget(m_empty);
    m_copy->setEnabled(false);
    m_generate->setEnabled(false);
    const ProjectTarget *target = m_workspace->target();
    m_again->setEnabled(target && !target->problem);
    if (!target || target->problem) {
        m_empty->setState("database"_L1, tr("No database to compare with"),
                          target ? target->problem->message : tr("The project names no database."));
    } else if (target->target.environment == EnvironmentClass::Production) {
        m_empty->setState("database"_L1, tr("%1 is a production database").arg(target->target.name),
                          tr("It is read only when you say so. Nothing is written to it."), tr("&Compare"));
    } else {
        compare();
    }
}

void DriftPage::compare()
{
    m_again->setEnabled(false);
    if (!m_drift)
        m_empty->setState("compare"_L1, tr("Comparing database, models and revisions…"), {});
    m_workspace->readDrift(this, [this, generation = ++m_generation](const Result<Drift> &drift) {
        if (generation == m_generation)
            take(drift);
    });
}

void DriftPage::take(const Result<Drift> &drift)
{
    m_again->setEnabled(true);
    m_drift.reset();
    m_copy->setEnabled(bool(drift));
    m_generate->setEnabled(drift && !drift->models.isEmpty());
    if (!drift) {
        m_summary->hide();
        m_empty->setState("error"_L1, drift.error().message, drift.error().detail, tr("&Compare Again"));
        m_contents->setCurrentWidget(m_empty);
        return;
    }
    m_drift = *drift;
    show(*drift);
}

void DriftPage::show(const Drift &drift)
{
    const QString place = drift.databaseHeads == drift.fileHeads
        ? tr("The database is at %1, where the files end.").arg(headsText(drift.databaseHeads))
        : tr("The database is at %1, the files end at %2: differences that pending migrations do away with are marked.")
              .arg(headsText(drift.databaseHeads), headsText(drift.fileHeads));
    const int count = int(drift.models.size() + drift.byHand.size());
    if (drift.noModels && drift.noRevisions)
        m_summary->setNotice(ColorRole::Warning, "warning"_L1, tr("Nothing could be compared"), place);
    else if (count == 0)
        m_summary->setNotice(ColorRole::Success, "ok"_L1, tr("No differences"), place);
    else
        m_summary->setNotice(ColorRole::Warning, "warning"_L1, tr("%n difference(s)", nullptr, count), place);
    m_summary->show();
    m_tree->clear();
    addGroup(tr("What the models want of the database"), drift.models, drift.modelNotes, drift.noModels);
    addGroup(tr("What the applied revisions want of the database (changed by hand?)"), drift.byHand, drift.revisionNotes,
             drift.noRevisions);
    m_tree->expandAll();
    m_tree->resizeColumnToContents(0);
    m_tree->setColumnWidth(0, qMax(420, m_tree->columnWidth(0)));
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
    m_contents->setCurrentWidget(m_tree);
}

void DriftPage::addGroup(const QString &title, const QList<Difference> &differences, const QStringList &notes,
                         const std::optional<Error> &problem)
{
    auto *group = new QTreeWidgetItem(m_tree, {title, differences.isEmpty() ? QString() : QString::number(differences.size())});
    QFont font = group->font(0);
    font.setBold(true);
    group->setFont(0, font);
    group->setFirstColumnSpanned(differences.isEmpty());
    const auto addLine = [group](const QString &text, const QIcon &icon) {
        auto *line = new QTreeWidgetItem(group, {text});
        line->setIcon(0, icon);
        line->setToolTip(0, text);
        line->setFirstColumnSpanned(true);
    };
    for (const Difference &difference : differences)
        group->addChild(differenceItem(difference));
    if (problem)
        addLine(problem->message, Icons::icon("error"_L1, ColorRole::Error));
    else if (differences.isEmpty())
        addLine(tr("No difference."), Icons::icon("ok"_L1, ColorRole::Success));
    for (const QString &note : notes)
        addLine(note, Icons::icon("information"_L1, ColorRole::Information));
}

QString DriftPage::report() const
{
    QStringList lines{m_summary->text(), m_summary->detail()};
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *group = m_tree->topLevelItem(i);
        lines << QString() << group->text(0);
        for (int j = 0; j < group->childCount(); ++j) {
            const QTreeWidgetItem *line = group->child(j);
            lines.append(line->text(1).isEmpty() ? QString(u"  "_s % line->text(0))
                                                 : QString(u"  "_s % line->text(0) % u": "_s % line->text(1)));
        }
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace retort
