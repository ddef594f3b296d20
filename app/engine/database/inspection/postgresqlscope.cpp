#include "database/inspection/postgresqlscope.h"

namespace retort {

using namespace Qt::StringLiterals;

PostgresqlScope::PostgresqlScope(const QStringList &schemas)
{
    QStringList literals;
    for (const QString &schema : schemas) {
        if (schema.isEmpty())
            m_default = true;
        else
            literals.append(u'\'' + QString(schema).replace(u'\'', "''"_L1) + u'\'');
    }
    m_named = literals.isEmpty() ? u"NULL"_s : literals.join(u", "_s);
}

QString PostgresqlScope::isRead(const QString &schema, const QString &visible) const
{
    const QString byName = schema + u" IN ("_s + m_named + u')';
    return m_default ? u"((%1 AND %2 <> 'pg_catalog') OR %3)"_s.arg(visible, schema, byName) : byName;
}

QString PostgresqlScope::toldSchema(const QString &schema, const QString &visible) const
{
    if (m_default)
        return u"(CASE WHEN %1 AND %2 <> 'pg_catalog' THEN '' ELSE %2::text END)"_s.arg(visible, schema);
    return u"(CASE WHEN %1 AND %2 NOT IN (%3) THEN '' ELSE %2::text END)"_s.arg(visible, schema, m_named);
}

QString PostgresqlScope::relations() const
{
    const QString schema = u"n.nspname"_s;
    const QString visible = u"pg_catalog.pg_table_is_visible(c.oid)"_s;
    return u"WITH rel AS (SELECT c.oid, %1 AS schema, c.relname::text AS name, c.relkind::text AS kind "
           u"FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           u"WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relpersistence <> 't' AND %2) "_s.arg(toldSchema(schema, visible),
                                                                                                      isRead(schema, visible));
}

} // namespace retort
