#pragma once

#include "confirm/confirmdialog.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/projectview.h"
#include "plan/planpage.h"

#include "ownhome.h"
#include "smallproject.h"

#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

namespace retort::tests {

using namespace Qt::StringLiterals;

/// Milliseconds that a busy machine is given.
inline constexpr int patience = 60'000;

/// The window on a small project of its own, shown and settled.
class Session
{
public:
    explicit Session(const QByteArray &url = "sqlite:///%(here)s/shop.db")
        : settings(home.filePath(u"retort.conf"_s)),
          window(&settings, home.filePath(u"targets.json"_s))
    {
        writeSmallProject(project, url);
        window.resize(1200, 760);
        window.show();
    }

    bool open()
    {
        window.openProject(project.path());
        return settle() && window.hasProject();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return window.isSettled(); }, patience);
    }
    [[nodiscard]] PlanPage *plan() const { return window.projectView()->shownPlan(); }
    [[nodiscard]] QString current() { return window.workspace().database().heads.join(u','); }
    void trigger(const char *id) { window.actions().action(QString::fromLatin1(id))->trigger(); }
    [[nodiscard]] QString reason(const char *id) { return ActionRegistry::reason(window.actions().action(QString::fromLatin1(id))); }
    void select(const QString &revision) { window.projectView()->selectRevision(revision); }

    bool makePlan(const char *action)
    {
        trigger(action);
        return settle() && plan() && plan()->plan();
    }
    QPushButton *startButton() { return plan()->findChild<QPushButton *>(u"planStart"_s); }
    ConfirmDialog *dialog()
    {
        const auto all = window.findChildren<ConfirmDialog *>();
        const auto shown = std::find_if(all.cbegin(), all.cend(), [](const ConfirmDialog *each) { return each->isVisible(); });
        return shown == all.cend() ? nullptr : *shown;
    }
    /// Types the name if the shown dialog asks for it and clicks the verb.
    bool confirm()
    {
        if (!QTest::qWaitFor([this] { return dialog() != nullptr; }, patience))
            return false;
        if (auto *name = dialog()->findChild<QLineEdit *>(u"confirmName"_s))
            QTest::keyClicks(name, window.workspace().target()->target.name);
        QTest::mouseClick(dialog()->findChild<QPushButton *>(u"confirmAct"_s), Qt::LeftButton);
        return true;
    }
    /// Applies everything without a question: the plan is harmless and the target a development database.
    bool applyAll()
    {
        if (!makePlan("applyHead"))
            return false;
        QTest::mouseClick(startButton(), Qt::LeftButton);
        return settle();
    }

    QTemporaryDir home;
    CliProject project;
    Settings settings;
    MainWindow window;
};

} // namespace retort::tests
