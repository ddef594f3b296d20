"""The pairs of models that autogenerate is tried on: models before, models after, as source texts."""

from . import columns, constraints, indexes, references, styles, tables, types
from .pair import target_metadata

__all__ = ["all_pairs", "target_metadata"]


def all_pairs():
    result = []
    for family in (types, columns, constraints, indexes, references, tables, styles):
        result += family.pairs()
    ids = [pair.id for pair in result]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    return result
