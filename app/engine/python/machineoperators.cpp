#include "python/machine.h"

#include <cmath>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

struct OperatorNames {
    const char *symbol;
    const char *method;
};

OperatorNames namesOf(BinaryOperator op)
{
    switch (op) {
    case BinaryOperator::Add: return {"+", "add"};
    case BinaryOperator::Sub: return {"-", "sub"};
    case BinaryOperator::Mult: return {"*", "mul"};
    case BinaryOperator::MatMult: return {"@", "matmul"};
    case BinaryOperator::Div: return {"/", "truediv"};
    case BinaryOperator::Mod: return {"%", "mod"};
    case BinaryOperator::Pow: return {"** or pow()", "pow"};
    case BinaryOperator::LShift: return {"<<", "lshift"};
    case BinaryOperator::RShift: return {">>", "rshift"};
    case BinaryOperator::BitOr: return {"|", "or"};
    case BinaryOperator::BitXor: return {"^", "xor"};
    case BinaryOperator::BitAnd: return {"&", "and"};
    case BinaryOperator::FloorDiv: return {"//", "floordiv"};
    }
    return {"", ""};
}

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

} // namespace

Value Machine::binary(BinaryOperator op, const Value &a, const Value &b)
{
    if (a.isSmallInt() && b.isSmallInt()) {
        qint64 result = 0;
        switch (op) {
        case BinaryOperator::Add:
            if (!__builtin_add_overflow(a.smallInt(), b.smallInt(), &result))
                return Value::integer(result);
            break;
        case BinaryOperator::Sub:
            if (!__builtin_sub_overflow(a.smallInt(), b.smallInt(), &result))
                return Value::integer(result);
            break;
        case BinaryOperator::Mult:
            if (!__builtin_mul_overflow(a.smallInt(), b.smallInt(), &result))
                return Value::integer(result);
            break;
        default: break;
        }
    }
    if (a.isString() && b.isString() && op == BinaryOperator::Add) {
        charge((as<StrObject>(a).text.size() + as<StrObject>(b).text.size()) * 2);
        QString joined = as<StrObject>(a).text;
        joined += as<StrObject>(b).text;
        return string(std::move(joined));
    }
    if (a.isUnknown())
        return a;
    if (a.isHost()) {
        CallContext at = context();
        const auto host = a.hostObject();
        const Value result = checked(host->binary(at, op, b, false));
        if (!result.isUnset() && result.kind() != Kind::NotImplemented)
            return result;
    }
    if (b.isHost()) {
        CallContext at = context();
        const auto host = b.hostObject();
        const Value result = checked(host->binary(at, op, a, true));
        if (!result.isUnset() && result.kind() != Kind::NotImplemented)
            return result;
    }
    if (b.isUnknown() && !(a.isString() && op == BinaryOperator::Mod))
        return b;
    if (a.isInstance() || b.isInstance()) {
        const Value result = userBinary(op, a, b);
        if (!result.isUnset() && result.kind() != Kind::NotImplemented)
            return result;
        for (const Value *side : {&a, &b}) {
            if (side->isInstance() && !as<InstanceObject>(*side).cls->foreignBase().isUnset())
                return foreignAttribute(*as<InstanceObject>(*side).cls, *side, u"operator "_s + QLatin1StringView(namesOf(op).symbol));
        }
        if (a.isInstance() && as<InstanceObject>(a).cls->isFlag)
            return unknownHere(u"combined flags are not supported"_s);
        if (carriesPayload(a) || (carriesPayload(b) && !(a.isString() && op == BinaryOperator::Mod)))
            return binary(op, carriesPayload(a) ? as<InstanceObject>(a).payload : a, carriesPayload(b) ? as<InstanceObject>(b).payload : b);
    }
    const Value result = arithmetic(op, a, b);
    if (!result.isUnset())
        return result;
    for (const Value *side : {&a, &b}) {
        if (side->isClass() && !as<ClassObject>(*side).foreignBase().isUnset())
            return foreignAttribute(as<ClassObject>(*side), *side, u"operator "_s + QLatin1StringView(namesOf(op).symbol));
    }
    if (op == BinaryOperator::BitOr && (a.isClass() || b.isClass()))
        return tuple({a, b}); // a union of types; isinstance() takes it as well
    raise("TypeError"_L1,
          u"unsupported operand type(s) for %1: '%2' and '%3'"_s.arg(QLatin1StringView(namesOf(op).symbol), a.typeName(), b.typeName()));
}

