#include "python/interpreter.h"
#include "python/parser.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace retort;
using namespace retort::python;
using namespace Qt::StringLiterals;

namespace {

/// A program, run as a module of its own.
struct Run {
    explicit Run(const char *text, Budgets budgets = {}) : interpreter(loader, budgets)
    {
        tree = parse(SourceText(u"program.py"_s, QByteArray(text)));
        outcome = interpreter.runModule(tree, u"program"_s);
    }
    [[nodiscard]] QString printed() const { return interpreter.printed().join(u'\n'); }
    [[nodiscard]] Outcome call(const QString &name) { return interpreter.callFunction(outcome.value.storedAttribute(name)); }

    ModuleLoader loader;
    Interpreter interpreter;
    Module tree;
    Outcome outcome;
};

class Recorder final : public HostObject
{
public:
    [[nodiscard]] QString typeName() const override { return u"Recorder"_s; }
    [[nodiscard]] bool hasEffects() const override { return true; }
    Value attribute(CallContext &, const QString &name) override
    {
        if (name == "record"_L1) {
            return nativeFunction(name, [this](CallContext &at, const CallArguments &arguments) {
                if (arguments.get(0, "text"_L1).isUnset())
                    return at.raise(u"TypeError"_s, u"nothing to record"_s);
                recorded.append(at.text(arguments.get(0, "text"_L1)).text());
                lines.append(at.location().line);
                return Value::none();
            });
        }
        return {};
    }
    QStringList recorded;
    QList<int> lines;
};

} // namespace

class tst_Interpreter : public QObject
{
    Q_OBJECT

private slots:
    void recordedProgramsPrintWhatCPythonPrinted_data();
    void recordedProgramsPrintWhatCPythonPrinted();
    void hostileProgramsEndWithinASecond_data();
    void hostileProgramsEndWithinASecond();
    void unknownValuesTravelAndStopWhereTheyDecide();
    void aCallForItsEffectOnSomethingUnknownIsNotUnderstood();
    void callsWithinListsAndOfUnknownFunctionsAreNotDropped();
    void aHostObjectIsNotHandedToUnknownCode();
    void aFailingStatementOfAModuleCostsOnlyItsNames();
    void hostFunctionsAreCalledWithTheirPlace();
    void hostErrorsCanBeCaughtByThePythonProgram();
    void anExceptionIsReportedWithTypeMessageAndLine();
    void projectModulesAreLoadedFromTheRoots();
    void aThirdPartyModuleIsUnknownWithItsName();
    void aTreeOfListsOfAnyDepthIsTakenApart();
    void whatIsNotSupportedIsNeverAnAttributeError();
    void aMillionStepsTakeAboutASecond();
};

void tst_Interpreter::recordedProgramsPrintWhatCPythonPrinted_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(RETORT_SOURCE_DIR "/tests/conformance/python/programs"));
    const auto names = folder.entryList({u"*.py"_s});
    QVERIFY(!names.isEmpty());
    for (const auto &name : names)
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void tst_Interpreter::recordedProgramsPrintWhatCPythonPrinted()
{
    QFETCH(QString, path);
    QFile program(path);
    QVERIFY(program.open(QIODevice::ReadOnly));
    QFile output(path.chopped(3) + u".out"_s);
    QVERIFY(output.open(QIODevice::ReadOnly));
    const Run run(program.readAll().constData());
    for (const auto &finding : run.interpreter.findings())
        qWarning() << finding.location.line << finding.exceptionType << finding.message;
    QVERIFY2(run.outcome.finished(), qPrintable(run.outcome.message));
    const QStringList expected = QString::fromUtf8(output.readAll()).split(u'\n');
    const auto actual = QString(run.printed() + u'\n').split(u'\n');
    for (qsizetype i = 0; i < std::min(expected.size(), actual.size()); ++i)
        QCOMPARE(actual[i], expected[i]);
    QCOMPARE(actual.size(), expected.size());
    QVERIFY(run.interpreter.findings().isEmpty());
}

