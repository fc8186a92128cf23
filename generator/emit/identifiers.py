"""Identifiers of languages that allow letters of every script, and arguments that want them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

from generator.diagnostics import Report
from generator.emit.scope import Entry, Scope
from generator.ir.nodes import Id, Location, Name, Operation, Parameter, Strength


def identified(name: str, fallback: str, gap: str = "") -> str:
    """A legal identifier (reserved words aside): never empty, never a digit first. Where the name
    alone is none, it stands behind ``fallback`` and ``gap``.

    >>> identified("2fa", "value"), identified("2fa", "value", "_"), identified("", "value")
    ('value2fa', 'value_2fa', 'value')
    """
    if not name:
        return fallback
    if name.isidentifier():
        return name
    if f"{fallback}{gap}{name}".isidentifier():
        return f"{fallback}{gap}{name}"
    # Characters that words keep but identifiers lack (some scripts' signs) are spelled.
    spelled = "".join(
        each if f"a{each}".isidentifier() else f"_{ord(each):x}_" for each in name
    ).strip("_")
    return spelled if spelled.isidentifier() else f"{fallback}{gap}{spelled}"


def ascii_words(words: Iterable[str]) -> tuple[str, ...]:
    """Words in the letters that every language has: accents go, other letters are spelled.

    >>> ascii_words(("größe", "名"))
    ('gro', 'udf', 'e', 'u540d')
    """
    found: list[str] = []
    for word in words:
        plain = "".join(
            each if each.isascii() else f" u{ord(each):x} "
            for each in unicodedata.normalize("NFKD", word)
            if not unicodedata.combining(each)
        )
        found.extend(part for part in re.split(r"[^A-Za-z0-9]+", plain) if part)
    return tuple(found)


def methods(
    operations: Iterable[Operation],
    reserved: frozenset[str],
    report: Report,
    *,
    suffixes: Iterable[str],
    wanted: Callable[[Operation], str],
) -> dict[Id, str]:
    """The method of each operation of a group.

    ``wanted`` makes an identifier of its name, ``suffixes`` are what the further ways to call it
    are called behind that: no operation gets a name that one of those has.
    """
    entries = [
        Entry(
            id=each.id,
            name=wanted(each),
            strength=each.name.strength,
            pointer=each.id,
            override=f"names.{each.name.wire}",
        )
        for each in operations
    ]
    names = {entry.name for entry in entries}
    blocked = {name + suffix for name in names for suffix in suffixes} & names
    return Scope(reserved=reserved | blocked).assign(entries, report)


def arguments(
    operation: Operation,
    parameters: tuple[Parameter, ...],
    scope: Scope,
    *,
    wanted: Callable[[Name, str], str],
    placed: Callable[[str, Location], str],
) -> tuple[dict[Parameter, str], str | None]:
    """The name of each parameter, and that of the body.

    ``wanted`` makes an identifier of a name, or of a fallback where nothing is left of it. The
    body keeps its name: parameters that meet it, or each other, say where they travel, which
    ``placed`` puts into a name.
    """
    names = [(each, wanted(each.name, "param")) for each in parameters]
    body = wanted(operation.body.name, "body") if operation.body is not None else None
    counts = Counter([*(name for _, name in names), *([body] if body else [])])
    entries = [
        Entry(
            id=f"{place}",
            name=placed(name, parameter.location) if counts[name] > 1 else name,
            strength=Strength.DERIVED,
            pointer=f"{place:06}",
        )
        for place, (parameter, name) in enumerate(names)
    ]
    if body:
        entries.append(Entry(id="body", name=body, pointer=""))
    found = scope.assign(entries)
    return {each: found[f"{place}"] for place, (each, _) in enumerate(names)}, found.get("body")
