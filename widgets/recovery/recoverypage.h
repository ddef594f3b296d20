#pragma once

#include "migration/recovery.h"

#include <QWidget>

class QTreeWidget;

namespace retort {

/// A migration that stopped half-way: which of its statements ran, as the journal has it, and the two ways to settle it. Neither is
/// preselected; closing the page leaves everything as it is.
class RecoveryPage : public QWidget
{
    Q_OBJECT

public:
    explicit RecoveryPage(const InterruptedRun &interrupted, QWidget *parent = nullptr);

    [[nodiscard]] static QString stateText(StatementState state);

signals:
    /// The person finished the migration by hand: its revision is to be recorded.
    void finishedByHand(const QString &revision);
    /// The person undid by hand what ran: the run is to be closed, the version rows stay.
    void undoneByHand(const QString &runId);

private:
    QTreeWidget *statements(const JournalStep &step);
    QWidget *choices(const InterruptedRun &interrupted, const JournalStep &step);
};

} // namespace retort
