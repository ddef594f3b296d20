"""Records in data/<database>.json what Alembic's autogenerate writes for the pairs of pairs.py.

Run with a Python that has Alembic 1.19, SQLAlchemy 2.0, psycopg2 and PyMySQL:

    record.py [DATABASE]...       sqlite, postgresql or mariadb; all that can be reached without an argument

The servers are those of RETORT_TEST_POSTGRESQL_URL and RETORT_TEST_MARIADB_URL. Per pair and database: the statements that made the models
before in an empty database, the source of the models after, and the bodies of upgrade() and downgrade() with their imports, or the error that
Alembic ended with. Where Alembic goes through a set, in_order() gives the operations the order that Comparator gives them.
"""

import json
import os
import pathlib
import sys
import types
import warnings

import alembic
import sqlalchemy as sa
from alembic.autogenerate import api, render
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext

import pairs

FOLDER = pathlib.Path(__file__).parent


class Models:
    """A source text of models as an imported module."""

    def __init__(self, source):
        module = types.ModuleType("models")
        sys.modules["models"] = module
        exec(compile(source, "models.py", "exec"), module.__dict__)
        self.metadata = eval(pairs.target_metadata(source), module.__dict__)


def read_models(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Models(source).metadata


class Database:
    def __init__(self, name, url):
        self.name = name
        self.database = "retort_record_%d" % os.getpid()
        self.server = sa.create_engine(url, isolation_level="AUTOCOMMIT") if name != "sqlite" else None
        self.url = sa.make_url(url) if name == "sqlite" else sa.make_url(url).set(database=self.database)

    def __enter__(self):
        if self.server:
            self.on_server("CREATE DATABASE " + self.database)
        return self

    def __exit__(self, *_):
        if self.server:
            self.on_server("DROP DATABASE " + self.database)
            self.server.dispose()

    def on_server(self, *statements):
        with self.server.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def version(self):
        engine = self.server or sa.create_engine(self.url)
        with engine.connect() as connection:
            return ".".join(str(part) for part in connection.dialect.server_version_info[:3])

    def empty(self):
        """An engine on a database without anything in it."""
        if self.name == "mariadb":
            self.on_server("DROP DATABASE " + self.database, "CREATE DATABASE " + self.database)
        engine = sa.create_engine(self.url, poolclass=sa.pool.StaticPool)
        if self.name == "postgresql":
            with engine.begin() as connection:
                query = "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
                for schema in connection.exec_driver_sql(query).scalars().all():
                    connection.exec_driver_sql("DROP SCHEMA %s CASCADE" % schema)
                connection.exec_driver_sql("CREATE SCHEMA public")
        return engine


def create(engine, metadata, schemas):
    """Makes the models and gives the statements that did."""
    statements = ["CREATE SCHEMA " + schema for schema in schemas]
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)

    def keep(_connection, _cursor, statement, *_):
        escaped = engine.dialect.paramstyle in ("format", "pyformat")
        statements.append(statement.replace("%%", "%") if escaped else statement)

    sa.event.listen(engine, "before_cursor_execute", keep)
    with engine.begin() as connection:
        metadata.create_all(connection, checkfirst=False)
    sa.event.remove(engine, "before_cursor_execute", keep)
    return [statement.strip() for statement in statements]


class Order:
    """The order of what Alembic takes from sets."""

    def __init__(self, inspector, metadata):
        self.inspector = inspector
        self.metadata = metadata

    def of_operations(self, container):
        """Dropped tables: those that refer to others first, by name where nothing else decides."""
        drops, others = [], []
        removed = {}
        for operation in container.ops:
            if isinstance(operation, ops.DropTableOp):
                removed[(operation.schema, operation.table_name)] = operation
        indexes = {}
        for operation in container.ops:
            if isinstance(operation, ops.ModifyTableOps):
                self.of_table(operation)
                if (operation.schema, operation.table_name) in removed:
                    indexes[(operation.schema, operation.table_name)] = operation
                    continue
            elif isinstance(operation, ops.DropTableOp):
                continue
            others.append(operation)
        for key in reversed(self.by_dependency(sorted(removed, key=lambda key: ".".join(filter(None, key))))):
            drops += [indexes[key]] if key in indexes else []
            drops.append(removed[key])
        created = [one for one in others if not isinstance(one, ops.ModifyTableOps) or not self.has_table(one)]
        modified = [one for one in others if isinstance(one, ops.ModifyTableOps) and self.has_table(one)]
        container.ops[:] = created + drops + modified

    def has_table(self, operation):
        return self.inspector.has_table(operation.table_name, schema=operation.schema)

    def by_dependency(self, keys):
        edges = set()
        for schema, table in keys:
            for key in self.inspector.get_foreign_keys(table, schema=schema):
                edges.add(((key["referred_schema"], key["referred_table"]), (schema, table)))
        edges = {edge for edge in edges if edge[0] in keys and edge[0] != edge[1]}
        try:
            return list(sa.util.topological.sort(edges, keys))
        except sa.exc.CircularDependencyError as error:
            return list(sa.util.topological.sort({edge for edge in edges if edge[1] not in error.cycles}, keys))

    def of_table(self, modify):
        """Foreign keys and unnamed unique constraints as they were declared or reflected, dropped columns as they stand in the table."""
        table = dict(table_name=modify.table_name, schema=modify.schema)
        declared = [self.columns_of(one) for one in self.declared(modify)]
        self.sort(modify, self.is_new(ops.CreateForeignKeyOp), lambda one: declared.index(tuple(one.local_cols)))
        self.sort(modify, self.is_unnamed_unique, lambda one: declared.index(tuple(one.columns)))
        dropped_keys = [one for one in modify.ops if isinstance(one, ops.DropConstraintOp) and one.constraint_type == "foreignkey"]
        if dropped_keys:
            keys = [tuple(key["constrained_columns"]) for key in self.inspector.get_foreign_keys(**table)]
            self.sort(modify, dropped_keys.__contains__, lambda one: keys.index(tuple(one._reverse.local_cols)))
        if any(isinstance(one, ops.DropColumnOp) for one in modify.ops):
            columns = [column["name"] for column in self.inspector.get_columns(**table)]
            self.sort(modify, self.is_new(ops.DropColumnOp), lambda one: columns.index(one.column_name))

    def declared(self, modify):
        tables = [table for table in self.metadata.tables.values() if table.name == modify.table_name]
        return sorted((one for table in tables for one in table.constraints), key=lambda one: one._creation_order)

    @staticmethod
    def columns_of(constraint):
        return tuple(column.name for column in getattr(constraint, "columns", ()))

    @staticmethod
    def is_new(kind):
        return lambda one: isinstance(one, kind)

    @staticmethod
    def is_unnamed_unique(operation):
        return isinstance(operation, ops.CreateUniqueConstraintOp) and operation.constraint_name is None

    @staticmethod
    def sort(modify, chosen, key):
        places = [place for place, one in enumerate(modify.ops) if chosen(one)]
        for place, one in zip(places, sorted((modify.ops[place] for place in places), key=key)):
            modify.ops[place] = one


