#!/usr/bin/env python3
"""Runs the migrations of real packages that read rows, with rows to read: once by retort-cli and once by Alembic, and compares what is left.

    live_packages.py --retort PATH/retort-cli --python PYTHON-WITH-ALEMBIC [--postgresql URL] [--mariadb URL] [PACKAGE ...]

For each package both databases are brought to the revision before each live step, every table that is empty then gets a few rows of its own,
the same in both, and both go one step on. Compared is what upgrade_packages.py compares. A step that Alembic itself cannot take with these rows
is named and ends the package on that database. Prints one line for each live step; exit status 1 when anything differs.
"""
import ast
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import packages
from upgrade_packages import Databases, INSPECT, difference, on_each, options, run

SEED = r'''
import datetime, decimal, json, sys, uuid, warnings
import sqlalchemy as sa
warnings.simplefilter("ignore")

def value(column, n, name):
    t = column.type
    if isinstance(t, sa.Enum):
        return t.enums[n % len(t.enums)]
    if isinstance(t, sa.Boolean):
        return n % 2 == 0
    if isinstance(t, (sa.Integer, sa.Float)):
        return n
    if isinstance(t, sa.Numeric):
        return decimal.Decimal(n)
    if isinstance(t, sa.DateTime):
        return datetime.datetime(2024, 1, n, 10, 0, 0)
    if isinstance(t, sa.Date):
        return datetime.date(2024, 1, n)
    if isinstance(t, sa.JSON):
        return {"n": n, "list": [n, "x"], "nested": {"id": str(n)}}
    if isinstance(t, sa.Uuid):
        return uuid.UUID(int=n)
    if isinstance(t, sa.LargeBinary):
        return bytes([n])
    if isinstance(t, sa.String):
        low = name.lower()
        text = json.dumps({"n": n, "id": str(n)}) if any(w in low for w in ("json", "data", "meta", "params", "chat", "info", "config")) else f"{name[:12]} {n}"
        return text[: t.length] if t.length else text
    return None

for url in sys.argv[1:]:
    engine = sa.create_engine(url)
    metadata = sa.MetaData()
    metadata.reflect(engine)
    for table in metadata.sorted_tables:
        if table.name == "alembic_version":
            continue
        with engine.connect() as connection:
            if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar():
                continue
        for n in range(1, 6):
            row = {c.name: value(c, n, c.name) for c in table.columns if not c.computed}
            try:
                with engine.begin() as connection:
                    connection.execute(table.insert().values(**row))
            except Exception:
                pass
'''


def live_steps(retort: str, project: pathlib.Path) -> list[tuple[str, list[str], str, int]]:
    """Revision, the revisions before it, its file and line of each live step."""
    plan = json.loads(run([retort, "plan", "upgrade", "heads", "--json"], project).stdout)
    found = []
    for step in plan.get("steps", []):
        if step["live"] and not step["problems"]:
            found.append((step["revision"], step["from"], pathlib.Path(step["file"]).name, step["live"]["line"]))
    return found


def upgrade(given, project: pathlib.Path, url: str, target: str) -> subprocess.CompletedProcess:
    done = run([given.retort, "upgrade", target, "--yes"], project)
    if done.returncode != 0 and "classif" in done.stdout + done.stderr + "" and "sqlite" not in url:
        run([given.retort, "target", "--classify", "test", "--confirm", url.rsplit("/", 1)[1]], project)
        done = run([given.retort, "upgrade", target, "--yes"], project)
    return done


def bring(given, project: pathlib.Path, url: str, target: str) -> bool:
    """To the revision before a live step, by whichever program gets there: what comes before is not what is compared here."""
    return upgrade(given, project, url, target).returncode == 0 or run([given.python, "-m", "alembic", "upgrade", target], project).returncode == 0


def alone(project: pathlib.Path, file: str) -> pathlib.Path:
    """The project with every revision but `file` emptied, so that Alembic need not import what only they import."""
    stub = project.with_name("alone")
    shutil.rmtree(stub, ignore_errors=True)
    shutil.copytree(project, stub)
    for path in (stub / "migrations").rglob("*.py"):
        if path.name in (file, "env.py") or "down_revision" not in path.read_text():
            continue
        names = ("revision", "down_revision", "branch_labels", "depends_on", "replaces")
        kept = []
        for node in ast.parse(path.read_text()).body:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
            if isinstance(target, ast.Name) and target.id in names and node.value is not None:
                kept.append(f"{target.id} = {ast.unparse(node.value)}")
        path.write_text("\n".join(kept) + "\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n")
    return stub


def compare(given, package: str, kind: str) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        with Databases(kind, folder, package, given.python, getattr(given, kind, None)) as (ours, theirs):
            project, other = folder / "ours", folder / "theirs"
            if not packages.make_project(package, project, ours) or not packages.make_project(package, other, theirs):
                return True
            equal = True
            for revision, before, file, line in live_steps(given.retort, project):
                title = f"{package:20} {kind:10} {file}:{line}"
                ready = [bring(given, where, url, target) for target in before for where, url in ((project, ours), (other, theirs))]
                if not all(ready):
                    print(f"{title}  neither program comes here")
                    return equal
                subprocess.run([given.python, "-c", SEED, ours, theirs], check=True, capture_output=True)
                alembic = run([given.python, "-m", "alembic", "upgrade", revision], alone(other, file))
                mine = upgrade(given, project, ours, revision)
                if alembic.returncode != 0:
                    reason = alembic.stderr.strip().splitlines()[-1][:160]
                    print(f"{title}  Alembic itself fails: {reason}; ours {'fails too' if mine.returncode else 'DOES NOT'}")
                    return equal and mine.returncode != 0
                if mine.returncode != 0:
                    print(f"{title}  ours stops: {(mine.stderr or mine.stdout)[-700:]}")
                    return False
                seen = [json.loads(subprocess.run([given.python, "-c", INSPECT, url], check=True, capture_output=True, text=True).stdout) for url in (ours, theirs)]
                lines = difference(*seen)
                rows = sum(len(table["rows"]) for table in seen[0]["tables"].values())
                print(f"{title}  {'equal, ' + str(rows) + ' rows' if not lines else 'DIFFERENT'}", flush=True)
                for text in lines[:20]:
                    print("    " + text)
                equal = equal and not lines
            return equal


def main() -> None:
    parser = options(__doc__)
    on_each(parser.parse_args(), compare)


if __name__ == "__main__":
    main()
