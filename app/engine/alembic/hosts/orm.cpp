#include "alembic/hosts/orm.h"

#include "alembic/hosts/columnhost.h"
#include "alembic/hosts/connectionhost.h"
#include "alembic/hosts/declarative.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"
#include "python/machine.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

Value argument(const Arguments &arguments, size_t index)
{
    return index < arguments.positional.size() ? arguments.positional[index] : Value();
}

python::Dictionary *attributesOf(const Value &instance)
{
    return instance.isInstance() ? &python::as<python::InstanceObject>(instance).attributes : nullptr;
}

/// read_attribute(instance, key, load): what load(instance, key) gives where the instance has no such value.
Value readAttribute(CallContext &context, const Arguments &arguments)
{
    const Value instance = argument(arguments, 0);
    const python::Dictionary *attributes = attributesOf(instance);
    const Value own = attributes ? attributes->get(argument(arguments, 1).text()) : Value();
    return own.isUnset() ? context.call(argument(arguments, 2), {{instance, argument(arguments, 1)}, {}}) : own;
}

Value stored(CallContext &, const Arguments &arguments)
{
    const python::Dictionary *attributes = attributesOf(argument(arguments, 0));
    const Value own = attributes ? attributes->get(argument(arguments, 1).text()) : Value();
    return own.isUnset() ? argument(arguments, 2) : own;
}

Value store(CallContext &, const Arguments &arguments)
{
    if (python::Dictionary *attributes = attributesOf(argument(arguments, 0)))
        attributes->set(argument(arguments, 1).text(), argument(arguments, 2));
    return Value::none();
}

Value forget(CallContext &, const Arguments &arguments)
{
    if (python::Dictionary *attributes = attributesOf(argument(arguments, 0)))
        attributes->remove(argument(arguments, 1).text());
    return Value::none();
}

/// An instance as it is before __init__().
Value newInstance(CallContext &context, const Arguments &arguments)
{
    const python::Ref<python::ClassObject> cls(&python::as<python::ClassObject>(argument(arguments, 0)));
    return Value(static_cast<python::Object *>(context.machine().make<python::InstanceObject>(cls)));
}

/// alive(instances, key): the identity map of SQLAlchemy refers weakly; an instance that only the map still knows is gone.
Value alive(CallContext &, const Arguments &arguments)
{
    python::Dictionary &table = python::as<python::DictObject>(argument(arguments, 0)).table;
    const qsizetype at = table.find(argument(arguments, 1));
    if (at < 0)
        return Value::none();
    if (table.valueAt(at).object()->references > 1)
        return table.valueAt(at);
    table.removeAt(at);
    return Value::none();
}

bool isNullPreserving(const SqlType &type)
{
    return affinity(type) == u"JSON" && !type.flag(u"none_as_null"_s, false);
}

/// SQLAlchemy's Table._autoincrement_column.
bool isAutoincrement(const Table &table, const ColumnHost &host)
{
    const Column &column = host.column();
    if (column.autoincrement == Column::Autoincrement::On)
        return true;
    const bool isAlone = table.primaryKey && table.primaryKey->columns.size() == 1;
    if (!isAlone || column.autoincrement == Column::Autoincrement::Off || affinity(column.type) != u"Integer")
        return false;
    const auto refers = [&column](const Constraint &constraint) {
        const auto *key = std::get_if<ForeignKey>(&constraint);
        return key && key->columns.contains(column.name);
    };
    return column.autoincrement == Column::Autoincrement::IgnoreForeignKeys
        || std::none_of(table.constraints.begin(), table.constraints.end(), refers);
}

