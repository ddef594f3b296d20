"""Unique and check constraints, and names made by conventions."""

from .pair import ALL, HEAD, MARIADB, PG, SERVERS, SQLITE, column, item, pair, plain, table

NAMES = [column("first_name", "sa.String(40)"), column("last_name", "sa.String(40)"), column("age", "sa.Integer")]

# name, before, after, databases
UNIQUES = [
    ("unnamed-added", (), ("sa.UniqueConstraint('first_name')",), ALL),
    ("unnamed-dropped", ("sa.UniqueConstraint('first_name')",), (), ALL),
    ("unnamed-same", ("sa.UniqueConstraint('first_name')",), ("sa.UniqueConstraint('first_name')",), ALL),
    ("unnamed-two-columns", (), ("sa.UniqueConstraint('first_name', 'last_name')",), ALL),
    ("unnamed-widened", ("sa.UniqueConstraint('first_name')",), ("sa.UniqueConstraint('first_name', 'last_name')",), ALL),
    ("unnamed-reordered", ("sa.UniqueConstraint('first_name', 'last_name')",), ("sa.UniqueConstraint('last_name', 'first_name')",), ALL),
    ("unnamed-two", (), ("sa.UniqueConstraint('last_name')", "sa.UniqueConstraint('first_name')"), ALL),
    ("named-added", (), ("sa.UniqueConstraint('first_name', name='uq_first')",), ALL),
    ("named-dropped", ("sa.UniqueConstraint('first_name', name='uq_first')",), (), ALL),
    ("named-same", ("sa.UniqueConstraint('first_name', name='uq_first')",), ("sa.UniqueConstraint('first_name', name='uq_first')",), ALL),
    ("named-renamed", ("sa.UniqueConstraint('first_name', name='uq_first')",), ("sa.UniqueConstraint('first_name', name='uq_name')",), ALL),
    ("named-widened", ("sa.UniqueConstraint('first_name', name='uq_a')",), ("sa.UniqueConstraint('first_name', 'age', name='uq_a')",), ALL),
    ("named-reordered", ("sa.UniqueConstraint('first_name', 'age', name='u')",), ("sa.UniqueConstraint('age', 'first_name', name='u')",), ALL),
    ("gets-a-name", ("sa.UniqueConstraint('first_name')",), ("sa.UniqueConstraint('first_name', name='uq_first')",), ALL),
    ("loses-its-name", ("sa.UniqueConstraint('first_name', name='uq_first')",), ("sa.UniqueConstraint('first_name')",), ALL),
    ("to-index", ("sa.UniqueConstraint('first_name', name='ix')",), ("sa.Index('ix', 'first_name', unique=True)",), ALL),
    ("from-index", ("sa.Index('ix', 'first_name', unique=True)",), ("sa.UniqueConstraint('first_name', name='ix')",), ALL),
    ("unnamed-to-index", ("sa.UniqueConstraint('first_name')",), ("sa.Index('ix_first', 'first_name', unique=True)",), ALL),
    ("deferrable", (), ("sa.UniqueConstraint('first_name', name='uq_first', deferrable=True, initially='DEFERRED')",), PG),
    ("deferrable-dropped", ("sa.UniqueConstraint('first_name', name='uq_first', deferrable=True)",), (), PG),
    ("nulls-not-distinct", (), ("sa.UniqueConstraint('age', name='uq_age', postgresql_nulls_not_distinct=True)",), PG),
    (
        "nulls-not-distinct-changed",
        ("sa.UniqueConstraint('age', name='uq_age')",),
        ("sa.UniqueConstraint('age', name='uq_age', postgresql_nulls_not_distinct=True)",),
        PG,
    ),
    ("include", (), ("sa.UniqueConstraint('age', name='uq_age', postgresql_include=['first_name'])",), PG),
    ("long-name", (), ("sa.UniqueConstraint('age', name='uq_%s')" % ("a" * 50),), ALL),
    ("quoted-name", (), ("sa.UniqueConstraint('age', name='Unique Age')",), ALL),
]

