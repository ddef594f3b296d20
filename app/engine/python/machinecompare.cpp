#include "python/machine.h"

#include <algorithm>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

bool isIntegral(const Value &value)
{
    return value.isInt() || value.isBool();
}

bool isReal(const Value &value)
{
    return isIntegral(value) || value.isFloat();
}

bool carriesPayload(const Value &value)
{
    return value.isInstance() && as<InstanceObject>(value).cls->payload != Kind::Unset && !as<InstanceObject>(value).payload.isUnset();
}

/// By code points, as Python orders; UTF-16 orders those beyond U+FFFF differently.
int compareTexts(const StrObject &a, const StrObject &b)
{
    if (a.isNarrow() && b.isNarrow())
        return a.text.compare(b.text);
    const auto x = a.text.toUcs4();
    const auto y = b.text.toUcs4();
    return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end()) ? -1 : x == y ? 0 : 1;
}

} // namespace

Value Machine::compare(ComparisonOperator op, const Value &a, const Value &b)
{
    const auto negated = [this](const Value &value) { return value.isUnknown() ? value : Value::boolean(!isTrue(value)); };
    switch (op) {
    case ComparisonOperator::Is:
    case ComparisonOperator::IsNot: {
        if (a.isUnknown() || b.isUnknown())
            return a.isUnknown() ? a : b;
        bool same = a.isSame(b);
        // Whether equal texts are one object is up to CPython: literals are.
        if (!same && a.isString() && b.isString())
            same = as<StrObject>(a).text == as<StrObject>(b).text;
        return Value::boolean(same == (op == ComparisonOperator::Is));
    }
    case ComparisonOperator::In: return contains(b, a);
    case ComparisonOperator::NotIn: return negated(contains(b, a));
    case ComparisonOperator::Eq:
    case ComparisonOperator::NotEq: {
        for (const Value *side : {&a, &b}) {
            const Value &other = side == &a ? b : a;
            if (side->isHost()) {
                CallContext at = context();
                const Value result = checked(side->hostObject()->compare(at, op, other));
                if (!result.isUnset() && result.kind() != Kind::NotImplemented)
                    return result;
            }
        }
        if (op == ComparisonOperator::NotEq && a.isInstance()) {
            const Value result = callSpecial(a, "__ne__"_L1, {b});
            if (!result.isUnset() && result.kind() != Kind::NotImplemented)
                return result;
        }
        const Value result = equal(a, b);
        return op == ComparisonOperator::Eq ? result : negated(result);
    }
    default: return lessThan(a, b, op);
    }
}

Value Machine::equal(const Value &a, const Value &b)
{
    if (a.isUnknown() || b.isUnknown())
        return a.isUnknown() ? a : b;
    const bool isContainer = (a.isList() || a.isTuple() || a.isDict()) && a.kind() == b.kind();
    if (isContainer) {
        const Depth depth(*this);
        step();
        if (a.isDict()) {
            const auto &first = as<DictObject>(a).table;
            const auto &second = as<DictObject>(b).table;
            if (first.size() != second.size())
                return Value::boolean(false);
            Value unknown;
            for (const auto &[key, value] : a.entries()) {
                const auto at = find(second, key);
                if (at < 0)
                    return Value::boolean(false);
                const Value other = second.valueAt(at);
                const Value same = value.isSame(other) ? Value::boolean(true) : compare(ComparisonOperator::Eq, value, other);
                if (same.isUnknown())
                    unknown = same;
                else if (!isTrue(same))
                    return Value::boolean(false);
            }
            return unknown.isUnset() ? Value::boolean(true) : unknown;
        }
        return compareSequences(ComparisonOperator::Eq, as<ListObject>(a).items, as<ListObject>(b).items);
    }
    if (a.isInstance() || b.isInstance()) {
        if (a.isInstance()) {
            const Value result = callSpecial(a, "__eq__"_L1, {b});
            if (!result.isUnset() && result.kind() != Kind::NotImplemented)
                return result;
        }
        if (b.isInstance()) {
            const Value result = callSpecial(b, "__eq__"_L1, {a});
            if (!result.isUnset() && result.kind() != Kind::NotImplemented)
                return result;
        }
        if (a.isSame(b))
            return Value::boolean(true);
        for (const Value *side : {&a, &b}) {
            if (side->isInstance() && !as<InstanceObject>(*side).cls->foreignBase().isUnset())
                return foreignAttribute(*as<InstanceObject>(*side).cls, *side, u"__eq__"_s);
        }
        if (carriesPayload(a) || carriesPayload(b))
            return equal(carriesPayload(a) ? as<InstanceObject>(a).payload : a, carriesPayload(b) ? as<InstanceObject>(b).payload : b);
        return Value::boolean(false);
    }
    return Value::boolean(a.equals(b));
}

