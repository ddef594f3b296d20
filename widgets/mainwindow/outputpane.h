#pragma once

#include "base/diagnostic.h"

#include <QStringList>
#include <QTabWidget>
#include <QTimer>

class QPlainTextEdit;
class QTreeWidget;

namespace retort {

/// The panel at the bottom: what was run and said, and what is wrong in the project's files.
class OutputPane : public QTabWidget
{
    Q_OBJECT

public:
    explicit OutputPane(QWidget *parent = nullptr);

    /// Adds a line with the time of day.
    void addLine(const QString &line);
    void setProblems(const Diagnostics &diagnostics, const QString &root);
    [[nodiscard]] QString text() const;

    static constexpr int maxLines = 100'000;
    /// More would take long to list, and nobody reads them.
    static constexpr int mostProblems = 1'000;

signals:
    void problemActivated(const QString &file, int line);

private:
    /// Shows what has come since, a part of it at a time: a run says thousands of lines in no time.
    void flush();

    QPlainTextEdit *m_output;
    QStringList m_waiting;
    QTimer m_flush;
    QTreeWidget *m_problems;
};

} // namespace retort
