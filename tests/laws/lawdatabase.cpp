#include "lawdatabase.h"

#include "operations/apply.h"

#include <algorithm>

namespace retort::test {

using namespace Qt::StringLiterals;

namespace {

/// The names of the types that CREATE TABLE makes on its way.
void collectTypes(const SqlType &type, const QString &tableSchema, QSet<QString> &into)
{
    for (const SqlType &child : type.children)
        collectTypes(child, tableSchema, into);
    if (!type.flag(u"create_type"_s, true) || type.has(u"metadata"_s))
        return;
    const QString schema = type.flag(u"inherit_schema"_s) ? tableSchema : type.text(u"schema"_s);
    into.insert(QualifiedName(schema, type.text(u"name"_s)).display());
}

/// CREATE TABLE cannot make a constraint that is not valid for its rows.
bool isMadeLater(const Constraint &constraint)
{
    const auto *check = std::get_if<CheckConstraint>(&constraint);
    return std::holds_alternative<ForeignKey>(constraint)
        || (check != nullptr && check->options.values.contains(u"postgresql_not_valid"_s));
}

/// A column that refers to another one is no autoincrement column; without its foreign key it would become one.
void keepFromCounting(Table &table, const QStringList &columns)
{
    for (const QString &name : columns) {
        Column *column = table.column(name);
        if (column != nullptr && column->autoincrement == Column::Autoincrement::Auto)
            column->autoincrement = Column::Autoincrement::Off;
    }
}

} // namespace

LawDatabase::LawDatabase(const QByteArray &variable) : m_variable(variable), m_scratch(variable)
{
    if (m_scratch.isAvailable())
        m_connection = m_scratch.open();
    const bool mariaDb = m_connection && m_connection->isMariaDb();
    m_dialect = Dialect::byName(isSqlite() ? u"sqlite"_s : mariaDb ? u"mariadb"_s : u"postgresql"_s);
}

Result<void> LawDatabase::execute(const QString &sql)
{
    const Result<ExecOutcome> done = m_connection->exec(sql);
    return done ? Result<void>() : Result<void>(done.error());
}

Result<void> LawDatabase::empty()
{
    // A new session each time: temporary tables of the last one would hide others.
    m_connection.reset();
    const QString url = isSqlite() ? u"sqlite://"_s : m_scratch.text();
    auto opened = Connection::open(DatabaseUrl::parse(url).value(), OpenMode::ReadWrite);
    if (!opened)
        return opened.error();
    m_connection = std::move(*opened);
    if (isSqlite())
        return {};
    if (m_connection->isMariaDb()) {
        const QString name = m_connection->query(u"SELECT DATABASE()"_s)->scalar().toString();
        for (const char *statement : {"DROP DATABASE %1", "CREATE DATABASE %1", "USE %1"}) {
            const Result<void> done = execute(QString::fromLatin1(statement).arg(name));
            if (!done)
                return done;
        }
        return {};
    }
    const Result<Rows> schemas =
        m_connection->query(u"SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"_s);
    if (!schemas)
        return schemas.error();
    QString sql;
    for (const QVariantList &row : schemas->rows)
        sql += u"DROP SCHEMA %1 CASCADE; "_s.arg(row.first().toString());
    return execute(sql + u"CREATE SCHEMA public"_s);
}

Result<void> LawDatabase::run(const Operation &operation, const Schema &before, RenderMemory &memory)
{
    RenderMode mode;
    mode.offline = false;
    mode.serverVersion = m_connection->serverVersion();
    const Result<QList<Statement>> statements = m_dialect->render(operation, before, memory, mode);
    if (!statements)
        return statements.error();
    for (const Statement &statement : *statements) {
        const Result<void> done = execute(statement.sql);
        if (!done)
            return Error{done.error().code, done.error().message, statement.sql + u": "_s + done.error().detail};
    }
    return {};
}

Result<void> LawDatabase::build(const Schema &schema, const QStringList &schemaNames)
{
    RenderMemory memory;
    Schema made;
    const auto step = [&](const OperationContent &content) {
        const Operation operation{content, {}};
        Result<void> done = run(operation, made, memory);
        if (done)
            (void)applyTo(made, operation);
        return done;
    };
    std::vector<OperationContent> steps;
    for (const QString &name : schemaNames)
        steps.emplace_back(SchemaOp{name, true, false, false});
    QSet<QString> madeByTables;
    for (const Table &table : schema.tables) {
        for (const Column &column : table.columns)
            collectTypes(column.type, table.name.schema, madeByTables);
    }
    for (const EnumType &type : schema.enums) {
        if (madeByTables.contains(type.name.display()))
            continue;
        SqlType sqlType;
        sqlType.name = u"Enum"_s;
        sqlType.values = type.values;
        sqlType.arguments.insert(u"name"_s, {Literal::Kind::String, type.name.name, {}});
        if (!type.name.schema.isEmpty())
            sqlType.arguments.insert(u"schema"_s, {Literal::Kind::String, type.name.schema, {}});
        steps.emplace_back(EnumTypeOp{sqlType, true, false});
    }
    for (const Sequence &sequence : schema.sequences)
        steps.emplace_back(SequenceOp{sequence, true, false});
    std::vector<OperationContent> later;
    for (Table table : schema.tables) {
        if (!isSqlite()) {
            for (const Constraint &constraint : table.constraints) {
                if (isMadeLater(constraint))
                    later.emplace_back(CreateConstraintOp{table.name, constraint});
                if (const auto *key = std::get_if<ForeignKey>(&constraint))
                    keepFromCounting(table, key->columns);
            }
            std::erase_if(table.constraints, isMadeLater);
        }
        steps.emplace_back(CreateTableOp{table, false});
    }
    steps.insert(steps.end(), later.begin(), later.end());
    for (const OperationContent &each : steps) {
        Result<void> done = step(each);
        if (!done)
            return done;
    }
    return {};
}

} // namespace retort::test
