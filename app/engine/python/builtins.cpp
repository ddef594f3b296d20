#include "python/builtins.h"

#include <algorithm>

namespace retort::python {

using namespace Qt::StringLiterals;

Value NativeArguments::need(size_t index, const char *name) const
{
    Value value = get(index, name);
    if (value.isUnset())
        machine.raise("TypeError"_L1, u"missing a required argument"_s);
    return value;
}

QString NativeArguments::text(size_t index, const char *name) const
{
    const Value value = need(index, name).plain();
    if (!value.isString())
        machine.raise("TypeError"_L1, u"expected a str, got '"_s + value.typeName() + u"'"_s);
    return value.text();
}

qint64 NativeArguments::integer(size_t index, qint64 fallback, const char *name) const
{
    const Value value = get(index, name);
    return value.isUnset() || value.isNone() ? fallback : machine.index(value);
}

void NativeArguments::atMost(size_t most) const
{
    if (count() > most)
        machine.raise("TypeError"_L1, u"takes at most %1 arguments (%2 given)"_s.arg(most).arg(count()));
}

NativeCall asMethod(NativeBody body)
{
    return asFunction(body, 1);
}

NativeCall asFunction(NativeBody body, size_t skip)
{
    return [body, skip](CallContext &at, const CallArguments &arguments) { return body(NativeArguments(at.machine(), arguments, skip)); };
}

namespace {

class FunctionIterator final : public IteratorObject
{
public:
    FunctionIterator(std::function<Value(Machine &)> next, QString name) : m_next(std::move(next)), m_name(std::move(name)) {}
    Value advance(Machine &machine) override
    {
        machine.checkStack();
        if (!m_next)
            return {};
        Value value = m_next(machine);
        if (value.isUnset())
            m_next = nullptr;
        return value;
    }
    void drop() override { m_next = nullptr; }
    [[nodiscard]] QString typeName() const override { return m_name; }

private:
    std::function<Value(Machine &)> m_next;
    const QString m_name;
};

} // namespace

Value makeIterator(Machine &machine, std::function<Value(Machine &)> next, const QString &typeName)
{
    return Value(static_cast<Object *>(machine.make<FunctionIterator>(std::move(next), typeName)));
}

void sortValues(Machine &machine, Values &values, const Value &key, const Value &reverse)
{
    struct Item {
        Value key;
        Value value;
    };
    std::vector<Item> items;
    for (const auto &value : values)
        items.push_back({key.isUnset() || key.isNone() ? value : machine.call(key, {value}), value});
    const bool descending = !reverse.isUnset() && machine.isTrue(reverse);
    if (descending)
        std::reverse(items.begin(), items.end());
    // A merge of our own: a comparison may raise, or contradict itself, and neither may corrupt the order of memory.
    std::vector<Item> buffer(items.size());
    for (size_t width = 1; width < items.size(); width *= 2) {
        for (size_t left = 0; left < items.size(); left += 2 * width) {
            const size_t middle = std::min(left + width, items.size());
            const size_t right = std::min(left + 2 * width, items.size());
            size_t a = left;
            size_t b = middle;
            for (size_t at = left; at < right; ++at) {
                machine.step();
                const bool takeSecond = a == middle || (b < right && machine.isTrue(machine.lessThan(items[b].key, items[a].key)));
                buffer[at] = takeSecond ? items[b++] : items[a++];
            }
        }
        items.swap(buffer);
    }
    if (descending)
        std::reverse(items.begin(), items.end());
    for (size_t i = 0; i < items.size(); ++i)
        values[i] = items[i].value;
}

} // namespace retort::python
