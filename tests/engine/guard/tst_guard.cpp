#include "guard/guard.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

Target targetOf(EnvironmentClass environment)
{
    return {u"shop"_s,
            u"postgresql://app@localhost:5432/shop"_s,
            u"postgresql"_s,
            u"localhost"_s,
            u"shop"_s,
            environment,
            {{EnvironmentEvidence::Source::SettingsFile, environment, u"ENVIRONMENT in .env, line 3"_s}}};
}

PlanStep step(const QString &revision, const QStringList &parents, Direction direction)
{
    PlanStep made;
    made.revision = revision;
    made.direction = direction;
    made.fromRevisions = direction == Direction::Upgrade ? parents : QStringList(revision);
    made.toRevisions = direction == Direction::Upgrade ? QStringList(revision) : parents;
    made.statements.append({u"SELECT 1"_s, {}, false});
    return made;
}

std::shared_ptr<MigrationPlan> planOf(PlanKind kind, QList<PlanStep> steps)
{
    auto plan = std::make_shared<MigrationPlan>();
    plan->kind = kind;
    plan->dialect = u"postgresql"_s;
    plan->targetIdentity = targetOf(EnvironmentClass::Development).identity;
    plan->steps = std::move(steps);
    plan->fingerprint = fingerprintOf(*plan);
    return plan;
}

std::shared_ptr<MigrationPlan> upgrade()
{
    return planOf(PlanKind::Upgrade, {step(u"b"_s, {u"a"_s}, Direction::Upgrade)});
}

Confirmation fully(const MigrationPlan &plan)
{
    return {plan.fingerprint, true, u"shop"_s};
}

} // namespace

Q_DECLARE_METATYPE(retort::EnvironmentClass)

class TestGuard : public QObject
{
    Q_OBJECT

private slots:
    void whatDestroysEverythingIsBlockedOnProductionAndUnknown_data()
    {
        QTest::addColumn<EnvironmentClass>("environment");
        QTest::addColumn<bool>("blocked");
        QTest::newRow("development") << EnvironmentClass::Development << false;
        QTest::newRow("test") << EnvironmentClass::Test << false;
        QTest::newRow("staging") << EnvironmentClass::Staging << false;
        QTest::newRow("production") << EnvironmentClass::Production << true;
        QTest::newRow("unknown") << EnvironmentClass::Unknown << true;
    }
    void whatDestroysEverythingIsBlockedOnProductionAndUnknown()
    {
        QFETCH(EnvironmentClass, environment);
        QFETCH(bool, blocked);
        const auto fresh = planOf(PlanKind::Fresh, {step(u"a"_s, {}, Direction::Downgrade), step(u"a"_s, {}, Direction::Upgrade)});
        const auto reset =
            planOf(PlanKind::Downgrade, {step(u"b"_s, {u"a"_s}, Direction::Downgrade), step(u"a"_s, {}, Direction::Downgrade)});
        for (const auto &plan : {fresh, reset}) {
            QCOMPARE(Guard::judge(*plan, targetOf(environment)).isBlocked(), blocked);
            const auto approved = Guard::approve(plan, targetOf(environment), fully(*plan));
            QCOMPARE(approved.ok(), !blocked);
            if (blocked)
                QCOMPARE(approved.error().code, u"guard.blocked"_s);
        }
    }

    void anUpgradeFromBaseIsNotADestruction()
    {
        const auto plan = planOf(PlanKind::Upgrade, {step(u"a"_s, {}, Direction::Upgrade)});
        QVERIFY(!Guard::judge(*plan, targetOf(EnvironmentClass::Production)).isBlocked());
    }

    void productionNeedsTheNameTyped()
    {
        const auto plan = upgrade();
        const Target production = targetOf(EnvironmentClass::Production);
        QCOMPARE(Guard::judge(*plan, production).level, ConfirmationLevel::TypeName);
        QCOMPARE(Guard::approve(plan, production, {plan->fingerprint, true, u"Shop"_s}).error().code, u"guard.name-differs"_s);
        QVERIFY(Guard::approve(plan, production, fully(*plan)).ok());
    }

    void aPlanForAnotherTargetIsRefused()
    {
        const auto plan = upgrade();
        Target other = targetOf(EnvironmentClass::Development);
        other.identity = u"postgresql://app@localhost:5432/other"_s;
        QCOMPARE(Guard::approve(plan, other, fully(*plan)).error().code, u"guard.wrong-target"_s);
    }

    void aPlanEditedAfterItWasShownIsRefused()
    {
        const auto plan = upgrade();
        const Confirmation confirmation = fully(*plan);
        plan->steps[0].statements[0].sql = u"DROP TABLE users"_s;
        QCOMPARE(Guard::approve(plan, targetOf(EnvironmentClass::Development), confirmation).error().code, u"guard.plan-changed"_s);
    }

    void aRollbackWithoutConfirmationIsRefused()
    {
        const auto plan = planOf(PlanKind::Downgrade, {step(u"b"_s, {u"a"_s}, Direction::Downgrade)});
        const Target development = targetOf(EnvironmentClass::Development);
        QCOMPARE(Guard::judge(*plan, development).level, ConfirmationLevel::Confirm);
        QCOMPARE(Guard::approve(plan, development, {plan->fingerprint, false, {}}).error().code, u"guard.not-confirmed"_s);
        QVERIFY(Guard::approve(plan, development, {plan->fingerprint, true, {}}).ok());
    }

    void aPlanWithSomethingNotUnderstoodCannotRun()
    {
        const auto plan = upgrade();
        plan->steps[0].problems.append({{u"versions/b.py"_s, {}, 14}, u"script.opaque"_s, u"reads rows from the database"_s});
        plan->fingerprint = fingerprintOf(*plan);
        const auto approved = Guard::approve(plan, targetOf(EnvironmentClass::Development), fully(*plan));
        QCOMPARE(approved.error().code, u"guard.not-runnable"_s);
        QVERIFY(approved.error().message.contains(u"versions/b.py:14"_s));
    }
};

QTEST_APPLESS_MAIN(TestGuard)
#include "tst_guard.moc"
