"""Records what real Alembic answers about random revision graphs into graphs.json, for tst_graph_conformance.

    python -m venv venv && venv/bin/pip install alembic==1.19.1 sqlalchemy==2.0.52
    venv/bin/python record.py > graphs.json

Where Alembic goes by the order of a Python set, sets are replaced by ones that keep the order of insertion, so that the answers
are the same on every run and a comparison can be exact.
"""
import builtins
import json
import random
import sys
import types
import warnings

from alembic.runtime import migration
from alembic.script import revision as revision_module
from alembic.script.base import ScriptDirectory
from alembic.util import CommandError

RANDOM = random.Random(20240817)


class SetMeta(type):
    def __instancecheck__(cls, value):
        return type(value) is cls or builtins.isinstance(value, builtins.set)


class OrderedSet(dict, metaclass=SetMeta):
    """The methods of set that Alembic uses, keeping the order of insertion."""

    def __init__(self, items=()):
        super().__init__()
        self.update(items)

    def add(self, item):
        self[item] = True

    def discard(self, item):
        self.pop(item, None)

    def remove(self, item):
        del self[item]

    def update(self, *others):
        for other in others:
            for item in list(other):
                self[item] = True

    def union(self, *others):
        result = OrderedSet(self)
        result.update(*others)
        return result

    def intersection(self, other):
        other = list(other)
        return OrderedSet(item for item in self if item in other)

    def difference(self, other):
        other = list(other)
        return OrderedSet(item for item in self if item not in other)

    __sub__ = difference

    def difference_update(self, other):
        for item in list(other):
            self.discard(item)

    def intersection_update(self, other):
        other = list(other)
        for item in list(self):
            if item not in other:
                self.discard(item)


revision_module.set = OrderedSet
migration.set = OrderedSet
revision_module.Revision.nextrev = OrderedSet()
revision_module.Revision._all_nextrev = OrderedSet()


class Rows(migration.HeadMaintainer):
    """Writes down what would be done to the version table."""

    def __init__(self, heads):
        self.heads = OrderedSet(heads)
        self.done = []

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)
        self.done.append("+" + version)

    def _delete_version(self, version):
        self.heads.remove(version)
        self.done.append("-" + version)

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        order = list(self.heads)
        order[order.index(from_)] = to_
        self.heads = OrderedSet(order)
        self.done.append(from_ + ">" + to_)


def script_directory(rows):
    def load():
        for rev, down, depends, labels in rows:
            item = revision_module.Revision(rev, tuple(down) or None, tuple(depends) or None, tuple(labels) or None)
            item.module = types.SimpleNamespace(upgrade=lambda: None, downgrade=lambda: None)
            item.doc = ""
            yield item

    directory = ScriptDirectory.__new__(ScriptDirectory)
    directory.revision_map = revision_module.RevisionMap(load)
    return directory


