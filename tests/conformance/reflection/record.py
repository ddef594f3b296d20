"""Records in inspections.json what SQLAlchemy's inspector reports for databases of our own making.

Run with a Python that has SQLAlchemy, psycopg2 and PyMySQL:

    record.py [DATABASE]        sqlite, postgresql or mariadb; all that can be reached without an argument

The servers are those of RETORT_TEST_POSTGRESQL_URL and RETORT_TEST_MARIADB_URL. The cases stand in cases.json as DDL; the result has the
shape of app/engine/database/schemajson.h.
"""

import json
import os
import pathlib
import re
import sys
import tempfile

import sqlalchemy as sa

FOLDER = pathlib.Path(__file__).parent


def dropped(mapping):
    return {key: value for key, value in mapping.items() if value is not None and value != [] and value != {}}


def value_of(value):
    if isinstance(value, sa.sql.elements.ClauseElement):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [value_of(item) for item in value]
    return value


TYPE_ARGUMENTS = (
    "length precision scale collation timezone varying fields unsigned zerofill display_width fsp charset national asdecimal schema"
).split()


def type_of(kind):
    module = type(kind).__module__
    name = type(kind).__name__
    for dialect in ("postgresql", "mysql", "sqlite"):
        if module.startswith("sqlalchemy.dialects." + dialect):
            name = dialect + "." + name
    arguments = {}
    for argument in TYPE_ARGUMENTS:
        found = getattr(kind, argument, None)
        generic_numeric = argument == "asdecimal" and name != "mysql.DOUBLE"
        if found is None or found is False or generic_numeric:
            continue
        if not isinstance(found, (bool, int, str)):
            continue
        arguments[argument] = found
    if name in ("postgresql.ENUM", "postgresql.DOMAIN"):
        arguments["name"] = kind.name
    if name == "postgresql.DOMAIN":
        for argument in ("default", "constraint_name", "not_null", "check"):
            found = getattr(kind, argument, None)
            if found is not None and found is not False:
                arguments[argument] = str(found) if not isinstance(found, bool) else found
    arguments = {key: value for key, value in arguments.items() if not (key == "length" and name.endswith("ENUM"))}
    arguments = {key: value for key, value in arguments.items() if not (key == "length" and name.endswith("SET"))}
    item = getattr(kind, "item_type", None) or getattr(kind, "data_type", None)
    values = list(getattr(kind, "enums", None) or getattr(kind, "values", None) or []) if name.split(".")[-1] in ("ENUM", "SET") else None
    return dropped({"name": name, "arguments": arguments, "values": values, "item": type_of(item) if item is not None else None})


def column_of(column):
    computed = column.get("computed")
    if computed:
        computed = dropped({"expression": computed["sqltext"], "persisted": computed.get("persisted")})
    return dropped(
        {
            "name": column["name"],
            "type": type_of(column["type"]),
            "nullable": column["nullable"],
            "default": column.get("default"),
            "computed": computed,
            "identity": column.get("identity"),
            "autoincrement": True if column.get("autoincrement") is True else None,
            "comment": column.get("comment"),
        }
    )


def name_of(name, schema):
    return dropped({"name": name, "schema": schema or None})


def foreign_key_of(key):
    options = key.get("options", {})
    return dropped(
        {
            "name": key["name"],
            "columns": key["constrained_columns"],
            "referred_table": name_of(key["referred_table"], key["referred_schema"]),
            "referred_columns": key["referred_columns"],
            **{word: options.get(word) for word in ("onupdate", "ondelete", "match", "deferrable", "initially")},
            "options": {"postgresql_not_valid": True} if options.get("not_valid") else None,
        }
    )


def options_of(entry):
    """SQLAlchemy leaves out the dialect of some options of PostgreSQL; lengths of index columns are text in DialectOptions."""
    options = {}
    for key, value in entry.get("dialect_options", {}).items():
        name = key if key.split("_")[0] in ("sqlite", "postgresql", "mariadb") else "postgresql_" + key
        value = {column: str(length) for column, length in value.items()} if name == "mariadb_length" else value_of(value)
        if value not in ([], None, False):
            options[name] = value
    return options


def index_of(index):
    keys = []
    for position, column in enumerate(index["column_names"]):
        text = column if column is not None else index["expressions"][position]
        order = index.get("column_sorting", {}).get(text, ())
        keys.append(" ".join([text] + [word.replace("_", " ").upper() for word in order]))
    return dropped({"name": index["name"], "keys": keys, "unique": bool(index["unique"]), "options": options_of(index)})


