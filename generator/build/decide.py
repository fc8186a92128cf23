"""What a schema is: the decision that turns a shape into a form.

Every question about the kind of a schema is answered here once, by :meth:`Forms.of`; declaring
and defining read the answer.
"""

from __future__ import annotations

from typing import Any

from generator.build.choices import Choices
from generator.build.form import (
    AnyForm,
    BinaryForm,
    Decision,
    EnumForm,
    Form,
    ListForm,
    LiteralForm,
    MapForm,
    RecordForm,
    SameForm,
    ScalarForm,
    UnionForm,
)
from generator.build.keywords import limits
from generator.build.merge import Shapes
from generator.build.schemas import Node, Schemas
from generator.build.shape import Shape
from generator.diagnostics import Report
from generator.ir.nodes import Json, JsonKind, Kind, Primitive
from generator.text import pointer as pointers

_SCALARS = {
    JsonKind.STRING: Kind.STRING,
    JsonKind.INTEGER: Kind.INTEGER,
    JsonKind.NUMBER: Kind.NUMBER,
    JsonKind.BOOLEAN: Kind.BOOLEAN,
}


class Forms:
    """Decisions by node, made once each."""

    def __init__(self, schemas: Schemas, shapes: Shapes, report: Report) -> None:
        self.schemas = schemas
        self.shapes = shapes
        self._report = report
        self._known: dict[str, Decision] = {}
        self._open: set[str] = set()
        self._choices = Choices(self)
        self._children: dict[str, list[str]] | None = None

    def of(self, node: Node) -> Decision:
        """What the schema is."""
        known = self._known.get(node.pointer)
        if known is not None:
            return known
        if node.pointer in self._open:
            # A choice that offers itself: whatever it is, it is decided further up.
            return Decision(SameForm(node.pointer), False)
        self._open.add(node.pointer)
        try:
            decision = self._decide(node)
        finally:
            self._open.discard(node.pointer)
        self._known[node.pointer] = decision
        return decision

    def final(self, node: Node) -> Decision:
        """What the schema is, seen through everything it merely stands for."""
        decision = self.of(node)
        nullable = decision.nullable
        seen = {node.pointer}
        while isinstance(decision.form, SameForm) and decision.form.target not in seen:
            seen.add(decision.form.target)
            decision = self.of(self.schemas.at(decision.form.target))
            nullable = nullable or decision.nullable
        return Decision(decision.form, nullable)

    def _decide(self, node: Node) -> Decision:
        target = self.schemas.referent(node)
        if target is not None:
            return Decision(SameForm(target), node.says_nullable)
        shape = self.shapes.of(node)
        if shape.never:
            return Decision(AnyForm(), False)
        if shape.enum is not None:
            return self._of_values(node, shape)
        if shape.choices:
            return self._choices.of(node, shape)
        if shape.discriminator is not None and (children := self.children(node.pointer)):
            return Decision(self._of_children(node, children), shape.nullable)
        if shape.kinds is not None and not shape.kinds:
            return self.only_null(node)
        return Decision(self.of_kinds(node, shape), shape.nullable)

    def only_null(self, node: Node) -> Decision:
        """A schema that nothing but ``null`` satisfies; there is no type for it."""
        self.warn(
            "only-null",
            "nothing but `null` fits here; it is handed over as any JSON",
            node,
            "describe the value that is meant, or leave the member out",
        )
        return Decision(AnyForm(), False)

    def children(self, pointer: str) -> tuple[str, ...]:
        """The component schemas that extend this one by ``allOf``, near and far, in order."""
        if self._children is None:
            self._children = _extensions(self.schemas)
        found: dict[str, None] = {}
        waiting = list(self._children.get(pointer, ()))
        while waiting:
            near = waiting.pop(0)
            if near not in found and near != pointer:
                found[near] = None
                waiting.extend(self._children.get(near, ()))
        return tuple(found)

    def _of_children(self, node: Node, children: tuple[str, ...]) -> UnionForm:
        """A base with a discriminator is used for what extends it (OpenAPI 3.1 §4.8.25); the
        base by itself is the last variant."""
        raw = {key: value for key, value in node.keywords.items() if key != "discriminator"}
        base = self.schemas.unwritten(pointers.child(node.pointer, "base"), raw)
        place = pointers.child(node.pointer, "discriminator")
        return UnionForm((*(self.schemas.at(child) for child in children), base), place)

    # --- values ---

    def _of_values(self, node: Node, shape: Shape) -> Decision:
        values = shape.enum or ()
        listed = JsonKind.ARRAY in (shape.kinds or ()) and shape.items is None
        if (values and any(isinstance(value, list | dict) for value in values)) or listed:
            self.warn(
                "enum-not-scalar",
                "`enum` lists values that are not scalars, or stands on an array; "
                "its limit is left to the server",
                node,
                "list scalars, or move `enum` to `items`",
            )
            return Decision(self.of_kinds(node, shape), shape.nullable)
        if JsonKind.ARRAY in (shape.kinds or ()):
            self.warn(
                "enum-on-array",
                "`enum` stands beside `type: array`; its limit is left to the server",
                node,
                "move `enum` to `items`",
            )
            return Decision(self.of_kinds(node, shape), shape.nullable)
        if not values:
            return self.only_null(node)
        base = _base(values, shape)
        if base is not None and base.kind is Kind.BOOLEAN and len(values) == 2:
            return Decision(ScalarForm(base), shape.nullable)
        if len(values) == 1 and base is not None:
            return Decision(LiteralForm(Json.of(values[0]), base.kind), shape.nullable)
        form = EnumForm(base, values, names=shape.names, texts=shape.texts)
        return Decision(form, shape.nullable)

    # --- kinds ---

    def of_kinds(self, node: Node, shape: Shape) -> Form:
        """What a schema is by the JSON kinds that it allows."""
        kinds = shape.kinds if shape.kinds is not None else _implied(shape)
        if kinds is not None and JsonKind.OBJECT not in kinds and shape.properties:
            self.warn(
                "type-contradicts",
                f"`properties` stand beside `type: {_spoken(kinds)}`; read as an object",
                node,
                "write `type: object`, or remove `properties`",
            )
            kinds = frozenset({JsonKind.OBJECT})
        if not kinds:
            return AnyForm()
        if len(kinds) > 1:
            return self._of_many(node, shape, kinds)
        (kind,) = kinds
        if kind is JsonKind.OBJECT:
            return self._of_object(node, shape)
        if kind is JsonKind.ARRAY:
            return self._of_array(node, shape)
        if shape.binary or (kind is JsonKind.STRING and shape.format == "binary"):
            return BinaryForm()
        primitive = Primitive(
            kind=_SCALARS[kind], format=shape.format, constraints=shape.constraints
        )
        return ScalarForm(primitive)

    def _of_many(self, node: Node, shape: Shape, kinds: frozenset[JsonKind]) -> Form:
        if kinds >= frozenset(_SCALARS) - {JsonKind.INTEGER} | {JsonKind.OBJECT, JsonKind.ARRAY}:
            return AnyForm()
        listed = node.keywords.get("type")
        said = listed if isinstance(listed, list) else []
        ordered = sorted(kinds, key=lambda kind: _rank(kind, said))
        variants = tuple(
            self.schemas.unwritten(
                pointers.child(node.pointer, "type", index), _limited(shape, kind)
            )
            for index, kind in enumerate(ordered)
        )
        return UnionForm(variants, pointers.child(node.pointer, "type"))

    def _of_object(self, node: Node, shape: Shape) -> Form:
        if shape.properties:
            return RecordForm(shape)
        if shape.additional is not None and shape.additional.raw is False and not shape.patterns:
            return RecordForm(shape)
        values = [
            value
            for value in (*shape.patterns, shape.additional)
            if value is not None and not isinstance(value.raw, bool)
        ]
        if len(values) > 1:
            self.warn(
                "map-of-several",
                "the members of this object have several types by their names; "
                "they are handed over as any JSON",
                node,
                "give them one type",
            )
            return MapForm(None)
        return MapForm(values[0] if values else None)

    def _of_array(self, node: Node, shape: Shape) -> Form:
        if shape.prefix:
            self.warn(
                "tuple-as-list",
                "the items of this array have types by position; "
                "they are handed over as a list of any JSON",
                node,
                "give all items one type, or use an object",
            )
            return ListForm(None)
        return ListForm(shape.items)

    def warn(self, code: str, message: str, node: Node, way_out: str) -> None:
        """Report what makes the result poorer than the document."""
        self._report.warning(code, message, node.pointer, help=way_out)


