"""What a schema asks of a value, gathered from the schema itself, its references and ``allOf``.

``allOf`` is merged here and nowhere else: the result is one flat shape. Members of a record keep
the pointer of the place that declares them, so an inherited inline object is one declaration.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.build.schemas import ANNOTATIONS, Node, Schemas
from generator.diagnostics import Report
from generator.ir.nodes import Constraints, Doc, Json, JsonKind
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A ``oneOf`` or ``anyOf``: where it stands and what it offers."""

    pointer: str
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Everything a schema asks for, with references and ``allOf`` resolved.

    ``kinds`` None means that nothing limits the JSON kind; ``null`` is never in it, see
    ``nullable``. ``enum`` None means no limit; the values are in order, without repetition.
    ``additional`` and ``items`` None mean: not said.
    """

    pointer: str
    kinds: frozenset[JsonKind] | None = None
    nullable: bool = False
    enum: tuple[Any, ...] | None = None
    properties: Mapping[str, Node] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    additional: Node | None = None
    patterns: tuple[Node, ...] = ()
    items: Node | None = None
    prefix: tuple[Node, ...] = ()
    choices: tuple[Choice, ...] = ()
    format: str | None = None
    binary: bool = False
    constraints: Constraints = field(default_factory=Constraints)
    title: str | None = None
    description: str = ""
    default: Json | None = None
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    examples: tuple[Json, ...] = ()
    external_url: str | None = None
    discriminator: tuple[str, Mapping[str, str]] | None = None
    discriminator_at: str = ""
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    never: bool = False

    @property
    def doc(self) -> Doc:
        """What the schema says about itself."""
        return Doc(
            description=self.description,
            deprecated=self.deprecated,
            external_url=self.external_url,
        )


class Shapes:
    """Shapes by node, computed once each."""

    def __init__(self, schemas: Schemas, report: Report) -> None:
        self._schemas = schemas
        self._report = report
        self._known: dict[str, Shape] = {}
        self._open: list[str] = []

    def of(self, node: Node) -> Shape:
        """The shape of a node. A schema that includes itself by ``allOf`` adds nothing anew."""
        known = self._known.get(node.pointer)
        if known is not None:
            return known
        if node.pointer in self._open:
            self._report.warning(
                "allof-cycle",
                "this schema includes itself through `allOf` or `$ref`; the inner use adds nothing",
                node.pointer,
                help="remove the reference that closes the circle",
            )
            return Shape(pointer=node.pointer)
        self._open.append(node.pointer)
        try:
            shape = self._gather(node)
        finally:
            self._open.pop()
        self._known[node.pointer] = shape
        return shape

    def _gather(self, node: Node) -> Shape:
        if isinstance(node.raw, bool):
            return Shape(pointer=node.pointer, never=not node.raw)
        own = _own(node)
        target = self._schemas.reference(node)
        included = [self._included(target)] if target is not None else []
        included += [self.of(member) for member in node.members("allOf")]
        if not included:
            return own
        shape = Shape(pointer=node.pointer)
        for part in included:
            # A discriminator is about the schema that declares it, not about those that extend it.
            inherited = replace(part, discriminator=None)
            shape = self._merge(shape, inherited, node.pointer)
        if len(included) > 1 or (included and node.is_structural):
            # Joined from several, the whole is none of them: their names and texts stay theirs.
            shape = replace(shape, title=None, examples=(), external_url=None, default=None)
            if not _is_annotated(node) and len(included) > 1:
                shape = replace(shape, description=_only_text(node, included))
        merged = self._merge(shape, own, node.pointer)
        return replace(merged, nullable=self._nullable(included, own))

    def _included(self, target: str) -> Shape:
        return self.of(self._schemas.at(target))

    @staticmethod
    def _nullable(included: list[Shape], own: Shape) -> bool:
        """``null`` passes where every part lets it pass, or where the schema itself says so."""
        if own.nullable:
            return True
        return bool(included) and all(
            part.nullable or (part.kinds is None and part.enum is None and not part.properties)
            for part in included
        ) and any(part.nullable for part in included)

    def _merge(self, first: Shape, second: Shape, pointer: str) -> Shape:
        """Both shapes at once. What cannot hold together is an error that names both places."""
        kinds = _meet_kinds(first.kinds, second.kinds)
        if kinds is not None and not kinds and first.kinds and second.kinds:
            self._conflict("types", first, second, pointer)
            kinds = second.kinds
        enum = _meet_values(first.enum, second.enum)
        if enum is not None and not enum and first.enum and second.enum:
            self._conflict("values", first, second, pointer)
            enum = second.enum
        additional = second.additional or first.additional
        if first.additional is not None and second.additional is not None:
            additional = self._tighter(first.additional, second.additional, pointer)
        items = second.items or first.items
        if first.items is not None and second.items is not None:
            items = self._both(first.items, second.items, pointers.child(pointer, "items"))
        return Shape(
            pointer=pointer,
            kinds=kinds,
            nullable=second.nullable,
            enum=enum,
            properties=self._meet_properties(first.properties, second.properties, pointer),
            required=tuple(dict.fromkeys((*first.required, *second.required))),
            additional=additional,
            patterns=(*first.patterns, *second.patterns),
            items=items,
            prefix=second.prefix or first.prefix,
            choices=(*first.choices, *second.choices),
            format=second.format or first.format,
            binary=first.binary or second.binary,
            constraints=_meet_constraints(first.constraints, second.constraints),
            title=second.title or first.title,
            description=second.description or first.description,
            default=second.default or first.default,
            deprecated=first.deprecated or second.deprecated,
            read_only=first.read_only or second.read_only,
            write_only=first.write_only or second.write_only,
            examples=second.examples or first.examples,
            external_url=second.external_url or first.external_url,
            discriminator=second.discriminator or first.discriminator,
            discriminator_at=second.discriminator_at or first.discriminator_at,
            names=second.names or first.names,
            texts=second.texts or first.texts,
            never=first.never or second.never,
        )

    def _both(self, first: Node, second: Node, pointer: str) -> Node:
        """One schema for two; the same place twice, or a ``true``, adds nothing."""
        pointer = pointers.child(pointer, "allOf")
        if first.pointer == second.pointer or second.raw is True or second.raw == {}:
            return first
        if first.raw is True or first.raw == {}:
            return second
        if not second.is_structural and "$ref" not in second.keywords and first.raw is not False:
            return self._schemas.unwritten(pointer, {**_annotations(second), "allOf": [first]})
        return self._schemas.joined(pointer, first, second)

    def _tighter(self, first: Node, second: Node, pointer: str) -> Node:
        """``additionalProperties`` of two schemas: a ``false`` wins only over a ``true``.

        Read by the letter, ``false`` in one part of an ``allOf`` forbids the members of the other
        parts. No author means that, so members win and ``false`` speaks of what nobody lists.
        """
        if first.raw is False or second.raw is False:
            return first if first.raw is False else second
        return self._both(first, second, pointers.child(pointer, "additionalProperties"))

    def _meet_properties(
        self, first: Mapping[str, Node], second: Mapping[str, Node], pointer: str
    ) -> dict[str, Node]:
        """The members of both; a member that both describe must satisfy both."""
        met = dict(first)
        for name, node in second.items():
            known = met.get(name)
            place = pointers.child(pointer, "properties", name)
            met[name] = node if known is None else self._both(known, node, place)
        return met

    def _conflict(self, what: str, first: Shape, second: Shape, pointer: str) -> None:
        self._report.error(
            "allof-conflict",
            f"the {what} of this schema and of what it includes rule each other out, "
            "so no value can satisfy both",
            second.pointer if second.pointer != pointer else pointer,
            help=f"the other side is gathered at {first.pointer}; make the two agree",
        )


def _own(node: Node) -> Shape:
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
        format=_text(keywords.get("format")) or None,
        binary="contentMediaType" in keywords
        and "contentEncoding" not in keywords
        and keywords.get("contentMediaType") == "application/octet-stream",
        constraints=_constraints(keywords),
        title=_text(keywords.get("title")) or None,
        description=_text(keywords.get("description")),
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
    )


def _is_annotated(node: Node) -> bool:
    return bool(_text(node.keywords.get("description")))


def _only_text(node: Node, included: Iterable[Shape]) -> str:
    """The description of a joined schema that has none: the one of its only inline part."""
    inline = [
        _text(member.keywords.get("description"))
        for member in node.members("allOf")
        if "$ref" not in member.keywords
    ]
    written = [text for text in inline if text]
    return written[0] if len(written) == 1 else ""


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


def _text(value: Any) -> str:
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


def _meet_kinds(
    first: frozenset[JsonKind] | None, second: frozenset[JsonKind] | None
) -> frozenset[JsonKind] | None:
    """Kinds that both allow; every integer is a number."""
    if first is None or second is None:
        return second if first is None else first
    both = first & second
    if JsonKind.INTEGER in first | second and JsonKind.NUMBER in first | second and not both:
        return frozenset({JsonKind.INTEGER})
    # Both may be empty: two schemas of null only, which go together.
    return both if both or first or second else first


def _meet_values(
    first: tuple[Any, ...] | None, second: tuple[Any, ...] | None
) -> tuple[Any, ...] | None:
    if first is None or second is None:
        return second if first is None else first
    allowed = {Json.of(value).text for value in second}
    return tuple(value for value in first if Json.of(value).text in allowed)



def _annotations(node: Node) -> dict[str, Any]:
    return {
        keyword: value
        for keyword, value in node.keywords.items()
        if keyword in ANNOTATIONS or keyword.startswith("x-")
    }



def _meet_constraints(first: Constraints, second: Constraints) -> Constraints:
    """The narrower of each bound."""
    if not first or not second:
        return second or first

    def pick(name: str, choose: Any) -> Any:
        values = [v for v in (getattr(first, name), getattr(second, name)) if v is not None]
        return choose(values, key=float) if values else None

    return Constraints(
        minimum=pick("minimum", max),
        maximum=pick("maximum", min),
        exclusive_minimum=pick("exclusive_minimum", max),
        exclusive_maximum=pick("exclusive_maximum", min),
        multiple_of=second.multiple_of or first.multiple_of,
        min_length=pick("min_length", max),
        max_length=pick("max_length", min),
        pattern=second.pattern or first.pattern,
        min_items=pick("min_items", max),
        max_items=pick("max_items", min),
        unique_items=first.unique_items or second.unique_items,
        min_properties=pick("min_properties", max),
        max_properties=pick("max_properties", min),
    )
