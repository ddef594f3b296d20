#include "python/builtins.h"

#include <algorithm>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

Values &listOf(const NativeArguments &args)
{
    const Value self = args.self();
    if (!self.isList())
        args.machine.raise("TypeError"_L1, u"descriptor requires a 'list' object"_s);
    return as<ListObject>(self).items;
}

DictObject &tableOf(const NativeArguments &args)
{
    const Value self = args.self();
    if (!self.isDict() && !self.isSet())
        args.machine.raise("TypeError"_L1, u"descriptor requires a 'dict' object but received a '"_s + self.typeName() + u"'"_s);
    return as<DictObject>(self);
}

Value position(const NativeArguments &args)
{
    const Values values = args.self().items();
    const Value wanted = args.need(0);
    const qint64 length = qint64(values.size());
    qint64 start = args.integer(1, 0);
    qint64 end = args.integer(2, length);
    start = start < 0 ? std::max<qint64>(start + length, 0) : start;
    end = std::min(end < 0 ? end + length : end, length);
    for (qint64 i = start; i < end; ++i) {
        args.machine.step();
        if (args.machine.isTrue(args.machine.equal(values[size_t(i)], wanted)))
            return Value::integer(i);
    }
    args.machine.raise("ValueError"_L1,
                       args.self().isList() ? args.machine.representation(wanted).text() + u" is not in list"_s
                                            : u"tuple.index(x): x not in tuple"_s);
}

Value countOf(const NativeArguments &args)
{
    qint64 count = 0;
    for (const auto &value : args.self().items())
        count += args.machine.isTrue(args.machine.equal(value, args.need(0)));
    return Value::integer(count);
}

Value popFromList(const NativeArguments &args)
{
    auto &values = listOf(args);
    if (values.empty())
        args.machine.raise("IndexError"_L1, u"pop from empty list"_s);
    qint64 at = args.integer(0, -1);
    if (at < 0)
        at += qint64(values.size());
    if (at < 0 || at >= qint64(values.size()))
        args.machine.raise("IndexError"_L1, u"pop index out of range"_s);
    Value value = values[size_t(at)];
    values.erase(values.begin() + at);
    return value;
}

Value updateDict(const NativeArguments &args)
{
    DictObject &dict = tableOf(args);
    const Value keep = args.self();
    if (args.count()) {
        const Value more = args.machine.call(args.machine.builtins().get(u"dict"_s), {args.get(0)});
        if (more.isUnknown())
            args.machine.stopUnknown(more, u"what update() changes is not known"_s);
        for (const auto &[key, value] : more.entries())
            args.machine.setEntry(dict, key, value);
    }
    for (const auto &[key, value] : args.all.keywords)
        args.machine.setEntry(dict, args.machine.string(key), value);
    return Value::none();
}

Value popFromDict(const NativeArguments &args)
{
    DictObject &dict = tableOf(args);
    const auto at = args.machine.find(dict.table, args.need(0));
    if (at >= 0) {
        Value value = dict.table.valueAt(at);
        dict.table.removeAt(at);
        return value;
    }
    if (args.count() < 2)
        args.machine.raise("KeyError"_L1, Values{args.get(0)});
    return args.get(1);
}

Value listView(const NativeArguments &args, int what)
{
    Values result;
    const auto entries = args.self().entries();
    for (const auto &[key, value] : entries) {
        args.machine.step();
        result.push_back(what == 0 ? key : what == 1 ? value : args.machine.tuple({key, value}));
    }
    return args.machine.list(std::move(result));
}

/// Of several iterables, one after the other: a new set.
template <BinaryOperator op>
Value setMethod(const NativeArguments &args)
{
    Value result = args.self();
    if (args.count() == 0)
        return args.machine.set(result.items(), result.kind());
    for (size_t i = 0; i < args.count(); ++i)
        result = args.machine.binary(op, result, args.machine.set(args.machine.items(args.get(i)), Kind::Set));
    return result;
}

template <BinaryOperator op>
Value setUpdate(const NativeArguments &args)
{
    DictObject &own = tableOf(args);
    Value result = args.self();
    for (size_t i = 0; i < args.count(); ++i)
        result = args.machine.binary(op, result, args.machine.set(args.machine.items(args.get(i)), Kind::Set));
    const Dictionary table = as<DictObject>(result).table;
    own.table = table;
    return Value::none();
}

} // namespace

