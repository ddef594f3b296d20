#pragma once

#include "base/diagnostic.h"

#include <QTabWidget>

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

signals:
    void problemActivated(const QString &file, int line);

private:
    QPlainTextEdit *m_output;
    QTreeWidget *m_problems;
};

} // namespace retort
