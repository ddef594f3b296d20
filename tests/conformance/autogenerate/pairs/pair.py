"""What a pair is, and how those that differ in a line or two are written."""

import dataclasses
import textwrap

ALL = ("sqlite", "postgresql", "mariadb")
PG = ("postgresql",)
MARIADB = ("mariadb",)
SQLITE = ("sqlite",)
SERVERS = ("postgresql", "mariadb")

HEAD = """\
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass
"""


@dataclasses.dataclass
class Pair:
    id: str
    before: str
    after: str
    databases: tuple = ALL
    compare_server_default: bool = False
    schemas: tuple = ()


def target_metadata(source):
    return "Base.metadata" if "class Base" in source or "\nBase = " in source else "metadata"


def plain(text):
    return textwrap.dedent(text).strip("\n") + "\n"


def pair(name, before, after, databases=ALL, head=HEAD, **options):
    """Two texts that share a head."""
    return Pair(name, head + "\n\n" + plain(before), head + "\n\n" + plain(after), databases, **options)


def table(name, *lines, args=()):
    """A model with an id and the given lines in its body."""
    class_name = "".join(word.capitalize() for word in name.split("_"))
    body = ["id = sa.Column(sa.Integer, primary_key=True)", *lines]
    text = "class %s(Base):\n    __tablename__ = %r\n" % (class_name, name)
    text += "".join("    %s\n" % line for line in body)
    if args:
        inner = "".join("        %s,\n" % line for line in args)
        text += "    __table_args__ = (\n%s    )\n" % inner
    return text


def column(name, type_, *options):
    return "%s = sa.Column(%s)" % (name, ", ".join((type_,) + options))


def item(name, before, after, databases=ALL, args_before=(), args_after=(), **options):
    """The table `item` with other lines before and after; a str is one line."""
    lines = [[one] if isinstance(one, str) else list(one) for one in (before, after)]
    return pair(
        name,
        table("item", *lines[0], args=args_before),
        table("item", *lines[1], args=args_after),
        databases,
        **options,
    )