/// column_facts(table, column): see MappedAttribute.
Value columnFacts(CallContext &, const Arguments &arguments)
{
    const auto table = argument(arguments, 0).host<TableHost>();
    const auto host = argument(arguments, 1).host<ColumnHost>();
    const Column &column = host->column();
    const bool isPrimary = table->table().primaryKey && table->table().primaryKey->columns.contains(column.name);
    const bool hasDefault = !host->pythonDefault().isUnset() && !host->pythonDefault().isNone();
    const bool hasServerDefault = column.serverDefault || column.computed || column.identity;
    const bool isDecorated = column.type.name == u"TypeDecorator";
    const QString obstacle =
        isDecorated ? tr("what the type %1 makes of a value is not known").arg(column.type.text(u"class"_s)) : QString();
    return Value::tuple({Value::string(host->key()), Value::boolean(isPrimary), Value::boolean(hasDefault),
                         Value::boolean(hasServerDefault), Value::boolean(!host->updateDefault().isUnset()),
                         Value::boolean(isNullPreserving(column.type)), Value::boolean(isPrimary && isAutoincrement(table->table(), *host)),
                         Value::string(column.sequence), Value::string(obstacle)});
}

Value columnDefault(CallContext &context, const Arguments &arguments)
{
    const auto column = argument(arguments, 0).host<ColumnHost>();
    return column ? pythonDefault(context, column->pythonDefault()) : Value::none();
}

Value updateDefault(CallContext &context, const Arguments &arguments)
{
    const auto column = argument(arguments, 0).host<ColumnHost>();
    return column ? pythonDefault(context, column->updateDefault()) : Value::none();
}

/// entities(statement): [(model or None, how many columns)] of a select() of models; None for other statements.
Value entities(CallContext &, const Arguments &arguments)
{
    const auto select = argument(arguments, 0).host<SelectHost>();
    if (!select)
        return Value::none();
    python::Values found;
    bool hasModel = false;
    for (const SelectHost::Entity &entity : select->entities()) {
        hasModel = hasModel || entity.model.isClass();
        found.push_back(Value::tuple({entity.model.isClass() ? entity.model : Value::none(), Value::integer(qint64(entity.columns))}));
    }
    return hasModel ? Value::list(std::move(found)) : Value::none();
}

/// The model that an insert(), update() or delete() was made of; None for a Table's.
Value statementModel(CallContext &, const Arguments &arguments)
{
    const auto dml = argument(arguments, 0).host<DmlHost>();
    return dml && dml->model().isClass() ? dml->model() : Value::none();
}

/// foreign_keys(table): [(columns, full name of the table referred to, its columns)]
Value foreignKeys(CallContext &, const Arguments &arguments)
{
    python::Values found;
    const auto list = [](const QStringList &names) {
        python::Values values;
        for (const QString &name : names)
            values.push_back(Value::string(name));
        return Value::list(std::move(values));
    };
    const auto host = argument(arguments, 0).host<TableHost>();
    for (const Constraint &constraint : host ? host->table().constraints : std::vector<Constraint>()) {
        if (const auto *key = std::get_if<ForeignKey>(&constraint))
            found.push_back(Value::tuple({list(key->columns), Value::string(key->referredTable.display()), list(key->referredColumns)}));
    }
    return Value::list(std::move(found));
}

/// What stands in FROM for something selected.
Value fromOf(const ReadingPtr &reading, CallContext &, const Arguments &arguments)
{
    const Value value = argument(arguments, 0);
    if (value.isUnknown() || value.host<FromHost>())
        return value;
    const auto expression = value.host<ExpressionHost>();
    if (!expression || expression->expression().froms.size() != 1)
        return Value::none();
    return Value::host(std::make_shared<FromHost>(reading, expression->expression().froms.front()));
}

Value isSameFrom(CallContext &, const Arguments &arguments)
{
    const auto left = argument(arguments, 0).host<FromHost>();
    const auto right = argument(arguments, 1).host<FromHost>();
    return Value::boolean(left && right && left->from() == right->from());
}

