#include "python/machine.h"
#include "python/machinegenerators.h"

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

/// Over anything that has a length and is asked by position: lists see what is appended meanwhile.
class SequenceIterator final : public IteratorObject
{
public:
    explicit SequenceIterator(Value sequence) : m_sequence(std::move(sequence)) {}
    Value advance(Machine &machine) override
    {
        if (m_sequence.isUnset())
            return {};
        if (m_sequence.isList() || m_sequence.isTuple()) {
            const auto &items = as<ListObject>(m_sequence).items;
            if (m_at < qint64(items.size()))
                return items[size_t(m_at++)];
        } else if (m_sequence.kind() == Kind::Range) {
            const auto &range = as<RangeObject>(m_sequence);
            if (m_at < range.length())
                return Value::integer(range.start + range.step * m_at++);
        } else if (m_sequence.isBytes()) {
            const auto &bytes = as<BytesObject>(m_sequence).bytes;
            if (m_at < bytes.size())
                return Value::integer(quint8(bytes[m_at++]));
        } else if (m_sequence.isString()) {
            const auto &text = as<StrObject>(m_sequence).text;
            if (m_at < text.size()) {
                const bool pair = text[m_at].isHighSurrogate() && m_at + 1 < text.size() && text[m_at + 1].isLowSurrogate();
                const auto begin = m_at;
                m_at += pair ? 2 : 1;
                return machine.string(text.mid(begin, pair ? 2 : 1));
            }
        } else {
            const auto &table = as<DictObject>(m_sequence).table;
            if (m_size < 0)
                m_size = table.size();
            if (m_size != table.size())
                machine.raise("RuntimeError"_L1,
                              m_sequence.isDict() ? u"dictionary changed size during iteration"_s : u"Set changed size during iteration"_s);
            const auto &entries = table.entries();
            while (m_at < qint64(entries.size())) {
                const auto &entry = entries[size_t(m_at++)];
                if (!entry.key.isUnset())
                    return entry.key;
            }
        }
        m_sequence = Value();
        return {};
    }
    void drop() override { m_sequence = Value(); }
    void visit(const std::function<void(const Value &)> &visitor) const override { visitor(m_sequence); }

private:
    Value m_sequence;
    qint64 m_at = 0;
    qsizetype m_size = -1;
};

/// Over an instance that defines __next__, or only __getitem__.
class InstanceIterator final : public IteratorObject
{
public:
    InstanceIterator(Value next, Value byItem) : m_next(std::move(next)), m_byItem(std::move(byItem)) {}
    Value advance(Machine &machine) override
    {
        const Value next = m_next;
        const Value byItem = m_byItem;
        try {
            return byItem.isUnset() ? machine.call(next) : machine.item(byItem, Value::integer(m_at++));
        } catch (const RaiseSignal &signal) {
            const QString type = signal.exception.typeName();
            if (type != (byItem.isUnset() ? u"StopIteration"_s : u"IndexError"_s))
                throw;
        }
        return {};
    }
    void drop() override
    {
        m_next = Value();
        m_byItem = Value();
    }

private:
    Value m_next;
    Value m_byItem;
    qint64 m_at = 0;
};

} // namespace

