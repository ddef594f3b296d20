#include "readscript.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace retort;
using namespace retort::tests;

/// What ScriptReader makes of single migrations.
class TestScriptReader : public QObject
{
    Q_OBJECT

private slots:
    void createTableTakesColumnsKeysAndFlags();
    void constraintsKeepTheOrderInWhichTheyWereMade();
    void anOperationPointsAtItsCall();
    void aHelperModuleOfTheProjectPointsAtTheLineThatCalledIt();
    void aTypeDecoratorOfTheProjectIsItsImplementation();
    void anEnumClassGivesItsMemberNames();
    void anUnknownArgumentMakesOnlyThatCallOpaque();
    void readingRowsMakesALiveStep();
    void aSchemaThatHangsOnRowsIsNotCertain();
    void chanceIsForTheRunOnlyWhereARunHasIt();
    void whatIsNotUnderstoodBesideTheRowsIsNamed();
    void offlineThereAreNoRows();
    void theInspectorAnswersFromTheSchemaBefore();
    void theInspectorLooksForAnIndexInItsSchema();
    void anExceptionOfTheMigrationIsNamed();
    void aMissingDowngradeIsSaid();
    void batchOperationsAreCollectedInTheirBlock();
    void theDialectDecidesWhichBranchRuns();
    void anUnexpectedKeywordFailsAsInPython();
    void aReflectedTableComesFromTheSchemaBefore();
    void exceptionsOfSqlAlchemyCanBeCaught();
    void aDecoratorMayAskItsBaseForTheImplementation();
    void anImplementationThatIsAnInstanceTakesNoArguments();
    void typesOfLibrariesAreTheirTypesInTheDatabase_data();
    void typesOfLibrariesAreTheirTypesInTheDatabase();
    void loggersAndLazyValuesOfLibrariesDoNoHarm();
    void theVersionTableIsAsEnvPyConfiguredIt();
    void aSubmoduleIsFoundThroughItsPackage();
    void valuesGivenToExecuteStandInTheScriptOffline();
    void aTypeWithACompilesFunctionIsWrittenAsItSays();
    void aDescribedTypeIsTheDialectsOwn_data();
    void aDescribedTypeIsTheDialectsOwn();
    void aModelInAMigrationIsItsTable();
};

void TestScriptReader::createTableTakesColumnsKeysAndFlags()
{
    const ReadResult result =
        readScript(u"op.create_table('user', sa.Column('id', sa.Integer(), nullable=False), sa.Column('email', sa.String(length=50), "
                   "unique=True, server_default='x'), sa.Column('team', sa.Integer(), sa.ForeignKey('team.id', ondelete='CASCADE'), "
                   "index=True), sa.PrimaryKeyConstraint('id', name=op.f('pk_user')), schema='app')"_s);
    QCOMPARE(result.operations.size(), size_t(1));
    const auto *op = result.operations.front().as<CreateTableOp>();
    QVERIFY2(op, qPrintable(opaqueReason(result)));
    QCOMPARE(op->table.name, QualifiedName(u"app"_s, u"user"_s));
    QCOMPARE(op->table.columns.size(), size_t(3));
    QCOMPARE(op->table.primaryKey->columns, QStringList(u"id"_s));
    QVERIFY(op->table.primaryKey->name.conventional);
    QCOMPARE(op->table.columns[1].type.name, u"String"_s);
    QCOMPARE(op->table.columns[1].type.arguments.value(u"length"_s).text, u"50"_s);
    QCOMPARE(op->table.columns[1].serverDefault->text, u"x"_s);
    QCOMPARE(std::get<UniqueConstraint>(op->table.constraints[0]).columns, QStringList(u"email"_s));
    const auto &key = std::get<ForeignKey>(op->table.constraints[1]);
    QCOMPARE(key.referredTable, QualifiedName(u"team"_s));
    QCOMPARE(key.onDelete, u"CASCADE"_s);
    QCOMPARE(op->table.indexes.front().name.text, u"ix_app_user_team"_s);
}

