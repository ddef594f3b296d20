#include "dialects/postgresql/postgresqloperationrenderer.h"

#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/postgresql/postgresqltypecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

void PostgresqlOperationRenderer::createDomain(const SqlType &type, const QString &name)
{
    if (type.children.empty()) {
        m_compilation.notUnderstood(u"a DOMAIN without its type"_s);
        return;
    }
    QString sql = "CREATE DOMAIN "_L1 % name % " AS "_L1 % m_compilation.types->compile(type.children.front());
    if (const QString collation = type.text(u"collation"_s); !collation.isEmpty())
        sql += " COLLATE "_L1 % m_compilation.names.quote(collation);
    if (type.has(u"default"_s) && type.arguments.value(u"default"_s).kind != Literal::Kind::Null)
        sql += " DEFAULT "_L1 % m_compilation.literals->string(type.text(u"default"_s));
    if (const QString constraint = type.text(u"constraint_name"_s); !constraint.isEmpty())
        sql += " CONSTRAINT "_L1 % m_compilation.names.quote(constraint);
    if (type.flag(u"not_null"_s))
        sql += " NOT NULL"_L1;
    if (const QString check = type.text(u"check"_s); !check.isEmpty())
        sql += " CHECK ("_L1 % check % u')';
    emitStatement(sql);
}

/// Once per run and name, and without asking whether the type is there: as Alembic's create_table does.
void PostgresqlOperationRenderer::createType(const SqlType &type, const QString &tableSchema)
{
    const SqlType &effective = effectiveType(type, u"postgresql"_s);
    if (effective.name.endsWith("ARRAY"_L1) && !effective.children.empty()) {
        createType(effective.children.front(), tableSchema);
        return;
    }
    const bool domain = effective.name == "postgresql.DOMAIN"_L1;
    if (!domain && (!isEnumType(effective) || effective.name == "mysql.ENUM"_L1 || !effective.flag(u"native_enum"_s, true)))
        return;
    if (!effective.flag(u"create_type"_s, true) || effective.has(u"metadata"_s))
        return;
    const QString name = static_cast<PostgresqlTypeCompiler &>(*m_compilation.types).typeName(effective, tableSchema);
    if (m_memory.createdTypes.contains(name))
        return;
    m_memory.createdTypes.insert(name);
    if (domain) {
        createDomain(effective, name);
        return;
    }
    QStringList values;
    for (const QString &value : effective.values)
        values.append(m_compilation.literals->string(value));
    emitStatement("CREATE TYPE "_L1 % name % " AS ENUM ("_L1 % values.join(", "_L1) % u')');
}

void PostgresqlOperationRenderer::addConstraint(const Table &table, const Constraint &constraint)
{
    if (const auto *unique = std::get_if<UniqueConstraint>(&constraint)) {
        // The table Alembic makes for create_unique_constraint() has the constrained columns only.
        for (const Literal &included : unique->options.values.value(u"postgresql_include"_s).items) {
            if (!unique->columns.contains(included.text) && !table.column(included.text))
                m_compilation.fail(u"python.KeyError"_s, u'\'' % included.text % u'\'');
        }
    }
    OperationRenderer::addConstraint(table, constraint);
}

void PostgresqlOperationRenderer::beforeCreateTable(const Table &table)
{
    for (const Column &column : table.columns)
        createType(column.type, table.name.schema);
}

void PostgresqlOperationRenderer::operator()(const EnumTypeOp &op)
{
    const SqlType &type = effectiveType(op.type, u"postgresql"_s);
    if (!isEnumType(type) || !type.flag(u"native_enum"_s, true))
        return;
    const QString name = static_cast<PostgresqlTypeCompiler &>(*m_compilation.types).typeName(type, {});
    QString schema = type.text(u"schema"_s);
    const bool exists = m_before.enums.contains(QualifiedName(schema, type.text(u"name"_s)));
    // Only a live connection can be asked; here the simulated schema answers for it.
    const bool asks = op.checkFirst && !m_compilation.mode.offline;
    if (asks && !m_before.isCertain() && !exists) {
        m_compilation.notUnderstood(u"whether the type %1 exists"_s.arg(name));
        return;
    }
    if (!op.create) {
        if (!asks || exists)
            emitStatement("DROP TYPE "_L1 % name);
        m_memory.createdTypes.remove(name);
        return;
    }
    if (asks && exists)
        return;
    QStringList values;
    for (const QString &value : type.values)
        values.append(m_compilation.literals->string(value));
    emitStatement("CREATE TYPE "_L1 % name % " AS ENUM ("_L1 % values.join(", "_L1) % u')');
}

