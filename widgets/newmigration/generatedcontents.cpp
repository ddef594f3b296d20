#include "newmigration/generatedcontents.h"

#include "banner/noticebar.h"
#include "drift/differenceitem.h"
#include "theme/roomydelegate.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewestRows = 3;
constexpr int mostRows = 9;

} // namespace

GeneratedContents::GeneratedContents(Workspace *workspace, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_wanted(new QCheckBox(this)),
      m_operations(new QTreeWidget(this)),
      m_renames(new QTreeWidget(this)),
      m_notes(new QLabel(this)),
      m_problem(new NoticeBar(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_wanted->setObjectName(u"migrationFromModels"_s);
    m_wanted->setText(tr("&Generate from the models"));
    m_operations->setObjectName(u"migrationOperations"_s);
    m_operations->setAccessibleName(tr("What the migration would do"));
    m_operations->setItemDelegate(new RoomyDelegate(m_operations));
    m_operations->setHeaderHidden(true);
    m_operations->setColumnCount(2);
    m_operations->setRootIsDecorated(false);
    m_operations->setUniformRowHeights(true);
    m_operations->setAllColumnsShowFocus(true);
    m_renames->setObjectName(u"migrationRenames"_s);
    m_renames->setAccessibleName(tr("What may have been renamed"));
    m_renames->setItemDelegate(new RoomyDelegate(m_renames));
    m_renames->setHeaderLabel(tr("Renamed rather than dropped and added? What is checked keeps its data."));
    m_renames->setRootIsDecorated(false);
    m_renames->setUniformRowHeights(true);
    connect(m_renames, &QTreeWidget::itemChanged, this, [this](const QTreeWidgetItem *item) {
        const QString rename = item->data(0, Qt::UserRole).toString();
        m_renamed.removeAll(rename);
        if (item->checkState(0) == Qt::Checked)
            m_renamed.append(rename);
        m_generated.reset();
        compare();
        emit changed();
    });
    m_notes->setObjectName(u"migrationNotes"_s);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problem->setObjectName(u"migrationNotGenerated"_s);
    auto *apply = m_problem->addButton(tr("&Apply Pending…"));
    apply->setObjectName(u"migrationApplyFirst"_s);
    m_apply = apply;
    layout->addWidget(m_wanted);
    layout->addWidget(m_operations);
    layout->addWidget(m_renames);
    layout->addWidget(m_notes);
    layout->addWidget(m_problem);
    const QString reason = reasonNotToCompare();
    const ProjectTarget *target = m_workspace->target();
    m_wanted->setEnabled(reason.isEmpty());
    m_wanted->setToolTip(reason);
    // A production database is asked only when the person says so.
    m_wanted->setChecked(reason.isEmpty() && target->target.environment != EnvironmentClass::Production);
    if (reason.isEmpty())
        m_wanted->setText(tr("&Generate from the models, compared with %1").arg(target->target.name));
    connect(m_wanted, &QCheckBox::toggled, this, [this] {
        if (isWanted() && !m_generated)
            compare();
        update();
        emit changed();
    });
    connect(apply, &QPushButton::clicked, this, &GeneratedContents::applyRequested);
    const auto again = [this] {
        m_generated.reset();
        if (isWanted() && m_workspace->project())
            compare();
        update();
        emit changed();
    };
    connect(m_workspace, &Workspace::projectChanged, this, again);
    connect(m_workspace, &Workspace::targetChanged, this, again);
    if (isWanted())
        compare();
    update();
}

QString GeneratedContents::reasonNotToCompare() const
{
    const ProjectTarget *target = m_workspace->target();
    if (!target)
        return tr("The project names no database to compare with.");
    if (target->problem)
        return target->problem->message;
    if (m_workspace->project()->environment.targetMetadata.isEmpty() || m_workspace->project()->environment.targetMetadata == "None"_L1)
        return tr("env.py gives Alembic no target_metadata, so there are no models to compare.");
    return {};
}

bool GeneratedContents::isWanted() const
{
    return m_wanted->isChecked();
}

bool GeneratedContents::isSettled() const
{
    return !isWanted() || (m_generated && !m_comparing);
}

QString GeneratedContents::obstacle() const
{
    if (!isWanted())
        return {};
    if (!m_generated)
        return tr("Comparing the models with the database…");
    if (!*m_generated)
        return tr("Without this there is only the empty migration: clear the check mark above.");
    return (*m_generated)->isEmpty() ? tr("Models and database do not differ. For an empty migration clear the check mark above.")
                                     : QString();
}

std::optional<RevisionContent::Bodies> GeneratedContents::bodies() const
{
    if (!isWanted() || !m_generated || !*m_generated)
        return {};
    return (*m_generated)->bodies;
}

void GeneratedContents::compare()
{
    m_comparing = true;
    m_workspace->generateRevision({m_renamed}, this, [this, generation = ++m_generation](const Result<Autogenerated> &generated) {
        if (generation == m_generation)
            take(generated);
    });
}

void GeneratedContents::take(const Result<Autogenerated> &generated)
{
    m_comparing = false;
    m_generated = generated;
    m_operations->clear();
    if (generated) {
        showOperations(*generated);
    } else {
        const Error &error = generated.error();
        m_renamed.clear();
        m_problem->setNotice(ColorRole::Warning, "warning"_L1, error.message, error.detail);
        m_apply->setVisible(error.code == "generate.not-up-to-date"_L1);
    }
    update();
    emit changed();
}

void GeneratedContents::showOperations(const Autogenerated &generated)
{
    for (const Difference &difference : differences(generated.comparison.operations))
        m_operations->addTopLevelItem(differenceItem(difference));
    m_operations->resizeColumnToContents(0);
    m_operations->setFixedHeight(qBound(fewestRows, m_operations->topLevelItemCount(), mostRows) * (fontMetrics().height() + 10) + 4);
    m_notes->setText(generated.comparison.notes.join(u'\n'));
    showRenames(generated);
}

/// Those that were taken stay in the list, so that they can be taken back.
void GeneratedContents::showRenames(const Autogenerated &generated)
{
    const QSignalBlocker blocker(m_renames);
    m_renames->clear();
    const auto add = [this](const QString &rename, Qt::CheckState state) {
        auto *item = new QTreeWidgetItem(m_renames, {tr("%1 is now called %2").arg(rename.section(u'=', 0, 0), rename.section(u'=', 1))});
        item->setData(0, Qt::UserRole, rename);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(0, state);
    };
    for (const QString &rename : std::as_const(m_renamed))
        add(rename, Qt::Checked);
    for (const Rename &rename : generated.renames)
        add(rename.text(), Qt::Unchecked);
    m_renames->setFixedHeight((qMin(m_renames->topLevelItemCount(), 4) + 1) * (fontMetrics().height() + 10) + 6);
}

void GeneratedContents::update()
{
    const bool isReady = isWanted() && m_generated && *m_generated;
    m_operations->setVisible(isReady && !(*m_generated)->isEmpty());
    m_notes->setVisible(isReady && !m_notes->text().isEmpty());
    m_renames->setVisible(isReady && m_renames->topLevelItemCount() > 0);
    m_problem->setVisible(isWanted() && m_generated && !*m_generated);
}

} // namespace retort
