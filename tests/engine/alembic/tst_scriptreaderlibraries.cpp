#include "readscript.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace retort;
using namespace retort::tests;

/// What ScriptReader knows of SQLAlchemy and Alembic beyond operations: compiles() hooks, MetaData, dialects, the configuration.
class TestScriptReaderLibraries : public QObject
{
    Q_OBJECT

private slots:
    void aHookOnAClassOfSqlAlchemyCostsWhatItWritesOnly();
    void aHookOnATypeOfSqlAlchemyWritesIt();
    void anElementOfTheProjectIsWrittenByItsHook();
    void aFunctionOfTheProjectsOwnIsNotSqlAlchemys();
    void aHookCountsOnlyWhereItsModuleIsLoaded();
    void aReflectedMetaDataHasTheTablesBefore();
    void whatSqlAlchemyHasGivenUpFailsAsItDoes();
    void aTableOfAMetaDataIsMadeThroughIt();
    void aDialectIsAnInstanceOfItsClass();
    void theConfigurationIsAsEnvPyLeftIt();
};

void TestScriptReaderLibraries::aHookOnAClassOfSqlAlchemyCostsWhatItWritesOnly()
{
    const auto hooked = [](const QString &subject, const QString &dialects, const QString &operation) {
        return opaqueReason(readScript(u"from sqlalchemy.ext.compiler import compiles\n@compiles("_s % subject % dialects
                                       % u")\ndef _(element, compiler, **kw):\n    return compiler.process(element)\ndef upgrade():\n    "_s
                                       % operation));
    };
    const QString drop = u"op.drop_table('t')"_s;
    const QString create = u"op.create_table('t', sa.Column('a', sa.Integer(), sa.ForeignKey('u.a')))"_s;
    QVERIFY(hooked(u"sa.schema.CreateTable"_s, {}, create).contains(u"compiles"_s));
    QVERIFY(hooked(u"sa.schema.CreateTable"_s, {}, drop).isEmpty());
    QVERIFY(hooked(u"sa.schema.CreateTable"_s, u", 'mysql'"_s, create).isEmpty());
    QVERIFY(hooked(u"sa.ForeignKeyConstraint"_s, u", 'postgresql'"_s, create).contains(u"compiles"_s));
    QVERIFY(hooked(u"sa.JSON"_s, {}, create).isEmpty());
    QVERIFY(!hooked(u"sa.Integer"_s, {}, create).isEmpty());
    QVERIFY(hooked(u"sa.sql.compiler.Strange"_s, {}, drop).contains(u"compiles"_s));
    const QString update = u"op.execute(sa.update(sa.table('t', sa.column('a'))).where(sa.column('a') == 1).values(a=2))"_s;
    QVERIFY(hooked(u"sa.BinaryExpression"_s, {}, update).contains(u"BinaryExpression"_s));
}

void TestScriptReaderLibraries::aHookOnATypeOfSqlAlchemyWritesIt()
{
    const QString body =
        u"from sqlalchemy.ext.compiler import compiles\n"
        "early = sa.DateTime()\n"
        "@compiles(sa.DateTime, 'mysql')\ndef _(element, compiler, **kw):\n    return 'DATETIME(6)'\n"
        "def upgrade():\n    op.add_column('t', sa.Column('c', sa.DateTime))\n    op.add_column('t', sa.Column('d', early))\n"_s;
    ReadOptions options;
    options.dialect = u"mysql"_s;
    const ReadResult mysql = readScript(body, options);
    QVERIFY2(mysql.operations.front().as<AddColumnOp>(), qPrintable(opaqueReason(mysql)));
    QCOMPARE(mysql.operations.front().as<AddColumnOp>()->column.type.text(u"compiled"_s), u"DATETIME(6)"_s);
    QVERIFY(opaqueReason(mysql, 1).contains(u"DateTime"_s));
    const ReadResult postgresql = readScript(body);
    QVERIFY2(postgresql.operations.front().as<AddColumnOp>(), qPrintable(opaqueReason(postgresql)));
    QVERIFY(!postgresql.operations.front().as<AddColumnOp>()->column.type.has(u"compiled"_s));
    QVERIFY(postgresql.operations.back().as<AddColumnOp>());
}

