#pragma once

#include "planning/migrationplan.h"
#include "timeline/timelinesnapshot.h"

#include <QWidget>

#include <memory>

class QTabWidget;

namespace retort {

class BlockedPage;
class ModelsPage;
class PlanPage;
class ReviewPage;
class SyntaxLibrary;
class TargetBanner;
class TimelinePage;
class Workspace;

/// The middle of the window while a project is open: the banner of a dangerous target over the tabs with timeline, reviews and plans.
class ProjectView : public QWidget
{
    Q_OBJECT

public:
    ProjectView(Workspace *workspace, std::shared_ptr<const SyntaxLibrary> library, QWidget *parent = nullptr);

    [[nodiscard]] TimelinePage *timeline() const { return m_timeline; }
    [[nodiscard]] QString selectedRevision() const;
    void selectRevision(const QString &revision);
    void setSnapshot(const std::shared_ptr<const TimelineSnapshot> &snapshot);

    void showTimeline();
    void openReview(const QString &revision);
    PlanPage *openPlan(PlanKind kind, const QStringList &revisions);
    void openBlocked();
    /// The page that compares database, models and revisions.
    void openDrift();
    /// The page about what the models declare.
    ModelsPage *openModels();
    /// The page about a migration that stopped half-way; nothing when there is none.
    void openRecovery();
    /// Starts the plan of the shown tab as its button would; nothing when none is shown or it may not start.
    void startShownPlan();
    [[nodiscard]] PlanPage *shownPlan() const;
    [[nodiscard]] ReviewPage *shownReview() const;
    void closeShownTab();
    /// Everything but the timeline.
    void closePages();

signals:
    void selectionMoved(const QString &revision);
    void menuRequested(const QString &revision, const QPoint &globalPosition);
    void detailsRequested();
    void applyRequested();
    void mergeRequested();
    void newMigrationRequested();
    void classifyRequested();
    void undoneByHand(const QString &runId);
    void output(const QString &line);
    void shownPageChanged();

private:
    void closeTab(int index);
    void load(ReviewPage *page);
    /// Brings the page of that class to the front; null when there is none.
    template <typename Page>
    Page *shownAgain();
    int addPage(QWidget *page, QLatin1StringView icon, const QString &title);

    Workspace *m_workspace;
    std::shared_ptr<const SyntaxLibrary> m_library;
    TargetBanner *m_banner;
    QTabWidget *m_tabs;
    TimelinePage *m_timeline;
};

} // namespace retort
