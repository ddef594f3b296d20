#!/usr/bin/env python3
"""Walks real packages' revisions one by one, up, down to base and up again, by retort-cli and by Alembic, and compares the databases at each.

    walk_packages.py --retort PATH/retort-cli --python PYTHON-WITH-ALEMBIC [--postgresql URL] [--mariadb URL] [--every N] [PACKAGE ...]

Up to where upgrade_packages.py goes: the last revision of the line up to which everything is understood. A step that Alembic itself cannot take
ends the walk in that direction; ours must then not take it either. Prints one line each; exit status 1 when anything differs.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import packages
from upgrade_packages import Databases, INSPECT, difference, last_understood, on_each, options, run

# Alembic in one process for a whole walk: a line of JSON in, a line of JSON out.
DRIVER = r'''
import contextlib, io, json, os, sys, traceback
from alembic import command
from alembic.config import Config
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
INSPECT = %r
for line in sys.stdin:
    request = json.loads(line)
    answer = {}
    try:
        if request["do"] == "inspect":
            found = io.StringIO()
            with contextlib.redirect_stdout(found):
                arguments, sys.argv = sys.argv, ["inspect", request["url"]]
                exec(INSPECT, {})
                sys.argv = arguments
            answer = json.loads(found.getvalue())
        elif request["do"] == "line":
            from alembic.script import ScriptDirectory
            answer = {"line": [s.revision.revision for s in ScriptDirectory.from_config(Config("alembic.ini"))._upgrade_revs(request["revision"], None)]}
        else:
            getattr(command, request["do"])(Config("alembic.ini"), request["revision"])
    except BaseException as error:
        answer = {"error": f"{type(error).__name__}: {error}".splitlines()[0][:200]}
    print(json.dumps(answer), file=answers, flush=True)
''' % INSPECT


class Alembic:
    def __init__(self, python: str, project: pathlib.Path):
        self.process = subprocess.Popen([python, "-c", DRIVER], cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)

    def ask(self, **request) -> dict:
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline() or '{"error": "Alembic died"}')

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Walk:
    """Two databases that take the same steps."""

    def __init__(self, given, project, ours, alembic, theirs):
        self.given, self.project, self.ours, self.alembic, self.theirs = given, project, ours, alembic, theirs
        self.compared = 0

    def mine(self, way: str, revision: str) -> subprocess.CompletedProcess:
        done = run([self.given.retort, way, revision, "--yes"], self.project)
        if done.returncode != 0 and not self.ours.startswith("sqlite"):
            # An unclassified server needs its class once.
            run([self.given.retort, "target", "--classify", "test", "--confirm", self.ours.rsplit("/", 1)[1]], self.project)
            done = run([self.given.retort, way, revision, "--yes"], self.project)
        return done

    def step(self, way: str, revision: str, compare: bool) -> str | None:
        """Nothing when both took the step and are equal; "" when neither can; else what differs."""
        mine, other = self.mine(way, revision), self.alembic.ask(do=way, revision=revision)
        if "error" in other or mine.returncode != 0:
            if "error" in other and mine.returncode != 0:
                return ""
            who = f"Alembic fails ({other['error']}), ours does not" if "error" in other else f"ours fails: {(mine.stdout + mine.stderr)[-400:]}"
            return f"{way} {revision}: {who}"
        if not compare:
            return None
        self.compared += 1
        lines = difference(self.alembic.ask(do="inspect", url=self.ours), self.alembic.ask(do="inspect", url=self.theirs))
        return f"{way} {revision}: " + "\n    ".join(lines[:8]) if lines else None


def walk(given, package: str, kind: str) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        with Databases(kind, folder, package, given.python, getattr(given, kind, None)) as (ours, theirs):
            project, other = folder / "ours", folder / "theirs"
            if not packages.make_project(package, project, ours) or not packages.make_project(package, other, theirs):
                return True
            target, count, *_ = last_understood(given.retort, project)
            title = f"{package:20} {kind:10} {count:4} revisions"
            alembic = Alembic(given.python, other)
            try:
                line = alembic.ask(do="line", revision=target) if target else {"line": []}
                if not line.get("line"):
                    print(f"{title}  nothing to walk: {line.get('error', 'the first is not understood')}", flush=True)
                    return True
                revisions, way = line["line"], Walk(given, project, ours, alembic, theirs)
                told, good, reached = [], True, 0
                for i, revision in enumerate(revisions):
                    outcome = way.step("upgrade", revision, i % given.every == 0 or i + 1 == len(revisions))
                    if outcome is not None:
                        good = good and not outcome
                        told.append(outcome or f"neither can go up to {revision}")
                        break
                    reached = i + 1
                told.append(f"up {reached}")
                down = 0
                for i, revision in enumerate(reversed(["base"] + revisions[: max(reached - 1, 0)] if reached else [])):
                    outcome = way.step("downgrade", revision, i % given.every == 0 or revision == "base")
                    if outcome is not None:
                        good = good and not outcome
                        told.append(outcome or f"neither can go down to {revision}")
                        break
                    down += 1
                told.append(f"down {down}")
                if down == reached and reached:
                    outcome = way.step("upgrade", revisions[reached - 1], True)
                    good = good and not outcome
                    told.append("up again" if outcome is None else outcome or "neither can go up again")
                print(f"{title}  {'equal' if good else 'DIFFERENT'} at {way.compared} places: {', '.join(told)}", flush=True)
                return good
            finally:
                alembic.close()


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--every", type=int, default=1, help="compare at every Nth revision only")
    on_each(parser.parse_args(), walk)


if __name__ == "__main__":
    main()
