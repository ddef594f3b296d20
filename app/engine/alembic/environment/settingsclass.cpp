#include "alembic/environment/settingsclass.h"

#include "alembic/dotenv.h"
#include "base/translation.h"

#include <QDir>
#include <QFileInfo>

namespace retort::environment {

using namespace Qt::StringLiterals;
using namespace python;

namespace {

QString calledName(const Expression *expression)
{
    const auto *call = expression ? expression->as<Call>() : nullptr;
    const Expression *callee = call ? call->func : expression;
    if (const auto *name = callee ? callee->as<Name>() : nullptr)
        return name->id.text();
    const auto *attribute = callee ? callee->as<Attribute>() : nullptr;
    return attribute ? attribute->attr.text() : QString();
}

} // namespace

SettingsClass::SettingsClass(StaticRun &run, const StaticValue &instance, const QMap<QString, QString> &environment,
                             const QString &workingDirectory)
    : m_run(run),
      m_instance(instance),
      m_environment(environment),
      m_workingDirectory(workingDirectory)
{
    QStringList external;
    m_lineage = run.lineage(*instance.owner, &external);
    for (const QString &base : std::as_const(external))
        m_isSettings = m_isSettings || base.endsWith("BaseSettings"_L1);
    if (m_isSettings)
        readConfiguration();
}

void SettingsClass::readConfiguration()
{
    for (auto type = m_lineage.crbegin(); type != m_lineage.crend(); ++type) {
        const auto scope = m_run.classScope(*type);
        const StaticValue config = scope->names.value(u"model_config"_s);
        for (const auto &[name, value] : config.entries)
            takeOption(name, value);
        const StaticValue inner = scope->names.value(u"Config"_s);
        if (inner.kind != StaticValue::Kind::Class)
            continue;
        const auto options = m_run.classScope(inner);
        for (const QString &name : {u"env_file"_s, u"env_prefix"_s, u"case_sensitive"_s}) {
            if (options->names.contains(name))
                takeOption(name, options->names.value(name));
        }
    }
    for (const auto &[name, value] : m_instance.entries) {
        if (name.startsWith("_env"_L1))
            takeOption(name.mid(1), value);
    }
}

void SettingsClass::takeOption(const QString &name, const StaticValue &value)
{
    if (name == "env_prefix"_L1 && value.isString()) {
        m_prefix = value.text;
    } else if (name == "case_sensitive"_L1) {
        m_caseSensitive = value.isTrue();
    } else if (name == "env_file"_L1) {
        m_envFiles.clear();
        for (const StaticValue &file : value.kind == StaticValue::Kind::List ? value.items : QList<StaticValue>{value}) {
            if (file.isString())
                m_envFiles.append(QDir(m_workingDirectory).absoluteFilePath(file.text));
            else if (!file.isNone()) {
                m_unknownOption = file;
                m_hasUnknownOption = true;
            }
        }
    }
}

std::optional<SettingsClass::Declaration> SettingsClass::declaration(const QString &name) const
{
    for (const StaticValue &type : m_lineage) {
        const auto scope = m_run.classScope(type);
        for (const Statement *statement : type.classDef->body) {
            if (const auto *annotated = statement->as<AnnAssign>()) {
                const auto *target = annotated->target->as<Name>();
                if (target && target->id.text() == name)
                    return Declaration{annotated->annotation, annotated->value, scope, type};
            }
        }
    }
    return std::nullopt;
}

QStringList SettingsClass::variableNames(const QString &name, const Declaration &declared)
{
    const auto *call = declared.value && calledName(declared.value) == "Field"_L1 ? declared.value->as<Call>() : nullptr;
    QStringList names;
    if (call) {
        for (const Keyword &keyword : call->keywords) {
            const QString key = keyword.name.text();
            if (key != "alias"_L1 && key != "validation_alias"_L1 && key != "env"_L1)
                continue;
            const StaticValue value = m_run.evaluate(keyword.value, declared.scope);
            if (value.isString())
                names = {value.text};
            for (const StaticValue &item : value.items) {
                if (item.isString())
                    names.append(item.text);
            }
        }
    }
    return names.isEmpty() ? QStringList{m_prefix + name} : names;
}

std::optional<StaticValue> SettingsClass::fromProcess(const QStringList &names) const
{
    for (const QString &name : names) {
        for (auto it = m_environment.begin(); it != m_environment.end(); ++it) {
            if (it.key().compare(name, m_caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0)
                return StaticValue::string(it.value(), {{UrlSource::ProcessEnvironment, {}, 0, it.key()}});
        }
    }
    return std::nullopt;
}

std::optional<StaticValue> SettingsClass::fromFiles(const QStringList &names) const
{
    for (auto file = m_envFiles.crbegin(); file != m_envFiles.crend(); ++file) {
        if (!QFileInfo(*file).isFile())
            continue;
        const auto read = DotEnv::load(*file, m_environment);
        if (!read)
            continue;
        for (const QString &name : names) {
            const DotEnv::Entry *entry = read->find(name, m_caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive);
            if (entry && entry->value)
                return StaticValue::string(*entry->value, {{UrlSource::DotEnv, *file, entry->line, entry->key}});
        }
    }
    return std::nullopt;
}

const FunctionDef *SettingsClass::validatorOf(const QString &name, std::shared_ptr<StaticScope> *scope) const
{
    for (const StaticValue &type : m_lineage) {
        for (const Statement *statement : type.classDef->body) {
            const auto *function = statement->as<FunctionDef>();
            if (!function)
                continue;
            for (const Expression *decorator : function->decoratorList) {
                const QString called = calledName(decorator);
                const auto *call = decorator->as<Call>();
                const auto home = type.scope->globals ? type.scope->globals : type.scope;
                *scope = home;
                if (called == "model_validator"_L1 || called == "root_validator"_L1) {
                    if (home->module && home->module->source.text(function->span()).contains(name))
                        return function;
                }
                if (!call || (called != "validator"_L1 && called != "field_validator"_L1))
                    continue;
                for (const Expression *argument : call->args) {
                    const auto *field = argument->as<Constant>();
                    if (field && field->isString() && (field->string() == name || field->string() == "*"_L1))
                        return function;
                }
            }
        }
    }
    return nullptr;
}

StaticValue SettingsClass::defaultValue(const QString &name, const Declaration &declared)
{
    const Expression *value = declared.value;
    const auto *call = value && calledName(value) == "Field"_L1 ? value->as<Call>() : nullptr;
    if (call) {
        value = call->args.empty() ? nullptr : call->args[0];
        for (const Keyword &keyword : call->keywords) {
            if (keyword.name == u"default")
                value = keyword.value;
            else if (keyword.name == u"default_factory")
                return m_run.call(m_run.evaluate(keyword.value, declared.scope), {});
        }
    }
    const auto *ellipsis = value ? value->as<Constant>() : nullptr;
    const auto home = declared.scope->globals ? declared.scope->globals : declared.scope;
    if (!value || (ellipsis && ellipsis->type == ConstantType::Ellipsis))
        return m_run.unknown(tr("'%1' is set neither in the environment nor in a .env file").arg(name), home, *declared.annotation);
    StaticValue result = m_run.evaluate(value, declared.scope);
    if (result.trace.isEmpty())
        result.trace = {{UrlSource::Settings, home->file, home->module ? home->module->source.line(qsizetype(value->begin)) : 0, name}};
    return result;
}

StaticValue SettingsClass::typed(StaticValue value, const Declaration &declared) const
{
    const auto *name = declared.annotation ? declared.annotation->as<Name>() : nullptr;
    if (!value.isString() || !name)
        return value;
    if (name->id == u"int") {
        bool ok = false;
        const qint64 number = value.text.trimmed().toLongLong(&ok);
        StaticValue result = StaticValue::number(number);
        result.trace = value.trace;
        return ok ? result : StaticValue();
    }
    if (name->id == u"bool") {
        static const QStringList truths{u"1"_s, u"true"_s, u"t"_s, u"yes"_s, u"y"_s, u"on"_s};
        return StaticValue::boolean(truths.contains(value.text.toLower()));
    }
    return value;
}

std::optional<StaticValue> SettingsClass::field(const QString &name)
{
    const auto declared = declaration(name);
    if (!declared)
        return std::nullopt;
    std::shared_ptr<StaticScope> home;
    if (const FunctionDef *validator = validatorOf(name, &home))
        return m_run.unknown(tr("the validator '%1' may change '%2'").arg(validator->name.text(), name), home, *validator);
    for (const auto &[key, value] : m_instance.entries) {
        if (key == name)
            return value;
    }
    const QStringList names = variableNames(name, *declared);
    if (const auto value = fromProcess(names))
        return typed(*value, *declared);
    if (m_hasUnknownOption)
        return m_unknownOption;
    if (const auto value = fromFiles(names))
        return typed(*value, *declared);
    return defaultValue(name, *declared);
}

} // namespace retort::environment
