#include "alembic/scriptreader.h"

#include "alembic/hosts/foresight.h"
#include "alembic/hosts/libraries.h"
#include "base/translation.h"
#include "python/interpreter.h"
#include "python/parser.h"

#include <algorithm>
#include <utility>

namespace retort {

using namespace Qt::StringLiterals;
using python::Outcome;
using python::Value;

namespace {

const python::FunctionDef *findFunction(const python::Module &module, QLatin1StringView name)
{
    const python::FunctionDef *found = nullptr;
    for (const python::Statement *statement : module.body) {
        const auto *function = statement->as<python::FunctionDef>();
        if (function && function->name == name)
            found = function;
    }
    return found;
}

/// The part of a function that was not run: from the statement in which the run ended to the end of its body.
Span remainder(const python::FunctionDef *function, const Outcome &outcome, const QString &file)
{
    if (!function || function->body.empty())
        return {};
    const Span body{function->body.front()->span().begin, function->body.back()->span().end};
    QList<python::Location> places = outcome.traceback;
    places.append(outcome.location);
    for (const python::Location &place : places) {
        if (place.file != file || place.span.begin < body.begin || place.span.begin > body.end)
            continue;
        for (const python::Statement *statement : function->body) {
            if (place.span.begin < statement->span().end)
                return {statement->span().begin, body.end};
        }
    }
    return body;
}

QString reasonOf(const Outcome &outcome)
{
    switch (outcome.kind) {
    case Outcome::Raised: return tr("the migration raises %1: %2").arg(outcome.exceptionType, outcome.message);
    case Outcome::BudgetExceeded: return tr("the migration takes too much to run: %1").arg(outcome.message);
    default: return outcome.message;
    }
}

} // namespace

struct ScriptReader::Private {
    /// Revision files share an interpreter, as they share a process under Alembic, for what they import need not be run again for each;
    /// a new one now and then lets go of the modules that were read before.
    static constexpr int filesPerInterpreter = 100;

    std::unique_ptr<python::ModuleLoader> loader;
    std::unique_ptr<python::Interpreter> interpreter;
    int filesRead = 0;
    QString dialect;
    hosts::ReadingPtr reading = std::make_shared<hosts::Reading>();

    void startInterpreter(const python::Budgets &budgets)
    {
        reading->hooks().clear();
        interpreter = std::make_unique<python::Interpreter>(*loader, budgets);
    }

    void prepare(const ReadOptions &options)
    {
        if (!loader || loader->roots() != options.sourceRoots) {
            reading->hooks().clear();
            interpreter.reset();
            loader = std::make_unique<python::ModuleLoader>(options.sourceRoots);
            hosts::registerLibraries(*loader, reading);
        }
        // What a module does when it is loaded may depend on the dialect.
        const bool isOther = std::exchange(dialect, options.dialect) != options.dialect;
        if (!interpreter || isOther || ++filesRead % filesPerInterpreter == 0) {
            startInterpreter({});
        }
    }