void TestScriptReader::constraintsKeepTheOrderInWhichTheyWereMade()
{
    const ReadResult result =
        readScript(u"late = sa.CheckConstraint('a > 0', name='late')\n"
                   "op.create_table('t', sa.Column('a', sa.Integer(), unique=True), sa.UniqueConstraint('a', name='u'), late)"_s);
    const auto *op = result.operations.front().as<CreateTableOp>();
    QVERIFY2(op, qPrintable(opaqueReason(result)));
    QCOMPARE(std::get<CheckConstraint>(op->table.constraints[0]).name.text, u"late"_s);
    QCOMPARE(std::get<UniqueConstraint>(op->table.constraints[1]).name.text, u"u"_s);
    QVERIFY(std::get<UniqueConstraint>(op->table.constraints[2]).name.isEmpty());
}

void TestScriptReader::anOperationPointsAtItsCall()
{
    const ReadResult result = readScript(u"pass\nfor name in ('a', 'b'):\n    op.drop_table(name)"_s);
    QCOMPARE(result.operations.size(), size_t(2));
    QCOMPARE(result.operations[1].source.file, u"versions/1_test.py"_s);
    QCOMPARE(result.operations[1].source.line, 7);
    QCOMPARE(result.operations[1].as<DropTableOp>()->table.name, u"b"_s);
}

void TestScriptReader::aHelperModuleOfTheProjectPointsAtTheLineThatCalledIt()
{
    QTemporaryDir folder;
    QFile helper(folder.filePath(u"helper.py"_s));
    QVERIFY(helper.open(QIODevice::WriteOnly));
    helper.write("from alembic import op\ndef drop(name):\n    op.drop_table(name)\n");
    helper.close();
    ReadOptions options;
    options.sourceRoots = QStringList(folder.path());
    const ReadResult result = readScript(u"from helper import drop\ndef upgrade():\n    drop('t')\n"_s, options);
    QCOMPARE(result.operations.size(), size_t(1));
    QVERIFY2(result.operations.front().as<DropTableOp>(), qPrintable(opaqueReason(result)));
    QCOMPARE(result.operations.front().source.file, u"versions/1_test.py"_s);
    QCOMPARE(result.operations.front().source.line, 6);
}

void TestScriptReader::aTypeDecoratorOfTheProjectIsItsImplementation()
{
    const QString body = u"class Guid(sa.TypeDecorator):\n    impl = sa.CHAR\n    def load_dialect_impl(self, dialect):\n"
                         "        if dialect.name == 'postgresql':\n            return dialect.type_descriptor(postgresql.UUID())\n"
                         "        return dialect.type_descriptor(sa.CHAR(36))\n"
                         "def upgrade():\n    op.add_column('t', sa.Column('g', Guid()))\n"_s;
    ReadOptions options;
    options.dialect = u"sqlite"_s;
    const ReadResult sqlite = readScript(body, options);
    const auto *op = sqlite.operations.front().as<AddColumnOp>();
    QVERIFY2(op, qPrintable(opaqueReason(sqlite)));
    QCOMPARE(op->column.type.name, u"TypeDecorator"_s);
    QCOMPARE(op->column.type.children.front().name, u"CHAR"_s);
    options.dialect = u"postgresql"_s;
    const ReadResult postgresql = readScript(body, options);
    QCOMPARE(postgresql.operations.front().as<AddColumnOp>()->column.type.children.front().name, u"UUID"_s);
}

void TestScriptReader::anEnumClassGivesItsMemberNames()
{
    const ReadResult result = readScript(u"import enum\nclass Colour(enum.Enum):\n    red = 'r'\n    green = 'g'\n"
                                         "def upgrade():\n    op.add_column('t', sa.Column('c', sa.Enum(Colour)))\n"_s);
    const auto *op = result.operations.front().as<AddColumnOp>();
    QVERIFY2(op, qPrintable(opaqueReason(result)));
    QCOMPARE(op->column.type.values, QStringList({u"red"_s, u"green"_s}));
    QCOMPARE(op->column.type.text(u"name"_s), u"colour"_s);
}