void TestScriptReaderLibraries::anElementOfTheProjectIsWrittenByItsHook()
{
    const QString body = u"from sqlalchemy.ext.compiler import compiles\n"
                         "class stamp(sa.sql.expression.FunctionElement):\n    type = sa.DateTime()\n"
                         "@compiles(stamp, 'mysql')\ndef _(element, compiler, **kw):\n    return 'CURRENT_TIMESTAMP(6)'\n"
                         "@compiles(stamp)\ndef _(element, compiler, **kw):\n    return 'STAMP_' + compiler.dialect.name\n"
                         "class special(stamp):\n    pass\n"
                         "@compiles(special)\ndef _(element, compiler, **kw):\n    return 'SPECIAL'\n"
                         "def upgrade():\n    op.add_column('t', sa.Column('c', sa.Integer, server_default=stamp()))\n"
                         "    op.add_column('t', sa.Column('d', sa.Integer, server_default=special()))\n"_s;
    const auto defaults = [&body](const QString &dialect) {
        ReadOptions options;
        options.dialect = dialect;
        QStringList texts;
        for (const Operation &operation : readScript(body, options).operations) {
            const auto *op = operation.as<AddColumnOp>();
            texts.append(op ? op->column.serverDefault->expression->text : operation.as<OpaqueOp>()->reason);
        }
        return texts;
    };
    QCOMPARE(defaults(u"mysql"_s), (QStringList{u"CURRENT_TIMESTAMP(6)"_s, u"SPECIAL"_s}));
    QCOMPARE(defaults(u"sqlite"_s), (QStringList{u"STAMP_sqlite"_s, u"SPECIAL"_s}));
}

void TestScriptReaderLibraries::aFunctionOfTheProjectsOwnIsNotSqlAlchemys()
{
    const ReadResult result =
        readScript(u"from sqlalchemy.sql.functions import GenericFunction\nclass largest(GenericFunction):\n    name = 'greatest'\n"
                   "def upgrade():\n    op.execute(sa.select(sa.func.greatest(1, 2)))\n"_s);
    QVERIFY(opaqueReason(result).contains(u"greatest"_s));
}

void TestScriptReaderLibraries::aHookCountsOnlyWhereItsModuleIsLoaded()
{
    QTemporaryDir folder;
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(write(u"hooked.py"_s,
                  "from sqlalchemy.ext.compiler import compiles\nimport sqlalchemy as sa\n"
                  "@compiles(sa.schema.DropTable)\ndef _(element, compiler, **kw):\n    return 'X'\n"));
    QVERIFY(write(u"through.py"_s, "import hooked\n"));
    ReadOptions options;
    options.sourceRoots = QStringList(folder.path());
    ScriptReader reader;
    const auto isOpaque = [&](const QByteArray &import) {
        const SourceText source(u"versions/1_test.py"_s,
                                "from alembic import op\n" + import + "\ndef upgrade():\n    op.drop_table('t')\n");
        return reader.read(source, Direction::Upgrade, options).operations.front().isOpaque();
    };
    QVERIFY(!isOpaque(""));
    QVERIFY(isOpaque("import through"));
    QVERIFY(!isOpaque(""));
    QVERIFY(isOpaque("import hooked"));
    const QByteArray inside = "def upgrade():\n    import hooked\n    op.drop_table('t')\n";
    const SourceText late(u"versions/1_test.py"_s, "from alembic import op\n" + inside);
    QVERIFY(reader.read(late, Direction::Upgrade, options).operations.front().isOpaque());
    QVERIFY(!isOpaque(""));
}

void TestScriptReaderLibraries::aReflectedMetaDataHasTheTablesBefore()
{
    const QString body =
        u"meta = sa.MetaData()\nmeta.reflect(bind=op.get_bind(), only=('child',))\n"
        "if 'parent' in meta.tables:\n    op.execute(sa.delete(meta.tables['child']).where(meta.tables['child'].c.id == 1))\n"
        "if 'other' not in meta.tables and meta.tables.get('other') is None:\n    op.drop_table('x')"_s;
    ReadOptions options;
    for (const QString &name : {u"parent"_s, u"child"_s, u"other"_s}) {
        Table table;
        table.name = QualifiedName(name);
        Column id;
        id.name = u"id"_s;
        id.type.name = u"Integer"_s;
        table.columns = {id};
        if (name == u"child") {
            ForeignKey key;
            key.columns = QStringList(u"id"_s);
            key.referredTable = QualifiedName(u"parent"_s);
            key.referredColumns = QStringList(u"id"_s);
            table.constraints = {key};
        }
        options.before.tables.insert(table.name, table);
    }
    const ReadResult result = readScript(body, options);
    QCOMPARE(result.operations.size(), size_t(2));
    QVERIFY2(result.operations.front().as<ExecuteSqlOp>(), qPrintable(opaqueReason(result)));
    QVERIFY2(result.operations.back().as<DropTableOp>(), qPrintable(opaqueReason(result, 1)));
    options.offline = true;
    QVERIFY(opaqueReason(readScript(body, options)).contains(u"NoInspectionAvailable"_s));
    options.offline = false;
    options.before.uncertainties.append(u"x"_s);
    QVERIFY(readScript(body, options).operations.front().as<LiveStepOp>());
}