def _extensions(schemas: Schemas) -> dict[str, list[str]]:
    """Component schemas by the schema that they include through ``allOf``."""
    components = schemas.root.get("components")
    listed = components.get("schemas") if isinstance(components, dict) else None
    found: dict[str, list[str]] = {}
    for name in listed if isinstance(listed, dict) else ():
        node = schemas.at(pointers.child("#/components/schemas", name))
        for member in node.members("allOf"):
            target = schemas.reference(member)
            if target is not None:
                found.setdefault(target, []).append(node.pointer)
    return found


def _base(values: tuple[Any, ...], shape: Shape) -> Primitive | None:
    """The scalar kind that all values share, None for a mixture."""
    kinds = {kind_of(value) for value in values}
    if kinds == {Kind.INTEGER, Kind.NUMBER}:
        kinds = {Kind.NUMBER}
    if len(kinds) != 1:
        return None
    kind = kinds.pop()
    return Primitive(kind=kind, format=shape.format if kind is not Kind.BOOLEAN else None)


def kind_of(value: Any) -> Kind:
    """The kind of a scalar; ``true`` is no integer."""
    if isinstance(value, bool):
        return Kind.BOOLEAN
    if isinstance(value, int):
        return Kind.INTEGER
    return Kind.NUMBER if isinstance(value, float) else Kind.STRING


