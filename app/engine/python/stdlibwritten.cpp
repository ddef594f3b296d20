#include "python/parser.h"
#include "python/stdlib.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <chrono>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

/// Python's patterns and PCRE's agree on most; what they do not agree on is refused.
bool mapsSafely(const QString &pattern)
{
    static const QRegularExpression odd(uR"((?<!\\)(?:\\\\)*(\\[ZKRXGQEHhNOCuU]|\(\?[>|RP&0-9+-]|\[\[|\(\*|[*+?}]\+|\\[gk]))"_s);
    QString rest = pattern;
    rest.remove(u"(?P<"_s).remove(u"(?P="_s);
    return !odd.match(rest).hasMatch();
}

} // namespace

Value regexFinder()
{
    return nativeValue(u"_find"_s, [](const NativeArguments &args) {
        const QString pattern = args.text(0);
        const qint64 flags = args.integer(1, 0);
        const QString text = args.text(2);
        const qint64 position = args.integer(3, 0);
        const bool anchored = args.machine.isTrue(args.need(4));
        if (!mapsSafely(pattern) || !as<StrObject>(args.need(2).plain()).isNarrow())
            return args.machine.unknownHere(u"this regular expression is not supported"_s);
        QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
        options.setFlag(QRegularExpression::CaseInsensitiveOption, flags & 2);
        options.setFlag(QRegularExpression::MultilineOption, flags & 8);
        options.setFlag(QRegularExpression::DotMatchesEverythingOption, flags & 16);
        options.setFlag(QRegularExpression::ExtendedPatternSyntaxOption, flags & 64);
        if (flags & 256)
            options.setFlag(QRegularExpression::UseUnicodePropertiesOption, false);
        const QRegularExpression expression(u"(*LIMIT_MATCH=200000)"_s + pattern, options);
        if (!expression.isValid())
            args.machine.raise("ValueError"_L1, expression.errorString());
        args.machine.step(10 + text.size() / 64);
        const auto match = expression.match(text, position, QRegularExpression::NormalMatch,
                                            anchored ? QRegularExpression::AnchorAtOffsetMatchOption : QRegularExpression::NoMatchOption);
        if (!match.isValid())
            args.machine.exhausted(u"steps"_s);
        if (!match.hasMatch())
            return Value::none();
        Values groups;
        for (int i = 0; i <= expression.captureCount(); ++i)
            groups.push_back(args.machine.tuple({Value::integer(match.capturedStart(i)), Value::integer(match.capturedEnd(i))}));
        auto *names = args.machine.makeDict();
        const Value named(static_cast<Object *>(names));
        const auto listed = expression.namedCaptureGroups();
        for (qsizetype i = 1; i < listed.size(); ++i) {
            if (!listed[i].isEmpty())
                names->table.set(listed[i], Value::integer(i));
        }
        return args.machine.tuple({args.machine.list(std::move(groups)), named});
    });
}

namespace {

/// __chance__('random', f): f(32 hexadecimal digits). __chance__('the clock', f): f(microseconds since 1970, those the local time is
/// ahead).
Value chance()
{
    return nativeFunction(u"__chance__"_s, [](CallContext &at, const CallArguments &arguments) {
        const QString what = arguments.get(0, "what"_L1).text();
        if (!at.machine().allowsChance())
            return at.deferred(what);
        if (what == "random"_L1) {
            quint64 bits[2];
            QRandomGenerator::system()->fillRange(bits);
            const QString hex = u"%1%2"_s.arg(bits[0], 16, 16, QLatin1Char('0')).arg(bits[1], 16, 16, QLatin1Char('0'));
            return at.call(arguments.get(1, "make"_L1), {{Value::string(hex)}, {}});
        }
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const qint64 ahead = qint64(QDateTime::currentDateTime().offsetFromUtc()) * 1'000'000;
        return at.call(arguments.get(1, "make"_L1),
                       {{Value::integer(std::chrono::duration_cast<std::chrono::microseconds>(now).count()), Value::integer(ahead)}, {}});
    });
}

void addEnums(Machine &machine, Dictionary &names, ClassObject *base)
{
    const auto add = [&](const QString &name, const char *mixin, Kind payload, bool isFlag) {
        std::vector<ClassObject *> bases;
        if (mixin)
            bases.push_back(machine.builtinClass(QLatin1StringView(mixin)));
        bases.push_back(base);
        ClassObject *cls = machine.addClass(name, bases, payload, nullptr);
        cls->isFlag = isFlag;
        names.set(name, Value(static_cast<Object *>(cls)));
        const_cast<Dictionary &>(machine.builtins()).remove(name);
    };
    names.set(u"Enum"_s, Value(static_cast<Object *>(base)));
    add(u"IntEnum"_s, "int", Kind::Int, false);
    add(u"StrEnum"_s, "str", Kind::Str, false);
    add(u"Flag"_s, nullptr, Kind::Unset, true);
    add(u"IntFlag"_s, "int", Kind::Int, true);
}

} // namespace

Value writtenModule(Machine &machine, const QString &name)
{
    QByteArray source = toolSource(name);
    if (source.isEmpty())
        source = dataSource(name);
    if (source.isEmpty())
        source = timeSource(name);
    if (source.isEmpty())
        return {};
    source.prepend("def _unknown(reason): return __unknown__(reason)\n");
    const Module tree = parse(SourceText(u"<"_s + name + u">"_s, source));
    const_cast<Dictionary &>(machine.builtins())
        .set(u"__unknown__"_s, nativeFunction(u"__unknown__"_s, [](CallContext &at, const CallArguments &arguments) {
                 return at.unknown(arguments.get(0, "reason"_L1).text());
             }));
    const_cast<Dictionary &>(machine.builtins()).set(u"__chance__"_s, chance());
    if (name == "re"_L1)
        const_cast<Dictionary &>(machine.builtins()).set(u"__find__"_s, regexFinder());
    const auto before = machine.findings().size();
    const Value module = machine.runModule(tree, name, false);
    Q_ASSERT_X(tree.diagnostics.isEmpty() && machine.findings().size() == before, "stand-in", qPrintable(name));
    Q_UNUSED(before)
    if (name == "enum"_L1)
        addEnums(machine, as<ModuleObject>(module).scope->names, machine.enumClass());
    return module;
}

} // namespace retort::python