void TestScriptReader::anUnknownArgumentMakesOnlyThatCallOpaque()
{
    const ReadResult result = readScript(
        u"import requests\ndef upgrade():\n    op.drop_table('a')\n    op.execute(requests.get('x').text)\n    op.drop_table('b')\n"_s);
    QCOMPARE(result.operations.size(), size_t(3));
    QVERIFY(opaqueReason(result, 1).contains("requests"_L1));
    QVERIFY(result.operations[2].as<DropTableOp>());
    QVERIFY(!result.diagnostics.isEmpty());
}

void TestScriptReader::readingRowsMakesALiveStep()
{
    const ReadResult result =
        readScript(u"op.drop_table('a')\nconn = op.get_bind()\nfor row in conn.execute(sa.text('SELECT 1')):\n"
                   "    if row[0]:\n        conn.execute(sa.text('UPDATE b SET c = :c'), {'c': row[0]})\nop.drop_table('b')"_s);
    QCOMPARE(result.operations.size(), size_t(1));
    const auto *live = result.operations[0].as<LiveStepOp>();
    QVERIFY2(live, qPrintable(opaqueReason(result)));
    QVERIFY(live->reason.contains("reads rows"_L1));
    QVERIFY(live->python.startsWith("for row"_L1));
    QVERIFY(live->isCertain);
    QCOMPARE(live->foreseen.size(), size_t(2));
    QVERIFY(live->foreseen[1].as<DropTableOp>());
    QVERIFY(result.diagnostics.isEmpty());
}

void TestScriptReader::aSchemaThatHangsOnRowsIsNotCertain()
{
    const ReadResult result =
        readScript(u"for row in op.get_bind().execute(sa.text('SELECT 1')):\n    if row[0] == 3:\n        op.drop_table('b')"_s);
    QVERIFY(result.operations.at(0).as<LiveStepOp>());
    QVERIFY(!result.operations.at(0).as<LiveStepOp>()->isCertain);
}

void TestScriptReader::chanceIsForTheRunOnlyWhereARunHasIt()
{
    const auto made = [](const QString &import, const QString &value) {
        return readScript(u"import %1\ndef upgrade():\n    op.execute('INSERT INTO a VALUES (%2)' % %3)\n"_s.arg(import, u"%s"_s, value));
    };
    QVERIFY(made(u"uuid"_s, u"uuid.uuid4().hex"_s).operations.at(0).as<LiveStepOp>());
    QVERIFY(made(u"datetime"_s, u"datetime.datetime.now()"_s).operations.at(0).as<LiveStepOp>());
    QVERIFY(made(u"random"_s, u"random.randint(1, 6)"_s).operations.at(0).as<OpaqueOp>());
    QVERIFY(made(u"os"_s, u"os.urandom(8)"_s).operations.at(0).as<OpaqueOp>());
}

void TestScriptReader::whatIsNotUnderstoodBesideTheRowsIsNamed()
{
    const ReadResult result = readScript(u"rows = op.get_bind().execute(sa.text('SELECT 1')).fetchall()\nop.no_such_operation(3)"_s);
    QCOMPARE(result.operations.size(), size_t(1));
    QVERIFY2(!opaqueReason(result).contains("reads rows"_L1), qPrintable(opaqueReason(result)));
}

void TestScriptReader::offlineThereAreNoRows()
{
    ReadOptions options;
    options.offline = true;
    const ReadResult result = readScript(u"for row in op.get_bind().execute(sa.text('SELECT 1')):\n    pass"_s, options);
    QVERIFY(result.operations.empty() || result.operations.back().as<LiveStepOp>() == nullptr);
}

