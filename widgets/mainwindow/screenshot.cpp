#include "mainwindow/screenshot.h"

#include "mainwindow/mainwindow.h"
#include "mainwindow/projectview.h"
#include "models/modelspage.h"

#include <QCoreApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>

namespace retort {

namespace {
constexpr int pollMilliseconds = 30;
constexpr qint64 patienceMilliseconds = 60'000;
} // namespace

Screenshot::Screenshot(MainWindow *window, const ProgramOptions &options, QObject *parent)
    : QObject(parent),
      m_window(window),
      m_options(options)
{
    m_timer.setInterval(pollMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::step);
    m_since.start();
    m_timer.start();
}

void Screenshot::step()
{
    if (m_since.elapsed() > patienceMilliseconds) {
        qWarning("The page was not ready within a minute.");
        QCoreApplication::exit(1);
        return;
    }
    if (!m_window->isSettled())
        return;
    if (advance())
        return;
    m_timer.stop();
    save();
}

bool Screenshot::advance()
{
    using Page = ProgramOptions::Page;
    const Page page = m_options.page.value_or(Page::Timeline);
    const int stage = m_stage++;
    if (page == Page::Start || !m_window->hasProject())
        return stage < 1;
    ProjectView *view = m_window->projectView();
    if (stage == 0) {
        if (!m_options.target.isEmpty())
            m_window->chooseTarget(m_options.target);
        if (!m_options.revision.isEmpty())
            view->selectRevision(m_options.revision);
        return true;
    }
    if (stage == 1) {
        if (page == Page::Review)
            view->openReview(view->selectedRevision());
        else if (page == Page::Plan)
            m_window->planUpgrade();
        else if (page == Page::Confirm)
            view->openPlan(PlanKind::Downgrade, {QStringLiteral("-1")});
        else if (page == Page::Blocked)
            m_window->showBlocked();
        else if (page == Page::Drift)
            view->openDrift();
        else if (page == Page::Models || page == Page::Diagram)
            view->openModels();
        else if (page == Page::NewMigration)
            m_window->actions().action(QStringLiteral("newMigration"))->trigger();
        return true;
    }
    if (stage == 2) {
        if (page == Page::Diagram) {
            view->openModels()->select(QualifiedName(QStringLiteral("orders")));
            view->openModels()->showDiagram();
        }
        if (page == Page::Confirm)
            view->startShownPlan();
        else if (page == Page::NewMigration)
            m_window->findChild<QLineEdit *>(QStringLiteral("migrationMessage"))->setText(QStringLiteral("add rate limits"));
        return true;
    }
    if (const auto *dialog = m_window->findChild<NewMigrationDialog *>(); dialog && !dialog->isSettled())
        return true;
    // Two more turns, so that late layout and styling have been done.
    return stage < 5;
}

void Screenshot::save()
{
    QPixmap picture = m_window->grab();
    for (QDialog *dialog : m_window->findChildren<QDialog *>()) {
        if (!dialog->isVisible())
            continue;
        const QPixmap front = dialog->grab();
        QPainter painter(&picture);
        const QPoint place((m_window->width() - dialog->width()) / 2, (m_window->height() - dialog->height()) / 3);
        painter.fillRect(m_window->rect(), QColor(0, 0, 0, 70));
        painter.drawPixmap(place, front);
        painter.setPen(m_window->palette().color(QPalette::Mid));
        painter.drawRect(QRect(place, dialog->size()).adjusted(-1, -1, 0, 0));
    }
    const bool saved = picture.save(m_options.screenshot);
    if (!saved)
        qWarning("The picture cannot be written to %s.", qPrintable(m_options.screenshot));
    QCoreApplication::exit(saved ? 0 : 1);
}

} // namespace retort
