#pragma once

#include "python/machine.h"

namespace retort::python {

/// The body of a generator or coroutine that can be left at a yield and entered again: a stack of the blocks being executed, each
/// with the place it has come to. A yield may stand as a statement, on the right of an assignment or behind return; elsewhere it is
/// not understood.
class GeneratorObject : public IteratorObject
{
public:
    GeneratorObject(std::shared_ptr<const Code> code, Ref<Scope> scope, Ref<ModuleObject> module);
    ~GeneratorObject() override;

    Value advance(Machine &machine) override { return resume(machine, Value::none(), Value()); }
    /// Goes on with the value of the yield, or raises `exception` there. Unset at the end; the result is then in returned().
    Value resume(Machine &machine, const Value &sent, const Value &exception);
    [[nodiscard]] const Value &returned() const { return m_returned; }
    [[nodiscard]] bool started() const { return m_started; }
    void drop() override;
    void visit(const std::function<void(const Value &)> &visitor) const override;
    [[nodiscard]] QString typeName() const override;

private:
    struct Block;
    Value runBlocks(Machine &machine, const Value &sent, Value exception);
    bool runStatement(Machine &machine, const Statement &statement, Value &yielded);
    bool startYield(Machine &machine, const Expression &expression, const Expression *target, bool returns, Value &yielded);
    void finishYield(Machine &machine, const Value &sent);
    bool unwind(Machine &machine, Flow flow, const Value &exception);
    void startCompound(Machine &machine, const Statement &statement);
    bool continueBlock(Machine &machine, Block &block);

    std::shared_ptr<const Code> m_code;
    Ref<Scope> m_scope;
    Ref<ModuleObject> m_module;
    std::vector<Block> m_blocks;
    Value m_delegate; ///< of `yield from`
    const Expression *m_target = nullptr;
    bool m_yieldReturns = false;
    bool m_started = false;
    bool m_running = false;
    bool m_finished = false;
    Value m_returned;
    Value m_handled;
};

[[nodiscard]] Value makeGenerator(Machine &machine, std::shared_ptr<const Code> code, Ref<Scope> scope, Ref<ModuleObject> module);
[[nodiscard]] Value makeGeneratorExpression(Machine &machine, const GeneratorExp &expression, const Value &first, Ref<Scope> scope);
/// Runs a coroutine to its end; the value is what it returns.
[[nodiscard]] Value runCoroutine(Machine &machine, const Value &coroutine);

} // namespace retort::python
