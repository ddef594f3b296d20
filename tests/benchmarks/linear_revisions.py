#!/usr/bin/env python3
"""Whole-process wall times of retort-cli against Alembic on a project of linear revisions, as ratios from the same run.

    linear_revisions.py --retort PATH/retort-cli --python PYTHON-WITH-ALEMBIC [--revisions 1000] [--runs 5]

Compared are `heads`, `upgrade head --sql` and `upgrade head` on a fresh SQLite file; the last one also against the sqlite3 shell
running the very same statements, which is the floor. Caches are warm: each command runs once before it is counted. Nothing here is
a test: the figures depend on the machine, the ratios much less.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

INI = """[alembic]
script_location = %(here)s/alembic
sqlalchemy.url = sqlite:///%(here)s/bench.db
"""

ENV = """from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
target_metadata = None


def run_migrations_offline() -> None:
    url = config.get_main_option("sqlalchemy.url")
    context.configure(url=url, target_metadata=target_metadata, literal_binds=True, dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online() -> None:
    connectable = engine_from_config(config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.", poolclass=pool.NullPool)
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
"""

REVISION = '''"""change {n}

Revision ID: {rev}
Revises: {down}
Create Date: 2026-01-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "{rev}"
down_revision: Union[str, None] = {down_repr}
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
{up}


def downgrade() -> None:
{down_body}
'''


def body(n: int) -> tuple[str, str]:
    """A table every fourth revision, then a column, an index and a data change on it."""
    table = f"item_{n // 4}"
    kind = n % 4
    if kind == 0:
        return (
            f'    op.create_table(\n        "{table}",\n        sa.Column("id", sa.Integer(), nullable=False),\n'
            f'        sa.Column("name", sa.String(length=50), nullable=False),\n'
            f'        sa.Column("created_at", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=True),\n'
            f'        sa.PrimaryKeyConstraint("id"),\n    )',
            f'    op.drop_table("{table}")',
        )
    if kind == 1:
        return (
            f'    op.add_column("{table}", sa.Column("price", sa.Numeric(precision=10, scale=2), nullable=True))',
            f'    op.drop_column("{table}", "price")',
        )
    if kind == 2:
        return (
            f'    op.create_index("ix_{table}_name", "{table}", ["name"], unique=False)',
            f'    op.drop_index("ix_{table}_name", table_name="{table}")',
        )
    return (
        f"    op.execute(\"INSERT INTO {table} (id, name) VALUES (1, 'one')\")",
        f'    op.execute("DELETE FROM {table}")',
    )


def make_project(folder: pathlib.Path, revisions: int) -> None:
    versions = folder / "alembic" / "versions"
    versions.mkdir(parents=True)
    (folder / "alembic.ini").write_text(INI)
    (folder / "alembic" / "env.py").write_text(ENV)
    down = None
    for n in range(revisions):
        rev = f"{n:012x}"
        up, down_body = body(n)
        text = REVISION.format(n=n, rev=rev, down=down or "", down_repr=repr(down), up=up, down_body=down_body)
        (versions / f"{rev}_change_{n}.py").write_text(text)
        down = rev


def timed(command: list[str], cwd: pathlib.Path, before, stdin: bytes | None = None) -> float:
    before()
    start = time.perf_counter()
    environment = dict(os.environ, XDG_STATE_HOME=str(cwd / ".state"), XDG_CONFIG_HOME=str(cwd / ".config"))
    done = subprocess.run(command, cwd=cwd, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    elapsed = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{command} failed with {done.returncode}:\n{done.stdout.decode()[-2000:]}\n{done.stderr.decode()[-2000:]}")
    return elapsed


def compare(title: str, ours: list[str], theirs: list[str], folder: pathlib.Path, runs: int, before=lambda: None,
            their_input: bytes | None = None, their_name: str = "Alembic") -> None:
    ours_times, their_times = [], []
    timed(ours, folder, before)
    timed(theirs, folder, before, their_input)
    for _ in range(runs):
        ours_times.append(timed(ours, folder, before))
        their_times.append(timed(theirs, folder, before, their_input))
    mine, other = statistics.median(ours_times), statistics.median(their_times)
    print(f"{title:34} retort {mine:7.3f} s   {their_name:8} {other:7.3f} s   {their_name}/retort {other / mine:6.2f}   retort/{their_name} {mine / other:5.2f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--retort", required=True)
    options.add_argument("--python", required=True, help="a Python that has Alembic")
    options.add_argument("--revisions", type=int, default=1000)
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    given.retort = str(pathlib.Path(given.retort).resolve())

    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        make_project(folder, given.revisions)
        database = folder / "bench.db"

        def fresh() -> None:
            for suffix in ("", "-journal", "-wal", "-shm"):
                pathlib.Path(f"{database}{suffix}").unlink(missing_ok=True)

        alembic = [given.python, "-m", "alembic"]
        print(f"{given.revisions} linear revisions, median of {given.runs} runs, wall time of the whole process")
        compare("heads", [given.retort, "heads"], [*alembic, "heads"], folder, given.runs)
        compare("upgrade head --sql", [given.retort, "upgrade", "head", "--sql"], [*alembic, "upgrade", "head", "--sql"], folder, given.runs)
        compare("upgrade head, fresh SQLite file", [given.retort, "upgrade", "head", "--yes"], [*alembic, "upgrade", "head"], folder,
                given.runs, fresh)
        shell = shutil.which("sqlite3")
        if not shell:
            print("sqlite3 is not installed: no floor")
            return
        script = subprocess.run([given.retort, "upgrade", "head", "--sql"], cwd=folder, capture_output=True, check=True).stdout
        script = b"BEGIN;\n" + script + b"COMMIT;\n"
        compare("upgrade head against the floor", [given.retort, "upgrade", "head", "--yes"], [shell, os.fspath(database)], folder,
                given.runs, fresh, script, "sqlite3")


if __name__ == "__main__":
    main()