def rendered(context, upgrade, downgrade, as_batch):
    options = {
        "sqlalchemy_module_prefix": "sa.",
        "alembic_module_prefix": "op.",
        "user_module_prefix": None,
        "render_item": None,
        "render_as_batch": as_batch,
    }
    autogenerate = api.AutogenContext(context, opts=options)
    autogenerate.imports = set()
    texts = [render._indent(render._render_cmd_body(one, autogenerate)) for one in (upgrade, downgrade)]
    return {"upgrade": texts[0], "downgrade": texts[1], "imports": sorted(autogenerate.imports)}


def run(pair, database):
    engine = database.empty()
    result = {"id": pair.id, "after": pair.after, "target": pairs.target_metadata(pair.after)}
    if pair.compare_server_default:
        result["compare_server_default"] = True
    if pair.schemas:
        result["schemas"] = list(pair.schemas)
    try:
        try:
            result["before"] = create(engine, read_models(pair.before), pair.schemas)
            after = read_models(pair.after)
            after.create_all(sa.create_mock_engine(database.url, lambda *_, **__: None), checkfirst=False)
        except (sa.exc.DBAPIError, sa.exc.CompileError) as error:
            result["unsupported"] = str(error).splitlines()[0]
            return result
        with engine.connect() as connection:
            options = {
                "compare_type": True,
                "compare_server_default": pair.compare_server_default,
                "include_schemas": bool(pair.schemas),
                "target_metadata": after,
            }
            context = MigrationContext.configure(connection, opts=options)
            try:
                script = api.produce_migrations(context, after)
                Order(sa.inspect(connection), after).of_operations(script.upgrade_ops)
                script.upgrade_ops.reverse_into(script.downgrade_ops)
                result.update(rendered(context, script.upgrade_ops, script.downgrade_ops, False))
                result["batch"] = rendered(context, script.upgrade_ops, script.downgrade_ops, True)
                del result["batch"]["imports"]
            except Exception as error:
                result["error"] = "%s: %s" % (type(error).__name__, str(error).splitlines()[0] if str(error) else "")
    finally:
        engine.dispose()
    return result


def main():
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable] + sys.argv, {**os.environ, "PYTHONHASHSEED": "0"})
    warnings.simplefilter("ignore")
    urls = {
        "sqlite": "sqlite://",
        "postgresql": os.environ.get("RETORT_TEST_POSTGRESQL_URL"),
        "mariadb": os.environ.get("RETORT_TEST_MARIADB_URL"),
    }
    all_pairs = pairs.all_pairs()
    for name in sys.argv[1:] or [name for name, url in urls.items() if url]:
        with Database(name, urls[name].replace("mariadb://", "mariadb+pymysql://")) as database:
            cases = [run(pair, database) for pair in all_pairs if name in pair.databases]
            version = database.version()
        unsupported = [case for case in cases if "unsupported" in case]
        for case in unsupported:
            print("%s: %s does not take %s: %s" % (name, name, case["id"], case["unsupported"]))
        cases = [case for case in cases if "unsupported" not in case]
        recorded = {
            "alembic": alembic.__version__,
            "sqlalchemy": sa.__version__,
            "database": name + " " + version,
            "cases": cases,
        }
        path = FOLDER / "data" / (name + ".json")
        path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
        empty = sum("    pass\n" in case.get("upgrade", "") for case in cases)
        errors = sum("error" in case for case in cases)
        print("%s: %d cases, %d of them without a difference, %d errors of Alembic" % (name, len(cases), empty, errors))


if __name__ == "__main__":
    main()