/// A number that the database will give back, while planning: to leave it alone is not to depend on it.
class PlannedNumberHost : public python::HostObject
{
public:
    [[nodiscard]] QString typeName() const override { return u"int"_s; }
    Value attribute(CallContext &context, const QString &) override { return number(context); }
    Value binary(CallContext &context, python::BinaryOperator, const Value &, bool) override { return number(context); }
    Value unary(CallContext &context, python::UnaryOperator) override { return number(context); }
    Value compare(CallContext &context, python::ComparisonOperator, const Value &) override { return number(context); }
    Value truth(CallContext &context) override { return number(context); }
    Value representation(CallContext &context) override { return number(context); }

private:
    static Value number(CallContext &context) { return context.deferred(Reading::rowReason()); }
};

Value plannedCount(const ReadingPtr &reading, CallContext &context, const Arguments &)
{
    return reading->isTryingOut() ? context.deferred(Reading::rowReason()) : Value::host(std::make_shared<PlannedNumberHost>());
}

/// generated_key(statement, column, is_autoincrement): the statement that gives the key of the row just inserted; True: RETURNING does;
/// None: it is not known how.
Value generatedKey(const ReadingPtr &reading, CallContext &, const Arguments &arguments)
{
    const QString dialect = reading->dialect();
    if (dialect == u"postgresql")
        return Value::boolean(true);
    if (!argument(arguments, 2).isTrue())
        return Value::none();
    const auto text = [&reading](const QString &sql) {
        Expr made;
        made.tree = SqlExpression::fromText(sql);
        return makeExpression(reading, std::move(made));
    };
    if (dialect == u"sqlite")
        return text(u"SELECT last_insert_rowid()"_s);
    if (dialect == u"mysql" || dialect == u"mariadb")
        return text(u"SELECT LAST_INSERT_ID()"_s);
    return Value::none();
}

/// next_value(sequence): the expression that takes a value of it; True: the database has no sequences, and SQLAlchemy ignores it; None: it
/// is not known how.
Value nextValue(const ReadingPtr &reading, CallContext &, const Arguments &arguments)
{
    static const QRegularExpression plain(u"^[a-z_][a-z0-9_]*$"_s);
    const QString dialect = reading->dialect();
    const QString name = argument(arguments, 0).text();
    if (dialect == u"sqlite" || dialect == u"mysql")
        return Value::boolean(true);
    if (dialect != u"postgresql" || !plain.match(name).hasMatch())
        return Value::none();
    Expr made;
    made.tree = SqlExpression::verbatim(u"nextval('%1')"_s.arg(name));
    return makeExpression(reading, std::move(made));
}

Value runMode(const ReadingPtr &reading, CallContext &, const Arguments &)
{
    const ReadOptions &options = reading->options();
    return Value::string(options.offline ? u"offline"_s : options.live ? u"live"_s : reading->isTryingOut() ? u"trial"_s : u"plan"_s);
}

Value notUnderstood(CallContext &context, const Arguments &arguments)
{
    const QString reason = argument(arguments, 0).text();
    return context.machine().protect([&]() -> Value { context.machine().stopAt(reason, placeInProgram(context)); });
}

/// Of an Unknown: what it was not known for, deferred or not.
Value stopAtUnknown(CallContext &context, const Arguments &arguments)
{
    const Value unknown = argument(arguments, 0);
    return context.machine().protect(
        [&]() -> Value { context.machine().stopAt(unknown.unknownReason(), placeInProgram(context), unknown.isDeferred()); });
}

class OrmHost
{
public:
    explicit OrmHost(ReadingPtr reading) : m_reading(std::move(reading)) {}

