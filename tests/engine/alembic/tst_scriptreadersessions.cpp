#include "readscript.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace retort;
using namespace retort::tests;

/// What ScriptReader makes of a migration's ORM Session before it runs: statements where they are known, a live step where rows are read,
/// and the reason where it is not understood. What a live step does is compared with SQLAlchemy in tst_livestep.
class TestScriptReaderSessions : public QObject
{
    Q_OBJECT

private slots:
    void whatASessionAddsIsInThePlan();
    void theOrderIsThatOfTheUnitOfWork();
    void relationshipsPutTheParentFirst();
    void pythonSideDefaultsAreWritten();
    void readingRowsOfAModelMakesALiveStep();
    void aBulkUpdateOfAQueryIsOneStatement();
    void aKeyThatTheDatabaseMakesIsForTheRunOnly();
    void whatIsNotUnderstoodIsNamed_data();
    void whatIsNotUnderstoodIsNamed();
    void aSessionThatIsHandedToUnknownCodeEndsTheRun();
    void offlineASessionFailsAsWithAlembic();
};

namespace {

QString models(const QString &upgrade, const QString &more = {})
{
    return u"from sqlalchemy.orm import declarative_base, relationship, Session, validates\nfrom sqlalchemy import event\n"
           "Base = declarative_base()\n"
           "class User(Base):\n"
           "    __tablename__ = 'users'\n"
           "    id = sa.Column(sa.Integer, primary_key=True)\n"
           "    name = sa.Column(sa.String(20))\n"
           "    level = sa.Column(sa.Integer, default=5)\n"_s
        % more % u"def upgrade():\n    session = Session(bind=op.get_bind())\n"_s % upgrade;
}

/// "users.name='ann'" and the like: what an INSERT gives its columns.
QString insertOf(const Operation &operation)
{
    const auto *sql = operation.as<ExecuteSqlOp>();
    if (!sql || sql->statement.kind != SqlExpression::Kind::Insert)
        return {};
    QStringList parts{sql->statement.operands.at(0).text};
    const auto &columns = sql->statement.operands.at(1).operands;
    for (size_t i = 0; i < columns.size(); ++i)
        parts.append(columns[i].text + u'=' + sql->statement.operands.at(2).operands.at(i).literal.text);
    return parts.join(u' ');
}

QStringList insertsOf(const ReadResult &result)
{
    QStringList inserts;
    for (const Operation &operation : result.operations)
        inserts.append(operation.isOpaque() ? operation.as<OpaqueOp>()->reason : insertOf(operation));
    return inserts;
}

} // namespace

void TestScriptReaderSessions::whatASessionAddsIsInThePlan()
{
    const QString body = u"    session.add(User(id=1, name='ann'))\n    session.add_all([User(id=2)])\n    session.commit()\n"_s;
    const ReadResult result = readScript(models(body));
    QCOMPARE(insertsOf(result), (QStringList{u"users id=1 name=ann level=5"_s, u"users id=2 name= level=5"_s}));
    QCOMPARE(result.operations.front().source.line, 16);
    QCOMPARE(insertsOf(readScript(models(u"    session.add(User(id=1))\n    session.close()\n"_s))), QStringList());
}

void TestScriptReaderSessions::theOrderIsThatOfTheUnitOfWork()
{
    const QString other = u"class Album(Base):\n    __tablename__ = 'zz'\n    id = sa.Column(sa.Integer, primary_key=True)\n"
                          "    user_id = sa.Column(sa.ForeignKey('users.id'))\n"_s;
    const QString body = u"    session.add_all([User(id=2), Album(id=3), User(id=1)])\n    session.flush()\n"_s;
    QCOMPARE(insertsOf(readScript(models(body, other))),
             (QStringList{u"zz id=3 user_id="_s, u"users id=2 name= level=5"_s, u"users id=1 name= level=5"_s}));
}

