#include "alembic/writing/templaterun.h"

#include "alembic/writing/makotemplate.h"
#include "base/translation.h"
#include "python/machine.h"
#include "python/parser.h"
#include "python/syntaxwalk.h"

#include <QSet>

namespace retort::writing {

using namespace Qt::StringLiterals;
using python::CallArguments;
using python::CallContext;
using python::Outcome;
using python::Value;

namespace {

const QString supportName = u"retort_template_support"_s;

/// What Alembic and Mako put around a template, as far as templates use it.
constexpr const char *support = R"py(
import datetime

class Undefined:
    def __str__(self): raise NameError("Undefined")
    def __repr__(self): raise NameError("Undefined")
    def __bool__(self): return False

UNDEFINED = Undefined()

class Context:
    def __init__(self, values, write):
        self._values = values
        self.write = write
    def get(self, key, default=None): return self._values.get(key, default)
    def __getitem__(self, key): return self._values[key]
    def keys(self): return list(self._values)

class Config:
    def __init__(self, file_name, section, sections, options):
        self.config_file_name = file_name
        self.config_ini_section = section
        self._sections = sections
        self._options = options
    def get_section_option(self, section, name, default=None): return self._sections.get(section, {}).get(name.lower(), default)
    def get_main_option(self, name, default=None): return self.get_section_option(self.config_ini_section, name, default)
    def get_section(self, name, default=None): return self._sections.get(name, default)
    def get_alembic_option(self, name, default=None): return self._options.get(name, default)

def comma(value):
    if value is None or isinstance(value, str):
        return value or ""
    return ", ".join(value)

def trim(text): return text.strip()

def moment(year, month, day, hour, minute, second, microsecond, offset, zone):
    known = None if offset is None else datetime.timezone(datetime.timedelta(seconds=offset), zone)
    return datetime.datetime(year, month, day, hour, minute, second, microsecond, tzinfo=known)

def formatted(pattern, values): return pattern % values

def encoded(text, encoding): return text.encode(encoding)
)py";

/// Names that Mako gives a template and that are not imitated.
bool isMakosOwn(const QString &name)
{
    static const QStringList names{u"loop"_s, u"self"_s, u"local"_s, u"parent"_s, u"next"_s, u"caller"_s, u"capture"_s, u"pageargs"_s};
    return names.contains(name);
}

/// Names that stand in the program and names it binds outside functions.
struct Names {
    QSet<QString> mentioned;
    QSet<QString> global;
};

void collect(python::Statements body, QSet<QString> *names)
{
    for (const python::Statement *statement : body) {
        std::vector<const QString *> mentioned;
        python::collectMentioned(*statement, mentioned);
        for (const QString *name : mentioned)
            names->insert(*name);
        if (const auto *function = statement->as<python::FunctionDef>())
            collect(function->body, names);
    }
}

Names namesOf(const python::Module &module)
{
    Names names;
    collect(module.body, &names.mentioned);
    const python::Bindings bindings = python::bindingsOf(module.body);
    for (const QString *name : bindings.names)
        names.global.insert(*name);
    for (const QString &name : bindings.importRoots)
        names.global.insert(name);
    return names;
}

} // namespace

TemplateRun::TemplateRun(const AlembicConfig &config) : m_config(config), m_loader(config.sourceRoots()), m_interpreter(m_loader)
{
    m_loader.registerSource(supportName, SourceText(u"<template>"_s, support));
}

Outcome TemplateRun::supported(const QString &function, const python::Values &arguments)
{
    const Outcome module = m_interpreter.importModule(supportName);
    return module.finished() ? m_interpreter.callFunction(module.value.storedAttribute(function), {arguments, {}}) : module;
}

Result<Value> TemplateRun::result(const Outcome &outcome, const QString &place) const
{
    switch (outcome.kind) {
    case Outcome::Finished:
        if (!outcome.value.isUnknown())
            return outcome.value;
        return Error{u"template.not-understood"_s,
                     tr("The template has something that is not understood: %1.").arg(outcome.value.unknownReason()), place};
    case Outcome::Raised:
        return Error{u"template.failed"_s, tr("The template raises %1: %2").arg(outcome.exceptionType, outcome.message), place};
    case Outcome::BudgetExceeded:
        return Error{u"template.failed"_s, tr("The template takes too much to run: %1.").arg(outcome.message), place};
    case Outcome::NotUnderstood: break;
    }
    return Error{u"template.not-understood"_s, tr("The template has something that is not understood: %1.").arg(outcome.message), place};
}

Result<Value> TemplateRun::moment(const CreateDate &createDate)
{
    const auto number = [](qint64 value) { return Value::integer(value); };
    const Value offset = createDate.offset ? number(*createDate.offset) : Value::none();
    return result(supported(u"moment"_s,
                            {number(createDate.date.year()), number(createDate.date.month()), number(createDate.date.day()),
                             number(createDate.time.hour()), number(createDate.time.minute()), number(createDate.time.second()),
                             number(createDate.microsecond), offset, Value::string(createDate.zone)}),
                  {});
}

Result<QString> TemplateRun::formatted(const QString &pattern, const Value &values)
{
    const auto text = result(supported(u"formatted"_s, {Value::string(pattern), values}), u"file_template = %1"_s.arg(pattern));
    return text ? Result<QString>(text->text()) : text.error();
}