Value Machine::userBinary(BinaryOperator op, const Value &a, const Value &b)
{
    const QByteArray method = namesOf(op).method;
    const QByteArray plain = "__" + method + "__";
    const QByteArray reflected = "__r" + method + "__";
    // The right operand goes first when its class derives from the left one's.
    const bool rightFirst = b.isInstance() && a.isInstance() && as<InstanceObject>(b).cls.get() != as<InstanceObject>(a).cls.get()
        && as<InstanceObject>(b).cls->derivesFrom(*as<InstanceObject>(a).cls);
    Value result;
    if (rightFirst)
        result = callSpecial(b, QLatin1StringView(reflected), {a});
    if (result.isUnset() || result.kind() == Kind::NotImplemented)
        result = callSpecial(a, QLatin1StringView(plain), {b});
    if (!rightFirst && (result.isUnset() || result.kind() == Kind::NotImplemented))
        result = callSpecial(b, QLatin1StringView(reflected), {a});
    return result;
}

Value Machine::inPlace(BinaryOperator op, const Value &a, const Value &b)
{
    if (a.isList() && op == BinaryOperator::Add) {
        const Values more = items(b);
        auto &own = as<ListObject>(a).items;
        charge(qint64((own.size() + more.size()) * sizeof(Value)) / 2);
        own.insert(own.end(), more.begin(), more.end());
        return a;
    }
    if (a.kind() == Kind::Set && op == BinaryOperator::BitOr && b.isSet()) {
        for (const auto &member : b.items())
            setEntry(as<DictObject>(a), member, Value::none());
        return a;
    }
    if (a.isDict() && op == BinaryOperator::BitOr && b.isDict()) {
        for (const auto &[key, value] : b.entries())
            setEntry(as<DictObject>(a), key, value);
        return a;
    }
    if ((a.isList() && op == BinaryOperator::Mult) || a.kind() == Kind::Set) {
        const Value result = binary(op, a, b);
        if (result.isList())
            as<ListObject>(a).items = result.items();
        else if (result.kind() == Kind::Set)
            as<DictObject>(a).table = as<DictObject>(result).table;
        else
            return result;
        return a;
    }
    if (a.isInstance()) {
        const QByteArray method = QByteArray("__i") + namesOf(op).method + "__";
        const Value result = callSpecial(a, QLatin1StringView(method), {b});
        if (!result.isUnset() && result.kind() != Kind::NotImplemented)
            return result;
        if (carriesPayload(a) && as<InstanceObject>(a).payload.isList()) {
            inPlace(op, as<InstanceObject>(a).payload, b);
            return a;
        }
    }
    return binary(op, a, b);
}

