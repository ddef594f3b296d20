#include "python/builtins.h"
#include "python/characters.h"

#include <QStringDecoder>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

QString own(const NativeArguments &args)
{
    const Value self = args.self();
    if (!self.isString())
        args.machine.raise("TypeError"_L1, u"descriptor requires a 'str' object but received a '"_s + self.typeName() + u"'"_s);
    args.machine.step(self.text().size() / 256);
    return self.text();
}

/// Positions count code points; texts beyond the basic plane are left to what is sure.
void requireNarrow(const NativeArguments &args)
{
    if (!as<StrObject>(args.self()).isNarrow())
        args.machine.stop(u"positions in texts with characters beyond U+FFFF are not supported"_s);
}

QString stripped(const NativeArguments &args, bool left, bool right)
{
    const QString text = own(args);
    const Value chars = args.get(0);
    const QString set = chars.isUnset() || chars.isNone() ? QString() : chars.plain().text();
    const bool spaces = chars.isUnset() || chars.isNone();
    const auto strips = [&](QChar c) { return spaces ? c.isSpace() || (c.unicode() >= 0x1c && c.unicode() <= 0x1f) : set.contains(c); };
    qsizetype begin = 0;
    qsizetype end = text.size();
    while (left && begin < end && strips(text[begin]))
        ++begin;
    while (right && end > begin && strips(text[end - 1]))
        --end;
    return text.mid(begin, end - begin);
}

Value split(const NativeArguments &args, bool fromRight)
{
    const QString text = own(args);
    const Value separator = args.get(0, "sep");
    qint64 most = args.integer(1, -1, "maxsplit");
    Values parts;
    const auto add = [&](const QString &part) { parts.push_back(args.machine.string(part)); };
    if (!separator.isUnset() && !separator.isNone()) {
        const QString by = separator.plain().text();
        if (by.isEmpty())
            args.machine.raise("ValueError"_L1, u"empty separator"_s);
        if (!fromRight) {
            qsizetype at = 0;
            for (qsizetype next; most-- != 0 && (next = text.indexOf(by, at)) >= 0; at = next + by.size())
                add(text.mid(at, next - at));
            add(text.mid(at));
        } else {
            QString rest = text;
            Values reversed;
            while (most-- != 0) {
                const auto next = rest.isEmpty() ? -1 : rest.lastIndexOf(by, rest.size() - by.size());
                if (next < 0 || rest.size() < by.size())
                    break;
                reversed.push_back(args.machine.string(rest.mid(next + by.size())));
                rest.truncate(next);
            }
            reversed.push_back(args.machine.string(rest));
            parts.assign(reversed.rbegin(), reversed.rend());
        }
        return args.machine.list(std::move(parts));
    }
    const auto isSpace = [](QChar c) { return c.isSpace() || (c.unicode() >= 0x1c && c.unicode() <= 0x1f); };
    QString rest = text;
    Values reversed;
    qsizetype at = 0;
    if (fromRight) {
        qsizetype end = rest.size();
        for (;;) {
            while (end > 0 && isSpace(rest[end - 1]))
                --end;
            if (end == 0)
                break;
            qsizetype begin = end;
            if (most-- == 0)
                begin = 0;
            while (begin > 0 && !isSpace(rest[begin - 1]))
                --begin;
            reversed.push_back(args.machine.string(rest.mid(begin, end - begin)));
            end = begin;
        }
        parts.assign(reversed.rbegin(), reversed.rend());
        return args.machine.list(std::move(parts));
    }
    for (;;) {
        while (at < text.size() && isSpace(text[at]))
            ++at;
        if (at == text.size())
            break;
        if (most-- == 0) {
            qsizetype end = text.size();
            while (end > at && isSpace(text[end - 1]))
                --end;
            add(text.mid(at, end - at));
            break;
        }
        const qsizetype begin = at;
        while (at < text.size() && !isSpace(text[at]))
            ++at;
        add(text.mid(begin, at - begin));
    }
    return args.machine.list(std::move(parts));
}

