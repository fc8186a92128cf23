"""First phase: every schema that needs a declaration gets its id and its name.

Components are declared in the document's order and under their own names; what is written inline
is named by its full path from the component or operation that holds it, so that adding a schema
never renames another.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.build.decide import Forms
from generator.build.form import (
    DECLARED,
    Decision,
    ListForm,
    LiteralForm,
    MapForm,
    RecordForm,
    SameForm,
    UnionForm,
)
from generator.build.schemas import Node
from generator.ir.nodes import Id, Name, Strength
from generator.text import pointer as pointers
from generator.text.words import words


@dataclass(frozen=True, slots=True)
class Declared:
    """A schema with an id and a name; its content is defined later. ``around`` is the component
    that does nothing but hold it, where there is one: its text speaks where the schema's is silent.
    """

    node: Node
    name: Name
    parent: Id | None
    decision: Decision
    around: Node | None = None


class Declarations:
    """The declared schemas of a document, in order.

    ``asked`` collects the keys that names were asked for, so that a setting which names nothing
    can be told.
    """

    def __init__(self, forms: Forms, names: Mapping[str, str]) -> None:
        self._forms = forms
        self._names = names
        self.asked: set[str] = set()
        self._found: dict[Id, Declared] = {}
        self._visited: set[str] = set()
        self._ids: dict[str, Id] = {}
        self._waiting: list[tuple[int, str]] = []
        self._components: dict[str, str] = dict(_components(forms.schemas.root))
        for pointer in self._components:
            self._component(pointer)

    def __iter__(self) -> Iterator[Declared]:
        return iter(self._found.values())

    def __contains__(self, pointer: str) -> bool:
        return pointer in self._found

    def id_of(self, pointer: str) -> Id | None:
        """The id of what a component declares; None where there is no such component."""
        return self._ids.get(pointer, pointer if pointer in self._found else None)

    def of(self, pointer: str) -> Declared:
        """The declaration at a pointer. Raises KeyError where there is none."""
        return self._found[pointer]

    def given(self, key: str, otherwise: str, strength: Strength = Strength.GIVEN) -> Name:
        """A name of the document, or the one that the settings put in its place."""
        override = self._names.get(key)
        self.asked.add(key)
        if override is None:
            return Name(words=words(otherwise), wire=otherwise, strength=strength)
        return Name(words=words(override), wire=override, strength=Strength.GIVEN)

    def inline(self, node: Node, name: tuple[str, ...], parent: Id | None = None) -> None:
        """Declare what a schema outside of the components holds, under a name of its place."""
        self._visit(node, name, parent)

    def finish(self) -> None:
        """Declare what references alone reach. It comes last, so that a place that the walk
        reaches has the name of its place, whoever else refers to it."""
        while self._waiting:
            _, target = heapq.heappop(self._waiting)  # what is around comes before what is inside
            owner = self._owner(target)
            if target not in self._visited and self._forms.schemas.has(target):
                self._visit(self._forms.schemas.at(target), place_words(target), owner)

    def _wait(self, pointer: str) -> None:
        heapq.heappush(self._waiting, (pointer.count("/"), pointer))

    def _component(self, pointer: str) -> None:
        written = self._components[pointer]
        key = written if pointer.startswith("#/components/") else pointer
        node = self._forms.schemas.at(pointer)
        name = self.given(pointer if pointer in self._names else key, written)
        self._visited.add(pointer)
        inner = self._inside(node)
        self._ids[pointer] = inner.pointer
        self._visited.add(inner.pointer)
        self._found[inner.pointer] = Declared(inner, name, None, self._forms.of(inner), node)
        self._within(inner, name.words, inner.pointer)

    def _inside(self, node: Node) -> Node:
        """What a component declares: itself, or, where it only lets ``null`` in beside a schema
        that is written in it, that schema, which then has the component's name."""
        form = self._forms.of(node).form
        while isinstance(form, SameForm) and form.target.startswith(node.pointer + "/"):
            node = self._forms.schemas.at(form.target)
            form = self._forms.of(node).form
        return node

    def _visit(self, node: Node, name: tuple[str, ...], parent: Id | None) -> None:
        """Declare a schema where it stands, then what it holds."""
        if node.pointer in self._visited:
            return
        owner = self._owner(node.pointer)
        if owner is not None and owner != parent:
            # Inherited or referred to: it is named by the component that it is written in, whose
            # turn comes; what no walk reaches is left over for the end.
            self._wait(node.pointer)
            return
        self._visited.add(node.pointer)
        decision = self._forms.of(node)
        if isinstance(decision.form, DECLARED):
            composed = Name(words=name, wire=" ".join(name), strength=Strength.COMPOSED)
            given = self.given(node.pointer, "")
            chosen = given if given.wire else composed
            self._found[node.pointer] = Declared(node, chosen, parent, decision)
            name = chosen.words
        self._within(node, name, parent)

    def _within(self, node: Node, name: tuple[str, ...], parent: Id | None) -> None:
        """Declare what the parts of a schema need."""
        form = self._forms.of(node).form
        if isinstance(form, SameForm):
            self._through(node, form.target, name, parent)
        elif isinstance(form, RecordForm):
            for wire, member in form.shape.properties.items():
                self._visit(member, (*name, *(words(wire) or ("member",))), parent)
            if form.shape.additional is not None:
                self._visit(form.shape.additional, (*name, "value"), parent)
        elif isinstance(form, ListForm) and form.item is not None:
            self._visit(form.item, (*name, "item"), parent)
        elif isinstance(form, MapForm) and form.value is not None:
            self._visit(form.value, (*name, "value"), parent)
        elif isinstance(form, UnionForm):
            for index, variant in enumerate(form.variants):
                self._visit(variant, (*name, *self.label(variant, index)), parent)

    def _through(self, node: Node, target: str, name: tuple[str, ...], parent: Id | None) -> None:
        """A schema that stands for another: a component, or something written elsewhere."""
        if target.startswith(node.pointer + "/"):
            self._visit(self._forms.schemas.at(target), name, parent)
        elif target not in self._components:
            self._wait(target)

    def label(self, variant: Node, index: int) -> tuple[str, ...]:
        """What an alternative is called within its union: its title, the value of its first
        required literal member, the kind of its value, or its number."""
        target = self._forms.schemas.referent(variant) or variant.pointer
        if target in self._components:
            return words(self._components[target]) or ("option", str(index + 1))
        node = self._forms.schemas.final(variant)
        shape = self._forms.shapes.of(node)
        if variant.alternatives and not shape.title:
            return tuple(word for one in variant.alternatives for word in self.label(one, index))
        if shape.title:
            return words(shape.title) or (f"option{index + 1}",)
        form = self._forms.of(node).form
        if isinstance(form, RecordForm):
            for wire in form.shape.required:
                member = form.shape.properties.get(wire)
                literal = self._forms.final(member).form if member is not None else None
                if isinstance(literal, LiteralForm) and words(str(literal.value.value)):
                    return words(str(literal.value.value))
        if node.pointer.endswith("/base"):
            return ("base",)
        kinds = shape.kinds or ()
        listed = pointers.parent(node.pointer).endswith("/type")
        if len(kinds) == 1 and (listed or not isinstance(form, RecordForm)):
            return (next(iter(kinds)).value,)
        return ("option", str(index + 1))

    def _owner(self, pointer: str) -> str | None:
        """The component that a place is written in."""
        around = pointer
        while around != "#":
            if around in self._components:
                return self._ids.get(around, around)
            around = pointers.parent(around)
        return None