Value Machine::arithmetic(BinaryOperator op, const Value &a, const Value &b)
{
    if (isIntegral(a) && isIntegral(b))
        return integerArithmetic(op, a, b);
    if (isReal(a) && isReal(b)) {
        const double x = a.toDouble();
        const double y = b.toDouble();
        if (std::isinf(x) != (a.isFloat() && std::isinf(a.toDouble())) || std::isinf(y) != (b.isFloat() && std::isinf(b.toDouble())))
            raise("OverflowError"_L1, u"int too large to convert to float"_s);
        return realArithmetic(op, x, y);
    }
    switch (op) {
    case BinaryOperator::Add:
        if ((a.isList() && b.isList()) || (a.isTuple() && b.isTuple())) {
            Values joined = as<ListObject>(a).items;
            const auto &more = as<ListObject>(b).items;
            charge(qint64((joined.size() + more.size()) * sizeof(Value)));
            joined.insert(joined.end(), more.begin(), more.end());
            return a.isList() ? list(std::move(joined)) : tuple(std::move(joined));
        }
        if (a.isBytes() && b.isBytes())
            return bytes(a.byteArray() + b.byteArray());
        break;
    case BinaryOperator::Mult:
        if (isIntegral(b) && (a.isString() || a.isBytes() || a.isList() || a.isTuple()))
            return repeat(a, index(b));
        if (isIntegral(a) && (b.isString() || b.isBytes() || b.isList() || b.isTuple()))
            return repeat(b, index(a));
        break;
    case BinaryOperator::Mod:
        if (a.isString())
            return percentFormat(a, b);
        if (a.isBytes())
            return unknownHere(u"formatting bytes is not supported"_s);
        break;
    case BinaryOperator::BitOr:
        if (a.isDict() && b.isDict()) {
            auto *merged = makeDict();
            const Value result(static_cast<Object *>(merged));
            merged->table = as<DictObject>(a).table;
            for (const auto &[key, value] : b.entries())
                setEntry(*merged, key, value);
            return result;
        }
        [[fallthrough]];
    case BinaryOperator::BitAnd:
    case BinaryOperator::BitXor:
    case BinaryOperator::Sub:
        if (a.isSet() && b.isSet())
            return setArithmetic(op, a, b);
        // keys() and items() are kept as lists, and take part in set operations.
        if ((a.isSet() || a.isList()) && (b.isSet() || b.isList()))
            return setArithmetic(op, a.isSet() ? a : set(a.items(), Kind::Set), b.isSet() ? b : set(b.items(), Kind::Set));
        break;
    default: break;
    }
    return {};
}

Value Machine::integerArithmetic(BinaryOperator op, const Value &a, const Value &b)
{
    const auto zeroDivision = [this](const QString &what) { raise("ZeroDivisionError"_L1, what); };
    if (a.isBool() && b.isBool() && (op == BinaryOperator::BitAnd || op == BinaryOperator::BitOr || op == BinaryOperator::BitXor)) {
        const bool x = a.isTrue();
        const bool y = b.isTrue();
        return Value::boolean(op == BinaryOperator::BitAnd ? x && y : op == BinaryOperator::BitOr ? x || y : x != y);
    }
    if (op == BinaryOperator::Div) {
        const double x = a.toDouble();
        const double y = b.toDouble();
        if (y == 0)
            zeroDivision(u"division by zero"_s);
        if (std::fabs(x) > 9007199254740992.0 || std::fabs(y) > 9007199254740992.0)
            return unknownHere(u"dividing integers beyond 2**53 is not supported"_s);
        return Value::real(x / y);
    }
    const auto x = a.toInt64();
    const auto y = b.toInt64();
    if (!x || !y)
        return bigArithmetic(op, a.toBigInt(), b.toBigInt());
    switch (op) {
    case BinaryOperator::FloorDiv:
    case BinaryOperator::Mod: {
        if (*y == 0)
            zeroDivision(u"integer division or modulo by zero"_s);
        if (*y == -1)
            break;
        qint64 quotient = *x / *y;
        qint64 rest = *x % *y;
        if (rest != 0 && (rest < 0) != (*y < 0)) {
            --quotient;
            rest += *y;
        }
        return Value::integer(op == BinaryOperator::Mod ? rest : quotient);
    }
    case BinaryOperator::BitAnd: return Value::integer(*x & *y);
    case BinaryOperator::BitOr: return Value::integer(*x | *y);
    case BinaryOperator::BitXor: return Value::integer(*x ^ *y);
    case BinaryOperator::RShift:
        if (*y >= 0)
            return Value::integer(*y > 63 ? (*x < 0 ? -1 : 0) : *x >> *y);
        break;
    default: break;
    }
    return bigArithmetic(op, BigInt(*x), BigInt(*y));
}