Value Machine::compareSequences(ComparisonOperator op, const Values &a, const Values &b)
{
    if (op == ComparisonOperator::Eq && a.size() != b.size())
        return Value::boolean(false);
    const Values first = a;
    const Values second = b;
    Value unknown;
    for (size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
        step();
        if (first[i].isSame(second[i]) && !first[i].isUnknown())
            continue;
        const Value same = compare(ComparisonOperator::Eq, first[i], second[i]);
        if (same.isUnknown()) {
            if (op != ComparisonOperator::Eq)
                return same;
            unknown = same;
        } else if (!isTrue(same)) {
            return op == ComparisonOperator::Eq ? Value::boolean(false) : lessThan(first[i], second[i], op);
        }
    }
    if (!unknown.isUnset())
        return unknown;
    if (op == ComparisonOperator::Eq)
        return Value::boolean(true);
    return lessThan(Value::integer(qint64(first.size())), Value::integer(qint64(second.size())), op);
}

Value Machine::lessThan(const Value &a, const Value &b, ComparisonOperator op)
{
    const bool isLess = op == ComparisonOperator::Lt;
    const bool isLessEqual = op == ComparisonOperator::LtE;
    const bool isGreater = op == ComparisonOperator::Gt;
    const auto decide = [&](auto ordering) {
        return Value::boolean(isLess ? ordering < 0 : isLessEqual ? ordering <= 0 : isGreater ? ordering > 0 : ordering >= 0);
    };
    if (a.isSmallInt() && b.isSmallInt())
        return decide(a.smallInt() <=> b.smallInt());
    if (a.isUnknown() || b.isUnknown())
        return a.isUnknown() ? a : b;
    if (isIntegral(a) && isIntegral(b))
        return decide(a.toBigInt().compare(b.toBigInt()));
    if (isReal(a) && isReal(b))
        return decide(a.toDouble() <=> b.toDouble());
    if (a.isString() && b.isString())
        return decide(compareTexts(as<StrObject>(a), as<StrObject>(b)));
    if (a.isBytes() && b.isBytes())
        return decide(a.byteArray().compare(b.byteArray()) <=> 0);
    if ((a.isList() && b.isList()) || (a.isTuple() && b.isTuple())) {
        const Depth depth(*this);
        return compareSequences(op, as<ListObject>(a).items, as<ListObject>(b).items);
    }
    if (a.isSet() && b.isSet()) {
        const Value &small = isLess || isLessEqual ? a : b;
        const Value &large = isLess || isLessEqual ? b : a;
        for (const auto &member : small.items()) {
            if (find(as<DictObject>(large).table, member) < 0)
                return Value::boolean(false);
        }
        const bool strict = isLess || isGreater;
        return Value::boolean(!strict || as<DictObject>(small).table.size() < as<DictObject>(large).table.size());
    }
    static constexpr const char *methods[] = {"__lt__", "__le__", "__gt__", "__ge__"};
    static constexpr const char *symbols[] = {"<", "<=", ">", ">="};
    const int which = isLess ? 0 : isLessEqual ? 1 : isGreater ? 2 : 3;
    const int swapped = isLess ? 2 : isLessEqual ? 3 : isGreater ? 0 : 1;
    for (const Value *side : {&a, &b}) {
        const Value &other = side == &a ? b : a;
        const int method = side == &a ? which : swapped;
        Value result;
        if (side->isHost()) {
            static constexpr ComparisonOperator operators[] = {ComparisonOperator::Lt, ComparisonOperator::LtE, ComparisonOperator::Gt,
                                                               ComparisonOperator::GtE};
            CallContext at = context();
            result = checked(side->hostObject()->compare(at, operators[method], other));
        } else {
            result = callSpecial(*side, QLatin1StringView(methods[method]), {other});
        }
        if (!result.isUnset() && result.kind() != Kind::NotImplemented)
            return result;
    }
    for (const Value *side : {&a, &b}) {
        if (side->isInstance() && !as<InstanceObject>(*side).cls->foreignBase().isUnset())
            return foreignAttribute(*as<InstanceObject>(*side).cls, *side, QString::fromLatin1(methods[which]));
    }
    if (carriesPayload(a) || carriesPayload(b))
        return lessThan(carriesPayload(a) ? as<InstanceObject>(a).payload : a, carriesPayload(b) ? as<InstanceObject>(b).payload : b, op);
    raise("TypeError"_L1,
          u"'%1' not supported between instances of '%2' and '%3'"_s.arg(QLatin1StringView(symbols[which]), a.typeName(), b.typeName()));
}

} // namespace retort::python
