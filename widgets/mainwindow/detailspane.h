#pragma once

#include "timeline/timelinesnapshot.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;

namespace retort {

/// Everything known about the selected revision, as text that can be selected and read out.
class DetailsPane : public QScrollArea
{
    Q_OBJECT

public:
    explicit DetailsPane(QWidget *parent = nullptr);

    void showRevision(const TimelineSnapshot &snapshot, const QString &revision, const QString &projectRoot);

signals:
    void revisionActivated(const QString &revision);
    void fileActivated(const QString &file);

private:
    void addRow(const QString &label, const QString &html);

    QWidget *m_content = nullptr;
    QFormLayout *m_form = nullptr;
    QLabel *m_title = nullptr;
};

} // namespace retort
