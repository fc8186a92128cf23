"""What things are called in R: types, classes, files, methods, arguments.

Everything is ASCII, as code of packages has to be. Members keep the name of the wire, also as
arguments of a constructor, as far as R lets an argument be called so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit import identifiers
from generator.emit.answers import sent_parameters
from generator.emit.scope import Entry, Scope
from generator.emit.typenames import root, type_names
from generator.ir.nodes import Api, Id, Name, Operation, Parameter, Record
from generator.targets.r.literals import is_argument, is_sayable
from generator.targets.r.reserved import ARGUMENTS, FILES, KEYWORDS, METHODS, TYPES
from generator.text.case import pascal, snake
from generator.text.words import words

_LETTERS = {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE"}
"""Letters that do not come apart into one of ASCII and a mark."""
_STEM = 60
"""The longest stem of a file: a package holds no path of more than 100 bytes."""


@dataclass(frozen=True, slots=True)
class ModelName:
    """What a declaration is called, and the stem of the files that it stands in."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class GroupName:
    """The class of a group of operations, its table, and the stem of its files."""

    name: str
    table: str
    file: str


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a package. ``members`` are the arguments of the constructor of each record
    by the names of the wire, as far as they are not the same."""

    models: dict[Id, ModelName]
    groups: dict[Name, GroupName]
    operations: dict[Id, str]
    members: dict[Id, dict[str, str]]

    @property
    def types(self) -> frozenset[str]:
        """The names of all models."""
        return frozenset(each.name for each in self.models.values())


def ascii_text(text: str) -> str:
    """Text in ASCII: marks are dropped, and what has no letter there is spelled by its number.

    >>> ascii_text("größe"), ascii_text("日")
    ('grosse', 'u65e5')
    """
    found: list[str] = []
    for each in unicodedata.normalize("NFKD", "".join(_LETTERS.get(c, c) for c in text)):
        if each.isascii():
            found.append(each)
        elif not unicodedata.combining(each):
            found.append(f"u{ord(each):x}")
    return "".join(found)


def type_name(wanted: str) -> str:
    """A name for a type: it begins with a capital.

    >>> type_name("2fa"), type_name(""), type_name("Cat")
    ('X2fa', 'Model', 'Cat')
    """
    name = re.sub(r"[^A-Za-z0-9_.]", "", ascii_text(wanted))
    if not name:
        return "Model"
    name = name[0].upper() + name[1:]
    return name if name[0].isalpha() else f"X{name}"


def argument_name(found: Sequence[str], fallback: str) -> str:
    """Words as the name of an argument; reserved words aside.

    >>> argument_name(("x", "trace"), "param"), argument_name(("2fa",), "param")
    ('x_trace', 'x_2fa')
    """
    name = re.sub(r"[^a-z0-9_]", "", ascii_text(snake(found)).lower()).strip("_")
    if not name:
        return fallback
    return name if name[0].isalpha() else f"x_{name}"


def names(api: Api, report: Report) -> Names:
    """The names of a package; clashes of what people named go into ``report``."""
    index = api.index()
    scope = Scope(reserved=TYPES, around=lambda name: name + "Model")
    types = type_names(api.declarations, index, scope, type_name, report)
    classes = Scope(reserved={*TYPES, *types.values()}).assign(
        (
            Entry(
                id=group.name.wire,
                name=f"{type_name(pascal(group.name.words) or 'Tag')}Api",
                pointer=f"#{group.name.wire}",
            )
            for group in api.groups
        ),
        report,
    )
    files = _files(
        Entry(id=each.id, name=types[each.id], strength=each.name.strength, pointer=each.id)
        for each in api.declarations
        if root(each, index) is each
    )
    api_files = _files(
        Entry(id=wire, name=name.removesuffix("Api") or name, pointer=wire)
        for wire, name in classes.items()
    )
    operations: dict[Id, str] = {}
    for group in api.groups:
        operations |= _methods(group.operations, report)
    return Names(
        models={
            each.id: ModelName(types[each.id], files[root(each, index).id])
            for each in api.declarations
        },
        groups={
            group.name: GroupName(
                classes[group.name.wire],
                f"{classes[group.name.wire]}_operations",
                api_files[group.name.wire],
            )
            for group in api.groups
        },
        operations=operations,
        members={each.id: _members(each) for each in api.declarations if isinstance(each, Record)},
    )


def _files(entries: Iterable[Entry]) -> dict[str, str]:
    """The stem of each file, by what its content is called."""
    stems = (
        Entry(
            id=each.id,
            name=snake(words(each.name))[:_STEM].strip("_") or "model",
            strength=each.strength,
            pointer=each.pointer,
        )
        for each in entries
    )
    return Scope(reserved=FILES, folded=True).assign(stems)


def _methods(operations: Iterable[Operation], report: Report) -> dict[Id, str]:
    """The method of each operation; what stands behind it for other ways to call is never taken."""
    return identifiers.methods(
        operations,
        METHODS,
        report,
        suffixes=("WithHttpInfo", "Stream", "All"),
        wanted=_method,
    )


def _method(operation: Operation) -> str:
    if re.fullmatch(r"[A-Z][A-Za-z0-9]*", operation.name.wire):
        return operation.name.wire
    return type_name(pascal(operation.name.words) or "Call")


def arguments(operation: Operation) -> tuple[dict[Parameter, str], str | None]:
    """The argument for each parameter, and that for the body."""
    return identifiers.arguments(
        operation,
        sent_parameters(operation),
        Scope(reserved=ARGUMENTS),
        wanted=lambda name, fallback: argument_name(name.words, fallback),
        placed=lambda name, location: f"{name}_in_{location.value}",
    )


def _members(record: Record) -> dict[str, str]:
    wires = [each.name.wire for each in record.fields if is_sayable(each.name.wire)]
    kept = {wire for wire in wires if is_argument(wire)}
    entries = (
        Entry(id=wire, name=argument_name(words(wire), "member"), pointer=wire)
        for wire in wires
        if wire not in kept
    )
    return Scope(reserved=KEYWORDS | kept).assign(entries)
