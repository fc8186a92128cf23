"""What things are called in Scala: types, files, classes, methods, arguments, members.

Members of records keep the name of the wire wherever Scala can say it. Types and methods become
files and classes on disk, so they are written in ASCII, and two that differ only in case are not
told apart there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.answers import sent_parameters
from generator.emit.identifiers import arguments, ascii_words, identified, methods
from generator.emit.scope import Entry, Scope
from generator.emit.typenames import root, type_names
from generator.ir.nodes import Api, Id, Name, Operation, Parameter, Record, Strength
from generator.targets.scala_akka.reserved import (
    ARGUMENTS,
    FILES,
    KEYWORDS,
    METHODS,
    RECORD_MEMBERS,
    SCALA,
    TABLE,
)
from generator.text.case import camel, pascal
from generator.text.words import words

SUFFIXES = ("WithHttpInfo", "Stream", "All")
"""What the further ways to call an operation are called behind its name."""


@dataclass(frozen=True, slots=True)
class ModelName:
    """What a declaration is called, and the file that it stands in (without extension)."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class OperationName:
    """What an operation is called: its method, the object of its table, and the types beside it
    (what it sends, what it answers), which are printed only where they are needed."""

    method: str
    table: str
    body: str
    content: str


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a package: types, API classes (also their files), operations."""

    models: dict[Id, ModelName]
    groups: dict[Name, str]
    operations: dict[Id, OperationName]

    @property
    def types(self) -> frozenset[str]:
        """The names of all models."""
        return frozenset(each.name for each in self.models.values())


def legal(name: str, fallback: str) -> str:
    """A legal identifier (keywords aside) in ASCII: never empty, never a digit first.

    >>> legal("2fa", "value"), legal("", "value"), legal("Größe", "value")
    ('value2fa', 'value', 'GroUdfE')
    """
    if not name.isascii():
        name = pascal(ascii_words((name,)))
    return identified(name, fallback)


def names(api: Api, report: Report) -> Names:
    """The names of a package; clashes of what people named go into ``report``."""
    index = api.index()
    scope = Scope(reserved=FILES, around=lambda name: name + "Model", folded=True)
    types = type_names(api.declarations, index, scope, lambda name: legal(name, "Model"), report)
    groups = Scope(reserved=("facts", *FILES), folded=True).assign(
        (
            Entry(
                id=group.name.wire,
                name=f"{legal(pascal(ascii_words(group.name.words)), 'Tag')}Api",
                pointer=f"#{group.name.wire}",
            )
            for group in api.groups
        ),
        report,
    )
    operations: dict[Id, OperationName] = {}
    for group in api.groups:
        operations |= _operations(group.operations, groups[group.name.wire], report)
    return Names(
        models={
            each.id: ModelName(types[each.id], types[root(each, index).id])
            for each in api.declarations
        },
        groups={group.name: groups[group.name.wire] for group in api.groups},
        operations=operations,
    )


def _operations(
    operations: Iterable[Operation], group: str, report: Report
) -> dict[Id, OperationName]:
    """The names in the class of a group, and in the object beside it."""
    found = tuple(operations)
    called = methods(
        found,
        METHODS | KEYWORDS,
        report,
        suffixes=SUFFIXES,
        wanted=_method,
    )
    entries: list[Entry] = []
    for each in found:
        big = called[each.id][:1].upper() + called[each.id][1:]
        entries.append(Entry(id=f"t {each.id}", name=big, pointer=each.id))
        for kind in ("Body", "Content"):
            entries.append(
                Entry(
                    id=f"{kind} {each.id}",
                    name=big + kind,
                    strength=Strength.DERIVED,
                    pointer=each.id,
                )
            )
    taken = {*SCALA, *FILES, group, "Facts"}
    beside = Scope(reserved=taken, around=lambda name: name + "Operation", folded=True).assign(
        entries
    )
    return {
        each.id: OperationName(
            method=called[each.id],
            table=beside[f"t {each.id}"],
            body=beside[f"Body {each.id}"],
            content=beside[f"Content {each.id}"],
        )
        for each in found
    }


def _method(operation: Operation) -> str:
    made = legal(camel(ascii_words(operation.name.words)), "call")
    return made + "Operation" if made in METHODS | KEYWORDS else made


def operation_arguments(operation: Operation) -> tuple[dict[Parameter, str], str | None]:
    """The argument of each parameter, and that of the body."""
    return arguments(
        operation,
        sent_parameters(operation),
        Scope(reserved=ARGUMENTS | KEYWORDS, around=lambda name: name + "Value"),
        wanted=lambda name, fallback: legal(camel(ascii_words(name.words)), fallback),
        placed=lambda name, location: f"{name}In{location.value.capitalize()}",
    )


def table_values(keys: dict[Parameter, str]) -> dict[Parameter, str]:
    """The value of each parameter in the table of its operation: called like the argument."""
    scope = Scope(reserved=TABLE, around=lambda name: name + "Value")
    found = scope.assign(
        Entry(id=f"{place:06}", name=name, pointer=f"{place:06}")
        for place, name in enumerate(keys.values())
    )
    return {each: found[f"{place:06}"] for place, each in enumerate(keys)}


def member_names(record: Record) -> dict[str, str]:
    """The name of each member of a record, by its wire name."""
    wanted = {field.name.wire: _member(field.name.wire) for field in record.fields}
    reserved = RECORD_MEMBERS
    reserved |= {"additional"} if record.extra is not None else frozenset()
    reserved |= {name for name in wanted.values() if re.fullmatch(r"_[0-9]+", name)}
    return Scope(reserved=reserved).assign(
        Entry(
            id=wire,
            name=name,
            strength=Strength.GIVEN if name == wire else Strength.DERIVED,
            pointer=wire,
        )
        for wire, name in wanted.items()
    )


def _member(wire: str) -> str:
    """The wire's own name where backticks can hold it; what they cannot hold becomes ``_``."""
    if not wire:
        return "empty"
    made = "".join("_" if each in "`\\" or not each.isprintable() else each for each in wire)
    return made if made.strip("_") else "member"


def value_name(name: Name, value: object) -> str:
    """The name of a known value of an enumeration."""
    found = pascal(ascii_words(name.words))
    if not found:
        return "Empty" if value == "" else "Value"
    return f"_{found}" if found[0].isdigit() else found


def case_name(name: Name) -> str:
    """The case of a union for a variant that is no declaration of its own."""
    return legal(pascal(ascii_words(name.words)), "") + "Value"


def media_name(media_type: str) -> str:
    """The words of a media type: ``ApplicationJson``."""
    return legal(pascal(ascii_words(words(media_type.partition(";")[0]))), "Media")