void TestScriptReader::theInspectorAnswersFromTheSchemaBefore()
{
    ReadOptions options;
    Table table;
    table.name = QualifiedName(u"t"_s);
    options.before.tables.insert(table.name, table);
    const QString body = u"if not sa.inspect(op.get_bind()).has_table('t'):\n    op.drop_table('x')\n"
                         "if 'u' not in sa.inspect(op.get_bind()).get_table_names():\n    op.drop_table('y')"_s;
    const ReadResult result = readScript(body, options);
    QCOMPARE(result.operations.size(), size_t(1));
    QVERIFY2(result.operations.front().as<DropTableOp>(), qPrintable(opaqueReason(result)));
    QCOMPARE(result.operations.front().as<DropTableOp>()->table.name, u"y"_s);
    options.before.uncertainties.append(u"raw SQL"_s);
    const ReadResult asked = readScript(body, options);
    const auto *live = asked.operations.at(0).as<LiveStepOp>(); // the database itself will answer
    QVERIFY(live);
    QVERIFY2(live->reason.contains("raw SQL"_L1), qPrintable(live->reason));
    options.offline = true;
    QVERIFY(readScript(body, options).operations.empty() || !readScript(body, options).operations.at(0).as<LiveStepOp>());
}

void TestScriptReader::theInspectorLooksForAnIndexInItsSchema()
{
    ReadOptions options;
    for (const QString &schema : {QString(), u"audit"_s}) {
        Table table;
        table.name = QualifiedName(schema, u"t"_s);
        Index index;
        index.name = Name(schema.isEmpty() ? u"ix_plain"_s : u"ix_audit"_s);
        table.indexes.push_back(index);
        options.before.tables.insert(table.name, table);
    }
    const ReadResult result =
        readScript(u"i = sa.inspect(op.get_bind())\nop.drop_table('_'.join(str(x) for x in ["
                   "i.has_index('t', 'ix_plain'), i.has_index('t', 'ix_audit'), i.has_index('t', 'ix_audit', schema='audit'), "
                   "i.has_index('t', 'ix_plain', schema='audit')]))"_s,
                   options);
    QVERIFY2(result.operations.front().as<DropTableOp>(), qPrintable(opaqueReason(result)));
    QCOMPARE(result.operations.front().as<DropTableOp>()->table.name, u"True_False_True_False"_s);
}

void TestScriptReader::anExceptionOfTheMigrationIsNamed()
{
    // Also where its text ends as a reason does that a run would know.
    const ReadResult chance = readScript(u"raise ValueError('random')"_s);
    QVERIFY2(opaqueReason(chance).contains("ValueError: random"_L1), qPrintable(opaqueReason(chance)));
    const ReadResult result = readScript(u"raise NotImplementedError('no way')"_s);
    QVERIFY2(opaqueReason(result).contains("NotImplementedError: no way"_L1), qPrintable(opaqueReason(result)));
}

void TestScriptReader::aMissingDowngradeIsSaid()
{
    ScriptReader reader;
    const ReadResult result = reader.read(SourceText(u"x.py"_s, "def upgrade():\n    pass\n"), Direction::Downgrade, {});
    QVERIFY(opaqueReason(result).contains("downgrade"_L1));
}

void TestScriptReader::batchOperationsAreCollectedInTheirBlock()
{
    const ReadResult result = readScript(
        u"with op.batch_alter_table('t', recreate='always') as batch_op:\n"
        "    batch_op.add_column(sa.Column('n', sa.Integer()))\n    batch_op.execute('SELECT 1')\n    batch_op.drop_column('m')"_s);
    QCOMPARE(result.operations.size(), size_t(2));
    QVERIFY2(result.operations[0].as<ExecuteSqlOp>(), qPrintable(opaqueReason(result)));
    const auto *batch = result.operations[1].as<BatchAlterTableOp>();
    QVERIFY(batch);
    QCOMPARE(batch->operations.size(), size_t(2));
    QCOMPARE(batch->operations[1].source.line, 8);
}

void TestScriptReader::theDialectDecidesWhichBranchRuns()
{
    const QString body = u"if op.get_bind().dialect.name == 'sqlite':\n    op.drop_table('lite')\nelse:\n    op.drop_table('other')"_s;
    ReadOptions options;
    options.dialect = u"sqlite"_s;
    QCOMPARE(readScript(body, options).operations.front().as<DropTableOp>()->table.name, u"lite"_s);
    options.dialect = u"mysql"_s;
    QCOMPARE(readScript(body, options).operations.front().as<DropTableOp>()->table.name, u"other"_s);
}

