#include "start/startpage.h"

#include "banner/noticebar.h"
#include "theme/icons.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

StartPage::StartPage(QWidget *parent)
    : QWidget(parent),
      m_error(new NoticeBar(this)),
      m_recent(new QListWidget(this)),
      m_recentTitle(new QLabel(tr("&Recent projects"), this))
{
    setObjectName(u"startPage"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    m_error->setObjectName(u"startError"_s);
    m_error->hide();
    page->addWidget(m_error);
    auto *row = new QHBoxLayout;
    page->addLayout(row, 1);
    auto *column = new QWidget(this);
    column->setMaximumWidth(620);
    column->setMinimumWidth(420);
    row->addStretch(1);
    row->addWidget(column, 4);
    row->addStretch(1);

    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(12);
    layout->addStretch(2);
    auto *logo = new QLabel(column);
    logo->setPixmap(QIcon(u":/icons/retort-app.svg"_s).pixmap(64, 64));
    layout->addWidget(logo);
    auto *title = new QLabel(tr("Review, apply and roll back database migrations"), column);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    title->setFont(font);
    title->setWordWrap(true);
    layout->addWidget(title);
    auto *text = new QLabel(tr("Open the folder of a project that uses Alembic. Its files are read, none of its code is run, "
                               "and nothing changes until you confirm a plan."),
                            column);
    text->setWordWrap(true);
    layout->addWidget(text);
    layout->addWidget(actions());
    layout->addSpacing(14);
    m_recentTitle->setBuddy(m_recent);
    QFont bold = m_recentTitle->font();
    bold.setBold(true);
    m_recentTitle->setFont(bold);
    layout->addWidget(m_recentTitle);
    m_recent->setObjectName(u"recentProjects"_s);
    m_recent->setAccessibleName(tr("Recent projects"));
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->setMinimumHeight(160);
    m_recent->setContextMenuPolicy(Qt::CustomContextMenu);
    layout->addWidget(m_recent, 3);
    layout->addStretch(3);

    connect(m_recent, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) { emit projectChosen(item->data(Qt::UserRole).toString()); });
    connect(m_recent, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        const QListWidgetItem *item = m_recent->itemAt(place);
        if (!item)
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const QString path = item->data(Qt::UserRole).toString();
        menu->addAction(tr("Remove from List"), this, [this, path] { emit forgetRequested(path); });
        menu->popup(m_recent->viewport()->mapToGlobal(place));
    });
    setRecentProjects({});
}

QWidget *StartPage::actions()
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 6, 0, 0);
    auto *open = new QPushButton(Icons::icon("open"_L1), tr("&Open Project…"), box);
    open->setObjectName(u"startOpen"_s);
    open->setAutoDefault(false);
    auto *sample = new QPushButton(Icons::icon("database"_L1), tr("&Try the Sample Project"), box);
    sample->setObjectName(u"startSample"_s);
    sample->setAutoDefault(false);
    layout->addWidget(open);
    layout->addWidget(sample);
    layout->addStretch();
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(sample, &QPushButton::clicked, this, &StartPage::sampleRequested);
    return box;
}

void StartPage::showError(const QString &text, const QString &detail)
{
    m_error->setVisible(!text.isEmpty());
    if (!text.isEmpty())
        m_error->setNotice(ColorRole::Error, "error"_L1, text, detail);
}

void StartPage::setRecentProjects(const QStringList &paths)
{
    m_recent->clear();
    for (const QString &path : paths) {
        auto *item =
            new QListWidgetItem(Icons::icon("project"_L1), QFileInfo(path).fileName() + u"\n"_s + QDir::toNativeSeparators(path), m_recent);
        item->setData(Qt::UserRole, path);
        if (!QFileInfo::exists(path)) {
            item->setText(item->text() + tr(" – not there any more"));
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
        }
    }
    m_recent->setVisible(!paths.isEmpty());
    m_recentTitle->setVisible(!paths.isEmpty());
}

} // namespace retort
