"""Compares our parser with CPython's over whole directories.

    python3.13 compare_ast.py path/to/python_ast_dump DIRECTORY... [--limit N] [--show N]

Every *.py file must give the same tree with the same positions, or be a syntax error for both. Needs Python 3.12 or newer:
older ones have wrong positions inside f-strings.
"""

import argparse
import ast
import hashlib
import json
import multiprocessing
import os
import struct
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)

SKIPPED_FIELDS = {"ctx", "type_comment", "kind"}


def dump_constant(value, out):
    if value is None or value is True or value is False:
        out.append(" " + str(value))
    elif value is Ellipsis:
        out.append(" ...")
    elif isinstance(value, str):
        out.append(" " + json.dumps(value))
    elif isinstance(value, bytes):
        out.append(" b" + value.hex())
    elif isinstance(value, int):
        out.append(f" {value}")
    elif isinstance(value, float):
        out.append(" f" + struct.pack(">d", value).hex())
    elif isinstance(value, complex):
        out.append(" j" + struct.pack(">d", value.imag).hex())


def dump_node(node, out):
    kind = type(node).__name__
    if isinstance(node, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop)):
        out.append(" " + kind)
        return
    out.append(" (" + kind)
    if "lineno" in node._attributes:
        out.append(f" {node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}")
    if kind == "Constant":
        dump_constant(node.value, out)
    elif kind == "MatchSingleton":
        out.append(f" {node.value}")
    else:
        for field in node._fields:
            if field not in SKIPPED_FIELDS:
                dump_value(getattr(node, field, None), out)
    out.append(")")


def dump_value(value, out):
    if isinstance(value, list):
        out.append(" [")
        for item in value:
            dump_value(item, out)
        out.append(" ]")
    elif isinstance(value, ast.AST):
        dump_node(value, out)
    elif value is None:
        out.append(" -")
    elif isinstance(value, str):
        out.append(" " + json.dumps(value))
    else:
        out.append(f" {value}")


def dump(source):
    out = [" ["]
    sys.set_int_max_str_digits(4300)
    tree = ast.parse(source)
    sys.set_int_max_str_digits(0)
    for statement in tree.body:
        dump_node(statement, out)
    out.append(" ]")
    return "".join(out)


def reference(path):
    try:
        with open(path, "rb") as file:
            source = file.read()
        text = dump(source)
    except (SyntaxError, ValueError) as error:
        return "error " + str(error).replace("\n", " ")
    except RecursionError:
        return "skipped"
    return text


def reference_hash(path):
    text = reference(path)
    if text.startswith(("error", "skipped")):
        return text
    return hashlib.md5(text.encode()).hexdigest()


def ours(tool, paths, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".list") as listing:
        listing.write("\n".join(paths))
        listing.flush()
        output = subprocess.run([tool, *options, listing.name], check=True, stdout=subprocess.PIPE).stdout
    return output.decode().split("\n")[: len(paths)]


def show_difference(tool, path):
    expected, actual = reference(path), ours(tool, [path], "--full")[0]
    at = next((i for i, (a, b) in enumerate(zip(expected, actual)) if a != b), min(len(expected), len(actual)))
    print(f"  CPython: ...{expected[max(0, at - 120):at + 120]}")
    print(f"  ours:    ...{actual[max(0, at - 120):at + 120]}")


def find_files(directories, limit):
    files = []
    for directory in directories:
        for folder, _, names in os.walk(directory):
            files += [os.path.join(folder, name) for name in sorted(names) if name.endswith(".py")]
    return files[:limit]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("directories", nargs="+")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    files = find_files(options.directories, options.limit)
    results = [line for i in range(0, len(files), 2000) for line in ours(options.tool, files[i:i + 2000])]
    with multiprocessing.Pool(options.jobs) as pool:
        expected = pool.map(reference_hash, files, chunksize=50)
    different, errors, skipped = [], 0, 0
    for path, actual, wanted in zip(files, results, expected):
        if wanted == "skipped":
            skipped += 1
        elif wanted.startswith("error") and actual.startswith("error"):
            errors += 1
        elif wanted != actual:
            different.append((path, wanted, actual))
    for path, wanted, actual in different[: options.show]:
        print(f"{path}\n  CPython: {wanted}\n  ours:    {actual}")
        if not wanted.startswith("error") and not actual.startswith("error"):
            show_difference(options.tool, path)
    size = sum(os.path.getsize(path) for path in files)
    print(f"{len(files)} files ({size / 1e6:.1f} MB): {len(different)} different, {errors} syntax errors for both, {skipped} skipped")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
