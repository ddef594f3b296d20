#!/usr/bin/env python3
"""Compares whole scripts: `retort-cli upgrade heads --sql` and `alembic upgrade heads --sql` on the revisions of real packages.

    offline_packages.py --retort PATH/retort-cli --python PYTHON-WITH-ALEMBIC [--dialect NAME ...] [PACKAGE ...]

From base to heads where both write the whole script; otherwise to the last revision of the line up to which both do (--sql in Alembic has no
database to ask, and stops at a revision that asks). Equal means equal after collapsing white space, headers, transactions and version rows
included. Prints one line each; exit status 1 when any differs.
"""
import argparse
import difflib
import itertools
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import packages
from upgrade_packages import run

URLS = {"postgresql": "postgresql+psycopg2://u@localhost/d", "sqlite": "sqlite:///d.db", "mysql": "mysql+pymysql://u@localhost/d"}
INDEX = re.compile(r"CREATE (UNIQUE )?INDEX ")
RUNNING = re.compile(r"^-- Running upgrade .*?-> (\w+)", re.MULTILINE)


def statements(script: str) -> list[str]:
    """The script's statements and comments. SQLAlchemy keeps a table's indexes in a set, so that the order of those made with it changes from
    run to run: neighbouring CREATE INDEX statements are sorted."""
    parts = [" ".join(part.split()) for part in re.split(r";\s*\n|\n\s*\n", script) if part.strip()]
    groups = itertools.groupby(parts, lambda part: bool(INDEX.match(part)))
    return [part for indexes, group in groups for part in (sorted(group) if indexes else group)]


def order(given, project: pathlib.Path, dialect: str) -> tuple[list[str], set[str], str]:
    """The revisions in the order of an upgrade as Alembic runs them, those that our program can write as a script, and why Alembic
    cannot load them if so."""
    history = run([given.python, "-c", (
        "import sys\nfrom alembic.config import Config\nfrom alembic.script import ScriptDirectory\n"
        "d = ScriptDirectory.from_config(Config('alembic.ini'))\n"
        "print('\\n'.join(s.revision.revision for s in d._upgrade_revs('heads', None)))")], project)
    found = json.loads(run([given.retort, "doctor", "--json", "--sql", "--dialect", dialect], project).stdout)
    good = {r["revision"] for r in found["revisions"] if not r["upgrade"]["opaque"]}
    return history.stdout.split(), good, (history.stderr.strip().splitlines() or [""])[-1][:100]


def compare(given, package: str, dialect: str) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        project = pathlib.Path(temporary) / "project"
        if not packages.make_project(package, project, URLS[dialect]):
            return True
        line, good, error = order(given, project, dialect)
        title = f"{package:20} {dialect:10} {len(line):4} revisions"
        if not line:
            print(f"{title}  Alembic cannot load the revisions: {error}")
            return True
        alembic = run([given.python, "-m", "alembic", "upgrade", "heads", "--sql"], project)
        ran = RUNNING.findall(alembic.stdout)
        whole = len(ran) if alembic.returncode == 0 else max(len(ran) - 1, 0)
        length = next((i for i, revision in enumerate(line) if revision not in good), len(line))
        length = min(length, whole)
        if length == 0:
            reason = (alembic.stderr.strip().splitlines() or [""])[-1][:100]
            print(f"{title}  nothing that both write (Alembic: {whole}; {reason})")
            return True
        target = "heads" if length == len(line) else line[length - 1]
        theirs = alembic if target == "heads" else run([given.python, "-m", "alembic", "upgrade", target, "--sql"], project)
        mine = run([given.retort, "upgrade", target, "--sql"], project)
        if theirs.returncode != 0 or mine.returncode != 0:
            print(f"{title}  to {target}: ours ends with {mine.returncode}, Alembic with {theirs.returncode}: {(mine.stderr or theirs.stderr)[-300:]}")
            return mine.returncode == theirs.returncode
        a, b = statements(theirs.stdout), statements(mine.stdout)
        equal = " ".join(a) == " ".join(b)
        print(f"{title}  to {target} ({length}): {'equal' if equal else 'DIFFERENT'}, {len(a)} statements", flush=True)
        if not equal:
            for text in list(difflib.unified_diff(a, b, "alembic", "retort", lineterm="", n=0))[: given.show]:
                print("    " + text[:400])
        return equal


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--retort", required=True)
    options.add_argument("--python", required=True)
    options.add_argument("--dialect", action="append", choices=sorted(URLS), help="postgresql and sqlite without it")
    options.add_argument("--show", type=int, default=20, help="how many lines of a difference to print")
    options.add_argument("packages", nargs="*", default=[])
    given = options.parse_args()
    given.retort = str(pathlib.Path(given.retort).resolve())
    dialects = given.dialect or ["postgresql", "sqlite"]
    equal = [compare(given, package, dialect) for package in given.packages or packages.PACKAGES for dialect in dialects]
    sys.exit(0 if all(equal) else 1)


if __name__ == "__main__":
    main()
