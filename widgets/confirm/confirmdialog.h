#pragma once

#include "confirm/confirmrequest.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace retort {

/// The one dialog that asks before something changes a database. Cancel is the default and has the focus; Return, Space, Escape, the
/// close button and losing the focus never act. Only a click on the verb button, Space on it, or its mnemonic does, and where a name
/// is asked for, only while the typed text is exactly that name.
class ConfirmDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ConfirmDialog(const ConfirmRequest &request, QWidget *parent = nullptr);

    [[nodiscard]] QString typedName() const;

signals:
    /// The person chose to act; `typedName` is empty where none was asked for.
    void confirmed(const QString &typedName);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *header(const ConfirmRequest &request);
    QWidget *nameField(const ConfirmRequest &request);
    QWidget *buttons(const ConfirmRequest &request);
    void updateAction();

    QString m_name;
    QLineEdit *m_nameEdit = nullptr;
    QPushButton *m_act = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace retort
