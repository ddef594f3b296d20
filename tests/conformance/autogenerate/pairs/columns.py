"""What a column has besides its type: NULL, defaults, comments, identity, generated values, autoincrement."""

from .pair import ALL, MARIADB, PG, SERVERS, SQLITE, column, item, pair, table

NULLABLE = [
    ("to-not-null", "sa.String(20)", "", "nullable=False"),
    ("to-null", "sa.String(20)", "nullable=False", ""),
    ("with-type", "sa.Integer", "nullable=False", "nullable=True"),
    ("boolean", "sa.Boolean", "", "nullable=False"),
    ("datetime", "sa.DateTime", "nullable=False", ""),
    ("with-default", "sa.Integer", "server_default='5'", "server_default='5', nullable=False"),
    ("with-function-default", "sa.DateTime", "server_default=sa.func.now()", "server_default=sa.func.now(), nullable=False"),
]

# name, type, before, after
DEFAULTS = [
    ("string-added", "sa.String(20)", None, "'new'"),
    ("string-dropped", "sa.String(20)", "'new'", None),
    ("string-changed", "sa.String(20)", "'new'", "'used'"),
    ("string-same", "sa.String(20)", "'new'", "'new'"),
    ("string-empty", "sa.String(20)", None, "''"),
    ("string-quote", "sa.String(20)", "\"it's\"", "\"it's not\""),
    ("string-quote-same", "sa.String(20)", "\"it's\"", "\"it's\""),
    ("string-as-text", "sa.String(20)", "sa.text(\"'new'\")", "'new'"),
    ("string-as-text-changed", "sa.String(20)", "sa.text(\"'new'\")", "sa.text(\"'used'\")"),
    ("string-number", "sa.String(20)", "'5'", "'6'"),
    ("text-type", "sa.Text", "'a'", "'b'"),
    ("integer-added", "sa.Integer", None, "'0'"),
    ("integer-dropped", "sa.Integer", "'0'", None),
    ("integer-changed", "sa.Integer", "'0'", "'1'"),
    ("integer-same", "sa.Integer", "'10'", "'10'"),
    ("integer-text-same", "sa.Integer", "sa.text('10')", "'10'"),
    ("integer-negative", "sa.Integer", "'1'", "'-1'"),
    ("numeric-same", "sa.Numeric(10, 2)", "'1.50'", "'1.50'"),
    ("numeric-changed", "sa.Numeric(10, 2)", "'1.50'", "'2.50'"),
    ("float-changed", "sa.Float", "'0.5'", "'0.75'"),
    ("boolean-false-same", "sa.Boolean", "sa.false()", "sa.false()"),
    ("boolean-to-true", "sa.Boolean", "sa.false()", "sa.true()"),
    ("boolean-text", "sa.Boolean", "sa.text('false')", "sa.text('true')"),
    ("boolean-string", "sa.Boolean", "'0'", "'1'"),
    ("now-added", "sa.DateTime", None, "sa.func.now()"),
    ("now-dropped", "sa.DateTime", "sa.func.now()", None),
    ("now-same", "sa.DateTime", "sa.func.now()", "sa.func.now()"),
    ("now-as-text", "sa.DateTime", "sa.func.now()", "sa.text('CURRENT_TIMESTAMP')"),
    ("current-timestamp", "sa.DateTime", "sa.func.current_timestamp()", "sa.func.current_timestamp()"),
    ("date-constant", "sa.Date", "'2020-01-01'", "'2021-01-01'"),
    ("date-same", "sa.Date", "'2020-01-01'", "'2020-01-01'"),
    ("datetime-constant-to-now", "sa.DateTime", "'2020-01-01 00:00:00'", "sa.func.now()"),
    ("json-same", "sa.JSON", "'{}'", "'{}'"),
    ("json-changed", "sa.JSON", "'{}'", "'[]'"),
    ("null-text", "sa.String(20)", None, "sa.text('NULL')"),
    ("literal", "sa.Integer", "sa.literal(3)", "sa.literal(4)"),
    ("enum", "sa.Enum('new', 'used', name='state')", "'new'", "'used'"),
    ("enum-same", "sa.Enum('new', 'used', name='state')", "'new'", "'new'"),
]