void TestScriptReader::anUnexpectedKeywordFailsAsInPython()
{
    QVERIFY(opaqueReason(readScript(u"op.add_column('t', sa.Column('c', sa.Integer()), 'x')"_s))
                .contains("add_column() takes 3 positional arguments but 4 were given"_L1));
    QVERIFY(opaqueReason(readScript(u"op.add_column('t', sa.Column('c', sa.Integer(11)))"_s)).contains("takes no arguments"_L1));
}

void TestScriptReader::aReflectedTableComesFromTheSchemaBefore()
{
    ReadOptions options;
    Table table;
    table.name = QualifiedName(u"t"_s);
    table.columns.emplace_back();
    table.columns.back().name = u"a"_s;
    table.columns.back().type.name = u"Integer"_s;
    options.before.tables.insert(table.name, table);
    const ReadResult result = readScript(
        u"t = sa.Table('t', sa.MetaData(), autoload_with=op.get_bind())\nop.execute(t.update().where(t.c.a == 1).values(a=2))"_s, options);
    QCOMPARE(result.operations.size(), size_t(1));
    const auto *op = result.operations.front().as<ExecuteSqlOp>();
    QVERIFY2(op, qPrintable(opaqueReason(result)));
    QCOMPARE(op->statement.kind, SqlExpression::Kind::Update);
}

void TestScriptReader::exceptionsOfSqlAlchemyCanBeCaught()
{
    const ReadResult result =
        readScript(u"try:\n    sa.inspect(op.get_bind()).get_columns('none')\nexcept sa.exc.NoSuchTableError:\n    op.drop_table('a')"_s);
    QCOMPARE(result.operations.size(), size_t(1));
    QVERIFY2(result.operations.front().as<DropTableOp>(), qPrintable(opaqueReason(result)));
}

void TestScriptReader::aDecoratorMayAskItsBaseForTheImplementation()
{
    const ReadResult result =
        readScript(u"class Moment(sa.TypeDecorator):\n    impl = sa.TIMESTAMP(timezone=True)\n    def load_dialect_impl(self, dialect):\n"
                   "        if dialect.name == 'mssql':\n            return None\n        return super().load_dialect_impl(dialect)\n"
                   "def upgrade():\n    op.add_column('t', sa.Column('m', Moment()))\n"_s);
    const auto *op = result.operations.front().as<AddColumnOp>();
    QVERIFY2(op, qPrintable(opaqueReason(result)));
    QCOMPARE(op->column.type.children.front().name, u"TIMESTAMP"_s);
}

void TestScriptReader::anImplementationThatIsAnInstanceTakesNoArguments()
{
    const ReadResult result = readScript(u"class Uuid(sa.TypeDecorator[str]):\n    impl = sa.String(36)\n"
                                         "def upgrade():\n    op.add_column('t', sa.Column('u', Uuid(length=7)))\n"_s);
    const auto *op = result.operations.front().as<AddColumnOp>();
    QVERIFY2(op, qPrintable(opaqueReason(result)));
    const SqlType &type = op->column.type.children.front();
    QCOMPARE(type.name, u"String"_s);
    QCOMPARE(type.text(u"length"_s), u"36"_s);
}

void TestScriptReader::typesOfLibrariesAreTheirTypesInTheDatabase_data()
{
    QTest::addColumn<QString>("import");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("name");
    QTest::newRow("mutable class") << u"from sqlalchemy.ext.mutable import MutableDict"_s << u"MutableDict.as_mutable(sa.JSON)"_s
                                   << u"JSON"_s;
    QTest::newRow("mutable instance") << u"from sqlalchemy.ext import mutable"_s << u"mutable.MutableList.as_mutable(sa.String(9))"_s
                                      << u"String"_s;
    QTest::newRow("dialect base") << u"from sqlalchemy.dialects.mysql.base import MEDIUMTEXT"_s << u"MEDIUMTEXT()"_s
                                  << u"mysql.MEDIUMTEXT"_s;
}