def check_of(check):
    return dropped({"name": check["name"], "condition": check["sqltext"], "options": options_of(check)})


def table_options_of(inspector, name, schema):
    try:
        options = inspector.get_table_options(name, schema)
    except NotImplementedError:
        return {}
    return {key: value for key, value in options.items() if not key.endswith("_comment")}


def table_of(inspector, name, schema):
    key = inspector.get_pk_constraint(name, schema)
    try:
        comment = inspector.get_table_comment(name, schema)["text"]
    except NotImplementedError:
        comment = None
    uniques = [entry for entry in inspector.get_unique_constraints(name, schema) if not entry.get("duplicates_index")]
    indexes = [entry for entry in inspector.get_indexes(name, schema) if not entry.get("duplicates_constraint")]
    return dropped(
        {
            **name_of(name, schema),
            "columns": [column_of(column) for column in inspector.get_columns(name, schema)],
            "primary_key": dropped(
                {"name": key["name"], "columns": key["constrained_columns"], "options": options_of(key)}
            )
            if key["constrained_columns"]
            else None,
            "foreign_keys": [foreign_key_of(entry) for entry in inspector.get_foreign_keys(name, schema)],
            "unique_constraints": [
                dropped({"name": entry["name"], "columns": entry["column_names"], "options": options_of(entry)}) for entry in uniques
            ],
            "check_constraints": [check_of(entry) for entry in inspector.get_check_constraints(name, schema)],
            "indexes": [index_of(entry) for entry in indexes],
            "comment": comment or None,
            "options": table_options_of(inspector, name, schema),
        }
    )


def query_of(definition):
    """The query alone; SQLite and MariaDB give the whole CREATE VIEW."""
    return re.sub(r"(?is)^create\b.*?\bview\b.*?\bas\s+", "", definition, count=1)


def inspect(engine, schemas):
    inspector = sa.inspect(engine)
    result = {"tables": [], "views": [], "enums": [], "sequences": []}
    for schema in schemas:
        wanted = schema or None
        result["tables"] += [table_of(inspector, name, wanted) for name in sorted(inspector.get_table_names(wanted))]
        names = [(name, False) for name in inspector.get_view_names(wanted)]
        if engine.dialect.name == "postgresql":
            names += [(name, True) for name in inspector.get_materialized_view_names(wanted)]
            result["enums"] += [
                {**name_of(entry["name"], schema), "values": entry["labels"]} for entry in inspector.get_enums(wanted)
            ]
        for name, materialized in sorted(names):
            result["views"].append(
                {
                    **name_of(name, schema),
                    "definition": query_of(inspector.get_view_definition(name, wanted)),
                    "materialized": materialized,
                }
            )
        if engine.dialect.supports_sequences:
            result["sequences"] += [name_of(name, schema) for name in sorted(inspector.get_sequence_names(wanted))]
    return result


def run_case(case, url):
    if case["database"] == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            return run_on(case, sa.create_engine("sqlite:///" + folder + "/a.db"))
    name = "retort_record_%d" % os.getpid()
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE " + name)
    try:
        return run_on(case, sa.create_engine(sa.make_url(url).set(database=name)))
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql("DROP DATABASE " + name)
        server.dispose()


def run_on(case, engine):
    try:
        with engine.connect() as connection:
            for statement in case["ddl"]:
                connection.exec_driver_sql(statement.replace("%", "%%") if engine.dialect.name != "sqlite" else statement)
            connection.commit()
        return inspect(engine, case.get("schemas", [""]))
    finally:
        engine.dispose()


def main():
    urls = {
        "sqlite": "sqlite://",
        "postgresql": os.environ.get("RETORT_TEST_POSTGRESQL_URL"),
        "mariadb": os.environ.get("RETORT_TEST_MARIADB_URL"),
    }
    wanted = sys.argv[1:] or [name for name, url in urls.items() if url]
    path = FOLDER / "inspections.json"
    recorded = {entry["id"]: entry for entry in json.loads(path.read_text())} if path.exists() else {}
    cases = json.loads((FOLDER / "cases.json").read_text())
    for case in cases:
        if case["database"] in wanted:
            url = urls[case["database"]].replace("mariadb://", "mariadb+pymysql://")
            recorded[case["id"]] = {**case, "inspected": run_case(case, url)}
    entries = [recorded[case["id"]] for case in cases if case["id"] in recorded]
    path.write_text(json.dumps(entries, indent=1, ensure_ascii=False, sort_keys=False) + "\n")


if __name__ == "__main__":
    main()
