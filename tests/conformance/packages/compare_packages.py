#!/usr/bin/env python3
"""Compares the SQL of every revision of real packages, as retort-cli reads it and as Alembic writes it with --sql.

    compare_packages.py --retort PATH/retort-cli --python PYTHON-WITH-ALEMBIC [--dialect NAME ...] [--reasons N] [--show N] [PACKAGE ...]

Each revision stands alone: Alembic runs its upgrade() and its downgrade() offline against an empty buffer. What Alembic cannot run offline
(missing packages, questions to the database) is left out. Prints per package and dialect how many revisions are understood in both
directions, how many directions are equal, equal but for a deliberate difference (listed_difference) and different, how many are known only to a run (live: rows, the
clock), and why the rest is not understood; exit status 1 when any differs.

Refused by both: Alembic ends with an exception here (the migration raises it, or the dialect cannot write what is asked), and the first thing
that Retort refuses in the direction is refused with the same exception, by type and message (refused_by_both). That is understood: nobody can run
the direction on that database. One that Retort refuses and Alembic does not, or for another reason, is not understood.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import packages

OFFLINE = r'''
import importlib.abc, importlib.machinery, io, json, sys
from unittest.mock import MagicMock
class Missing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Modules that are not installed: anything they are asked for is a mock, and SQL that shows one is not compared."""
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True)
    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__path__, module.__spec__, module.__name__ = [], spec, spec.name
        return module
    def exec_module(self, module):
        pass
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
import configparser, importlib.util, pathlib
dialect, source = sys.argv[1:]
answer, sys.stdout = sys.stdout, sys.stderr
sys.path.insert(0, source)
sys.meta_path.append(Missing())
settings = Config("alembic.ini")
environment = EnvironmentContext(settings, ScriptDirectory.from_config(settings), as_sql=True)
config = configparser.ConfigParser()
config.read("alembic.ini")
found = {}
for folder in config.get("alembic", "version_locations").split():
    for path in sorted(pathlib.Path(folder).glob("*.py")):
        try:
            spec = importlib.util.spec_from_file_location("revision_" + str(len(found)), path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            revision = module.revision
        except BaseException as error:
            found[path.stem] = {way: {"error": f"{type(error).__name__}: {error}"[:4000]} for way in ("upgrade", "downgrade")}
            continue
        found[revision] = {}
        for way in ("upgrade", "downgrade"):
            buffer = io.StringIO()
            context = MigrationContext.configure(dialect_name=dialect, environment_context=environment, dialect_opts={"paramstyle": "named"},
                                                 opts={"as_sql": True, "literal_binds": True, "output_buffer": buffer})
            try:
                environment._migration_context = context
                with environment, Operations.context(context):
                    getattr(module, way)()
                sql = buffer.getvalue()
                found[revision][way] = {"error": "needs a package that is not installed"} if "Mock" in sql else {"sql": sql}
            except BaseException as error:
                found[revision][way] = {"error": f"{type(error).__name__}: {error}"[:4000]}
json.dump(found, answer)
'''


def statements(script: str) -> list[str]:
    """The statements of a script, in the order of creation save for indexes, which Alembic itself puts in any order."""
    pieces = [re.sub(r"\s+", " ", piece).strip().rstrip(";").strip() for piece in script.split(";\n\n")]
    pieces = [piece for piece in pieces if piece and piece not in ("BEGIN", "COMMIT", "GO", "/")]
    result, indexes = [], []
    for piece in pieces + [""]:
        if re.match(r"CREATE (UNIQUE )?INDEX ", piece):
            indexes.append(piece)
        else:
            result += sorted(indexes) + ([piece] if piece else [])
            indexes = []
    return result


def ours(given, project: pathlib.Path, dialect: str) -> list[dict]:
    environment = dict(os.environ, XDG_STATE_HOME=str(project / ".state"), XDG_CONFIG_HOME=str(project / ".config"))
    done = subprocess.run([given.retort, "doctor", "--sql", "--json", "--dialect", dialect], cwd=project, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout)["revisions"]


def theirs(given, project: pathlib.Path, dialect: str, source: pathlib.Path) -> dict:
    done = subprocess.run([given.python, "-c", OFFLINE, dialect, str(source)], cwd=project, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else {}


def is_absent(read: dict) -> bool:
    """The file has no downgrade(): Alembic cannot run it either."""
    return any(opaque["reason"].startswith("the file has no function") for opaque in read["opaque"])


def refusal(text: str) -> str:
    """An exception without what changes from run to run: addresses, objects in full, and SQLAlchemy's pointer to its documentation."""
    text = re.sub(r"for constraint \w+\(.*?, table=Table\('([^']*)'.*; it has no name", r"for constraint of table '\1'; it has no name", text)
    return re.sub(r" at 0x[0-9a-f.]+", "", re.sub(r"\s*\(Background on this error at.*", "", text, flags=re.DOTALL)).strip()


def refused_by_both(read: dict, recorded: dict | None) -> bool:
    """The first refusal of ours says type and message of the exception that Alembic ended with."""
    if not read["opaque"] or not recorded or "error" not in recorded:
        return False
    kind, _, message = refusal(recorded["error"]).partition(": ")
    first = read["opaque"][0]
    mine = refusal(first["reason"].removeprefix("the migration raises "))
    if first["reason"].startswith("the migration raises "):
        return mine[:250] == f"{kind}: {message}".rstrip(": ")[:250] or mine[:250] == f"{kind}: {message}"[:250]
    return first.get("code", "").rpartition(".")[2] == kind and mine[:250] == message[:250]


def sorted_options(piece: str) -> str:
    table = re.fullmatch(r"(CREATE TABLE .*\) ?\))((?:[A-Z_ ]+=\S+ ?)+)", piece)
    return table[1] + " ".join(sorted(table[2].split())) if table else piece


def listed_difference(mine: list[str], real: list[str]) -> str | None:
    """Why we write deliberately something else than Alembic's offline mode, which is wrong or random there; None: it is a defect of ours."""
    # MySQL's table options stand in the order of a set as well.
    mine, real = [sorted_options(piece) for piece in mine], [sorted_options(piece) for piece in real]
    if sorted(mine) == sorted(real):
        return "the order of a set of texts, which Python changes from run to run"
    if [piece for piece in real if piece in mine or not piece.startswith("CREATE TYPE ")] == mine:
        return "CREATE TYPE of a type that an earlier revision made: the script fails there"
    if [re.sub(r" CHANGE (\S+) \1 ", r" MODIFY \1 ", piece) for piece in mine] == real:
        return "CHANGE to the same name where Alembic writes MODIFY for a type that was given as a class"
    if any("_alembic_tmp_" in piece for piece in mine) and [piece for piece in mine if piece in real] == real:
        return "SQLite's move and copy, for which Alembic needs a database: the file goes on without it"
    # Alembic takes the unnamed constraints of a copied table from a set.
    def parts(pieces):
        return [sorted(piece.removesuffix(" )").split(", ")) if piece.startswith("CREATE TABLE _alembic_tmp_") else piece for piece in pieces]
    if parts(mine) == parts(real):
        return "the order of the constraints of a copied table, which is that of a set"
    values = [re.escape(piece).replace("NULL", "(?:NULL|'[^']*'|[0-9.]+)") for piece in real]
    if len(mine) == len(real) and all(re.fullmatch(pattern, piece) for pattern, piece in zip(values, mine)):
        return "NULL in place of a value that execute() was given"
    return None


def judge(revision: str, way: str, read: dict, recorded: dict | None, counts, reasons, different) -> None:
    """One direction of one revision: counts it and keeps what differs."""
    if is_absent(read):
        counts["absent"] += 1
    elif refused_by_both(read, recorded):
        counts["refused"] += 1
    elif read["opaque"]:
        reasons.update({opaque["reason"] for opaque in read["opaque"]})
    elif "live" in read:
        counts["live"] += 1
    elif recorded is None or "error" in recorded:
        counts["alembic_cannot"] += 1
    else:
        mine, real = statements(";\n\n".join(read["statements"]) + ";\n\n"), statements(recorded["sql"])
        if mine == real:
            counts["equal"] += 1
        elif why := listed_difference(mine, real):
            counts["listed"] += 1
            reasons[f"equal but for a listed difference: {why}"] += 1
        else:
            counts["different"] += 1
            different.append((f"{revision} {way}", mine, real))


def compare(given, package: str, dialect: str) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        project = pathlib.Path(temporary) / "project"
        if not packages.make_project(package, project, "sqlite:///x.db" if dialect == "sqlite" else f"{dialect}://h/x"):
            return True
        read = ours(given, project, dialect)
        recorded = theirs(given, project, dialect, packages.fetch(package))
        counts, reasons, different = collections.Counter(), collections.Counter(), []
        for revision in read:
            counts["revisions"] += 1
            theirs_here = recorded.get(revision["revision"], {})
            counts["understood"] += all(not revision[way]["opaque"] or is_absent(revision[way]) or refused_by_both(revision[way], theirs_here.get(way))
                                        for way in ("upgrade", "downgrade"))
            for way in ("upgrade", "downgrade"):
                judge(revision["revision"], way, revision[way], theirs_here.get(way), counts, reasons, different)
        print(f"{package:22} {dialect:10} {counts['revisions']:4} revisions, {counts['understood']:4} understood, {counts['equal']:4} equal, "
              f"{counts['listed']:2} listed, {counts['different']:3} different, {counts['alembic_cannot']:3} not run by Alembic offline, "
              f"{counts['live']:3} live, {counts['refused']:3} refused by both, {counts['absent']:3} not there", flush=True)
        totals[dialect].update(counts)
        for reason, count in reasons.most_common(given.reasons):
            print(f"    {count:4} {reason[:170]}")
        for revision, mine, real in different[:given.show]:
            print(f"    DIFFERENT {revision}")
            for line in [f"      - {s}" for s in real if s not in mine][:4] + [f"      + {s}" for s in mine if s not in real][:4]:
                print(line[:400])
        return not different


totals = collections.defaultdict(collections.Counter)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--retort", required=True)
    options.add_argument("--python", required=True)
    options.add_argument("--dialect", action="append", help="postgresql, sqlite and mysql without it")
    options.add_argument("--reasons", type=int, default=5, help="how many reasons to print")
    options.add_argument("--show", type=int, default=3, help="how many different revisions to print")
    options.add_argument("packages", nargs="*", default=[])
    given = options.parse_args()
    given.retort = str(pathlib.Path(given.retort).resolve())
    equal = [compare(given, package, dialect) for package in given.packages or packages.PACKAGES for dialect in given.dialect or ["postgresql", "sqlite", "mysql"]]
    for dialect, counts in totals.items():
        print(f"{'in all':22} {dialect:10} {counts['revisions']:4} revisions, {counts['understood']:4} understood "
              f"({100 * counts['understood'] / max(1, counts['revisions']):.1f} %), {counts['equal']} equal, {counts['listed']} listed, "
              f"{counts['different']} different, {counts['alembic_cannot']} not run by Alembic offline, {counts['live']} live, "
              f"{counts['refused']} refused by both, {counts['absent']} not there")
    sys.exit(0 if all(equal) else 1)


main()
