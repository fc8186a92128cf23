"""What things are called in TypeScript: types, files, classes, methods, members of requests.

Members of models keep the name of the wire. All exported names of the package are settled
together, because they meet in its index; the models come first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.answers import sent_parameters
from generator.emit.identifiers import arguments, identified, methods
from generator.emit.scope import Entry, Scope
from generator.emit.typenames import root, type_names
from generator.ir.nodes import (
    Api,
    ByTag,
    Declaration,
    Id,
    Name,
    Operation,
    Parameter,
    Union,
)
from generator.targets.typescript_fetch.reserved import (
    CLASSES,
    FILES,
    KEYWORDS,
    METHODS,
    OBJECT_MEMBERS,
    RUNTIME_VALUES,
    TYPE_WORDS,
)
from generator.text.case import camel, pascal


@dataclass(frozen=True, slots=True)
class ModelName:
    """What a declaration is called, and the file that it stands in (without extension).

    ``unknown`` is the variant of a union for tags that the document does not have.
    """

    name: str
    file: str
    unknown: str | None


@dataclass(frozen=True, slots=True)
class GroupName:
    """The class of a group of operations and its file (without extension)."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class OperationName:
    """What an operation is called: its method, its constant, and the types beside them."""

    method: str
    constant: str
    request: str
    errors: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a package."""

    models: dict[Id, ModelName]
    groups: dict[Name, GroupName]
    operations: dict[Id, OperationName]

    @property
    def types(self) -> frozenset[str]:
        """The names of all models."""
        found = {each.name for each in self.models.values()}
        return frozenset(found | {each.unknown for each in self.models.values() if each.unknown})


def legal(name: str, fallback: str) -> str:
    """A legal identifier (reserved words aside): never empty, never a digit first.

    >>> legal("2fa", "value"), legal("", "value")
    ('value2fa', 'value')
    """
    return identified(name, fallback)


def names(api: Api, report: Report) -> Names:
    """The names of a package; clashes of what people named go into ``report``."""
    index = api.index()
    reserved = {*CLASSES, *KEYWORDS, *TYPE_WORDS}
    scope = Scope(reserved=reserved, around=lambda name: name + "Model")
    types = type_names(api.declarations, index, scope, lambda name: legal(name, "Model"), report)
    taken = {*reserved, *types.values()}
    classes = Scope(reserved=taken).assign(
        (
            Entry(
                id=group.name.wire,
                name=f"{legal(pascal(group.name.words), 'Tag')}Api",
                pointer=f"#{group.name.wire}",
            )
            for group in api.groups
        ),
        report,
    )
    taken |= set(classes.values())
    operations = _operations(api, taken, report)
    for each in operations.values():
        taken |= {each.request, each.errors}
    unknown = Scope(reserved=taken).assign(
        Entry(id=each.id, name=f"Unknown{types[each.id]}", pointer=each.id)
        for each in api.declarations
        if isinstance(each, Union) and isinstance(each.selector, ByTag)
    )
    files = _files(api.declarations, index, types)
    api_files = Scope(reserved=FILES, folded=True).assign(
        Entry(id=wire, name=name, pointer=wire) for wire, name in classes.items()
    )
    return Names(
        models={
            each.id: ModelName(types[each.id], files[root(each, index).id], unknown.get(each.id))
            for each in api.declarations
        },
        groups={
            group.name: GroupName(classes[group.name.wire], api_files[group.name.wire])
            for group in api.groups
        },
        operations=operations,
    )


def _files(
    declarations: Iterable[Declaration], index: dict[Id, Declaration], types: dict[Id, str]
) -> dict[Id, str]:
    """A file for each component; two that differ only in case must not share one."""
    return Scope(reserved=FILES, folded=True).assign(
        Entry(id=each.id, name=types[each.id], strength=each.name.strength, pointer=each.id)
        for each in declarations
        if root(each, index) is each
    )


def _operations(api: Api, taken: Iterable[str], report: Report) -> dict[Id, OperationName]:
    called: dict[Id, str] = {}
    for group in api.groups:
        called |= _methods(group.operations, report)
    blocked = set(taken)
    requests: list[Entry] = []
    errors: list[Entry] = []
    for operation in api.operations:
        method = called[operation.id]
        big = method[:1].upper() + method[1:]
        request = f"{big}Request"
        if request in blocked:
            request = f"{big}OperationRequest"
        requests.append(Entry(id=f"r {operation.id}", name=request, pointer=operation.id))
        errors.append(Entry(id=f"e {operation.id}", name=f"{big}Errors", pointer=operation.id))
    found = Scope(reserved=blocked).assign([*requests, *errors])
    return {
        operation.id: OperationName(
            method=called[operation.id],
            constant=_constant(called[operation.id]),
            request=found[f"r {operation.id}"],
            errors=found[f"e {operation.id}"],
            anchor=_anchor(called[operation.id], found[f"r {operation.id}"]),
        )
        for operation in api.operations
    }


def _anchor(method: str, request: str) -> str:
    """The anchor of an operation in the docs."""
    apart = request.startswith(method[:1].upper() + method[1:] + "Operation")
    return method.lower() + ("operation" if apart else "")


def _constant(method: str) -> str:
    """The table of an operation: called like its method, where a variable can be."""
    taken = KEYWORDS | RUNTIME_VALUES
    return method + "_" if method in taken or method.removesuffix("Stream") in taken else method


def _methods(operations: Iterable[Operation], report: Report) -> dict[Id, str]:
    """The method of each operation; its ``…Raw`` and ``…Stream`` are never taken."""
    return methods(
        operations,
        METHODS,
        report,
        suffixes=("Raw", "Stream", "StreamRaw"),
        wanted=lambda each: legal(camel(each.name.words), "call"),
    )


def request_members(operation: Operation) -> tuple[dict[Parameter, str], str | None]:
    """The member of the request for each parameter, and that for the body."""
    return arguments(
        operation,
        sent_parameters(operation),
        Scope(reserved=OBJECT_MEMBERS),
        wanted=lambda name, fallback: legal(camel(name.words), fallback),
        placed=lambda name, location: f"{name}In{location.value.capitalize()}",
    )
