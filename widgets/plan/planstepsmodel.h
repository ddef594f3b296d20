#pragma once

#include "planning/migrationplan.h"
#include "theme/theme.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace retort {

/// The steps of a plan as rows, with a mark for what has become of each; it translates and nothing more.
class PlanStepsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, RevisionColumn, MessageColumn, StatementsColumn, ResultColumn, ColumnCount };

    explicit PlanStepsModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    void setPlan(std::shared_ptr<const MigrationPlan> plan);
    void setState(int step, const QString &text, QLatin1StringView icon, ColorRole role);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct State {
        QString text;
        QLatin1StringView icon;
        ColorRole role = ColorRole::Muted;
    };

    [[nodiscard]] QString text(int row, int column) const;

    std::shared_ptr<const MigrationPlan> m_plan;
    std::vector<State> m_states;
};

} // namespace retort
