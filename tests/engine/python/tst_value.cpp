#include "python/bigint.h"
#include "python/hostobject.h"
#include "python/interpreter.h"
#include "python/parser.h"

#include <QRandomGenerator>
#include <QTest>

using namespace retort;
using namespace retort::python;
using namespace Qt::StringLiterals;

namespace {

Value evaluated(Interpreter &interpreter, const QByteArray &text)
{
    const Module tree = parse(SourceText(u"p.py"_s, "x = " + text));
    return interpreter.runModule(tree, u"p"_s).value.storedAttribute(u"x"_s);
}

/// A class of the host's, as sa.TypeDecorator is one.
class BaseClass final : public HostObject
{
public:
    [[nodiscard]] QString typeName() const override { return u"BaseClass"_s; }
    [[nodiscard]] bool isClass() const override { return true; }
    Value subclassed(CallContext &, const Value &cls) override
    {
        seen.append(cls.name());
        return Value::none();
    }
    Value instantiate(CallContext &context, const Value &cls, const CallArguments &arguments) override
    {
        const Value made = context.makeInstance(cls, arguments);
        return made.isFailure() ? made : Value::tuple({Value::string(u"made"_s), made, cls.storedAttribute(u"impl"_s)});
    }
    QStringList seen;
};

} // namespace

class tst_Value : public QObject
{
    Q_OBJECT

private slots:
    void numbersThatAreEqualAreTheSameKey()
    {
        const Value dict = Value::dict({{Value::integer(1), Value::string(u"a"_s)},
                                        {Value::real(1.0), Value::string(u"b"_s)},
                                        {Value::boolean(true), Value::string(u"c"_s)}});
        QCOMPARE(dict.entries().size(), size_t(1));
        QVERIFY(dict.entries()[0].first.isInt());
        QCOMPARE(dict.entries()[0].second.text(), u"c"_s);
    }

    void bigIntegersDivideAsPythonDoes()
    {
        // (a // b) * b + a % b == a, and the remainder has the divisor's sign.
        QRandomGenerator random(42);
        for (int i = 0; i < 2000; ++i) {
            const auto make = [&random] {
                BigInt number(qint64(random.generate64()));
                for (quint32 n = random.bounded(4u); n > 0; --n)
                    number = number.times(BigInt(qint64(random.generate64())));
                return number;
            };
            const BigInt a = make();
            const BigInt b = make();
            if (b.isZero())
                continue;
            BigInt quotient;
            BigInt rest;
            a.divide(b, quotient, rest);
            QCOMPARE(quotient.times(b).plus(rest).text(), a.text());
            QVERIFY(rest.isZero() || rest.isNegative() == b.isNegative());
            QCOMPARE(BigInt::parse(a.text())->text(), a.text());
            QCOMPARE(a.bitwise(BigInt::Bitwise::Xor, b).bitwise(BigInt::Bitwise::Xor, b).text(), a.text());
            QCOMPARE(a.shiftedLeft(77).shiftedRight(77).text(), a.text());
        }
    }

    void plainDataOutlivesItsInterpreter()
    {
        Value value;
        {
            ModuleLoader loader;
            Interpreter interpreter(loader);
            value = evaluated(interpreter, "{'a': [1, (2, 3)], 'b': {'c': 2 ** 70}}");
        }
        QCOMPARE(value.entry(u"a"_s).items()[1].items()[1].toInt64(), 3);
        QCOMPARE(value.entry(u"b"_s).entry(u"c"_s).toBigInt().text(), u"1180591620717411303424"_s);
    }

    void anEnumThatIsAStrReadsAsText()
    {
        ModuleLoader loader;
        Interpreter interpreter(loader);
        const Module tree = parse(SourceText(u"p.py"_s, "import enum\nclass E(str, enum.Enum):\n    A = 'a'\nx = E.A\ny = f'{E.A}'\n"));
        const Value module = interpreter.runModule(tree, u"p"_s).value;
        QVERIFY(module.storedAttribute(u"x"_s).isEnumMember());
        QCOMPARE(module.storedAttribute(u"x"_s).text(), u"a"_s);
        QVERIFY(module.storedAttribute(u"y"_s).isUnknown()); // 'a' up to Python 3.11, 'E.A' after it
    }

    void aClassCanHaveAHostClassAsItsBase()
    {
        ModuleLoader loader;
        const auto base = std::make_shared<BaseClass>();
        loader.registerModule(u"sa"_s, nativeModule(u"sa"_s, {{u"Base"_s, Value::host(base)}}));
        Interpreter interpreter(loader);
        const Module tree = parse(SourceText(u"p.py"_s,
                                             "import sa\nclass Own(sa.Base):\n    impl = 'text'\n    def __init__(self, n): self.n = n\nx "
                                             "= Own(5)\ny = isinstance(x[1], sa.Base)\nz = x[1].other\n"));
        const Value module = interpreter.runModule(tree, u"p"_s).value;
        QVERIFY(interpreter.findings().isEmpty());
        QCOMPARE(base->seen, QStringList{u"Own"_s});
        const Values made = module.storedAttribute(u"x"_s).items();
        QCOMPARE(made.size(), size_t(3));
        QCOMPARE(made[1].storedAttribute(u"n"_s).toInt64(), 5);
        QCOMPARE(made[2].text(), u"text"_s);
        QVERIFY(module.storedAttribute(u"y"_s).isTrue());
        QVERIFY(module.storedAttribute(u"z"_s).isUnknown());
    }

    void aClassWithAnUnknownBaseKeepsItsValuesToItself()
    {
        ModuleLoader loader;
        Interpreter interpreter(loader);
        const Module tree = parse(SourceText(
            u"p.py"_s,
            "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    url: str = 'sqlite://'\nx = Settings().url\n"));
        const Value module = interpreter.runModule(tree, u"p"_s).value;
        QVERIFY(module.storedAttribute(u"x"_s).isUnknown()); // the environment may say otherwise
        QCOMPARE(module.storedAttribute(u"Settings"_s).storedAttribute(u"url"_s).text(), u"sqlite://"_s);
    }

    void unknownsStayWhereTheyAreInContainers()
    {
        ModuleLoader loader;
        Interpreter interpreter(loader);
        const Value list = evaluated(interpreter, "[1, __import__, 2][:1] + ['a' + str(id(1)), 3]");
        QCOMPARE(list.items().size(), size_t(3));
        QVERIFY(list.items()[1].isUnknown());
        QCOMPARE(list.items()[2].toInt64(), 3);
    }
};

QTEST_APPLESS_MAIN(tst_Value)
#include "tst_value.moc"
