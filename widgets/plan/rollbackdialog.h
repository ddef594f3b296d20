#pragma once

#include <QDialog>

class QLabel;
class QSpinBox;

namespace retort {

/// Asks how many migrations to roll back. It only leads to a plan, which asks again.
class RollbackDialog : public QDialog
{
    Q_OBJECT

public:
    /// `applied`: how many migrations are in the database.
    RollbackDialog(const QString &targetName, int applied, QWidget *parent = nullptr);

signals:
    void chosen(int count);

private:
    QSpinBox *m_count;
};

} // namespace retort
