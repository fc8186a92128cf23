"""``inspect``: what the generator understands of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.build.config import Config
from generator.diagnostics import Refused, Report
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Api,
    Binary,
    ByKey,
    ByKind,
    ByTag,
    Content,
    Declaration,
    Enumeration,
    ListOf,
    Literal,
    MapOf,
    Name,
    Nullable,
    Operation,
    Primitive,
    Record,
    Ref,
    Selector,
    Strength,
    TypeExpr,
    Union,
)
from generator.pipeline import model
from generator.source import Document, LoadRefused, Sources, load
from generator.text.case import pascal


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A document as an API, where one can be built, with the findings on the way."""

    api: Api | None
    report: Report
    sources: Document | Sources | None


def inspect(spec: str, config: Config, *, allow_origins: tuple[str, ...] = ()) -> Seen:
    """Load, build and check a document."""
    report = Report()
    try:
        document = load(spec, report, allow_origins=allow_origins)
    except LoadRefused as refused:
        return Seen(api=None, report=report, sources=refused.sources)
    try:
        api = model(document, config, report)
    except Refused:
        return Seen(api=None, report=report, sources=document)
    return Seen(api=api, report=report, sources=document)


def tree(api: Api) -> Iterator[tuple[int, str, str]]:
    """An API as lines of a tree: depth, heading, detail. Text of the document is one line."""
    yield 0, _flat(api.source.title), f"{_flat(api.source.version)}, OpenAPI {api.source.openapi}"
    for server in api.servers:
        yield 1, "server", _flat(server.url)
    for scheme in api.schemes:
        yield 1, "security", f"{_flat(scheme.id)} ({scheme.kind.value})"
    names = {declaration.id: _called(declaration.name) for declaration in api.declarations}
    for group in api.groups:
        yield 1, _flat(group.name.wire), _count(len(group.operations), "operation")
        for operation in group.operations:
            yield from _operation(operation, names)
    yield 1, "types", _count(len(api.declarations), "declaration")
    for declaration in api.declarations:
        yield from _declaration(declaration, names)


def _operation(operation: Operation, names: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    yield 2, _flat(operation.name.wire), f"{operation.method} {_flat(operation.path)}"
    for parameter in operation.parameters:
        need = "" if parameter.required else "?"
        kind = _spelled(parameter.type, names)
        yield 3, f"{_flat(parameter.name.wire)}{need}", f"{parameter.location.value}: {kind}"
    if operation.body is not None:
        need = "" if operation.body.required else "?"
        yield 3, f"body{need}", _contents(operation.body.contents, names)
    for response in operation.responses:
        yield 3, response.status, _contents(response.contents, names) or "no content"
    if operation.streaming is not None:
        event = _spelled(operation.streaming.event, names)
        yield 3, "stream", f"{operation.streaming.payload.value}: {event}"
    if operation.pagination is not None:
        yield 3, "pages", f"{operation.pagination.items} by {operation.pagination.parameter}"


def _declaration(declaration: Declaration, names: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    name = names[declaration.id]
    if isinstance(declaration, Record):
        yield 2, name, _count(len(declaration.fields), "field")
        for field in declaration.fields:
            need = "" if field.required else "?"
            yield 3, f"{_flat(field.name.wire)}{need}", _spelled(field.type, names)
    elif isinstance(declaration, Enumeration):
        yield 2, name, " | ".join(_flat(member.value.text) for member in declaration.members)
    elif isinstance(declaration, Union):
        yield 2, name, f"one of {len(declaration.variants)} {_selector(declaration.selector)}"
        for variant in declaration.variants:
            tags = ", ".join(tag.text for tag in variant.tags)
            yield 3, _spelled(variant.type, names), tags or variant.key or ""
    elif isinstance(declaration, Alias):
        yield 2, name, f"= {_spelled(declaration.type, names)}"


def _called(name: Name) -> str:
    """A name as the document gives it, or as most languages would write it."""
    return _flat(name.wire) if name.strength is Strength.GIVEN else pascal(name.words)


def _selector(selector: Selector) -> str:
    if isinstance(selector, ByTag):
        return f"by `{_flat(selector.tag)}`"
    if isinstance(selector, ByKind):
        return "by kind"
    return "by key" if isinstance(selector, ByKey) else "in order"


def _contents(contents: tuple[Content, ...], names: dict[str, str]) -> str:
    return ", ".join(f"{_flat(c.media_type)}: {_spelled(c.type, names)}" for c in contents)


def _spelled(expression: TypeExpr, names: dict[str, str]) -> str:
    """A type expression for people."""
    match expression:
        case Primitive():
            extra = f"<{expression.format}>" if expression.format else ""
            return expression.kind.value + _flat(extra)
        case Literal():
            return _flat(expression.value.text)
        case ListOf():
            return f"[{_spelled(expression.item, names)}]"
        case MapOf():
            return f"{{*: {_spelled(expression.value, names)}}}"
        case Nullable():
            return f"{_spelled(expression.inner, names)} or null"
        case Ref():
            return names.get(expression.id) or _flat(expression.id)
        case Binary():
            return "bytes"
        case AnyJson():
            return "any"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _flat(text: str) -> str:
    """Text of a document on one line, without controls that a terminal would obey."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)