void TestScriptReaderLibraries::whatSqlAlchemyHasGivenUpFailsAsItDoes()
{
    QCOMPARE(opaqueReason(readScript(u"sa.MetaData(bind=op.get_bind())"_s)),
             u"the migration raises TypeError: MetaData.__init__() got an unexpected keyword argument 'bind'"_s);
    QCOMPARE(opaqueReason(readScript(u"sa.MetaData().bind"_s)),
             u"the migration raises AttributeError: 'MetaData' object has no attribute 'bind'"_s);
}

void TestScriptReaderLibraries::aTableOfAMetaDataIsMadeThroughIt()
{
    const QString body = u"meta = sa.MetaData()\nt = sa.Table('t', meta, sa.Column('a', sa.Integer()))\n"
                         "assert sa.Table('t', meta).c.a.name == 'a'\nmeta.create_all(op.get_bind(), tables=[t])"_s;
    const ReadResult result = readScript(body);
    QVERIFY2(result.operations.front().as<CreateTableOp>(), qPrintable(opaqueReason(result)));
    const ReadResult bound = readScript(u"meta = sa.MetaData()\nmeta.bind = op.get_bind()\nassert meta.bind is not None\n"
                                        "if 't' not in meta.tables.keys():\n    op.drop_table('t')"_s);
    QVERIFY2(bound.operations.front().as<DropTableOp>(), qPrintable(opaqueReason(bound)));
}

void TestScriptReaderLibraries::aDialectIsAnInstanceOfItsClass()
{
    const QString body =
        u"from sqlalchemy.dialects.mysql.base import MySQLDialect\nfrom sqlalchemy.dialects.sqlite.base import SQLiteDialect\n"
        "def upgrade():\n    dialect = op.get_bind().dialect\n"
        "    if isinstance(dialect, MySQLDialect) and not isinstance(dialect, SQLiteDialect):\n        op.drop_table('t')\n"
        "    if 'sqlite' in dialect.dialect_description:\n        op.drop_table('u')\n"_s;
    const QMap<QString, size_t> expected{{u"mysql"_s, 1}, {u"mariadb"_s, 1}, {u"postgresql"_s, 0}};
    for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
        ReadOptions options;
        options.dialect = it.key();
        const ReadResult result = readScript(body, options);
        if (it.key() == u"mariadb") {
            QVERIFY(opaqueReason(result, 1).contains(u"driver"_s));
            continue;
        }
        QCOMPARE(result.operations.size(), it.value());
    }
    ReadOptions options;
    options.dialect = u"sqlite"_s;
    QCOMPARE(readScript(body, options).operations.front().as<DropTableOp>()->table.name, u"u"_s);
}

void TestScriptReaderLibraries::theConfigurationIsAsEnvPyLeftIt()
{
    const QString body = u"config = op.get_context().config\n"
                         "op.drop_table(config.get_main_option('known') or 'no')\n"
                         "op.drop_table(config.get_main_option('absent', 'otherwise'))\n"
                         "op.drop_table(config.get_main_option('changed'))"_s;
    QVERIFY(opaqueReason(readScript(body)).contains(u"config"_s));
    ReadOptions options;
    options.mainOptions = QMap<QString, QString>{{u"known"_s, u"t"_s}, {u"changed"_s, QString()}};
    const ReadResult result = readScript(body, options);
    QCOMPARE(result.operations[0].as<DropTableOp>()->table.name, u"t"_s);
    QCOMPARE(result.operations[1].as<DropTableOp>()->table.name, u"otherwise"_s);
    QVERIFY(opaqueReason(result, 2).contains(u"changed"_s));
}

QTEST_GUILESS_MAIN(TestScriptReaderLibraries)
#include "tst_scriptreaderlibraries.moc"
