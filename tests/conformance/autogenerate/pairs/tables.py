"""Whole tables: new, gone, renamed, several at once, association tables, options, primary keys."""

from .pair import ALL, HEAD, MARIADB, PG, SERVERS, SQLITE, column, item, pair, plain, table

USER = table("user_account", column("name", "sa.String(40)", "nullable=False"), column("email", "sa.String(120)", "unique=True"))
POST = table(
    "post",
    column("author_id", "sa.ForeignKey('user_account.id')", "nullable=False"),
    column("title", "sa.String(200)", "index=True"),
    column("body", "sa.Text"),
    column("created", "sa.DateTime", "server_default=sa.func.now()", "nullable=False"),
)
TAG = table("tag", column("label", "sa.String(40)", "unique=True", "nullable=False"))
LINK = """\
post_tag = sa.Table(
    "post_tag",
    Base.metadata,
    sa.Column("post_id", sa.ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("tag_id", sa.ForeignKey("tag.id"), primary_key=True),
)
"""
KEYED_LINK = """\
class PostTag(Base):
    __tablename__ = "post_tag"
    post_id = sa.Column(sa.Integer, sa.ForeignKey("post.id"), primary_key=True)
    tag_id = sa.Column(sa.Integer, sa.ForeignKey("tag.id"), primary_key=True)
    weight = sa.Column(sa.Float, server_default="1.0", nullable=False)
"""
PLAIN_LINK = """\
post_tag = sa.Table(
    "post_tag",
    Base.metadata,
    sa.Column("post_id", sa.Integer, sa.ForeignKey("post.id")),
    sa.Column("tag_id", sa.Integer, sa.ForeignKey("tag.id")),
    sa.UniqueConstraint("post_id", "tag_id", name="uq_post_tag"),
)
"""


def texts(*parts):
    return "\n\n".join(parts)


def blog():
    everything = texts(USER, POST, TAG, LINK)
    steps = {
        "new": ("", everything),
        "dropped": (everything, ""),
        "same": (everything, everything),
        "tags-new": (texts(USER, POST), everything),
        "tags-dropped": (everything, texts(USER, POST)),
        "link-with-weight": (everything, texts(USER, POST, TAG, KEYED_LINK)),
        "link-without-key": ("", texts(USER, POST, TAG, PLAIN_LINK)),
        "link-gone": (texts(USER, POST, TAG, PLAIN_LINK), texts(USER, POST, TAG)),
        "user-only": ("", USER),
        "post-renamed": (texts(USER, POST), texts(USER, POST.replace("'post'", "'article'"))),
        "reversed-source": ("", texts(TAG, USER, POST, LINK)),
        "half": (texts(USER, TAG), texts(POST.replace("sa.ForeignKey('user_account.id')", "sa.Integer"), TAG)),
    }
    for name, (before, after) in steps.items():
        yield pair("blog/" + name, before, after)


def keys():
    def keyed(*lines, args=()):
        text = table("item", *lines, args=args)
        return text.replace("    id = sa.Column(sa.Integer, primary_key=True)\n", "")

    two = [column("shop", "sa.Integer", "primary_key=True"), column("number", "sa.Integer", "primary_key=True")]
    one = [column("shop", "sa.Integer", "primary_key=True"), column("number", "sa.Integer", "nullable=False")]
    yield pair("primary-key/composite-new", "", keyed(*two))
    yield pair("primary-key/composite-dropped", keyed(*two), "")
    yield pair("primary-key/widened", keyed(*one), keyed(*two))
    yield pair("primary-key/narrowed", keyed(*two), keyed(*one))
    named = keyed(column("shop", "sa.Integer"), column("number", "sa.Integer"), args=("sa.PrimaryKeyConstraint('shop', 'number', name='pk_item')",))
    yield pair("primary-key/named-new", "", named)
    yield pair("primary-key/named-dropped", named, "")
    reordered = named.replace("'shop', 'number', name", "'number', 'shop', name")
    yield pair("primary-key/order", "", reordered)
    yield pair("primary-key/order-dropped", reordered, "")
    yield pair("primary-key/string", "", keyed(column("code", "sa.String(12)", "primary_key=True")))
    yield pair("primary-key/uuid-default", "", keyed(column("id", "sa.Uuid", "primary_key=True", "default='x'")), SQLITE + PG)
    yield pair("primary-key/integer-python-default", "", keyed(column("id", "sa.Integer", "primary_key=True", "default=1")))
    yield pair("primary-key/not-autoincrement", "", keyed(column("id", "sa.Integer", "primary_key=True", "autoincrement=False")))
    yield pair("primary-key/bigint", "", keyed(column("id", "sa.BigInteger", "primary_key=True", "autoincrement=True")))
    yield pair("primary-key/foreign", texts(USER), texts(USER, keyed(column("id", "sa.ForeignKey('user_account.id')", "primary_key=True"))))
    yield pair("primary-key/composite-counting", "", keyed(column("id", "sa.Integer", "primary_key=True", "autoincrement=True"), two[0]), SERVERS)


def options():
    sized = column("size", "sa.Integer")
    for name, args, databases in (
        ("mysql-engine", ("{'mysql_engine': 'InnoDB', 'mysql_charset': 'utf8mb4', 'mariadb_engine': 'InnoDB', 'mariadb_charset': 'utf8mb4'}",), ALL),
        ("sqlite-autoincrement", ("{'sqlite_autoincrement': True}",), SQLITE),
        ("sqlite-strict", ("{'sqlite_strict': True}",), SQLITE),
        ("sqlite-without-rowid", ("{'sqlite_with_rowid': False}",), SQLITE),
        ("postgresql-using", ("{'postgresql_using': 'heap'}",), PG),
        ("postgresql-partition", ("{'postgresql_partition_by': 'RANGE (id)'}",), PG),
        ("prefixes", ("{'prefixes': ['UNLOGGED']}",), PG),
        ("info", ("{'info': {'audited': True}}",), ALL),
        ("collation", ("{'mariadb_collate': 'utf8mb4_bin', 'mariadb_default_charset': 'utf8mb4'}",), MARIADB),
    ):
        yield pair("table-option/%s-new" % name, "", table("item", sized, args=args), databases)
        yield pair("table-option/%s-dropped" % name, table("item", sized, args=args), "", databases)
        yield item("table-option/%s-given" % name, sized, sized, databases, args_after=args)


def names():
    for name, before, after, databases in (
        ("reserved", "'group'", "'order'", ALL),
        ("mixed-case", "'Item'", "'OrderLine'", SQLITE + PG),
        ("blanks", "'old items'", "'new items'", ALL),
        ("unicode", "'straße'", "'größe'", ALL),
        ("quote", "'it'", "\"shop's items\"", ALL),
        ("long", "'a'", "'a%s'" % ("_very" * 11), ALL),
    ):
        yield pair(
            "table-name/" + name,
            table("item", column("name", "sa.String(20)")).replace("'item'", before),
            table("item", column("name", "sa.String(20)", "index=True")).replace("'item'", after),
            databases,
        )
    many = [table("t%d" % number, column("v", "sa.Integer")) for number in (3, 1, 2, 10)]
    yield pair("tables/many-new", "", texts(*many))
    yield pair("tables/many-dropped", texts(*many), "")
    yield pair("tables/some-each-way", texts(*many[:2]), texts(*many[1:]).replace("sa.Integer)", "sa.BigInteger)"))
    yield pair("tables/none", "", "")
    yield pair("tables/wide", "", table("item", *[column("c%03d" % number, "sa.Integer") for number in range(260)]), SQLITE)


def pairs():
    return [*blog(), *keys(), *options(), *names()]
