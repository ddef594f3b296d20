#include "newmigration/newmigrationdialog.h"

#include "banner/noticebar.h"
#include "newmigration/generatedcontents.h"
#include "workspace/workspace.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Typing on pauses this long before the file's name is made again, milliseconds.
constexpr int typingPause = 150;
constexpr int mostTablesNamed = 12;

QLabel *labelled(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

QString names(const QList<QualifiedName> &tables)
{
    QStringList texts;
    for (const QualifiedName &table : tables.mid(0, mostTablesNamed))
        texts.append(table.display());
    const QString listed = texts.join(u", "_s);
    const int more = int(tables.size()) - mostTablesNamed;
    return more <= 0 ? listed : NewMigrationDialog::tr("%1 and %n more", nullptr, more).arg(listed);
}

QString headText(const TimelineSnapshot &snapshot, const QString &head)
{
    const auto *revision = snapshot.find(head);
    return revision ? QString(revision->shortId % u"  "_s % revision->entry.message) : head;
}

} // namespace

NewMigrationDialog::NewMigrationDialog(Kind kind, Workspace *workspace, const TimelineSnapshot &snapshot, QWidget *parent)
    : QDialog(parent),
      m_kind(kind),
      m_workspace(workspace),
      m_id(ScriptWriter::randomId())
{
    setObjectName(u"newMigrationDialog"_s);
    setWindowTitle(kind == Kind::Merge ? tr("Merge Heads") : tr("New Migration"));
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(560);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->setContentsMargins(18, 16, 18, 14);
    addMessage(layout);
    if (kind == Kind::Merge)
        addHeads(layout, snapshot);
    else
        addPlaces(layout, snapshot);
    addLocations(layout);
    if (kind == Kind::Revision)
        addContents(layout);
    addOutcome(layout);
    addButtons(layout);
    m_delay.setSingleShot(true);
    m_delay.setInterval(typingPause);
    connect(&m_delay, &QTimer::timeout, this, &NewMigrationDialog::compose);
    // What is written must follow from the files as they are.
    connect(m_workspace, &Workspace::projectChanged, this, [this] {
        if (m_workspace->project())
            compose();
        else
            reject();
    });
    m_message->setFocus();
    m_message->selectAll();
    compose();
}

void NewMigrationDialog::addMessage(QVBoxLayout *layout)
{
    m_message = new QLineEdit(this);
    m_message->setObjectName(u"migrationMessage"_s);
    m_message->setAccessibleName(tr("What the migration does"));
    if (m_kind == Kind::Merge)
        m_message->setText(u"merge heads"_s); // goes into the file, whose language is not that of the window
    else
        m_message->setPlaceholderText(tr("for example: add rate limits"));
    layout->addWidget(labelled(tr("&Message:"), m_message, this));
    layout->addWidget(m_message);
    connect(m_message, &QLineEdit::textChanged, this, &NewMigrationDialog::changed);
}

void NewMigrationDialog::addPlaces(QVBoxLayout *layout, const TimelineSnapshot &snapshot)
{
    m_follows = new QComboBox(this);
    m_follows->setObjectName(u"migrationFollows"_s);
    m_follows->setAccessibleName(tr("The revision it follows"));
    for (const QString &head : snapshot.heads())
        m_follows->addItem(headText(snapshot, head), head);
    m_follows->addItem(snapshot.heads().isEmpty() ? tr("Nothing: it is the first") : tr("Nothing: it begins a line of its own"), u"base"_s);
    layout->addWidget(labelled(tr("&Follows:"), m_follows, this));
    layout->addWidget(m_follows);
    connect(m_follows, &QComboBox::currentIndexChanged, this, &NewMigrationDialog::changed);
}

void NewMigrationDialog::addContents(QVBoxLayout *layout)
{
    m_contents = new GeneratedContents(m_workspace, this);
    layout->addSpacing(4);
    layout->addWidget(m_contents);
    connect(m_contents, &GeneratedContents::changed, this, [this] {
        compose();
        fit();
    });
    connect(m_contents, &GeneratedContents::applyRequested, this, [this] {
        reject();
        emit applyRequested();
    });
}

