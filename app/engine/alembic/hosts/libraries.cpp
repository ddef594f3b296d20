#include "alembic/hosts/libraries.h"

#include "alembic/hosts/columnhost.h"
#include "alembic/hosts/compilationhooks.h"
#include "alembic/hosts/connectionhost.h"
#include "alembic/hosts/declarative.h"
#include "alembic/hosts/expressionfunctions.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/namehost.h"
#include "alembic/hosts/ophost.h"
#include "alembic/hosts/orm.h"
#include "alembic/hosts/sqlexceptions.h"
#include "alembic/hosts/statementhost.h"
#include "alembic/hosts/tablehost.h"
#include "alembic/hosts/typehost.h"
#include "alembic/hosts/writtenlibraries.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

using Members = std::vector<std::pair<QString, Value>>;

/// A module of a library we stand in for: a name it does not list is not known, for the real module may well have it. The loader outlives
/// it.
class LibraryHost : public python::HostObject
{
public:
    LibraryHost(const python::ModuleLoader &loader, ReadingPtr reading, QString name, const Members &members)
        : m_loader(loader),
          m_reading(std::move(reading)),
          m_name(std::move(name))
    {
        for (const auto &[member, value] : members)
            m_members.insert(member, value);
    }
    void add(const QString &name, const Value &value) { m_members.insert(name, value); }

    [[nodiscard]] QString typeName() const override { return u"module"_s; }
    Value attribute(CallContext &context, const QString &name) override
    {
        if (name == u"__name__")
            return Value::string(m_name);
        if (m_name == u"alembic.context" && name == u"config")
            return makeConfig(m_reading);
        const bool isOrmException = m_name == u"sqlalchemy.orm.exc" && (name == u"NoResultFound" || name == u"MultipleResultsFound");
        if (m_name == u"sqlalchemy.exc" || isOrmException) {
            const Value cls = exceptionModule(context).storedAttribute(name);
            if (!cls.isUnset())
                return cls;
        }
        if (const Value orm = ormName(context, m_name, name); !orm.isUnset())
            return orm;
        const auto it = m_members.constFind(name);
        if (it != m_members.cend())
            return *it;
        if (const Value declared = declarativeName(context, m_name, name); !declared.isUnset())
            return declared;
        if (const Value submodule = m_loader.registered(m_name + u'.' + name); !submodule.isUnset())
            return submodule;
        return context.unknown(tr("%1.%2 is not understood").arg(m_name, name));
    }

private:
    const python::ModuleLoader &m_loader;
    ReadingPtr m_reading;
    QString m_name;
    QHash<QString, Value> m_members;
};

using Library = std::shared_ptr<LibraryHost>;

/// Builds and registers the modules.
class Libraries
{
public:
    Libraries(python::ModuleLoader &loader, ReadingPtr reading) : m_loader(loader), m_reading(std::move(reading)) {}

    void registerAll()
    {
        registerExceptions(m_loader);
        registerWrittenLibraries(m_loader);
        registerOrm(m_loader, m_reading);
        registerDeclarative(m_loader, m_reading);
        add(u"sqlalchemy.exc"_s, {});
        registerSqlAlchemy();
        registerAlembic();
        for (const QString &part : {u"decl_api"_s, u"attributes"_s, u"relationships"_s, u"properties"_s, u"base"_s, u"session"_s,
                                    u"query"_s, u"scoping"_s, u"exc"_s})
            add(u"sqlalchemy.orm."_s + part, {});
        for (const QString &name : {u"sqlalchemy.ext.declarative"_s, u"sqlalchemy.ext.declarative.api"_s, u"sqlalchemy.ext.hybrid"_s,
                                    u"sqlalchemy.ext.asyncio"_s, u"sqlalchemy.ext.associationproxy"_s, u"sqlalchemy.event"_s})
            add(name, {});
        for (const QString &name : {u"flask_sqlalchemy"_s, u"flask_appbuilder.models.sqla"_s, u"flask_appbuilder.utils.base"_s,
                                    u"flask_appbuilder.utils.legacy"_s})
            add(name, {});
        for (const auto &[name, members] : thirdPartyTypes(m_reading))
            add(name, members);
    }

private:
    Library add(const QString &name, const Members &members)
    {
        auto library = std::make_shared<LibraryHost>(m_loader, m_reading, name, members);
        m_loader.registerModule(name, Value::host(library));
        return library;
    }

