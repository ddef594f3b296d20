#!/usr/bin/env python3
"""Upgrades databases with the revisions of real packages, once by retort-cli and once by Alembic, and compares what is there afterwards.

    upgrade_packages.py --retort PATH/retort-cli --python PYTHON-WITH-ALEMBIC [--postgresql URL] [--mariadb URL] [PACKAGE ...]

For each package and database: from empty to head where every revision is understood, otherwise to the last one of the line that is.
Compared are tables, columns with types and defaults, keys, constraints, indexes and rows as SQLAlchemy's inspector gives them, and what
`alembic current` says about our database. Prints one line each; exit status 1 when anything differs.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import packages

INSPECT = r'''
import datetime, json, sys
import sqlalchemy as sa
def timeless(value):
    """The time at which a row was written differs between the two runs; so does the address that a memoryview shows for its bytes."""
    if isinstance(value, memoryview):
        return bytes(value)
    try:
        moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) and len(value) > 15 else value
        age = datetime.datetime.now(moment.tzinfo or datetime.timezone.utc).replace(tzinfo=None) - moment.replace(tzinfo=None)
        return "now" if abs(age) < datetime.timedelta(days=1) else value
    except (AttributeError, TypeError, ValueError):
        return value
engine = sa.create_engine(sys.argv[1])
inspector = sa.inspect(engine)
found = {}
with engine.connect() as connection:
    for table in sorted(inspector.get_table_names()):
        columns = [{"name": c["name"], "type": str(c["type"]), "nullable": c["nullable"], "default": c["default"]} for c in inspector.get_columns(table)]
        quoted = engine.dialect.identifier_preparer.quote(table)
        rows = sorted(repr(tuple(map(timeless, row))) for row in connection.execute(sa.text(f"SELECT * FROM {quoted}")))
        key = lambda item: json.dumps(item, sort_keys=True, default=str)
        try:
            checks = sorted(inspector.get_check_constraints(table), key=key)
        except NotImplementedError:
            checks = []
        found[table] = {
            "columns": columns,
            "primary_key": inspector.get_pk_constraint(table),
            "foreign_keys": sorted(inspector.get_foreign_keys(table), key=key),
            "unique": sorted(inspector.get_unique_constraints(table), key=key),
            "indexes": sorted(inspector.get_indexes(table), key=key),
            "checks": checks,
            "rows": rows,
        }
    enums = inspector.get_enums() if engine.dialect.name == "postgresql" else []
print(json.dumps({"tables": found, "enums": enums}, sort_keys=True, default=str))
'''


def run(command, cwd, **kwargs):
    environment = dict(os.environ, XDG_STATE_HOME=str(cwd / ".state"), XDG_CONFIG_HOME=str(cwd / ".config"))
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=environment, **kwargs)


class Databases:
    """Two empty databases for one comparison."""

    def __init__(self, kind: str, folder: pathlib.Path, package: str, python: str, server: str | None):
        self.kind, self.folder, self.python, self.server = kind, folder, python, server
        self.names = [f"retort_{package.replace('-', '_')}_{who}_{os.getpid()}" for who in ("ours", "theirs")]

    def __enter__(self):
        if self.kind == "sqlite":
            return [f"sqlite:///{self.folder}/{name}.db" for name in self.names]
        self.admin([f"CREATE DATABASE {self.quoted(name)}" for name in self.names])
        return [f"{self.server.rsplit('/', 1)[0]}/{name}" for name in self.names]

    def quoted(self, name: str) -> str:
        return f"`{name}`" if self.kind == "mariadb" else f'"{name}"'

    def __exit__(self, *_):
        if self.kind != "sqlite":
            force = " WITH (FORCE)" if self.kind == "postgresql" else ""
            self.admin([f"DROP DATABASE IF EXISTS {self.quoted(name)}{force}" for name in self.names])

    def admin(self, statements):
        program = ("import sys, sqlalchemy as sa\n"
                   "with sa.create_engine(sys.argv[1], isolation_level='AUTOCOMMIT').connect() as c:\n"
                   "    for s in sys.argv[2:]: c.execute(sa.text(s))\n")
        subprocess.run([self.python, "-c", program, self.server, *statements], check=True, capture_output=True)


def last_understood(retort: str, project: pathlib.Path) -> tuple[str | None, int, int, list]:
    """The newest revision of the plan up to which everything is understood; how many there are, how many are understood, why not."""
    done = run([retort, "plan", "upgrade", "heads", "--json"], project)
    text = done.stdout
    plan = json.loads(text)
    if "steps" not in plan:
        raise SystemExit(f"{project}: {text}{done.stderr}")
    steps = plan["steps"]
    reasons = [(pathlib.Path(p["file"]).name, p["line"], p["reason"]) for step in steps for p in step["problems"]]
    target, good = None, True
    for step in steps:
        good = good and not step["problems"]
        if good:
            target = step["revision"]
    return ("heads" if not reasons else target), len(steps), sum(not step["problems"] for step in steps), reasons


def difference(ours: dict, theirs: dict, path: str = "") -> list[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [line for key in sorted(ours.keys() | theirs.keys()) for line in difference(ours.get(key), theirs.get(key), f"{path}/{key}")]
    return [] if ours == theirs else [f"{path}: ours {str(ours)[:300]}\n    theirs {str(theirs)[:300]}"]


def compare(given, package: str, kind: str) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        with Databases(kind, folder, package, given.python, getattr(given, kind, None)) as (ours, theirs):
            project, other = folder / "ours", folder / "theirs"
            if not packages.make_project(package, project, ours) or not packages.make_project(package, other, theirs):
                return True
            target, count, understood, reasons = last_understood(given.retort, project)
            title = f"{package:20} {kind:10} {count:4} revisions {understood:4} understood"
            for file, line, reason in reasons[: given.reasons]:
                print(f"    {file}:{line}: {reason[:150]}")
            if target is None:
                print(f"{title}  nothing to run")
                return True
            mine = run([given.retort, "upgrade", target, "--yes"], project)
            if mine.returncode != 0:
                # An unclassified server needs its class once.
                run([given.retort, "target", "--classify", "test", "--confirm", ours.rsplit("/", 1)[1]], project)
                mine = run([given.retort, "upgrade", target, "--yes"], project)
            alembic = run([given.python, "-m", "alembic", "upgrade", target], other)
            if alembic.returncode != 0:
                print(f"{title}  Alembic itself fails at {target}: {alembic.stderr.strip().splitlines()[-1][:160]}")
                return True
            if mine.returncode != 0:
                print(f"{title}  DIFFERENT: ours fails at {target}\n{(mine.stdout + mine.stderr)[-1500:]}")
                return False
            seen = [json.loads(subprocess.run([given.python, "-c", INSPECT, url], check=True, capture_output=True, text=True).stdout) for url in (ours, theirs)]
            lines = difference(*seen)
            current = [run([given.python, "-m", "alembic", "current"], where).stdout for where in (project, other)]
            if current[0] != current[1]:
                lines.append(f"alembic current: ours {current[0]!r} theirs {current[1]!r}")
            print(f"{title}  to {target}: {'equal, ' + str(len(seen[0]['tables'])) + ' tables' if not lines else 'DIFFERENT'}")
            for line in lines[:20]:
                print("    " + line)
            return not lines


def options(description: str) -> argparse.ArgumentParser:
    """What the tools that compare live databases are told."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--retort", required=True, type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--python", required=True)
    for kind in ("postgresql", "mariadb"):
        parser.add_argument(f"--{kind}", help="URL of a server whose user may create databases")
    parser.add_argument("packages", nargs="*", default=[])
    return parser


def on_each(given, compare) -> None:
    """Compares every package on SQLite and on the servers that were given; exits with 1 when any differs."""
    kinds = ["sqlite"] + [kind for kind in ("postgresql", "mariadb") if getattr(given, kind)]
    equal = [compare(given, package, kind) for package in given.packages or packages.PACKAGES for kind in kinds]
    sys.exit(0 if all(equal) else 1)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--reasons", type=int, default=5, help="how many reasons to print")
    on_each(parser.parse_args(), compare)


if __name__ == "__main__":
    main()
