#include "drift/differenceitem.h"

#include "operations/apply.h"
#include "theme/icons.h"

#include <QCoreApplication>
#include <QTreeWidgetItem>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(retort::Difference)
};

QIcon iconOf(Difference::Kind kind)
{
    switch (kind) {
    case Difference::Kind::Missing: return Icons::icon("new"_L1, ColorRole::Success);
    case Difference::Kind::Surplus: return Icons::icon("warning"_L1, ColorRole::Warning);
    case Difference::Kind::Changed: break;
    }
    return Icons::icon("edit"_L1, ColorRole::Information);
}

} // namespace

QTreeWidgetItem *differenceItem(const Difference &difference)
{
    QStringList details;
    if (!difference.detail.isEmpty())
        details.append(difference.detail);
    const auto &content = difference.operation.content;
    if (std::holds_alternative<DropTableOp>(content) || std::holds_alternative<DropColumnOp>(content))
        details.append(Words::tr("deletes data"));
    if (difference.pending)
        details.append(Words::tr("a pending migration does this"));
    auto *item = new QTreeWidgetItem({describe(difference.operation), details.join(u"; "_s)});
    item->setIcon(0, iconOf(difference.kind));
    item->setToolTip(0, item->text(0));
    item->setToolTip(1, item->text(1));
    return item;
}

} // namespace retort
