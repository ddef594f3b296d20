#include "alembic/hosts/connectionhost.h"

#include "alembic/hosts/literals.h"
#include "alembic/hosts/resulthost.h"
#include "alembic/hosts/sqlexceptions.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

/// A host object that does something outside the program: what it is not known to do ends the run.
class EffectHost : public python::HostObject
{
public:
    explicit EffectHost(ReadingPtr reading) : m_reading(std::move(reading)) {}
    [[nodiscard]] bool hasEffects() const override { return true; }

protected:
    [[nodiscard]] Value notKnown(CallContext &context, const QString &name) const
    {
        return context.notUnderstood(tr("%1 of a %2 is not understood").arg(name, typeName()));
    }
    /// A method that changes nothing here.
    [[nodiscard]] static Value nothing(const QString &name)
    {
        return python::nativeFunction(name, [](CallContext &, const Arguments &) { return Value::none(); });
    }

    ReadingPtr m_reading;
};

/// What execute() returns while planning: using it in any way means reading rows.
class PlannedResultHost : public EffectHost
{
public:
    PlannedResultHost(ReadingPtr reading, quint64 serial) : EffectHost(std::move(reading)), m_serial(serial) {}

    [[nodiscard]] QString typeName() const override { return u"CursorResult"_s; }
    Value attribute(CallContext &context, const QString &name) override { return name == u"close" ? nothing(name) : read(context); }
    Value item(CallContext &context, const Value &) override { return read(context); }
    Value iterate(CallContext &context) override { return read(context); }
    Value length(CallContext &context) override { return read(context); }
    Value truth(CallContext &) override { return Value::boolean(true); }

private:
    Value read(CallContext &context)
    {
        if (m_reading->isTryingOut())
            return context.deferred(Reading::rowReason());
        m_reading->takeBack(m_serial);
        return context.notUnderstood(context.deferred(Reading::rowReason()));
    }
    quint64 m_serial;
};

/// The result of the statement just recorded.
Value makeResult(const ReadingPtr &reading, const Value &statement)
{
    if (!reading->options().live)
        return Value::host(std::make_shared<PlannedResultHost>(reading, reading->lastSerial()));
    auto state = std::make_shared<ResultState>();
    state->reading = reading;
    state->rows = reading->takeRows();
    if (const auto select = statement.host<SelectHost>())
        state->types = select->columnTypes();
    return Value::host(std::make_shared<ResultHost>(state, ResultHost::Form::Rows));
}

/// An INSERT without values of its own takes them from the parameters.
Value withParameters(CallContext &context, const Value &statement, const Value &parameters)
{
    const auto dml = statement.host<DmlHost>();
    if (!dml || !dml->isInsertWithoutValues() || !parameters.isDict())
        return {};
    const Value values = context.attribute(statement, u"values"_s);
    return values.isFailure() ? values : context.call(values, {{parameters}, {}});
}

/// dialect.dialect_description, "postgresql+psycopg2": its driver is not known, but which databases it names is.
class DescriptionHost : public python::HostObject
{
public:
    explicit DescriptionHost(QString dialect) : m_dialect(std::move(dialect)) {}
    [[nodiscard]] QString typeName() const override { return u"str"_s; }
    Value attribute(CallContext &context, const QString &name) override { return context.unknown(notKnownReason(name)); }
    Value representation(CallContext &context) override { return context.unknown(notKnownReason(u"the text"_s)); }
    Value contains(CallContext &context, const Value &item) override
    {
        // No driver of one database is called after another of these; MariaDB's are called after MySQL.
        static const QStringList databases{u"postgresql"_s, u"mysql"_s, u"sqlite"_s, u"oracle"_s, u"mssql"_s};
        const QString text = item.text();
        if (m_dialect.contains(text) && !text.isEmpty())
            return Value::boolean(true);
        if (m_dialect == u"mariadb" || !databases.contains(text))
            return context.unknown(notKnownReason(text));
        return Value::boolean(false);
    }

private:
    [[nodiscard]] static QString notKnownReason(const QString &what)
    {
        return tr("the driver in the description of the dialect is not known (%1)").arg(what);
    }
    QString m_dialect;
};

class DialectHost : public python::HostObject
{
public:
    explicit DialectHost(ReadingPtr reading) : m_reading(std::move(reading)) {}
    [[nodiscard]] QString typeName() const override { return u"DefaultDialect"_s; }
    [[nodiscard]] QString dialect() const { return m_reading->dialect(); }

