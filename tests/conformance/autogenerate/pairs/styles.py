"""The ways in which people write models: 1.x columns, Mapped annotations, dataclasses, mixins, Table(), enums of Python, own types."""

from .pair import ALL, MARIADB, PG, SQLITE, Pair, pair, plain

MAPPED = """\
import datetime
import decimal
import enum
import uuid
from typing import Annotated, List, Optional

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Identity, Index, Integer, Numeric, String, Text, UniqueConstraint, func
from sqlalchemy import types as sqltypes
from sqlalchemy.ext.declarative import declared_attr
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass
"""

OLD = """\
from sqlalchemy import Boolean, Column, DateTime, Enum, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text
from sqlalchemy.ext.declarative import declarative_base
from sqlalchemy.orm import backref, relationship
from sqlalchemy.sql import func

Base = declarative_base()
"""

TABLES = """\
from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, MetaData, PrimaryKeyConstraint, String, Table
from sqlalchemy import UniqueConstraint, types

metadata = MetaData()
"""

MAPPED_PAIRS = {
    "annotated-types": (
        """
        class User(Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
        """
        class User(Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
            name: Mapped[str] = mapped_column(String(30))
            nick: Mapped[Optional[str]] = mapped_column(String(30))
            age: Mapped[int]
            weight: Mapped[Optional[float]]
            active: Mapped[bool]
            born: Mapped[Optional[datetime.date]]
            seen: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
            balance: Mapped[decimal.Decimal] = mapped_column(Numeric(12, 2))
            token: Mapped[uuid.UUID]
            photo: Mapped[Optional[bytes]]
        """,
    ),
    "optional-made-required": (
        """
        class User(Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
            name: Mapped[Optional[str]] = mapped_column(String(30))
            age: Mapped[int | None]
        """,
        """
        class User(Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
            name: Mapped[str] = mapped_column(String(30))
            age: Mapped[int]
        """,
    ),
    "annotated-alias": (
        """
        intpk = Annotated[int, mapped_column(primary_key=True)]
        str50 = Annotated[str, 50]

        class User(Base):
            __tablename__ = "user"
            id: Mapped[intpk]
            name: Mapped[Annotated[str, mapped_column(String(50))]]
        """,
        """
        intpk = Annotated[int, mapped_column(primary_key=True)]
        str50 = Annotated[str, mapped_column(String(50), index=True)]
        timestamp = Annotated[datetime.datetime, mapped_column(nullable=False, server_default=func.now())]

        class User(Base):
            __tablename__ = "user"
            id: Mapped[intpk]
            name: Mapped[str50]
            created: Mapped[timestamp]
            changed: Mapped[Optional[datetime.datetime]]
        """,
    ),
    "relationships": (
        """
        class Parent(Base):
            __tablename__ = "parent"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
        """
        class Parent(Base):
            __tablename__ = "parent"
            id: Mapped[int] = mapped_column(primary_key=True)
            children: Mapped[List["Child"]] = relationship(back_populates="parent", cascade="all, delete-orphan")

        class Child(Base):
            __tablename__ = "child"
            id: Mapped[int] = mapped_column(primary_key=True)
            parent_id: Mapped[int] = mapped_column(ForeignKey("parent.id", ondelete="CASCADE"), index=True)
            parent: Mapped["Parent"] = relationship(back_populates="children")
        """,
    ),
    "python-enum": (
        """
        class Order(Base):
            __tablename__ = "orders"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
        """
        class State(enum.Enum):
            NEW = "new"
            PAID = "paid"
            SHIPPED = "shipped"

        class Order(Base):
            __tablename__ = "orders"
            id: Mapped[int] = mapped_column(primary_key=True)
            state: Mapped[State]
            before: Mapped[Optional[State]] = mapped_column(Enum(State, name="before_state"))
            text: Mapped[State] = mapped_column(Enum(State, native_enum=False, length=30, name="t", values_callable=lambda e: [m.value for m in e]))
        """,
    ),
    "enum-values-callable": (
        """
        class Order(Base):
            __tablename__ = "orders"
            id: Mapped[int] = mapped_column(primary_key=True)
            state: Mapped[str] = mapped_column(Enum("new", "paid", name="state"))
        """,
        """
        class State(str, enum.Enum):
            new = "new"
            paid = "paid"
            shipped = "shipped"

        class Order(Base):
            __tablename__ = "orders"
            id: Mapped[int] = mapped_column(primary_key=True)
            state: Mapped[State] = mapped_column(Enum(State, name="state", values_callable=lambda states: [s.value for s in states]))
        """,
    ),
    "mixins": (
        """
        class User(Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
        """
        class Stamped:
            created: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
            changed: Mapped[Optional[datetime.datetime]]

        class SoftDeleted:
            deleted: Mapped[bool] = mapped_column(default=False, index=True)

        class User(Stamped, SoftDeleted, Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
            name: Mapped[str] = mapped_column(String(30))

        class Team(Stamped, Base):
            __tablename__ = "team"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
    ),
    "mixin-reference": (
        """
        class Tenant(Base):
            __tablename__ = "tenant"
            id: Mapped[int] = mapped_column(primary_key=True)

        class User(Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
        """
        class Tenant(Base):
            __tablename__ = "tenant"
            id: Mapped[int] = mapped_column(primary_key=True)

        class OfTenant:
            @declared_attr
            def tenant_id(cls) -> Mapped[int]:
                return mapped_column(ForeignKey("tenant.id"), nullable=False)

            @declared_attr
            def tenant(cls) -> Mapped["Tenant"]:
                return relationship("Tenant")

        class User(OfTenant, Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
    ),
    "tablename-of-class": (
        "",
        """
        class Named:
            @declared_attr
            def __tablename__(cls):
                return cls.__name__.lower() + "s"

            id: Mapped[int] = mapped_column(primary_key=True)

        class Invoice(Named, Base):
            number: Mapped[str] = mapped_column(String(20), unique=True)

        class Payment(Named, Base):
            invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"))
            amount: Mapped[decimal.Decimal] = mapped_column(Numeric(10, 2))
        """,
    ),
    "abstract-base": (
        """
        class Thing(Base):
            __tablename__ = "thing"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
        """
        class Model(Base):
            __abstract__ = True
            id: Mapped[int] = mapped_column(primary_key=True)
            note: Mapped[Optional[str]] = mapped_column(Text)

        class Thing(Model):
            __tablename__ = "thing"

        class Other(Model):
            __tablename__ = "other"
            thing_id: Mapped[Optional[int]] = mapped_column(ForeignKey("thing.id", ondelete="SET NULL"))
        """,
    ),
    "single-table-inheritance": (
        """
        class Employee(Base):
            __tablename__ = "employee"
            id: Mapped[int] = mapped_column(primary_key=True)
            type: Mapped[str] = mapped_column(String(20))
            __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}
        """,
        """
        class Employee(Base):
            __tablename__ = "employee"
            id: Mapped[int] = mapped_column(primary_key=True)
            type: Mapped[str] = mapped_column(String(20))
            __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}

        class Manager(Employee):
            budget: Mapped[Optional[int]]
            __mapper_args__ = {"polymorphic_identity": "manager"}
        """,
    ),
    "joined-inheritance": (
        "",
        """
        class Employee(Base):
            __tablename__ = "employee"
            id: Mapped[int] = mapped_column(primary_key=True)
            type: Mapped[str] = mapped_column(String(20))
            __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}

        class Engineer(Employee):
            __tablename__ = "engineer"
            id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
            skill: Mapped[Optional[str]] = mapped_column(String(40))
            __mapper_args__ = {"polymorphic_identity": "engineer"}
        """,
    ),
    "table-args": (
        """
        class Item(Base):
            __tablename__ = "item"
            id: Mapped[int] = mapped_column(primary_key=True)
            shop: Mapped[int]
            code: Mapped[str] = mapped_column(String(20))
        """,
        """
        class Item(Base):
            __tablename__ = "item"
            __table_args__ = (
                UniqueConstraint("shop", "code", name="uq_item_shop_code"),
                Index("ix_item_code_shop", "code", "shop"),
                CheckConstraint("shop > 0", name="ck_item_shop"),
                {"comment": "What is sold"},
            )
            id: Mapped[int] = mapped_column(primary_key=True)
            shop: Mapped[int] = mapped_column(comment="Where")
            code: Mapped[str] = mapped_column(String(20))
        """,
    ),
    "type-annotation-map": (
        "",
        """
        class Mapping(Base):
            __abstract__ = True
            type_annotation_map = {str: String(100), datetime.datetime: sqltypes.DateTime(timezone=True), int: sqltypes.BigInteger}

        class Event(Mapping):
            __tablename__ = "event"
            id: Mapped[int] = mapped_column(Integer, primary_key=True)
            title: Mapped[str]
            at: Mapped[datetime.datetime]
            seats: Mapped[Optional[int]]
        """,
    ),
    "sort-order": (
        "",
        """
        class Audited:
            created_by: Mapped[str] = mapped_column(String(30), sort_order=100)
            id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

        class Page(Audited, Base):
            __tablename__ = "page"
            title: Mapped[str] = mapped_column(String(30))
        """,
    ),
    "future-annotations": (
        """
        class Node(Base):
            __tablename__ = "node"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
        """
        class Node(Base):
            __tablename__ = "node"
            id: Mapped["int"] = mapped_column(primary_key=True)
            parent_id: Mapped["Optional[int]"] = mapped_column(ForeignKey("node.id"))
            children: Mapped[List["Node"]] = relationship()
        """,
    ),
    "column-named-otherwise": (
        """
        class Item(Base):
            __tablename__ = "item"
            id: Mapped[int] = mapped_column(primary_key=True)
            name: Mapped[str] = mapped_column("item_name", String(30))
        """,
        """
        class Item(Base):
            __tablename__ = "item"
            id: Mapped[int] = mapped_column(primary_key=True)
            title: Mapped[str] = mapped_column("item_name", String(30), index=True)
            metadata_: Mapped[Optional[str]] = mapped_column("metadata", Text)
        """,
    ),
}

OLD_PAIRS = {
    "flask-blog": (
        """
        class User(Base):
            __tablename__ = "user"
            id = Column(Integer, primary_key=True)
            username = Column(String(80), unique=True, nullable=False)
        """,
        """
        class User(Base):
            __tablename__ = "user"
            id = Column(Integer, primary_key=True)
            username = Column(String(64), index=True, unique=True)
            email = Column(String(120), index=True, unique=True)
            about_me = Column(String(140))
            last_seen = Column(DateTime, default=func.now())
            posts = relationship("Post", backref="author", lazy="dynamic")

        class Post(Base):
            __tablename__ = "post"
            id = Column(Integer, primary_key=True)
            body = Column(String(140))
            timestamp = Column(DateTime, index=True, default=func.now())
            user_id = Column(Integer, ForeignKey("user.id"))
        """,
    ),
    "many-to-many": (
        "",
        """
        membership = Table(
            "membership",
            Base.metadata,
            Column("user_id", Integer, ForeignKey("user.id"), primary_key=True),
            Column("team_id", Integer, ForeignKey("team.id"), primary_key=True),
            Column("since", DateTime, server_default=text("CURRENT_TIMESTAMP")),
        )

        class User(Base):
            __tablename__ = "user"
            id = Column(Integer, primary_key=True)
            teams = relationship("Team", secondary=membership, backref=backref("members"))

        class Team(Base):
            __tablename__ = "team"
            id = Column(Integer, primary_key=True)
        """,
    ),
    "column-mixin": (
        """
        class Item(Base):
            __tablename__ = "item"
            id = Column(Integer, primary_key=True)
        """,
        """
        class Stamped(object):
            created_at = Column(DateTime, server_default=func.now(), nullable=False)
            updated_at = Column(DateTime, onupdate=func.now())

        class Item(Stamped, Base):
            __tablename__ = "item"
            id = Column(Integer, primary_key=True)
            price = Column(Float(asdecimal=True), nullable=False)
        """,
    ),
    "base-class": (
        """
        class Item(Base):
            __tablename__ = "item"
            id = Column(Integer, primary_key=True)
            active = Column(Boolean, default=True)
        """,
        """
        class Item(Base):
            __tablename__ = "item"
            id = Column(Integer, primary_key=True)
            active = Column(Boolean, default=True, nullable=False)
            state = Column(Enum("draft", "live", name="item_state"), nullable=False)
            __table_args__ = (UniqueConstraint("active", "state"),)
        """,
    ),
    "types-as-classes": (
        """
        class Item(Base):
            __tablename__ = "item"
            id = Column(Integer(), primary_key=True)
            note = Column(Text())
        """,
        """
        class Item(Base):
            __tablename__ = "item"
            id = Column("id", Integer(), primary_key=True)
            note = Column("note", String(length=200))
            done = Column("done", Boolean())
        """,
    ),
    "table-in-class": (
        "",
        """
        class Item(Base):
            __table__ = Table("item", Base.metadata, Column("id", Integer, primary_key=True), Column("name", String(30), index=True))
        """,
    ),
}

TABLE_PAIRS = {
    "new-tables": (
        "",
        """
        users = Table(
            "users",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("name", String(40), nullable=False, unique=True),
        )
        addresses = Table(
            "addresses",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("user_id", None, ForeignKey("users.id")),
            Column("email", String(120), nullable=False, index=True),
        )
        """,
    ),
    "constraints": (
        """
        stock = Table("stock", metadata, Column("shop", Integer), Column("item", Integer), Column("pieces", Integer))
        """,
        """
        stock = Table(
            "stock",
            metadata,
            Column("shop", Integer, nullable=False),
            Column("item", Integer, nullable=False),
            Column("pieces", types.BigInteger, server_default="0"),
            UniqueConstraint("shop", "item", name="uq_stock"),
            CheckConstraint("pieces >= 0", name="ck_pieces"),
            Index("ix_stock_item", "item"),
        )
        """,
    ),
    "without-key": (
        """
        log = Table("log", metadata, Column("line", String(200)))
        """,
        """
        log = Table("log", metadata, Column("line", types.Text), Column("at", types.DateTime))
        """,
    ),
    "index-outside": (
        """
        log = Table("log", metadata, Column("line", String(200)), Column("at", types.DateTime))
        """,
        """
        log = Table("log", metadata, Column("line", String(200)), Column("at", types.DateTime))
        Index("ix_log_at", log.c.at)
        Index("ix_log_both", log.c.at, log.c.line, unique=True)
        """,
    ),
    "composite-key": (
        "",
        """
        shops = Table("shops", metadata, Column("id", Integer, primary_key=True))
        stock = Table(
            "stock",
            metadata,
            Column("shop_id", Integer, ForeignKey(shops.c.id)),
            Column("number", Integer),
            PrimaryKeyConstraint("shop_id", "number", name="stock_pk"),
        )
        sale = Table(
            "sale",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("shop_id", Integer),
            Column("number", Integer),
            ForeignKeyConstraint(["shop_id", "number"], ["stock.shop_id", "stock.number"], name="fk_sale_stock"),
        )
        """,
    ),
}


def decorated():
    """Types of the project's own."""
    head = """\
import json

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Base(DeclarativeBase):
    pass


class Lines(TypeDecorator):
    impl = sa.Text
    cache_ok = True


class Code(TypeDecorator):
    impl = sa.String(12)
    cache_ok = True
"""
    before = """
        class Item(Base):
            __tablename__ = "item"
            id = sa.Column(sa.Integer, primary_key=True)
            note = sa.Column(%s)
        """
    yield pair("decorator/same-implementation", before % "sa.Text", before % "Lines", head=head)
    yield pair("decorator/same", before % "Lines", before % "Lines", head=head)
    yield pair("decorator/changed", before % "sa.String(12)", before % "Lines", head=head)
    yield pair("decorator/longer", before % "sa.String(6)", before % "Code", head=head)
    yield pair("decorator/new-table", "", before % "Lines", head=head)
    yield pair("decorator/dropped", before % "Code", "", head=head)


def pairs():
    result = []
    for prefix, head, family in (("mapped", MAPPED, MAPPED_PAIRS), ("declarative", OLD, OLD_PAIRS), ("table", TABLES, TABLE_PAIRS)):
        for name, (before, after) in family.items():
            result.append(pair("%s/%s" % (prefix, name), before, after, head=head))
            result.append(pair("%s-back/%s" % (prefix, name), after, before, head=head))
    return [*result, *decorated()]