void TestScriptReaderSessions::relationshipsPutTheParentFirst()
{
    const QString other = u"class Album(Base):\n    __tablename__ = 'zz'\n    id = sa.Column(sa.Integer, primary_key=True)\n"
                          "    user_id = sa.Column(sa.ForeignKey('users.id'))\n    user = relationship('User')\n"_s;
    const QString body = u"    session.add_all([Album(id=3, user_id=1), User(id=1)])\n    session.flush()\n"_s;
    QCOMPARE(insertsOf(readScript(models(body, other))), (QStringList{u"users id=1 name= level=5"_s, u"zz id=3 user_id=1"_s}));
}

void TestScriptReaderSessions::pythonSideDefaultsAreWritten()
{
    const ReadResult result =
        readScript(u"t = sa.Table('t', sa.MetaData(), sa.Column('a', sa.Integer), sa.Column('b', sa.Integer, default=lambda: 7),\n"
                   "             sa.Column('c', sa.Integer, onupdate=9))\n"
                   "def upgrade():\n    op.execute(t.insert().values(a=1))\n    op.execute(t.update().values(a=2))\n"
                   "    op.execute(t.insert().from_select(['a'], sa.select(t.c.a)))\n"_s);
    QCOMPARE(insertOf(result.operations.at(0)), u"t a=1 b=7"_s);
    const auto *update = result.operations.at(1).as<ExecuteSqlOp>();
    QVERIFY2(update, qPrintable(opaqueReason(result, 1)));
    QCOMPARE(update->statement.operands.at(1).operands.size(), size_t(4));
    QCOMPARE(update->statement.operands.at(1).operands.at(3).literal.text, u"9"_s);
    QVERIFY(opaqueReason(result, 2).contains(u"Python defaults"_s));
}

void TestScriptReaderSessions::readingRowsOfAModelMakesALiveStep()
{
    const ReadResult result =
        readScript(models(u"    for user in session.query(User).filter(User.level > 3):\n"
                          "        user.name = user.name.upper()\n    session.commit()\n    op.drop_table('old')\n"_s));
    QCOMPARE(result.operations.size(), size_t(1));
    const auto *live = result.operations.front().as<LiveStepOp>();
    QVERIFY2(live, qPrintable(opaqueReason(result)));
    QVERIFY(live->isCertain);
    QCOMPARE(live->foreseen.size(), size_t(1));
}

void TestScriptReaderSessions::aBulkUpdateOfAQueryIsOneStatement()
{
    const ReadResult result = readScript(models(u"    session.query(User).filter(User.id == 3).update({'name': 'x', User.level: 4})\n"
                                                "    session.query(User).filter_by(name='y').delete(synchronize_session=False)\n"_s));
    QVERIFY2(result.operations[0].as<ExecuteSqlOp>(), qPrintable(opaqueReason(result)));
    QCOMPARE(result.operations.size(), size_t(2));
    QCOMPARE(result.operations[0].as<ExecuteSqlOp>()->statement.kind, SqlExpression::Kind::Update);
    QCOMPARE(result.operations[0].as<ExecuteSqlOp>()->statement.operands.at(1).operands.size(), size_t(4));
    QCOMPARE(result.operations[1].as<ExecuteSqlOp>()->statement.kind, SqlExpression::Kind::Delete);
}

void TestScriptReaderSessions::aKeyThatTheDatabaseMakesIsForTheRunOnly()
{
    const QString add = u"    user = User(name='a')\n    session.add(user)\n    session.flush()\n"_s;
    QCOMPARE(insertsOf(readScript(models(add))), QStringList(u"users name=a level=5"_s));
    const ReadResult used = readScript(models(add + u"    op.execute(f'UPDATE t SET owner = {user.id}')\n"_s));
    QVERIFY2(used.operations.front().as<LiveStepOp>(), qPrintable(opaqueReason(used)));
}