void PostgresqlOperationRenderer::prepareRebuild(const Table &table, const std::vector<Constraint> &kept)
{
    const auto drop = [&](const Name &name) {
        if (!name.isEmpty()) {
            emitStatement("ALTER TABLE "_L1 % m_compilation.names.table(table.name) % " DROP CONSTRAINT "_L1
                          % m_compilation.take(m_compilation.names.constraintName(name, IdentifierPreparer::Sort::ConstraintName)));
        }
    };
    if (table.primaryKey)
        drop(table.primaryKey->name);
    for (const Constraint &item : table.constraints) {
        const auto nameOf = [](const Constraint &constraint) { return std::visit([](const auto &c) { return c.name; }, constraint); };
        const Name name = nameOf(item);
        if (std::any_of(kept.cbegin(), kept.cend(), [&](const Constraint &other) { return nameOf(other) == name; }))
            drop(name);
    }
}

void PostgresqlOperationRenderer::alterColumn(const AlterColumnOp &op)
{
    if (op.postgresqlUsing && !op.type) {
        m_compilation.fail(u"alembic.CommandError"_s, u"postgresql_using must be used with the type_ parameter"_s);
        return;
    }
    alterType(op);
    alterNullable(op);
    alterDefault(op);
    alterComment(op);
    alterName(op);
}

QString PostgresqlOperationRenderer::typeClause(const AlterColumnOp &op)
{
    return OperationRenderer::typeClause(op) % (op.postgresqlUsing ? QString(" USING "_L1 % *op.postgresqlUsing) : QString());
}

QStringList PostgresqlOperationRenderer::changedIdentity(const Identity &now, const Identity &before) const
{
    // In the order of the attributes' names; what is not given counts as unchanged.
    QStringList parts;
    const auto number = [&](const std::optional<qint64> &value, const std::optional<qint64> &old, std::optional<qint64> Identity::*member) {
        if (!value || value == old)
            return;
        Identity single;
        single.*member = value;
        parts.append("SET "_L1 % m_compilation.ddl->identityOptions(single));
    };
    const auto flag = [&](const std::optional<bool> &value, const std::optional<bool> &old, std::optional<bool> Identity::*member) {
        if (!value || value == old)
            return;
        Identity single;
        single.*member = value;
        parts.append("SET "_L1 % m_compilation.ddl->identityOptions(single));
    };
    if (now.always && !before.always)
        parts.append(u"SET GENERATED ALWAYS"_s);
    number(now.cache, before.cache, &Identity::cache);
    flag(now.cycle, before.cycle, &Identity::cycle);
    number(now.increment, before.increment, &Identity::increment);
    number(now.maxValue, before.maxValue, &Identity::maxValue);
    number(now.minValue, before.minValue, &Identity::minValue);
    flag(now.noMaxValue, before.noMaxValue, &Identity::noMaxValue);
    flag(now.noMinValue, before.noMinValue, &Identity::noMinValue);
    number(now.start, before.start, &Identity::start);
    return parts;
}

QString PostgresqlOperationRenderer::identityClause(const AlterColumnOp &op)
{
    const QString column = "ALTER COLUMN "_L1 % m_compilation.names.quote(op.column);
    if (!op.serverDefault.value || !op.serverDefault.value->identity)
        return column % " DROP IDENTITY"_L1;
    const Identity &now = *op.serverDefault.value->identity;
    if (op.existingServerDefault.given && !op.existingServerDefault.value)
        return column % " ADD "_L1 % m_compilation.ddl->identity(now);
    const std::optional<Identity> before = op.existingServerDefault.value ? op.existingServerDefault.value->identity : std::nullopt;
    const QStringList parts = before ? changedIdentity(now, *before) : QStringList();
    return parts.isEmpty() ? column : QString(column % u' ' % parts.join(u' '));
}

} // namespace retort
