#include "python/astdump.h"
#include "python/parser.h"

#include <QtTest>

using namespace retort;
using namespace retort::python;
using namespace Qt::StringLiterals;

namespace {

Module parsed(const QByteArray &text, const ParseOptions &options = {})
{
    return parse(SourceText(u"a.py"_s, text), options);
}

/// The kinds of the statements at the top.
QByteArray kinds(const Module &module)
{
    QByteArray out;
    for (const Statement *statement : module.body)
        out += QByteArray::number(int(statement->kind)) + ' ';
    return out.trimmed();
}

const Expression *value(const Module &module)
{
    const Expr *expr = module.body.empty() ? nullptr : module.body.back()->as<Expr>();
    return expr ? expr->value : nullptr;
}

const char everything[] = R"python(# -*- coding: utf-8 -*-
"""Doc."""
from __future__ import annotations
import a.b as c, d
from . import (e, f as g,)
from ...h import *
@decorator(1)[0]
async def fn[T: int = str, *Ts = *tuple[int], **P = []](a, /, b: int = 1, *args: *Ts, c, d=2, **kw) -> None:
    """Text"""
    global x; nonlocal y
    async with a as b, c: pass
    async for i, *j in await k(): break
    else: continue
    return [x async for x in y if x if not y], {**a, 'b': 1}, {*a, b}, {k: v for k, v in z}, (i for i in j)
class C(Base, metaclass=M, *args, **kw):
    x: int = 5
    (y): str
    type Alias[T] = list[T]
match command.split(), 1:
    case ["go", ("north" | 'south') as direction, *_] if x > 1: pass
    case {"a": 1, -1: None, 1+2j: b.c, **rest}: pass
    case Point(x=0, y=0) | Point(1, 2, z=[_]): pass
    case _: pass
match = case = type = 1
with (open(a) as b, c,): pass
with (a, b) as (c, d): pass
try:
    raise X from Y
except* (A, B) as e: pass
finally:
    del a, (b, [c]), d.e[1:2, ::3, *x]
while (n := f()) and not (a < b <= c is not d not in e): n **= -2 if n else ~3
for a[0], b.c in x, *y: assert x, "message"
else: lambda a, /, b=1, *c, d, e=2, **f: (yield)
print(f"a{b!r:>{w}.{p}}{c=}{{}}" 'd' rf'\{e}' "\x41\u00e4\101\
", b'\xff' rb'\n', 0xFFFF_FFFF_FFFF_FFFF_F, 1e400, 1.5j, ..., a if b else c, *d, e=f, **g)
x = y, *z = yield from w
a @= b; a //= c; a <<= d
)python";

} // namespace

class TestParser : public QObject
{
    Q_OBJECT

private slots:
    void theWholeGrammarParses()
    {
        const Module module = parsed(everything);
        for (const Diagnostic &diagnostic : module.diagnostics)
            qWarning() << diagnostic.line << diagnostic.message;
        QVERIFY(!module.hasErrors());
        QCOMPARE(int(module.body.size()), 19);
    }