    [[nodiscard]] Value module()
    {
        addQuestions();
        addObjects();
        add(u"column_default"_s, &columnDefault);
        add(u"update_default"_s, &updateDefault);
        add(u"column_facts"_s, &columnFacts);
        add(u"entities"_s, &entities);
        add(u"statement_model"_s, &statementModel);
        add(u"foreign_keys"_s, &foreignKeys);
        add(u"from_of"_s, &fromOf);
        add(u"generated_key"_s, &generatedKey);
        add(u"mode"_s, &runMode);
        add(u"next_value"_s, &nextValue);
        add(u"planned_count"_s, &plannedCount);
        add(u"not_understood"_s, &notUnderstood);
        add(u"stop_at"_s, &stopAtUnknown);
        add(u"row_value"_s, [](CallContext &c, const Arguments &) { return c.deferred(Reading::rowReason()); });
        return python::nativeModule(u"sqlalchemy_orm_host"_s, m_members);
    }

private:
    using WithReading = Value (*)(const ReadingPtr &, CallContext &, const Arguments &);

    void add(const QString &name, python::NativeCall function)
    {
        m_members.emplace_back(name, python::nativeFunction(name, std::move(function)));
    }
    void add(const QString &name, WithReading function)
    {
        add(name, [reading = m_reading, function](CallContext &c, const Arguments &a) { return function(reading, c, a); });
    }
    void addQuestion(const QString &name, bool (*question)(const Value &))
    {
        add(name, [question](CallContext &, const Arguments &a) { return Value::boolean(question(argument(a, 0))); });
    }

    void addQuestions()
    {
        addQuestion(u"is_function"_s, [](const Value &value) { return value.kind() == python::Kind::Function; });
        addQuestion(u"is_class"_s, [](const Value &value) { return value.isClass(); });
        addQuestion(u"is_unknown"_s, [](const Value &value) { return value.isUnknown(); });
        addQuestion(u"is_connection"_s, &isConnection);
        addQuestion(u"is_table"_s, [](const Value &value) { return value.host<TableHost>() != nullptr; });
        addQuestion(u"is_expression"_s,
                    [](const Value &value) { return value.host<ExpressionHost>() != nullptr || value.host<SelectHost>() != nullptr; });
        addQuestion(u"is_core_statement"_s,
                    [](const Value &value) { return value.host<SelectHost>() != nullptr || value.host<DmlHost>() != nullptr; });
        add(u"is_open"_s, [](CallContext &c, const Arguments &a) { return Value::boolean(c.isOpen(argument(a, 0))); });
    }

    void addObjects()
    {
        add(u"alive"_s, &alive);
        add(u"find"_s, [](CallContext &, const Arguments &a) {
            const Value found = argument(a, 0).storedAttribute(argument(a, 1).text());
            return found.isUnset() ? Value::none() : found;
        });
        add(u"forget"_s, &forget);
        add(u"identity"_s, [](CallContext &, const Arguments &a) { return Value::integer(qint64(quintptr(argument(a, 0).object()))); });
        add(u"is_same_from"_s, &isSameFrom);
        add(u"new_instance"_s, &newInstance);
        add(u"read_attribute"_s, &readAttribute);
        add(u"reason"_s, [](CallContext &, const Arguments &a) { return Value::string(argument(a, 0).unknownReason()); });
        add(u"same"_s, [](CallContext &, const Arguments &a) { return Value::boolean(argument(a, 0).isSame(argument(a, 1))); });
        add(u"store"_s, &store);
        add(u"stored"_s, &stored);
    }

    ReadingPtr m_reading;
    std::vector<std::pair<QString, Value>> m_members;
};

const QString instances = u"sqlalchemy_orm_instances"_s;
const QString queries = u"sqlalchemy_orm_query"_s;
const QString sessions = u"sqlalchemy_orm_session"_s;
const QString extensions = u"sqlalchemy_orm_extensions"_s;

/// What libraries build on the Session: Flask-SQLAlchemy's object hands on the names of sqlalchemy and sqlalchemy.orm; its own session is
/// one of the application's.
constexpr auto extensionsSource = R"py(
import sqlalchemy as sa
import sqlalchemy.orm as sa_orm
from sqlalchemy_orm_host import is_core_statement, is_unknown, not_understood
from sqlalchemy_orm_session import Session