Value joined(const NativeArguments &args)
{
    const QString separator = own(args);
    QString result;
    Value unknown;
    bool first = true;
    qint64 at = 0;
    args.machine.each(args.need(0), [&](const Value &item) {
        if (item.isUnknown()) {
            unknown = item;
            return true;
        }
        const Value part = item.plain();
        if (!part.isString())
            args.machine.raise("TypeError"_L1, u"sequence item %1: expected str instance, %2 found"_s.arg(at).arg(item.typeName()));
        if (!first)
            result += separator;
        first = false;
        ++at;
        args.machine.charge((part.text().size() + separator.size()) * 2);
        result += part.text();
        return true;
    });
    return unknown.isUnset() ? args.machine.string(result) : unknown;
}

Value replaced(const NativeArguments &args)
{
    QString text = own(args);
    const QString before = args.text(0, "old");
    const QString after = args.text(1, "new");
    qint64 most = args.integer(2, -1, "count");
    if (before.isEmpty())
        return args.machine.unknownHere(u"replacing the empty text is not supported"_s);
    const qint64 count = text.count(before);
    const qint64 hits = most < 0 ? count : std::min(most, count);
    args.machine.charge((text.size() + hits * std::max<qint64>(after.size() - before.size(), 0)) * 2);
    if (most < 0)
        return args.machine.string(text.replace(before, after));
    QString result;
    qsizetype at = 0;
    for (qsizetype next; most-- > 0 && (next = text.indexOf(before, at)) >= 0; at = next + before.size())
        result += text.mid(at, next - at) + after;
    return args.machine.string(result + text.mid(at));
}

/// The part of the text that `start` and `end` name, and where it begins.
QString window(const NativeArguments &args, qint64 &start)
{
    const QString text = own(args);
    qint64 end = args.integer(2, text.size(), "end");
    start = args.integer(1, 0, "start");
    start = start < 0 ? std::max<qint64>(start + text.size(), 0) : start;
    end = std::min<qint64>(end < 0 ? end + text.size() : end, text.size());
    return start > end ? QString() : text.mid(start, end - start);
}

template <bool fromRight, bool raises>
Value found(const NativeArguments &args)
{
    requireNarrow(args);
    qint64 start = 0;
    const QString part = window(args, start);
    const QString wanted = args.text(0);
    const auto at = part.isNull() ? -1 : fromRight ? part.lastIndexOf(wanted) : part.indexOf(wanted);
    if (at < 0 && raises)
        args.machine.raise("ValueError"_L1, u"substring not found"_s);
    return Value::integer(at < 0 ? -1 : at + start);
}

template <bool atEnd>
Value startsOrEnds(const NativeArguments &args)
{
    qint64 start = 0;
    const QString part = args.count() > 1 ? window(args, start) : own(args);
    const Value wanted = args.need(0);
    for (const auto &one : wanted.isTuple() ? wanted.items() : Values{wanted}) {
        if (one.isUnknown())
            return one;
        const QString affix = one.plain().text();
        if (!one.plain().isString())
            args.machine.raise("TypeError"_L1, u"startswith first arg must be str or a tuple of str, not "_s + one.typeName());
        if (atEnd ? part.endsWith(affix) : part.startsWith(affix))
            return Value::boolean(true);
    }
    return Value::boolean(false);
}

template <bool fromRight>
Value partitioned(const NativeArguments &args)
{
    const QString text = own(args);
    const QString by = args.text(0);
    const auto at = fromRight ? text.lastIndexOf(by) : text.indexOf(by);
    const auto part = [&](const QString &value) { return args.machine.string(value); };
    if (at < 0)
        return fromRight ? args.machine.tuple({part({}), part({}), part(text)}) : args.machine.tuple({part(text), part({}), part({})});
    return args.machine.tuple({part(text.left(at)), part(by), part(text.mid(at + by.size()))});
}

template <char16_t align>
Value justified(const NativeArguments &args)
{
    const QString text = own(args);
    const QString fill = args.count() > 1 ? args.text(1) : u" "_s;
    const qint64 width = args.integer(0, 0);
    const qint64 missing = width - as<StrObject>(args.self()).length();
    if (missing <= 0)
        return args.self();
    args.machine.charge(missing * 2);
    if (missing > (1 << 28))
        args.machine.exhausted(u"memory"_s);
    // CPython puts the odd blank of center() on the left when the width is odd.
    const qint64 before = align == u'<' ? 0 : align == u'>' ? missing : missing / 2 + (missing & width & 1);
    return args.machine.string(fill.repeated(before) + text + fill.repeated(missing - before));
}

