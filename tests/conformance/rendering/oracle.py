"""Renders operations with real Alembic's autogenerate, for tst_rendering_conformance.

Reads {"cases": [{"python", "dialect", "convention"}]} as JSON from standard input. Each program is run with an `op` that only keeps the
operations; the answer is {"body", "imports"} as a revision template would be given them, or {"error"}.
"""
import contextlib
import io
import json
import sys
import types
import warnings

import alembic.op
import sqlalchemy as sa
from alembic.autogenerate import render
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from alembic.operations.base import BatchOperations, Operations
from alembic.runtime.migration import MigrationContext

warnings.simplefilter("ignore")
REQUEST = json.load(sys.stdin)


def as_compared(operation):
    """With defaults as a comparison of models has them: taken from a column."""
    if isinstance(operation, ops.AlterColumnOp):
        for name in ("modify_server_default", "existing_server_default"):
            value = getattr(operation, name)
            if isinstance(value, sa.ClauseElement) and not isinstance(value, (sa.Computed, sa.Identity, sa.FetchedValue)):
                setattr(operation, name, sa.DefaultClause(value))
    return operation


class Keeping(Operations):
    def __init__(self, context):
        super().__init__(context)
        self.kept = []

    def invoke(self, operation):
        self.kept.append(as_compared(operation))
        if not isinstance(operation, ops.CreateTableOp):
            return None
        # Made once: a second table of the same columns has lost their foreign keys.
        table = operation.to_table(self.migration_context)
        operation.to_table = lambda context=None: table
        return table

    @contextlib.contextmanager
    def batch_alter_table(self, table_name, schema=None, **kw):
        if kw:
            raise NotImplementedError("batch_alter_table() with more than a name")
        place = types.SimpleNamespace(table_name=table_name, schema=schema)
        batch = KeepingBatch(self.migration_context, place)
        yield batch
        self.kept.append(ops.ModifyTableOps(table_name, batch.kept, schema=schema))


class KeepingBatch(BatchOperations):
    def __init__(self, context, place):
        super().__init__(context, place)
        self.kept = []

    def invoke(self, operation):
        self.kept.append(as_compared(operation))


def rendered(case):
    metadata = sa.MetaData(naming_convention=case["convention"] or None)
    options = {
        "target_metadata": metadata,
        "sqlalchemy_module_prefix": "sa.",
        "alembic_module_prefix": "op.",
        "user_module_prefix": None,
        "render_as_batch": True,
    }
    context = MigrationContext.configure(dialect_name=case["dialect"], dialect_opts={"paramstyle": "named"}, opts=options)
    keeping = Keeping(context)
    alembic.op._proxy = keeping
    exec(compile(case["python"], "case", "exec"), {"op": alembic.op})
    autogen = AutogenContext(context, metadata=metadata, opts=options)
    body = render._indent(render._render_cmd_body(ops.UpgradeOps(keeping.kept), autogen))
    return {"body": body, "imports": sorted(autogen.imports)}


ANSWERS = []
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    for case in REQUEST["cases"]:
        try:
            ANSWERS.append(rendered(case))
        except BaseException as error:
            ANSWERS.append({"error": f"{type(error).__name__}: {error}"})
json.dump({"cases": ANSWERS}, sys.stdout)