POSTGRESQL_DEFAULTS = [
    ("jsonb", "postgresql.JSONB", "sa.text(\"'{}'::jsonb\")", "sa.text(\"'[]'::jsonb\")"),
    ("jsonb-same", "postgresql.JSONB", "sa.text(\"'{}'::jsonb\")", "sa.text(\"'{}'::jsonb\")"),
    ("uuid", "postgresql.UUID", None, "sa.text('gen_random_uuid()')"),
    ("array", "sa.ARRAY(sa.Integer)", "sa.text(\"'{}'::integer[]\")", "sa.text(\"'{1}'::integer[]\")"),
    ("array-same", "sa.ARRAY(sa.Integer)", "'{}'", "'{}'"),
    ("interval", "sa.Interval", "sa.text(\"'1 day'::interval\")", "sa.text(\"'2 days'::interval\")"),
    ("expression", "sa.Integer", "sa.text('1 + 1')", "sa.text('1 + 2')"),
    ("cast", "sa.String(20)", "sa.text(\"'a'::character varying\")", "'a'"),
    ("timezone", "sa.DateTime(timezone=True)", "sa.text('now()')", "sa.text('CURRENT_TIMESTAMP')"),
    ("lower", "sa.String(20)", "sa.func.lower('A')", "sa.func.lower('B')"),
]

MARIADB_DEFAULTS = [
    ("on-update-added", "sa.DateTime", "sa.text('CURRENT_TIMESTAMP')", "sa.text('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP')"),
    ("on-update-same", "sa.DateTime", *["sa.text('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP')"] * 2),
    ("uuid-function", "sa.String(36)", None, "sa.text('(uuid())')"),
    ("fsp", "mysql.DATETIME(fsp=6)", "sa.text('CURRENT_TIMESTAMP(6)')", "sa.text('CURRENT_TIMESTAMP(6)')"),
    ("bit", "mysql.BIT(1)", "sa.text(\"b'0'\")", "sa.text(\"b'1'\")"),
]


def default_column(kind, default, *more):
    return column("value", kind, *([] if default is None else ["server_default=" + default]), *more)


def nullable():
    for name, kind, before, after in NULLABLE:
        yield item(
            "nullable/" + name,
            column("value", kind, *filter(None, [before])),
            column("value", kind, *filter(None, [after])),
        )


def defaults():
    families = ((DEFAULTS, ALL, ""), (POSTGRESQL_DEFAULTS, PG, "postgresql-"), (MARIADB_DEFAULTS, MARIADB, "mariadb-"))
    for family, databases, prefix in families:
        for name, kind, before, after in family:
            lines = default_column(kind, before), default_column(kind, after)
            yield item("default/" + prefix + name, *lines, databases, compare_server_default=True)
    # What is not compared is told beside what is.
    for name, kind, before, after in DEFAULTS[:30:3]:
        yield item("default-not-compared/" + name, default_column(kind, before), default_column(kind, after, "nullable=False"))
    for name, kind, default in (
        ("string", "sa.String(20)", "'new'"),
        ("number", "sa.Integer", "'7'"),
        ("function", "sa.DateTime", "sa.func.now()"),
        ("text", "sa.Integer", "sa.text('0')"),
        ("false", "sa.Boolean", "sa.false()"),
        ("date", "sa.Date", "sa.text('CURRENT_DATE')"),
    ):
        yield item("default-added-column/" + name, [], default_column(kind, default, "nullable=False"))
        yield item("default-dropped-column/" + name, default_column(kind, default, "nullable=False"), [])
    yield item("default/fetched", column("value", "sa.Integer"), column("value", "sa.Integer", "sa.FetchedValue()", "nullable=False"))
    yield item("default/python-side", column("value", "sa.Integer"), column("value", "sa.Integer", "default=5", "nullable=False"))


