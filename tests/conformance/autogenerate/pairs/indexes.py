"""Indexes: plain, unique, over expressions, partial, with methods and options."""

from .pair import ALL, MARIADB, PG, SERVERS, SQLITE, column, item, pair, table

COLUMNS = [
    column("name", "sa.String(40)"),
    column("code", "sa.String(40)"),
    column("size", "sa.Integer"),
]
DATA = [*COLUMNS, column("data", "postgresql.JSONB"), column("tags", "sa.ARRAY(sa.Text)")]

# name, index
INDEXES = [
    ("plain", "sa.Index('ix_item_name', 'name')"),
    ("two-columns", "sa.Index('ix_item_both', 'name', 'code')"),
    ("unique", "sa.Index('ix_item_name', 'name', unique=True)"),
    ("unique-two", "sa.Index('ix_item_both', 'code', 'size', unique=True)"),
    ("quoted-name", "sa.Index('Index of Name', 'name')"),
]
POSTGRESQL_INDEXES = [
    ("lower", "sa.Index('ix_lower', sa.text('lower(name)'))"),
    ("func-lower", "sa.Index('ix_lower', sa.func.lower(sa.column('name')))"),
    ("expression-and-column", "sa.Index('ix_mixed', 'size', sa.text('lower(name)'))"),
    ("unique-expression", "sa.Index('ix_lower', sa.text('lower(name)'), unique=True)"),
    ("arithmetic", "sa.Index('ix_sum', sa.text('(size + 1)'))"),
    ("coalesce", "sa.Index('ix_coalesce', sa.text(\"coalesce(name, 'none')\"))"),
    ("cast", "sa.Index('ix_cast', sa.text('(size::text)'))"),
    ("desc", "sa.Index('ix_desc', sa.text('size DESC'))"),
    ("desc-nulls-last", "sa.Index('ix_desc', sa.text('size DESC NULLS LAST'))"),
    ("nulls-first", "sa.Index('ix_first', sa.text('size NULLS FIRST'))"),
    ("desc-element", "sa.Index('ix_desc', sa.column('size').desc())"),
    ("where", "sa.Index('ix_where', 'name', postgresql_where=sa.text('size > 10'))"),
    ("unique-where", "sa.Index('ix_where', 'name', unique=True, postgresql_where=sa.text('code IS NULL'))"),
    ("hash", "sa.Index('ix_hash', 'name', postgresql_using='hash')"),
    ("gin", "sa.Index('ix_gin', 'data', postgresql_using='gin')"),
    ("gin-ops", "sa.Index('ix_gin', 'data', postgresql_using='gin', postgresql_ops={'data': 'jsonb_path_ops'})"),
    ("text-ops", "sa.Index('ix_ops', 'name', postgresql_ops={'name': 'varchar_pattern_ops'})"),
    ("ops-in-text", "sa.Index('ix_ops', sa.text('lower(name) varchar_pattern_ops'))"),
    ("include", "sa.Index('ix_include', 'name', postgresql_include=['size', 'code'])"),
    ("include-unique", "sa.Index('ix_include', 'name', unique=True, postgresql_include=['size'])"),
    ("fillfactor", "sa.Index('ix_fill', 'name', postgresql_with={'fillfactor': 50})"),
    ("nulls-not-distinct", "sa.Index('ix_nulls', 'size', unique=True, postgresql_nulls_not_distinct=True)"),
    ("concurrently", "sa.Index('ix_name', 'name', postgresql_concurrently=True)"),
    ("json-path", "sa.Index('ix_path', sa.text(\"(data ->> 'name')\"))"),
    ("upper-case-text", "sa.Index('ix_upper', sa.text('LOWER(name)'))"),
]
SQLITE_INDEXES = [
    ("where", "sa.Index('ix_where', 'name', sqlite_where=sa.text('size > 10'))"),
    ("lower", "sa.Index('ix_lower', sa.text('lower(name)'))"),
    ("desc", "sa.Index('ix_desc', sa.text('size DESC'))"),
]
MARIADB_INDEXES = [
    ("length", "sa.Index('ix_length', 'name', mysql_length=10, mariadb_length=10)"),
    ("length-columns", "sa.Index('ix_length', 'name', 'code', mariadb_length={'name': 4, 'code': 8})"),
    ("fulltext", "sa.Index('ix_text', 'name', mysql_prefix='FULLTEXT', mariadb_prefix='FULLTEXT')"),
    ("using", "sa.Index('ix_using', 'name', mariadb_using='btree')"),
]

