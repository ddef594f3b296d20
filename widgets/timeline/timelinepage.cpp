#include "timeline/timelinepage.h"

#include "banner/noticebar.h"
#include "start/emptystate.h"
#include "timeline/timelinefilter.h"
#include "timeline/timelineview.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostFilesListed = 4;
} // namespace

TimelinePage::TimelinePage(QWidget *parent) : QWidget(parent), m_view(new TimelineView(this))
{
    setObjectName(u"timelinePage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_silent = new NoticeBar(this);
    m_silent->setObjectName(u"databaseSilent"_s);
    connect(m_silent->addButton(tr("As&k the Database")), &QPushButton::clicked, this, &TimelinePage::retryRequested);
    m_heads = new NoticeBar(this);
    m_heads->setObjectName(u"severalHeads"_s);
    connect(m_heads->addButton(tr("Merge &Heads…")), &QPushButton::clicked, this, &TimelinePage::mergeRequested);
    m_interrupted = new NoticeBar(this);
    m_interrupted->setObjectName(u"interruptedRun"_s);
    connect(m_interrupted->addButton(tr("Show What &Happened")), &QPushButton::clicked, this, &TimelinePage::recoveryRequested);
    m_unusable = new NoticeBar(this);
    m_unusable->setObjectName(u"unusableFiles"_s);
    m_silent->hide();
    m_unusable->hide();
    m_heads->hide();
    m_interrupted->hide();
    layout->addWidget(m_interrupted);
    layout->addWidget(m_silent);
    layout->addWidget(m_unusable);
    layout->addWidget(m_heads);
    layout->addWidget(filterBar());
    m_pages = new QStackedWidget(this);
    m_empty = new EmptyState(m_pages);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_view);
    showLoading();
}

QWidget *TimelinePage::filterBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 6, 10, 6);
    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(u"timelineFilter"_s);
    m_filter->setAccessibleName(tr("Filter revisions"));
    m_filter->setPlaceholderText(tr("Filter by message, revision, label or file"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(380);
    m_state = new QComboBox(bar);
    m_state->setObjectName(u"timelineState"_s);
    m_state->setAccessibleName(tr("Show states"));
    m_state->addItem(tr("All states"), -1);
    for (const auto state : {RevisionState::Pending, RevisionState::Applied, RevisionState::Current, RevisionState::Missing,
                             RevisionState::Unreadable, RevisionState::Unknown})
        m_state->addItem(QString(TimelineSnapshot::stateShape(state)) + u' ' + TimelineSnapshot::stateText(state), int(state));
    m_count = new QLabel(bar);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_state);
    layout->addStretch();
    layout->addWidget(m_count);
    connect(m_filter, &QLineEdit::textChanged, this, &TimelinePage::applyFilter);
    connect(m_filter, &QLineEdit::returnPressed, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_state, &QComboBox::currentIndexChanged, this, &TimelinePage::applyFilter);
    return bar;
}

void TimelinePage::showLoading()
{
    m_empty->setState("timeline"_L1, tr("Reading the project…"), {});
    m_pages->setCurrentWidget(m_empty);
}

void TimelinePage::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

void TimelinePage::applyFilter()
{
    const int state = m_state->currentData().toInt();
    m_view->filter()->setState(state < 0 ? std::nullopt : std::optional(RevisionState(state)));
    m_view->filter()->setText(m_filter->text());
    m_view->viewport()->update();
    updateCount();
}

void TimelinePage::setSnapshot(std::shared_ptr<const TimelineSnapshot> snapshot)
{
    m_view->setSnapshot(std::move(snapshot));
    updateNotices();
    updateCount();
}

void TimelinePage::updateNotices()
{
    const TimelineSnapshot &snapshot = m_view->snapshot();
    const DatabaseState &database = snapshot.database();
    m_silent->setVisible(!database.known && (database.notAsked || !database.error.isEmpty()));
    if (database.notAsked) {
        m_silent->setNotice(ColorRole::Information, "information"_L1,
                            tr("This production database has not been asked where it is: nothing connects to it by itself."));
    } else if (m_silent->isVisibleTo(this)) {
        const QString text = database.asked.isValid() ? tr("The database does not answer. Its last answer came at %1: %2.")
                                                            .arg(QLocale().toString(database.asked.time(), QLocale::ShortFormat),
                                                                 database.heads.isEmpty() ? tr("base") : database.heads.join(u", "_s))
                                                      : tr("What is applied is not known: there is no answer from the database.");
        m_silent->setNotice(ColorRole::Warning, "warning"_L1, text, database.error);
    }
    m_interrupted->setVisible(database.interrupted.has_value());
    if (database.interrupted) {
        m_interrupted->setNotice(ColorRole::Error, "error"_L1,
                                 tr("Migration %1 stopped half-way. Nothing else runs on this target until that is settled.")
                                     .arg(database.interrupted->run.steps.value(qMax(0, database.interrupted->step)).revision));
    }
    const auto &unusable = snapshot.unusableFiles();
    m_unusable->setVisible(!unusable.isEmpty());
    if (!unusable.isEmpty()) {
        QStringList lines;
        for (const UnusableFile &file : unusable.mid(0, mostFilesListed))
            lines.append(QFileInfo(file.file).fileName() + u": "_s + file.reason);
        if (unusable.size() > mostFilesListed)
            lines.append(tr("and %n more", nullptr, int(unusable.size()) - mostFilesListed));
        m_unusable->setNotice(
            ColorRole::Error, "error"_L1,
            tr("%n file(s) among the revisions cannot be used. No plan is made until they are mended or taken out of the folder.", nullptr,
               int(unusable.size())),
            lines.join(u'\n'));
    }
    m_heads->setVisible(snapshot.heads().size() > 1);
    if (snapshot.heads().size() > 1) {
        m_heads->setNotice(ColorRole::Warning, "merge"_L1,
                           tr("%1 heads: %2. Applying to “head” fails until they are merged; apply to one of them, or to all of them.")
                               .arg(snapshot.heads().size())
                               .arg(snapshot.heads().join(u", "_s)));
    }
}

void TimelinePage::updateCount()
{
    const int all = m_view->snapshot().revisionCount();
    const int shown = m_view->filter()->rowCount();
    const bool filtered = m_view->filter()->isActive();
    m_count->setText(filtered ? tr("%1 of %2 revisions").arg(QLocale().toString(shown), QLocale().toString(all))
                              : tr("%n revision(s)", nullptr, all));
    if (all == 0 && m_view->snapshot().rows().empty())
        m_empty->setState("timeline"_L1, tr("No revisions yet"), tr("The project's versions folder has no migration in it."));
    else if (filtered && shown == 0)
        m_empty->setState("search"_L1, tr("No revision matches the filter"), {});
    m_pages->setCurrentWidget((filtered && shown == 0) || m_view->snapshot().rows().empty() ? static_cast<QWidget *>(m_empty) : m_view);
}

} // namespace retort
