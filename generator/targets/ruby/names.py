"""What things are called in Ruby: classes, files, methods, members, arguments, constants.

Members of models keep the name of the wire where Ruby can say it. All names are ASCII. The models
and the classes of operations meet in the module of the package and are settled together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.answers import sent_parameters
from generator.emit.identifiers import arguments, ascii_words, methods
from generator.emit.scope import Entry, Scope
from generator.emit.typenames import root, type_names
from generator.ir.nodes import (
    Api,
    Declaration,
    Enumeration,
    Id,
    Name,
    Operation,
    Parameter,
    Record,
    Strength,
)
from generator.targets.ruby.reserved import (
    ARGUMENTS,
    CONSTANTS,
    FILES,
    FORBIDDEN,
    METHODS,
    RBS_TYPES,
)
from generator.text.case import constant, pascal, snake
from generator.text.words import words

_CLASS = re.compile(r"[A-Z][A-Za-z0-9_]*")
_MEMBER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class ModelName:
    """What a declaration is called, the file that it stands in (without extension), and the name
    of its type in signatures."""

    name: str
    file: str
    type: str


@dataclass(frozen=True, slots=True)
class GroupName:
    """The class of a group of operations and its file (without extension)."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class OperationName:
    """What an operation is called: its method, and what its constants begin with."""

    method: str
    constant: str


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a package."""

    models: dict[Id, ModelName]
    groups: dict[Name, GroupName]
    operations: dict[Id, OperationName]


def class_name(name: str, fallback: str) -> str:
    """A legal constant: never empty, a capital first, ASCII.

    >>> class_name("2fa", "Model"), class_name("größe", "Model"), class_name("", "Tag")
    ('Model2fa', 'GroUdfE', 'Tag')
    """
    plain = name if _MEMBER.fullmatch(name) else pascal(ascii_words((name,)))
    plain = plain[:1].upper() + plain[1:]
    return plain if _CLASS.fullmatch(plain) else fallback + plain.lstrip("_")


def snake_name(parts: Iterable[str], fallback: str) -> str:
    """A legal name in snake case: never empty, a letter first, ASCII.

    >>> snake_name(("2fa",), "value"), snake_name((), "value")
    ('value_2fa', 'value')
    """
    plain = snake(ascii_words(parts)).lower()
    if not plain:
        return fallback
    return plain if plain[0].isalpha() else f"{fallback}_{plain}"


def numbered_class(name: str, number: int) -> str:
    """The second of two classes that want one name.

    >>> numbered_class("User", 2), numbered_class("Gpt4", 2)
    ('User2', 'Gpt4Number2')
    """
    return f"{name}Number{number}" if name[-1].isdigit() else f"{name}{number}"


def _class_scope(reserved: Iterable[str]) -> Scope:
    return Scope(reserved=reserved, around=lambda name: name + "Model", numbered=numbered_class)


def member_name(name: Name) -> str:
    """The wanted name of a member: the wire's own where Ruby can say it."""
    return name.wire if _MEMBER.fullmatch(name.wire) else snake_name(name.words, "field")


def member_names(record: Record) -> dict[str, str]:
    """The Ruby name of each member, by its wire name."""
    entries: list[Entry] = []
    for place, field in enumerate(record.fields):
        name = member_name(field.name)
        own = name == field.name.wire and name not in FORBIDDEN
        kept = Strength.GIVEN if own else Strength.DERIVED
        entries.append(Entry(id=field.name.wire, name=name, strength=kept, pointer=f"{place:06}"))
    return Scope(reserved=FORBIDDEN).assign(entries)


def value_names(enumeration: Enumeration) -> list[str]:
    """The constant of each known value, in order."""
    entries = [
        Entry(
            id=f"{place}",
            name=_value_name(each.name),
            pointer=f"{place:06}",
        )
        for place, each in enumerate(enumeration.members)
    ]
    scope = Scope(reserved=("TRUE", "FALSE", "NIL"), around=lambda name: name + "_VALUE")
    found = scope.assign(entries)
    return [found[entry.id] for entry in entries]


def _value_name(name: Name) -> str:
    if not name.wire.strip():
        return "BLANK" if name.wire else "EMPTY"
    return constant((snake_name(name.words, "value"),))


def argument_names(operation: Operation) -> tuple[dict[Parameter, str], str | None]:
    """The argument for each parameter, and that for the body."""
    return arguments(
        operation,
        sent_parameters(operation),
        Scope(reserved=ARGUMENTS),
        wanted=lambda name, fallback: snake_name(name.words, fallback),
        placed=lambda name, location: f"{name}_in_{location.value}",
    )


def names(api: Api, report: Report) -> Names:
    """The names of a package; clashes of what people named go into ``report``."""
    index = api.index()
    scope = _class_scope(CONSTANTS)
    types = type_names(
        api.declarations, index, scope, lambda name: class_name(name, "Model"), report
    )
    classes = _class_scope({*CONSTANTS, *types.values()}).assign(
        (
            Entry(
                id=group.name.wire,
                name=f"{class_name(pascal(group.name.words), 'Tag')}Api",
                pointer=f"#{group.name.wire}",
            )
            for group in api.groups
        ),
        report,
    )
    files = _files({each.id: types[each.id] for each in _components(api, index)})
    group_files = _files(classes)
    signatures = Scope(reserved=RBS_TYPES).assign(
        Entry(id=id_, name=snake_name(words(name), "model"), pointer=id_)
        for id_, name in types.items()
    )
    return Names(
        models={
            each.id: ModelName(types[each.id], files[root(each, index).id], signatures[each.id])
            for each in api.declarations
        },
        groups={
            group.name: GroupName(classes[group.name.wire], group_files[group.name.wire])
            for group in api.groups
        },
        operations=_operations(api, report),
    )


def _components(api: Api, index: Mapping[Id, Declaration]) -> Iterable[Declaration]:
    return (each for each in api.declarations if root(each, index) is each)


def _files(classes: Mapping[str, str]) -> dict[str, str]:
    """A file for each class; two that differ only in case must not share one."""
    return Scope(reserved=FILES, folded=True).assign(
        Entry(id=id_, name=snake_name(words(name), "model"), pointer=id_)
        for id_, name in classes.items()
    )


def _operations(api: Api, report: Report) -> dict[Id, OperationName]:
    called: dict[Id, str] = {}
    for group in api.groups:
        called |= methods(
            group.operations,
            METHODS,
            report,
            suffixes=("_with_http_info", "_stream", "_all"),
            wanted=lambda each: snake_name(each.name.words, "call"),
        )
    return {id_: OperationName(name, name.upper()) for id_, name in called.items()}