void tst_Interpreter::hostileProgramsEndWithinASecond_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("budget");
    const auto add = [](const char *name, const char *text, const QString &budget) { QTest::newRow(name) << QByteArray(text) << budget; };
    add("endless loop", "while True: pass", u"steps"_s);
    add("endless for", "import itertools\nfor i in itertools.count(): pass", u"steps"_s);
    add("deep recursion", "def f(n): return f(n + 1)\nf(0)", u"depth"_s);
    add("deep recursion through str", "class A:\n    def __str__(self): return str(self)\nstr(A())", u"depth"_s);
    add("recursion through lambdas", "f = lambda g: g(g)\nf(f)", u"depth"_s);
    add("long text", "'a' * 10**9", u"memory"_s);
    add("doubling text", "s = 'a'\nwhile True: s = s + s", u"memory"_s);
    add("long list", "[0] * 10**9", u"memory"_s);
    add("growing list", "a = []\nwhile True: a.append('x' * 100000)", u"memory"_s);
    add("power", "10 ** 10 ** 10", u"size of an integer"_s);
    add("growing integer", "n = 3\nwhile True: n = n * n", u"size of an integer"_s);
    add("shift", "1 << 10**9", u"size of an integer"_s);
    add("sum of a range", "sum(range(10**12))", u"steps"_s);
    add("list of a range", "list(range(10**12))", u"steps"_s);
    add("wide format", "'%1000000000d' % 1", u"memory"_s);
    add("nested containers in repr", "a = []\nfor i in range(10000): a = [a]\nrepr(a)", u"depth"_s);
    add("nested containers in ==", "a = []\nb = []\nfor i in range(10000):\n    a = [a]\n    b = [b]\na == b", u"depth"_s);
    add("endless generator", "def g():\n    while True: yield 1\nlist(g())", u"steps"_s);
}

void tst_Interpreter::hostileProgramsEndWithinASecond()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, budget);
    QElapsedTimer timer;
    timer.start();
    Budgets budgets;
    budgets.steps = 300'000; // the sanitizers slow everything down; the real figure is for optimised builds
    const Run run(text.constData(), budgets);
    QCOMPARE(run.outcome.kind, Outcome::BudgetExceeded);
    if (budget == "memory"_L1 || budget == "steps"_L1)
        QVERIFY2(run.outcome.message == "memory"_L1 || run.outcome.message == "steps"_L1, qPrintable(run.outcome.message));
    else
        QCOMPARE(run.outcome.message, budget);
    QVERIFY(timer.elapsed() < 3000);
}

void tst_Interpreter::unknownValuesTravelAndStopWhereTheyDecide()
{
    Run run("import os\nvalue = os.environ['X'].lower() + '/x'\ndef use():\n    other = value[0]\n    if other:\n        return 1\n    "
            "return 2\n");
    QVERIFY(run.interpreter.findings().isEmpty());
    QVERIFY(run.outcome.value.storedAttribute(u"value"_s).isUnknown());
    const Outcome outcome = run.call(u"use"_s);
    QCOMPARE(outcome.kind, Outcome::NotUnderstood);
    QCOMPARE(outcome.location.line, 5);
    QVERIFY(outcome.message.contains(u"environment"_s));
}

void tst_Interpreter::aCallForItsEffectOnSomethingUnknownIsNotUnderstood()
{
    Run run("from thirdparty import drop_everything\ndef upgrade():\n    drop_everything()\n");
    const Outcome outcome = run.call(u"upgrade"_s);
    QCOMPARE(outcome.kind, Outcome::NotUnderstood);
    QCOMPARE(outcome.location.line, 3);
}