Result<QByteArray> TemplateRun::encoded(const QString &text, const QString &encoding)
{
    const auto bytes =
        result(supported(u"encoded"_s, {Value::string(text), Value::string(encoding)}), u"output_encoding = %1"_s.arg(encoding));
    return bytes ? Result<QByteArray>(bytes->byteArray()) : bytes.error();
}

Value TemplateRun::configuration()
{
    const auto dictionary = [](const QMap<QString, QString> &values) {
        std::vector<std::pair<Value, Value>> entries;
        for (auto it = values.begin(); it != values.end(); ++it)
            entries.emplace_back(Value::string(it.key()), Value::string(it.value()));
        return Value::dict(entries);
    };
    std::vector<std::pair<Value, Value>> sections;
    for (const QString &section : m_config.ini.sections()) {
        QMap<QString, QString> values = m_config.ini.values(section);
        values.insert(u"here"_s, m_config.here);
        sections.emplace_back(Value::string(section), dictionary(values));
    }
    const Value file = m_config.iniFile.isEmpty() ? Value::none() : Value::string(m_config.iniFile);
    return supported(u"Config"_s, {file, Value::string(m_config.section), Value::dict(sections), dictionary(m_config.options)}).value;
}

bool TemplateRun::isBuiltin(const QString &name)
{
    return m_interpreter.run([&](CallContext &context) { return Value::boolean(!context.machine().builtins().get(name).isUnset()); })
        .value.isTrue();
}

Result<CallArguments> TemplateRun::given(const TemplateVariables &variables, QString *text)
{
    const Outcome module = m_interpreter.importModule(supportName);
    if (!module.finished())
        return result(module, {}).error();
    const Value write = python::nativeFunction(u"write"_s, [text](CallContext &context, const CallArguments &arguments) {
        const Value piece = arguments.get(0, "text"_L1);
        if (piece.isUnknown())
            return context.notUnderstood(piece.unknownReason());
        if (!piece.isString())
            return context.raise(u"TypeError"_s, u"sequence item 0: expected str instance, %1 found"_s.arg(piece.typeName()));
        *text += piece.text();
        return Value::none();
    });
    CallArguments arguments{{}, variables};
    arguments.keywords.emplace_back(u"comma"_s, module.value.storedAttribute(u"comma"_s));
    arguments.keywords.emplace_back(u"config"_s, configuration());
    std::vector<std::pair<Value, Value>> values;
    for (const auto &[name, value] : arguments.keywords)
        values.emplace_back(Value::string(name), value);
    const Outcome context = supported(u"Context"_s, {Value::dict(values), write});
    arguments.keywords.emplace_back(u"context"_s, context.value);
    arguments.keywords.emplace_back(u"__write__"_s, write);
    arguments.keywords.emplace_back(u"__trim__"_s, module.value.storedAttribute(u"trim"_s));
    arguments.keywords.emplace_back(u"UNDEFINED"_s, module.value.storedAttribute(u"UNDEFINED"_s));
    return arguments;
}

void TemplateRun::addUndefined(const QByteArray &program, CallArguments *arguments)
{
    const Names names = namesOf(python::parse(SourceText({}, program)));
    std::erase_if(arguments->keywords, [&](const auto &argument) { return names.global.contains(argument.first); });
    const Value undefined = arguments->keyword("UNDEFINED"_L1);
    QSet<QString> given;
    for (const auto &[name, value] : arguments->keywords)
        given.insert(name);
    for (const QString &name : names.mentioned) {
        if (given.contains(name) || names.global.contains(name))
            continue;
        if (isMakosOwn(name))
            arguments->keywords.emplace_back(name, Value::unknown(tr("Mako's “%1”").arg(name)));
        else if (!isBuiltin(name))
            arguments->keywords.emplace_back(name, undefined);
    }
}

Result<QString> TemplateRun::render(const SourceText &script, const TemplateVariables &variables)
{
    QString text;
    auto arguments = given(variables, &text);
    if (!arguments)
        return arguments.error();
    const auto draft = compileMako(script, {});
    if (!draft)
        return draft.error();
    addUndefined(draft->source, &*arguments);
    QStringList parameters;
    for (const auto &[name, value] : arguments->keywords)
        parameters.append(name);
    const auto program = compileMako(script, parameters);
    if (!program)
        return program.error();
    const python::Module tree = python::parse(SourceText(script.file(), program->source));
    const auto placeOf = [&](int line) { return u"%1:%2"_s.arg(script.file()).arg(program->templateLine(line)); };
    if (!tree.diagnostics.isEmpty()) {
        const Diagnostic &first = tree.diagnostics.first();
        const QString reason = first.message.endsWith(u'.') ? first.message.chopped(1) : first.message;
        return Error{u"template.not-understood"_s, tr("The template has something that is not understood: %1.").arg(reason),
                     placeOf(first.line)};
    }
    Outcome outcome = m_interpreter.runModule(tree, u"__template__"_s);
    if (!m_interpreter.findings().isEmpty())
        outcome = m_interpreter.findings().first();
    else if (outcome.finished())
        outcome = m_interpreter.callFunction(outcome.value.storedAttribute(u"__body__"_s), *arguments);
    int line = outcome.location.file == script.file() ? outcome.location.line : 0;
    for (auto caller = outcome.traceback.rbegin(); line == 0 && caller != outcome.traceback.rend(); ++caller)
        line = caller->file == script.file() ? caller->line : 0;
    // What the body returns does not count.
    const auto ended = outcome.finished() ? Result<Value>(Value::none()) : result(outcome, placeOf(line));
    return ended ? Result<QString>(text) : ended.error();
}

} // namespace retort::writing
