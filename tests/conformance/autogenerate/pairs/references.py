"""Foreign keys: options, composite ones, to the own table, circles, tables that are new or gone."""

from .pair import ALL, MARIADB, PG, SERVERS, SQLITE, column, item, pair, table

OWNER = table("owner", column("name", "sa.String(40)"))
OTHER = table("other", column("name", "sa.String(40)"))

# name, before, after, databases: what stands within sa.Column()
KEYS = [
    ("added", "sa.Integer", "sa.ForeignKey('owner.id')", ALL),
    ("dropped", "sa.ForeignKey('owner.id')", "sa.Integer", ALL),
    ("same", "sa.ForeignKey('owner.id')", "sa.ForeignKey('owner.id')", ALL),
    ("named-added", "sa.Integer", "sa.ForeignKey('owner.id', name='fk_owner')", ALL),
    ("named-dropped", "sa.ForeignKey('owner.id', name='fk_owner')", "sa.Integer", ALL),
    ("named-same", "sa.ForeignKey('owner.id', name='fk_owner')", "sa.ForeignKey('owner.id', name='fk_owner')", ALL),
    ("renamed", "sa.ForeignKey('owner.id', name='fk_owner')", "sa.ForeignKey('owner.id', name='fk_other')", ALL),
    ("ondelete-added", "sa.ForeignKey('owner.id', name='fk')", "sa.ForeignKey('owner.id', name='fk', ondelete='CASCADE')", ALL),
    ("ondelete-dropped", "sa.ForeignKey('owner.id', name='fk', ondelete='CASCADE')", "sa.ForeignKey('owner.id', name='fk')", ALL),
    (
        "ondelete-changed",
        "sa.ForeignKey('owner.id', name='fk', ondelete='CASCADE')",
        "sa.ForeignKey('owner.id', name='fk', ondelete='SET NULL')",
        ALL,
    ),
    (
        "ondelete-case",
        "sa.ForeignKey('owner.id', name='fk', ondelete='CASCADE')",
        "sa.ForeignKey('owner.id', name='fk', ondelete='cascade')",
        ALL,
    ),
    ("onupdate-added", "sa.ForeignKey('owner.id', name='fk')", "sa.ForeignKey('owner.id', name='fk', onupdate='CASCADE')", ALL),
    ("no-action", "sa.ForeignKey('owner.id', name='fk')", "sa.ForeignKey('owner.id', name='fk', ondelete='NO ACTION')", ALL),
    ("restrict", "sa.ForeignKey('owner.id', name='fk')", "sa.ForeignKey('owner.id', name='fk', ondelete='RESTRICT')", ALL),
    ("restrict-dropped", "sa.ForeignKey('owner.id', name='fk', ondelete='RESTRICT')", "sa.ForeignKey('owner.id', name='fk')", ALL),
    (
        "restrict-to-cascade",
        "sa.ForeignKey('owner.id', name='fk', ondelete='RESTRICT')",
        "sa.ForeignKey('owner.id', name='fk', ondelete='CASCADE')",
        ALL,
    ),
    ("unnamed-ondelete", "sa.ForeignKey('owner.id')", "sa.ForeignKey('owner.id', ondelete='CASCADE')", ALL),
    (
        "deferrable",
        "sa.ForeignKey('owner.id', name='fk')",
        "sa.ForeignKey('owner.id', name='fk', deferrable=True, initially='DEFERRED')",
        SQLITE + PG,
    ),
    (
        "deferrable-only",
        "sa.ForeignKey('owner.id', name='fk', deferrable=True, initially='DEFERRED')",
        "sa.ForeignKey('owner.id', name='fk', deferrable=True)",
        SQLITE + PG,
    ),
    ("match", "sa.Integer", "sa.ForeignKey('owner.id', name='fk', match='FULL')", PG),
    ("use-alter", "sa.Integer", "sa.ForeignKey('owner.id', name='fk', use_alter=True)", ALL),
    ("other-table", "sa.ForeignKey('owner.id', name='fk')", "sa.ForeignKey('other.id', name='fk')", ALL),
    ("all-options", "sa.Integer", "sa.ForeignKey('owner.id', name='fk', onupdate='CASCADE', ondelete='SET NULL')", ALL),
]

PAIRED = table("pair", column("left", "sa.Integer", "primary_key=True"), column("right", "sa.Integer", "primary_key=True")).replace(
    "    id = sa.Column(sa.Integer, primary_key=True)\n", ""
)