    Value attribute(CallContext &context, const QString &name) override
    {
        const QString dialect = m_reading->dialect();
        if (name == u"name")
            return Value::string(dialect);
        if (name == u"type_descriptor")
            return python::nativeFunction(name, [reading = m_reading](CallContext &c, const Arguments &a) {
                return describedType(reading, c, a.get(0, "typeobj"_L1));
            });
        if (name == u"server_version_info")
            return version(context);
        if (name == u"dialect_description")
            return Value::host(std::make_shared<DescriptionHost>(dialect));
        if (name == u"is_mariadb" && (dialect == u"mysql" || dialect == u"mariadb"))
            return Value::boolean(dialect == u"mariadb");
        if (name == u"supports_native_enum")
            return Value::boolean(dialect == u"postgresql" || dialect == u"mysql" || dialect == u"mariadb");
        if (name == u"default_schema_name" && !m_reading->options().offline && dialect == u"sqlite")
            return Value::string(u"main"_s);
        return context.unknown(tr("the attribute %1 of the dialect is not known").arg(name));
    }

private:
    Value version(CallContext &context) const
    {
        const int number = m_reading->options().serverVersion;
        if (number == 0)
            return context.unknown(tr("the server's version is not known"));
        return Value::tuple({Value::integer(number / 10000), Value::integer(number / 100 % 100), Value::integer(number % 100)});
    }
    ReadingPtr m_reading;
};

/// `with connection.begin():` and similar: the transaction is the migrator's business.
class TransactionHost : public EffectHost
{
public:
    using EffectHost::EffectHost;
    [[nodiscard]] QString typeName() const override { return u"Transaction"_s; }
    Value attribute(CallContext &context, const QString &name) override
    {
        return name == u"commit" || name == u"close" ? nothing(name) : notKnown(context, name);
    }
    Value enter(CallContext &) override { return Value::host(shared_from_this()); }
    Value exit(CallContext &, const Value &) override { return Value::boolean(false); }
};

class ConnectionHost : public EffectHost
{
public:
    using EffectHost::EffectHost;

    [[nodiscard]] QString typeName() const override { return m_reading->options().offline ? u"MockConnection"_s : u"Connection"_s; }

    Value attribute(CallContext &context, const QString &name) override
    {
        if (name == u"dialect")
            return makeDialect(m_reading);
        if (name == u"engine" || name == u"connection" || name == u"bind")
            return Value::host(shared_from_this());
        if (name == u"name")
            return Value::string(m_reading->dialect());
        const auto self = std::static_pointer_cast<ConnectionHost>(shared_from_this());
        if (name == u"execute" || name == u"exec_driver_sql" || name == u"scalar" || name == u"scalars") {
            const bool raw = name == u"exec_driver_sql";
            return python::nativeFunction(name,
                                          [self, raw, name](CallContext &c, const Arguments &a) { return self->execute(c, a, raw, name); });
        }
        if (name == u"get_bind" || name == u"connect" || name == u"execution_options")
            return python::nativeFunction(name, [self](CallContext &, const Arguments &) { return Value::host(self); });
        if (name == u"begin" || name == u"begin_nested") {
            return python::nativeFunction(
                name, [self](CallContext &, const Arguments &) { return Value::host(std::make_shared<TransactionHost>(self->m_reading)); });
        }
        if (name == u"close")
            return nothing(name);
        if (name == u"in_transaction")
            return python::nativeFunction(name, [](CallContext &, const Arguments &) { return Value::boolean(true); });
        return notKnown(context, name);
    }
    Value enter(CallContext &) override { return Value::host(shared_from_this()); }
    Value exit(CallContext &, const Value &) override { return Value::boolean(false); }

private:
    Value execute(CallContext &context, const Arguments &arguments, bool raw, const QString &name)
    {
        const bool reads = name == u"scalar" || name == u"scalars";
        static const Signature signature("execute"_L1, "statement, parameters=, *, execution_options=, params=, bind_arguments="_L1, true);
        const BoundArguments bound = signature.bind(context, arguments);
        if (!bound.ok())
            return bound.failure();
        const Value parameters = bound.given("params"_L1) ? bound["params"_L1] : bound["parameters"_L1];
        const Value result = executeStatement(m_reading, context, bound["statement"_L1], parameters, raw);
        if (!reads || !result.isHost())
            return result;
        const Value read = context.attribute(result, name);
        return read.isFailure() || read.isUnknown() ? read : context.call(read, {});
    }
};

class AutocommitBlockHost : public EffectHost
{
public:
    using EffectHost::EffectHost;
    [[nodiscard]] QString typeName() const override { return u"autocommit_block"_s; }
    Value enter(CallContext &) override
    {
        m_reading->openBlock();
        return Value::none();
    }
    Value exit(CallContext &context, const Value &) override
    {
        Operations operations = m_reading->closeBlock();
        // Carried out live, each operation already was a block of its own.
        if (!m_reading->options().live)
            m_reading->record(context, AutocommitBlockOp{std::move(operations)});
        return Value::boolean(false);
    }
};