Value Machine::bigArithmetic(BinaryOperator op, const BigInt &a, const BigInt &b)
{
    switch (op) {
    case BinaryOperator::Add: return bigInteger(a.plus(b));
    case BinaryOperator::Sub: return bigInteger(a.minus(b));
    case BinaryOperator::Mult: return bigInteger(a.times(b));
    case BinaryOperator::FloorDiv:
    case BinaryOperator::Mod: {
        if (b.isZero())
            raise("ZeroDivisionError"_L1, u"integer division or modulo by zero"_s);
        step(a.bitLength() / 64);
        BigInt quotient;
        BigInt rest;
        a.divide(b, quotient, rest);
        return bigInteger(op == BinaryOperator::Mod ? rest : quotient);
    }
    case BinaryOperator::Pow: {
        if (b.isNegative()) {
            if (a.isZero())
                raise("ZeroDivisionError"_L1, u"0.0 cannot be raised to a negative power"_s);
            return Value::real(std::pow(a.toDouble(), b.toDouble()));
        }
        const bool isUnit = a.bitLength() <= 1;
        const auto exponent = b.toInt64();
        if (!isUnit && (!exponent || *exponent > 4200 || (a.bitLength() - 1) * *exponent > 4200))
            exhausted(u"size of an integer"_s);
        if (isUnit) {
            BigInt quotient;
            BigInt rest;
            b.divide(BigInt(2), quotient, rest);
            return b.isZero() ? Value::integer(1) : Value::integer(a.isNegative() && rest.isZero() ? a.negated() : a);
        }
        BigInt result(1);
        for (qint64 i = 0; i < *exponent; ++i)
            result = result.times(a);
        return bigInteger(result);
    }
    case BinaryOperator::LShift:
    case BinaryOperator::RShift: {
        if (b.isNegative())
            raise("ValueError"_L1, u"negative shift count"_s);
        const auto count = b.toInt64();
        if (op == BinaryOperator::RShift)
            return count ? bigInteger(a.shiftedRight(*count)) : Value::integer(a.isNegative() ? -1 : 0);
        if (a.isZero())
            return Value::integer(0);
        if (!count || *count + a.bitLength() > 4200)
            exhausted(u"size of an integer"_s);
        return bigInteger(a.shiftedLeft(*count));
    }
    case BinaryOperator::BitAnd: return bigInteger(a.bitwise(BigInt::Bitwise::And, b));
    case BinaryOperator::BitOr: return bigInteger(a.bitwise(BigInt::Bitwise::Or, b));
    case BinaryOperator::BitXor: return bigInteger(a.bitwise(BigInt::Bitwise::Xor, b));
    default: return {};
    }
}

Value Machine::realArithmetic(BinaryOperator op, double a, double b)
{
    switch (op) {
    case BinaryOperator::Add: return Value::real(a + b);
    case BinaryOperator::Sub: return Value::real(a - b);
    case BinaryOperator::Mult: return Value::real(a * b);
    case BinaryOperator::Div:
        if (b == 0)
            raise("ZeroDivisionError"_L1, u"float division by zero"_s);
        return Value::real(a / b);
    case BinaryOperator::FloorDiv:
    case BinaryOperator::Mod: {
        if (b == 0)
            raise("ZeroDivisionError"_L1, op == BinaryOperator::Mod ? u"float modulo"_s : u"float floor division by zero"_s);
        double rest = std::fmod(a, b);
        double quotient = (a - rest) / b;
        if (rest != 0 && (b < 0) != (rest < 0)) {
            rest += b;
            quotient -= 1;
        } else if (rest == 0) {
            rest = std::copysign(0.0, b);
        }
        if (op == BinaryOperator::Mod)
            return Value::real(rest);
        double whole = quotient == 0 ? std::copysign(0.0, a / b) : std::floor(quotient);
        if (quotient != 0 && quotient - whole > 0.5)
            whole += 1;
        return Value::real(whole);
    }
    case BinaryOperator::Pow: {
        if (a == 0 && b < 0)
            raise("ZeroDivisionError"_L1, u"0.0 cannot be raised to a negative power"_s);
        if (a < 0 && std::isfinite(b) && b != std::floor(b))
            return unknownHere(u"complex numbers are not supported"_s);
        const double result = std::pow(a, b);
        if (std::isinf(result) && std::isfinite(a) && std::isfinite(b))
            raise("OverflowError"_L1, u"(34, 'Numerical result out of range')"_s);
        return Value::real(result);
    }
    default: return {};
    }
}

