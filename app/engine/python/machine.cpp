#include "python/machine.h"

#include <unordered_set>
#include <utility>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

quintptr stackPosition()
{
    return quintptr(__builtin_frame_address(0));
}

} // namespace

Machine::Machine(ModuleLoader &loader, Budgets budgets) : m_loader(loader), m_budgets(budgets)
{
    m_heap.before = m_heap.after = &m_heap;
    m_stackStart = stackPosition();
    addBuiltinClasses();
    addExceptions();
    addObjectMethods();
    addTextMethods();
    addBytesMethods();
    addContainerMethods();
    addFunctions();
}

Machine::~Machine()
{
    m_modules.clear();
    m_findings.clear();
    m_pending = Value();
    m_pendingStop.reset();
    collect();
    m_builtins.clear();
    m_keptClasses.clear();
    while (m_heap.after != &m_heap) {
        Tracked *left = m_heap.after; // plain data that outlives us
        m_heap.after = left->after;
        left->after->before = &m_heap;
        left->before = left->after = nullptr;
    }
    m_heap.before = m_heap.after = nullptr;
}

/// Breaks all cycles: what belongs to the program lets go of everything; a container only when nothing but other containers holds it.
void Machine::collect()
{
    Values all;
    for (Tracked *object = m_heap.after; object != &m_heap; object = object->after)
        all.emplace_back(static_cast<Object *>(object));
    std::unordered_map<Object *, quint32> outside;
    for (const auto &value : all) {
        const auto kind = value.object()->kind;
        if (kind == Kind::List || kind == Kind::Tuple || kind == Kind::Dict || kind == Kind::Set || kind == Kind::FrozenSet)
            outside[value.object()] = value.object()->references - 1;
        else
            static_cast<Tracked *>(value.object())->drop();
    }
    for (auto &[object, count] : outside)
        count = object->references - 1;
    for (auto &entry : outside) {
        static_cast<Tracked *>(entry.first)->visit([&outside](const Value &child) {
            const auto found = outside.find(child.object());
            if (child.object() && found != outside.end())
                --found->second;
        });
    }
    std::vector<Object *> reachable;
    for (const auto &[object, count] : outside) {
        if (count > 0)
            reachable.push_back(object);
    }
    while (!reachable.empty()) {
        Object *object = reachable.back();
        reachable.pop_back();
        const auto found = outside.find(object);
        if (found == outside.end())
            continue;
        outside.erase(found);
        static_cast<Tracked *>(object)->visit([&outside, &reachable](const Value &child) {
            if (child.object() && outside.contains(child.object()))
                reachable.push_back(child.object());
        });
    }
    for (const auto &entry : outside)
        static_cast<Tracked *>(entry.first)->drop();
}

/// One run from outside: budgets start anew, unless it is a call-back within a run.
Outcome Machine::guarded(const std::function<Value()> &job)
{
    Frame *const frame = m_frame;
    const int depth = m_depth;
    const int nesting = m_nesting;
    if (!frame && depth == 0) {
        m_steps = 0;
        m_charged = 0;
        m_alive = 0;
        m_stackStart = stackPosition();
        m_clock.start();
    }
    Outcome outcome;
    try {
        outcome.value = job();
    } catch (const RaiseSignal &signal) {
        outcome.kind = Outcome::Raised;
        outcome.exception = signal.exception;
        outcome.exceptionType = signal.exception.typeName();
        const auto &attributes = as<InstanceObject>(signal.exception).attributes;
        const Value place = attributes.get(u"<place>"_s);
        outcome.location = place.unknownOrigin();
        for (const auto &call : attributes.get(u"<calls>"_s).items())
            outcome.traceback.append(call.unknownOrigin());
        m_frame = frame;
        outcome.message = exceptionText(signal.exception);
    } catch (const StopSignal &signal) {
        outcome = signal.outcome;
    }
    m_frame = frame;
    m_depth = depth;
    m_nesting = nesting;
    m_comparing.clear();
    return outcome;
}

QString Machine::exceptionText(const Value &exception)
{
    try {
        const Value message = text(exception);
        return message.isString() ? message.text() : u"<"_s + message.unknownReason() + u">"_s;
    } catch (const RaiseSignal &) {
        return {};
    } catch (const StopSignal &) {
        return {};
    }
}

/// A call-back from host code: signals become a Failure that the host hands back, and `checked` throws again.
Value Machine::protect(const std::function<Value()> &job)
{
    Frame *const frame = m_frame;
    const int depth = m_depth;
    const int nesting = m_nesting;
    try {
        return job();
    } catch (const RaiseSignal &signal) {
        m_pending = signal.exception;
        m_pendingStop.reset();
    } catch (const StopSignal &signal) {
        m_pendingStop = signal.outcome;
    }
    m_frame = frame;
    m_depth = depth;
    m_nesting = nesting;
    return Value::failure();
}

Value Machine::checked(Value value)
{
    if (!value.isFailure() && !m_pendingStop)
        return value;
    if (m_pendingStop) {
        throw StopSignal{*std::exchange(m_pendingStop, std::nullopt)};
    }
    Value exception;
    exception.swap(m_pending);
    if (exception.isUnset())
        stop(u"host code failed without saying why"_s);
    throw RaiseSignal{exception};
}

