#pragma once

#include "schema/schema.h"

#include <QRandomGenerator>

namespace retort::test {

/// Random schemas as models declare them: keys and references that hold, names for everything, types that no dialect takes for each other.
class RandomSchema
{
public:
    RandomSchema(QRandomGenerator &random, QString dialect) : m_random(random), m_dialect(std::move(dialect)) {}

    /// Up to seven tables.
    [[nodiscard]] Schema make();
    /// Another one, a few changes away: tables, columns, constraints and indexes made, gone and different.
    [[nodiscard]] Schema changed(Schema schema);

private:
    [[nodiscard]] int below(int limit) { return limit <= 0 ? 0 : int(m_random.bounded(limit)); }
    [[nodiscard]] bool chance(int percent) { return below(100) < percent; }
    [[nodiscard]] QString newName(const QString &prefix) { return prefix + QString::number(++m_number); }
    [[nodiscard]] SqlType type();
    [[nodiscard]] std::optional<ServerDefault> serverDefault(const SqlType &type);
    [[nodiscard]] Column column();
    [[nodiscard]] Table table();
    [[nodiscard]] QStringList someColumns(const Table &table);
    [[nodiscard]] Index index(const Table &table);
    [[nodiscard]] std::optional<ForeignKey> reference(const Schema &schema);
    void addConstraints(Table &table, const Schema &schema);
    void change(Schema &schema, Table &table);
    void changeColumn(Table &table);
    void changeIndex(Table &table);
    void changeConstraint(Table &table, const Schema &schema);

    QRandomGenerator &m_random;
    QString m_dialect;
    int m_number = 0;
};

} // namespace retort::test
