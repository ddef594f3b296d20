#!/usr/bin/env python3
"""Compares the tables that retort-cli reads from models with those that SQLAlchemy makes of them.

    compare_models.py --retort PATH/retort-cli --python PYTHON-WITH-SQLALCHEMY [--dialect NAME ...] [--show N] PROJECT ...

PROJECT is a folder with alembic.ini. SQLAlchemy really imports what env.py imports; a project whose imports are missing is skipped, and said
to be. Compared are the statements that create each table and its indexes, of the tables that retort-cli calls certain. Prints per project
and dialect how many tables are certain, equal and wrong, and why the others are not certain; exit status 1 when any is wrong.
"""
import argparse
import collections
import configparser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

REAL = r'''
import ast, json, sys
environment, dialect, expression, *roots = sys.argv[1:]
answer, sys.stdout = sys.stdout, sys.stderr
sys.path[:0] = roots
import warnings; warnings.simplefilter("ignore")
tree = ast.parse(open(environment).read())
names, failed = {"__file__": environment, "__name__": "env"}, []
class Config:
    def __getattr__(self, name): return Config()
    def __call__(self, *a, **k): return Config()
    def __bool__(self): return False
import alembic, types
alembic.context = Config()
sys.modules["alembic.context"] = alembic.context
def run(statement):
    try:
        exec(compile(ast.Module([statement], []), environment, "exec"), names)
    except BaseException as error:
        if isinstance(statement, (ast.Import, ast.ImportFrom, ast.Assign)):
            failed.append(f"line {statement.lineno}: {type(error).__name__}: {error}"[:200])
for statement in tree.body:
    if not isinstance(statement, (ast.If, ast.Expr)) or "import" in ast.unparse(statement):
        run(statement)
try:
    metadata = eval(expression or "target_metadata", names)
except BaseException as error:
    json.dump({"failed": failed + [repr(error)]}, answer); sys.exit()
from sqlalchemy.schema import CreateTable, CreateIndex
from sqlalchemy.dialects import registry
dialect = registry.load(dialect)(paramstyle="named") if dialect != "mariadb" else registry.load("mysql")(is_mariadb=True)
tables = {}
for one in metadata if isinstance(metadata, (list, tuple)) else [metadata]:
    for table in one.tables.values():
        try:
            sql = [str(CreateTable(table).compile(dialect=dialect))]
            sql += [str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes]
        except Exception as error:
            sql = None
        tables[table.fullname] = sql
json.dump({"failed": failed, "tables": tables}, answer)
'''


def parts(create):
    """CREATE TABLE as its head, its columns in order, and its constraints, whose order means nothing."""
    head, *lines = [line.strip().rstrip(",") for line in create.split("\n") if line.strip()]
    isConstraint = re.compile(r"(CONSTRAINT|PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK|EXCLUDE)\b").match
    return head, [line for line in lines if not isConstraint(line)], sorted(filter(isConstraint, lines))


def equal(ours, real):
    ours = [s for s in ours if not s.lstrip().startswith(("CREATE TYPE", "COMMENT ON"))]
    return sorted(map(str, map(parts, ours))) == sorted(map(str, map(parts, real)))


def retort(program, project, dialect):
    with tempfile.TemporaryDirectory() as home:
        run = subprocess.run([program, "-C", str(project), "model:show", "--json", "--dialect", dialect], capture_output=True, text=True,
                             env={**os.environ, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home})
    try:
        return json.loads(run.stdout)
    except ValueError:
        return {"error": run.stdout + run.stderr}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--retort", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--dialect", action="append")
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("--reasons", type=int, default=8)
    parser.add_argument("projects", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    totals = collections.Counter()
    for project in options.projects:
        project = project.resolve()
        for dialect in options.dialect or ["postgresql", "sqlite", "mysql"]:
            ours = retort(options.retort, project, dialect)
            if "models" not in ours:
                print(f"{project.name} {dialect}: SKIPPED, retort-cli: {ours.get('error', ours)!s:.300}")
                continue
            source = ours["source"]
            run = subprocess.run([options.python, "-c", REAL, source["environment"], dialect, source["target_metadata"], *source["roots"]],
                                 capture_output=True, text=True, cwd=project)
            try:
                real = json.loads(run.stdout)
            except ValueError:
                print(f"{project.name} {dialect}: SKIPPED, SQLAlchemy: {run.stderr[-300:]}")
                continue
            if real["failed"] or "tables" not in real:
                print(f"{project.name} {dialect}: SKIPPED, env.py does not run here: {real['failed'][:2]}")
                totals["skipped"] += 1
                continue
            count = collections.Counter()
            reasons = collections.Counter()
            seen = set()
            shown = 0
            for model in ours["models"]:
                seen.add(model["table"])
                expected = real["tables"].get(model["table"])
                if not model["certain"]:
                    count["uncertain"] += 1
                    reasons.update(model["problems"])
                    continue
                count["certain"] += 1
                if model["table"] in real["tables"] and expected is None:
                    count["not comparable"] += 1
                elif expected is not None and not model["sql"]:
                    count["not rendered"] += 1
                    reasons["not rendered: " + model["table"]] += 1
                elif expected is not None and equal(model["sql"], expected):
                    count["equal"] += 1
                else:
                    count["wrong"] += 1
                    if shown < options.show:
                        shown += 1
                        print(f"WRONG {project.name} {model['table']} ({dialect})")
                        print("  ours:", "\n        ".join(model["sql"]))
                        print("  real:", "\n        ".join(expected or ["no such table"]))
            missing = [name for name in real["tables"] if name not in seen]
            if missing:
                count["missing, said so" if not ours["complete"] else "missing, silently"] += len(missing)
                reasons["missing: " + ", ".join(missing[:5]) + ("; " + "; ".join(ours["uncertainties"][:2]))] += 1
            print(f"{project.name} {dialect}: {len(real['tables'])} tables; "
                  + ", ".join(f"{n} {what}" for what, n in count.items()))
            for reason, n in reasons.most_common(options.reasons):
                print(f"    {n} x {reason[:220]}")
            totals["tables"] += len(real["tables"])
            totals.update(count)
    print("total:", ", ".join(f"{n} {what}" for what, n in totals.items()))
    return 1 if totals["wrong"] or totals["missing, silently"] else 0


if __name__ == "__main__":
    sys.exit(main())