void tst_Interpreter::callsWithinListsAndOfUnknownFunctionsAreNotDropped()
{
    Run run("from thirdparty import go, deco\ndef a():\n    [go(t) for t in 'xy']\ndef b():\n    1 and go(1)\n@deco\ndef c(): pass\n"
            "def d():\n    x = go(a)\n");
    for (const auto &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
        QCOMPARE(run.call(name).kind, Outcome::NotUnderstood);
}

void tst_Interpreter::aHostObjectIsNotHandedToUnknownCode()
{
    ModuleLoader loader;
    loader.registerModule(u"op"_s, Value::host(std::make_shared<Recorder>()));
    Interpreter interpreter(loader);
    const Module tree = parse(SourceText(u"p.py"_s, "import op, helpers\ndef f():\n    x = helpers.go(op)\n"));
    const Outcome module = interpreter.runModule(tree, u"p"_s);
    QCOMPARE(interpreter.callFunction(module.value.storedAttribute(u"f"_s)).kind, Outcome::NotUnderstood);
}

void tst_Interpreter::aFailingStatementOfAModuleCostsOnlyItsNames()
{
    const Run run("a = 1\nb = 1 / 0\nc = [1]\nfor x in undefined: c.append(x)\nd = a + 1\n");
    const Value module = run.outcome.value;
    QCOMPARE(run.interpreter.findings().size(), 2);
    QCOMPARE(run.interpreter.findings()[0].exceptionType, u"ZeroDivisionError"_s);
    QVERIFY(module.storedAttribute(u"b"_s).isUnknown());
    QVERIFY(module.storedAttribute(u"c"_s).isUnknown()); // it may have grown
    QCOMPARE(module.storedAttribute(u"d"_s).toInt64(), 2);
}

void tst_Interpreter::hostFunctionsAreCalledWithTheirPlace()
{
    ModuleLoader loader;
    const auto recorder = std::make_shared<Recorder>();
    loader.registerModule(u"alembic.op"_s, Value::host(recorder));
    Interpreter interpreter(loader);
    const Module tree =
        parse(SourceText(u"p.py"_s, "from alembic import op\ndef upgrade():\n    for i in range(2):\n        op.record(text=f'n{i}')\n"));
    const Outcome module = interpreter.runModule(tree, u"p"_s);
    QVERIFY(interpreter.findings().isEmpty());
    const Outcome outcome = interpreter.callFunction(module.value.storedAttribute(u"upgrade"_s));
    QVERIFY2(outcome.finished(), qPrintable(outcome.message));
    QCOMPARE(recorder->recorded, (QStringList{u"n0"_s, u"n1"_s}));
    QCOMPARE(recorder->lines, (QList<int>{4, 4}));
}

void tst_Interpreter::hostErrorsCanBeCaughtByThePythonProgram()
{
    ModuleLoader loader;
    loader.registerModule(u"op"_s, Value::host(std::make_shared<Recorder>()));
    Interpreter interpreter(loader);
    const Module tree = parse(SourceText(u"p.py"_s, "import op\ntry:\n    op.record()\nexcept TypeError as e:\n    caught = str(e)\n"));
    const Outcome module = interpreter.runModule(tree, u"p"_s);
    QCOMPARE(module.value.storedAttribute(u"caught"_s).text(), u"nothing to record"_s);
}

void tst_Interpreter::anExceptionIsReportedWithTypeMessageAndLine()
{
    Run run("class Odd(ValueError): pass\ndef inner():\n    raise Odd('no %s' % 'way')\ndef upgrade():\n    inner()\n");
    const Outcome outcome = run.call(u"upgrade"_s);
    QCOMPARE(outcome.kind, Outcome::Raised);
    QCOMPARE(outcome.exceptionType, u"Odd"_s);
    QCOMPARE(outcome.message, u"no way"_s);
    QCOMPARE(outcome.location.line, 3);
    QCOMPARE(outcome.traceback.size(), 1);
    QCOMPARE(outcome.traceback[0].line, 5);
}

void tst_Interpreter::projectModulesAreLoadedFromTheRoots()
{
    QTemporaryDir root;
    const auto write = [&root](const QString &name, const QByteArray &text) {
        QDir(root.path()).mkpath(QFileInfo(name).path());
        QFile file(root.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"app/__init__.py"_s, "from .names import *\n");
    write(u"app/names.py"_s, "import app.cycle\n__all__ = ['TABLE']\nTABLE = 'users'\nHIDDEN = 1\n");
    write(u"app/cycle.py"_s, "from app import names\ndef table(): return names.TABLE\n");
    ModuleLoader loader({root.path()});
    Interpreter interpreter(loader);
    const Module tree = parse(SourceText(
        u"p.py"_s, "import app.cycle\nfrom app import TABLE\nfrom app.names import HIDDEN as h\nx = app.cycle.table() + TABLE + str(h)\n"));
    const Outcome module = interpreter.runModule(tree, u"p"_s);
    for (const auto &finding : interpreter.findings())
        qWarning() << finding.location.file << finding.location.line << finding.exceptionType << finding.message;
    QCOMPARE(module.value.storedAttribute(u"x"_s).text(), u"usersusers1"_s);
    QVERIFY(module.value.storedAttribute(u"x"_s).isString());
}

void tst_Interpreter::aThirdPartyModuleIsUnknownWithItsName()
{
    const Run run("import requests.auth as auth\nfrom flask import current_app\nx = current_app.config.get('A')\n");
    QVERIFY(run.interpreter.findings().isEmpty());
    QCOMPARE(run.outcome.value.storedAttribute(u"x"_s).unknownReason(), u"module 'flask' is not part of the project"_s);
    QCOMPARE(run.outcome.value.storedAttribute(u"x"_s).unknownOrigin().line, 2);
}

void tst_Interpreter::aTreeOfListsOfAnyDepthIsTakenApart()
{
    const Run run("a = []\nfor i in range(100000): a = [a]\nb = []\nb.append(b)\nprint(b)\n");
    QVERIFY(run.outcome.finished());
    QCOMPARE(run.printed(), u"[[...]]"_s);
}

void tst_Interpreter::whatIsNotSupportedIsNeverAnAttributeError()
{
    Run run("def f():\n    try:\n        return (1).as_integer_ratio()\n    except AttributeError:\n        return 'wrong'\n");
    QCOMPARE(run.call(u"f"_s).kind, Outcome::NotUnderstood);
}

void tst_Interpreter::aMillionStepsTakeAboutASecond()
{
    QElapsedTimer timer;
    timer.start();
    const Run run("def f():\n    total = 0\n    for i in range(500000):\n        total = total + i * 2\n    return total\nx = f()\n");
    QCOMPARE(run.outcome.value.storedAttribute(u"x"_s).toInt64(), 249999500000);
    qInfo() << "1,000,000 steps in" << timer.elapsed() << "ms";
}

QTEST_APPLESS_MAIN(tst_Interpreter)
#include "tst_interpreter.moc"
