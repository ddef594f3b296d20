import decimal
import enum
import uuid
from datetime import date
from typing import List, Literal, Optional

from sqlalchemy import (Boolean, CheckConstraint, Column, Enum, ForeignKey, ForeignKeyConstraint, Index, Integer, LargeBinary,
                        Numeric, String, Table, Text, UniqueConstraint, text)
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, backref, column_property, deferred, mapped_column, relationship, synonym, validates

from .base import Base, Big, Named, Stamped, intpk


class Role(enum.Enum):
    ADMIN = "admin"
    READER = "reader"


class Mood(str, enum.Enum):
    GOOD = "good"
    BAD = "bad"


tagging = Table(
    "taggings",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True),
)


class User(Stamped, Base):
    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email", "role"), CheckConstraint("score > 0", name="positive"), {"comment": "people"})

    id: Mapped[intpk]
    email: Mapped[str] = mapped_column(String(255), unique=True, index=True)
    role: Mapped[Role]
    mood: Mapped[Optional[Mood]] = mapped_column(index=True)
    level: Mapped[Literal["low", "high"]]
    score: Mapped[decimal.Decimal | None]
    born: Mapped["Optional[date]"]
    token: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)
    blob: Mapped[bytes] = mapped_column(nullable=True)
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    big: Mapped[Big]
    wrote: Mapped[float] = mapped_column("written", Numeric(10, 2))
    posts: Mapped[List["Post"]] = relationship(back_populates="author", cascade="all, delete-orphan")
    login = synonym("email")
    titles = association_proxy("posts", "title")

    @hybrid_property
    def shout(self):
        return self.email.upper()

    @shout.expression
    def shout(cls):
        return cls.email

    @validates("email")
    def check(self, key, value):
        return value

    class Meta:
        pass


class Post(Stamped, Named):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
    title = Column(String(100), nullable=False, index=True)
    body = deferred(Column(Text))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    editor_id = Column(ForeignKey(User.id))
    kind = Column(Enum("a", "b", name="post_kind"), server_default="a")
    flag = Column(Boolean, default=False)
    author: Mapped["User"] = relationship(back_populates="posts", foreign_keys=[author_id])
    tags = relationship("Tag", secondary=tagging, backref=backref("posts"))
    both = column_property(title + " ")


class Tag(Base):
    __tablename__ = "tag"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]


class Person(Named):
    id: Mapped[intpk]
    type: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "person"}


class Engineer(Person):
    __tablename__ = "engineers"
    id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    language: Mapped[str | None]
    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Animal(Base):
    __tablename__ = "animals"
    id: Mapped[intpk]
    type: Mapped[str]


class Dog(Animal):
    race: Mapped[Optional[str]]
    owner: Mapped[Optional[int]] = mapped_column(ForeignKey("users.id"), index=True)


class Grade(Base):
    __tablename__ = "grades"
    a: Mapped[int] = mapped_column(primary_key=True)
    b: Mapped[int] = mapped_column(primary_key=True)
    c: Mapped[int]
    d: Mapped[int]
    __table_args__ = (ForeignKeyConstraint(["c", "d"], ["grades.a", "grades.b"]), Index(None, "c", "d", unique=True))


Index("ix_posts_late", Post.title, Post.author_id.desc())
