#include "review/reviewpage.h"

#include "banner/noticebar.h"
#include "editor/codeeditor.h"
#include "theme/elidedlabel.h"
#include "theme/icons.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

SyntaxLanguage sqlLanguage(const QString &dialect)
{
    if (dialect == "postgresql"_L1)
        return SyntaxLanguage::PostgresqlSql;
    return dialect == "mysql"_L1 || dialect == "mariadb"_L1 ? SyntaxLanguage::MysqlSql : SyntaxLanguage::Sql;
}

QWidget *titledColumn(QWidget *bar, QWidget *content)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(content, 1);
    return box;
}

} // namespace

ReviewPage::ReviewPage(QString revision, const std::shared_ptr<const SyntaxLibrary> &library, QWidget *parent)
    : QWidget(parent),
      m_revision(std::move(revision))
{
    setObjectName(u"reviewPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header());
    m_error = new NoticeBar(this);
    m_error->hide();
    layout->addWidget(m_error);
    m_incomplete = new NoticeBar(this);
    m_incomplete->setObjectName(u"reviewIncomplete"_s);
    m_incomplete->hide();
    layout->addWidget(m_incomplete);

    m_findings = new QListWidget(this);
    m_findings->setObjectName(u"reviewFindings"_s);
    m_findings->setAccessibleName(tr("Findings"));
    m_findings->setFrameShape(QFrame::NoFrame);
    m_findings->setWordWrap(true);
    m_findings->hide();
    connect(m_findings, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        m_python->goToLine(item->data(Qt::UserRole).toInt());
        m_python->setFocus();
    });
    layout->addWidget(m_findings);

    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->addWidget(pythonSide(library));
    m_splitter->addWidget(sqlSide(library));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({1000, 1000});
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_python);
}

QWidget *ReviewPage::header()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 8, 12, 8);
    m_title = new ElidedLabel(bar);
    m_title->setText(m_revision);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setBold(true);
    m_title->setFont(font);
    layout->addWidget(m_title, 1);
    m_count = new QLabel(bar);
    m_count->setObjectName(u"reviewCount"_s);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_count);
    return bar;
}

QWidget *ReviewPage::pythonSide(const std::shared_ptr<const SyntaxLibrary> &library)
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 4, 8, 4);
    m_file = new ElidedLabel(bar);
    m_file->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_file, 1);
    // As tall as the bar beside it, so that both texts begin on one line.
    bar->setMinimumHeight(QComboBox().sizeHint().height() + 8);
    m_python = new CodeEditor(library);
    m_python->setObjectName(u"reviewPython"_s);
    m_python->setAccessibleName(tr("Python of the migration"));
    m_python->setLanguage(SyntaxLanguage::Python);
    m_python->setReadOnly(true);
    connect(m_python, &CodeEditor::statementEntered, this, &ReviewPage::onCallEntered);
    // Coming back to the editor whose cursor never left its statement is no entering, but it is meant.
    connect(m_python, &QsciScintilla::cursorPositionChanged, this, [this] {
        if (m_python->hasFocus())
            onCallEntered(m_python->statementAt(qsizetype(m_python->SendScintilla(QsciScintillaBase::SCI_GETCURRENTPOS))));
    });
    return titledColumn(bar, m_python);
}

QWidget *ReviewPage::sqlSide(const std::shared_ptr<const SyntaxLibrary> &library)
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 4, 8, 4);
    m_directions = new QButtonGroup(this);
    const auto addDirection = [&](const QString &text, Direction direction, const QString &name) {
        auto *button = new QPushButton(text, bar);
        button->setObjectName(name);
        button->setCheckable(true);
        button->setAutoDefault(false);
        m_directions->addButton(button, int(direction));
        layout->addWidget(button);
    };
    addDirection(tr("&Upgrade"), Direction::Upgrade, u"reviewUpgrade"_s);
    addDirection(tr("Do&wngrade"), Direction::Downgrade, u"reviewDowngrade"_s);
    m_directions->button(int(Direction::Upgrade))->setChecked(true);
    connect(m_directions, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            setDirection(Direction(id));
    });
    layout->addStretch();
    m_dialects = new QComboBox(bar);
    m_dialects->setObjectName(u"reviewDialect"_s);
    m_dialects->setAccessibleName(tr("SQL dialect"));
    connect(m_dialects, &QComboBox::activated, this, [this] { emit dialectChanged(dialect()); });
    layout->addWidget(m_dialects);
    m_sql = new CodeEditor(library);
    m_sql->setObjectName(u"reviewSql"_s);
    m_sql->setAccessibleName(tr("SQL of the migration"));
    m_sql->setReadOnly(true);
    connect(m_sql, &CodeEditor::statementEntered, this, &ReviewPage::onStatementEntered);
    connect(m_sql, &QsciScintilla::cursorPositionChanged, this, [this] {
        if (m_sql->hasFocus())
            onStatementEntered(m_sql->statementAt(qsizetype(m_sql->SendScintilla(QsciScintillaBase::SCI_GETCURRENTPOS))));
    });
    return titledColumn(bar, m_sql);
}

