#include "confirm/confirmdialog.h"

#include "theme/icons.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

ConfirmDialog::ConfirmDialog(const ConfirmRequest &request, QWidget *parent)
    : QDialog(parent),
      m_name(request.typeName ? request.targetName : QString())
{
    setObjectName(u"confirmDialog"_s);
    setWindowTitle(request.title);
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(520);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->addWidget(header(request));
    if (!request.items.isEmpty()) {
        auto *items = new QPlainTextEdit(request.items.join(u'\n'), this);
        items->setObjectName(u"confirmItems"_s);
        items->setAccessibleName(tr("What will be done, in this order"));
        items->setReadOnly(true);
        items->setTabChangesFocus(true);
        items->setLineWrapMode(QPlainTextEdit::NoWrap);
        items->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont)); // revisions stand below each other
        const int lines = int(qMin(qsizetype(10), request.items.size()));
        const int edges = 2 * (int(items->document()->documentMargin()) + items->frameWidth());
        items->setFixedHeight(items->fontMetrics().lineSpacing() * lines + edges + items->horizontalScrollBar()->sizeHint().height());
        layout->addWidget(items);
    }
    for (const QString &reason : request.reasons) {
        auto *label = new QLabel(reason, this);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    if (request.typeName)
        layout->addWidget(nameField(request));
    layout->addStretch();
    layout->addWidget(buttons(request));
    updateAction();
    // Wrapped text needs less height the wider it is; the size hint does not know the width yet.
    resize(minimumWidth(), layout->heightForWidth(minimumWidth()));
    m_cancel->setFocus();
}

QWidget *ConfirmDialog::header(const ConfirmRequest &request)
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    auto *icon = new QLabel(box);
    const int size = style()->pixelMetric(QStyle::PM_LargeIconSize);
    icon->setPixmap(Icons::forEnvironment(request.environment).pixmap(size, size));
    icon->setAccessibleName(environmentClassName(request.environment));
    layout->addWidget(icon, 0, Qt::AlignTop);
    const QString text = u"<p style='font-size:large; margin:0'><b>%1</b></p><p style='margin:6px 0 0 0'>%2</p>"_s.arg(
        tr("%1 on %2 (%3)?")
            .arg(request.title.toHtmlEscaped(), request.targetName.toHtmlEscaped(),
                 environmentClassName(request.environment).toHtmlEscaped()),
        request.effect.toHtmlEscaped());
    auto *label = new QLabel(text, box);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    layout->addWidget(label, 1);
    return box;
}

QWidget *ConfirmDialog::nameField(const ConfirmRequest &request)
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto *label = new QLabel(tr("Type <b>%1</b> to confirm:").arg(request.targetName.toHtmlEscaped()), box);
    label->setTextFormat(Qt::RichText);
    m_nameEdit = new QLineEdit(box);
    m_nameEdit->setObjectName(u"confirmName"_s);
    m_nameEdit->setAccessibleName(tr("Type %1 to confirm").arg(request.targetName));
    m_nameEdit->installEventFilter(this);
    label->setBuddy(m_nameEdit);
    connect(m_nameEdit, &QLineEdit::textChanged, this, &ConfirmDialog::updateAction);
    layout->addWidget(label);
    layout->addWidget(m_nameEdit);
    return box;
}

QWidget *ConfirmDialog::buttons(const ConfirmRequest &request)
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *copy = new QPushButton(tr("Cop&y"), box);
    copy->setAutoDefault(false);
    m_cancel = new QPushButton(tr("&Cancel"), box);
    m_cancel->setObjectName(u"confirmCancel"_s);
    m_cancel->setDefault(true);
    m_act = new QPushButton(request.action, box);
    m_act->setObjectName(u"confirmAct"_s);
    m_act->setAutoDefault(false);
    if (request.destructive) {
        QPalette palette = m_act->palette();
        palette.setColor(QPalette::Active, QPalette::ButtonText, Theme::color(ColorRole::Error, palette));
        palette.setColor(QPalette::Inactive, QPalette::ButtonText, Theme::color(ColorRole::Error, palette));
        m_act->setPalette(palette);
        m_act->setIcon(Icons::icon("warning"_L1, ColorRole::Error));
    }
    layout->addWidget(copy);
    layout->addStretch();
    layout->addWidget(m_cancel);
    layout->addWidget(m_act);
    QStringList lines{request.title, request.targetName, request.effect};
    lines += request.items + request.reasons;
    connect(copy, &QPushButton::clicked, this, [text = lines.join(u'\n')] { QGuiApplication::clipboard()->setText(text); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, [this] {
        const QString name = typedName();
        accept();
        emit confirmed(name);
    });
    return box;
}

void ConfirmDialog::updateAction()
{
    m_act->setEnabled(!m_nameEdit || (!m_name.isEmpty() && m_nameEdit->text() == m_name));
}

QString ConfirmDialog::typedName() const
{
    return m_nameEdit ? m_nameEdit->text() : QString();
}

bool ConfirmDialog::eventFilter(QObject *watched, QEvent *event)
{
    // Otherwise Return in the field would press the default button and throw the typed text away.
    if (watched == m_nameEdit && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace retort