def comments():
    def commented(text, *more):
        return column("value", "sa.String(20)", *([] if text is None else ["comment=" + text]), *more)

    for name, before, after in (
        ("added", None, "'What it is worth'"),
        ("dropped", "'What it is worth'", None),
        ("changed", "'What it is worth'", "'Its value'"),
        ("same", "'Its value'", "'Its value'"),
        ("quotes", None, "\"it's \\\"worth\\\" 100 %\""),
        ("unicode", "'Größe'", "'Größe in m²'"),
        ("lines", None, "'first line\\nsecond line'"),
        ("empty", None, "''"),
    ):
        yield item("comment/" + name, commented(before), commented(after))
    yield item("comment/kept-beside-null", commented("'Its value'"), commented("'Its value'", "nullable=False"))
    yield item("comment/new-column", [], commented("'Its value'"))
    yield item("comment/dropped-column", commented("'Its value'"), [])
    for name, before, after in (
        ("added", (), ("{'comment': 'All items'}",)),
        ("dropped", ("{'comment': 'All items'}",), ()),
        ("changed", ("{'comment': 'All items'}",), ("{'comment': \"The shop's items\"}",)),
        ("same", ("{'comment': 'All items'}",), ("{'comment': 'All items'}",)),
    ):
        yield item("table-comment/" + name, [], [], args_before=before, args_after=after)
    yield pair("table-comment/new-table", "", table("item", args=("{'comment': 'All items'}",)))
    yield pair("table-comment/dropped-table", table("item", args=("{'comment': 'All items'}",)), "")


IDENTITIES = [
    ("added", "", "sa.Identity()"),
    ("dropped", "sa.Identity()", ""),
    ("always", "sa.Identity()", "sa.Identity(always=True)"),
    ("start", "sa.Identity()", "sa.Identity(start=100)"),
    ("increment", "sa.Identity(start=10)", "sa.Identity(start=10, increment=5)"),
    ("same", "sa.Identity(always=True, start=10)", "sa.Identity(always=True, start=10)"),
    ("limits", "sa.Identity()", "sa.Identity(minvalue=-5, maxvalue=500, cycle=True)"),
    ("cache", "sa.Identity(cache=20)", "sa.Identity(cache=50)"),
]


def identities():
    for name, before, after in IDENTITIES:
        for compared in (False, True):
            yield item(
                "identity%s/%s" % ("-compared" if compared else "", name),
                column("number", "sa.Integer", *filter(None, [before]), "nullable=False"),
                column("number", "sa.Integer", *filter(None, [after]), "nullable=False"),
                PG,
                compare_server_default=compared,
            )
    yield pair(
        "identity/key",
        table("item").replace("sa.Integer,", "sa.Integer, sa.Identity(always=True),"),
        table("item").replace("sa.Integer,", "sa.BigInteger, sa.Identity(always=True),"),
        PG,
    )
    yield item("identity/new-column", [], column("number", "sa.BigInteger", "sa.Identity(start=5)"), PG)
    yield item("identity/dropped-column", column("number", "sa.BigInteger", "sa.Identity(start=5)"), [], PG)
    yield pair(
        "identity/new-table",
        "",
        table("item").replace("sa.Integer,", "sa.BigInteger, sa.Identity(always=True, start=1000),"),
    )


