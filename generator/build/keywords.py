"""The keywords of one schema, read into a shape, without what the schema includes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.build.schemas import Node
from generator.build.shape import Choice, Shape
from generator.ir.nodes import Constraints, Json, JsonKind
from generator.text import pointer as pointers

KINDS = {kind.value: kind for kind in JsonKind}
_BOUNDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
}
_COUNTS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
}




def own_shape(node: Node) -> Shape:
    """The keywords of one schema, without what it includes."""
    keywords = node.keywords
    kinds, nullable = _kinds(keywords.get("type"))
    nullable = nullable or keywords.get("nullable") is True
    enum = _values(keywords)
    if enum is not None and None in enum:
        enum = tuple(value for value in enum if value is not None)
        nullable = nullable or kinds is None
    additional: Node | None = None
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if isinstance(keywords.get(keyword), dict | bool | Node) and additional is None:
            additional = node.below(keyword)
    properties = keywords.get("properties")
    patterns = keywords.get("patternProperties")
    items = keywords.get("items")
    listed = isinstance(items, list)
    return Shape(
        pointer=node.pointer,
        kinds=kinds,
        nullable=nullable,
        enum=enum,
        properties=_named(node, "properties", properties),
        required=_required(keywords.get("required")),
        additional=additional,
        patterns=tuple(_named(node, "patternProperties", patterns).values()),
        items=node.below("items") if isinstance(items, dict | bool | Node) else None,
        prefix=node.members("items" if listed else "prefixItems"),
        choices=tuple(
            Choice(pointer=pointers.child(node.pointer, keyword), options=node.members(keyword))
            for keyword in ("oneOf", "anyOf")
            if node.members(keyword)
        ),
        format=_format(keywords),
        binary=_is_binary(keywords),
        constraints=_constraints(keywords),
        title=text(keywords.get("title")) or None,
        description=text(keywords.get("description")),
        default=Json.of(keywords["default"]) if "default" in keywords else None,
        deprecated=keywords.get("deprecated") is True,
        read_only=keywords.get("readOnly") is True,
        write_only=keywords.get("writeOnly") is True,
        examples=_examples(keywords),
        external_url=_external(keywords.get("externalDocs")),
        discriminator=_discriminator(keywords.get("discriminator")),
        discriminator_at=pointers.child(node.pointer, "discriminator"),
        names=_texts(keywords, "x-enum-varnames", "x-enumNames"),
        texts=_texts(keywords, "x-enum-descriptions", "x-enumDescriptions"),
        limited_at=node.pointer if kinds is not None or enum is not None else "",
    )


def _format(keywords: Mapping[str, Any]) -> str | None:
    """``format``; the base64 of 3.1's ``contentEncoding`` is the ``byte`` of 3.0."""
    said = text(keywords.get("format")) or None
    return "byte" if said is None and keywords.get("contentEncoding") == "base64" else said


def _is_binary(keywords: Mapping[str, Any]) -> bool:
    """A media type that is no text, not encoded into text: raw bytes (OpenAPI 3.1 §4.8.14.3)."""
    media = keywords.get("contentMediaType")
    if not isinstance(media, str) or "contentEncoding" in keywords:
        return False
    essence = media.partition(";")[0].strip().lower()
    return not essence.startswith("text/") and not essence.endswith(("json", "xml"))


def _kinds(value: Any) -> tuple[frozenset[JsonKind] | None, bool]:
    """The JSON kinds that ``type`` names, ``null`` apart; unknown words are ignored."""
    listed = value if isinstance(value, list) else [value]
    named = [KINDS[word] for word in listed if isinstance(word, str) and word in KINDS]
    if not named:
        return None, False
    kinds = frozenset(named)
    if JsonKind.NUMBER in kinds:
        kinds -= {JsonKind.INTEGER}
    return kinds - {JsonKind.NULL}, JsonKind.NULL in kinds


def _values(keywords: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """The values of ``enum`` or ``const``, each once; ``1`` and ``true`` are different."""
    if "const" in keywords:
        return (keywords["const"],)
    listed = keywords.get("enum")
    if not isinstance(listed, list):
        return None
    return tuple({Json.of(value).text: value for value in listed}.values())


def _named(node: Node, keyword: str, value: Any) -> dict[str, Node]:
    if not isinstance(value, dict):
        return {}
    return {
        str(name): node.below(keyword, name)
        for name, schema in value.items()
        if isinstance(schema, dict | bool | Node)
    }


def _required(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(name for name in value if isinstance(name, str)))


def text(value: Any) -> str:
    """A text as written; of any other value than a number, nothing."""
    return str(value) if isinstance(value, str | int | float) and value is not True else ""


def _texts(keywords: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    for name in names:
        listed = keywords.get(name)
        if isinstance(listed, list):
            return tuple(str(item) for item in listed)
    return ()


def _external(value: Any) -> str | None:
    url = value.get("url") if isinstance(value, dict) else None
    return url if isinstance(url, str) else None


def _examples(keywords: Mapping[str, Any]) -> tuple[Json, ...]:
    listed = keywords.get("examples")
    found = list(listed) if isinstance(listed, list) else []
    if "example" in keywords:
        found.insert(0, keywords["example"])
    return tuple(dict.fromkeys(Json.of(value) for value in found))


def _discriminator(value: Any) -> tuple[str, Mapping[str, str]] | None:
    if not isinstance(value, dict) or not isinstance(value.get("propertyName"), str):
        return None
    mapping = value.get("mapping")
    return value["propertyName"], dict(mapping) if isinstance(mapping, dict) else {}


def _constraints(keywords: Mapping[str, Any]) -> Constraints:
    found: dict[str, Any] = {}
    for keyword, name in _BOUNDS.items():
        value = keywords.get(keyword)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = json.dumps(value)
    for keyword, name in _COUNTS.items():
        value = keywords.get(keyword)
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            found[name] = int(value)
    if isinstance(keywords.get("pattern"), str):
        found["pattern"] = keywords["pattern"]
    if keywords.get("uniqueItems") is True:
        found["unique_items"] = True
    return Constraints(**found)


_ABOUT = {
    JsonKind.STRING: ("minLength", "maxLength", "pattern"),
    JsonKind.INTEGER: tuple(_BOUNDS),
    JsonKind.NUMBER: tuple(_BOUNDS),
    JsonKind.ARRAY: ("minItems", "maxItems", "uniqueItems"),
    JsonKind.OBJECT: ("minProperties", "maxProperties"),
}
_NAMES = {**_BOUNDS, **_COUNTS, "pattern": "pattern", "uniqueItems": "unique_items"}


def limits(constraints: Constraints, kind: JsonKind) -> dict[str, Any]:
    """The keywords behind those constraints that speak of one JSON kind; numbers are exact."""
    found: dict[str, Any] = {}
    for keyword in _ABOUT.get(kind, ()):
        value = getattr(constraints, _NAMES[keyword])
        if value is not None and value is not False:
            found[keyword] = json.loads(value) if keyword in _BOUNDS else value
    return found