void NewMigrationDialog::addHeads(QVBoxLayout *layout, const TimelineSnapshot &snapshot)
{
    m_heads = new QListWidget(this);
    m_heads->setObjectName(u"migrationHeads"_s);
    m_heads->setAccessibleName(tr("Heads to join"));
    for (const QString &head : snapshot.heads()) {
        auto *item = new QListWidgetItem(headText(snapshot, head), m_heads);
        item->setData(Qt::UserRole, head);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    m_heads->setCurrentRow(0);
    m_heads->setMaximumHeight(qBound(3, m_heads->count(), 8) * (fontMetrics().height() + 8));
    m_lines = new QLabel(tr("Comparing the lines…"), this);
    m_lines->setObjectName(u"migrationLines"_s);
    m_lines->setTextFormat(Qt::PlainText);
    m_lines->setWordWrap(true);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_contested = new NoticeBar(this);
    m_contested->setObjectName(u"migrationContested"_s);
    m_contested->hide();
    layout->addWidget(labelled(tr("&Heads to join:"), m_heads, this));
    layout->addWidget(m_heads);
    layout->addWidget(m_lines);
    layout->addWidget(m_contested);
    m_workspace->explainFork(snapshot.heads(), this, [this](const Result<Fork> &fork) { showFork(fork); });
    connect(m_heads, &QListWidget::itemChanged, this, &NewMigrationDialog::changed);
}

void NewMigrationDialog::showFork(const Result<Fork> &fork)
{
    if (!fork) {
        m_lines->setText(fork.error().message);
        return;
    }
    QStringList lines{fork->commonRevisions.isEmpty() ? tr("The lines have no revision in common.")
                                                      : tr("The lines parted after %1.").arg(fork->commonRevisions.join(u", "_s))};
    for (const ForkLine &line : fork->lines) {
        QString text = tr("%1: %n revision(s)", nullptr, int(line.revisions.size())).arg(line.head);
        if (!line.tables.isEmpty())
            text = tr("%1 with tables %2").arg(text, names(line.tables));
        lines.append(line.mayTouchMore ? tr("%1, and SQL that may touch others").arg(text) : text);
    }
    m_lines->setText(lines.join(u'\n'));
    m_contested->setVisible(!fork->contested.isEmpty());
    if (!fork->contested.isEmpty()) {
        m_contested->setNotice(ColorRole::Warning, "warning"_L1, tr("More than one line changes %1.").arg(names(fork->contested)),
                               tr("A merge does not say which line runs first. Check that both orders lead to the same tables."));
    }
    fit();
}

/// Grows so that what has come to stand in it is not cut; never shrinks under the pointer.
void NewMigrationDialog::fit()
{
    layout()->activate();
    resize(width(), qMax(height(), layout()->totalHeightForWidth(width())));
}

void NewMigrationDialog::addLocations(QVBoxLayout *layout)
{
    const QStringList locations = m_workspace->project()->scripts.versionLocations;
    if (locations.size() < 2)
        return;
    m_location = new QComboBox(this);
    m_location->setObjectName(u"migrationLocation"_s);
    m_location->setAccessibleName(tr("Folder to write into"));
    m_location->addItem(tr("That of the revision it follows"), QString());
    const QDir root(m_workspace->project()->root);
    for (const QString &location : locations)
        m_location->addItem(QDir::toNativeSeparators(root.relativeFilePath(location)), location);
    layout->addWidget(labelled(tr("F&older:"), m_location, this));
    layout->addWidget(m_location);
    connect(m_location, &QComboBox::currentIndexChanged, this, &NewMigrationDialog::changed);
}

void NewMigrationDialog::addOutcome(QVBoxLayout *layout)
{
    m_file = new QLabel(this);
    m_file->setObjectName(u"migrationFile"_s);
    m_file->setTextFormat(Qt::PlainText);
    m_file->setWordWrap(true);
    m_file->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problem = new NoticeBar(this);
    m_problem->setObjectName(u"migrationProblem"_s);
    m_problem->hide();
    layout->addSpacing(4);
    layout->addWidget(m_file);
    layout->addWidget(m_problem);
    layout->addStretch();
}

void NewMigrationDialog::addButtons(QVBoxLayout *layout)
{
    auto *row = new QHBoxLayout;
    auto *cancel = new QPushButton(tr("&Cancel"), this);
    m_create = new QPushButton(m_kind == Kind::Merge ? tr("C&reate Merge File") : tr("C&reate File"), this);
    m_create->setObjectName(u"migrationCreate"_s);
    m_create->setDefault(true);
    m_create->setEnabled(false);
    cancel->setAutoDefault(false);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_create);
    layout->addSpacing(6);
    layout->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &NewMigrationDialog::write);
}