_SHARED = {
    "responses": "response",
    "requestBodies": "request",
    "parameters": "parameter",
    "headers": "header",
}
_UNSAID = {"$defs", "components", "definitions", "paths", "properties", "schema", "schemas"}
_UNSAID_WITH_NEXT = {"allOf", "content"}
_SAID = {"items": "item", "additionalProperties": "value", **_SHARED}


def place_words(pointer: str) -> tuple[str, ...]:
    """A name for a place by its pointer alone.

    What is shared is named by its component or file, not by who uses it first.

    >>> place_words("#/components/responses/NotFound")
    ('not', 'found', 'response')
    >>> place_words("#/x-specpress-files/common~1wheel.json")
    ('wheel',)
    """
    parts = list(pointers.segments(pointer))
    if parts[:1] == ["x-specpress-files"]:
        stem = parts[1].rpartition("/")[2].partition(".")[0]
        parts = [part for part in parts[2:] if part not in _UNSAID] or [stem]
    kind = _SHARED.get(parts[1]) if parts[:1] == ["components"] and len(parts) > 2 else None
    if kind is not None:
        own = words(parts[2])
        return (*(own if own[-1:] == (kind,) else (*own, kind)), *_said(parts[3:]))
    return _said(parts) or ("schema",)


def _said(parts: list[str]) -> tuple[str, ...]:
    """The words of the segments of a pointer; a media type and what only structures is unsaid."""
    spoken: list[str] = []
    for before, part in zip(["", *parts], parts, strict=False):
        if part in _UNSAID or before in _UNSAID_WITH_NEXT or part in _UNSAID_WITH_NEXT:
            continue
        if before in ("oneOf", "anyOf") and part.isdigit():
            spoken.extend(("option", str(int(part) + 1)))
        elif part not in ("oneOf", "anyOf"):
            spoken.extend((_SAID[part],) if part in _SAID else words(part))
    return tuple(spoken)


def _components(root: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The named schemas of a document and of the files that it refers to: pointer and name."""
    components = root.get("components")
    schemas = components.get("schemas") if isinstance(components, Mapping) else None
    for name, schema in schemas.items() if isinstance(schemas, Mapping) else ():
        if isinstance(schema, dict | bool):
            yield pointers.child("#/components/schemas", name), str(name)
    files = root.get("x-specpress-files")
    for path, content in files.items() if isinstance(files, Mapping) else ():
        place = pointers.child("#/x-specpress-files", path)
        for keys in (("components", "schemas"), ("definitions",), ("$defs",)):
            listed: Any = content
            for key in keys:
                listed = listed.get(key) if isinstance(listed, Mapping) else None
            for name in listed if isinstance(listed, Mapping) else ():
                yield pointers.child(place, *keys, name), str(name)