void TestScriptReader::typesOfLibrariesAreTheirTypesInTheDatabase()
{
    QFETCH(QString, import);
    QFETCH(QString, type);
    QFETCH(QString, name);
    const ReadResult result = readScript(import % u"\ndef upgrade():\n    op.add_column('t', sa.Column('c', "_s % type % u"))\n"_s);
    const auto *op = result.operations.front().as<AddColumnOp>();
    QVERIFY2(op, qPrintable(opaqueReason(result)));
    QCOMPARE(op->column.type.name, name);
}

void TestScriptReader::loggersAndLazyValuesOfLibrariesDoNoHarm()
{
    const ReadResult result = readScript(
        u"from loguru import logger\nfrom oslo_log import log as logging\nfrom lazy_object_proxy import Proxy\n"
        "LOG = logging.getLogger(__name__)\nname = Proxy(lambda: 't')\n"
        "def upgrade():\n    logger.bind(a=1).info('dropping {}', 't')\n    LOG.warning('now %s', 1)\n    op.drop_table(name)\n"_s);
    QCOMPARE(result.operations.size(), size_t(1));
    QVERIFY2(result.operations.front().as<DropTableOp>(), qPrintable(opaqueReason(result)));
    const ReadResult other = readScript(u"from loguru import logger\ndef upgrade():\n    logger.add('file.log')\n"_s);
    QVERIFY(!opaqueReason(other).isEmpty());
}

void TestScriptReader::theVersionTableIsAsEnvPyConfiguredIt()
{
    const QString body = u"context = op.get_context()\nop.drop_table(f'{context.version_table_schema} {context.version_table}')"_s;
    const ReadResult plain = readScript(body);
    QVERIFY2(plain.operations.front().as<DropTableOp>(), qPrintable(opaqueReason(plain)));
    QCOMPARE(plain.operations.front().as<DropTableOp>()->table.name, u"None alembic_version"_s);
    ReadOptions options;
    options.versionTable = QualifiedName(u"meta"_s, u"versions"_s);
    QCOMPARE(readScript(body, options).operations.front().as<DropTableOp>()->table.name, u"meta versions"_s);
}

void TestScriptReader::aSubmoduleIsFoundThroughItsPackage()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"shop/db"_s));
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"shop/__init__.py"_s, "import missing_library\nlabel = __spec__.parent\n");
    write(u"shop/db/__init__.py"_s, "");
    write(u"shop/db/names.py"_s, "TABLE = 'orders'\n");
    ReadOptions options;
    options.sourceRoots = QStringList(folder.path());
    const ReadResult result = readScript(u"import shop\ndef upgrade():\n    op.drop_table(shop.db.names.TABLE)\n"_s, options);
    QVERIFY2(result.operations.front().as<DropTableOp>(), qPrintable(opaqueReason(result)));
    const ReadResult none = readScript(u"import shop\ndef upgrade():\n    op.drop_table(shop.db.nothing)\n"_s, options);
    QVERIFY(opaqueReason(none).contains(u"AttributeError"_s));
}

void TestScriptReader::valuesGivenToExecuteStandInTheScriptOffline()
{
    ReadOptions options;
    options.offline = true;
    const ReadResult result = readScript(u"op.get_bind().execute(sa.text('DELETE FROM t WHERE a = :a'), {'a': 'x'})"_s, options);
    QCOMPARE(result.operations.size(), size_t(1));
    QVERIFY2(!result.operations.front().as<OpaqueOp>(), qPrintable(opaqueReason(result)));
}