Value Machine::repeat(const Value &sequence, qint64 count)
{
    count = std::max<qint64>(count, 0);
    const auto reserve = [this, count](qint64 size, qint64 unit) {
        qint64 total = 0;
        if (__builtin_mul_overflow(size, count, &total) || __builtin_mul_overflow(total, unit, &total) || total > m_budgets.bytes)
            exhausted(u"memory"_s);
        charge(total);
    };
    if (sequence.isString()) {
        reserve(as<StrObject>(sequence).text.size(), 2);
        return Value::string(as<StrObject>(sequence).text.repeated(count));
    }
    if (sequence.isBytes()) {
        reserve(as<BytesObject>(sequence).bytes.size(), 1);
        return Value::bytes(as<BytesObject>(sequence).bytes.repeated(count));
    }
    const Values once = sequence.items();
    reserve(qint64(once.size()), sizeof(Value));
    Values result;
    result.reserve(once.size() * size_t(once.empty() ? 0 : count));
    for (qint64 i = 0; i < count && !once.empty(); ++i)
        result.insert(result.end(), once.begin(), once.end());
    return sequence.isList() ? list(std::move(result)) : tuple(std::move(result));
}

Value Machine::setArithmetic(BinaryOperator op, const Value &a, const Value &b)
{
    auto *made = makeDict(a.kind());
    const Value result(static_cast<Object *>(made));
    const auto &first = as<DictObject>(a).table;
    const auto &second = as<DictObject>(b).table;
    for (const auto &member : a.items()) {
        const bool inBoth = find(second, member) >= 0;
        if (op == BinaryOperator::BitOr || (op == BinaryOperator::BitAnd) == inBoth)
            setEntry(*made, member, Value::none());
    }
    if (op == BinaryOperator::BitOr || op == BinaryOperator::BitXor) {
        for (const auto &member : b.items()) {
            if (op == BinaryOperator::BitOr || find(first, member) < 0)
                setEntry(*made, member, Value::none());
        }
    }
    return result;
}

Value Machine::unary(UnaryOperator op, const Value &a)
{
    if (op == UnaryOperator::Not) {
        const Value value = truth(a);
        return value.isUnknown() ? value : Value::boolean(!value.isTrue());
    }
    if (a.isUnknown())
        return a;
    if (a.isHost()) {
        CallContext at = context();
        const Value result = checked(a.hostObject()->unary(at, op));
        if (!result.isUnset())
            return result;
    }
    if (isIntegral(a)) {
        if (op == UnaryOperator::UAdd)
            return Value::integer(a.toBigInt());
        return bigInteger(op == UnaryOperator::USub ? a.toBigInt().negated() : a.toBigInt().negated().minus(BigInt(1)));
    }
    if (a.isFloat() && op != UnaryOperator::Invert)
        return Value::real(op == UnaryOperator::USub ? -a.toDouble() : a.toDouble());
    if (a.isInstance()) {
        const auto name = op == UnaryOperator::USub ? "__neg__"_L1 : op == UnaryOperator::UAdd ? "__pos__"_L1 : "__invert__"_L1;
        const Value result = callSpecial(a, name);
        if (!result.isUnset())
            return result;
        if (carriesPayload(a))
            return unary(op, as<InstanceObject>(a).payload);
        if (!as<InstanceObject>(a).cls->foreignBase().isUnset())
            return foreignAttribute(*as<InstanceObject>(a).cls, a, QString(name));
    }
    const QString symbol = op == UnaryOperator::USub ? u"-"_s : op == UnaryOperator::UAdd ? u"+"_s : u"~"_s;
    raise("TypeError"_L1, u"bad operand type for unary %1: '%2'"_s.arg(symbol, a.typeName()));
}

} // namespace retort::python
