"""What things are called in Python: modules, classes, attributes, methods, arguments.

A name that the document gives is kept where Python allows it: a component named ``OpenAIFile``
is the class ``OpenAIFile`` in the module ``open_ai_file``, a property ``user-id`` the attribute
``user_id``. Clashes and reserved words are settled by one scope for each namespace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.identifiers import arguments, identified, methods
from generator.emit.scope import Entry, Scope
from generator.emit.typenames import root, type_names
from generator.ir.nodes import (
    Api,
    Declaration,
    Group,
    Id,
    Name,
    Operation,
    Parameter,
    Record,
    Strength,
)
from generator.targets.python.reserved import (
    CALL_OPTIONS,
    EXPORTS,
    KEYWORDS,
    METHODS,
    MODEL_ATTRIBUTES,
)
from generator.text.case import constant, pascal, snake


@dataclass(frozen=True, slots=True)
class ModelName:
    """What a declaration is called: its class, the class of its plain dict, and its module."""

    name: str
    plain: str
    module: str


@dataclass(frozen=True, slots=True)
class GroupName:
    """What a group of operations is called."""

    name: str
    asynchronous: str
    module: str


def legal(name: str, fallback: str) -> str:
    """A legal identifier (reserved words aside): never empty, never a digit first.

    >>> legal("2fa", "value"), legal("", "value")
    ('value_2fa', 'value')
    """
    return identified(name, fallback, "_")


def member_name(name: Name) -> str:
    """The wanted attribute name of a property: the wire's own where Python can say it."""
    if name.wire.isidentifier() and name.wire.isascii() and not name.wire.startswith("_"):
        return name.wire
    return legal(snake(name.words), "field")


def model_names(api: Api, reserved: Iterable[str], report: Report) -> dict[Id, ModelName]:
    """The names of all declarations. ``reserved`` are the classes that the package has already."""
    index = api.index()
    scope = Scope(reserved={*reserved, *KEYWORDS}, around=lambda name: name + "Model")
    names = type_names(api.declarations, index, scope, lambda name: legal(name, "Model"), report)
    plain = Scope(reserved={*reserved, *KEYWORDS, *names.values()}).assign(
        Entry(id=each.id, name=names[each.id] + "Dict", pointer=each.id)
        for each in api.declarations
    )
    modules = _modules(api.declarations, index)
    return {
        each.id: ModelName(
            name=names[each.id],
            plain=plain[each.id],
            module=modules[root(each, index).id],
        )
        for each in api.declarations
    }


def _modules(declarations: Iterable[Declaration], index: dict[Id, Declaration]) -> dict[Id, str]:
    """A module for each component; two that differ only in case must not share a file."""
    scope = Scope(reserved=KEYWORDS | {"__init__"}, folded=True)
    return scope.assign(
        Entry(
            id=each.id,
            name=legal(snake(each.name.words), "model"),
            strength=each.name.strength,
            pointer=each.id,
            override=f"names.{each.name.wire}",
        )
        for each in declarations
        if root(each, index) is each
    )


def group_names(api: Api, taken: Iterable[str], report: Report) -> dict[Name, GroupName]:
    """The class and the module of each group of operations."""
    classes = Scope(reserved={*taken, *EXPORTS}, around=lambda name: name + "_")
    modules = Scope(reserved=KEYWORDS, folded=True)
    entries = [(group.name, f"{legal(pascal(group.name.words), 'Tag')}Api") for group in api.groups]
    names = classes.assign(
        [
            *(
                Entry(id=f"s {key.wire}", name=name, pointer=f"#{key.wire}")
                for key, name in entries
            ),
            *(
                Entry(id=f"a {key.wire}", name=f"Async{name}", pointer=f"#{key.wire}")
                for key, name in entries
            ),
        ],
        report,
    )
    files = modules.assign(
        Entry(id=key.wire, name=f"{legal(snake(key.words), 'tag')}_api", pointer=f"#{key.wire}")
        for key, _ in entries
    )
    return {
        key: GroupName(names[f"s {key.wire}"], names[f"a {key.wire}"], files[key.wire])
        for key, _ in entries
    }


def method_names(group: Group, report: Report) -> dict[Id, str]:
    """The method of each operation; its ``_with_http_info`` and ``_stream`` are never taken."""
    return methods(
        group.operations,
        METHODS,
        report,
        suffixes=("_with_http_info", "_stream", "_all"),
        wanted=_method,
    )


def _method(operation: Operation) -> str:
    name = legal(snake(operation.name.words), "call")
    return name.lstrip("_") or "call"


def constant_name(method: str) -> str:
    """The module's constant for an operation: never a class, never a private name."""
    return constant((method,))


def attribute_names(record: Record, reserved: Iterable[str]) -> dict[str, str]:
    """The attribute of each member, by its wire name; ``reserved`` are names that annotations
    of its class use."""
    scope = Scope(reserved=KEYWORDS | MODEL_ATTRIBUTES | {"self", "cls"} | frozenset(reserved))
    entries: list[Entry] = []
    for place, field in enumerate(record.fields):
        name = member_name(field.name)
        kept = Strength.GIVEN if name == field.name.wire else Strength.DERIVED
        entries.append(Entry(id=field.name.wire, name=name, strength=kept, pointer=f"{place:06}"))
    return scope.assign(entries)


def argument_names(operation: Operation) -> tuple[dict[Parameter, str], str | None]:
    """The argument of each parameter, and that of the body."""
    return arguments(
        operation,
        operation.parameters,
        Scope(reserved=KEYWORDS | CALL_OPTIONS),
        wanted=lambda name, fallback: legal(snake(name.words), fallback),
        placed=lambda name, location: f"{location.value}_{name}",
    )