void Machine::step(qint64 count)
{
    const qint64 before = m_steps;
    m_steps += count;
    if (m_steps > m_budgets.steps)
        exhausted(u"steps"_s);
    if (m_budgets.time.count() > 0 && (before >> 12) != (m_steps >> 12) && m_clock.hasExpired(m_budgets.time.count()))
        exhausted(u"time"_s);
}

void Machine::charge(qint64 bytes)
{
    if (bytes > 4096)
        step(bytes / 512);
    m_charged += bytes;
    if (m_charged > std::max(m_budgets.bytes - m_alive, m_budgets.bytes / 8) || bytes > m_budgets.bytes / 2)
        measure(bytes);
}

void Machine::measure(qint64 wanted)
{
    qint64 alive = 0;
    std::unordered_set<const Object *> seen;
    const std::function<void(const Value &)> visit = [&](const Value &value) {
        if (value.isString() && as<StrObject>(value).text.size() > 32) {
            if (seen.insert(value.object()).second)
                alive += as<StrObject>(value).text.size() * 2;
        } else if (value.isBytes() && seen.insert(value.object()).second) {
            alive += as<BytesObject>(value).bytes.size();
        } else if (value.object()) {
            alive += 64;
        }
    };
    for (Tracked *object = m_heap.after; object != &m_heap; object = object->after) {
        alive += object->cost();
        object->visit(visit);
    }
    if (alive + wanted > m_budgets.bytes)
        exhausted(u"memory"_s);
    m_alive = alive;
    m_charged = 0;
}

void Machine::checkStack()
{
    const quintptr now = stackPosition();
    const quintptr used = now < m_stackStart ? m_stackStart - now : now - m_stackStart;
    if (used > quintptr(m_budgets.stackBytes))
        exhausted(u"depth"_s);
}

void Machine::nestedTooDeeply()
{
    --m_nesting;
    exhausted(u"depth"_s);
}

void Machine::raise(QLatin1StringView type, const QString &message)
{
    raise(type, Values{string(message)});
}

void Machine::raise(QLatin1StringView type, const Values &args)
{
    raiseValue(makeException(type, args));
}

void Machine::raiseValue(const Value &exception)
{
    auto &attributes = as<InstanceObject>(exception).attributes;
    if (attributes.get(u"<place>"_s).isUnset()) {
        attributes.set(u"<place>"_s, Value::unknown(u"place"_s, here()));
        Values calls;
        for (const Frame *frame = m_frame; frame; frame = frame->caller) {
            if (frame->isCall && frame->caller && frame->caller->tree) {
                const auto &source = frame->caller->tree->source;
                calls.insert(calls.begin(),
                             Value::unknown(u"place"_s, {source.file(), frame->caller->at, source.line(frame->caller->at.begin)}));
            }
            if (calls.size() > 20)
                break;
        }
        attributes.set(u"<calls>"_s, Value::tuple(std::move(calls)));
    }
    throw RaiseSignal{exception};
}

void Machine::stop(const QString &reason)
{
    stopAt(reason, here());
}

void Machine::stopAt(const QString &reason, const Location &location, bool isDeferred)
{
    Outcome outcome;
    outcome.kind = Outcome::NotUnderstood;
    outcome.isDeferred = isDeferred;
    outcome.message = reason;
    outcome.location = location;
    throw StopSignal{outcome};
}

void Machine::stopUnknown(const Value &unknown, const QString &use)
{
    stopAt(use + u": "_s + unknown.unknownReason(), here(), unknown.isDeferred());
}

void Machine::exhausted(const QString &budget)
{
    Outcome outcome;
    outcome.kind = Outcome::BudgetExceeded;
    outcome.message = budget;
    outcome.location = here();
    throw StopSignal{outcome};
}

Location Machine::here() const
{
    for (const Frame *frame = m_frame; frame; frame = frame->caller) {
        if (frame->tree) {
            const auto &source = frame->tree->source;
            return {source.file(), frame->at, source.line(frame->at.begin)};
        }
    }
    return {};
}

CallContext Machine::context()
{
    static const SourceText nowhere;
    return {*this, m_frame && m_frame->tree ? m_frame->tree->source : nowhere, m_frame ? m_frame->at : Span()};
}

Value Machine::string(QString text)
{
    charge(48 + text.size() * 2);
    return Value::string(std::move(text));
}

Value Machine::bytes(QByteArray data)
{
    charge(48 + data.size());
    return Value::bytes(std::move(data));
}

Value Machine::list(Values items)
{
    charge(64 + qint64(items.size() * sizeof(Value)));
    return Value(static_cast<Object *>(make<ListObject>(std::move(items))));
}

Value Machine::tuple(Values items)
{
    charge(64 + qint64(items.size() * sizeof(Value)));
    return Value(static_cast<Object *>(make<TupleObject>(std::move(items), Kind::Tuple)));
}

Value Machine::bigInteger(const BigInt &integer)
{
    if (integer.bitLength() > 4096)
        exhausted(u"size of an integer"_s);
    return Value::integer(integer);
}

Value Machine::set(const Values &members, Kind kind)
{
    auto *result = makeDict(kind);
    const Value value(static_cast<Object *>(result));
    for (const auto &member : members)
        setEntry(*result, member, Value::none());
    return value;
}

} // namespace retort::python