Value Machine::iterator(const Value &iterable)
{
    switch (iterable.kind()) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Dict:
    case Kind::Set:
    case Kind::FrozenSet:
    case Kind::Str:
    case Kind::Bytes:
    case Kind::Range: return Value(static_cast<Object *>(make<SequenceIterator>(iterable)));
    case Kind::Iterator: return iterable;
    case Kind::Unknown:
        if (isOpen(iterable))
            return iterator(list(choose() ? Values{iterable} : Values{}));
        stopUnknown(iterable, u"goes through something that is not known"_s);
    case Kind::Host: {
        CallContext at = context();
        const auto host = iterable.hostObject();
        const Value values = checked(host->iterate(at));
        if (values.isHost())
            stop(u"goes through a '"_s + iterable.typeName() + u"'"_s);
        return iterator(values);
    }
    case Kind::Class:
        if (as<ClassObject>(iterable).isEnum) {
            for (const auto &[name, value] : iterable.storedAttributes()) {
                if (value.isUnknown() && !name.startsWith(u'_'))
                    stopUnknown(value, u"goes through an enum with a member that is not known"_s);
            }
            return iterator(list(as<ClassObject>(iterable).members));
        }
        if (as<ClassObject>(iterable).foreignBase().isUnknown())
            stopUnknown(as<ClassObject>(iterable).foreignBase(), u"goes through something that is not known"_s);
        break;
    case Kind::Instance: {
        for (const auto name : {"__iter__"_L1, "__aiter__"_L1}) {
            const Value made = callSpecial(iterable, name);
            if (made.isInstance() && !as<InstanceObject>(made).cls->lookup(u"__next__"_s).isUnset())
                return Value(static_cast<Object *>(make<InstanceIterator>(attribute(made, u"__next__"_s), Value())));
            if (!made.isUnset())
                return iterator(made);
        }
        const auto &instance = as<InstanceObject>(iterable);
        if (instance.cls->payload != Kind::Unset && !instance.payload.isUnset())
            return iterator(instance.payload);
        if (!instance.cls->lookup(u"__getitem__"_s).isUnset())
            return Value(static_cast<Object *>(make<InstanceIterator>(Value(), iterable)));
        if (!instance.cls->foreignBase().isUnset())
            stop(u"goes through an instance of '"_s + instance.cls->name + u"', whose base is not known"_s);
        break;
    }
    default: break;
    }
    raise("TypeError"_L1, u"'"_s + iterable.typeName() + u"' object is not iterable"_s);
}

Value Machine::advance(const Value &iterator)
{
    if (iterator.kind() != Kind::Iterator)
        raise("TypeError"_L1, u"'"_s + iterator.typeName() + u"' object is not an iterator"_s);
    const Value keep = iterator;
    return as<IteratorObject>(keep).advance(*this);
}

void Machine::each(const Value &iterable, const std::function<bool(const Value &)> &visitor)
{
    if (iterable.isList() || iterable.isTuple()) {
        const Value keep = iterable;
        const auto &items = as<ListObject>(keep).items;
        for (size_t i = 0; i < items.size(); ++i) {
            step();
            const Value item = items[i];
            if (!visitor(item))
                return;
        }
        return;
    }
    const Value source = iterator(iterable);
    for (;;) {
        step();
        const Value item = as<IteratorObject>(source).advance(*this);
        if (item.isUnset() || !visitor(item))
            return;
    }
}

Values Machine::items(const Value &iterable)
{
    if (iterable.isList() || iterable.isTuple()) {
        charge(qint64(as<ListObject>(iterable).items.size() * sizeof(Value)) / 4);
        return as<ListObject>(iterable).items;
    }
    Values result;
    each(iterable, [&](const Value &value) {
        result.push_back(value);
        charge(sizeof(Value));
        return true;
    });
    return result;
}

Value Machine::length(const Value &value)
{
    switch (value.kind()) {
    case Kind::Str: return Value::integer(as<StrObject>(value).length());
    case Kind::Bytes: return Value::integer(as<BytesObject>(value).bytes.size());
    case Kind::List:
    case Kind::Tuple: return Value::integer(qint64(as<ListObject>(value).items.size()));
    case Kind::Dict:
    case Kind::Set:
    case Kind::FrozenSet: return Value::integer(as<DictObject>(value).table.size());
    case Kind::Range: return Value::integer(as<RangeObject>(value).length());
    case Kind::Unknown: return value;
    case Kind::Host: {
        CallContext at = context();
        const Value result = checked(value.hostObject()->length(at));
        if (!result.isUnset())
            return result;
        break;
    }
    case Kind::Class:
        if (as<ClassObject>(value).isEnum)
            return Value::integer(qint64(items(value).size()));
        break;
    case Kind::Instance: {
        const Value result = callSpecial(value, "__len__"_L1);
        if (!result.isUnset())
            return result;
        const auto &instance = as<InstanceObject>(value);
        if (instance.cls->payload != Kind::Unset && !instance.payload.isUnset())
            return length(instance.payload);
        if (!instance.cls->foreignBase().isUnset())
            return foreignAttribute(*instance.cls, value, u"__len__"_s);
        break;
    }
    default: break;
    }
    raise("TypeError"_L1, u"object of type '"_s + value.typeName() + u"' has no len()"_s);
}

} // namespace retort::python
