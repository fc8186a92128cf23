"""What a schema is: the decision that turns a shape into a record, a list, a choice, a scalar.

Every question about the kind of a schema is answered here once, by :meth:`Forms.of`; declaring
and defining read the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from generator.build.schemas import Node, Schemas
from generator.build.shape import Choice, Shape, Shapes
from generator.diagnostics import Report
from generator.ir.nodes import Json, JsonKind, Kind, Primitive
from generator.text import pointer as pointers

_SCALARS = {
    JsonKind.STRING: Kind.STRING,
    JsonKind.INTEGER: Kind.INTEGER,
    JsonKind.NUMBER: Kind.NUMBER,
    JsonKind.BOOLEAN: Kind.BOOLEAN,
}
_COMBINATIONS = 32
"""Most variants that two choices in one schema may multiply to before it becomes any JSON."""


@dataclass(frozen=True, slots=True)
class RecordForm:
    """An object with listed members."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class EnumForm:
    """A scalar with known values. ``sources`` are the shapes that listed them, in order."""

    base: Primitive | None
    values: tuple[Any, ...]
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class LiteralForm:
    """Exactly one scalar."""

    value: Json
    kind: Kind


@dataclass(frozen=True, slots=True)
class UnionForm:
    """One of several schemas. ``inherited`` are the tags that a base with children maps."""

    variants: tuple[Node, ...]
    pointer: str
    tags: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ListForm:
    """An array; ``item`` None is any JSON."""

    item: Node | None


@dataclass(frozen=True, slots=True)
class MapForm:
    """An object without listed members; ``value`` None is any JSON."""

    value: Node | None


@dataclass(frozen=True, slots=True)
class ScalarForm:
    """A string, number, integer or boolean."""

    primitive: Primitive


@dataclass(frozen=True, slots=True)
class BinaryForm:
    """Raw bytes."""


@dataclass(frozen=True, slots=True)
class AnyForm:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class SameForm:
    """A schema that merely stands for another one."""

    target: str


Form: TypeAlias = (
    RecordForm
    | EnumForm
    | LiteralForm
    | UnionForm
    | ListForm
    | MapForm
    | ScalarForm
    | BinaryForm
    | AnyForm
    | SameForm
)
DECLARED = (RecordForm, EnumForm, UnionForm)
"""Forms that need a declaration of their own, wherever they stand."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A form, and whether ``null`` is allowed beside it."""

    form: Form
    nullable: bool


