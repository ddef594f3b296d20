#include "mainwindow/commandpalette.h"

#include "mainwindow/actionregistry.h"
#include "theme/icons.h"
#include "timeline/timelinesnapshot.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

enum Role { ActionRole = Qt::UserRole, RevisionRole };
constexpr int maxRevisions = 50;

bool inOrder(QStringView letters, QStringView text)
{
    qsizetype at = 0;
    for (const QChar letter : letters) {
        at = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

} // namespace

CommandPalette::CommandPalette(const ActionRegistry &actions, const TimelineSnapshot &snapshot, QWidget *parent)
    : QDialog(parent),
      m_actions(actions),
      m_snapshot(snapshot),
      m_edit(new QLineEdit(this)),
      m_list(new QListWidget(this))
{
    setObjectName(u"commandPalette"_s);
    setWindowTitle(tr("Commands"));
    setWindowModality(Qt::WindowModal);
    resize(560, 420);
    auto *layout = new QVBoxLayout(this);
    m_edit->setAccessibleName(tr("Find a command or a revision"));
    m_edit->setPlaceholderText(tr("Find a command, or #revision"));
    m_edit->installEventFilter(this);
    m_list->setAccessibleName(tr("Found commands and revisions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::activate);
    fill({});
}

bool CommandPalette::matches(const QString &pattern, const QString &text)
{
    const auto words = QStringView(pattern).split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](QStringView word) { return inOrder(word, text); });
}

void CommandPalette::fill(const QString &pattern)
{
    m_list->clear();
    const bool revisionsOnly = pattern.startsWith(u'#');
    const QString wanted = revisionsOnly ? pattern.mid(1) : pattern;
    for (QAction *action : m_actions.actions()) {
        const QString name = action->text().remove(u'&');
        if (revisionsOnly || !matches(wanted, name))
            continue;
        QString text = name;
        if (!action->shortcut().isEmpty())
            text += u"\t"_s + action->shortcut().toString(QKeySequence::NativeText);
        const QString reason = ActionRegistry::reason(action);
        if (!reason.isEmpty())
            text += u"\n"_s + tr("Not now: %1").arg(reason);
        auto *item = new QListWidgetItem(action->icon(), text, m_list);
        item->setData(ActionRole, QVariant::fromValue<QObject *>(action));
        if (!action->isEnabled())
            item->setForeground(palette().color(QPalette::PlaceholderText));
    }
    int revisions = 0;
    for (int row = 0; row < int(m_snapshot.rows().size()) && revisions < maxRevisions && (revisionsOnly || !wanted.isEmpty()); ++row) {
        const auto *revision = m_snapshot.revisionAt(row);
        if (!revision || !matches(wanted, revision->entry.id + u' ' + revision->entry.message))
            continue;
        auto *item =
            new QListWidgetItem(Icons::icon("timeline"_L1), u"#"_s + revision->entry.id + u"  "_s + revision->entry.message, m_list);
        item->setData(RevisionRole, revision->entry.id);
        ++revisions;
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::activate()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    if (const QString revision = item->data(RevisionRole).toString(); !revision.isEmpty()) {
        accept();
        emit revisionChosen(revision);
        return;
    }
    auto *action = qobject_cast<QAction *>(item->data(ActionRole).value<QObject *>());
    if (!action || !action->isEnabled())
        return;
    accept();
    action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_PageDown ? 8 : key == Qt::Key_PageUp ? -8 : 0;
        if (step != 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            activate();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace retort