void TestScriptReaderSessions::whatIsNotUnderstoodIsNamed_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("upgrade");
    QTest::addColumn<QString>("reason");
    const QString add = u"    session.add(User(id=1))\n    session.flush()\n"_s;
    QTest::newRow("relationship") << u"    friends = relationship('User')\n"_s << u"    User(friends=[])\n"_s << u"relationship friends"_s;
    QTest::newRow("listener") << u"@event.listens_for(User, 'before_insert')\ndef _(mapper, connection, target):\n    target.name = 'z'\n"_s
                              << add << u"event listener"_s;
    QTest::newRow("mapper arguments") << u"    __mapper_args__ = {'version_id_col': level}\n"_s << add << u"__mapper_args__"_s;
    QTest::newRow("inheritance")
        << u"class Admin(User):\n    __tablename__ = 'admins'\n    id = sa.Column(sa.ForeignKey('users.id'), primary_key=True)\n"_s
        << u"    session.add(Admin(id=1))\n"_s << u"inheritance"_s;
    QTest::newRow("type of its own") << u"    kind = sa.Column(Kind)\n"_s
                                     << u"    session.add(User(id=1, kind='a'))\n    session.flush()\n"_s << u"the type Kind"_s;
    QTest::newRow("default with a context") << u"    code = sa.Column(sa.Integer, default=lambda context: 1)\n"_s << add
                                            << u"takes an argument"_s;
    QTest::newRow("two models of one table")
        << u"class Person(Base):\n    __tablename__ = 'users'\n    __table_args__ = {'extend_existing': True}\n"
           "    id = sa.Column(sa.Integer, primary_key=True)\n"_s
        << add << u"another model has the same table"_s;
    QTest::newRow("no primary key") << u"    code = sa.Column(sa.String(3), primary_key=True)\n"_s << add << u"has no primary key"_s;
    QTest::newRow("another database") << QString() << u"    Session(bind=sa.create_engine('x')).query(User).all()\n"_s
                                      << u"the database that this Session is bound to"_s;
    QTest::newRow("rollback") << QString() << add + u"    session.rollback()\n"_s << u"rolled back"_s;
    QTest::newRow("statement before the flush")
        << QString() << u"    session.add(User(id=1))\n    session.execute(sa.select(User.id))\n"_s << u"wait to be written"_s;
}

void TestScriptReaderSessions::whatIsNotUnderstoodIsNamed()
{
    QFETCH(QString, more);
    QFETCH(QString, upgrade);
    QFETCH(QString, reason);
    const QString kind = u"class Kind(sa.types.TypeDecorator):\n    impl = sa.String\n"
                         "    def process_bind_param(self, value, dialect):\n        return value[::-1]\n"_s;
    const ReadResult result = readScript(kind + models(upgrade, more));
    const QString found = opaqueReason(result, result.operations.empty() ? 0 : result.operations.size() - 1);
    QVERIFY2(found.contains(reason), qPrintable(found));
    QVERIFY(result.diagnostics.front().file.startsWith(u"versions/"_s));
    QVERIFY(result.diagnostics.front().line > 0);
}

void TestScriptReaderSessions::aSessionThatIsHandedToUnknownCodeEndsTheRun()
{
    const ReadResult session = readScript(u"import strange\n"_s + models(u"    strange.fill(session)\n    op.drop_table('t')\n"_s));
    QCOMPARE(session.operations.size(), size_t(1));
    QVERIFY(opaqueReason(session).contains(u"strange"_s));
    const ReadResult instance = readScript(u"import strange\n"_s + models(u"    strange.fill(User(id=1))\n"_s));
    QVERIFY(opaqueReason(instance).contains(u"strange"_s));
}

void TestScriptReaderSessions::offlineASessionFailsAsWithAlembic()
{
    ReadOptions options;
    options.offline = true;
    const ReadResult result = readScript(models(u"    session.query(User).all()\n"_s), options);
    QVERIFY2(opaqueReason(result).contains(u"'MockConnection' object has no attribute 'close'"_s), qPrintable(opaqueReason(result)));
    QVERIFY(readScript(models(u"    session.commit()\n"_s), options).operations.empty());
}

QTEST_GUILESS_MAIN(TestScriptReaderSessions)
#include "tst_scriptreadersessions.moc"
