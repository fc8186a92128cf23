"""Shapes of schemas, gathered from their own keywords, their references and ``allOf``.

``allOf`` is merged here and nowhere else: the result is one flat shape. Members of a record keep
the pointer of the place that declares them, so an inherited inline object is one declaration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator.build.keywords import own_shape, text
from generator.build.schemas import ANNOTATIONS, Node, Schemas
from generator.build.shape import Choice, Shape
from generator.diagnostics import Report
from generator.ir.nodes import Constraints, Json, JsonKind
from generator.text import pointer as pointers

_UNSURE = 1000
"""Most shapes that are gathered anew because they were seen from inside a circle."""


class Shapes:
    """Shapes by node, computed once each."""

    def __init__(self, schemas: Schemas, report: Report, *, siblings: bool = True) -> None:
        """``siblings``: whether the document's version lets keywords stand beside ``$ref``."""
        self._schemas = schemas
        self._report = report
        self._siblings = siblings
        self._known: dict[str, Shape] = {}
        self._open: list[str] = []
        self._cut: set[str] = set()
        self._unsure = 0

    def of(self, node: Node) -> Shape:
        """The shape of a node. A schema that includes itself by ``allOf`` adds nothing anew."""
        known = self._known.get(node.pointer)
        if known is not None:
            return known
        if node.pointer in self._open:
            self._cut.add(node.pointer)
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
        self._cut.discard(node.pointer)
        if self._cut and self._unsure < _UNSURE:
            # Inside a circle that closes further up: seen from elsewhere there is more to it.
            self._unsure += 1
            return shape
        self._known[node.pointer] = shape
        return shape

    def _gather(self, node: Node) -> Shape:
        if isinstance(node.raw, bool):
            return Shape(pointer=node.pointer, never=not node.raw)
        own = own_shape(node)
        target = self._schemas.reference(node)
        included = [self._included(target)] if target is not None else []
        if target is not None and not self._siblings and self._schemas.referent(node) is None:
            self._report.warning(
                "ref-siblings",
                "OpenAPI 3.0 ignores what stands beside `$ref`; it is read as part of the schema",
                node.pointer,
                help="put the reference into an `allOf`, beside a schema of the rest",
            )
        members = node.members("allOf")
        included += [self.of(member) for member in members if not member.only_annotates]
        said = [self.of(member) for member in members if member.only_annotates]
        if not included and not said:
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
        for part in said:
            shape = self._merge(shape, part, node.pointer)
        offered = tuple(one for one in shape.choices if not self._offers(one, node))
        shape = replace(shape, choices=offered)
        merged = self._merge(shape, own, node.pointer)
        return replace(merged, nullable=node.says_nullable or self._nullable(included, own))

    def _offers(self, choice: Choice, node: Node) -> bool:
        """Whether a schema that is included offers the one that includes it: a base that lists
        its children, which extend it. The child has what is beside the choice, not the choice."""
        return any(self._schemas.final(one).pointer == node.pointer for one in choice.options)

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
            limited_at=second.limited_at or first.limited_at,
        )

    def _both(self, first: Node, second: Node, pointer: str) -> Node:
        """One schema for two; the same place twice, or a ``true``, adds nothing, and neither does
        what the other one includes. Inside of itself a joined schema is the one around."""
        pointer = pointers.child(pointer, "allOf")
        if first.pointer == second.pointer or second.raw is True or second.raw == {}:
            return first
        if first.raw is True or first.raw == {}:
            return second
        one, other = self._parts(first), self._parts(second)
        if one <= self._included_by(other):
            return second
        if other <= self._included_by(one):
            return first
        if not second.is_structural and "$ref" not in second.keywords and first.raw is not False:
            return self._schemas.unwritten(pointer, {**_annotations(second), "allOf": [first]})
        around = self._around(pointer, one | other)
        return around or self._schemas.joined(pointer, first, second)

    def _around(self, pointer: str, parts: frozenset[str]) -> Node | None:
        """The joined schema around a place that asks for the same parts: recursion that has come
        back to where it began."""
        around = pointers.parent(pointer)
        while around != "#":
            made = self._schemas.made(around)
            if made is not None and made.joined and self._parts(made) == parts:
                return made
            around = pointers.parent(around)
        return None

    def _parts(self, node: Node) -> frozenset[str]:
        """The places of the schemas that a node joins, or of the one that it stands for."""
        found = [self._parts(one) for one in node.joined]
        if found:
            return frozenset().union(*found)
        return frozenset({self._schemas.final(node).pointer})

    def _included_by(self, parts: frozenset[str]) -> frozenset[str]:
        """The places that some schemas include by reference or ``allOf``, themselves among them."""
        found: dict[str, None] = {}
        waiting = list(parts)
        while waiting:
            pointer = waiting.pop()
            if pointer in found or not self._schemas.has(pointer):
                continue
            found[pointer] = None
            node = self._schemas.at(pointer)
            target = self._schemas.reference(node)
            inner = list(node.members("allOf"))
            if target is not None:
                inner.append(self._schemas.at(target))
            waiting.extend(place for one in inner for place in self._parts(one))
        return frozenset(found)

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
            second.limited_at or pointer,
            help=f"the other side is {first.limited_at or first.pointer}; make the two agree",
        )


def _is_annotated(node: Node) -> bool:
    return bool(text(node.keywords.get("description")))


def _only_text(node: Node, included: Iterable[Shape]) -> str:
    """The description of a joined schema that has none: the one of its only inline part."""
    inline = [
        text(member.keywords.get("description"))
        for member in node.members("allOf")
        if "$ref" not in member.keywords
    ]
    written = [text for text in inline if text]
    return written[0] if len(written) == 1 else ""


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