template <typename Test>
Value testAll(const NativeArguments &args, Test test)
{
    const QString text = own(args);
    for (const QChar c : text) {
        if (!test(c))
            return Value::boolean(false);
    }
    return Value::boolean(!text.isEmpty());
}

Value titled(const NativeArguments &args)
{
    QString text = own(args);
    bool inWord = false;
    for (QChar &c : text) {
        c = inWord ? c.toLower() : c.toTitleCase();
        inWord = c.isLetter();
    }
    return args.machine.string(text);
}

Value splitLines(const NativeArguments &args)
{
    const QString text = own(args);
    const Value keep = args.get(0, "keepends");
    const bool keepEnds = !keep.isUnset() && args.machine.isTrue(keep);
    Values lines;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (!(c >= 0x0a && c <= 0x0d) && !(c >= 0x1c && c <= 0x1e) && c != 0x85 && c != 0x2028 && c != 0x2029)
            continue;
        const qsizetype end = i;
        if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            ++i;
        lines.push_back(args.machine.string(text.mid(begin, (keepEnds ? i + 1 : end) - begin)));
        begin = i + 1;
    }
    if (begin < text.size())
        lines.push_back(args.machine.string(text.mid(begin)));
    return args.machine.list(std::move(lines));
}

Value encoded(const NativeArguments &args)
{
    const QString text = own(args);
    QString name = args.get(0, "encoding").isUnset() ? u"utf-8"_s : args.text(0, "encoding").toLower();
    name.remove(u'-').remove(u'_');
    if (name == "utf8"_L1)
        return args.machine.bytes(text.toUtf8());
    const int limit = name == "ascii"_L1 || name == "usascii"_L1 ? 0x80 : name == "latin1"_L1 || name == "iso88591"_L1 ? 0x100 : 0;
    if (!limit)
        return args.machine.unknownHere(u"the encoding '"_s + name + u"' is not supported"_s);
    for (const QChar c : text) {
        if (c.unicode() >= limit && !args.get(1, "errors").isUnset())
            return args.machine.unknownHere(u"error handlers of encodings are not supported"_s);
        if (c.unicode() >= limit)
            args.machine.raise("UnicodeEncodeError"_L1, u"'"_s + name + u"' codec can't encode a character"_s);
    }
    return args.machine.bytes(text.toLatin1());
}

Value decoded(const NativeArguments &args)
{
    const QByteArray data = args.self().byteArray();
    QString name = args.get(0, "encoding").isUnset() ? u"utf-8"_s : args.text(0, "encoding").toLower();
    name.remove(u'-').remove(u'_');
    if (name == "latin1"_L1 || name == "iso88591"_L1)
        return args.machine.string(QString::fromLatin1(data));
    if (name != "utf8"_L1 && name != "ascii"_L1)
        return args.machine.unknownHere(u"the encoding '"_s + name + u"' is not supported"_s);
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(data);
    if (decoder.hasError() && !args.get(1, "errors").isUnset())
        return args.machine.unknownHere(u"error handlers of encodings are not supported"_s);
    if (decoder.hasError())
        args.machine.raise("UnicodeDecodeError"_L1, u"'utf-8' codec can't decode the bytes"_s);
    return args.machine.string(text);
}

Value translated(const NativeArguments &args)
{
    QString result;
    for (const char32_t unit : own(args).toUcs4()) {
        const Value key = Value::integer(unit);
        const Value table = args.need(0);
        if (!args.machine.isTrue(args.machine.contains(table, key))) {
            result += QString::fromUcs4(&unit, 1);
            continue;
        }
        const Value to = args.machine.item(table, key);
        const char32_t code = char32_t(to.toInt64().value_or(0));
        result += to.isInt() ? QString::fromUcs4(&code, 1) : to.text();
    }
    return args.machine.string(result);
}

Value translationTable(const NativeArguments &args)
{
    auto *dict = args.machine.makeDict();
    const Value result(static_cast<Object *>(dict));
    if (args.count() == 1) {
        for (const auto &[key, value] : args.get(0).entries())
            args.machine.setEntry(*dict, key.isString() ? Value::integer(key.text().toUcs4().value(0)) : key, value);
        return result;
    }
    const auto from = args.text(0).toUcs4();
    const auto to = args.text(1).toUcs4();
    if (from.size() != to.size())
        args.machine.raise("ValueError"_L1, u"the first two maketrans arguments must have equal length"_s);
    for (qsizetype i = 0; i < from.size(); ++i)
        args.machine.setEntry(*dict, Value::integer(from[i]), Value::integer(to[i]));
    if (args.count() > 2) {
        for (const char32_t gone : args.text(2).toUcs4())
            args.machine.setEntry(*dict, Value::integer(gone), Value::none());
    }
    return result;
}

} // namespace

