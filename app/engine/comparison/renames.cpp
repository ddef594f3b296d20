#include "comparison/renames.h"

#include <QSet>

#include <algorithm>
#include <vector>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr double leastColumnScore = 0.5;
constexpr double leastTableScore = 0.35;

/// What share of the longer name the two have in common, in order: the length of their longest common subsequence.
double likeness(const QString &a, const QString &b)
{
    const qsizetype longer = qMax(a.size(), b.size());
    if (longer == 0)
        return 0;
    std::vector<int> row(size_t(b.size()) + 1, 0);
    for (const QChar letter : a) {
        int diagonal = 0;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int above = row[size_t(j) + 1];
            row[size_t(j) + 1] = letter.toCaseFolded() == b[j].toCaseFolded() ? diagonal + 1 : std::max(above, row[size_t(j)]);
            diagonal = above;
        }
    }
    return double(row.back()) / double(longer);
}

/// The likeliest first, every name once.
QList<Rename> chosen(QList<Rename> candidates)
{
    std::stable_sort(candidates.begin(), candidates.end(), [](const Rename &a, const Rename &b) { return a.score > b.score; });
    QList<Rename> result;
    QSet<QString> taken;
    for (const Rename &candidate : std::as_const(candidates)) {
        const QString place = candidate.isTable() ? QString() : candidate.table.display();
        const QString from = u"from "_s + place + u' ' + (candidate.isTable() ? candidate.table.display() : candidate.column);
        const QString to = u"to "_s + place + u' ' + (candidate.isTable() ? candidate.table.schema + u'.' : QString()) + candidate.newName;
        if (taken.contains(from) || taken.contains(to))
            continue;
        taken << from << to;
        result.append(candidate);
    }
    return result;
}

class Search
{
public:
    Search(const Comparison &comparison, const Schema &database, const Dialect &dialect, const RenderMode &mode)
        : m_database(database),
          m_dialect(dialect),
          m_mode(mode)
    {
        for (const Operation &operation : comparison.operations) {
            const OperationContent &content = operation.content;
            take(m_created, content);
            take(m_dropped, content);
            take(m_added, content);
            take(m_removed, content);
        }
    }

    [[nodiscard]] QList<Rename> tables() const
    {
        QList<Rename> found;
        for (const DropTableOp *drop : m_dropped) {
            const Table *there = m_database.table(drop->table);
            for (const CreateTableOp *create : m_created) {
                if (there && create->table.name.schema == drop->table.schema)
                    add(found, {drop->table, {}, create->table.name.name, score(*there, create->table)});
            }
        }
        return found;
    }

    [[nodiscard]] QList<Rename> columns() const
    {
        QList<Rename> found;
        for (const DropColumnOp *drop : m_removed) {
            const Table *table = m_database.table(drop->table);
            const Column *there = table ? table->column(drop->column) : nullptr;
            for (const AddColumnOp *added : m_added) {
                if (there && added->table == drop->table && isAlike(*there, added->column))
                    add(found, {drop->table, drop->column, added->column.name, score(*there, added->column)});
            }
        }
        return found;
    }

private:
    template <typename Op>
    static void take(std::vector<const Op *> &list, const OperationContent &content)
    {
        if (const auto *op = std::get_if<Op>(&content))
            list.push_back(op);
    }

    static void add(QList<Rename> &found, const Rename &candidate)
    {
        if (candidate.score >= (candidate.isTable() ? leastTableScore : leastColumnScore))
            found.append(candidate);
    }

    /// Of one sort of type; its length may have changed with the name.
    [[nodiscard]] bool isAlike(const Column &there, const Column &wanted) const
    {
        SqlType type = wanted.type;
        for (const auto &argument : {u"length"_s, u"precision"_s, u"scale"_s}) {
            type.arguments.remove(argument);
            if (there.type.has(argument))
                type.arguments.insert(argument, there.type.arguments.value(argument));
        }
        return m_dialect.sameType(there.type, type, m_mode).value_or(false) && there.computed.has_value() == wanted.computed.has_value();
    }

    /// The same type is what makes it possible; names and nullability make it likelier.
    static double score(const Column &there, const Column &wanted)
    {
        return 0.5 + 0.1 * (there.nullable == wanted.nullable) + 0.4 * likeness(there.name, wanted.name);
    }

    /// The share of columns that both have, by name and type; a little for the name.
    [[nodiscard]] double score(const Table &there, const Table &wanted) const
    {
        int common = 0;
        for (const Column &column : there.columns) {
            const Column *other = wanted.column(column.name);
            common += other != nullptr && isAlike(column, *other);
        }
        const auto all = double(there.columns.size() + wanted.columns.size()) - common;
        return all == 0 ? 0 : 0.8 * common / all + 0.2 * likeness(there.name.name, wanted.name.name);
    }

    const Schema &m_database;
    const Dialect &m_dialect;
    const RenderMode &m_mode;
    std::vector<const CreateTableOp *> m_created;
    std::vector<const DropTableOp *> m_dropped;
    std::vector<const AddColumnOp *> m_added;
    std::vector<const DropColumnOp *> m_removed;
};

} // namespace

QString Rename::text() const
{
    return (isTable() ? table.display() : QString(table.display() % u'.' % column)) + u'=' + newName;
}

Operation Rename::operation(const Schema &database) const
{
    if (isTable())
        return {RenameTableOp{table, newName}, {}};
    AlterColumnOp op;
    op.table = table;
    op.column = column;
    op.newName = newName;
    const Table *there = database.table(table);
    if (const Column *known = there ? there->column(column) : nullptr) {
        op.existingType = known->type;
        op.existingNullable = known->nullable;
        if (known->serverDefault && known->autoincrement != Column::Autoincrement::On)
            op.existingServerDefault = {true, AnyDefault{known->serverDefault, {}, {}}};
        op.existingComment = known->comment;
    }
    return {std::move(op), {}};
}

QList<Rename> renameCandidates(const Comparison &comparison, const Schema &database, const Dialect &dialect, const RenderMode &mode)
{
    const Search search(comparison, database, dialect, mode);
    return chosen(search.tables() + search.columns());
}

} // namespace retort