class SqlModelSession(Session):
    def exec(self, statement, *, params=None, **keywords):
        if is_core_statement(statement):
            not_understood('exec() of a select() is not understood')
        return self.execute(statement, params)


class _ApplicationSession:
    __has_effects__ = True
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        not_understood("the session of the application is not the migration's")
    def __call__(self, *args, **keywords):
        not_understood("the session of the application is not the migration's")


class SQLAlchemy:
    def __init__(self, *args, **keywords):
        self.session = _ApplicationSession()
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        found = getattr(sa, name)
        return getattr(sa_orm, name) if is_unknown(found) else found


def get_sqla_class():
    return SQLAlchemy
)py";

} // namespace

Value ormName(CallContext &context, const QString &module, const QString &name)
{
    struct Place {
        QString module;
        QString name;
    };
    static const QHash<QString, Place> ofSqlAlchemy{{u"Session"_s, {sessions, u"Session"_s}},
                                                    {u"sessionmaker"_s, {sessions, u"sessionmaker"_s}},
                                                    {u"scoped_session"_s, {sessions, u"scoped_session"_s}},
                                                    {u"object_session"_s, {sessions, u"object_session"_s}},
                                                    {u"make_transient"_s, {sessions, u"make_transient"_s}},
                                                    {u"Query"_s, {queries, u"Query"_s}},
                                                    {u"aliased"_s, {queries, u"aliased"_s}},
                                                    {u"Mapper"_s, {instances, u"Mapper"_s}},
                                                    {u"mapper"_s, {instances, u"Mapper"_s}}};
    static const QString sqlModel = u"sqlmodel_models"_s;
    static const QHash<QString, Place> ofOthers{{u"sqlmodel.SQLModel"_s, {sqlModel, u"SQLModel"_s}},
                                                {u"sqlmodel.Field"_s, {sqlModel, u"Field"_s}},
                                                {u"sqlmodel.Relationship"_s, {sqlModel, u"Relationship"_s}},
                                                {u"sqlmodel.Session"_s, {extensions, u"SqlModelSession"_s}},
                                                {u"flask_sqlalchemy.SQLAlchemy"_s, {extensions, u"SQLAlchemy"_s}},
                                                {u"flask_appbuilder.models.sqla.SQLA"_s, {extensions, u"SQLAlchemy"_s}},
                                                {u"flask_appbuilder.utils.base.get_sqla_class"_s, {extensions, u"get_sqla_class"_s}},
                                                {u"flask_appbuilder.utils.legacy.get_sqla_class"_s, {extensions, u"get_sqla_class"_s}}};
    const bool isOrm = module == u"sqlalchemy.orm" || module.startsWith("sqlalchemy.orm."_L1);
    const Place place = isOrm ? ofSqlAlchemy.value(name) : ofOthers.value(QString(module + u'.' + name));
    if (place.module.isEmpty())
        return {};
    const Value found = context.machine().protect([&] { return context.machine().importModule(place.module); });
    return found.isFailure() ? found : found.storedAttribute(place.name);
}

void registerOrm(python::ModuleLoader &loader, const ReadingPtr &reading)
{
    loader.registerModule(u"sqlalchemy_orm_host"_s, OrmHost(reading).module());
    const auto add = [&loader](const QString &name, const char *text) {
        loader.registerSource(name, SourceText(u'<' + name + u'>', QByteArray(text)));
    };
    add(instances, ormInstancesSource);
    add(queries, ormQuerySource);
    add(sessions, ormSessionSource);
    add(u"sqlalchemy_orm_unitofwork"_s, ormUnitOfWorkSource);
    add(extensions, extensionsSource);
    add(u"sqlmodel_models"_s, sqlModelSource);
    add(u"sqlmodel_version"_s, "keeps_time_zone = None\n");
}

} // namespace retort::hosts