void Machine::addTextMethods()
{
    const auto method = [this](const QString &name, NativeBody body, UnknownPolicy policy = UnknownPolicy::Propagate) {
        addMethod(*m_types[size_t(Kind::Str)], name, asMethod(body), policy);
    };
    method(u"lower"_s, [](const NativeArguments &args) { return args.machine.string(lowered(own(args))); });
    method(u"upper"_s, [](const NativeArguments &args) { return args.machine.string(own(args).toUpper()); });
    method(u"casefold"_s, [](const NativeArguments &args) { return args.machine.string(own(args).toCaseFolded()); });
    method(u"capitalize"_s, [](const NativeArguments &args) {
        const QString text = own(args);
        return args.machine.string(text.left(1).toUpper() + text.mid(1).toLower());
    });
    method(u"title"_s, titled);
    method(u"swapcase"_s, [](const NativeArguments &args) {
        QString text = own(args);
        for (QChar &c : text)
            c = c.isUpper() ? c.toLower() : c.toUpper();
        return args.machine.string(text);
    });
    method(u"strip"_s, [](const NativeArguments &args) { return args.machine.string(stripped(args, true, true)); });
    method(u"lstrip"_s, [](const NativeArguments &args) { return args.machine.string(stripped(args, true, false)); });
    method(u"rstrip"_s, [](const NativeArguments &args) { return args.machine.string(stripped(args, false, true)); });
    method(u"split"_s, [](const NativeArguments &args) { return split(args, false); });
    method(u"rsplit"_s, [](const NativeArguments &args) { return split(args, true); });
    method(u"splitlines"_s, splitLines);
    method(u"join"_s, joined);
    method(u"replace"_s, replaced);
    method(u"find"_s, found<false, false>);
    method(u"rfind"_s, found<true, false>);
    method(u"index"_s, found<false, true>);
    method(u"rindex"_s, found<true, true>);
    method(u"count"_s, [](const NativeArguments &args) {
        qint64 start = 0;
        const QString part = window(args, start);
        const QString wanted = args.text(0);
        if (wanted.isEmpty())
            return Value::integer(part.size() + 1);
        qint64 count = 0;
        for (qsizetype at = 0; (at = part.indexOf(wanted, at)) >= 0; at += wanted.size())
            ++count;
        return Value::integer(count);
    });
    method(u"startswith"_s, startsOrEnds<false>);
    method(u"endswith"_s, startsOrEnds<true>);
    method(u"partition"_s, partitioned<false>);
    method(u"rpartition"_s, partitioned<true>);
    method(u"ljust"_s, justified<u'<'>);
    method(u"rjust"_s, justified<u'>'>);
    method(u"center"_s, justified<u'^'>);
    method(u"zfill"_s, [](const NativeArguments &args) {
        const QString text = own(args);
        const qint64 missing = args.integer(0, 0) - text.size();
        if (missing <= 0)
            return args.self();
        args.machine.charge(missing * 2);
        if (missing > (1 << 28))
            args.machine.exhausted(u"memory"_s);
        const bool isSigned = text.startsWith(u'-') || text.startsWith(u'+');
        return args.machine.string(text.left(isSigned ? 1 : 0) + QString(missing, u'0') + text.mid(isSigned ? 1 : 0));
    });
    method(u"removeprefix"_s, [](const NativeArguments &args) {
        const QString text = own(args);
        return args.machine.string(text.startsWith(args.text(0)) ? text.mid(args.text(0).size()) : text);
    });
    method(u"removesuffix"_s, [](const NativeArguments &args) {
        const QString text = own(args);
        return args.machine.string(!args.text(0).isEmpty() && text.endsWith(args.text(0)) ? text.chopped(args.text(0).size()) : text);
    });
    method(u"isdigit"_s, [](const NativeArguments &args) { return testAll(args, [](QChar c) { return c.isDigit(); }); });
    method(u"isdecimal"_s, [](const NativeArguments &args) { return testAll(args, [](QChar c) { return c.isDigit(); }); });
    method(u"isnumeric"_s, [](const NativeArguments &args) { return testAll(args, [](QChar c) { return c.isNumber(); }); });
    method(u"isalpha"_s, [](const NativeArguments &args) { return testAll(args, [](QChar c) { return c.isLetter(); }); });
    method(u"isalnum"_s, [](const NativeArguments &args) { return testAll(args, [](QChar c) { return c.isLetterOrNumber(); }); });
    method(u"isspace"_s, [](const NativeArguments &args) { return testAll(args, [](QChar c) { return c.isSpace(); }); });
    method(u"isidentifier"_s, [](const NativeArguments &args) {
        const QString text = own(args);
        return Value::boolean(!text.isEmpty() && !text[0].isDigit()
                              && testAll(args, [](QChar c) { return c.isLetterOrNumber() || c == u'_'; }).isTrue());
    });
    method(u"islower"_s, [](const NativeArguments &args) {
        const QString text = own(args);
        return Value::boolean(text == text.toLower() && text != text.toUpper());
    });
    method(u"isupper"_s, [](const NativeArguments &args) {
        const QString text = own(args);
        return Value::boolean(text == text.toUpper() && text != text.toLower());
    });
    method(u"isascii"_s, [](const NativeArguments &args) {
        for (const QChar c : own(args)) {
            if (c.unicode() > 127)
                return Value::boolean(false);
        }
        return Value::boolean(true);
    });
    method(u"encode"_s, encoded);
    method(u"translate"_s, translated);
    method(u"expandtabs"_s, [](const NativeArguments &args) {
        const qint64 size = args.integer(0, 8, "tabsize");
        QString result;
        qsizetype column = 0;
        for (const QChar c : own(args)) {
            if (c == u'\t') {
                const auto blanks = size > 0 ? size - column % size : 0;
                args.machine.charge(blanks * 2);
                result += QString(blanks, u' ');
                column += blanks;
            } else {
                result += c;
                column = c == u'\n' || c == u'\r' ? 0 : column + 1;
            }
        }
        return args.machine.string(result);
    });
    ClassObject &type = *m_types[size_t(Kind::Str)];
    addMethod(
        type, u"format"_s,
        [](CallContext &at, const CallArguments &arguments) {
            CallArguments rest = arguments;
            rest.positional.erase(rest.positional.begin());
            return at.machine().formatMethod(arguments.positional.front().plain().text(), rest);
        },
        UnknownPolicy::Accept);
    addMethod(type, u"format_map"_s, asMethod([](const NativeArguments &args) {
                  CallArguments arguments;
                  for (const auto &[key, value] : args.need(0).entries())
                      arguments.keywords.emplace_back(key.text(), value);
                  return args.machine.formatMethod(own(args), arguments);
              }));
    auto *table = new DescriptorObject(DescriptorObject::StaticMethod);
    table->getter = nativeFunction(u"maketrans"_s, asFunction(translationTable));
    type.attributes.set(u"maketrans"_s, Value(static_cast<Object *>(table)));
}

void Machine::addBytesMethods()
{
    const auto method = [this](const QString &name, NativeBody body) { addMethod(*m_types[size_t(Kind::Bytes)], name, asMethod(body)); };
    method(u"decode"_s, decoded);
    method(u"hex"_s, [](const NativeArguments &args) { return args.machine.string(QString::fromLatin1(args.self().byteArray().toHex())); });
    method(u"startswith"_s,
           [](const NativeArguments &args) { return Value::boolean(args.self().byteArray().startsWith(args.need(0).byteArray())); });
    method(u"endswith"_s,
           [](const NativeArguments &args) { return Value::boolean(args.self().byteArray().endsWith(args.need(0).byteArray())); });
    const auto number = [this](Kind kind, const QString &name, NativeBody body) {
        addMethod(*m_types[size_t(kind)], name, asMethod(body));
    };
    number(Kind::Int, u"bit_length"_s, [](const NativeArguments &args) { return Value::integer(args.self().toBigInt().bitLength()); });
    number(Kind::Float, u"is_integer"_s, [](const NativeArguments &args) {
        return args.machine.equal(args.self(), args.machine.binary(BinaryOperator::FloorDiv, args.self(), Value::integer(1)));
    });
}

} // namespace retort::python
