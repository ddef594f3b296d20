#pragma once

#include "banner/noticebar.h"
#include "guard/target.h"

namespace retort {

/// Stands over everything while the target is production, or nobody knows what it is; cannot be dismissed, and says why on request.
class TargetBanner : public NoticeBar
{
    Q_OBJECT

public:
    explicit TargetBanner(QWidget *parent = nullptr);

    /// Shows or hides itself by the target's class.
    void setTarget(const Target &target);
    /// The evidence as one text, a line for each source.
    [[nodiscard]] static QString evidenceText(const Target &target);

signals:
    void classifyRequested();

private:
    void showEvidence();

    Target m_target;
    QPushButton *m_why;
    QPushButton *m_classify;
};

} // namespace retort