RevisionRequest NewMigrationDialog::request() const
{
    RevisionRequest request;
    if (const QString message = m_message->text().trimmed(); !message.isEmpty())
        request.message = message;
    request.revisionId = m_id;
    if (m_location)
        request.versionPath = m_location->currentData().toString();
    if (m_follows) {
        request.heads = {m_follows->currentData().toString()};
        request.bodies = m_contents->bodies();
        return request;
    }
    request.isMerge = true;
    request.heads.clear();
    for (int i = 0; i < m_heads->count(); ++i) {
        if (m_heads->item(i)->checkState() == Qt::Checked)
            request.heads.append(m_heads->item(i)->data(Qt::UserRole).toString());
    }
    return request;
}

void NewMigrationDialog::changed()
{
    if (!m_revision)
        m_file->setText(u" "_s); // what stands there is about another input; the line keeps its place
    m_revision.reset();
    m_create->setEnabled(false);
    m_delay.start();
}

void NewMigrationDialog::compose()
{
    m_delay.stop();
    m_revision.reset();
    m_create->setEnabled(false);
    m_composing = false;
    ++m_generation;
    const RevisionRequest wanted = request();
    if (m_contents && !m_contents->obstacle().isEmpty()) {
        say(m_contents->obstacle());
        return;
    }
    if (!wanted.message) {
        say(tr("Say in a few words what the migration does; the file is named after it."));
        return;
    }
    if (wanted.isMerge && wanted.heads.size() < 2) {
        say(tr("Choose two heads or more."));
        return;
    }
    m_composing = true;
    m_workspace->composeRevision(wanted, this, [this, generation = m_generation](const Result<NewRevision> &revision) {
        if (generation == m_generation)
            show(revision);
    });
}

/// Why there is no file yet.
void NewMigrationDialog::say(const QString &text)
{
    m_file->setText(text);
    m_problem->hide();
}

bool NewMigrationDialog::isSettled() const
{
    return !m_composing && !m_delay.isActive() && (!m_contents || m_contents->isSettled());
}

void NewMigrationDialog::show(const Result<NewRevision> &revision)
{
    m_composing = false;
    m_problem->setVisible(!revision);
    if (!revision) {
        m_file->clear();
        m_problem->setNotice(ColorRole::Error, "error"_L1, revision.error().message, revision.error().detail);
        return;
    }
    m_revision = *revision;
    const QString file = QDir(m_workspace->project()->root).relativeFilePath(revision->file);
    m_file->setText(tr("New file: %1").arg(QDir::toNativeSeparators(file)));
    m_create->setEnabled(true);
}

void NewMigrationDialog::write()
{
    if (!m_revision)
        return;
    m_create->setEnabled(false);
    m_workspace->writeRevision(*m_revision, this, [this, revision = *m_revision](const Result<void> &done) {
        if (!done) {
            show(done.error());
            return;
        }
        accept();
        emit written(revision.header.revision, revision.file);
    });
}

} // namespace retort