class ImplHost : public python::HostObject
{
public:
    explicit ImplHost(ReadingPtr reading) : m_reading(std::move(reading)) {}
    [[nodiscard]] QString typeName() const override { return u"DefaultImpl"_s; }
    [[nodiscard]] bool hasEffects() const override { return true; }
    Value attribute(CallContext &context, const QString &name) override
    {
        if (name == u"__dialect__")
            return Value::string(m_reading->dialect());
        if (name == u"dialect")
            return makeDialect(m_reading);
        if (name == u"transactional_ddl")
            return Value::boolean(m_reading->dialect() == u"postgresql" || m_reading->dialect() == u"mssql");
        if (name == u"as_sql")
            return Value::boolean(m_reading->options().offline);
        return context.notUnderstood(tr("%1 of a %2 is not understood").arg(name, typeName()));
    }

private:
    ReadingPtr m_reading;
};

/// context.config: Alembic's Config over alembic.ini, as env.py left it.
class ConfigHost : public python::HostObject
{
public:
    explicit ConfigHost(ReadingPtr reading) : m_reading(std::move(reading)) {}
    [[nodiscard]] QString typeName() const override { return u"Config"_s; }
    Value attribute(CallContext &context, const QString &name) override
    {
        if (name != u"get_main_option")
            return context.unknown(tr("%1 of the configuration is not known").arg(name));
        return python::nativeFunction(name, [reading = m_reading](CallContext &c, const Arguments &arguments) -> Value {
            static const Signature signature("Config.get_main_option"_L1, "name, default="_L1, true);
            const BoundArguments bound = signature.bind(c, arguments);
            if (!bound.ok())
                return bound.failure();
            const Made<QString> option = toText(c, bound["name"_L1]);
            if (!option)
                return option.instead();
            const QMap<QString, QString> &options = *reading->options().mainOptions;
            const auto value = options.constFind(option->toLower());
            if ((value != options.cend() && value->isNull()) || *option == u"here")
                return c.unknown(tr("the option %1 of the configuration is not known").arg(*option));
            if (value != options.cend())
                return Value::string(*value);
            return bound.given("default"_L1) ? bound["default"_L1] : Value::none();
        });
    }

private:
    ReadingPtr m_reading;
};

class MigrationContextHost : public EffectHost
{
public:
    using EffectHost::EffectHost;
    [[nodiscard]] QString typeName() const override { return u"MigrationContext"_s; }
    Value attribute(CallContext &context, const QString &name) override
    {
        if (name == u"dialect")
            return makeDialect(m_reading);
        if (name == u"as_sql")
            return Value::boolean(m_reading->options().offline);
        if (name == u"bind" || name == u"connection")
            return m_reading->options().offline && name == u"connection" ? Value::none() : makeConnection(m_reading);
        if (name == u"impl")
            return Value::host(std::make_shared<ImplHost>(m_reading));
        if (name == u"autocommit_block")
            return python::nativeFunction(name,
                                          [reading = m_reading](CallContext &, const Arguments &) { return makeAutocommitBlock(reading); });
        if (name == u"begin_transaction") {
            return python::nativeFunction(name, [reading = m_reading](CallContext &, const Arguments &) {
                return Value::host(std::make_shared<TransactionHost>(reading));
            });
        }
        if (name == u"execute") {
            return python::nativeFunction(name, [reading = m_reading](CallContext &c, const Arguments &a) {
                return executeStatement(reading, c, a.get(0, "sql"_L1), {}, false);
            });
        }
        const QualifiedName &versionTable = m_reading->options().versionTable;
        if (name == u"version_table")
            return Value::string(versionTable.name);
        if (name == u"version_table_schema")
            return versionTable.schema.isEmpty() ? Value::none() : Value::string(versionTable.schema);
        if (name == u"config" && m_reading->options().mainOptions)
            return makeConfig(m_reading);
        if (name == u"config" || name == u"opts" || name == u"environment_context")
            return context.unknown(tr("what env.py configured as %1 is not known").arg(name));
        return notKnown(context, name);
    }
};

} // namespace

