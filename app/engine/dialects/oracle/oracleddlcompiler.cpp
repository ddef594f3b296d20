#include "dialects/oracle/oracleddlcompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

QString OracleDdlCompiler::columnSpecification(const Table &table, const Column &column)
{
    QString sql =
        m_compilation.names.quote(column.name, column.quote) % u' ' % m_compilation.types->compile(column.type, table.name.schema);
    if (column.serverDefault) {
        if (const auto text = defaultText(*column.serverDefault))
            sql += " DEFAULT "_L1 % *text;
    }
    if (column.computed)
        sql += u' ' % computed(*column.computed);
    if (column.identity)
        sql += u' ' % identity(*column.identity);
    else if (!column.nullable)
        sql += " NOT NULL"_L1;
    return sql;
}

QString OracleDdlCompiler::computed(const Computed &computed)
{
    if (computed.persisted.value_or(false)) {
        return m_compilation.compileError(
            u"Oracle Database computed columns do not support 'stored' persistence; set the 'persisted' flag to None or "
            "False for Oracle Database support."_s);
    }
    return "GENERATED ALWAYS AS ("_L1 % ddlExpression(computed.expression) % u')' % (computed.persisted ? " VIRTUAL"_L1 : ""_L1);
}

QString OracleDdlCompiler::identity(const Identity &identity)
{
    const QString options = identityOptions(identity);
    return "GENERATED "_L1 % (identity.always ? "ALWAYS"_L1 : "BY DEFAULT"_L1) % (identity.onNull.value_or(false) ? " ON NULL"_L1 : ""_L1)
        % " AS IDENTITY"_L1 % (options.isEmpty() ? QString() : QString(" ("_L1 % options % u')'));
}

QString OracleDdlCompiler::identityOptions(const Identity &identity) const
{
    QString options = DdlCompiler::identityOptions(identity);
    options.replace("NO MINVALUE"_L1, "NOMINVALUE"_L1).replace("NO MAXVALUE"_L1, "NOMAXVALUE"_L1).replace("NO CYCLE"_L1, "NOCYCLE"_L1);
    if (identity.order)
        options += (options.isEmpty() ? ""_L1 : " "_L1) % QString(*identity.order ? u"ORDER"_s : u"NOORDER"_s);
    return options;
}

QString OracleDdlCompiler::referentialActions() const
{
    return u"^.*$"_s;
}

QString OracleDdlCompiler::tableOptions(const Table &table)
{
    QString sql;
    if (const Literal commit = table.options.values.value(u"oracle_on_commit"_s); !commit.text.isEmpty())
        sql += "\n ON COMMIT "_L1 % QString(commit.text).replace(u'_', u' ').toUpper();
    if (const Literal compress = table.options.values.value(u"oracle_compress"_s); compress.kind == Literal::Kind::Boolean) {
        if (compress.text == "true"_L1)
            sql += "\n COMPRESS"_L1;
    } else if (!compress.text.isEmpty()) {
        sql += "\n COMPRESS FOR "_L1 % compress.text;
    }
    if (const Literal space = table.options.values.value(u"oracle_tablespace"_s); !space.text.isEmpty())
        sql += "\n TABLESPACE "_L1 % m_compilation.names.quote(space.text);
    return sql;
}

QString OracleDdlCompiler::createIndex(const Index &index, bool)
{
    const auto isTrue = [&index](const QString &option) { return index.options.values.value(option).text == "true"_L1; };
    const QString schema = index.table.schema.isEmpty() ? QString() : QString(m_compilation.names.schema(index.table.schema) % u'.');
    QString sql = "CREATE "_L1 % (index.unique ? "UNIQUE "_L1 : ""_L1) % (isTrue(u"oracle_bitmap"_s) ? "BITMAP "_L1 : ""_L1) % "INDEX "_L1
        % schema % indexName(index) % " ON "_L1 % m_compilation.names.table(index.table) % " ("_L1 % indexExpressions(index).join(", "_L1)
        % u')';
    if (isTrue(u"oracle_vector"_s) || index.options.mappings.contains(u"oracle_vector"_s))
        return m_compilation.notUnderstood(u"a vector index"_s);
    const Literal compress = index.options.values.value(u"oracle_compress"_s);
    if (compress.kind == Literal::Kind::Boolean && compress.text == "true"_L1)
        sql += " COMPRESS"_L1;
    else if (compress.kind == Literal::Kind::Integer)
        sql += " COMPRESS "_L1 % compress.text;
    return sql;
}

} // namespace retort
