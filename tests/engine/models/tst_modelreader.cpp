#include "models/modelreader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace retort;

/// What ModelReader makes of declared models.
class TestModelReader : public QObject
{
    Q_OBJECT

private slots:
    void columnsComeInTheOrderOfSqlAlchemy2();
    void anAnnotationGivesTypeAndNullability();
    void aConventionNamesTheConstraints();
    void aForeignKeyTakesTheTypeOfItsTarget();
    void aClassWithoutATableAddsToTheOneItInheritsFrom();
    void whatIsNotUnderstoodMakesOnlyItsTableUncertain();
    void aColumnAddedBehindTheClassIsNoticed();
    void anIndexMadeBehindTheClassBelongsToItsTable();
    void aConstraintMadeBehindTheClassBelongsToItsTable();
    void aColumnWithoutANameInAnIndexIsNotGuessed();
    void anIndexOverExpressionsBelongsToTheTableOfItsColumns();
    void aKeyStandsForTheNameOfItsColumn();
    void aNameOfConvIsFinal();
    void aTypeOfTheProjectKnowsItsModule();
    void onlyTheTargetMetadataCounts();
    void modulesThatEnvPyFindsInAFolderAreRead();
    void aLoopThatCannotBeFollowedLeavesTheSchemaIncomplete();
    void aTableKnowsItsClassAndLine();
    void relationshipsTellTargetAndCollection();
    void fieldsOfSqlModelAreColumns();
    void whetherADatetimeOfSqlModelHasATimeZoneIsNotGuessed();

private:
    static ModelSchema read(const QString &models);
    static QStringList columnNames(const ModelSchema &models, const QString &table);
};

ModelSchema TestModelReader::read(const QString &models)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"models.py"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    const QString head =
        u"import enum\nfrom typing import Optional\nfrom sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Index, Integer, "
        u"MetaData, Table\n"
        "from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_base, declared_attr, mapped_column, relationship\n"
        "class Base(DeclarativeBase): pass\n"_s;
    file.write(QString(head + models).toUtf8());
    file.close();
    return ModelReader::read(
        {SourceText(u"env.py"_s, "from models import Base\ntarget_metadata = Base.metadata\n"), u"target_metadata"_s, {folder.path()}});
}

QStringList TestModelReader::columnNames(const ModelSchema &models, const QString &table)
{
    QStringList names;
    if (const Table *found = models.schema.table(QualifiedName(table))) {
        for (const Column &column : found->columns)
            names.append(column.name);
    }
    return names;
}

void TestModelReader::columnsComeInTheOrderOfSqlAlchemy2()
{
    const ModelSchema models = read(u"class Stamped:\n"
                                    "    created = mapped_column(DateTime)\n"
                                    "    late = mapped_column(Integer, sort_order=5)\n"
                                    "    @declared_attr\n"
                                    "    def owner(cls): return Column(Integer)\n"
                                    "class User(Stamped, Base):\n"
                                    "    __tablename__ = 'users'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "    a: Mapped[int]\n"
                                    "    b = Column('bee', Integer)\n"_s);
    QCOMPARE(columnNames(models, u"users"_s), (QStringList{u"id"_s, u"bee"_s, u"a"_s, u"created"_s, u"owner"_s, u"late"_s}));
    QVERIFY(models.tables.first().isCertain());
}

void TestModelReader::anAnnotationGivesTypeAndNullability()
{
    const ModelSchema models = read(u"class Role(str, enum.Enum):\n    ADMIN = 'a'\n    READER = 'r'\n"
                                    "class User(Base):\n"
                                    "    __tablename__ = 'users'\n"
                                    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
                                    "    role: Mapped[Role]\n"
                                    "    name: Mapped['Optional[str]']\n"
                                    "    flag: Mapped[bool | None]\n"_s);
    const Table *table = models.schema.table(QualifiedName(u"users"_s));
    QVERIFY(table);
    QCOMPARE(table->columns[0].nullable, false);
    QCOMPARE(table->columns[1].type.name, u"Enum"_s);
    QCOMPARE(table->columns[1].type.values, (QStringList{u"ADMIN"_s, u"READER"_s}));
    QCOMPARE(table->columns[1].nullable, false);
    QCOMPARE(table->columns[2].type.name, u"String"_s);
    QCOMPARE(table->columns[2].nullable, true);
    QCOMPARE(table->columns[3].type.name, u"Boolean"_s);
    QCOMPARE(table->columns[3].nullable, true);
}

