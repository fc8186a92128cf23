"""Which member of which OpenAPI object holds what: the shape of a document as data.

Everything that must tell structure from data walks by this table: a ``$ref`` inside an
``example``, a ``default``, an ``enum`` or an extension is data, and so is a property that
happens to be called ``$ref``. Tables follow OpenAPI 3.2 §4 (a superset of 3.0 and 3.1), JSON
Schema 2020-12 §10 and Swagger 2.0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeAlias


class Shape(Enum):
    """How a member holds its objects."""

    ONE = "a mapping"
    MAP = "a mapping of names"
    LIST = "a list"
    ONE_OR_LIST = "a mapping or a list"


_ONE, _MAP, _LIST = Shape.ONE, Shape.MAP, Shape.LIST
Members: TypeAlias = Mapping[str, tuple[Shape, str]]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_SCHEMA_MEMBERS: Members = {
    **{
        name: (_MAP, "schema")
        for name in (
            "properties",
            "patternProperties",
            "$defs",
            "definitions",
            "dependentSchemas",
        )
    },
    **{
        name: (_ONE, "schema")
        for name in (
            "additionalProperties",
            "additionalItems",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema",
        )
    },
    **{name: (_LIST, "schema") for name in ("allOf", "anyOf", "oneOf", "prefixItems")},
    "items": (Shape.ONE_OR_LIST, "schema"),
    "discriminator": (_ONE, "discriminator"),
    "externalDocs": (_ONE, "externalDocs"),
}

_OPERATIONS: Members = {method: (_ONE, "operation") for method in METHODS}
_SERVERS: Members = {"servers": (_LIST, "server")}
_DOCS: Members = {"externalDocs": (_ONE, "externalDocs")}
_PARAMETER: Members = {
    "schema": (_ONE, "schema"),
    "content": (_MAP, "mediaType"),
    "examples": (_MAP, "example"),
}

OPENAPI: Mapping[str, Members] = {
    "document": {
        "info": (_ONE, "info"),
        "paths": (_MAP, "pathItem"),
        "webhooks": (_MAP, "pathItem"),
        "components": (_ONE, "components"),
        "tags": (_LIST, "tag"),
        **_SERVERS,
        **_DOCS,
    },
    "components": {
        "schemas": (_MAP, "schema"),
        "responses": (_MAP, "response"),
        "parameters": (_MAP, "parameter"),
        "requestBodies": (_MAP, "requestBody"),
        "headers": (_MAP, "header"),
        "callbacks": (_MAP, "callback"),
        "pathItems": (_MAP, "pathItem"),
        "links": (_MAP, "link"),
        "examples": (_MAP, "example"),
        "securitySchemes": (_MAP, "securityScheme"),
        "mediaTypes": (_MAP, "mediaType"),
    },
    "info": {"contact": (_ONE, "contact"), "license": (_ONE, "license")},
    "contact": {},
    "license": {},
    "tag": _DOCS,
    "externalDocs": {},
    "server": {"variables": (_MAP, "serverVariable")},
    "serverVariable": {},
    "pathItem": {
        **_OPERATIONS,
        **_SERVERS,
        "additionalOperations": (_MAP, "operation"),
        "parameters": (_LIST, "parameter"),
    },
    "operation": {
        "parameters": (_LIST, "parameter"),
        "requestBody": (_ONE, "requestBody"),
        "responses": (_MAP, "response"),
        "callbacks": (_MAP, "callback"),
        **_SERVERS,
        **_DOCS,
    },
    "callback": {"*": (_ONE, "pathItem")},
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "requestBody": {"content": (_MAP, "mediaType")},
    "response": {
        "headers": (_MAP, "header"),
        "content": (_MAP, "mediaType"),
        "links": (_MAP, "link"),
    },
    "mediaType": {
        "schema": (_ONE, "schema"),
        "itemSchema": (_ONE, "schema"),
        "examples": (_MAP, "example"),
        "encoding": (_MAP, "encoding"),
        "itemEncoding": (_ONE, "encoding"),
        "prefixEncoding": (_LIST, "encoding"),
    },
    "encoding": {
        "headers": (_MAP, "header"),
        "encoding": (_MAP, "encoding"),
        "itemEncoding": (_ONE, "encoding"),
        "prefixEncoding": (_LIST, "encoding"),
    },
    "link": {"server": (_ONE, "server")},
    "example": {},
    "securityScheme": {"flows": (_ONE, "flows")},
    "flows": {
        name: (_ONE, "flow")
        for name in (
            "implicit",
            "password",
            "clientCredentials",
            "authorizationCode",
            "deviceAuthorization",
        )
    },
    "flow": {},
    "schema": _SCHEMA_MEMBERS,
    "discriminator": {},
}
"""OpenAPI 3.x: for each kind of object, the members that hold further objects."""

SWAGGER: Mapping[str, Members] = {
    "document": {
        "info": (_ONE, "info"),
        "paths": (_MAP, "pathItem"),
        "definitions": (_MAP, "schema"),
        "parameters": (_MAP, "parameter"),
        "responses": (_MAP, "response"),
        "securityDefinitions": (_MAP, "securityScheme"),
        "tags": (_LIST, "tag"),
        **_DOCS,
    },
    "info": OPENAPI["info"],
    "contact": {},
    "license": {},
    "tag": _DOCS,
    "externalDocs": {},
    "pathItem": {**_OPERATIONS, "parameters": (_LIST, "parameter")},
    "operation": {
        "parameters": (_LIST, "parameter"),
        "responses": (_MAP, "response"),
        **_DOCS,
    },
    "parameter": {"schema": (_ONE, "schema"), "items": (_ONE, "items")},
    "response": {"schema": (_ONE, "schema"), "headers": (_MAP, "header")},
    "header": {"items": (_ONE, "items")},
    "items": {"items": (_ONE, "items")},
    "securityScheme": {},
    # Swagger's `discriminator` is the name of a property, not an object
    "schema": {k: v for k, v in _SCHEMA_MEMBERS.items() if k != "discriminator"},
}
"""Swagger 2.0, the same way."""

REFERABLE = frozenset(
    {
        "schema",
        "response",
        "parameter",
        "requestBody",
        "header",
        "callback",
        "pathItem",
        "link",
        "example",
        "securityScheme",
        "mediaType",
    }
)
"""Kinds that may be a Reference Object (OpenAPI 3.2 §4.23), a path item or a schema."""

_EXTENSIBLE_MAPS = frozenset({"pathItem", "response"})
Visit: TypeAlias = Callable[[str, dict[str, Any], tuple[str, ...]], None]
Misshapen: TypeAlias = Callable[[Any, tuple[str, ...], str, str], None]
Spread: TypeAlias = Callable[[dict[str, Any], tuple[str, ...], str], None]


def walk(
    grammar: Mapping[str, Members],
    kind: str,
    node: dict[str, Any],
    segments: tuple[str, ...],
    visit: Visit,
    misshapen: Misshapen,
    spread: Spread,
) -> None:
    """Visit an object and every object of the document below it, outside in.

    ``visit(kind, node, segments)`` may change the node. ``misshapen(value, segments, kind,
    wanted)`` is told of each value that has not the shape which its place asks for; such a
    value is taken out of the tree, so that later floors meet only what the grammar knows.
    ``spread(names, segments, kind)`` is told of a mapping of names that holds a ``$ref``, which
    no specification allows there, and may put the names in its place.
    """
    pending: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [(kind, node, segments)]
    while pending:
        kind, node, segments = pending.pop()
        visit(kind, node, segments)
        children: list[tuple[str, dict[str, Any], tuple[str, ...]]] = []
        members = grammar[kind]
        anything = members.get("*")
        for name in [*node]:
            held = members.get(name)
            if held is None:
                if anything is None or name.startswith("x-") or name == "$ref":
                    continue
                held = anything
            shape, child = held
            value = node[name]
            place = (*segments, name)
            if shape is Shape.ONE_OR_LIST:
                shape = _LIST if isinstance(value, list) else _ONE
            if shape is _ONE:
                if isinstance(value, dict):
                    children.append((child, value, place))
                elif not (child == "schema" and isinstance(value, bool)):
                    misshapen(value, place, child, shape.value)
                    del node[name]
            elif shape is _MAP:
                if isinstance(value, dict):
                    if isinstance(value.get("$ref"), str) and child in REFERABLE:
                        spread(value, place, child)
                    _members(value, child, place, children, misshapen)
                else:
                    misshapen(value, place, child, shape.value)
                    del node[name]
            elif isinstance(value, list):
                node[name] = _items(value, child, place, children, misshapen)
            else:
                misshapen(value, place, child, shape.value)
                del node[name]
        pending.extend(reversed(children))


def _members(
    value: dict[str, Any],
    child: str,
    place: tuple[str, ...],
    children: list[tuple[str, dict[str, Any], tuple[str, ...]]],
    misshapen: Misshapen,
) -> None:
    for name in [*value]:
        item = value[name]
        if isinstance(item, dict):
            if not (child in _EXTENSIBLE_MAPS and name.startswith("x-")):
                children.append((child, item, (*place, name)))
        elif child in _EXTENSIBLE_MAPS and name.startswith("x-"):
            continue
        elif not (child == "schema" and isinstance(item, bool)):
            misshapen(item, (*place, name), child, "a mapping")
            del value[name]


def _items(
    value: list[Any],
    child: str,
    place: tuple[str, ...],
    children: list[tuple[str, dict[str, Any], tuple[str, ...]]],
    misshapen: Misshapen,
) -> list[Any]:
    kept = []
    for index, item in enumerate(value):
        if isinstance(item, dict):
            children.append((child, item, (*place, str(index))))
        elif not (child == "schema" and isinstance(item, bool)):
            misshapen(item, (*place, str(index)), child, "a mapping")
            continue
        kept.append(item)
    return kept