def computed():
    price = [column("price", "sa.Integer"), column("pieces", "sa.Integer")]

    def total(text, *more):
        return column("total", "sa.Integer", "sa.Computed(%s)" % text, *more)

    for databases, persisted, suffix in ((ALL, ", persisted=True", ""), (SQLITE + MARIADB, "", "-virtual")):
        plain = "'price * pieces'" + persisted
        for compared in (False, True):
            name = "computed" + suffix + ("-compared" if compared else "") + "/"
            options = {"compare_server_default": compared}
            yield item(name + "added", price, price + [total(plain)], databases, **options)
            yield item(name + "dropped", price + [total(plain)], price, databases, **options)
            yield item(name + "same", price + [total(plain)], price + [total(plain)], databases, **options)
            changed = "'price + pieces'" + persisted
            yield item(name + "changed", price + [total(plain)], price + [total(changed)], databases, **options)
            stored = column("total", "sa.Integer")
            yield item(name + "made-plain", price + [total(plain)], price + [stored], databases, **options)
            yield item(name + "made-computed", price + [stored], price + [total(plain)], databases, **options)
        yield item("computed%s/nullable" % suffix, price + [total(plain)], price + [total(plain, "nullable=False")], SQLITE + PG)


def keys():
    def key(*options):
        return "class Item(Base):\n    __tablename__ = 'item'\n    id = sa.Column(%s)\n    name = sa.Column(sa.String(20))\n" % ", ".join(options)

    yield pair("key/bigint", key("sa.Integer", "primary_key=True"), key("sa.BigInteger", "primary_key=True"))
    yield pair("key/smallint-autoincrement", key("sa.Integer", "primary_key=True"), key("sa.SmallInteger", "primary_key=True", "autoincrement=True"))
    yield pair("key/not-autoincrement", key("sa.Integer", "primary_key=True"), key("sa.BigInteger", "primary_key=True", "autoincrement=False"))
    yield pair("key/autoincrement-alone", key("sa.Integer", "primary_key=True", "autoincrement=False"), key("sa.Integer", "primary_key=True"))
    yield pair("key/to-string", key("sa.Integer", "primary_key=True"), key("sa.String(36)", "primary_key=True"))
    yield pair("key/to-uuid", key("sa.Integer", "primary_key=True"), key("sa.Uuid", "primary_key=True"))
    yield pair("key/string-longer", key("sa.String(10)", "primary_key=True"), key("sa.String(36)", "primary_key=True"))
    yield pair("key/with-default", key("sa.Integer", "primary_key=True"), key("sa.BigInteger", "primary_key=True", "server_default='5'"))
    yield pair("key/comment", key("sa.Integer", "primary_key=True"), key("sa.Integer", "primary_key=True", "comment='The number'"))
    yield pair("key/renamed", key("sa.Integer", "primary_key=True"), key("'item_id'", "sa.Integer", "primary_key=True"))
    yield pair("key/defaults-compared", key("sa.Integer", "primary_key=True"), key("sa.BigInteger", "primary_key=True"), compare_server_default=True)
    yield item("column/autoincrement-false", column("number", "sa.Integer"), column("number", "sa.BigInteger", "autoincrement=False"))
    yield item("column/renamed", column("title", "sa.String(20)"), column("name", "sa.String(20)"))
    yield item("column/keyed", [], column("value", "'worth'", "sa.Integer").replace("'worth', sa.Integer", "'worth', sa.Integer, key='value'"))
    yield item("column/quoted-name", [], column("value", "'Worth in €'", "sa.Integer"))
    yield item("column/reserved-name", [], [column("order_", "'order'", "sa.Integer"), column("user", "sa.String(20)", "nullable=False")])
    yield item("column/upper-case", column("value", "'Value'", "sa.Integer"), column("value", "'value'", "sa.Integer"), SQLITE + PG)
    many = [column("c%d" % number, "sa.Integer") for number in range(12)]
    yield item("column/many-dropped", many, many[::4])
    yield item("column/many-added", many[::4], many)
    yield item(
        "column/many-changed",
        [column("c%d" % number, "sa.Integer") for number in range(5)],
        [column("c%d" % number, "sa.BigInteger", "nullable=False") for number in range(5)],
    )


def pairs():
    return [*nullable(), *defaults(), *comments(), *identities(), *computed(), *keys()]