class Forms:
    """Decisions by node, made once each."""

    def __init__(self, schemas: Schemas, shapes: Shapes, report: Report) -> None:
        self.schemas = schemas
        self.shapes = shapes
        self._report = report
        self._known: dict[str, Decision] = {}
        self._open: set[str] = set()
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
            return Decision(SameForm(target), node.keywords.get("nullable") is True)
        shape = self.shapes.of(node)
        if shape.never:
            return Decision(AnyForm(), False)
        if shape.enum is not None:
            return self._of_values(node, shape)
        if shape.choices:
            return self._of_choices(node, shape)
        if shape.discriminator is not None and (children := self.children(node.pointer)):
            return Decision(self._of_children(node, children), shape.nullable)
        return Decision(self._of_kinds(node, shape), shape.nullable)

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
            self._warn(
                "enum-not-scalar",
                "`enum` lists values that are not scalars, or stands on an array; "
                "its limit is left to the server",
                node,
                "list scalars, or move `enum` to `items`",
            )
            return Decision(self._of_kinds(node, shape), shape.nullable)
        if JsonKind.ARRAY in (shape.kinds or ()):
            self._warn(
                "enum-on-array",
                "`enum` stands beside `type: array`; its limit is left to the server",
                node,
                "move `enum` to `items`",
            )
            return Decision(self._of_kinds(node, shape), shape.nullable)
        if not values:
            return Decision(AnyForm(), False)
        base = _base(values, shape)
        if base is not None and base.kind is Kind.BOOLEAN and len(values) == 2:
            return Decision(ScalarForm(base), shape.nullable)
        if len(values) == 1 and base is not None:
            return Decision(LiteralForm(Json.of(values[0]), base.kind), shape.nullable)
        form = EnumForm(base, values, names=shape.names, texts=shape.texts)
        return Decision(form, shape.nullable)

    # --- choices ---

    def _of_choices(self, node: Node, shape: Shape) -> Decision:
        choices = [choice for choice in shape.choices if not self._only_constrains(choice)]
        if not choices:
            return Decision(self._of_kinds(node, shape), shape.nullable)
        options, fits = self._options(node, shape, choices)
        if not fits:
            return Decision(AnyForm(), False)
        nullable = shape.nullable
        kept: list[Node] = []
        for option in options:
            if self._is_null(option):
                nullable = True
            else:
                kept.append(option)
        decisions = [self.final(option) for option in kept]
        nullable = nullable or any(decision.nullable for decision in decisions)
        forms = [decision.form for decision in decisions]
        if not kept:
            return Decision(AnyForm(), False)
        if any(isinstance(form, AnyForm) for form in forms):
            self._warn(
                "union-any",
                "one of the alternatives allows any value, so the whole does",
                node,
                "describe the alternative, or remove it",
            )
            return Decision(AnyForm(), False)
        if len(kept) == 1:
            return self._single(kept[0], nullable)
        merged = self._as_enum(kept, forms) or _as_scalar(forms)
        if merged is not None:
            return Decision(merged, nullable)
        place = choices[0].pointer
        return Decision(UnionForm(self._grouped(kept, forms, place), place), nullable)

    def _grouped(self, options: list[Node], forms: list[Form], place: str) -> tuple[Node, ...]:
        """The alternatives, with those that are scalars of one kind made into one.

        A string beside an enumeration of strings beside an object is two alternatives: an open
        enumeration, and the object.
        """
        by_kind: dict[Kind, list[Node]] = {}
        for option, form in zip(options, forms, strict=True):
            kind = _scalar_kind(form)
            if kind is not None:
                by_kind.setdefault(kind, []).append(option)
        grouped: list[Node] = []
        for option, form in zip(options, forms, strict=True):
            kind = _scalar_kind(form)
            same = by_kind.get(kind, [option]) if kind is not None else [option]
            if len(same) == 1:
                grouped.append(option)
            elif option is same[0] and kind is not None:
                pointer = pointers.child(place, kind.value)
                grouped.append(self.schemas.unwritten(pointer, {"anyOf": same}))
        return tuple(grouped)

    def _single(self, option: Node, nullable: bool) -> Decision:
        target = self.schemas.referent(option)
        if target is not None:
            return Decision(SameForm(target), nullable)
        form = self.of(option).form
        # An inline alternative stands where it is written; the use stands for it.
        return Decision(SameForm(option.pointer) if isinstance(form, DECLARED) else form, nullable)

    def _options(
        self, node: Node, shape: Shape, choices: list[Choice]
    ) -> tuple[tuple[Node, ...], bool]:
        """The alternatives, each joined with what stands beside the choice."""
        options = choices[0].options
        for choice in choices[1:]:
            if len(options) * len(choice.options) > _COMBINATIONS:
                self._warn(
                    "union-product",
                    f"two choices in one schema make more than {_COMBINATIONS} combinations; "
                    "the value is handed over as any JSON",
                    node,
                    "name the combinations that exist, or use one choice",
                )
                return (), False
            options = tuple(
                self.schemas.joined(pointers.child(node.pointer, "oneOf", f"{i}-{j}"), left, right)
                for i, left in enumerate(options)
                for j, right in enumerate(choice.options)
            )
        beside = self._beside(node, shape)
        if beside is None:
            return options, True
        place = choices[0].pointer
        return (
            tuple(
                option
                if self._is_null(option)
                else self.schemas.joined(pointers.child(place, index, "allOf"), beside, option)
                for index, option in enumerate(options)
            ),
            True,
        )

    def _beside(self, node: Node, shape: Shape) -> Node | None:
        """Members and limits that stand beside a choice, as a schema of their own."""
        if not (shape.properties or shape.required or shape.additional is not None):
            return None
        kept: dict[str, Any] = {"type": "object"}
        if shape.properties:
            kept["properties"] = dict(shape.properties)
        if shape.required:
            kept["required"] = list(shape.required)
        if shape.additional is not None:
            kept["additionalProperties"] = shape.additional
        return self.schemas.unwritten(pointers.child(node.pointer, "allOf", "beside"), kept)

    def _only_constrains(self, choice: Choice) -> bool:
        """Alternatives that only list ``required`` or limits describe no new shape."""
        return all(
            isinstance(option.raw, dict)
            and bool(option.keywords)
            and set(option.keywords) <= {"required", "not", "description", "title"}
            for option in choice.options
        )

    def _is_null(self, node: Node) -> bool:
        """Whether only ``null`` fits: ``type: "null"``, or an ``enum`` of nothing else."""
        keywords = node.keywords
        kind = keywords.get("type")
        return (
            kind in ("null", ["null"])
            or keywords.get("enum") == [None]
            or ("const" in keywords and keywords["const"] is None)
        )

    def _as_enum(self, options: list[Node], forms: list[Form]) -> EnumForm | None:
        """Alternatives that are all values of one scalar kind, or any value of it, are one
        enumeration; title and description of a ``const`` name and describe its value."""
        if len({_scalar_kind(form) for form in forms}) != 1:
            return None
        values: dict[str, tuple[Any, str, str]] = {}
        formats: set[str | None] = set()
        is_open = False
        for option, form in zip(options, forms, strict=True):
            if isinstance(form, LiteralForm):
                shape = self.shapes.of(self.schemas.final(option))
                value = (form.value.value, shape.title or "", shape.description)
                values.setdefault(form.value.text, value)
            elif isinstance(form, EnumForm):
                is_open = is_open or form.open
                for index, one in enumerate(form.values):
                    value = (one, _at(form.names, index), _at(form.texts, index))
                    values.setdefault(Json.of(one).text, value)
            elif isinstance(form, ScalarForm):
                formats.add(form.primitive.format)
                is_open = True
        kind = _scalar_kind(forms[0])
        if kind is None or not values:
            return None
        return EnumForm(
            Primitive(kind=kind, format=formats.pop() if len(formats) == 1 else None),
            tuple(value for value, _, _ in values.values()),
            names=tuple(name for _, name, _ in values.values()),
            texts=tuple(text for _, _, text in values.values()),
            open=is_open,
        )

    # --- kinds ---

    def _of_kinds(self, node: Node, shape: Shape) -> Form:
        kinds = shape.kinds if shape.kinds is not None else _implied(shape)
        if kinds is not None and JsonKind.OBJECT not in kinds and shape.properties:
            self._warn(
                "type-contradicts",
                f"`properties` stand beside `type: {_spoken(kinds)}`; read as an object",
                node,
                "write `type: object`, or remove `properties`",
            )
            kinds = frozenset({JsonKind.OBJECT})
        if not kinds:
            return AnyForm()
        if len(kinds) > 1:
            return self._of_many(node, kinds)
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

    def _of_many(self, node: Node, kinds: frozenset[JsonKind]) -> Form:
        if kinds >= frozenset(_SCALARS) - {JsonKind.INTEGER} | {JsonKind.OBJECT, JsonKind.ARRAY}:
            return AnyForm()
        ordered = [kind for kind in JsonKind if kind in kinds]
        raw = node.keywords if "$ref" not in node.keywords and "allOf" not in node.keywords else {}
        if raw:
            listed = [word for word in raw.get("type", ()) if word in {k.value for k in ordered}]
            ordered = [JsonKind(word) for word in listed if JsonKind(word) in kinds] or ordered
        variants = tuple(
            self.schemas.unwritten(
                pointers.child(node.pointer, "type", index), _limited(raw, kind)
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
            self._warn(
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
            self._warn(
                "tuple-as-list",
                "the items of this array have types by position; "
                "they are handed over as a list of any JSON",
                node,
                "give all items one type, or use an object",
            )
            return ListForm(None)
        return ListForm(shape.items)

    def _warn(self, code: str, message: str, node: Node, way_out: str) -> None:
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
    kinds = {_kind(value) for value in values}
    if kinds == {Kind.INTEGER, Kind.NUMBER}:
        kinds = {Kind.NUMBER}
    if len(kinds) != 1:
        return None
    kind = kinds.pop()
    return Primitive(kind=kind, format=shape.format if kind is not Kind.BOOLEAN else None)


def _kind(value: Any) -> Kind:
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
    if bounds.pattern is not None or bounds.max_length is not None or bounds.min_length is not None:
        return frozenset({JsonKind.STRING})
    if bounds.minimum is not None or bounds.maximum is not None:
        return frozenset({JsonKind.NUMBER})
    if shape.format in {"date", "date-time", "uuid", "email", "uri", "byte", "binary"}:
        return frozenset({JsonKind.STRING})
    return None


def _spoken(kinds: frozenset[JsonKind]) -> str:
    return " or ".join(sorted(kind.value for kind in kinds))


_ABOUT = {
    JsonKind.OBJECT: ("properties", "required", "additionalProperties", "patternProperties"),
    JsonKind.ARRAY: ("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
    JsonKind.STRING: ("format", "pattern", "minLength", "maxLength"),
    JsonKind.INTEGER: ("format", "minimum", "maximum", "multipleOf"),
    JsonKind.NUMBER: ("format", "minimum", "maximum", "multipleOf"),
    JsonKind.BOOLEAN: (),
    JsonKind.NULL: (),
}


def _limited(raw: dict[str, Any], kind: JsonKind) -> dict[str, Any]:
    """The part of a schema of several kinds that speaks of one of them."""
    about = {keyword: raw[keyword] for keyword in _ABOUT[kind] if keyword in raw}
    return {"type": kind.value, **about}


def _at(listed: tuple[str, ...], index: int) -> str:
    return listed[index] if index < len(listed) else ""


def _scalar_kind(form: Form) -> Kind | None:
    if isinstance(form, ScalarForm):
        return form.primitive.kind
    if isinstance(form, LiteralForm):
        return form.kind
    return form.base.kind if isinstance(form, EnumForm) and form.base is not None else None


def _as_scalar(forms: list[Form]) -> ScalarForm | None:
    """Scalars of one kind are that scalar; integer and number together are a number."""
    primitives = [form.primitive for form in forms if isinstance(form, ScalarForm)]
    if len(primitives) != len(forms):
        return None
    kinds = {primitive.kind for primitive in primitives}
    if kinds == {Kind.INTEGER, Kind.NUMBER}:
        return ScalarForm(Primitive(kind=Kind.NUMBER))
    if len(kinds) != 1:
        return None
    first = primitives[0]
    same = all(replace(p, constraints=first.constraints) == first for p in primitives)
    return ScalarForm(Primitive(kind=first.kind, format=first.format if same else None))