void Machine::addContainerMethods()
{
    const auto method = [this](Kind kind, const QString &name, NativeBody body, UnknownPolicy policy = UnknownPolicy::Propagate) {
        addMethod(*m_types[size_t(kind)], name, asMethod(body), policy);
    };
    const auto accept = UnknownPolicy::Accept;
    const auto stopping = UnknownPolicy::Stop;
    method(
        Kind::List, u"append"_s,
        [](const NativeArguments &args) {
            args.machine.charge(sizeof(Value));
            listOf(args).push_back(args.need(0));
            return Value::none();
        },
        accept);
    method(
        Kind::List, u"extend"_s,
        [](const NativeArguments &args) {
            const Values more = args.machine.items(args.need(0));
            auto &own = listOf(args);
            own.insert(own.end(), more.begin(), more.end());
            return Value::none();
        },
        stopping);
    method(
        Kind::List, u"insert"_s,
        [](const NativeArguments &args) {
            auto &own = listOf(args);
            const auto size = qint64(own.size());
            qint64 at = args.machine.index(args.need(0));
            at = std::clamp<qint64>(at < 0 ? at + size : at, 0, size);
            args.machine.charge(sizeof(Value));
            own.insert(own.begin() + at, args.need(1));
            return Value::none();
        },
        accept);
    method(Kind::List, u"pop"_s, popFromList, stopping);
    method(
        Kind::List, u"remove"_s,
        [](const NativeArguments &args) {
            auto &own = listOf(args);
            for (size_t i = 0; i < own.size(); ++i) {
                if (args.machine.isTrue(args.machine.equal(own[i], args.need(0)))) {
                    const Value removed = own[i];
                    own.erase(own.begin() + qsizetype(i));
                    return Value::none();
                }
            }
            args.machine.raise("ValueError"_L1, u"list.remove(x): x not in list"_s);
        },
        stopping);
    method(Kind::List, u"clear"_s, [](const NativeArguments &args) {
        Values old;
        old.swap(listOf(args));
        return Value::none();
    });
    method(Kind::List, u"copy"_s, [](const NativeArguments &args) { return args.machine.list(listOf(args)); });
    method(Kind::List, u"reverse"_s, [](const NativeArguments &args) {
        std::reverse(listOf(args).begin(), listOf(args).end());
        return Value::none();
    });
    method(
        Kind::List, u"sort"_s,
        [](const NativeArguments &args) {
            Values values = listOf(args);
            sortValues(args.machine, values, args.all.keyword("key"_L1), args.all.keyword("reverse"_L1));
            listOf(args) = values;
            return Value::none();
        },
        stopping);
    for (const Kind kind : {Kind::List, Kind::Tuple}) {
        method(kind, u"index"_s, position);
        method(kind, u"count"_s, countOf);
    }
    method(
        Kind::Dict, u"get"_s,
        [](const NativeArguments &args) {
            if (args.need(0).isUnknown())
                return args.get(0);
            const DictObject &dict = tableOf(args);
            const auto at = args.machine.find(dict.table, args.get(0));
            return at >= 0                         ? dict.table.valueAt(at)
                : args.count() > 1                 ? args.get(1)
                : args.get(1, "default").isUnset() ? Value::none()
                                                   : args.get(1, "default");
        },
        accept);
    method(Kind::Dict, u"keys"_s, [](const NativeArguments &args) { return listView(args, 0); });
    method(Kind::Dict, u"values"_s, [](const NativeArguments &args) { return listView(args, 1); });
    method(Kind::Dict, u"items"_s, [](const NativeArguments &args) { return listView(args, 2); });
    method(Kind::Dict, u"update"_s, updateDict, accept);
    method(Kind::Dict, u"pop"_s, popFromDict, stopping);
    method(Kind::Dict, u"popitem"_s, [](const NativeArguments &args) {
        const auto entries = args.self().entries();
        if (entries.empty())
            args.machine.raise("KeyError"_L1, u"popitem(): dictionary is empty"_s);
        args.machine.removeItem(args.self(), entries.back().first);
        return args.machine.tuple({entries.back().first, entries.back().second});
    });
    method(
        Kind::Dict, u"setdefault"_s,
        [](const NativeArguments &args) {
            DictObject &dict = tableOf(args);
            const auto at = args.machine.find(dict.table, args.need(0));
            if (at >= 0)
                return dict.table.valueAt(at);
            const Value value = args.count() > 1 ? args.get(1) : Value::none();
            args.machine.setEntry(dict, args.get(0), value);
            return value;
        },
        accept);
    method(Kind::Dict, u"clear"_s, [](const NativeArguments &args) {
        tableOf(args).table.clear();
        return Value::none();
    });
    method(Kind::Dict, u"copy"_s, [](const NativeArguments &args) {
        auto *copy = args.machine.makeDict();
        const Value result(static_cast<Object *>(copy));
        copy->table = tableOf(args).table;
        args.machine.charge(copy->cost());
        return result;
    });
    addMethod(*m_types[size_t(Kind::Dict)], u"fromkeys"_s, asFunction([](const NativeArguments &args) {
        auto *dict = args.machine.makeDict();
        const Value result(static_cast<Object *>(dict));
        args.machine.each(args.need(0), [&](const Value &key) {
            args.machine.setEntry(*dict, key, args.count() > 1 ? args.get(1) : Value::none());
            return true;
        });
        return result;
    }));
    for (const Kind kind : {Kind::Set, Kind::FrozenSet}) {
        method(kind, u"union"_s, setMethod<BinaryOperator::BitOr>);
        method(kind, u"intersection"_s, setMethod<BinaryOperator::BitAnd>);
        method(kind, u"difference"_s, setMethod<BinaryOperator::Sub>);
        method(kind, u"symmetric_difference"_s, setMethod<BinaryOperator::BitXor>);
        method(kind, u"copy"_s, [](const NativeArguments &args) { return args.machine.set(args.self().items(), args.self().kind()); });
        method(kind, u"issubset"_s, [](const NativeArguments &args) {
            return args.machine.lessThan(args.self(), args.machine.set(args.machine.items(args.need(0)), Kind::Set),
                                         ComparisonOperator::LtE);
        });
        method(kind, u"issuperset"_s, [](const NativeArguments &args) {
            return args.machine.lessThan(args.self(), args.machine.set(args.machine.items(args.need(0)), Kind::Set),
                                         ComparisonOperator::GtE);
        });
        method(kind, u"isdisjoint"_s, [](const NativeArguments &args) {
            return Value::boolean(
                args.machine.binary(BinaryOperator::BitAnd, args.self(), args.machine.set(args.machine.items(args.need(0)), Kind::Set))
                    .items()
                    .empty());
        });
    }
    method(Kind::Set, u"update"_s, setUpdate<BinaryOperator::BitOr>, stopping);
    method(Kind::Set, u"difference_update"_s, setUpdate<BinaryOperator::Sub>, stopping);
    method(Kind::Set, u"intersection_update"_s, setUpdate<BinaryOperator::BitAnd>, stopping);
    method(
        Kind::Set, u"add"_s,
        [](const NativeArguments &args) {
            args.machine.setEntry(tableOf(args), args.need(0), Value::none());
            return Value::none();
        },
        stopping);
    method(
        Kind::Set, u"discard"_s,
        [](const NativeArguments &args) {
            auto &table = tableOf(args).table;
            const auto at = args.machine.find(table, args.need(0));
            if (at >= 0)
                table.removeAt(at);
            return Value::none();
        },
        stopping);
    method(
        Kind::Set, u"remove"_s,
        [](const NativeArguments &args) {
            auto &table = tableOf(args).table;
            const auto at = args.machine.find(table, args.need(0));
            if (at < 0)
                args.machine.raise("KeyError"_L1, Values{args.get(0)});
            table.removeAt(at);
            return Value::none();
        },
        stopping);
    method(Kind::Set, u"clear"_s, [](const NativeArguments &args) {
        tableOf(args).table.clear();
        return Value::none();
    });
    method(Kind::Set, u"pop"_s,
           [](const NativeArguments &args) { return args.machine.unknownHere(u"which member set.pop() takes is not known"_s); });
}

} // namespace retort::python
