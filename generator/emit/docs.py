"""What Markdown pages say of an API in the same words for every language."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import TypeAlias

from generator.emit import markdown
from generator.emit.answers import only_streams
from generator.emit.code import Code, fill, visible
from generator.emit.fold import TypeFold
from generator.emit.prose import first_sentence
from generator.ir.facts import Index
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Api,
    ByKey,
    ByTag,
    Constraints,
    Declaration,
    Doc,
    Enumeration,
    Field,
    Json,
    Nullable,
    Operation,
    Parameter,
    Record,
    Ref,
    Scheme,
    SchemeKind,
    Server,
    TypeExpr,
    Union,
    Variant,
)

NOTHING = Code("")
COMMA = Code(", ")

Spelled: TypeAlias = Callable[[Json], str]
"""How a language writes a JSON value in prose, where that is not :func:`json_text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row of a table: of parameters, properties, values, variants or responses."""

    name: Code
    type: Code
    text: Code
    notes: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDoc:
    """The page of a declaration; the tables that it does not have are empty."""

    title: Code
    language: Code
    description: Code | None
    deprecated: bool
    properties: tuple[RowView, ...]
    extra: Code | None
    values: tuple[RowView, ...]
    variants: tuple[RowView, ...]
    selector: Code | None
    alias: Code | None
    example: Code | None
    plain: Code | None
    example_title: Code
    plain_title: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeDoc:
    """A way to authenticate, in the README."""

    id: Code
    anchor: Code
    lines: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointRow:
    """A row of the README's table of operations."""

    api: Code
    method: Code
    page: Code
    anchor: Code
    verb: Code
    path: Code
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """An entry of the README's list of models."""

    name: Code
    page: Code
    text: Code


def host_of(servers: tuple[Server, ...]) -> str:
    """The URL that calls go to by default; a relative one needs a host of the caller's."""
    if not servers:
        return "http://localhost"
    url = servers[0].url
    for variable in servers[0].variables:
        url = url.replace("{" + variable.name + "}", variable.default)
    return url if "://" in url else "http://localhost" + ("" if url.startswith("/") else "/") + url


_SAID = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusive_minimum": "above {}",
    "exclusive_maximum": "below {}",
    "multiple_of": "a multiple of {}",
    "min_length": "{} characters or more",
    "max_length": "{} characters or fewer",
    "min_items": "{} items or more",
    "max_items": "{} items or fewer",
    "min_properties": "{} members or more",
    "max_properties": "{} members or fewer",
}


def bounds(type_: TypeExpr) -> list[Code]:
    """What a value has to keep, in words: ``at least 1``, ``at most 128``."""
    inner = type_.inner if isinstance(type_, Nullable) else type_
    constraints = getattr(inner, "constraints", None)
    if not isinstance(constraints, Constraints) or not constraints:
        return []
    found: list[Code] = []
    for each in fields(Constraints):
        value = getattr(constraints, each.name)
        if value is None or value is False:
            continue
        if each.name == "pattern":
            found.append(fill("matches {}", markdown.code(value)))
        elif each.name == "unique_items":
            found.append(Code("no item twice"))
        else:
            found.append(Code(_SAID[each.name].format(markdown.plain(str(value)))))
    return found


def notes(thing: Field | Parameter, spelled: Spelled | None = None) -> list[Code]:
    """Bounds, default and marks of a member or a parameter."""
    found: list[Code] = []
    if thing.doc.deprecated:
        found.append(Code("deprecated"))
    if isinstance(thing, Field) and thing.read_only:
        found.append(Code("read-only"))
    if isinstance(thing, Field) and thing.write_only:
        found.append(Code("write-only"))
    found += bounds(thing.type)
    if thing.default is not None and thing.default.value is not None:
        found.append(fill("default {}", json_code(thing.default, spelled)))
    return found


def json_text(value: Json) -> str:
    """A JSON value as one would write it in prose: on one line, nothing hidden."""
    return visible(json.dumps(value.value, ensure_ascii=False))


def json_code(value: Json, spelled: Spelled | None = None) -> Code:
    """A JSON value as a code span, cut where it is long."""
    text = (spelled or json_text)(value)
    return markdown.code(text if len(text) <= 80 else text[:79] + "…")


def description(doc: Doc) -> Code | None:
    """What is said about a thing, as paragraphs of their own."""
    text = doc.description or doc.summary
    return markdown.block(text) if text.strip() else None


def values(declaration: Declaration, spelled: Spelled | None = None) -> Iterator[RowView]:
    """A row for each known value of an enumeration."""
    if isinstance(declaration, Enumeration):
        for member in declaration.members:
            yield RowView(
                name=markdown.code((spelled or json_text)(member.value)),
                type=NOTHING,
                text=markdown.cell(member.doc.description or member.doc.summary),
                notes=NOTHING,
            )


def _chosen(union: Union, variant: Variant, spelled: Spelled | None = None) -> Code:
    """What tells that a value is of a variant."""
    if isinstance(union.selector, ByTag) and variant.tags:
        shown = spelled or json_text
        tags = Code(" or ").join(markdown.code(shown(tag)) for tag in variant.tags)
        return fill("{} is {}", markdown.code(union.selector.tag), tags)
    if isinstance(union.selector, ByKey) and variant.key is not None:
        return fill("it has {}", markdown.code(variant.key))
    return NOTHING


def sentence(index: Index, type_: TypeExpr) -> str:
    """The first sentence about a type, where it is a declaration that says something."""
    if not isinstance(type_, Ref):
        return ""
    doc = index[type_.id].doc
    return first_sentence(doc.description or doc.summary)


def variants(
    declaration: Declaration, index: Index, types: TypeFold[Code], spelled: Spelled | None = None
) -> Iterator[RowView]:
    """A row for each possibility of a union; ``types`` spells types with links."""
    if not isinstance(declaration, Union):
        return
    for variant in declaration.variants:
        text = variant.doc.description or variant.doc.summary
        yield RowView(
            name=NOTHING,
            type=types.of(variant.type),
            text=markdown.cell(text or sentence(index, variant.type)),
            notes=_chosen(declaration, variant, spelled),
        )


def alias(declaration: Declaration, types: TypeFold[Code]) -> Code | None:
    """What an alias stands for, with its bounds."""
    if not isinstance(declaration, Alias):
        return None
    limits = bounds(declaration.type)
    shown = types.of(declaration.type)
    return fill("{} ({})", shown, COMMA.join(limits)) if limits else shown


def extra(declaration: Declaration, types: TypeFold[Code]) -> Code | None:
    """What is said about members of a record that are not listed."""
    if not isinstance(declaration, Record) or isinstance(declaration.extra, AnyJson):
        return None
    if declaration.extra is None:
        return Code("The API promises no other members; any that come are kept all the same.")
    return fill("Members of other names are of type {}.", types.of(declaration.extra))


def sent_types(operation: Operation) -> list[str]:
    """The media types that a body can be sent as."""
    return [content.media_type for content in operation.body.contents] if operation.body else []


def accepted_types(operation: Operation) -> list[str]:
    """The media types that a whole call accepts, each once."""
    types = [c.media_type for response in operation.responses for c in response.contents]
    if operation.streaming is not None:
        types = [each for each in types if each != operation.streaming.media_type]
        types += [operation.streaming.media_type] if only_streams(operation) else []
    return list(dict.fromkeys(types))


def responses(operation: Operation) -> Iterator[RowView]:
    """A row for each response: status, description, headers."""
    for response in operation.responses:
        headers = COMMA.join(
            fill("{}: {}", markdown.code(each.name.wire), markdown.cell(each.doc.description))
            for each in response.headers
        )
        yield RowView(
            name=markdown.plain(response.status),
            type=NOTHING,
            text=markdown.cell(response.doc.description),
            notes=headers if response.headers else Code("-"),
        )


def authorization(operation: Operation, api: Api) -> Iterator[Code]:
    """Links to the schemes in the README: alternatives on lines of their own."""
    known = {scheme.id for scheme in api.schemes}
    for alternative in operation.security:
        links = [
            fill("[{}](../README.md#{})", markdown.plain(u.scheme), markdown.anchor(u.scheme))
            for u in alternative
            if u.scheme in known
        ]
        if links:
            yield COMMA.join(links)


def first_alternative(operation: Operation, api: Api) -> list[Scheme]:
    """The schemes of the alternative that examples give credentials for."""
    schemes = {scheme.id: scheme for scheme in api.schemes}
    first = operation.security[0] if operation.security else ()
    return [schemes[use.scheme] for use in first if use.scheme in schemes]


TOKENS = (
    SchemeKind.BEARER,
    SchemeKind.OAUTH2,
    SchemeKind.OPEN_ID_CONNECT,
    SchemeKind.HTTP,
)
"""Schemes whose credential is a token in the header ``Authorization``."""