CHECKS = [
    ("named-added", (), ("sa.CheckConstraint('age > 0', name='ck_age')",), ALL),
    ("named-dropped", ("sa.CheckConstraint('age > 0', name='ck_age')",), (), ALL),
    ("named-same", ("sa.CheckConstraint('age > 0', name='ck_age')",), ("sa.CheckConstraint('age > 0', name='ck_age')",), ALL),
    ("text-changed", ("sa.CheckConstraint('age > 0', name='ck_age')",), ("sa.CheckConstraint('age > 18', name='ck_age')",), ALL),
    ("renamed", ("sa.CheckConstraint('age > 0', name='ck_age')",), ("sa.CheckConstraint('age > 0', name='ck_old')",), ALL),
    ("unnamed-added", (), ("sa.CheckConstraint('age > 0')",), ALL),
    ("unnamed-dropped", ("sa.CheckConstraint('age > 0')",), (), ALL),
    ("quotes", (), ("sa.CheckConstraint(\"first_name <> 'x'\", name='ck_x')",), ALL),
    ("text-element", (), ("sa.CheckConstraint(sa.text('age BETWEEN 0 AND 150'), name='ck_age')",), ALL),
    ("two", (), ("sa.CheckConstraint('age > 1', name='ck_b')", "sa.CheckConstraint('age > 0', name='ck_a')"), ALL),
    ("column-expression", (), ("sa.CheckConstraint(sa.column('age') >= 18, name='ck_age')",), ALL),
    ("in-list", (), ("sa.CheckConstraint(\"first_name IN ('a', 'b')\", name='ck_in')",), ALL),
    ("percent", (), ("sa.CheckConstraint('age % 2 = 0', name='ck_even')",), ALL),
    ("not-valid", (), ("sa.CheckConstraint('age > 0', name='ck_age', postgresql_not_valid=True)",), PG),
]

CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
LONG_CONVENTION = {
    **CONVENTION,
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0N_name)s_%(referred_table_name)s_%(referred_column_0_name)s",
}


def named_head(convention):
    entries = "".join("        %r: %r,\n" % entry for entry in convention.items())
    metadata = "    metadata = sa.MetaData(\n        naming_convention={\n%s        }\n    )\n" % entries.replace("        '", "            '")
    return HEAD.replace("    pass\n", metadata)


def conventions():
    head = named_head(CONVENTION)
    owner = table("owner", column("name", "sa.String(40)"))
    full = owner + "\n\n" + table(
        "item",
        column("name", "sa.String(40)", "unique=True"),
        column("code", "sa.String(40)", "index=True"),
        column("owner_id", "sa.ForeignKey('owner.id')"),
        column("age", "sa.Integer"),
        column("done", "sa.Boolean(create_constraint=True, name='done')"),
        args=("sa.CheckConstraint('age > 0', name='positive')", "sa.UniqueConstraint('code', 'age')"),
    )
    simple = owner + "\n\n" + table(
        "item", column("name", "sa.String(40)"), column("code", "sa.String(40)"), column("owner_id", "sa.Integer"), column("age", "sa.Integer")
    )
    filled = owner + "\n\n" + table(
        "item",
        column("name", "sa.String(40)", "unique=True"),
        column("code", "sa.String(40)", "index=True"),
        column("owner_id", "sa.ForeignKey('owner.id')"),
        column("age", "sa.Integer"),
        args=("sa.CheckConstraint('age > 0', name='positive')",),
    )
    yield pair("convention/new-tables", "", full, head=head)
    yield pair("convention/dropped-tables", full, "", head=head)
    yield pair("convention/same", full, full, head=head)
    yield pair("convention/filled", simple, filled, head=head)
    yield pair("convention/emptied", filled, simple, head=head)
    long_head = named_head(LONG_CONVENTION)
    yield pair("convention/many-columns", "", full, head=long_head)
    yield pair("convention/many-columns-filled", simple, filled, head=long_head)
    long_names = owner + "\n\n" + table(
        "item_of_a_shop_with_a_name_that_is_rather_long",
        column("the_first_of_the_names_that_it_has", "sa.String(40)", "index=True", "unique=True"),
        column("owner_number_in_the_other_table", "sa.ForeignKey('owner.id')"),
        args=("sa.UniqueConstraint('the_first_of_the_names_that_it_has', 'owner_number_in_the_other_table')",),
    )
    yield pair("convention/cut-names", "", long_names, head=long_head)
    yield pair("convention/cut-names-same", long_names, long_names, head=long_head)
    yield pair("convention/explicit-beside", simple, filled.replace("'positive'", "sa.schema.conv('my_check')"), head=head)
    # The database knows the names that it had before there was a convention.
    before, after = HEAD + "\n\n" + plain(filled), head + "\n\n" + plain(filled)
    yield from adopted(before, after)


