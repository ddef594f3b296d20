#include "python/machinegenerators.h"

#include "python/syntaxwalk.h"

namespace retort::python {

using namespace Qt::StringLiterals;

/// One block being executed: the body of the function, or of a statement that contains a yield.
struct GeneratorObject::Block {
    enum Type { Plain, Loop, While, With, TryBody, Handler, Final };
    Type type = Plain;
    Statements body;
    size_t next = 0;
    const Statement *statement = nullptr;
    Value iterator; ///< of a Loop
    Value manager;  ///< of a With
    Value exit;
    size_t item = 0;               ///< of a With: which of its items
    Flow pendingFlow = Flow::Next; ///< of a Final: what goes on behind it
    Value pendingException;
    Value handledBefore;
};

namespace {

/// Sets the frame of a body that is entered again, for as long as it runs.
class Entered
{
public:
    Entered(Machine &machine, Ref<Scope> scope, Ref<ModuleObject> module, const Module *tree, Span at) : m_machine(machine)
    {
        m_frame.caller = machine.frame();
        m_frame.scope = std::move(scope);
        m_frame.module = std::move(module);
        m_frame.tree = tree;
        m_frame.at = at;
        m_frame.isCall = true;
        machine.setFrame(&m_frame);
    }
    ~Entered() { m_machine.setFrame(m_frame.caller); }
    Entered(const Entered &) = delete;
    Entered &operator=(const Entered &) = delete;
    Frame &frame() { return m_frame; }

private:
    Machine &m_machine;
    Frame m_frame;
};

/// `(element for ... in ...)`: one level per generator, each with its iterator.
class GeneratorExpressionObject final : public IteratorObject
{
public:
    GeneratorExpressionObject(const GeneratorExp &expression, Ref<Scope> scope, Ref<ModuleObject> module)
        : m_expression(expression),
          m_scope(std::move(scope)),
          m_module(std::move(module))
    {}
    void start(Value first) { m_levels.push_back(std::move(first)); }