def answered(function):
    """A value, or the text of the error, or "crash" where Alembic fails in a way of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return {"ok": function()}
        except CommandError as error:
            return {"error": str(error)}
        except revision_module.RevisionError as error:
            return {"error": str(error)}
        except Exception as error:
            return {"crash": type(error).__name__}


def steps(found, current):
    rows = Rows(current)
    result = []
    for step in found:
        rows.done = []
        rows.update_to_step(step)
        name = "stamp" if isinstance(step, migration.StampStep) else step.revision.revision
        result.append([name, " ".join(rows.done)])
    return result, list(rows.heads)


def ask(directory, question, argument, current):
    if question == "upgrade":
        return steps(directory._upgrade_revs(argument, tuple(current)), current)[0]
    if question == "downgrade":
        return steps(directory._downgrade_revs(argument, tuple(current)), current)[0]
    if question == "stamp":
        return steps(directory._stamp_revs(tuple(argument.split(",")), tuple(current)), current)[0]
    if question == "show":
        return [r.revision for r in directory.get_revisions(argument)]
    if question == "history":
        base, head = argument.split(":")
        base = tuple(current) if base == "current" else base or "base"
        head = tuple(current) if head == "current" else head or "heads"
        return [r.revision for r in directory.walk_revisions(base, head)]
    if question == "current":
        return sorted(r.revision for r in directory.get_all_current(tuple(current)))
    raise ValueError(question)


def random_id():
    start = RANDOM.choice(["abcd", "", "", ""])
    return start + "".join(RANDOM.choice("0123456789abcdef") for _ in range(12 - len(start)))


def random_graph(size, flavour):
    rows = []
    for index in range(size):
        known = [row[0] for row in rows]
        down, depends, labels = [], [], []
        if known and RANDOM.random() > 0.12:
            down = [known[-1] if RANDOM.random() < flavour["straight"] else RANDOM.choice(known)]
            if len(known) > 2 and RANDOM.random() < flavour["merge"]:
                down += [d for d in RANDOM.sample(known[-6:], min(2, len(known[-6:]))) if d not in down][:RANDOM.choice([1, 1, 2])]
        if known and RANDOM.random() < flavour["depends"]:
            depends = [d for d in RANDOM.sample(known, min(len(known), RANDOM.choice([1, 1, 2]))) if d not in down]
        if RANDOM.random() < flavour["labels"]:
            labels = ["label%d" % index] + (["other%d" % index] if RANDOM.random() < 0.2 else [])
        rows.append([random_id(), down, depends, labels])
    every_label = [(label, row[0]) for row in rows for label in row[3]]
    for row in rows:
        for place, dependency in enumerate(row[2]):
            for label, owner in every_label:
                if owner == dependency and RANDOM.random() < 0.5:
                    row[2][place] = label
    RANDOM.shuffle(rows)
    return rows


def random_identifier(rows):
    rev = RANDOM.choice(rows)[0]
    labels = [label for row in rows for label in row[3]]
    label = RANDOM.choice(labels) if labels and RANDOM.random() < 0.8 else rev
    n = RANDOM.choice([1, 1, 1, 2, 3, 9])
    return RANDOM.choice([
        "head", "heads", "base", rev, rev[:RANDOM.choice([1, 2, 4, 5, 8])], "abcd", "zzzz", "zz", label, label[:-1],
        f"{label}@head", f"{label}@heads", f"{label}@base", f"{label}@{rev}", f"nobranch@{rev}", "nobranch@head",
        f"+{n}", f"+{n}", f"-{n}", f"-{n}", f"{label}@+{n}", f"{label}@-{n}", f"{rev}+{n}", f"{rev}-{n}", f"{rev[:6]}-{n}",
        f"{label}@{rev}-{n}", f"{label}@{rev}+{n}", f"heads-{n}", f"head-{n}", "+0", "-0", f"base+{n}", f"{label}@base", f"{rev}@head",
    ])


def random_state(directory, rows):
    """Rows of a version table as they come about: some upgrades, perhaps a downgrade."""
    current = []
    for _ in range(RANDOM.choice([0, 1, 1, 2, 3])):
        kind = RANDOM.choice(["upgrade", "upgrade", "downgrade"])
        target = RANDOM.choice(["heads", RANDOM.choice(rows)[0], RANDOM.choice(rows)[0]])
        try:
            found = directory._upgrade_revs(target, tuple(current)) if kind == "upgrade" else directory._downgrade_revs(target, tuple(current))
            current = steps(found, current)[1]
        except Exception:
            pass
    return current


def questions(directory, rows, count):
    for _ in range(count):
        current = random_state(directory, rows)
        kind = RANDOM.choice(["upgrade", "upgrade", "upgrade", "downgrade", "downgrade", "downgrade", "stamp", "show", "history", "current"])
        argument = random_identifier(rows)
        if kind == "stamp" and RANDOM.random() < 0.2:
            argument += "," + random_identifier(rows)
        if kind == "history":
            argument = RANDOM.choice(["", "base", "current", random_identifier(rows)]) + ":" + RANDOM.choice(["", "heads", "current", random_identifier(rows)])
            if argument.startswith("current:current"):
                continue
        if kind == "current":
            argument = ""
        answer = answered(lambda: ask(directory, kind, argument, current))
        yield [kind, argument, current, answer]


def recorded(rows, count):
    directory = script_directory(rows)
    built = answered(lambda: directory.revision_map._revision_map and None)
    if "ok" not in built:
        return {"revisions": rows, "broken": built}
    map_ = directory.revision_map
    return {
        "revisions": rows,
        "heads": list(map_.heads),
        "realHeads": list(map_._real_heads),
        "bases": list(map_.bases),
        "labels": {row[0]: sorted(map_._revision_map[row[0]].branch_labels) for row in rows},
        "branchPoints": [row[0] for row in rows if map_._revision_map[row[0]].is_branch_point],
        "normalized": {row[0]: list(map_._revision_map[row[0]]._normalized_down_revisions) for row in rows if row[2]},
        "questions": list(questions(directory, rows, count)),
    }


def broken(rows):
    """The same graph with something wrong in it."""
    rows = [[rev, list(down), list(depends), list(labels)] for rev, down, depends, labels in rows]
    row, other = RANDOM.choice(rows), RANDOM.choice(rows)
    kind = RANDOM.choice(["cycle", "self", "missing", "label", "id", "dependency", "selfdependency", "nodependency"])
    if kind == "cycle":
        row[1].append(other[0])
    elif kind == "self":
        row[1].append(row[0])
    elif kind == "missing":
        row[1].append("feedfacecafe")
    elif kind == "label":
        row[3].append("twice")
        other[3].append("twice")
    elif kind == "id":
        row[0] += RANDOM.choice("@-+:")
    elif kind == "dependency":
        row[2].append(other[0])
    elif kind == "selfdependency":
        row[2].append(row[0])
    else:
        row[2].append("nothing")
    return rows


FLAVOURS = [
    {"straight": 0.95, "merge": 0.0, "depends": 0.0, "labels": 0.0},
    {"straight": 0.7, "merge": 0.1, "depends": 0.0, "labels": 0.1},
    {"straight": 0.6, "merge": 0.3, "depends": 0.1, "labels": 0.2},
    {"straight": 0.6, "merge": 0.1, "depends": 0.35, "labels": 0.25},
    {"straight": 0.3, "merge": 0.4, "depends": 0.3, "labels": 0.3},
]


def main():
    graphs = []
    for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 150):
        rows = random_graph(RANDOM.randint(1, 13), FLAVOURS[number % len(FLAVOURS)])
        graphs.append(recorded(rows, 22))
    for number in range(40):
        graphs.append(recorded(broken(random_graph(RANDOM.randint(2, 6), FLAVOURS[number % len(FLAVOURS)])), 4))
    for number in range(6):
        graphs.append(recorded(random_graph(60, FLAVOURS[number % len(FLAVOURS)]), 10))
    print('{"alembic": "1.19.1", "graphs": [')
    print(",\n".join(json.dumps(graph, separators=(",", ":")) for graph in graphs))
    print("]}")


main()
