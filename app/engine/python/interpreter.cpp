#include "python/interpreter.h"

#include "python/machine.h"

namespace retort::python {

Interpreter::Interpreter(ModuleLoader &loader, Budgets budgets) : m_machine(std::make_unique<Machine>(loader, budgets)) {}

Interpreter::~Interpreter() = default;

Outcome Interpreter::runModule(const Module &module, const QString &name, bool isPackage)
{
    return m_machine->guarded([&] { return m_machine->runProgram(module, name, isPackage); });
}

Outcome Interpreter::importModule(const QString &name)
{
    return m_machine->guarded([&] { return m_machine->importModule(name); });
}

Outcome Interpreter::callFunction(const Value &function, const CallArguments &arguments)
{
    return m_machine->guarded([&] {
        if (function.isUnknown())
            m_machine->stopAt(function.unknownReason(), function.unknownOrigin(), function.isDeferred());
        return m_machine->call(function, arguments);
    });
}

Outcome Interpreter::evaluate(const Expression &expression, const Module &tree, const Value &module)
{
    return m_machine->guarded([&] {
        Frame frame;
        frame.caller = m_machine->frame();
        frame.module = Ref<ModuleObject>(&as<ModuleObject>(module));
        frame.scope = frame.module->scope;
        frame.tree = &tree;
        frame.at = expression.span();
        m_machine->setFrame(&frame);
        return m_machine->evaluate(expression);
    });
}

Outcome Interpreter::run(const std::function<Value(CallContext &)> &job)
{
    return m_machine->guarded([&] {
        CallContext context = m_machine->context();
        return m_machine->checked(job(context));
    });
}

void Interpreter::tryOut(std::optional<Trial> trial)
{
    m_machine->setTrial(std::move(trial));
}

void Interpreter::allowChance(bool allows)
{
    m_machine->setAllowsChance(allows);
}

const QList<Outcome> &Interpreter::findings() const
{
    return m_machine->findings();
}

const QStringList &Interpreter::printed() const
{
    return m_machine->printed();
}

void Interpreter::clearPrinted()
{
    m_machine->printed().clear();
}

} // namespace retort::python