    void treesAreThoseOfCPython_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("tree");
        const auto row = [](const char *text, const char *tree) { QTest::newRow(text) << QByteArray(text) << QByteArray(tree); };
        // Each tree was made by CPython 3.13.
        row("(a).b", " [ (Expr 1:0-1:5 (Attribute 1:0-1:5 (Name 1:1-1:2 \"a\") \"b\")) ]");
        row("-1**2", " [ (Expr 1:0-1:5 (UnaryOp 1:0-1:5 USub (BinOp 1:1-1:5 (Constant 1:1-1:2 1) Pow (Constant 1:4-1:5 2)))) ]");
        row("f(x for x in y)",
            " [ (Expr 1:0-1:15 (Call 1:0-1:15 (Name 1:0-1:1 \"f\") [ (GeneratorExp 1:1-1:15 (Name 1:2-1:3 \"x\") "
            "[ (comprehension (Name 1:8-1:9 \"x\") (Name 1:13-1:14 \"y\") [ ] 0) ]) ] [ ])) ]");
        row("if a: b;", " [ (If 1:0-1:8 (Name 1:3-1:4 \"a\") [ (Expr 1:6-1:7 (Name 1:6-1:7 \"b\")) ] [ ]) ]");
        row("f'{{a}}{b=}'",
            " [ (Expr 1:0-1:12 (JoinedStr 1:0-1:12 [ (Constant 1:2-1:10 \"{a}b=\") "
            "(FormattedValue 1:7-1:11 (Name 1:8-1:9 \"b\") 114 -) ])) ]");
        row("a[b, *c]",
            " [ (Expr 1:0-1:8 (Subscript 1:0-1:8 (Name 1:0-1:1 \"a\") (Tuple 1:2-1:7 [ (Name 1:2-1:3 \"b\") "
            "(Starred 1:5-1:7 (Name 1:6-1:7 \"c\")) ]))) ]");
        row("(x): int", " [ (AnnAssign 1:0-1:8 (Name 1:1-1:2 \"x\") (Name 1:5-1:8 \"int\") - 0) ]");
        row("type X[T=int] = T",
            " [ (TypeAlias 1:0-1:17 (Name 1:5-1:6 \"X\") [ (TypeVar 1:7-1:12 \"T\" - (Name 1:9-1:12 \"int\")) ] "
            "(Name 1:16-1:17 \"T\")) ]");
    }
    void treesAreThoseOfCPython()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, tree);
        const Module module = parsed(text);
        QVERIFY(!module.hasErrors());
        QCOMPARE(dump(module), tree);
    }

    void whatCPythonRefusesIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"f() = 1",
                                 "(*a) = 1",
                                 "a + b = 1",
                                 "None = 1",
                                 "(a, b): int = 1",
                                 "[a] += 1",
                                 "x = (a := 1) = 2",
                                 "del f()",
                                 "del *a",
                                 "for f() in x: pass",
                                 "f(a=1, b)",
                                 "f(**a, *b)",
                                 "f(x for x in y, 1)",
                                 "class C(x for x in y): pass",
                                 "def f(a=1, b): pass",
                                 "def f(*): pass",
                                 "def f(*, **k): pass",
                                 "def f(*a **k): pass",
                                 "def f(*, a **k): pass",
                                 "def f(**k, a): pass",
                                 "def f(/, a): pass",
                                 "lambda a=1, b: 1",
                                 "print 'x'",
                                 "exec 'x'",
                                 "a <> b",
                                 "{a: b, c}",
                                 "{**a for a in b}",
                                 "{a := 1: 2}",
                                 "[*a for a in b]",
                                 "try: pass\n",
                                 "try: pass\nexcept A: pass\nexcept* B: pass\n",
                                 "except A: pass",
                                 "else: pass",
                                 "if a:\nb",
                                 "import a.b as c.d",
                                 "from a import (b",
                                 "from a import b,",
                                 "from . import ()",
                                 "import *",
                                 "a b",
                                 "return return",
                                 "b'a' 'b'",
                                 "b'\xc3\xa4'",
                                 "'\\x1'",
                                 "'\\U00110000'",
                                 "f'{}'",
                                 "f'{a!x}'",
                                 "f'{a! r}'",
                                 "f'}'",
                                 "f'{a'",
                                 "f'{a:{b:{c:{d}}}}'",
                                 "match x:\n case a.b(): pass\n case 1+1: pass",
                                 "match x:\n case {a: 1}: pass",
                                 "match x:\n case *a: pass",
                                 "match x:\n pass",
                                 "async x",
                                 "async def f: pass",
                                 "@a\nx = 1",
                                 "with a as f(): pass",
                                 "a = b = ",
                                 "x = yield = 1",
                                 "yield x = 1",
                                 "not",
                                 "a if b",
                                 "lambda",
                                 "a[",
                                 "a[]",
                                 "raise from x",
                                 "global a.b",
                                 "  a",
                                 "def f[]() : pass",
                                 "f'{lambda x: 1}'"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatCPythonRefusesIsRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(parsed(text).hasErrors());
    }

    void softKeywordsAreNamesElsewhere()
    {
        for (const char *text : {"match = 1", "match(x)", "match[a]: int", "match.case", "match -1", "type(x)", "type: int",
                                 "case = type = _", "match, case = 1, 2", "print(match)", "match * a, b", "type = 5", "match (a, b)"})
            QVERIFY2(!parsed(text).hasErrors(), text);
        QVERIFY(parsed("match *a, b:\n case _: pass").body.front()->is<Match>());
        QVERIFY(parsed("match (x):\n case _: pass").body.front()->is<Match>());
    }

    void constantsCarryTheirValues()
    {
        Module module = parsed("'a' \"\\n\\x41\\u00e4\\U0001f600\\101\\q\\\r\n'\"");
        QCOMPARE(value(module)->to<Constant>().string(), u"a\nAä😀A\\q'"_s);
        module = parsed("rb'\\n' b'\\xff\\0'");
        QCOMPARE(value(module)->to<Constant>().bytes(), QByteArray("\\n\xff\0", 4));
        module = parsed("9223372036854775807");
        QVERIFY(value(module)->to<Constant>().fitsInt64());
        QCOMPARE(value(module)->to<Constant>().integer, std::numeric_limits<qint64>::max());
        module = parsed("0x1_0000_0000_0000_0000");
        QCOMPARE(*value(module)->to<Constant>().bigDigits, "18446744073709551616");
        module = parsed("1_0.5e1");
        QCOMPARE(value(module)->to<Constant>().real, 105.0);
        module = parsed("1e400");
        QCOMPARE(value(module)->to<Constant>().real, std::numeric_limits<double>::infinity());
        module = parsed("'''a\r\nb\rc'''");
        QCOMPARE(value(module)->to<Constant>().string(), u"a\nb\nc"_s);
        module = parsed("'\\N{bullet}' f'\\N{GREEK SMALL LETTER PI}{x}' '\\N{LF}'");
        QCOMPARE(value(module)->to<JoinedStr>().values[0]->to<Constant>().string(), u"•π"_s);
        QVERIFY(parsed("'\\N{no such name}'").hasErrors());
        QVERIFY(parsed("'\\N{'").hasErrors());
        module = parsed("'\\ud83d'");
        QCOMPARE(value(module)->to<Constant>().string(), QString(QChar(0xd83d)));
    }

    void namesAreInternedAndNormalised()
    {
        const Module module = parsed("ﬁx = fix\nb");
        const Assign &assign = module.body[0]->to<Assign>();
        const Identifier a = assign.targets[0]->to<Name>().id;
        const Identifier b = assign.value->to<Name>().id;
        QVERIFY(a == b);
        QCOMPARE(a.text(), u"fix"_s);
        QVERIFY(a == "fix"_L1);
        QVERIFY(!(a == value(module)->to<Name>().id));
        const Module other = parsed("fix");
        QVERIFY(a == value(other)->to<Name>().id);
        QCOMPARE(qHash(a), qHash(value(other)->to<Name>().id));
    }

    void aModuleOutlivesItsCopies()
    {
        std::optional<Module> first = parsed("a + 'text'");
        const Module moved = std::move(*first);
        first.reset();
        QCOMPARE(value(moved)->to<BinOp>().right->to<Constant>().string(), u"text"_s);
    }

    void aWrongLineCostsOnlyItself()
    {
        const Module module = parsed("a = 1\nb = = 2\nc = 3\n");
        QCOMPARE(module.diagnostics.size(), 1);
        QCOMPARE(module.diagnostics.first().line, 2);
        QCOMPARE(module.diagnostics.first().code, u"python.syntax"_s);
        QCOMPARE(int(module.body.size()), 3);
        QVERIFY(module.body[1]->is<ErrorStatement>());
        QCOMPARE(module.source.slice(module.body[1]->span()).toByteArray(), "b = = 2");
    }

    void aWrongHeaderCostsItsBlock()
    {
        const Module module = parsed("def f(a b):\n  a\n  if b:\n    c\nd\n");
        QCOMPARE(module.diagnostics.size(), 1);
        QCOMPARE(int(module.body.size()), 2);
        QVERIFY(module.body[0]->is<ErrorStatement>());
        QVERIFY(module.body[1]->is<Expr>());
    }

    void aWrongLineInABodyLeavesTheFunction()
    {
        const Module module = parsed("def f():\n  a = 1\n  b c\n  d = 2\ne\n");
        QCOMPARE(int(module.body.size()), 2);
        const FunctionDef &function = module.body[0]->to<FunctionDef>();
        QCOMPARE(int(function.body.size()), 3);
        QVERIFY(function.body[1]->is<ErrorStatement>());
    }

    void aMissingBlockDoesNotSwallowTheNextLine()
    {
        const Module module = parsed("if a:\nb = 1\ntry:\n  c\nd = 2\n");
        QCOMPARE(module.diagnostics.size(), 2);
        QCOMPARE(int(module.body.size()), 4);
        QVERIFY(module.body[1]->is<Assign>());
        QVERIFY(module.body[3]->is<Assign>());
    }

    void anUnclosedBracketLeavesTheFunctionsBelow()
    {
        const Module module = parsed("revision = ('a'\n\ndef upgrade():\n  pass\n");
        QCOMPARE(int(module.body.size()), 2);
        QVERIFY(module.body[1]->is<FunctionDef>());
    }

    void unexpectedIndentationIsSkipped()
    {
        const Module module = parsed("a\n    b\n    c\nd\n");
        QCOMPARE(module.diagnostics.size(), 1);
        QCOMPARE(int(module.body.size()), 3);
    }

    void functionBodiesCanBeSkipped()
    {
        const Module module =
            parsed("a = 1\ndef f():\n  '''\nx\n'''\n  if b:\n    c d\nasync def g(): return 1\nb = 2\n", {.skipFunctionBodies = true});
        QVERIFY(!module.hasErrors());
        QCOMPARE(int(module.body.size()), 4);
        const FunctionDef &function = module.body[1]->to<FunctionDef>();
        QVERIFY(function.bodySkipped);
        QVERIFY(function.body.empty());
        QCOMPARE(module.source.line(qsizetype(function.end)), 7);
        QVERIFY(module.body[2]->to<FunctionDef>().bodySkipped);
    }

    void deepNestingIsRefusedNotFatal()
    {
        const auto repeated = [](const char *text, int count) { return QByteArray(text).repeated(count); };
        QVERIFY(!parsed(repeated("(", 150) + "a" + repeated(")", 150)).hasErrors());
        QVERIFY(parsed(repeated("(", 100000)).hasErrors());
        QVERIFY(parsed(repeated("[", 100000) + repeated("]", 100000)).hasErrors());
        QVERIFY(parsed(repeated("- ", 100000) + "a").hasErrors());
        QVERIFY(parsed(repeated("not ", 100000) + "a").hasErrors());
        QVERIFY(parsed(repeated("lambda: ", 100000) + "a").hasErrors());
        QVERIFY(parsed(repeated("a ** ", 100000) + "a").hasErrors());
        QVERIFY(parsed(repeated("a if b else ", 100000) + "a").hasErrors());
        QVERIFY(parsed(repeated("a + ", 100000) + "a").hasErrors());
        QVERIFY(parsed("a" + repeated(".b", 100000)).hasErrors());
        QVERIFY(parsed("a" + repeated("()", 100000)).hasErrors());
        QVERIFY(parsed(repeated("f'{", 100000)).hasErrors());
        QVERIFY(parsed(repeated("{a:", 100000)).hasErrors());
        QVERIFY(parsed("if a: b\n" + repeated("elif a: b\n", 100000)).hasErrors());
        QByteArray blocks;
        for (int i = 0; i < 300; ++i)
            blocks += QByteArray(i, ' ') + "if a:\n";
        QVERIFY(parsed(blocks).hasErrors());
        QVERIFY(parsed("match a:\n case " + repeated("[", 5000)).hasErrors());
        QVERIFY(!parsed("a = [" + repeated("1, ", 100000) + "]").hasErrors());
        QVERIFY(!parsed(repeated("a and ", 100000) + "a").hasErrors());
    }

    void aFileCutAnywhereStillGivesATree()
    {
        const QByteArray text(everything);
        for (qsizetype length = 0; length <= text.size(); ++length) {
            const Module module = parsed(text.left(length));
            QVERIFY(dump(module).size() > 3);
            static_cast<void>(parsed(text.left(length), {.skipFunctionBodies = true}));
        }
    }

    void aFileWithAnyByteChangedStillGivesATree()
    {
        const QByteArray text(everything);
        for (const char wrong : {'(', '\'', '\n', '\\', '{', '}', ':'}) {
            for (qsizetype i = 0; i < text.size(); i += 2) {
                QByteArray changed = text;
                changed[i] = wrong;
                const Module module = parsed(changed);
                QVERIFY(!dump(module).isEmpty());
            }
        }
    }

    void spansLieWithinTheText()
    {
        const Module module = parsed("a = (b\nc d e\n\n");
        for (const Statement *statement : module.body)
            QVERIFY(statement->begin <= statement->end && statement->end <= 14);
    }

    void unreadableTextIsOneDiagnostic()
    {
        QCOMPARE(parsed(QByteArray("a\0b", 3)).diagnostics.size(), 1);
        QCOMPARE(parsed("a = '\xff'").diagnostics.size(), 1);
        QCOMPARE(kinds(parsed("")), "");
    }

    void encodingsAreHonoured()
    {
        QCOMPARE(decodeSource(u"a.py"_s,
                              "\xef\xbb\xbf"
                              "a")
                     ->bytes(),
                 "a");
        QCOMPARE(decodeSource(u"a.py"_s, "#!/x\n# -*- coding: latin-1 -*-\n'\xe4'")->bytes(),
                 "#!/x\n# -*- coding: latin-1 -*-\n'\xc3\xa4'");
        QCOMPARE(decodeSource(u"a.py"_s, "a = 1\n# coding: latin-1\n")->bytes(), "a = 1\n# coding: latin-1\n");
        QVERIFY(!decodeSource(u"a.py"_s, "'\xe4'").ok());
        QVERIFY(!decodeSource(u"a.py"_s, "# coding: nonsense\n").ok());
        QVERIFY(!decodeSource(u"a.py"_s, "\xef\xbb\xbf# coding: latin-1\n").ok());
    }
};

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
