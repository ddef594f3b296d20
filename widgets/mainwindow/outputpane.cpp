#include "mainwindow/outputpane.h"

#include "theme/icons.h"

#include <QDir>
#include <QFontDatabase>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTime>
#include <QTreeWidget>

namespace retort {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype linesPerTurn = 500;
} // namespace

OutputPane::OutputPane(QWidget *parent) : QTabWidget(parent), m_output(new QPlainTextEdit(this)), m_problems(new QTreeWidget(this))
{
    setDocumentMode(true);
    m_flush.setSingleShot(true);
    m_flush.setInterval(30);
    connect(&m_flush, &QTimer::timeout, this, &OutputPane::flush);
    m_output->setObjectName(u"output"_s);
    m_output->setAccessibleName(tr("Output"));
    m_output->setReadOnly(true);
    m_output->setMaximumBlockCount(maxLines);
    m_output->setFrameShape(QFrame::NoFrame);
    m_output->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_output->setPlaceholderText(tr("Nothing has been run yet."));
    m_problems->setObjectName(u"problems"_s);
    m_problems->setAccessibleName(tr("Problems in the project's files"));
    m_problems->setHeaderLabels({tr("Problem"), tr("Where")});
    m_problems->setRootIsDecorated(false);
    m_problems->setUniformRowHeights(true);
    m_problems->setAllColumnsShowFocus(true);
    m_problems->setFrameShape(QFrame::NoFrame);
    m_problems->header()->setStretchLastSection(false);
    m_problems->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_problems->header()->setSectionResizeMode(1, QHeaderView::Interactive);
    m_problems->setColumnWidth(1, 280);
    connect(m_problems, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        emit problemActivated(item->data(0, Qt::UserRole).toString(), item->data(1, Qt::UserRole).toInt());
    });
    addTab(m_output, tr("Output"));
    addTab(m_problems, tr("Problems"));
}

void OutputPane::addLine(const QString &line)
{
    m_waiting.append(QTime::currentTime().toString(u"HH:mm:ss  "_s) + line);
    if (!m_flush.isActive())
        m_flush.start();
}

void OutputPane::flush()
{
    m_output->appendPlainText(m_waiting.mid(0, linesPerTurn).join(u'\n'));
    m_waiting.remove(0, qMin(m_waiting.size(), linesPerTurn));
    if (!m_waiting.isEmpty())
        m_flush.start();
}

QString OutputPane::text() const
{
    return (QStringList{m_output->toPlainText()} + m_waiting).join(u'\n');
}

void OutputPane::setProblems(const Diagnostics &diagnostics, const QString &root)
{
    m_problems->clear();
    for (const Diagnostic &diagnostic : diagnostics.mid(0, mostProblems)) {
        auto *item = new QTreeWidgetItem(m_problems);
        const QString file = root.isEmpty() ? diagnostic.file : QDir(root).relativeFilePath(diagnostic.file);
        item->setText(0, diagnostic.fix.isEmpty() ? diagnostic.message : diagnostic.message + u" – "_s + diagnostic.fix);
        item->setText(1, diagnostic.line > 0 ? u"%1:%2"_s.arg(file).arg(diagnostic.line) : file);
        item->setToolTip(0, item->text(0));
        item->setSizeHint(0, QSize(0, fontMetrics().height() + 8));
        item->setToolTip(1, diagnostic.file);
        item->setData(0, Qt::UserRole, diagnostic.file);
        item->setData(1, Qt::UserRole, diagnostic.line);
        switch (diagnostic.severity) {
        case Severity::Error: item->setIcon(0, Icons::icon("error"_L1, ColorRole::Error)); break;
        case Severity::Warning: item->setIcon(0, Icons::icon("warning"_L1, ColorRole::Warning)); break;
        case Severity::Information: item->setIcon(0, Icons::icon("information"_L1, ColorRole::Information)); break;
        }
    }
    if (diagnostics.size() > mostProblems)
        new QTreeWidgetItem(m_problems, {tr("and %n more", nullptr, int(diagnostics.size()) - mostProblems), QString()});
    setTabText(1, diagnostics.isEmpty() ? tr("Problems") : tr("Problems (%1)").arg(diagnostics.size()));
}

} // namespace retort