    Value advance(Machine &machine) override
    {
        machine.checkStack();
        if (m_running)
            machine.raise("ValueError"_L1, u"generator already executing"_s);
        m_running = true;
        struct Leave {
            bool &running;
            ~Leave() { running = false; }
        } const leave{m_running};
        const Entered entered(machine, m_scope, m_module, &m_scope->code->tree, m_expression.span());
        while (!m_levels.empty()) {
            const auto &generator = m_expression.generators[m_levels.size() - 1];
            machine.step();
            const Value value = machine.advance(m_levels.back());
            if (value.isUnset()) {
                m_levels.pop_back();
                continue;
            }
            machine.assign(*generator.target, value);
            bool accepted = true;
            for (const auto *condition : generator.ifs)
                accepted = accepted && machine.isTrue(machine.evaluate(*condition));
            if (!accepted)
                continue;
            if (m_levels.size() == m_expression.generators.size())
                return machine.evaluate(*m_expression.elt);
            m_levels.push_back(machine.iterator(machine.evaluate(*m_expression.generators[m_levels.size()].iter)));
        }
        return {};
    }
    void drop() override
    {
        m_scope.reset();
        m_module.reset();
        m_levels.clear();
    }
    [[nodiscard]] QString typeName() const override { return u"generator"_s; }

private:
    const GeneratorExp &m_expression;
    Ref<Scope> m_scope;
    Ref<ModuleObject> m_module;
    Values m_levels;
    bool m_running = false;
};

} // namespace

Value makeGenerator(Machine &machine, std::shared_ptr<const Code> code, Ref<Scope> scope, Ref<ModuleObject> module)
{
    return Value(static_cast<Object *>(machine.make<GeneratorObject>(std::move(code), std::move(scope), std::move(module))));
}

Value makeGeneratorExpression(Machine &machine, const GeneratorExp &expression, const Value &first, Ref<Scope> scope)
{
    const Value iterator = machine.iterator(first);
    auto *object = machine.make<GeneratorExpressionObject>(expression, std::move(scope), machine.frame()->module);
    object->start(iterator);
    return Value(static_cast<Object *>(object));
}

Value runCoroutine(Machine &machine, const Value &coroutine)
{
    if (coroutine.isUnknown())
        return coroutine;
    auto *generator = dynamic_cast<GeneratorObject *>(coroutine.object());
    if (!generator)
        machine.raise("TypeError"_L1, u"object "_s + coroutine.typeName() + u" can't be used in 'await' expression"_s);
    const Value keep = coroutine;
    const Value yielded = generator->resume(machine, Value::none(), Value());
    if (!yielded.isUnset())
        machine.stop(u"an async generator where a coroutine is wanted"_s);
    return generator->returned();
}

GeneratorObject::GeneratorObject(std::shared_ptr<const Code> code, Ref<Scope> scope, Ref<ModuleObject> module)
    : m_code(std::move(code)),
      m_scope(std::move(scope)),
      m_module(std::move(module)),
      m_returned(Value::none())
{
    Block block;
    block.body = m_code->body;
    m_blocks.push_back(block);
}

GeneratorObject::~GeneratorObject() = default;

void GeneratorObject::drop()
{
    m_scope.reset();
    m_module.reset();
    m_blocks.clear();
    m_delegate = Value();
    m_returned = Value();
    m_handled = Value();
    m_finished = true;
}

void GeneratorObject::visit(const std::function<void(const Value &)> &visitor) const
{
    visitor(m_returned);
}

QString GeneratorObject::typeName() const
{
    return m_code->isAsync ? (m_code->isGenerator ? u"async_generator"_s : u"coroutine"_s) : u"generator"_s;
}

Value GeneratorObject::resume(Machine &machine, const Value &sent, const Value &exception)
{
    if (m_finished) {
        if (!exception.isUnset())
            throw RaiseSignal{exception};
        return {};
    }
    if (m_running)
        machine.raise("ValueError"_L1, u"generator already executing"_s);
    machine.step();
    machine.checkStack();
    m_running = true;
    struct Leave {
        bool &running;
        ~Leave() { running = false; }
    } const leave{m_running};
    Entered entered(machine, m_scope, m_module, &m_code->tree, {});
    entered.frame().handled = m_handled;
    try {
        Value yielded = runBlocks(machine, sent, exception);
        m_handled = entered.frame().handled;
        m_finished = yielded.isUnset();
        return yielded;
    } catch (const RaiseSignal &) {
        m_finished = true;
        m_blocks.clear();
        throw;
    } catch (const StopSignal &) {
        m_finished = true;
        throw;
    }
}

/// Runs until a value is yielded (the result) or the body ends (Unset).
Value GeneratorObject::runBlocks(Machine &machine, const Value &sent, Value exception)
{
    bool resuming = m_started;
    m_started = true;
    for (;;) {
        Flow flow = Flow::Next;
        try {
            if (!exception.isUnset()) {
                const Value raised = exception;
                exception = Value();
                m_delegate = Value();
                throw RaiseSignal{raised};
            }
            if (resuming) {
                resuming = false;
                if (m_delegate.isUnset()) {
                    finishYield(machine, sent);
                    if (m_yieldReturns)
                        flow = Flow::Return;
                }
            }
            if (!m_delegate.isUnset()) {
                const Value value = machine.advance(m_delegate);
                if (!value.isUnset())
                    return value;
                const auto *inner = dynamic_cast<GeneratorObject *>(m_delegate.object());
                const Value result = inner ? inner->returned() : Value::none();
                m_delegate = Value();
                finishYield(machine, result);
                if (m_yieldReturns)
                    flow = Flow::Return;
            }
            while (flow == Flow::Next) {
                if (m_blocks.empty())
                    return {};
                Block &block = m_blocks.back();
                if (block.next == block.body.size()) {
                    if (!continueBlock(machine, block))
                        unwind(machine, Flow::Next, Value());
                    continue;
                }
                const Statement &statement = *block.body[block.next++];
                if (!containsYield(statement)) {
                    flow = machine.execute(statement);
                    if (flow == Flow::Return)
                        m_returned = machine.frame()->returned;
                    continue;
                }
                machine.step();
                machine.frame()->at = statement.span();
                Value yielded;
                if (runStatement(machine, statement, yielded)) {
                    if (m_delegate.isUnset())
                        return yielded;
                    const Value value = machine.advance(m_delegate);
                    if (!value.isUnset())
                        return value;
                    const auto *inner = dynamic_cast<GeneratorObject *>(m_delegate.object());
                    const Value result = inner ? inner->returned() : Value::none();
                    m_delegate = Value();
                    finishYield(machine, result);
                    if (m_yieldReturns)
                        flow = Flow::Return;
                }
            }
        } catch (const RaiseSignal &signal) {
            exception = signal.exception;
        }
        const Value escaping = exception;
        exception = Value();
        try {
            if (!unwind(machine, flow, escaping))
                return {};
        } catch (const RaiseSignal &signal) {
            if (m_blocks.empty())
                throw;
            exception = signal.exception;
        }
    }
}

/// Starts a statement that contains a yield. True when it has yielded.
bool GeneratorObject::runStatement(Machine &machine, const Statement &statement, Value &yielded)
{
    if (const auto *expression = statement.as<Expr>())
        return startYield(machine, *expression->value, nullptr, false, yielded);
    if (const auto *assignment = statement.as<Assign>(); assignment && assignment->targets.size() == 1)
        return startYield(machine, *assignment->value, assignment->targets.front(), false, yielded);
    if (const auto *result = statement.as<Return>(); result && result->value)
        return startYield(machine, *result->value, nullptr, true, yielded);
    startCompound(machine, statement);
    return false;
}

bool GeneratorObject::startYield(Machine &machine, const Expression &expression, const Expression *target, bool returns, Value &yielded)
{
    m_target = target;
    m_yieldReturns = returns;
    if (const auto *node = expression.as<Yield>()) {
        yielded = node->value ? machine.evaluate(*node->value) : Value::none();
        return true;
    }
    if (const auto *node = expression.as<YieldFrom>()) {
        m_delegate = machine.iterator(machine.evaluate(*node->value));
        return true;
    }
    machine.stop(u"a yield in the middle of an expression"_s);
}

void GeneratorObject::finishYield(Machine &machine, const Value &sent)
{
    if (m_target)
        machine.assign(*m_target, sent);
    if (m_yieldReturns)
        m_returned = sent;
    m_target = nullptr;
}

void GeneratorObject::startCompound(Machine &machine, const Statement &statement)
{
    Block block;
    block.statement = &statement;
    if (const auto *branch = statement.as<If>()) {
        block.body = machine.isTrue(machine.evaluate(*branch->test)) ? branch->body : branch->orelse;
    } else if (const auto *loop = statement.as<For>()) {
        block.type = Block::Loop;
        block.iterator = machine.iterator(machine.evaluate(*loop->iter));
    } else if (statement.is<While>()) {
        block.type = Block::While;
    } else if (const auto *attempt = statement.as<Try>(); attempt && !attempt->isStar) {
        if (!attempt->finalbody.empty()) {
            Block outer;
            outer.statement = &statement;
            outer.type = Block::Final;
            m_blocks.push_back(outer);
        }
        block.type = Block::TryBody;
        block.body = attempt->body;
    } else if (const auto *with = statement.as<With>()) {
        for (size_t i = 0; i < with->items.size(); ++i) {
            Block one;
            one.statement = &statement;
            one.type = Block::With;
            one.manager = machine.evaluate(*with->items[i].contextExpr);
            const Value value = machine.enter(one.manager, one.exit);
            if (i + 1 == with->items.size())
                one.body = with->body;
            m_blocks.push_back(one);
            if (with->items[i].optionalVars)
                machine.assign(*with->items[i].optionalVars, value);
        }
        return;
    } else {
        machine.stop(u"a yield in this statement is not supported"_s);
    }
    m_blocks.push_back(block);
}

/// At the end of a block's body: true when the block goes on.
bool GeneratorObject::continueBlock(Machine &machine, Block &block)
{
    if (block.type == Block::Loop) {
        const auto &loop = block.statement->to<For>();
        machine.step();
        const Value keep = block.iterator;
        const Value value = machine.advance(keep);
        Block &same = m_blocks.back();
        if (value.isUnset()) {
            same.type = Block::Plain;
            same.body = loop.orelse;
            same.next = 0;
            return !same.body.empty();
        }
        same.body = loop.body;
        same.next = 0;
        machine.assign(*loop.target, value);
        return true;
    }
    if (block.type == Block::While) {
        const auto &loop = block.statement->to<While>();
        machine.step();
        const bool more = machine.isTrue(machine.evaluate(*loop.test));
        Block &same = m_blocks.back();
        same.body = more ? loop.body : loop.orelse;
        same.next = 0;
        if (!more)
            same.type = Block::Plain;
        return !same.body.empty() || more;
    }
    if (block.type == Block::TryBody) {
        const auto &attempt = block.statement->to<Try>();
        block.type = Block::Plain;
        block.body = attempt.orelse;
        block.next = 0;
        return !block.body.empty();
    }
    return false;
}

/// Leaves blocks because of `flow` or an exception, running what must run on the way. False when the whole body has ended.
bool GeneratorObject::unwind(Machine &machine, Flow flow, const Value &given)
{
    Value exception = given;
    while (!m_blocks.empty()) {
        Block block = m_blocks.back();
        if (flow == Flow::Continue && exception.isUnset() && (block.type == Block::Loop || block.type == Block::While)) {
            m_blocks.back().next = block.body.size();
            return true;
        }
        m_blocks.pop_back();
        if (flow == Flow::Break && exception.isUnset() && (block.type == Block::Loop || block.type == Block::While))
            return true;
        if (block.type == Block::With) {
            const bool swallowed = machine.leave(block.manager, block.exit, exception);
            if (swallowed) {
                exception = Value();
                flow = Flow::Next;
            }
        } else if (block.type == Block::TryBody && !exception.isUnset()) {
            for (const auto &handler : block.statement->to<Try>().handlers) {
                if (!machine.handles(handler, exception))
                    continue;
                Block handling;
                handling.type = Block::Handler;
                handling.body = handler.body;
                handling.statement = block.statement;
                handling.handledBefore = machine.frame()->handled;
                machine.frame()->handled = exception;
                if (handler.name)
                    machine.bindName(handler.name, exception);
                m_blocks.push_back(handling);
                return true;
            }
        } else if (block.type == Block::Handler) {
            machine.frame()->handled = block.handledBefore;
        } else if (block.type == Block::Final) {
            if (block.body.empty()) {
                Block last;
                last.type = Block::Final;
                last.statement = block.statement;
                last.body = block.statement->to<Try>().finalbody;
                last.pendingFlow = flow;
                last.pendingException = exception;
                m_blocks.push_back(last);
                return true;
            }
            if (exception.isUnset() && flow == Flow::Next) {
                flow = block.pendingFlow;
                exception = block.pendingException;
            }
        }
        if (exception.isUnset() && flow == Flow::Next)
            return !m_blocks.empty();
    }
    if (!exception.isUnset())
        throw RaiseSignal{exception};
    return false;
}

} // namespace retort::python
