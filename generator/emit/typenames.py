"""What types are called and where they stand, in languages that write them in capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator.diagnostics import Report
from generator.emit.scope import Entry, Scope
from generator.ir.facts import Index
from generator.ir.nodes import Declaration, Id, Name, Strength
from generator.text.case import pascal

_KEPT = re.compile(r"[A-Z][A-Za-z0-9]*")


def root(declaration: Declaration, index: Index) -> Declaration:
    """The component that a declaration stands in (itself, if it is one)."""
    while declaration.parent is not None and declaration.parent in index:
        declaration = index[declaration.parent]
    return declaration


def wanted_types(
    declarations: Iterable[Declaration], index: Index, legal: Callable[[str], str]
) -> dict[Id, str]:
    """The name that each declaration wants; ``legal`` makes an identifier of any name.

    A name that a person gave in capitals is kept as it is; one that is composed begins with that
    of the declaration in which it lies.
    """
    found: dict[Id, str] = {}
    for each in declarations:
        above = index.get(each.parent) if each.parent is not None else None
        parent = (above.name, _wanted(above.name, None, legal)) if above is not None else None
        found[each.id] = _wanted(each.name, parent, legal)
    return found


def type_names(
    declarations: Iterable[Declaration],
    index: Index,
    scope: Scope,
    legal: Callable[[str], str],
    report: Report,
) -> dict[Id, str]:
    """The name of each declaration, settled in one scope; clashes go into ``report``."""
    found = tuple(declarations)
    wanted = wanted_types(found, index, legal)
    return scope.assign(
        (
            Entry(
                id=each.id,
                name=wanted[each.id],
                strength=each.name.strength,
                pointer=each.id,
                override=f"names.{each.name.wire}",
            )
            for each in found
        ),
        report,
    )


def by_file(
    declarations: Iterable[Declaration], files: Callable[[Id], str]
) -> dict[str, list[Declaration]]:
    """The declarations of each file: the component first, then what lies in it."""
    found: dict[str, list[Declaration]] = {}
    for declaration in declarations:
        found.setdefault(files(declaration.id), []).append(declaration)
    for each in found.values():
        each.sort(key=lambda declaration: declaration.parent is not None)
    return found


def _wanted(name: Name, parent: tuple[Name, str] | None, legal: Callable[[str], str]) -> str:
    if name.strength is Strength.GIVEN and _KEPT.fullmatch(name.wire):
        return name.wire
    if parent is not None:
        words, above = parent[0].words, parent[1]
        if name.words[: len(words)] == words and len(name.words) > len(words):
            rest = pascal(name.words[len(words) :])
            gap = "_" if above[-1].isdigit() and rest[:1].isdigit() else ""
            return legal(above + gap + rest)
    return legal(pascal(name.words))