void TestModelReader::aConventionNamesTheConstraints()
{
    const ModelSchema models = read(u"Base = declarative_base(metadata=MetaData(naming_convention={'pk': 'pk_%(table_name)s'}))\n"
                                    "class User(Base):\n"
                                    "    __tablename__ = 'users'\n"
                                    "    id = Column(Integer, primary_key=True)\n"_s);
    const Table *table = models.schema.table(QualifiedName(u"users"_s));
    QVERIFY(table && table->primaryKey);
    QCOMPARE(table->primaryKey->name.text, u"pk_users"_s);
}

void TestModelReader::aForeignKeyTakesTheTypeOfItsTarget()
{
    const ModelSchema models = read(u"class Post(Base):\n"
                                    "    __tablename__ = 'posts'\n"
                                    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
                                    "    user: Mapped[int] = mapped_column(ForeignKey('users.id'))\n"
                                    "    ghost = Column(ForeignKey('ghosts.id'))\n"
                                    "class User(Base):\n"
                                    "    __tablename__ = 'users'\n"
                                    "    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)\n"_s);
    const Table *table = models.schema.table(QualifiedName(u"posts"_s));
    QVERIFY(table);
    QCOMPARE(table->columns[1].type.name, u"BigInteger"_s);
    QVERIFY(table->uncertain);
    QVERIFY(models.tables.first().problems.first().contains(u"ghost"_s));
}

void TestModelReader::aClassWithoutATableAddsToTheOneItInheritsFrom()
{
    const ModelSchema models = read(u"class Animal(Base):\n"
                                    "    __tablename__ = 'animals'\n"
                                    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
                                    "class Dog(Animal):\n"
                                    "    race: Mapped[str] = mapped_column(index=True, nullable=True)\n"_s);
    QCOMPARE(columnNames(models, u"animals"_s), (QStringList{u"id"_s, u"race"_s}));
    QCOMPARE(models.schema.table(QualifiedName(u"animals"_s))->indexes.size(), size_t(1));
    QCOMPARE(models.tables.size(), 1);
}

void TestModelReader::whatIsNotUnderstoodMakesOnlyItsTableUncertain()
{
    const ModelSchema models = read(u"from nowhere import Strange\n"
                                    "class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "    x = Column(Strange)\n"
                                    "class B(Base):\n"
                                    "    __tablename__ = 'b'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "class C(Strange, Base):\n"
                                    "    __tablename__ = 'c'\n"
                                    "    id = Column(Integer, primary_key=True)\n"_s);
    QCOMPARE(models.tables.size(), 3);
    QVERIFY(!models.tables[0].isCertain());
    QVERIFY(models.tables[1].isCertain());
    QVERIFY(!models.tables[2].isCertain());
    QVERIFY(models.schema.table(QualifiedName(u"a"_s))->uncertain);
    QVERIFY(!models.schema.table(QualifiedName(u"b"_s))->uncertain);
}