QString ReviewPage::dialect() const
{
    return m_dialects->currentData().toString();
}

void ReviewPage::setDialects(const QStringList &names, const QString &chosen)
{
    const QSignalBlocker blocker(m_dialects);
    m_dialects->clear();
    for (const QString &name : names) {
        const auto known = Dialect::byName(name);
        m_dialects->addItem(known ? known->displayName() : name, name);
    }
    m_dialects->setCurrentIndex(qMax(0, m_dialects->findData(chosen)));
}

void ReviewPage::showDocument(const ReviewDocument &document)
{
    const bool sameText = m_document && m_document->source.bytes() == document.source.bytes();
    const int line = m_document ? m_python->currentLine() : 0;
    m_document = document;
    m_error->hide();
    m_title->setText(document.revision + u"  "_s + document.message);
    m_file->setText(QFileInfo(document.source.file()).fileName());
    m_file->setToolTip(document.source.file());
    if (!sameText)
        m_python->setSource(QString::fromUtf8(document.source.bytes()));
    m_sql->setLanguage(sqlLanguage(document.dialect));
    fillSide();
    if (line > 0 && !sameText)
        m_python->goToLine(line);
}

void ReviewPage::showError(const Error &error)
{
    m_error->setNotice(ColorRole::Error, "error"_L1, error.message, error.detail);
    m_error->show();
}

void ReviewPage::setDirection(Direction direction)
{
    m_directions->button(int(direction))->setChecked(true);
    if (direction == m_direction)
        return;
    m_direction = direction;
    fillSide();
}

void ReviewPage::fillSide()
{
    if (!m_document)
        return;
    const ReviewSide &side = m_document->side(m_direction);
    const bool up = m_direction == Direction::Upgrade;
    m_python->setStatements(side.calls);
    m_python->setFindings(side.notShown);
    m_sql->setSource(side.sql.isEmpty() && side.isComplete()
                         ? (up ? tr("-- upgrade() does nothing: no SQL.\n") : tr("-- downgrade() does nothing: no SQL.\n"))
                         : side.sql);
    m_sql->setStatements(side.sqlStatements);
    m_count->setText(tr("%n statement(s), no connection used", nullptr, int(side.sqlStatements.size())));
    fillFindings();
    updateIncomplete();
    // The function that is shown comes into view: it is what the reader wants, not the file's head.
    if (!side.calls.isEmpty())
        m_python->goToLine(m_document->source.line(side.calls.first().begin));
}

void ReviewPage::fillFindings()
{
    m_findings->clear();
    for (const Diagnostic &finding : m_document->side(m_direction).notShown) {
        auto *item = new QListWidgetItem(Icons::icon("opaque"_L1, ColorRole::Warning),
                                         tr("Line %1: %2").arg(finding.line).arg(finding.message), m_findings);
        item->setData(Qt::UserRole, finding.line);
    }
    const int rows = qMin(4, m_findings->count());
    m_findings->setVisible(rows > 0);
    if (rows > 0)
        m_findings->setFixedHeight(rows * qMax(24, m_findings->sizeHintForRow(0)) + 6);
}

void ReviewPage::updateIncomplete()
{
    const QString text = incompleteText();
    m_incomplete->setVisible(!text.isEmpty());
    if (!text.isEmpty())
        m_incomplete->setNotice(ColorRole::Warning, "opaque"_L1, text);
}

QString ReviewPage::incompleteText() const
{
    if (!m_document || m_document->side(m_direction).isComplete())
        return {};
    return tr("The SQL is incomplete: %n part(s) of this migration cannot be shown. Each is marked at its line.", nullptr,
              int(m_document->side(m_direction).notShown.size()));
}

void ReviewPage::onCallEntered(qsizetype call)
{
    if (!m_document)
        return;
    const ReviewSide &side = m_document->side(m_direction);
    m_python->linkStatements(call < 0 ? QList<qsizetype>() : QList{call});
    m_sql->linkStatements(call < 0 || call >= side.statementsOfCall.size() ? QList<qsizetype>() : side.statementsOfCall.at(call));
}

void ReviewPage::onStatementEntered(qsizetype statement)
{
    if (!m_document)
        return;
    const ReviewSide &side = m_document->side(m_direction);
    m_sql->linkStatements(statement < 0 ? QList<qsizetype>() : QList{statement});
    const qsizetype call = statement < 0 || statement >= side.callOfStatement.size() ? -1 : side.callOfStatement.at(statement);
    m_python->linkStatements(call < 0 ? QList<qsizetype>() : QList{call});
}

} // namespace retort
