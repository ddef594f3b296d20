"""Makes new revisions with real Alembic, for tst_writing_conformance.

Reads {"now": microseconds since 1970, "templates": bool, "names": [...], "cases": [...]} as JSON from standard input and prints the
answers in the same order as JSON.

names: {"file_template", "length", "timezone", "rev", "message"} -> the file's name
cases: {"files": {name: text}, "merge": bool, "arguments": {...}} -> {"file", "text", "sound"} or {"error", "kind"}; "sound" says that
Alembic finds the revision it wrote, as it was asked for, and that no file was replaced.
"""
import contextlib
import datetime
import io
import json
import os
import pathlib
import shutil
import sys
import tempfile
import types
import warnings

import alembic
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.script import base as script_base
from alembic.util import CommandError, to_tuple

warnings.simplefilter("ignore")
sys.dont_write_bytecode = True
SCRATCH = os.environ["TMPDIR"]
REQUEST = json.load(sys.stdin)
NOW = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(microseconds=REQUEST["now"])


class FixedDateTime(datetime.datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz=None):
        return NOW.astimezone(tz) if tz else NOW.astimezone().replace(tzinfo=None)


script_base.datetime = types.SimpleNamespace(datetime=FixedDateTime, timezone=datetime.timezone)


def name_of(case):
    directory = ScriptDirectory(
        SCRATCH,
        file_template=case["file_template"],
        truncate_slug_length=case["length"],
        timezone=case["timezone"] or None,
    )
    path = directory._rev_path(SCRATCH, case["rev"], case["message"], directory._generate_create_date())
    return str(path.relative_to(SCRATCH))


def contents(folder):
    return {str(path): path.read_bytes() for path in folder.rglob("*.py")}


def is_sound(config, made, arguments):
    """Whether a fresh look at the project finds the revision as it was asked for."""
    with contextlib.suppress(Exception):
        directory = ScriptDirectory.from_config(config)
        found = directory.revision_map.get_revision(made.revision)
        directory.revision_map.heads
        wanted = arguments.get("branch_label")
        depends = arguments.get("depends_on") or []
        return (
            found is not None
            and pathlib.Path(found.path).resolve() == pathlib.Path(made.path).resolve()
            and (not wanted or wanted in found.branch_labels)
            and len(to_tuple(found.dependencies, default=())) == len(depends)
        )
    return False


def made(case):
    folder = pathlib.Path(tempfile.mkdtemp(dir=SCRATCH))
    try:
        for name, text in case["files"].items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        os.chdir(folder)
        before = contents(folder)
        config = Config("alembic.ini", stdout=io.StringIO())
        try:
            if case["merge"]:
                result = command.merge(config, **case["arguments"])
            else:
                result = command.revision(config, **case["arguments"])
        except CommandError as error:
            return {"error": str(error).replace(str(folder), "<PROJ>"), "kind": "CommandError"}
        except BaseException as error:
            return {"error": str(error), "kind": type(error).__name__}
        if result is None:
            return {"error": "nothing", "kind": "None"}
        path = pathlib.Path(os.path.normpath(folder / result.path))
        replaced = [name for name, text in before.items() if contents(folder).get(name) != text]
        return {
            "file": str(path.relative_to(folder)),
            "text": path.read_bytes().decode("latin-1"),
            "sound": not replaced and is_sound(config, result, case["arguments"]),
        }
    finally:
        os.chdir("/")
        shutil.rmtree(folder)


ANSWER = {"version": alembic.__version__, "names": [], "cases": []}
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    for case in REQUEST.get("names", []):
        ANSWER["names"].append(name_of(case))
    for case in REQUEST.get("cases", []):
        ANSWER["cases"].append(made(case))
if REQUEST.get("templates"):
    folder = pathlib.Path(alembic.__file__).parent / "templates"
    ANSWER["templates"] = {path.parent.name: path.read_text() for path in folder.glob("*/script.py.mako")}
json.dump(ANSWER, sys.stdout)
