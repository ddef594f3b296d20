#include "python/machine.h"
#include "python/textformat.h"

#include <cmath>

namespace retort::python {

using namespace Qt::StringLiterals;

Value Machine::text(const Value &value)
{
    switch (value.kind()) {
    case Kind::Str:
    case Kind::Unknown: return value;
    case Kind::Host: {
        CallContext at = context();
        const auto host = value.hostObject();
        return checked(host->text(at));
    }
    case Kind::Instance: {
        const auto &instance = as<InstanceObject>(value);
        auto &cls = *instance.cls;
        const Value own = callSpecial(value, "__str__"_L1);
        if (!own.isUnset()) {
            if (!own.isString() && !own.isUnknown())
                raise("TypeError"_L1, u"__str__ returned non-string (type "_s + own.typeName() + u")"_s);
            return own;
        }
        if (cls.isException) {
            const Values args = instance.attributes.get(u"args"_s).items();
            if (args.empty())
                return string({});
            if (args.size() == 1)
                return cls.derivesFrom(*builtinClass("KeyError"_L1)) ? representation(args[0]) : text(args[0]);
            return representation(tuple(args));
        }
        if (cls.isEnum) {
            if (std::any_of(cls.order.begin(), cls.order.end(), [](const Value &base) { return base.name() == "StrEnum"_L1; }))
                return instance.payload;
            if (cls.payload == Kind::Int
                && std::any_of(cls.order.begin(), cls.order.end(), [](const Value &base) { return base.name() == "IntEnum"_L1; }))
                return unknownHere(u"the text of a member of an IntEnum depends on the version of Python"_s);
            if (cls.foreign.isUnset())
                return string(cls.name + u'.' + instance.attributes.get(u"_name_"_s).text());
        }
        if (cls.payload == Kind::Str && !instance.payload.isUnset() && cls.lookup(u"__repr__"_s).kind() != Kind::Function)
            return instance.payload;
        if (cls.payload == Kind::Str && !instance.payload.isUnset())
            return instance.payload;
        return representation(value);
    }
    default: return representation(value);
    }
}

Value Machine::representation(const Value &value)
{
    const Depth depth(*this);
    checkStack();
    const auto joined = [this](const Values &values, const QString &open, const QString &close) -> Value {
        QString result = open;
        Value unknown;
        bool first = true;
        for (const auto &item : values) {
            step();
            const Value part = representation(item);
            if (part.isUnknown())
                unknown = part;
            if (!first)
                result += u", "_s;
            first = false;
            result += part.text();
            charge(part.text().size() * 2);
        }
        return unknown.isUnset() ? string(result + close) : unknown;
    };
    struct Busy {
        std::vector<std::pair<Value, Value>> &stack;
        ~Busy() { stack.pop_back(); }
    };
    const bool isContainer = value.isList() || value.isTuple() || value.isDict() || value.isSet();
    if (isContainer) {
        for (const auto &busy : m_comparing) {
            if (busy.first.isSame(value))
                return string(value.isList() ? u"[...]"_s : value.isDict() ? u"{...}"_s : value.isTuple() ? u"(...)"_s : u"set(...)"_s);
        }
        m_comparing.emplace_back(value, Value());
        const Busy busy{m_comparing};
        if (value.isList())
            return joined(value.items(), u"["_s, u"]"_s);
        if (value.isTuple())
            return joined(value.items(), u"("_s, as<TupleObject>(value).items.size() == 1 ? u",)"_s : u")"_s);
        if (value.isSet()) {
            const bool frozen = value.kind() == Kind::FrozenSet;
            if (as<DictObject>(value).table.size() == 0)
                return string(frozen ? u"frozenset()"_s : u"set()"_s);
            return joined(value.items(), frozen ? u"frozenset({"_s : u"{"_s, frozen ? u"})"_s : u"}"_s);
        }
        QString result = u"{"_s;
        Value unknown;
        for (const auto &[key, entry] : value.entries()) {
            const Value left = representation(key);
            const Value right = representation(entry);
            if (left.isUnknown() || right.isUnknown())
                unknown = left.isUnknown() ? left : right;
            if (result.size() > 1)
                result += u", "_s;
            result += left.text() + u": "_s + right.text();
            charge(right.text().size() * 2);
        }
        return unknown.isUnset() ? string(result + u'}') : unknown;
    }
    switch (value.kind()) {
    case Kind::None: return string(u"None"_s);
    case Kind::Bool: return string(value.isTrue() ? u"True"_s : u"False"_s);
    case Kind::Int: return string(value.isSmallInt() ? QString::number(value.smallInt()) : value.toBigInt().text());
    case Kind::Float: return string(realText(value.toDouble()));
    case Kind::Ellipsis: return string(u"Ellipsis"_s);
    case Kind::NotImplemented: return string(u"NotImplemented"_s);
    case Kind::Str: return string(quotedText(as<StrObject>(value).text));
    case Kind::Bytes: return string(quotedBytes(as<BytesObject>(value).bytes));
    case Kind::Unknown: return value;
    case Kind::Range: {
        const auto &range = as<RangeObject>(value);
        const QString inner = QString::number(range.start) + u", "_s + QString::number(range.stop);
        return string(u"range("_s + inner + (range.step == 1 ? QString() : QString(u", "_s + QString::number(range.step))) + u')');
    }
    case Kind::Slice: {
        const auto &slice = as<SliceObject>(value);
        return joined({slice.start, slice.stop, slice.step}, u"slice("_s, u")"_s);
    }
    case Kind::Class: {
        const auto &cls = as<ClassObject>(value);
        if (cls.isEnum && !cls.isBuiltin)
            return string(u"<enum '"_s + cls.name + u"'>"_s);
        const QString name = cls.qualifiedName.isEmpty() ? cls.name : cls.qualifiedName;
        return string(cls.isBuiltin || cls.module.isEmpty() ? QString(u"<class '"_s + name + u"'>"_s)
                                                            : QString(u"<class '"_s + cls.module + u'.' + name + u"'>"_s));
    }
    case Kind::Host: {
        CallContext at = context();
        const auto host = value.hostObject();
        return checked(host->representation(at));
    }
    case Kind::Instance: {
        const auto &instance = as<InstanceObject>(value);
        auto &cls = *instance.cls;
        const Value own = callSpecial(value, "__repr__"_L1);
        if (!own.isUnset())
            return own;
        if (cls.isException) {
            const Values args = instance.attributes.get(u"args"_s).items();
            return joined(args, cls.name + u'(', u")"_s);
        }
        if (cls.isEnum) {
            const Value inner = representation(instance.attributes.get(u"_value_"_s));
            return inner.isUnknown()
                ? inner
                : string(u'<' + cls.name + u'.' + instance.attributes.get(u"_name_"_s).text() + u": "_s + inner.text() + u'>');
        }
        if (cls.isNamedTuple) {
            const Values names = cls.lookup(u"_fields"_s).items();
            const Values values = instance.payload.items();
            QString result = cls.name + u'(';
            for (size_t i = 0; i < names.size() && i < values.size(); ++i) {
                const Value part = representation(values[i]);
                if (part.isUnknown())
                    return part;
                result += (i ? u", "_s : QString()) + names[i].text() + u'=' + part.text();
            }
            return string(result + u')');
        }
        if (cls.payload != Kind::Unset && !instance.payload.isUnset())
            return representation(instance.payload);
        return unknownHere(u"the repr() of an object contains its address"_s);
    }
    default: return unknownHere(u"the repr() of an object contains its address"_s);
    }
}

Value Machine::format(const Value &value, const QString &spec)
{
    if (value.isUnknown())
        return value;
    if (value.isHost()) {
        if (spec.isEmpty())
            return text(value);
        return unknownHere(u"formatting a '"_s + value.typeName() + u"'"_s);
    }
    if (value.isInstance()) {
        const Value own = callSpecial(value, "__format__"_L1, {string(spec)});
        if (!own.isUnset())
            return own;
        const auto &cls = *as<InstanceObject>(value).cls;
        if (cls.isEnum && cls.payload != Kind::Unset && cls.lookup(u"__str__"_s).kind() != Kind::Function) {
            const auto derives = [&cls](QLatin1StringView name) {
                return std::any_of(cls.order.begin(), cls.order.end(), [name](const Value &base) { return base.name() == name; });
            };
            if (!derives("StrEnum"_L1) && !derives("IntEnum"_L1))
                return unknownHere(u"formatting a member of an enum that is also a str or int depends on the version of Python"_s);
            return format(as<InstanceObject>(value).payload, spec);
        }
        if (!cls.isEnum && cls.payload != Kind::Unset && cls.lookup(u"__str__"_s).kind() != Kind::Function && !spec.isEmpty())
            return format(as<InstanceObject>(value).payload, spec);
    }
    if (spec.isEmpty())
        return text(value);
    const auto parsed = FormatSpec::parse(spec);
    const auto invalid = [&]() {
        raise("ValueError"_L1, u"Invalid format specifier '"_s + spec + u"' for object of type '"_s + value.typeName() + u"'"_s);
    };
    if (!parsed)
        invalid();
    charge(qint64(parsed->width) * 2 + (parsed->precision > 0 ? parsed->precision : 0));
    if (parsed->precision > 100'000 || parsed->width >= 10'000'000)
        exhausted(u"memory"_s);
    const auto unknownCode = [&]() {
        raise("ValueError"_L1, u"Unknown format code '"_s + QChar(parsed->type) + u"' for object of type '"_s + value.typeName() + u"'"_s);
    };
    if (value.isFloat() || ((value.isInt() || value.isBool()) && parsed->type && QStringView(u"eEfFgG%").contains(QChar(parsed->type)))) {
        if (parsed->alternate)
            return unknownHere(u"the alternate form of a float is not supported"_s);
        const auto result = parsed->real(value.toDouble());
        if (!result)
            unknownCode();
        return string(*result);
    }
    if (value.isInt() || (value.isBool() && parsed->type)) {
        const BigInt number = value.toBigInt();
        const BigInt magnitude = number.isNegative() ? number.negated() : number;
        int base = 10;
        QString prefix;
        switch (parsed->type) {
        case 0:
        case u'd':
        case u'n': break;
        case u'b':
            base = 2;
            prefix = u"0b"_s;
            break;
        case u'o':
            base = 8;
            prefix = u"0o"_s;
            break;
        case u'x':
            base = 16;
            prefix = u"0x"_s;
            break;
        case u'X':
            base = 16;
            prefix = u"0X"_s;
            break;
        case u'c': {
            const char32_t code = char32_t(number.toInt64().value_or(0));
            return string(parsed->pad(QString::fromUcs4(&code, 1), u'<'));
        }
        default: unknownCode();
        }
        QString digits = magnitude.text(base);
        if (parsed->type == u'X')
            digits = digits.toUpper();
        return string(parsed->number(number.isNegative(), parsed->alternate ? prefix : QString(), digits));
    }
    const Value plain = text(value);
    if (plain.isUnknown())
        return plain;
    if (!value.isString() && !value.isBool() && !(value.isInstance() && !plain.isUnset()))
        raise("TypeError"_L1, u"unsupported format string passed to "_s + value.typeName() + u".__format__"_s);
    if ((parsed->type && parsed->type != u's') || parsed->align == u'=' || parsed->grouping)
        unknownCode();
    QString cut = plain.text();
    if (parsed->precision >= 0)
        cut = stringItem(string(cut),
                         Value(static_cast<Object *>(new SliceObject(Value::none(), Value::integer(parsed->precision), Value::none()))))
                  .text();
    return string(parsed->pad(cut, u'<'));
}

/// format % arguments
Value Machine::percentFormat(const Value &formatValue, const Value &givenValue)
{
    const Value given =
        givenValue.isInstance() && as<InstanceObject>(givenValue).cls->payload == Kind::Tuple ? givenValue.plain() : givenValue;
    const QString &pattern = as<StrObject>(formatValue).text;
    const Values positional = given.isTuple() ? given.items() : Values{given};
    size_t next = 0;
    QString result;
    Value unknown;
    bool usedMapping = false;
    const auto take = [&]() -> Value {
        if (next >= positional.size())
            raise("TypeError"_L1, u"not enough arguments for format string"_s);
        return positional[next++];
    };
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != u'%') {
            result += pattern[i];
            continue;
        }
        if (++i >= pattern.size())
            raise("ValueError"_L1, u"incomplete format"_s);
        if (pattern[i] == u'%') {
            result += u'%';
            continue;
        }
        Value value;
        if (pattern[i] == u'(') {
            const auto close = pattern.indexOf(u')', i);
            if (close < 0)
                raise("ValueError"_L1, u"incomplete format key"_s);
            if (given.isUnknown())
                return given;
            value = item(given, string(pattern.mid(i + 1, close - i - 1)));
            usedMapping = true;
            i = close + 1;
        }
        FormatSpec spec;
        for (; i < pattern.size() && QStringView(u"#0- +").contains(pattern[i]); ++i) {
            spec.alternate = spec.alternate || pattern[i] == u'#';
            spec.zero = spec.zero || pattern[i] == u'0';
            if (pattern[i] == u'-')
                spec.align = u'<';
            if (pattern[i] == u'+' || (pattern[i] == u' ' && spec.sign != u'+'))
                spec.sign = pattern[i].unicode();
        }
        const auto number = [&]() -> int {
            if (i < pattern.size() && pattern[i] == u'*') {
                ++i;
                return int(std::clamp<qint64>(index(take()), 0, 10'000'000));
            }
            qint64 digits = 0;
            for (; i < pattern.size() && pattern[i].isDigit(); ++i)
                digits = std::min<qint64>(digits * 10 + pattern[i].digitValue(), 10'000'000);
            return int(digits);
        };
        spec.width = number();
        if (i < pattern.size() && pattern[i] == u'.') {
            ++i;
            spec.precision = number();
        }
        while (i < pattern.size() && QStringView(u"hlL").contains(pattern[i]))
            ++i;
        if (i >= pattern.size())
            raise("ValueError"_L1, u"incomplete format"_s);
        if (value.isUnset())
            value = take();
        charge(spec.width * 2);
        if (spec.width >= 10'000'000)
            exhausted(u"memory"_s);
        const char16_t type = pattern[i].unicode();
        if (value.isUnknown()) {
            unknown = value;
            continue;
        }
        if (type == u's' || type == u'r' || type == u'a') {
            const Value part = type == u's' ? text(value) : representation(value);
            if (part.isUnknown())
                unknown = part;
            QString cut = part.text();
            if (spec.precision >= 0)
                cut.truncate(spec.precision);
            result += spec.pad(cut, u'>');
        } else if (type == u'd' || type == u'i' || type == u'u' || type == u'x' || type == u'X' || type == u'o') {
            Value plain = value.plain();
            if (plain.isFloat() && type != u'x' && type != u'X' && type != u'o')
                plain = Value::integer(BigInt::fromDouble(plain.toDouble()));
            if (!plain.isInt() && !plain.isBool())
                raise("TypeError"_L1, u"%"_s + QChar(type) + u" format: a real number is required, not "_s + value.typeName());
            if (spec.zero && spec.align != u'<') {
                spec.fill = u"0"_s;
                spec.align = u'=';
            }
            spec.type = 0;
            const BigInt integer = plain.toBigInt();
            QString digits = (integer.isNegative() ? integer.negated() : integer)
                                 .text(type == u'o'                       ? 8
                                           : type == u'x' || type == u'X' ? 16
                                                                          : 10);
            if (type == u'X')
                digits = digits.toUpper();
            if (spec.precision > digits.size())
                digits = digits.rightJustified(spec.precision, u'0');
            result += spec.number(integer.isNegative(), spec.alternate && type != u'd' ? QString(u'0') + QChar(type) : QString(), digits);
        } else if (QStringView(u"eEfFgG").contains(QChar(type))) {
            const Value plain = value.plain();
            if (!plain.isInt() && !plain.isBool() && !plain.isFloat())
                raise("TypeError"_L1, u"must be real number, not "_s + value.typeName());
            if (spec.zero && spec.align != u'<') {
                spec.fill = u"0"_s;
                spec.align = u'=';
            }
            spec.type = type;
            if (spec.precision > 100'000)
                exhausted(u"memory"_s);
            const auto digits = spec.real(plain.toDouble());
            if (!digits)
                stop(u"the alternate form of a float is not supported"_s);
            result += *digits;
        } else if (type == u'c') {
            const char32_t code = value.isString() ? 0 : char32_t(index(value));
            result += spec.pad(value.isString() ? value.text() : QString::fromUcs4(&code, 1), u'>');
        } else {
            raise("ValueError"_L1, u"unsupported format character '"_s + QChar(type) + u"'"_s);
        }
        charge(result.size() / 16);
    }
    if (next < positional.size() && !usedMapping && given.isTuple())
        raise("TypeError"_L1, u"not all arguments converted during string formatting"_s);
    if (next == 0 && !usedMapping && !given.isTuple() && !given.isDict() && !given.isUnknown())
        raise("TypeError"_L1, u"not all arguments converted during string formatting"_s);
    return unknown.isUnset() ? string(result) : unknown;
}

/// str.format: fields by position, by number and by name, with attributes, indexes, conversions and nested specifications.
Value Machine::formatMethod(const QString &pattern, const CallArguments &arguments)
{
    const Depth depth(*this);
    QString result;
    Value unknown;
    qint64 automatic = 0;
    const std::function<Value(const QString &)> field = [&](const QString &name) -> Value {
        qsizetype end = 0;
        while (end < name.size() && name[end] != u'.' && name[end] != u'[')
            ++end;
        const QString first = name.left(end);
        bool isNumber = false;
        const qint64 position = first.isEmpty() ? automatic++ : first.toLongLong(&isNumber);
        Value value;
        if (first.isEmpty() || isNumber) {
            if (position < 0 || position >= qint64(arguments.positional.size()))
                raise("IndexError"_L1, u"Replacement index %1 out of range for positional args tuple"_s.arg(position));
            value = arguments.positional[size_t(position)];
        } else {
            for (const auto &[key, entry] : arguments.keywords) {
                if (key == first)
                    value = entry;
            }
            if (value.isUnset())
                raise("KeyError"_L1, first);
        }
        while (end < name.size()) {
            if (name[end] == u'.') {
                qsizetype next = end + 1;
                while (next < name.size() && name[next] != u'.' && name[next] != u'[')
                    ++next;
                const QString attributeName = name.mid(end + 1, next - end - 1);
                value = attribute(value, attributeName);
                end = next;
            } else {
                const auto close = name.indexOf(u']', end);
                if (close < 0)
                    raise("ValueError"_L1, u"Missing ']' in format string"_s);
                const QString key = name.mid(end + 1, close - end - 1);
                bool isIndex = false;
                const qint64 number = key.toLongLong(&isIndex);
                value = item(value, isIndex ? Value::integer(number) : string(key));
                end = close + 1;
            }
        }
        return value;
    };
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if ((c == u'{' || c == u'}') && i + 1 < pattern.size() && pattern[i + 1] == c) {
            result += c;
            ++i;
            continue;
        }
        if (c == u'}')
            raise("ValueError"_L1, u"Single '}' encountered in format string"_s);
        if (c != u'{') {
            result += c;
            continue;
        }
        int level = 1;
        qsizetype end = i + 1;
        for (; end < pattern.size() && level > 0; ++end)
            level += pattern[end] == u'{' ? 1 : pattern[end] == u'}' ? -1 : 0;
        if (level > 0)
            raise("ValueError"_L1, u"Single '{' encountered in format string"_s);
        const QString content = pattern.mid(i + 1, end - i - 2);
        i = end - 1;
        qsizetype nameEnd = 0;
        bool bracket = false;
        while (nameEnd < content.size() && (bracket || (content[nameEnd] != u':' && content[nameEnd] != u'!'))) {
            bracket = content[nameEnd] == u'[' || (bracket && content[nameEnd] != u']');
            ++nameEnd;
        }
        Value value = field(content.left(nameEnd));
        QString spec;
        if (nameEnd < content.size() && content[nameEnd] == u'!') {
            const QChar conversion = nameEnd + 1 < content.size() ? content[nameEnd + 1] : QChar();
            value = conversion == u's' ? text(value) : representation(value);
            nameEnd += 2;
        }
        if (nameEnd < content.size())
            spec = content.mid(nameEnd + 1);
        while (spec.contains(u'{')) {
            const auto open = spec.indexOf(u'{');
            const auto close = spec.indexOf(u'}', open);
            if (close < 0)
                raise("ValueError"_L1, u"Single '{' encountered in format string"_s);
            const Value inner = text(field(spec.mid(open + 1, close - open - 1)));
            if (inner.isUnknown())
                return inner;
            spec.replace(open, close - open + 1, inner.text());
            if (inner.text().contains(u'{'))
                break;
        }
        const Value part = value.isUnknown() ? value : format(value, spec);
        if (part.isUnknown())
            unknown = part;
        result += part.text();
        charge(part.text().size() * 2);
    }
    return unknown.isUnset() ? string(result) : unknown;
}

} // namespace retort::python
