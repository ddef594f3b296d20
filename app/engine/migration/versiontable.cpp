#include "migration/versiontable.h"

#include "database/inspector.h"

namespace retort {

using namespace Qt::StringLiterals;

Result<VersionTableState> VersionTable::read(Connection &connection) const
{
    const Inspector inspector(connection);
    const Result<bool> exists = inspector.hasTable(m_name.table);
    if (!exists)
        return exists.error();
    VersionTableState state;
    state.exists = *exists;
    if (!state.exists)
        return state;
    const Result<Rows> rows = connection.query(u"SELECT version_num FROM "_s + inspector.quoted(m_name.table));
    if (!rows)
        return rows.error();
    for (const QVariantList &row : rows->rows)
        state.heads.append(row.first().toString());
    return state;
}

} // namespace retort