void TestModelReader::aColumnAddedBehindTheClassIsNoticed()
{
    const ModelSchema models = read(u"class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "A.more = Column(Integer)\n"_s);
    QCOMPARE(models.tables.size(), 1);
    QVERIFY(!models.tables[0].isCertain());
}

void TestModelReader::anIndexMadeBehindTheClassBelongsToItsTable()
{
    const ModelSchema models = read(u"class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "    x = Column(Integer)\n"
                                    "Index('ix_late', A.x, unique=True)\n"_s);
    const Table *table = models.schema.table(QualifiedName(u"a"_s));
    QVERIFY(table);
    QCOMPARE(table->indexes.size(), size_t(1));
    QCOMPARE(table->indexes.front().name.text, u"ix_late"_s);
}

void TestModelReader::aConstraintMadeBehindTheClassBelongsToItsTable()
{
    const QString head = u"from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint\n"
                         "class A(Base):\n    __tablename__ = 'a'\n    id = Column(Integer, primary_key=True)\n"
                         "    b = Column(Integer)\n    c = Column(Integer)\n"_s;
    const ModelSchema models = read(head + u"UniqueConstraint(A.b, A.c, name='uq_a')\n"_s);
    QVERIFY2(models.tables[0].isCertain(), qPrintable(models.tables[0].problems.join(u'\n')));
    const Table *table = models.schema.table(QualifiedName(u"a"_s));
    QCOMPARE(table->constraints.size(), size_t(1));
    const auto *unique = std::get_if<UniqueConstraint>(&table->constraints[0]);
    QVERIFY(unique);
    QCOMPARE(unique->columns, (QStringList{u"b"_s, u"c"_s}));
    for (const auto &other :
         {u"UniqueConstraint(A.b)"_s, u"CheckConstraint(A.b > 1, name='ck')"_s, u"ForeignKeyConstraint([A.b], [A.id], name='fk')"_s})
        QVERIFY2(!read(head + other + u'\n').tables[0].isCertain(), qPrintable(other));
}

void TestModelReader::aColumnWithoutANameInAnIndexIsNotGuessed()
{
    const ModelSchema models = read(u"class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "    x = Column(Integer)\n"
                                    "    __table_args__ = (Index('ix', x.desc()),)\n"_s);
    QCOMPARE(models.tables.size(), 1);
    QVERIFY(!models.tables[0].isCertain());
}

void TestModelReader::anIndexOverExpressionsBelongsToTheTableOfItsColumns()
{
    const ModelSchema models = read(u"from sqlalchemy import func\n"
                                    "class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "Index('ix', func.abs(A.id), A.id.desc())\n"_s);
    const Table *table = models.schema.table(QualifiedName(u"a"_s));
    QVERIFY(table != nullptr && !table->uncertain);
    QCOMPARE(table->indexes.size(), size_t(1));
    QCOMPARE(table->indexes.front().expressions.size(), size_t(2));
}

void TestModelReader::aKeyStandsForTheNameOfItsColumn()
{
    const ModelSchema models = read(u"a = Table('a', Base.metadata, Column('a_no', Integer, key='id', primary_key=True),\n"
                                    "          Index('ix', 'id'))\n"
                                    "b = Table('b', Base.metadata, Column('b_no', Integer, ForeignKey('a.id'), key='ref'))\n"_s);
    const Table *a = models.schema.table(QualifiedName(u"a"_s));
    QCOMPARE(a->primaryKey->columns, QStringList{u"a_no"_s});
    QCOMPARE(a->indexes.front().expressions.front().text, u"a_no"_s);
    QCOMPARE(a->columns.front().key, QString());
    const auto key = std::get<ForeignKey>(models.schema.table(QualifiedName(u"b"_s))->constraints.front());
    QCOMPARE(key.columns, QStringList{u"b_no"_s});
    QCOMPARE(key.referredColumns, QStringList{u"a_no"_s});
}

void TestModelReader::aNameOfConvIsFinal()
{
    const ModelSchema models = read(u"from sqlalchemy.schema import UniqueConstraint, conv\n"
                                    "Base.metadata = MetaData(naming_convention={'uq': 'uq_%(table_name)s'})\n"
                                    "class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "    __table_args__ = (UniqueConstraint('id', name=conv('mine')),)\n"_s);
    const Table *table = models.schema.table(QualifiedName(u"a"_s));
    QVERIFY(table != nullptr && !table->uncertain);
    const auto unique = std::get<UniqueConstraint>(table->constraints.front());
    QCOMPARE(unique.name, Name(u"mine"_s, true));
}

void TestModelReader::aTypeOfTheProjectKnowsItsModule()
{
    const ModelSchema models = read(u"from sqlalchemy.types import TypeDecorator\n"
                                    "class Big(TypeDecorator):\n"
                                    "    impl = BigInteger\n"
                                    "class Odd(Big):\n"
                                    "    def __init__(self, more): super().__init__()\n"
                                    "class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "    size = Column(Big)\n"
                                    "    odd = Column(Odd(1))\n"_s);
    const Table *table = models.schema.table(QualifiedName(u"a"_s));
    QCOMPARE(table->column(u"size"_s)->type.text(u"module"_s), u"models"_s);
    // What its constructor takes repr() does not tell.
    QCOMPARE(table->column(u"odd"_s)->type.text(u"module"_s), QString());
}

void TestModelReader::onlyTheTargetMetadataCounts()
{
    const ModelSchema models = read(u"Table('other', MetaData(), Column('id', Integer))\n"
                                    "Table('mine', Base.metadata, Column('id', Integer))\n"_s);
    QCOMPARE(models.tables.size(), 1);
    QCOMPARE(models.tables[0].name, QualifiedName(u"mine"_s));
}

void TestModelReader::modulesThatEnvPyFindsInAFolderAreRead()
{
    QTemporaryDir folder;
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QDir().mkpath(QFileInfo(folder.filePath(name)).path());
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"app/base.py"_s, "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): pass\n");
    for (const QByteArray name : {"users", "orders", "_hidden"})
        write(u"app/models/%1.py"_s.arg(QString::fromLatin1(name)),
              "from sqlalchemy.orm import Mapped, mapped_column\nfrom app.base import Base\nclass M(Base):\n    __tablename__ = '" + name
                  + "'\n    id: Mapped[int] = mapped_column(primary_key=True)\n");
    const QByteArray env = R"(import importlib
from pathlib import Path
from app.base import Base
ROOT = Path(__file__).resolve().parents[1]
for path in sorted((ROOT / "app" / "models").glob("*.py")):
    if not path.stem.startswith("_"):
        importlib.import_module(f"app.models.{path.stem}")
target_metadata = Base.metadata
)";
    const ModelSchema models =
        ModelReader::read({SourceText(folder.filePath(u"migrations/env.py"_s), env), u"target_metadata"_s, {folder.path()}});
    QCOMPARE(models.schema.uncertainties, QStringList());
    QCOMPARE(models.schema.tables.keys(), (QList<QualifiedName>{QualifiedName(u"orders"_s), QualifiedName(u"users"_s)}));
}

void TestModelReader::aLoopThatCannotBeFollowedLeavesTheSchemaIncomplete()
{
    const QByteArray env = "import importlib, somewhere\nfrom sqlalchemy import MetaData\ntarget_metadata = MetaData()\n"
                           "for name in somewhere.names():\n    importlib.import_module(name)\n";
    const ModelSchema models = ModelReader::read({SourceText(u"env.py"_s, env), u"target_metadata"_s, {}});
    QVERIFY(models.tables.isEmpty());
    QVERIFY(!models.schema.isCertain());
    const QByteArray loads = "from helpers import importutils\nfrom sqlalchemy import MetaData\nimportutils.try_import('app.models')\n"
                             "target_metadata = MetaData()\n";
    const ModelSchema loaded = ModelReader::read({SourceText(u"env.py"_s, loads), u"target_metadata"_s, {}});
    QVERIFY(!loaded.schema.isCertain());
}

void TestModelReader::aTableKnowsItsClassAndLine()
{
    const ModelSchema models = read(u"class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"_s);
    QCOMPARE(models.tables[0].className, u"A"_s);
    QCOMPARE(models.tables[0].line, 6);
    QVERIFY(models.tables[0].file.endsWith(u"models.py"_s));
}

void TestModelReader::relationshipsTellTargetAndCollection()
{
    const ModelSchema models = read(u"class A(Base):\n"
                                    "    __tablename__ = 'a'\n"
                                    "    id = Column(Integer, primary_key=True)\n"
                                    "    bs: Mapped[list['B']] = relationship(back_populates='a')\n"
                                    "    one = relationship('C', uselist=False)\n"_s);
    const QList<ModelRelationship> relationships = models.tables[0].relationships;
    QCOMPARE(relationships.size(), 2);
    QCOMPARE(relationships[0].target, u"B"_s);
    QCOMPARE(relationships[0].backPopulates, u"a"_s);
    QVERIFY(relationships[0].isCollection);
    QCOMPARE(relationships[1].target, u"C"_s);
    QVERIFY(!relationships[1].isCollection);
}

void TestModelReader::fieldsOfSqlModelAreColumns()
{
    const QByteArray env = "import enum\nimport uuid\nfrom typing import ClassVar, List, Optional\n"
                           "from sqlmodel import Field, Relationship, SQLModel\n"
                           "class Role(enum.Enum):\n    ADMIN = 'a'\n    READER = 'r'\n"
                           "class Base(SQLModel):\n    _hidden: ClassVar[list] = []\n"
                           "    id: Optional[int] = Field(default=None, primary_key=True)\n    key: uuid.UUID\n"
                           "class UserRead(Base):\n    name: str\n"
                           "class User(Base, table=True):\n"
                           "    email: str = Field(max_length=200, unique=True, index=True)\n"
                           "    role: Role = Role.READER\n"
                           "    team_id: int | None = Field(default=None, foreign_key='teams.id', ondelete='SET NULL')\n"
                           "    posts: List['Post'] = Relationship(back_populates='author')\n"
                           "class Team(SQLModel, table=True):\n    __tablename__ = 'teams'\n    id: int = Field(primary_key=True)\n"
                           "target_metadata = SQLModel.metadata\n";
    const ModelSchema models = ModelReader::read({SourceText(u"env.py"_s, env), u"target_metadata"_s, {}});
    QCOMPARE(models.tables.size(), 2);
    QVERIFY2(models.tables[0].isCertain() && models.schema.isCertain(), qPrintable(models.tables[0].problems.join(u'\n')));
    QCOMPARE(columnNames(models, u"user"_s), (QStringList{u"id"_s, u"key"_s, u"email"_s, u"role"_s, u"team_id"_s}));
    const Table *user = models.schema.table(QualifiedName(u"user"_s));
    QVERIFY(user->columns[0].primaryKey && !user->columns[0].nullable);
    QCOMPARE(user->columns[2].type.name, u"sqlmodel.AutoString"_s);
    QCOMPARE(user->columns[2].type.arguments.value(u"length"_s).text, u"200"_s);
    QCOMPARE(user->columns[3].type.values, (QStringList{u"ADMIN"_s, u"READER"_s}));
    QVERIFY(user->columns[4].nullable);
    QCOMPARE(user->indexes.size(), size_t(1));
    QVERIFY(user->indexes[0].unique);
    const auto *key = std::get_if<ForeignKey>(&user->constraints[0]);
    QVERIFY(key);
    QCOMPARE(key->onDelete, u"SET NULL"_s);
    QCOMPARE(models.tables[0].relationships.size(), 1);
    QCOMPARE(models.tables[0].relationships[0].target, u"Post"_s);
}

void TestModelReader::whetherADatetimeOfSqlModelHasATimeZoneIsNotGuessed()
{
    const QByteArray env = "from datetime import datetime\nfrom sqlmodel import Field, SQLModel\n"
                           "class User(SQLModel, table=True):\n    id: int = Field(primary_key=True)\n    at: datetime\n"
                           "target_metadata = SQLModel.metadata\n";
    ModelSource source{SourceText(u"env.py"_s, env), u"target_metadata"_s, {}};
    QVERIFY(!ModelReader::read(source).tables[0].isCertain());
    for (const bool keeps : {false, true}) {
        source.sqlModelKeepsTimeZone = keeps;
        const ModelSchema models = ModelReader::read(source);
        QVERIFY2(models.tables[0].isCertain(), qPrintable(models.tables[0].problems.join(u'\n')));
        QCOMPARE(models.schema.table(QualifiedName(u"user"_s))->columns[1].type.flag(u"timezone"_s), keeps);
    }
}

QTEST_GUILESS_MAIN(TestModelReader)
#include "tst_modelreader.moc"
