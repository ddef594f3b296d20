#include "mainwindow/detailspane.h"

#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString links(const QStringList &revisions)
{
    QStringList made;
    for (const QString &revision : revisions)
        made.append(u"<a href=\"rev:%1\">%1</a>"_s.arg(revision.toHtmlEscaped()));
    return made.join(u", "_s);
}

} // namespace

DetailsPane::DetailsPane(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(u"details"_s);
    setAccessibleName(tr("Details of the selected revision"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(200);
}

void DetailsPane::addRow(const QString &label, const QString &html)
{
    if (html.isEmpty())
        return;
    auto *value = new QLabel(html, m_content);
    value->setWordWrap(true);
    value->setTextFormat(Qt::RichText);
    value->setTextInteractionFlags(Qt::TextBrowserInteraction);
    value->setAccessibleName(label);
    connect(value, &QLabel::linkActivated, this, [this](const QString &link) {
        if (link.startsWith("rev:"_L1))
            emit revisionActivated(link.mid(4));
        else if (link.startsWith("file:"_L1))
            emit fileActivated(link.mid(5));
    });
    auto *name = new QLabel(label, m_content);
    name->setForegroundRole(QPalette::PlaceholderText);
    m_form->addRow(name);
    m_form->addRow(value);
}

void DetailsPane::showRevision(const TimelineSnapshot &snapshot, const QString &id, const QString &projectRoot)
{
    m_content = new QWidget;
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(12, 10, 12, 10);
    m_form = new QFormLayout;
    m_form->setVerticalSpacing(3);
    m_title = new QLabel(m_content);
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::PlainText);
    layout->addWidget(m_title);
    layout->addSpacing(6);
    layout->addLayout(m_form);
    layout->addStretch();
    const auto *revision = snapshot.find(id);
    if (!revision) {
        m_title->setText(tr("Select a revision to see its details."));
        m_title->setForegroundRole(QPalette::PlaceholderText);
        setWidget(m_content);
        return;
    }
    const TimelineEntry &entry = revision->entry;
    QFont font = m_title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.1);
    m_title->setFont(font);
    m_title->setText(entry.message.isEmpty() ? entry.id : entry.message);
    addRow(tr("Revision"), entry.id.toHtmlEscaped());
    QString state = QString(TimelineSnapshot::stateShape(revision->state)) + u' ' + TimelineSnapshot::stateText(revision->state);
    if (revision->isHead)
        state += u" · "_s + tr("head");
    if (revision->isMerge)
        state += u" · "_s + tr("merge");
    addRow(tr("State"), state);
    addRow(entry.parents.size() > 1 ? tr("Parents") : tr("Parent"),
           entry.parents.isEmpty() && !entry.file.isEmpty() ? tr("none (base)") : links(entry.parents));
    addRow(tr("Followed by"), links(revision->children));
    addRow(tr("Depends on"), links(entry.dependsOn));
    addRow(tr("Labels"), entry.labels.join(u", "_s).toHtmlEscaped());
    if (entry.created.isValid())
        addRow(tr("Created"), entry.created.toString(u"yyyy-MM-dd HH:mm"_s));
    if (!entry.file.isEmpty()) {
        const QString shown = QDir(projectRoot).relativeFilePath(entry.file).toHtmlEscaped();
        // A place to break the line, so that long names do not widen the pane.
        addRow(tr("File"), QString(shown).replace(u'/', u"/\u200b"_s).replace(u'_', u"_\u200b"_s));
    }
    addRow(tr("Problem"), entry.problem.toHtmlEscaped());
    addRow(tr("Not understood"), entry.notUnderstood.toHtmlEscaped());
    setWidget(m_content);
}

} // namespace retort
