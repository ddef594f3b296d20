#include "planning/migrationplan.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

MigrationPlan planOfOneStep(const QString &dialect)
{
    MigrationPlan plan;
    plan.dialect = dialect;
    PlanStep step;
    step.revision = u"b2"_s;
    step.fromRevisions = {u"a1"_s};
    step.toRevisions = {u"b2"_s};
    step.statements = {{u"ALTER TABLE t ADD COLUMN a INTEGER"_s, {}, false}};
    step.versionStatements = {{u"UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1'"_s, {}, false}};
    plan.steps.append(step);
    plan.fingerprint = fingerprintOf(plan);
    return plan;
}

} // namespace

class TestMigrationPlan : public QObject
{
    Q_OBJECT

private slots:
    void everythingThatDecidesChangesTheFingerprint()
    {
        const MigrationPlan plan = planOfOneStep(u"postgresql"_s);
        QCOMPARE(fingerprintOf(plan), plan.fingerprint);
        const auto changed = [&](auto &&change) {
            MigrationPlan copy = plan;
            change(copy);
            return fingerprintOf(copy) != plan.fingerprint;
        };
        QVERIFY(changed([](MigrationPlan &p) { p.targetIdentity = u"sqlite:////tmp/other.db"_s; }));
        QVERIFY(changed([](MigrationPlan &p) { p.currentHeads = {u"a1"_s}; }));
        QVERIFY(changed([](MigrationPlan &p) { p.kind = PlanKind::Downgrade; }));
        QVERIFY(changed([](MigrationPlan &p) { p.transactions = TransactionMode::None; }));
        QVERIFY(changed([](MigrationPlan &p) { p.steps[0].fileHash = "x"; }));
        QVERIFY(changed([](MigrationPlan &p) { p.steps[0].statements[0].sql += u' '; }));
        QVERIFY(changed([](MigrationPlan &p) { p.steps[0].statements[0].autocommit = true; }));
        QVERIFY(changed([](MigrationPlan &p) { p.steps[0].versionStatements.clear(); }));
        QVERIFY(changed([](MigrationPlan &p) { p.preparation.append({u"SELECT 1"_s, {}, false}); }));
        QVERIFY(!changed([](MigrationPlan &p) { p.targetName = u"another name for it"_s; }));
    }

    void textCannotWanderFromOneStatementToTheNext()
    {
        MigrationPlan one = planOfOneStep(u"postgresql"_s);
        MigrationPlan two = one;
        one.steps[0].statements = {{u"ab"_s, {}, false}, {u"c"_s, {}, false}};
        two.steps[0].statements = {{u"a"_s, {}, false}, {u"bc"_s, {}, false}};
        QVERIFY(fingerprintOf(one) != fingerprintOf(two));
    }

    void theScriptIsAlembics()
    {
        QCOMPARE(offlineScript(planOfOneStep(u"postgresql"_s)),
                 u"BEGIN;\n\n-- Running upgrade a1 -> b2\n\nALTER TABLE t ADD COLUMN a INTEGER;\n\n"
                 "UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';\n\nCOMMIT;\n\n"_s);
        QCOMPARE(offlineScript(planOfOneStep(u"sqlite"_s)),
                 u"-- Running upgrade a1 -> b2\n\nALTER TABLE t ADD COLUMN a INTEGER;\n\n"
                 "UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';\n\n"_s);
    }

    void whatRunsOutsideATransactionInterruptsItInTheScript()
    {
        MigrationPlan plan = planOfOneStep(u"postgresql"_s);
        plan.steps[0].statements = {{u"CREATE INDEX CONCURRENTLY i ON t (a)"_s, {}, true}};
        plan.steps[0].versionStatements.clear();
        QCOMPARE(offlineScript(plan),
                 u"BEGIN;\n\n-- Running upgrade a1 -> b2\n\nCOMMIT;\n\nCREATE INDEX CONCURRENTLY i ON t (a);\n\n"
                 "BEGIN;\n\nCOMMIT;\n\n"_s);
    }
};

QTEST_APPLESS_MAIN(TestMigrationPlan)
#include "tst_migrationplan.moc"
