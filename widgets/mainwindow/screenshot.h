#pragma once

#include "mainwindow/programoptions.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace retort {

class MainWindow;

/// Brings the window to the page that was asked for, waits until nothing is running any more, saves a picture and ends the program.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    Screenshot(MainWindow *window, const ProgramOptions &options, QObject *parent = nullptr);

private:
    void step();
    /// The next thing to do; false when everything is done.
    bool advance();
    void save();

    MainWindow *m_window;
    ProgramOptions m_options;
    QTimer m_timer;
    QElapsedTimer m_since;
    int m_stage = 0;
};

} // namespace retort