def adopted(before, after):
    from .pair import Pair

    yield Pair("convention/adopted", before, after)
    yield Pair("convention/given-up", after, before)


def uniques():
    for name, before, after, databases in UNIQUES:
        yield item("unique/" + name, NAMES, NAMES, databases, args_before=before, args_after=after)
    flag = [column("first_name", "sa.String(40)", "unique=True"), *NAMES[1:]]
    yield item("unique/flag-added", NAMES, flag)
    yield item("unique/flag-dropped", flag, NAMES)
    yield item("unique/flag-same", flag, flag)
    yield item("unique/flag-new-column", [], column("code", "sa.String(40)", "unique=True", "nullable=False"))
    yield item("unique/flag-dropped-column", column("code", "sa.String(40)", "unique=True", "nullable=False"), [])
    yield item("unique/dropped-with-column", NAMES, NAMES[1:], args_before=("sa.UniqueConstraint('first_name', name='uq_first')",))
    yield item(
        "unique/many",
        NAMES,
        NAMES,
        args_before=("sa.UniqueConstraint('age', name='uq_z')", "sa.UniqueConstraint('first_name', name='uq_a')"),
        args_after=("sa.UniqueConstraint('last_name', name='uq_m')", "sa.UniqueConstraint('first_name', 'age', name='uq_b')"),
    )


def checks():
    for name, before, after, databases in CHECKS:
        yield item("check/" + name, NAMES, NAMES, databases, args_before=before, args_after=after)
    inside = [*NAMES[:2], column("age", "sa.Integer", "sa.CheckConstraint('age > 0', name='ck_age')")]
    yield item("check/in-column-added", NAMES, inside)
    yield item("check/in-column-dropped", inside, NAMES)
    yield item("check/in-new-column", [], column("size", "sa.Integer", "sa.CheckConstraint('size > 0', name='ck_size')"))
    yield item("check/in-dropped-column", column("size", "sa.Integer", "sa.CheckConstraint('size > 0', name='ck_size')"), [])
    new_table = table("item", *inside, args=("sa.CheckConstraint('age > 1')", "sa.CheckConstraint('age < 200', name='ck_old')"))
    yield pair("check/new-table", "", new_table)
    yield pair("check/dropped-table", new_table, "")
    checked = column("done", "sa.Boolean(create_constraint=True, name='ck_done')")
    yield item("check/type-added", column("done", "sa.Boolean(name='ck_done')"), checked)
    yield item("check/type-dropped", checked, column("done", "sa.Boolean(name='ck_done')"))
    yield item("check/type-same", checked, checked)
    yield item("check/type-column-dropped", checked, [])
    yield item(
        "check/type-values-changed",
        column("state", "sa.Enum('a', 'b', name='ck_state', native_enum=False, create_constraint=True)"),
        column("state", "sa.Enum('a', 'c', name='ck_state', native_enum=False, create_constraint=True)"),
    )
    exclude = "postgresql.ExcludeConstraint((sa.column('during'), '&&'), name='no_overlap', using='gist')"
    during = column("during", "postgresql.TSRANGE")
    yield item("exclude/same", during, during, PG, args_before=(exclude,), args_after=(exclude,))
    yield item("exclude/added", during, during, PG, args_after=(exclude,))
    yield pair("exclude/new-table", "", table("item", during, args=(exclude,)), PG)


def pairs():
    return [*uniques(), *checks(), *conventions()]