CHANGES = [
    ("column", "sa.Index('ix', 'name')", "sa.Index('ix', 'code')", ALL),
    ("widened", "sa.Index('ix', 'name')", "sa.Index('ix', 'name', 'code')", ALL),
    ("reordered", "sa.Index('ix', 'name', 'code')", "sa.Index('ix', 'code', 'name')", ALL),
    ("made-unique", "sa.Index('ix', 'name')", "sa.Index('ix', 'name', unique=True)", ALL),
    ("made-plain", "sa.Index('ix', 'name', unique=True)", "sa.Index('ix', 'name')", ALL),
    ("renamed", "sa.Index('ix_old', 'name')", "sa.Index('ix_new', 'name')", ALL),
    ("to-expression", "sa.Index('ix', 'name')", "sa.Index('ix', sa.text('lower(name)'))", SQLITE + PG),
    ("from-expression", "sa.Index('ix', sa.text('lower(name)'))", "sa.Index('ix', 'name')", SQLITE + PG),
    ("expression", "sa.Index('ix', sa.text('lower(name)'))", "sa.Index('ix', sa.text('upper(name)'))", SQLITE + PG),
    ("expression-column", "sa.Index('ix', sa.text('lower(name)'))", "sa.Index('ix', sa.text('lower(code)'))", PG),
    ("where", "sa.Index('ix', 'name')", "sa.Index('ix', 'name', postgresql_where=sa.text('size > 1'))", PG),
    ("method", "sa.Index('ix', 'name')", "sa.Index('ix', 'name', postgresql_using='hash')", PG),
    ("include", "sa.Index('ix', 'name')", "sa.Index('ix', 'name', postgresql_include=['size'])", PG),
    ("descending", "sa.Index('ix', 'size')", "sa.Index('ix', sa.text('size DESC'))", PG),
    ("same-nulls", "sa.Index('ix', sa.text('size'))", "sa.Index('ix', sa.text('size ASC NULLS LAST'))", PG),
    ("cast", "sa.Index('ix', sa.text('lower(name::text)'))", "sa.Index('ix', sa.text('lower(name)'))", PG),
    ("parentheses", "sa.Index('ix', sa.text('(size + 1)'))", "sa.Index('ix', sa.text('((size + 1))'))", PG),
    ("spaces", "sa.Index('ix', sa.text('(size+1)'))", "sa.Index('ix', sa.text('(size + 1)'))", PG),
    ("cast-wrapped", "sa.Index('ix', sa.text('(size::text)'))", "sa.Index('ix', sa.text('CAST(size AS text)'))", PG),
    (
        "nulls-not-distinct",
        "sa.Index('ix', 'size', unique=True)",
        "sa.Index('ix', 'size', unique=True, postgresql_nulls_not_distinct=True)",
        PG,
    ),
    ("length", "sa.Index('ix', 'name', mariadb_length=10)", "sa.Index('ix', 'name', mariadb_length=20)", MARIADB),
]


def each(name, index, columns, databases):
    yield item("index/%s-added" % name, columns, columns, databases, args_after=(index,))
    yield item("index/%s-dropped" % name, columns, columns, databases, args_before=(index,))


def pairs():
    result = []
    for family, columns, databases, prefix in (
        (INDEXES, COLUMNS, ALL, ""),
        (POSTGRESQL_INDEXES, DATA, PG, "postgresql-"),
        (SQLITE_INDEXES, COLUMNS, SQLITE, "sqlite-"),
        (MARIADB_INDEXES, COLUMNS, MARIADB, "mariadb-"),
    ):
        for name, index in family:
            result += each(prefix + name, index, columns, databases)
            result.append(
                item("index/%s%s-same" % (prefix, name), columns, columns, databases, args_before=(index,), args_after=(index,))
            )
        both = [index for _, index in family[:3]]
        result.append(pair("index/%snew-table" % prefix, "", table("item", *columns, args=both[1:]), databases))
        result.append(pair("index/%sdropped-table" % prefix, table("item", *columns, args=both[1:]), "", databases))
    for name, before, after, databases in CHANGES:
        columns = DATA if databases == PG else COLUMNS
        result.append(item("index-change/" + name, columns, columns, databases, args_before=(before,), args_after=(after,)))
    flag = column("name", "sa.String(40)", "index=True")
    unique_flag = column("name", "sa.String(40)", "index=True", "unique=True")
    for name, before, after in (
        ("added", COLUMNS[0], flag),
        ("dropped", flag, COLUMNS[0]),
        ("same", flag, flag),
        ("made-unique", flag, unique_flag),
        ("made-plain", unique_flag, flag),
        ("new-column", [], flag),
        ("dropped-column", unique_flag, []),
    ):
        result.append(item("index-flag/" + name, before, after))
    result.append(pair("index-flag/new-table", "", table("item", flag, column("code", "sa.String(9)", "index=True", "unique=True"))))
    result.append(pair("index-flag/dropped-table", table("item", flag, column("code", "sa.String(9)", "index=True", "unique=True")), ""))
    outside = table("item", *COLUMNS) + "\n\nsa.Index('ix_outside', Item.name, Item.code)\n"
    result.append(pair("index/declared-outside", table("item", *COLUMNS), outside))
    outside = table("item", *COLUMNS) + "\n\nsa.Index('ix_outside', sa.func.lower(Item.name), Item.size.desc())\n"
    result.append(pair("index/expression-outside", table("item", *COLUMNS), outside, PG))
    result.append(
        item(
            "index/many",
            COLUMNS,
            COLUMNS,
            args_before=("sa.Index('ix_z', 'name')", "sa.Index('ix_k', 'code')", "sa.Index('ix_a', 'size')"),
            args_after=("sa.Index('ix_k', 'name')", "sa.Index('ix_y', 'code')", "sa.Index('ix_b', 'size')"),
        )
    )
    result.append(item("index/dropped-with-column", COLUMNS, COLUMNS[1:], args_before=("sa.Index('ix_name', 'name', 'code')",)))
    return result
