"""The schemas of an OpenAPI document as JSON Schema 2020-12: a judge that is not our own code.

A :class:`Judge` turns the schema at a pointer, and all that it refers to, into one bundle for
jsonschema-rs. It works from the document alone and knows nothing of the representation that the
builder made of it. What it converts is what OpenAPI adds to JSON Schema: ``nullable`` (3.0), the
direction of ``readOnly`` and ``writeOnly`` members (OpenAPI 3.1 §4.8.24), ``$recursiveRef`` of
JSON Schema 2019-09. A keyword whose value JSON Schema forbids says nothing (OpenAPI documents
hold many) and is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs

from generator.text import pointer as pointers

_SCHEMA = frozenset(
    {
        "additionalProperties",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
_SCHEMAS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_NAMED = frozenset({"properties", "patternProperties", "dependentSchemas"})
_VALUES: Mapping[str, tuple[type, ...]] = {
    "const": (object,),
    "enum": (list,),
    "format": (str,),
    "pattern": (str,),
    "minimum": (int, float),
    "maximum": (int, float),
    "exclusiveMinimum": (int, float),
    "exclusiveMaximum": (int, float),
    "multipleOf": (int, float),
    "minLength": (int,),
    "maxLength": (int,),
    "minItems": (int,),
    "maxItems": (int,),
    "minProperties": (int,),
    "maxProperties": (int,),
    "minContains": (int,),
    "maxContains": (int,),
    "uniqueItems": (bool,),
    "dependentRequired": (dict,),
}
_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_DATES = frozenset({"date", "date-time"})


@dataclass
class Judge:
    """Says whether values are valid under the schemas of a document.

    ``root`` is a tree in the dialect of :mod:`generator.source`; ``for_request`` the direction in
    which values travel. With ``formats``, dates must be dates.
    """

    root: Mapping[str, Any]
    for_request: bool = True
    formats: bool = True
    _made: dict[str, Any] = field(default_factory=dict)
    _uses: dict[str, list[str]] = field(default_factory=dict)
    _judges: dict[str, jsonschema_rs.Draft202012Validator] = field(default_factory=dict)

    def accepts(self, pointer: str, value: Any) -> bool:
        """Whether a value is valid under the schema at a pointer."""
        return self._judge(pointer).is_valid(value)

    def complaints(self, pointer: str, value: Any) -> list[str]:
        """What is wrong with a value, a line each; nothing where it is valid."""
        return [
            f"/{'/'.join(str(step) for step in error.instance_path)}: {error.message[:300]}"
            for error in self._judge(pointer).iter_errors(value)
        ]

    def bundle(self, pointer: str) -> dict[str, Any]:
        """The schema at a pointer as one self-contained JSON Schema."""
        start = _written(self.root, pointer)
        needed: dict[str, Any] = {}
        waiting = [start]
        while waiting:
            at = waiting.pop()
            if at not in needed:
                needed[at] = self._schema_at(at)
                waiting.extend(self._uses[at])
        numbers = {at: f"#/$defs/{number}" for number, at in enumerate(needed)}
        definitions = [_renumbered(schema, numbers) for schema in needed.values()]
        bundle = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": numbers[start],
            "$defs": {str(number): schema for number, schema in enumerate(definitions)},
        }
        made: dict[str, Any] = json.loads(json.dumps(bundle))  # numbers that know their spelling
        return made

    def _judge(self, pointer: str) -> jsonschema_rs.Draft202012Validator:
        if pointer not in self._judges:
            self._judges[pointer] = jsonschema_rs.Draft202012Validator(
                self.bundle(pointer), validate_formats=self.formats
            )
        return self._judges[pointer]

    def _schema_at(self, pointer: str) -> Any:
        if pointer not in self._made:
            self._uses[pointer] = []
            try:
                raw = pointers.resolve(self.root, pointer)
            except LookupError:
                raw = True  # a reference that leads nowhere promises nothing
            self._made[pointer] = self._schema(raw, pointer, self._uses[pointer])
        return self._made[pointer]

    def _schema(self, raw: Any, pointer: str, uses: list[str]) -> Any:
        if isinstance(raw, bool):
            return raw
        if not isinstance(raw, dict):
            return True
        made: dict[str, Any] = {}
        for keyword, value in raw.items():
            below = pointers.child(pointer, keyword)
            if keyword in _SCHEMA and isinstance(value, dict | bool):
                made[keyword] = self._schema(value, below, uses)
            elif keyword in _SCHEMAS and isinstance(value, list) and value:
                made[keyword] = [
                    self._schema(one, pointers.child(below, index), uses)
                    for index, one in enumerate(value)
                ]
            elif keyword in _NAMED and isinstance(value, dict):
                made[keyword] = {
                    name: self._schema(one, pointers.child(below, name), uses)
                    for name, one in value.items()
                    if keyword != "patternProperties" or _readable(name)
                }
            elif keyword == "type":
                made |= _type(value)
            elif keyword in _VALUES and isinstance(value, _VALUES[keyword]):
                made |= _plain(keyword, value)
        if isinstance(raw.get("required"), list):
            made["required"] = self._required(raw)
        reference = self._reference(raw, pointer)
        if reference is not None:
            uses.append(reference)
            made["$ref"] = reference
        return {"anyOf": [made, {"type": "null"}]} if raw.get("nullable") is True else made

    def _reference(self, raw: Mapping[str, Any], pointer: str) -> str | None:
        reference = raw.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            return pointers.from_reference(reference)
        if raw.get("$recursiveRef") != "#":
            return None
        around = pointer
        while around != "#":
            schema = pointers.resolve(self.root, around)
            if isinstance(schema, dict) and schema.get("$recursiveAnchor") is True:
                return around
            around = pointers.parent(around)
        return "/".join(pointer.split("/")[:4])

    def _required(self, raw: Mapping[str, Any]) -> list[str]:
        """The required members but those that do not travel in this direction."""
        properties = raw.get("properties")
        hidden = "readOnly" if self.for_request else "writeOnly"
        return [
            name
            for name in dict.fromkeys(raw["required"])
            if isinstance(name, str)
            and not (isinstance(properties, dict) and self._has(properties.get(name), hidden))
        ]

    def _has(self, schema: Any, keyword: str) -> bool:
        """Whether a member's schema, or what it refers to, carries a keyword that is true."""
        seen: set[str] = set()
        while isinstance(schema, dict):
            if schema.get(keyword) is True:
                return True
            reference = schema.get("$ref")
            if not isinstance(reference, str) or reference in seen:
                return False
            seen.add(reference)
            try:
                schema = pointers.resolve(self.root, pointers.from_reference(reference))
            except LookupError:
                return False
        return False


