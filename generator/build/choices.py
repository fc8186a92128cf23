"""Choices: what ``oneOf`` and ``anyOf`` come to, once null, twins and scalars are put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.build.form import (
    DECLARED,
    AnyForm,
    Decision,
    EnumForm,
    Form,
    ListForm,
    LiteralForm,
    SameForm,
    ScalarForm,
    UnionForm,
    as_scalar,
    scalar_kind,
)
from generator.build.schemas import Node
from generator.build.shape import Choice, Shape
from generator.ir.nodes import Json, Kind, Primitive
from generator.text import pointer as pointers

if TYPE_CHECKING:
    from generator.build.decide import Forms

_NO_OBJECT = (ScalarForm, EnumForm, LiteralForm, ListForm)
_COMBINATIONS = 32
"""Most variants that two choices in one schema may multiply to before it becomes any JSON."""




class Choices:
    """Decides schemas that offer alternatives."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._schemas = forms.schemas
        self._choosing: set[str] = set()

    def of(self, node: Node, shape: Shape) -> Decision:
        """What a schema with alternatives is."""
        choices = [choice for choice in shape.choices if not self._only_constrains(choice)]
        inner = [choice for choice in choices if choice.pointer in self._choosing]
        for choice in inner:
            self._forms.warn(
                "choice-cycle",
                "an alternative includes the choice that it belongs to; the inner use adds nothing",
                Node(choice.pointer, None),
                "remove the reference that closes the circle",
            )
        choices = [choice for choice in choices if choice not in inner]
        if not choices:
            return Decision(self._forms.of_kinds(node, shape), shape.nullable)
        here = {choice.pointer for choice in choices}
        self._choosing |= here
        try:
            return self._of_options(node, shape, choices)
        finally:
            self._choosing -= here

    def _of_options(self, node: Node, shape: Shape, choices: list[Choice]) -> Decision:
        options, fits = self._options(node, shape, choices)
        if not fits:
            return Decision(AnyForm(), False)
        nullable = shape.nullable
        kept: list[Node] = []
        for option in options:
            if self._is_null(option):
                nullable = True
            elif self._schemas.final(option).pointer == node.pointer:
                pass  # a choice that offers itself offers nothing new
            elif not any(self._same(option, other) for other in kept):
                kept.append(option)
        decisions = [self._forms.final(option) for option in kept]
        nullable = nullable or any(decision.nullable for decision in decisions)
        forms = [decision.form for decision in decisions]
        if not kept and nullable:
            return self._forms.only_null(node)
        if not kept:
            return Decision(AnyForm(), False)
        if any(isinstance(form, AnyForm) for form in forms):
            self._forms.warn(
                "union-any",
                "one of the alternatives allows any value, so the whole does",
                node,
                "describe the alternative, or remove it",
            )
            return Decision(AnyForm(), False)
        if len(kept) == 1:
            return self._single(kept[0], nullable)
        merged = self._as_enum(kept, forms) or as_scalar(forms)
        if merged is not None:
            return Decision(merged, nullable)
        place = _place(node, choices[0])
        return Decision(UnionForm(self._grouped(kept, forms, place), place), nullable)

    def _grouped(self, options: list[Node], forms: list[Form], place: str) -> tuple[Node, ...]:
        """The alternatives, with those that are scalars of one kind made into one.

        A string beside an enumeration of strings beside an object is two alternatives: an open
        enumeration, and the object.
        """
        scalars = {form.primitive.kind for form in forms if isinstance(form, ScalarForm)}
        if scalars >= {Kind.INTEGER, Kind.NUMBER}:  # every integer is a number
            pairs = [pair for pair in zip(options, forms, strict=True) if not _is_integer(pair[1])]
            options, forms = [option for option, _ in pairs], [form for _, form in pairs]
        by_kind: dict[Kind, list[Node]] = {}
        for option, form in zip(options, forms, strict=True):
            kind = scalar_kind(form)
            if kind is not None:
                by_kind.setdefault(kind, []).append(option)
        grouped: list[Node] = []
        for option, form in zip(options, forms, strict=True):
            kind = scalar_kind(form)
            same = by_kind.get(kind, [option]) if kind is not None else [option]
            if len(same) == 1:
                grouped.append(option)
            elif option is same[0] and kind is not None:
                pointer = pointers.child(place, kind.value)
                grouped.append(self._schemas.unwritten(pointer, {"anyOf": same}))
        return tuple(grouped)

    def _single(self, option: Node, nullable: bool) -> Decision:
        target = self._schemas.referent(option)
        if target is not None:
            return Decision(SameForm(target), nullable)
        form = self._forms.of(option).form
        # An inline alternative stands where it is written; the use stands for it.
        return Decision(SameForm(option.pointer) if isinstance(form, DECLARED) else form, nullable)

    def _options(
        self, node: Node, shape: Shape, choices: list[Choice]
    ) -> tuple[tuple[Node, ...], bool]:
        """The alternatives, each joined with what stands beside the choice."""
        options = choices[0].options
        for choice in choices[1:]:
            if len(options) * len(choice.options) > _COMBINATIONS:
                self._forms.warn(
                    "union-product",
                    f"two choices in one schema make more than {_COMBINATIONS} combinations; "
                    "the value is handed over as any JSON",
                    node,
                    "name the combinations that exist, or use one choice",
                )
                return (), False
            options = tuple(
                self._schemas.joined(pointers.child(node.pointer, "oneOf", f"{i}-{j}"), left, right)
                for i, left in enumerate(options)
                for j, right in enumerate(choice.options)
            )
        beside = self._beside(node, shape)
        if beside is None:
            return options, True
        place = _place(node, choices[0])
        return (
            tuple(
                option
                if self._is_null(option) or self._is_no_object(option) or self._has(option, shape)
                else self._schemas.unwritten(
                    pointers.child(place, index, "allOf"),
                    {**_words_of(option), "allOf": [beside, option]},
                )
                for index, option in enumerate(options)
            ),
            True,
        )

    def _is_no_object(self, option: Node) -> bool:
        """Whether members that stand beside a choice say nothing about an alternative."""
        return isinstance(self._forms.final(option).form, _NO_OBJECT)

    def _has(self, option: Node, shape: Shape) -> bool:
        """Whether an alternative has all that stands beside the choice: a child of the base."""
        own = self._forms.shapes.of(self._schemas.final(option))
        members = all(
            name in own.properties and own.properties[name].pointer == node.pointer
            for name, node in shape.properties.items()
        )
        return members and set(shape.required) <= set(own.required)

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
        return self._schemas.unwritten(pointers.child(node.pointer, "allOf", "beside"), kept)

    def _only_constrains(self, choice: Choice) -> bool:
        """Alternatives that only list ``required`` or limits describe no new shape."""
        return all(
            isinstance(option.raw, dict)
            and bool(option.keywords)
            and set(option.keywords) <= {"required", "not", "description", "title"}
            for option in choice.options
        )

    def _same(self, one: Node, other: Node) -> bool:
        """Whether two alternatives are uses of one schema."""
        target = self._schemas.referent(one)
        same = target is not None and target == self._schemas.referent(other)
        return same and one.keywords.get("nullable") == other.keywords.get("nullable")

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
        if len({scalar_kind(form) for form in forms}) != 1:
            return None
        values: dict[str, tuple[Any, str, str]] = {}
        formats: set[str | None] = set()
        is_open = False
        for option, form in zip(options, forms, strict=True):
            if isinstance(form, LiteralForm):
                shape = self._forms.shapes.of(self._schemas.final(option))
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
        kind = scalar_kind(forms[0])
        if kind is None or not values:
            return None
        return EnumForm(
            Primitive(kind=kind, format=formats.pop() if len(formats) == 1 else None),
            tuple(value for value, _, _ in values.values()),
            names=tuple(name for _, name, _ in values.values()),
            texts=tuple(text for _, _, text in values.values()),
            open=is_open,
        )


def _place(node: Node, choice: Choice) -> str:
    """Where what is made of a choice stands: at the choice, or, where the choice is inherited,
    at the heir, so that two heirs never share a place."""
    own = choice.pointer.startswith(node.pointer + "/")
    return choice.pointer if own else pointers.child(node.pointer, "allOf", "choice")


def _is_integer(form: Form) -> bool:
    return isinstance(form, ScalarForm) and form.primitive.kind is Kind.INTEGER


def _words_of(option: Node) -> dict[str, Any]:
    """What an alternative says of itself."""
    said = option.keywords
    return {keyword: said[keyword] for keyword in ("title", "description") if keyword in said}


def _at(listed: tuple[str, ...], index: int) -> str:
    return listed[index] if index < len(listed) else ""