    [[nodiscard]] ReadResult run(const SourceText &source, Direction direction, const ReadOptions &options);
    [[nodiscard]] ReadResult carryOut(const SourceText &source, Direction direction, const ReadOptions &options);
    [[nodiscard]] std::optional<Operation> foresee(const SourceText &source, Direction direction, const ReadOptions &options,
                                                   const ReadResult &planned);
    /// How the last run() ended.
    Outcome lastOutcome;
    void stop(ReadResult &result, const python::Module &module, const python::FunctionDef *function, const Outcome &outcome,
              const SourceText &source);
};

void ScriptReader::Private::stop(ReadResult &result, const python::Module &, const python::FunctionDef *function, const Outcome &outcome,
                                 const SourceText &source)
{
    const Span rest = remainder(function, outcome, source.file());
    OperationSource place{source.file(), rest, source.line(rest.begin)};
    if (outcome.location.file == source.file())
        place.line = outcome.location.line;
    const QString reason = reasonOf(outcome);
    result.operations.push_back({OpaqueOp{source.text(rest), reason, outcome.isDeferred}, place});
    result.diagnostics.append({outcome.location.file.isEmpty() ? source.file() : outcome.location.file,
                               outcome.location.span,
                               outcome.location.line,
                               Severity::Warning,
                               u"script.not-understood"_s,
                               reason,
                               {}});
}

ScriptReader::ScriptReader() : m_private(std::make_unique<Private>()) {}
ScriptReader::~ScriptReader()
{
    m_private->reading->hooks().clear();
}

/// Nothing of a live run is kept for another: it has values that only it may know.
ReadResult ScriptReader::Private::carryOut(const SourceText &source, Direction direction, const ReadOptions &options)
{
    python::Budgets budgets;
    budgets.steps = 2'000'000'000;
    budgets.bytes = qint64(2) << 30;
    startInterpreter(budgets);
    interpreter->allowChance(true);
    reading->start(source, options);
    ReadResult result = run(source, direction, options);
    reading->hooks().clear();
    interpreter.reset();
    return result;
}

/// The LiveStepOp of a migration that stops only at what a run will know, or the OpaqueOp that would stop it even then; nothing for others.
std::optional<Operation> ScriptReader::Private::foresee(const SourceText &source, Direction direction, const ReadOptions &options,
                                                        const ReadResult &planned)
{
    const std::vector<const Operation *> opaque = opaqueOperations(planned.operations);
    const auto reason = [](const Operation *operation) { return operation->as<OpaqueOp>()->reason; };
    const auto isDeferred = [](const Operation *operation) { return operation->as<OpaqueOp>()->isDeferred; };
    if (options.offline || lastOutcome.kind == Outcome::Raised || opaque.empty() || !std::all_of(opaque.begin(), opaque.end(), isDeferred))
        return std::nullopt;
    hosts::Ways ways;
    hosts::Foresight foresight;
    do {
        reading->start(source, options);
        reading->setTryingOut(true);
        interpreter->tryOut(ways.trial());
        const ReadResult way = run(source, direction, options);
        interpreter->tryOut(std::nullopt);
        if (lastOutcome.kind == Outcome::Raised)
            continue;
        if (lastOutcome.kind == Outcome::BudgetExceeded)
            return std::nullopt;
        foresight.add(way.operations, lastOutcome.finished() ? QString() : lastOutcome.message);
        if (foresight.obstacle())
            return foresight.obstacle();
    } while (ways.next());
    return Operation{foresight.result(opaque.front()->as<OpaqueOp>()->python, reason(opaque.front()), !ways.isCutShort()),
                     opaque.front()->source};
}

ReadResult ScriptReader::read(const SourceText &source, Direction direction, const ReadOptions &options)
{
    Private &d = *m_private;
    d.prepare(options);
    if (options.live)
        return d.carryOut(source, direction, options);
    d.reading->start(source, options);
    ReadResult result = d.run(source, direction, options);
    bool asked = d.reading->schemaAsked();
    if (std::optional<Operation> foreseen = d.foresee(source, direction, options, result)) {
        result = {{}, {}, false};
        if (const auto *obstacle = foreseen->as<OpaqueOp>()) {
            result.diagnostics.append({foreseen->source.file,
                                       foreseen->source.span,
                                       foreseen->source.line,
                                       Severity::Warning,
                                       u"script.not-understood"_s,
                                       obstacle->reason,
                                       {}});
        }
        result.operations.push_back(std::move(*foreseen));
    }
    asked = asked || d.reading->schemaAsked();
    result.dependsOnSchema = asked;
    d.reading->finish();
    return result;
}

ReadResult ScriptReader::Private::run(const SourceText &source, Direction direction, const ReadOptions &options)
{
    ReadResult result;
    lastOutcome = {};
    lastOutcome.kind = Outcome::NotUnderstood;
    const QLatin1StringView name = direction == Direction::Upgrade ? "upgrade"_L1 : "downgrade"_L1;
    const python::Module module = python::parse(source);
    result.diagnostics = module.diagnostics;
    const auto opaque = [&](const QString &reason) {
        result.operations.push_back({OpaqueOp{QString::fromUtf8(source.bytes()), reason, false}, {source.file(), {}, 0}});
        result.diagnostics.append({source.file(), {}, 0, Severity::Warning, u"script.not-understood"_s, reason, {}});
        return result;
    };
    if (!result.diagnostics.isEmpty())
        return opaque(tr("the file is not valid Python: %1").arg(result.diagnostics.front().message));
    const python::FunctionDef *function = findFunction(module, name);

    QString moduleName = loader->nameOf(source.file());
    if (moduleName.isEmpty())
        moduleName = u"migration_script"_s;
    reading->hooks().startProgram(moduleName);
    const Outcome loaded = interpreter->runModule(module, moduleName);
    if (!loaded.finished())
        return opaque(reasonOf(loaded));
    const Value callee = loaded.value.storedAttribute(name);
    if (callee.isUnset())
        return opaque(tr("the file has no function %1()").arg(name));
    if (callee.isUnknown())
        return opaque(callee.unknownReason());

    python::CallArguments arguments;
    for (const QString &argument : options.functionArguments)
        arguments.keywords.emplace_back(argument, Value::unknown(tr("the argument %1 that env.py passes is not known").arg(argument)));
    const Outcome outcome = interpreter->callFunction(callee, arguments);
    lastOutcome = outcome;
    while (reading->openBlocks() > 0) {
        // The run ended inside an autocommit block: what it did until then stays in it.
        Operations operations = reading->closeBlock();
        reading->append({AutocommitBlockOp{std::move(operations)}, {source.file(), {}, 0}});
    }
    result.operations = reading->take();
    if (!outcome.finished())
        stop(result, module, function, outcome, source);
    for (const Operation *operation : opaqueOperations(result.operations)) {
        const auto &content = std::get<OpaqueOp>(operation->content);
        if (result.diagnostics.isEmpty() || result.diagnostics.back().message != content.reason) {
            result.diagnostics.append({operation->source.file,
                                       operation->source.span,
                                       operation->source.line,
                                       Severity::Warning,
                                       u"script.not-understood"_s,
                                       content.reason,
                                       {}});
        }
    }
    return result;
}

} // namespace retort
