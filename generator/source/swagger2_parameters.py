"""Swagger 2.0 parameters, form fields and headers as those of OpenAPI 3.1."""

from __future__ import annotations

from typing import Any, TypeAlias

from generator.diagnostics import Report
from generator.source.moves import Moves, Place
from generator.source.pointers import join

Node: TypeAlias = dict[str, Any]

_SCHEMA_MEMBERS = (
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
)
_OWN_MEMBERS = ("name", "in", "description", "required", "allowEmptyValue")
_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"


def schema_of(item: Node) -> Node:
    """The schema that a 2.0 parameter, header or ``items`` object spreads over its members."""
    schema = {name: item[name] for name in _SCHEMA_MEMBERS if name in item}
    if schema.get("type") == "file":
        schema["type"] = "string"
        schema["format"] = "binary"
    if isinstance(schema.get("items"), dict):
        schema["items"] = schema_of(schema["items"])
    if item.get("x-nullable") is True:
        schema["nullable"] = True
    return schema


def parameter(item: Node, new: Place, old: Place, moves: Moves, report: Report) -> Node:
    """A path, query or header parameter (Swagger 2.0 §5.2.15)."""
    result = {
        name: value for name, value in item.items() if name in _OWN_MEMBERS or name.startswith("x-")
    }
    result["schema"] = schema_of(item)
    moves.note((*new, "schema"), old)
    if item.get("type") == "array":
        result.update(_style(item, str(item.get("in")), old, report))
    if "x-example" in item:
        result["example"] = result.pop("x-example")
    return result


def header(item: Node, new: Place, old: Place, moves: Moves, report: Report) -> Node:
    """A response header (Swagger 2.0 §5.2.31)."""
    result = {n: v for n, v in item.items() if n == "description" or n.startswith("x-")}
    result["schema"] = schema_of(item)
    moves.note(new, old)
    moves.note((*new, "schema"), old)
    if item.get("type") == "array":
        result.update(_style(item, "header", old, report))
    return result


def form(
    fields: list[tuple[Node, Place]],
    consumes: list[str],
    new: Place,
    moves: Moves,
    report: Report,
) -> Node:
    """The body that ``formData`` parameters make together (Swagger 2.0 §5.2.13)."""
    properties: Node = {}
    required = []
    encoding: Node = {}
    places: dict[str, Place] = {}
    for item, old in fields:
        name = item.get("name")
        if not isinstance(name, str):
            continue
        properties[name] = schema_of(item)
        if "description" in item:
            properties[name]["description"] = item["description"]
        if item.get("required") is True:
            required.append(name)
        if item.get("type") == "array":
            encoding[name] = _style(item, "query", old, report)
        places[name] = old
    schema: Node = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    has_file = any(item.get("type") == "file" for item, _ in fields)
    media_types = [name for name in consumes if name in (_URLENCODED, _MULTIPART)]
    if has_file:
        media_types = [_MULTIPART]
    content: Node = {}
    for media_type in media_types or [_URLENCODED]:
        content[media_type] = {"schema": schema}
        if encoding:
            content[media_type]["encoding"] = encoding
        base = (*new, "content", media_type, "schema", "properties")
        for name, old in places.items():
            moves.note((*base, name), old)
    body: Node = {"content": content}
    if required:
        body["required"] = True
    return body


def _style(item: Node, location: str, old: Place, report: Report) -> Node:
    """``collectionFormat`` as style and explode (OpenAPI 3.1 §4.8.12.3)."""
    collection = item.get("collectionFormat", "csv")
    if location in ("path", "header"):
        if collection != "csv":
            _poorer(collection, old, report)
        return {"style": "simple", "explode": False}
    styles: dict[Any, tuple[str, bool]] = {
        "csv": ("form", False),
        "multi": ("form", True),
        "ssv": ("spaceDelimited", False),
        "pipes": ("pipeDelimited", False),
    }
    if not isinstance(collection, str) or collection not in styles:
        _poorer(collection, old, report)
        collection = "csv"
    style, explode = styles[collection]
    return {"style": style, "explode": explode}


def _poorer(collection: object, old: Place, report: Report) -> None:
    report.warning(
        "collection-format",
        f"`collectionFormat: {collection}` has no counterpart here; commas are used",
        join((*old, "collectionFormat")),
        help="use csv, or multi, ssv or pipes in a query",
    )