void TestScriptReader::aTypeWithACompilesFunctionIsWrittenAsItSays()
{
    const QString body = u"from sqlalchemy.ext.compiler import compiles\n"
                         "class JSONB(sa.JSON):\n    __visit_name__ = 'JSONB'\n"
                         "@compiles(JSONB, 'sqlite')\ndef _(*args, **kwargs):\n    return 'JSONB'\n"
                         "@compiles(JSONB, 'oracle')\ndef _(type_, compiler, **kwargs):\n    return compiler.visit_CLOB(type_)\n"
                         "def upgrade():\n    op.add_column('t', sa.Column('j', JSONB()))\n"_s;
    ReadOptions options;
    options.dialect = u"sqlite"_s;
    const ReadResult sqlite = readScript(body, options);
    const auto *op = sqlite.operations.front().as<AddColumnOp>();
    QVERIFY2(op, qPrintable(opaqueReason(sqlite)));
    QCOMPARE(op->column.type.name, u"UserDefinedType"_s);
    QCOMPARE(op->column.type.text(u"col_spec"_s), u"JSONB"_s);
    options.dialect = u"postgresql"_s;
    const ReadResult postgresql = readScript(body, options);
    QVERIFY2(postgresql.operations.front().as<AddColumnOp>(), qPrintable(opaqueReason(postgresql)));
    QCOMPARE(postgresql.operations.front().as<AddColumnOp>()->column.type.name, u"postgresql.JSONB"_s);
    options.dialect = u"oracle"_s;
    QVERIFY(!opaqueReason(readScript(body, options)).isEmpty());
}

/// As SQLAlchemy 2.0.58 does with its standard drivers.
void TestScriptReader::aDescribedTypeIsTheDialectsOwn_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("name");
    QTest::newRow("postgresql decimal") << u"postgresql"_s << u"sa.DECIMAL(20, 6)"_s << u"NUMERIC"_s;
    QTest::newRow("postgresql double") << u"postgresql"_s << u"sa.Double()"_s << u"FLOAT"_s;
    QTest::newRow("postgresql uuid") << u"postgresql"_s << u"postgresql.UUID()"_s << u"UUID"_s;
    QTest::newRow("sqlite timestamp") << u"sqlite"_s << u"sa.TIMESTAMP()"_s << u"DATETIME"_s;
    QTest::newRow("mariadb decimal") << u"mariadb"_s << u"sa.DECIMAL(20, 6)"_s << u"NUMERIC"_s;
    QTest::newRow("mssql char") << u"mssql"_s << u"sa.CHAR(36)"_s << QString();
    QTest::newRow("oracle integer") << u"oracle"_s << u"sa.Integer()"_s << u"Integer"_s;
}

void TestScriptReader::aDescribedTypeIsTheDialectsOwn()
{
    QFETCH(QString, dialect);
    QFETCH(QString, type);
    QFETCH(QString, name);
    ReadOptions options;
    options.dialect = dialect;
    const ReadResult result = readScript(
        u"class Own(sa.TypeDecorator):\n    impl = sa.Text\n    def load_dialect_impl(self, dialect):\n        return dialect.type_descriptor("_s
            % type % u")\ndef upgrade():\n    op.add_column('t', sa.Column('c', Own()))\n"_s,
        options);
    const auto *op = result.operations.front().as<AddColumnOp>();
    if (name.isEmpty()) {
        QVERIFY(opaqueReason(result).contains(u"type_descriptor"_s));
        return;
    }
    QVERIFY2(op, qPrintable(opaqueReason(result)));
    QCOMPARE(op->column.type.children.front().name, name);
}

void TestScriptReader::aModelInAMigrationIsItsTable()
{
    ReadOptions options;
    options.offline = true;
    const ReadResult result = readScript(u"from sqlalchemy.orm import declarative_base\n"
                                         "Base = declarative_base()\n"
                                         "class User(Base):\n"
                                         "    __tablename__ = 'users'\n"
                                         "    id = sa.Column(sa.Integer, primary_key=True)\n"
                                         "    name = sa.Column(sa.String(20))\n"
                                         "def upgrade():\n"
                                         "    User.__table__.create(op.get_bind())\n"
                                         "    op.execute(sa.update(User).where(User.name == 'a').values(name='b'))\n"_s,
                                         options);
    QCOMPARE(result.operations.size(), size_t(2));
    const auto *create = result.operations[0].as<CreateTableOp>();
    QVERIFY(create);
    QCOMPARE(create->table.columns.size(), size_t(2));
    QCOMPARE(create->table.columns[1].name, u"name"_s);
    QVERIFY(result.operations[1].as<ExecuteSqlOp>());
}

QTEST_GUILESS_MAIN(TestScriptReader)
#include "tst_scriptreader.moc"