def _implied(shape: Shape) -> frozenset[JsonKind] | None:
    """The kind that keywords speak of where ``type`` is absent."""
    bounds = shape.constraints
    if shape.properties or shape.patterns or shape.additional is not None:
        return frozenset({JsonKind.OBJECT})
    if shape.required or bounds.min_properties is not None or bounds.max_properties is not None:
        return frozenset({JsonKind.OBJECT})
    if shape.items is not None or shape.prefix:
        return frozenset({JsonKind.ARRAY})
    if shape.binary:
        return frozenset({JsonKind.STRING})
    if bounds.pattern is not None or bounds.max_length is not None or bounds.min_length is not None:
        return frozenset({JsonKind.STRING})
    if bounds.minimum is not None or bounds.maximum is not None:
        return frozenset({JsonKind.NUMBER})
    if shape.format in {"date", "date-time", "uuid", "email", "uri", "byte", "binary"}:
        return frozenset({JsonKind.STRING})
    return None


def _spoken(kinds: frozenset[JsonKind]) -> str:
    return " or ".join(sorted(kind.value for kind in kinds))


def _rank(kind: JsonKind, said: list[Any]) -> tuple[int, int]:
    """Kinds as the document lists them, else in the order of their definition."""
    place = said.index(kind.value) if kind.value in said else len(said)
    return place, list(JsonKind).index(kind)


def _limited(shape: Shape, kind: JsonKind) -> dict[str, Any]:
    """The part of a schema of several kinds that speaks of one of them."""
    found: dict[str, Any] = {"type": kind.value}
    if kind is JsonKind.OBJECT:
        found |= {"properties": dict(shape.properties), "required": list(shape.required)}
        if shape.additional is not None:
            found["additionalProperties"] = shape.additional
    elif kind is JsonKind.ARRAY and shape.items is not None:
        found["items"] = shape.items
    elif kind in _SCALARS and kind is not JsonKind.BOOLEAN and shape.format is not None:
        found["format"] = shape.format
    return found | limits(shape.constraints, kind)