def _written(root: Mapping[str, Any], pointer: str) -> str:
    """The pointer, or the place around it where the builder merged several schemas into one that
    no one wrote. Raises LookupError where there is neither."""
    for place in (pointer, pointers.parent(pointer)):
        try:
            pointers.resolve(root, place)
            return place
        except LookupError:
            continue
    raise LookupError(pointer)


def _type(value: Any) -> dict[str, Any]:
    named = value if isinstance(value, list) else [value]
    if any(one not in _TYPES for one in named):
        return {}  # `file`, or a slip: says nothing
    return {"type": list(dict.fromkeys(named)) if isinstance(value, list) else value}


def _plain(keyword: str, value: Any) -> dict[str, Any]:
    if isinstance(value, bool) and keyword not in ("const", "uniqueItems"):
        return {}
    if keyword == "pattern" and not _readable(value):
        return {}
    if keyword == "format" and value not in _DATES:
        return {}
    if keyword == "multipleOf" and value <= 0:
        return {}
    if keyword == "enum":
        return {"enum": _distinct(value)}
    return {keyword: value}


def _distinct(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if not any(type(value) is type(other) and value == other for other in found):
            found.append(value)
    return found


def _readable(pattern: str) -> bool:
    """Whether the judge can read a regular expression."""
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except jsonschema_rs.ValidationError:
        return False
    return True


def _renumbered(schema: Any, numbers: Mapping[str, str]) -> Any:
    return _mapped(schema, lambda reference: numbers[reference])


def _mapped(schema: Any, moved: Callable[[str], str]) -> Any:
    """The converted schema with its references moved; values (enum, const) are left as they are."""
    if not isinstance(schema, dict):
        return schema
    made: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword == "$ref":
            made[keyword] = moved(value)
        elif keyword in _SCHEMA:
            made[keyword] = _mapped(value, moved)
        elif keyword in _SCHEMAS:
            made[keyword] = [_mapped(one, moved) for one in value]
        elif keyword in _NAMED:
            made[keyword] = {name: _mapped(one, moved) for name, one in value.items()}
        else:
            made[keyword] = value
    return made