Value executeStatement(const ReadingPtr &reading, CallContext &context, const Value &statement, const Value &parameters, bool raw)
{
    // SQLAlchemy takes an empty list for no parameters; those that only a run will know do not change what the statement is.
    const bool isOnline = !reading->options().offline;
    if (isOnline && ((parameters.isList() && parameters.items().empty()) || context.isOpen(parameters)))
        return executeStatement(reading, context, statement, {}, raw);
    if (isOnline && parameters.isList()) {
        // executemany(): once for each.
        Value last;
        for (const Value &each : parameters.items()) {
            last = executeStatement(reading, context, statement, each, raw);
            if (!last.isHost())
                break;
        }
        return last;
    }
    if (const Value filled = isOnline ? withParameters(context, statement, parameters) : Value(); !filled.isUnset())
        return filled.isHost() ? executeStatement(reading, context, filled, {}, raw) : filled;
    const bool isText = statement.isString();
    if (isText && !raw)
        return raiseSql(context, u"ObjectNotExecutableError"_s,
                        u"Not an executable object: %1"_s.arg(context.representation(statement).text()));
    Made<OperationContent> content = statementContent(context, statement, parameters, reading->dialect());
    if (!content && !content.instead().isUnknown())
        return content.instead();
    if (!content) {
        const Value nothing = reading->recordOpaque(context, content.instead());
        return reading->options().offline || nothing.isFailure() ? nothing : makeResult(reading, statement);
    }
    if (raw) {
        if (auto *sql = std::get_if<ExecuteSqlOp>(&*content))
            sql->raw = true;
    }
    reading->record(context, std::move(*content));
    if (reading->options().offline)
        return Value::none();
    return makeResult(reading, statement);
}

Value makeConnection(const ReadingPtr &reading)
{
    return Value::host(std::make_shared<ConnectionHost>(reading));
}

Value makeMigrationContext(const ReadingPtr &reading)
{
    return Value::host(std::make_shared<MigrationContextHost>(reading));
}

Value makeConfig(const ReadingPtr &reading)
{
    if (!reading->options().mainOptions)
        return Value::unknown(tr("what env.py configured as %1 is not known").arg(u"config"_s));
    return Value::host(std::make_shared<ConfigHost>(reading));
}

Value inspectOffline(CallContext &context)
{
    return raiseSql(context, u"NoInspectionAvailable"_s,
                    u"No inspection system is available for object of type <class 'sqlalchemy.engine.mock.MockConnection'>"_s);
}

Value makeAutocommitBlock(const ReadingPtr &reading)
{
    return Value::host(std::make_shared<AutocommitBlockHost>(reading));
}

/// A dialect class for isinstance(): sqlalchemy.dialects.sqlite.base.SQLiteDialect.
class DialectClassHost : public python::HostObject
{
public:
    DialectClassHost(QString name, QStringList dialects) : m_name(std::move(name)), m_dialects(std::move(dialects)) {}
    [[nodiscard]] QString typeName() const override { return u"type"_s; }
    [[nodiscard]] bool isClass() const override { return true; }
    Value attribute(CallContext &context, const QString &name) override
    {
        if (name == u"name")
            return Value::string(m_dialects.front());
        if (name == u"__name__")
            return Value::string(m_name);
        return context.unknown(tr("the attribute %1 of the dialect is not known").arg(name));
    }
    Value call(CallContext &context, const Arguments &) override
    {
        return context.unknown(tr("a dialect that the program makes itself is not understood"));
    }
    Value isInstance(CallContext &, const Value &value) override
    {
        const auto dialect = value.host<DialectHost>();
        return Value::boolean(dialect && m_dialects.contains(dialect->dialect()));
    }

private:
    QString m_name;
    QStringList m_dialects;
};

std::vector<std::pair<QString, Value>> dialectClasses(const QString &module)
{
    static const std::tuple<const char *, const char *, QStringList> classes[] = {{"postgresql", "PGDialect", {u"postgresql"_s}},
                                                                                  {"mysql", "MySQLDialect", {u"mysql"_s, u"mariadb"_s}},
                                                                                  {"sqlite", "SQLiteDialect", {u"sqlite"_s}},
                                                                                  {"mssql", "MSDialect", {u"mssql"_s}},
                                                                                  {"oracle", "OracleDialect", {u"oracle"_s}}};
    std::vector<std::pair<QString, Value>> members;
    for (const auto &[dialect, name, dialects] : classes) {
        if (module == QLatin1StringView(dialect)) {
            const QString className = QString::fromLatin1(name);
            members.emplace_back(className, Value::host(std::make_shared<DialectClassHost>(className, dialects)));
        }
    }
    return members;
}

Value makeDialect(const ReadingPtr &reading)
{
    return Value::host(std::make_shared<DialectHost>(reading));
}

bool isConnection(const Value &value)
{
    return value.host<ConnectionHost>() != nullptr;
}

} // namespace retort::hosts
