#pragma once

#include "guard/guard.h"

#include <QWidget>

namespace retort {

/// The page in place of db:fresh, reset and downgrade to base where the guard blocks them: why, and what can be done instead. It has no way
/// to do it anyway.
class BlockedPage : public QWidget
{
    Q_OBJECT

public:
    BlockedPage(const Target &target, const Verdict &verdict, QWidget *parent = nullptr);

signals:
    void applyRequested();
    void classifyRequested();
};

} // namespace retort