def options():
    for name, before, after, databases in KEYS:
        lines = ["owner_id = sa.Column(%s)" % one for one in (before, after)]
        texts = [OTHER + "\n\n" + OWNER + "\n\n" + table("item", line) for line in lines]
        yield pair("reference/" + name, *texts, databases)


def composite():
    columns = [column("left_id", "sa.Integer"), column("right_id", "sa.Integer")]
    key = "sa.ForeignKeyConstraint(['left_id', 'right_id'], ['pair.left', 'pair.right']%s)"

    def texts(*args):
        return PAIRED + "\n\n" + table("item", *columns, args=args)

    yield pair("reference/composite-added", texts(), texts(key % ""))
    yield pair("reference/composite-dropped", texts(key % ", name='fk_pair'"), texts())
    yield pair("reference/composite-same", texts(key % ""), texts(key % ""))
    yield pair("reference/composite-options", texts(key % ", name='fk'"), texts(key % ", name='fk', ondelete='CASCADE'"))
    reordered = "sa.ForeignKeyConstraint(['right_id', 'left_id'], ['pair.right', 'pair.left'], name='fk')"
    yield pair("reference/composite-reordered", texts(key % ", name='fk'"), texts(reordered), SQLITE + PG)
    yield pair("reference/composite-new-tables", "", texts(key % ", name='fk_pair', onupdate='CASCADE'"))
    yield pair("reference/composite-dropped-tables", texts(key % ", name='fk_pair', onupdate='CASCADE'"), "")


def selves():
    reference = column("parent_id", "sa.ForeignKey('item.id'%s)")
    yield item("reference/self-new-column", [], reference % "")
    yield item("reference/self-dropped-column", reference % ", name='fk_parent'", [])
    yield item("reference/self-same", reference % "", reference % "")
    yield item("reference/self-ondelete", reference % ", name='fk_parent'", reference % ", name='fk_parent', ondelete='CASCADE'")
    yield pair("reference/self-new-table", "", table("item", reference % ", ondelete='SET NULL'"))
    yield pair("reference/self-dropped-table", table("item", reference % ""), "")


def tables():
    item_table = table("item", column("owner_id", "sa.ForeignKey('owner.id')", "nullable=False"), column("title", "sa.String(20)"))
    part = table("part", column("item_id", "sa.ForeignKey('item.id', ondelete='CASCADE')", "primary_key=True"), column("owner_id", "sa.ForeignKey('owner.id')"))
    yield pair("reference/new-column-to-table", OWNER + "\n\n" + table("item"), OWNER + "\n\n" + item_table)
    yield pair("reference/dropped-column-to-table", OWNER + "\n\n" + item_table, OWNER + "\n\n" + table("item"), SQLITE + PG)
    yield pair("reference/new-column-to-new-table", table("item"), OWNER + "\n\n" + item_table)
    yield pair("reference/dropped-table-and-column", OWNER + "\n\n" + item_table, table("item"), SQLITE + PG)
    yield pair("reference/chain-new", "", part + "\n\n" + item_table + "\n\n" + OWNER)
    yield pair("reference/chain-dropped", part + "\n\n" + item_table + "\n\n" + OWNER, "")
    yield pair("reference/chain-half-new", OWNER, part + "\n\n" + item_table + "\n\n" + OWNER)
    yield pair("reference/chain-half-dropped", part + "\n\n" + item_table + "\n\n" + OWNER, OWNER)
    yield pair(
        "reference/many-added",
        OWNER + "\n\n" + OTHER + "\n\n" + table("item", column("a", "sa.Integer"), column("b", "sa.Integer"), column("c", "sa.Integer")),
        OWNER
        + "\n\n"
        + OTHER
        + "\n\n"
        + table("item", column("a", "sa.ForeignKey('owner.id')"), column("b", "sa.ForeignKey('other.id')"), column("c", "sa.ForeignKey('owner.id')")),
    )
    yield pair(
        "reference/unique-target",
        table("owner", column("code", "sa.String(9)", "unique=True")) + "\n\n" + table("item", column("code", "sa.String(9)")),
        table("owner", column("code", "sa.String(9)", "unique=True")) + "\n\n" + table("item", column("code", "sa.ForeignKey('owner.code')")),
    )
    yield pair(
        "reference/type-from-target",
        table("owner").replace("sa.Integer", "sa.String(36)") + "\n\n" + table("item"),
        table("owner").replace("sa.Integer", "sa.String(36)") + "\n\n" + table("item", column("owner_id", "sa.ForeignKey('owner.id')", "nullable=False", "index=True")),
    )
    yield pair(
        "reference/target-column-keyed",
        OWNER.replace("id = sa.Column(sa.Integer", "id = sa.Column('owner_no', sa.Integer") + "\n\n" + table("item", column("owner_id", "sa.Integer")),
        OWNER.replace("id = sa.Column(sa.Integer", "id = sa.Column('owner_no', sa.Integer") + "\n\n" + table("item", column("owner_id", "sa.ForeignKey('owner.owner_no')")),
    )


