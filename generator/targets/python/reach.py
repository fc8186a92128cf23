"""Which declarations a person can write as plain data."""

from __future__ import annotations

from generator.ir.facts import Index, uses
from generator.ir.nodes import Id, Record


def with_records(index: Index) -> frozenset[Id]:
    """Records, and the unions and aliases of which some value holds a record of the document.

    Their plain form differs from the typed one; that of all others does not.
    """
    above: dict[Id, list[Id]] = {}
    waiting: list[Id] = []
    for id_, declaration in index.items():
        if isinstance(declaration, Record):
            waiting.append(id_)
            continue
        for below in uses(declaration):
            above.setdefault(below, []).append(id_)
    found: set[Id] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting.extend(above.get(id_, ()))
    return frozenset(found)
