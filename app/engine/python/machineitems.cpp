#include "python/machine.h"

namespace retort::python {

using namespace Qt::StringLiterals;

qint64 Machine::index(const Value &value)
{
    if (const auto number = value.toInt64())
        return *number;
    if (value.isUnknown())
        stopUnknown(value, u"an index that is not known"_s);
    if (value.isInstance()) {
        const Value result = callSpecial(value, "__index__"_L1);
        if (!result.isUnset())
            return index(result);
        if (value.plain().toInt64() && as<InstanceObject>(value).cls->payload == Kind::Int)
            return *value.plain().toInt64();
    }
    if (value.isInt())
        raise("IndexError"_L1, u"cannot fit 'int' into an index-sized integer"_s);
    raise("TypeError"_L1, u"'"_s + value.typeName() + u"' object cannot be interpreted as an integer"_s);
}

size_t Machine::hash(const Value &value)
{
    switch (value.kind()) {
    case Kind::List:
    case Kind::Dict:
    case Kind::Set:
    case Kind::Slice: raise("TypeError"_L1, u"unhashable type: '"_s + value.typeName() + u"'"_s);
    case Kind::Unknown: stopUnknown(value, u"a key that is not known"_s);
    case Kind::Tuple: {
        const Depth depth(*this);
        for (const auto &member : as<TupleObject>(value).items)
            hash(member);
        return value.hash();
    }
    case Kind::Instance: {
        auto &cls = *as<InstanceObject>(value).cls;
        const Value own = callSpecial(value, "__hash__"_L1);
        if (!own.isUnset()) {
            // hash() of most things is not known: all such keys share one place, and equality tells them apart.
            return own.isUnknown() ? 7 : own.hash();
        }
        const ClassObject *owner = nullptr;
        const Value eq = cls.lookup(u"__eq__"_s, textHash(u"__eq__"_s), &owner);
        if (!eq.isUnset() && !owner->isBuiltin && cls.lookup(u"__hash__"_s).isNone())
            raise("TypeError"_L1, u"unhashable type: '"_s + cls.name + u"'"_s);
        if (!cls.isEnum && (cls.payload == Kind::List || cls.payload == Kind::Dict || cls.payload == Kind::Set))
            raise("TypeError"_L1, u"unhashable type: '"_s + cls.name + u"'"_s);
        return value.hash();
    }
    default: return value.hash();
    }
}

qsizetype Machine::find(const Dictionary &table, const Value &key, size_t *hashOut)
{
    const size_t code = hash(key);
    if (hashOut)
        *hashOut = code;
    if (key.isString())
        return table.find(as<StrObject>(key).text, code) >= 0
            ? table.find(as<StrObject>(key).text, code)
            : table.find(code, [&](const Value &other) { return other.isInstance() && isTrue(equal(key, other)); });
    return table.find(code, [&](const Value &other) {
        if (key.isSame(other))
            return true;
        if (key.isInstance() || other.isInstance() || key.isTuple())
            return isTrue(equal(key, other));
        return key.equals(other);
    });
}

void Machine::setEntry(DictObject &dict, const Value &key, const Value &value)
{
    size_t code = 0;
    const auto at = find(dict.table, key, &code);
    if (at >= 0)
        return dict.table.setValueAt(at, value);
    charge(56);
    dict.table.append(key, value, code);
}

void Machine::resolveSlice(const SliceObject &slice, qsizetype length, qint64 &start, qint64 &stop, qint64 &step)
{
    step = slice.step.isNone() ? 1 : index(slice.step);
    if (step == 0)
        raise("ValueError"_L1, u"slice step cannot be zero"_s);
    const auto limit = [&](const Value &part, qint64 fallback) {
        if (part.isNone())
            return fallback;
        qint64 at = part.isInt() && !part.toInt64() ? (part.toBigInt().isNegative() ? -length - 1 : length) : index(part);
        if (at < 0)
            at = std::max<qint64>(at + length, step < 0 ? -1 : 0);
        return std::min<qint64>(at, step < 0 ? length - 1 : length);
    };
    start = limit(slice.start, step < 0 ? length - 1 : 0);
    stop = limit(slice.stop, step < 0 ? -1 : length);
    step = std::clamp<qint64>(step, -length - 1, length + 1); // a larger stride reaches no further
}

Value Machine::stringItem(const Value &value, const Value &key)
{
    const auto &text = as<StrObject>(value);
    const QList<char32_t> wide = text.isNarrow() ? QList<char32_t>() : [&] {
        const auto units = text.text.toUcs4();
        return QList<char32_t>(units.begin(), units.end());
    }();
    const qsizetype length = text.isNarrow() ? text.text.size() : wide.size();
    const auto at = [&](qint64 i) { return text.isNarrow() ? QString(text.text[i]) : QString::fromUcs4(&wide[i], 1); };
    if (key.kind() != Kind::Slice) {
        qint64 i = index(key);
        if (i < 0)
            i += length;
        if (i < 0 || i >= length)
            raise("IndexError"_L1, u"string index out of range"_s);
        return string(at(i));
    }
    qint64 start = 0;
    qint64 stop = 0;
    qint64 by = 1;
    resolveSlice(as<SliceObject>(key), length, start, stop, by);
    if (by == 1 && text.isNarrow())
        return string(text.text.mid(start, std::max<qint64>(stop - start, 0)));
    QString result;
    for (qint64 i = start; by > 0 ? i < stop : i > stop; i += by)
        result += at(i);
    return string(result);
}

Value Machine::item(const Value &container, const Value &key)
{
    switch (container.kind()) {
    case Kind::Unknown: return container;
    case Kind::Host: {
        CallContext at = context();
        const auto host = container.hostObject();
        return checked(host->item(at, key));
    }
    case Kind::Dict: {
        if (key.isUnknown())
            return key;
        const auto at = find(as<DictObject>(container).table, key);
        if (at < 0)
            raise("KeyError"_L1, Values{key});
        return as<DictObject>(container).table.valueAt(at);
    }
    case Kind::List:
    case Kind::Tuple: {
        if (key.isUnknown())
            return key;
        const auto &values = as<ListObject>(container).items;
        if (key.kind() == Kind::Slice) {
            for (const Value *part : {&as<SliceObject>(key).start, &as<SliceObject>(key).stop, &as<SliceObject>(key).step}) {
                if (part->isUnknown())
                    return *part;
            }
            qint64 start = 0;
            qint64 stop = 0;
            qint64 by = 1;
            resolveSlice(as<SliceObject>(key), qsizetype(values.size()), start, stop, by);
            Values result;
            for (qint64 i = start; by > 0 ? i < stop : i > stop; i += by)
                result.push_back(values[size_t(i)]);
            return container.isList() ? list(std::move(result)) : tuple(std::move(result));
        }
        if (!key.toInt64() && !key.isInstance())
            raise("TypeError"_L1, container.typeName() + u" indices must be integers or slices, not "_s + key.typeName());
        qint64 i = index(key);
        if (i < 0)
            i += qint64(values.size());
        if (i < 0 || i >= qint64(values.size()))
            raise("IndexError"_L1, container.typeName() + u" index out of range"_s);
        return values[size_t(i)];
    }
    case Kind::Str:
        if (key.isUnknown())
            return key;
        if (!key.toInt64() && key.kind() != Kind::Slice && !key.isInstance())
            raise("TypeError"_L1, u"string indices must be integers, not '"_s + key.typeName() + u"'"_s);
        return stringItem(container, key);
    case Kind::Bytes: {
        const auto &data = as<BytesObject>(container).bytes;
        if (key.kind() != Kind::Slice) {
            qint64 i = index(key);
            if (i < 0)
                i += data.size();
            if (i < 0 || i >= data.size())
                raise("IndexError"_L1, u"index out of range"_s);
            return Value::integer(quint8(data[i]));
        }
        qint64 start = 0;
        qint64 stop = 0;
        qint64 by = 1;
        resolveSlice(as<SliceObject>(key), data.size(), start, stop, by);
        QByteArray result;
        for (qint64 i = start; by > 0 ? i < stop : i > stop; i += by)
            result += data[i];
        return bytes(result);
    }
    case Kind::Range: {
        const auto &range = as<RangeObject>(container);
        if (key.kind() == Kind::Slice)
            return item(list(items(container)), key);
        qint64 i = index(key);
        if (i < 0)
            i += range.length();
        if (i < 0 || i >= range.length())
            raise("IndexError"_L1, u"range object index out of range"_s);
        return Value::integer(range.start + i * range.step);
    }
    case Kind::Class: {
        auto &cls = as<ClassObject>(container);
        if (cls.isEnum && key.isString()) {
            const Value member = cls.attributes.get(key.text());
            if (!member.isEnumMember() && !member.isUnknown())
                raise("KeyError"_L1, Values{key});
            return member;
        }
        const Value hook = cls.lookup(u"__class_getitem__"_s);
        if (!hook.isUnset() && !cls.isBuiltin)
            return call(bind(hook, Value(), &cls), {key});
        return container; // list[int] and the like: a type for readers only
    }
    case Kind::Instance: {
        const Value result = callSpecial(container, "__getitem__"_L1, {key});
        if (!result.isUnset())
            return result;
        const auto &instance = as<InstanceObject>(container);
        if (instance.cls->payload != Kind::Unset && !instance.payload.isUnset()) {
            if (instance.payload.isDict() && find(as<DictObject>(instance.payload).table, key) < 0) {
                const Value made = callSpecial(container, "__missing__"_L1, {key});
                if (!made.isUnset())
                    return made;
            }
            return item(instance.payload, key);
        }
        if (!instance.cls->foreignBase().isUnset())
            return foreignAttribute(*instance.cls, container, u"__getitem__"_s);
        break;
    }
    default: break;
    }
    raise("TypeError"_L1, u"'"_s + container.typeName() + u"' object is not subscriptable"_s);
}

void Machine::setItem(const Value &container, const Value &key, const Value &value)
{
    if (container.isUnknown() || key.isUnknown()) {
        if (m_frame && m_frame->tolerant && container.isUnknown())
            return;
        const Value &unknown = container.isUnknown() ? container : key;
        if (isOpen(unknown))
            return;
        stopUnknown(unknown, u"what this assignment changes is not known"_s);
    }
    switch (container.kind()) {
    case Kind::Host: {
        CallContext at = context();
        const auto host = container.hostObject();
        checked(host->setItem(at, key, value));
        return;
    }
    case Kind::Dict: return setEntry(as<DictObject>(container), key, value);
    case Kind::List: {
        auto &values = as<ListObject>(container).items;
        if (key.kind() == Kind::Slice) {
            const Values given = items(value);
            qint64 start = 0;
            qint64 stop = 0;
            qint64 by = 1;
            resolveSlice(as<SliceObject>(key), qsizetype(values.size()), start, stop, by);
            charge(qint64(given.size() * sizeof(Value)));
            if (by == 1) {
                stop = std::max(start, stop);
                values.erase(values.begin() + start, values.begin() + stop);
                values.insert(values.begin() + start, given.begin(), given.end());
                return;
            }
            size_t at = 0;
            std::vector<size_t> places;
            for (qint64 i = start; by > 0 ? i < stop : i > stop; i += by)
                places.push_back(size_t(i));
            if (places.size() != given.size())
                raise("ValueError"_L1,
                      u"attempt to assign sequence of size %1 to extended slice of size %2"_s.arg(given.size()).arg(places.size()));
            for (const size_t place : places)
                values[place] = given[at++];
            return;
        }
        qint64 i = index(key);
        if (i < 0)
            i += qint64(values.size());
        if (i < 0 || i >= qint64(values.size()))
            raise("IndexError"_L1, u"list assignment index out of range"_s);
        values[size_t(i)] = value;
        return;
    }
    case Kind::Instance:
        if (!callSpecial(container, "__setitem__"_L1, {key, value}).isUnset())
            return;
        if (as<InstanceObject>(container).cls->payload != Kind::Unset)
            return setItem(as<InstanceObject>(container).payload, key, value);
        break;
    default: break;
    }
    raise("TypeError"_L1, u"'"_s + container.typeName() + u"' object does not support item assignment"_s);
}

void Machine::removeItem(const Value &container, const Value &key)
{
    if (container.isUnknown() || key.isUnknown()) {
        const Value &unknown = container.isUnknown() ? container : key;
        if (isOpen(unknown))
            return;
        stopUnknown(unknown, u"what is deleted here is not known"_s);
    }
    switch (container.kind()) {
    case Kind::Host: {
        CallContext at = context();
        const auto host = container.hostObject();
        checked(host->removeItem(at, key));
        return;
    }
    case Kind::Dict: {
        auto &table = as<DictObject>(container).table;
        const auto at = find(table, key);
        if (at < 0)
            raise("KeyError"_L1, Values{key});
        return table.removeAt(at);
    }
    case Kind::List: {
        auto &values = as<ListObject>(container).items;
        if (key.kind() == Kind::Slice) {
            qint64 start = 0;
            qint64 stop = 0;
            qint64 by = 1;
            resolveSlice(as<SliceObject>(key), qsizetype(values.size()), start, stop, by);
            std::vector<bool> removed(values.size());
            for (qint64 i = start; by > 0 ? i < stop : i > stop; i += by)
                removed[size_t(i)] = true;
            Values kept;
            for (size_t i = 0; i < values.size(); ++i) {
                if (!removed[i])
                    kept.push_back(values[i]);
            }
            values.swap(kept);
            return;
        }
        qint64 i = index(key);
        if (i < 0)
            i += qint64(values.size());
        if (i < 0 || i >= qint64(values.size()))
            raise("IndexError"_L1, u"list assignment index out of range"_s);
        const Value removed = values[size_t(i)];
        values.erase(values.begin() + i);
        return;
    }
    case Kind::Instance:
        if (!callSpecial(container, "__delitem__"_L1, {key}).isUnset())
            return;
        if (as<InstanceObject>(container).cls->payload != Kind::Unset)
            return removeItem(as<InstanceObject>(container).payload, key);
        break;
    default: break;
    }
    raise("TypeError"_L1, u"'"_s + container.typeName() + u"' object doesn't support item deletion"_s);
}

Value Machine::contains(const Value &container, const Value &wanted)
{
    switch (container.kind()) {
    case Kind::Unknown: return container;
    case Kind::Host: {
        CallContext at = context();
        const auto host = container.hostObject();
        const Value result = checked(host->contains(at, wanted));
        if (!result.isUnset())
            return result;
        break;
    }
    case Kind::Dict:
    case Kind::Set:
    case Kind::FrozenSet:
        if (wanted.isUnknown())
            return wanted;
        return Value::boolean(find(as<DictObject>(container).table, wanted) >= 0);
    case Kind::Str:
        if (wanted.isUnknown())
            return wanted;
        if (!wanted.plain().isString())
            raise("TypeError"_L1, u"'in <string>' requires string as left operand, not "_s + wanted.typeName());
        step(as<StrObject>(container).text.size() / 256);
        return Value::boolean(as<StrObject>(container).text.contains(wanted.plain().text()));
    case Kind::Bytes:
        if (const auto byte = wanted.toInt64())
            return Value::boolean(container.byteArray().contains(char(*byte)));
        return Value::boolean(container.byteArray().contains(wanted.byteArray()));
    case Kind::Range:
        if (const auto i = wanted.toInt64()) {
            const auto &range = as<RangeObject>(container);
            const bool inside = range.step > 0 ? *i >= range.start && *i < range.stop : *i <= range.start && *i > range.stop;
            return Value::boolean(inside && (*i - range.start) % range.step == 0);
        }
        break;
    case Kind::Instance: {
        const Value result = callSpecial(container, "__contains__"_L1, {wanted});
        if (!result.isUnset())
            return result.isUnknown() ? result : Value::boolean(isTrue(result));
        if (as<InstanceObject>(container).cls->payload != Kind::Unset && !as<InstanceObject>(container).payload.isUnset())
            return contains(as<InstanceObject>(container).payload, wanted);
        break;
    }
    default: break;
    }
    Value unknown;
    bool found = false;
    each(container, [&](const Value &value) {
        step();
        const Value same =
            value.isSame(wanted) && !value.isUnknown() ? Value::boolean(true) : compare(ComparisonOperator::Eq, value, wanted);
        if (same.isUnknown())
            unknown = same;
        else
            found = isTrue(same);
        return !found;
    });
    return found || unknown.isUnset() ? Value::boolean(found) : unknown;
}

} // namespace retort::python
