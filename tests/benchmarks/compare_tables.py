#!/usr/bin/env python3
"""Whole-process wall times of `retort-cli check` against `alembic check` on a project of many models, as a ratio from the same run.

    compare_tables.py --retort PATH/retort-cli --python PYTHON-WITH-ALEMBIC [--tables 1000] [--runs 5] [--url postgresql+psycopg2://...]

The models are in ten modules, each table with eight columns, two indexes and a foreign key; the database holds them all but for one column
that is missing, and both programs must say so. Without --url the database is a SQLite file; with it, tables called item_0, item_1 ...
are dropped and made anew there. Caches are warm: each command runs once before
it is counted. Nothing here is a test: the figures depend on the machine, the ratio much less.
"""
import argparse
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

from linear_revisions import ENV, INI

MODULES = 10
BASE = "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n"
HEAD = """from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from app.base import Base
"""
MODEL = """

class Item{n}(Base):
    __tablename__ = "item_{n}"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True, index=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    note: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    {other}_id: Mapped[int | None] = mapped_column(ForeignKey("{other}.id", ondelete="CASCADE"))
"""
CREATE = """import sys
sys.path.insert(0, sys.argv[1])
import app, pkgutil, importlib
for module in pkgutil.iter_modules(app.__path__):
    importlib.import_module("app." + module.name)
from app.base import Base
import sqlalchemy as sa
# Each statement on its own: PostgreSQL has not locks enough for all tables in one transaction.
engine = sa.create_engine(sys.argv[2], isolation_level="AUTOCOMMIT")
Base.metadata.drop_all(engine)
Base.metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(sa.text("ALTER TABLE item_0 DROP COLUMN note"))
"""


def write_project(folder: pathlib.Path, tables: int, url: str) -> None:
    (folder / "alembic/versions").mkdir(parents=True)
    (folder / "app").mkdir()
    ini = INI.replace("sqlite:///%(here)s/bench.db", url.replace("%", "%%")) + "prepend_sys_path = %(here)s\n"
    (folder / "alembic.ini").write_text(ini)
    imports = "".join(f"import app.models_{i}\n" for i in range(MODULES)) + "from app.base import Base\n"
    (folder / "alembic/env.py").write_text(imports + ENV.replace("target_metadata = None", "target_metadata = Base.metadata"))
    (folder / "app/__init__.py").write_text("")
    (folder / "app/base.py").write_text(BASE)
    for i in range(MODULES):
        models = [MODEL.format(n=n, other=f"item_{max(0, n - 1)}") for n in range(tables) if n % MODULES == i]
        (folder / f"app/models_{i}.py").write_text(HEAD + "".join(models))


def seconds(command: list[str], folder: pathlib.Path, runs: int) -> list[float]:
    times = []
    for run in range(runs + 1):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if run:
            times.append(time.perf_counter() - start)
        if not re.search(r"item_0\W+note|add_column.{0,20}item_0|Add column item_0.note", done.stdout + done.stderr):
            sys.exit(f"{' '.join(command)} does not find the difference:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--retort", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--url", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        url = options.url or f"sqlite:///{folder}/bench.db"
        write_project(folder, options.tables, url)
        subprocess.run([options.python, "-c", CREATE, str(folder), url], check=True)
        ours = seconds([options.retort, "check"], folder, options.runs)
        theirs = seconds([options.python, "-m", "alembic", "check"], folder, options.runs)
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(f"check of {options.tables} tables on {url.split(':')[0]}: {statistics.median(ours):.3f} s, "
          f"Alembic {statistics.median(theirs):.3f} s, {ratio:.1f} times")


if __name__ == "__main__":
    main()