def circles():
    """Keys that refer to each other's tables."""
    chief = table("team", column("chief_id", "sa.ForeignKey('person.id'%s)")) + "\n\n" + table("person", column("team_id", "sa.ForeignKey('team.id')"))
    apart = table("team", column("chief_id", "sa.Integer")) + "\n\n" + table("person", column("team_id", "sa.Integer"))
    use_alter = chief % ", use_alter=True, name='fk_chief'"
    named = (chief % ", name='fk_chief'").replace("'team.id'", "'team.id', name='fk_team'")
    yield pair("circle/new", "", named, SQLITE + PG)
    yield pair("circle/new-use-alter", "", use_alter)
    yield pair("circle/dropped", use_alter, "", SQLITE)
    yield pair("circle/added", apart, named)
    yield pair("circle/closed", apart.replace("team_id = sa.Column(sa.Integer)", "team_id = sa.Column(sa.ForeignKey('team.id'))"), use_alter)
    yield pair("circle/opened", named, apart, SQLITE + PG)
    yield pair("circle/same", use_alter, use_alter, SQLITE + PG)
    third = table("desk", column("person_id", "sa.ForeignKey('person.id')"))
    yield pair("circle/new-beside-others", "", third + "\n\n" + named + "\n\n" + OWNER, SQLITE + PG)


def schemas():
    names = ("shop", "crm")
    owner = table("owner", column("name", "sa.String(40)"), args=("{'schema': 'crm'}",))
    shop = table("item", column("owner_id", "sa.ForeignKey('crm.owner.id')", "index=True"), args=("sa.UniqueConstraint('owner_id', name='uq_o')", "{'schema': 'shop'}"))
    bare = table("item", column("owner_id", "sa.Integer"), args=("{'schema': 'shop'}",))
    changed = table("item", column("owner_id", "sa.BigInteger", "nullable=False", "comment='whose'"), args=("{'schema': 'shop', 'comment': 'For sale'}",))
    public = table("item", column("owner_id", "sa.ForeignKey('crm.owner.id')"))
    for name, before, after in (
        ("new-tables", "", owner + "\n\n" + shop),
        ("dropped-tables", owner + "\n\n" + shop, ""),
        ("same", owner + "\n\n" + shop, owner + "\n\n" + shop),
        ("filled", owner + "\n\n" + bare, owner + "\n\n" + shop),
        ("emptied", owner + "\n\n" + shop, owner + "\n\n" + bare),
        ("changed", bare, changed),
        ("changed-back", changed, bare),
        ("moved", owner + "\n\n" + shop, owner + "\n\n" + public),
        ("from-the-default", owner + "\n\n" + public, owner + "\n\n" + public.replace("'crm.owner.id'", "'crm.owner.id', ondelete='CASCADE'")),
        ("new-column", bare, table("item", column("owner_id", "sa.Integer"), column("n", "sa.Integer", "nullable=False"), args=("{'schema': 'shop'}",))),
        ("enum", bare, table("item", column("owner_id", "sa.Integer"), column("s", "sa.Enum('a', 'b', name='s', schema='shop')"), args=("{'schema': 'shop'}",))),
        ("check", bare, table("item", column("owner_id", "sa.Integer"), args=("sa.CheckConstraint('owner_id > 0', name='ck')", "{'schema': 'shop'}"))),
        ("named-public", table("item"), table("item", args=("{'schema': 'public'}",))),
    ):
        yield pair("schema/" + name, before, after, PG, schemas=names)


def pairs():
    return [*options(), *composite(), *selves(), *tables(), *circles(), *schemas()]