    static void append(Members &into, const Members &more) { into.insert(into.end(), more.begin(), more.end()); }

    [[nodiscard]] Members types(QLatin1StringView module) const
    {
        Members members;
        for (const auto &[name, canonical] : exportedTypes(module))
            members.emplace_back(name, Value::host(std::make_shared<TypeClassHost>(m_reading, canonical)));
        return members;
    }

    [[nodiscard]] Value function(const QString &name, Value (*make)(const ReadingPtr &, CallContext &, const Arguments &)) const
    {
        return python::nativeFunction(name,
                                      [reading = m_reading, make](CallContext &c, const Arguments &a) { return make(reading, c, a); });
    }

    static Value inspect(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
    {
        const Value subject = arguments.get(0, "subject"_L1);
        if (!isConnection(subject))
            return subject.isUnknown() ? subject : context.unknown(tr("inspect() of this object is not understood"));
        if (reading->options().offline)
            return inspectOffline(context);
        return makeInspector(reading);
    }

    /// conv("..."): a name that no convention changes.
    static Value finalName(CallContext &context, const Arguments &arguments)
    {
        const Made<QString> name = toText(context, arguments.get(0, "value"_L1));
        return name ? Value::host(std::make_shared<NameHost>(*name, true)) : name.instead();
    }

    /// TypeDecorator and the other bases of types a project makes itself.
    [[nodiscard]] Members typeBases() const
    {
        Members members;
        for (const QString &name : {u"TypeDecorator"_s, u"UserDefinedType"_s, u"TypeEngine"_s})
            members.emplace_back(name, Value::host(std::make_shared<TypeClassHost>(m_reading, name)));
        return members;
    }

    [[nodiscard]] Value hosted(const QString &name, const Members &members) const
    {
        return Value::host(std::make_shared<LibraryHost>(m_loader, m_reading, name, members));
    }

    void registerSqlAlchemy()
    {
        Members core = expressionFunctions(m_reading);
        append(core, statementFunctions(m_reading));
        append(core, {{u"column"_s, function(u"column"_s, &makeLightColumn)}, {u"table"_s, function(u"table"_s, &makeLightTable)}});
        Members schema = schemaItemFunctions(m_reading);
        append(schema, {{u"Column"_s, function(u"Column"_s, &makeColumn)}, {u"Table"_s, function(u"Table"_s, &makeTable)}});
        for (const QString &name : ElementClassHost::names())
            core.emplace_back(name, Value::host(std::make_shared<ElementClassHost>(m_reading, name)));
        Members all = types("sqlalchemy"_L1);
        append(all, typeBases());
        append(all, core);
        append(all, schema);
        Members typeMembers = types("types"_L1);
        append(typeMembers, typeBases());

        const Library root = add(u"sqlalchemy"_s, all);
        const Value inspector = function(u"inspect"_s, &Libraries::inspect);
        root->add(u"inspect"_s, inspector);
        root->add(u"__version__"_s, Value::string(u"2.0.52"_s));
        const Library inspectorClass =
            std::make_shared<LibraryHost>(m_loader, m_reading, u"Inspector"_s, Members{{u"from_engine"_s, inspector}});
        const Value reflection = Value::host(add(u"sqlalchemy.engine.reflection"_s, {{u"Inspector"_s, Value::host(inspectorClass)}}));
        root->add(u"engine"_s,
                  Value::host(add(u"sqlalchemy.engine"_s, {{u"reflection"_s, reflection}, {u"Inspector"_s, Value::host(inspectorClass)}})));
        root->add(u"types"_s, Value::host(add(u"sqlalchemy.types"_s, typeMembers)));
        const std::pair<QString, Value> conv{u"conv"_s, python::nativeFunction(u"conv"_s, &finalName)};
        schema.push_back(conv);
        core.push_back(conv);
        const Value schemaModule = Value::host(add(u"sqlalchemy.schema"_s, schema));
        root->add(u"schema"_s, schemaModule);
        Members sqlMembers = core;
        append(sqlMembers,
               {{u"expression"_s, Value::host(add(u"sqlalchemy.sql.expression"_s, core))},
                {u"sqltypes"_s, Value::host(add(u"sqlalchemy.sql.sqltypes"_s, typeMembers))},
                {u"schema"_s, Value::host(add(u"sqlalchemy.sql.schema"_s, schema))},
                {u"functions"_s, Value::host(add(u"sqlalchemy.sql.functions"_s, core))},
                {u"elements"_s, Value::host(add(u"sqlalchemy.sql.elements"_s, core))},
                {u"ddl"_s, Value::host(add(u"sqlalchemy.sql.ddl"_s, schema))}});
        root->add(u"sql"_s, Value::host(add(u"sqlalchemy.sql"_s, sqlMembers)));
        root->add(u"orm"_s, Value::host(add(u"sqlalchemy.orm"_s, {})));
        root->add(u"dialects"_s, registerDialects(schema));
        // SQLModel hands on SQLAlchemy's names beside its own.
        const Value autoString = Value::host(std::make_shared<TypeClassHost>(m_reading, u"sqlmodel.AutoString"_s));
        const Value sqltypes = Value::host(
            add(u"sqlmodel.sql.sqltypes"_s, {{u"AutoString"_s, autoString}, {u"types"_s, m_loader.registered(u"sqlalchemy.types"_s)}}));
        append(all, {{u"AutoString"_s, autoString}, {u"sql"_s, Value::host(add(u"sqlmodel.sql"_s, {{u"sqltypes"_s, sqltypes}}))}});
        add(u"sqlmodel"_s, all);
    }

    Value registerDialects(const Members &schema)
    {
        Members dialects;
        for (const QString &name : {u"postgresql"_s, u"mysql"_s, u"sqlite"_s, u"mssql"_s, u"oracle"_s}) {
            Members members = types(QLatin1StringView(name.toLatin1()));
            if (name == u"postgresql") {
                for (const auto &item : schema) {
                    if (item.first == u"ExcludeConstraint")
                        members.push_back(item);
                }
                m_loader.registerModule(u"sqlalchemy.dialects.postgresql.json"_s,
                                        hosted(u"sqlalchemy.dialects.postgresql.json"_s, members));
            }
            const QString base = u"sqlalchemy.dialects."_s % name % u".base"_s;
            Members ofBase = members;
            append(ofBase, dialectClasses(name));
            m_loader.registerModule(base, hosted(base, ofBase));
            const Value module = Value::host(add(u"sqlalchemy.dialects."_s + name, members));
            dialects.emplace_back(name, module);
            if (name == u"mysql")
                dialects.emplace_back(u"mariadb"_s, module);
        }
        return Value::host(add(u"sqlalchemy.dialects"_s, dialects));
    }

    static Value xArguments(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
    {
        const Made<bool> asDictionary = toBool(context, arguments.get(0, "as_dictionary"_L1));
        if (!asDictionary)
            return asDictionary.instead();
        python::Values list;
        std::vector<std::pair<Value, Value>> entries;
        for (const QString &argument : reading->options().xArguments) {
            list.push_back(Value::string(argument));
            entries.emplace_back(Value::string(argument.section(u'=', 0, 0)), Value::string(argument.section(u'=', 1)));
        }
        return *asDictionary ? Value::dict(entries) : Value::list(std::move(list));
    }

    void registerAlembic()
    {
        const Value op = Value::host(std::make_shared<OpHost>(std::make_shared<OperationSink>(m_reading)));
        const auto constant = [this](const QString &name, Value (*make)(const ReadingPtr &)) {
            return python::nativeFunction(name, [reading = m_reading, make](CallContext &, const Arguments &) { return make(reading); });
        };
        const auto offline = [](const ReadingPtr &reading) { return Value::boolean(reading->options().offline); };
        const Value context = Value::host(add(u"alembic.context"_s,
                                              {{u"get_context"_s, constant(u"get_context"_s, &makeMigrationContext)},
                                               {u"get_bind"_s, constant(u"get_bind"_s, &makeConnection)},
                                               {u"is_offline_mode"_s, constant(u"is_offline_mode"_s, offline)},
                                               {u"get_x_argument"_s, function(u"get_x_argument"_s, &Libraries::xArguments)}}));
        m_loader.registerModule(u"alembic.op"_s, op);
        add(u"alembic"_s, {{u"op"_s, op}, {u"context"_s, context}});
    }

    python::ModuleLoader &m_loader;
    ReadingPtr m_reading;
};

} // namespace

void registerLibraries(python::ModuleLoader &loader, const ReadingPtr &reading)
{
    Libraries(loader, reading).registerAll();
}

} // namespace retort::hosts
