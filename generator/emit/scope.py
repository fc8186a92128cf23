"""Who is called what: one scope for each namespace of the output.

The order that settles a clash never depends on the order of the document: stronger names first
(given, then derived, then composed), then by pointer. So adding a schema renames no other one,
unless both want the same name and the new one is stronger.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.ir.nodes import Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that wants a name.

    ``id`` is unique in the scope, ``name`` what it wants to be called, already in the language's
    casing and a legal identifier but for reserved words. ``pointer`` is its place in the document;
    ``override`` the key in ``generator.yaml`` that settles a clash (``names.schemas.Cat``).
    """

    id: str
    name: str
    strength: Strength = Strength.GIVEN
    pointer: str = "#"
    override: str | None = None


def trailing_underscore(name: str) -> str:
    """The usual way around a reserved word."""
    return name + "_"


def underscore_number(name: str, number: int) -> str:
    """The usual way around a clash."""
    return f"{name}_{number}"


class Scope:
    """One namespace: its reserved words, and how it gets around them.

    ``reserved`` names are given to nobody; ``around`` turns one into something free and is asked
    again until it is. ``numbered`` makes the n-th name of a clash, from 2. ``folded`` compares
    names without case and in one Unicode form, as file systems do.
    """

    def __init__(
        self,
        *,
        reserved: Iterable[str] = (),
        around: Callable[[str], str] = trailing_underscore,
        numbered: Callable[[str, int], str] = underscore_number,
        folded: bool = False,
    ) -> None:
        self._folded = folded
        self._around = around
        self._numbered = numbered
        self._reserved = frozenset(self._key(name) for name in reserved)

    def assign(self, entries: Iterable[Entry], report: Report | None = None) -> dict[str, str]:
        """The name of every id.

        The strongest claim to a name gets it, and nobody else is ever moved to it; the others are
        numbered around all claims, each with a ``name-clash`` warning in ``report``.
        """
        ranked = sorted(entries, key=lambda entry: (entry.strength.value, entry.pointer, entry.id))
        wanted = {entry.id: self.legal(entry.name) for entry in ranked}
        owner: dict[str, Entry] = {}
        for entry in ranked:
            owner.setdefault(self._key(wanted[entry.id]), entry)
        taken = set(owner)
        names: dict[str, str] = {}
        for entry in ranked:
            want = wanted[entry.id]
            first = owner[self._key(want)]
            if first is entry:
                names[entry.id] = want
                continue
            names[entry.id] = self._free(want, taken)
            if report is not None:
                _warn(report, entry, first, names[first.id], names[entry.id])
        return names

    def legal(self, name: str) -> str:
        """The name itself, or the way around a reserved word."""
        while self._key(name) in self._reserved:
            name = self._around(name)
        return name

    def _free(self, name: str, taken: set[str]) -> str:
        number = 2
        while True:
            candidate = self._numbered(name, number)
            key = self._key(candidate)
            if key not in taken and key not in self._reserved:
                taken.add(key)
                return candidate
            number += 1

    def _key(self, name: str) -> str:
        if not self._folded:
            return name
        return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _warn(report: Report, entry: Entry, first: Entry, theirs: str, ours: str) -> None:
    settle = f"set `{entry.override}` in generator.yaml" if entry.override else None
    report.warning(
        "name-clash",
        f"`{theirs}` is already the name of {first.pointer}; this one is called `{ours}`",
        entry.pointer,
        help=settle,
    )
