"""Schemas as located nodes: where a schema stands, what it refers to, what it only annotates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from generator.text import pointer as pointers

ANNOTATIONS = frozenset(
    {
        "$comment",
        "default",
        "deprecated",
        "description",
        "example",
        "examples",
        "externalDocs",
        "nullable",
        "readOnly",
        "summary",
        "title",
        "writeOnly",
        "xml",
    }
)
"""Keywords that say something about a use of a schema and do not change its shape. ``nullable``
is among them because it belongs to the use: the type referred to stays as it is."""
_PLACES = frozenset(
    {"$anchor", "$defs", "$dynamicAnchor", "$id", "$recursiveAnchor", "$schema", "definitions"}
)
"""Keywords that name a place or hold other schemas, and ask nothing of a value."""
_REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A schema and the JSON pointer of its place.

    ``raw`` is the mapping or boolean of the document. Schemas that no one wrote (two meanings of
    one property merged, a union's variant joined with its siblings) are nodes as well: their
    ``allOf`` then holds nodes instead of mappings, and their pointer is that of the nearest place.
    """

    pointer: str
    raw: Any

    @property
    def keywords(self) -> dict[str, Any]:
        """The schema as a mapping; a boolean or a wrong kind of value has no keywords."""
        return cast("dict[str, Any]", self.raw) if isinstance(self.raw, dict) else {}

    def below(self, *segments: str | int) -> Node:
        """The schema at a place below this one."""
        value: Any = self.raw
        pointer = self.pointer
        for segment in segments:
            value = value[int(segment) if isinstance(value, list) else segment]
            pointer = pointers.child(pointer, segment)
            if isinstance(value, Node):
                pointer, value = value.pointer, value.raw
        return Node(pointer, value)

    def members(self, keyword: str) -> tuple[Node, ...]:
        """The schemas in a list keyword such as ``allOf``; empty where it is absent."""
        listed = self.keywords.get(keyword)
        if not isinstance(listed, list):
            return ()
        return tuple(self.below(keyword, index) for index in range(len(listed)))

    @property
    def joined(self) -> tuple[Node, ...]:
        """The schemas that this one, which no one wrote, joins; empty for a written one."""
        listed = self.keywords.get("allOf")
        nodes = listed if isinstance(listed, list) else []
        return tuple(nodes) if all(isinstance(one, Node) for one in nodes) else ()

    @property
    def alternatives(self) -> tuple[Node, ...]:
        """Of an alternative joined with what stands beside its choice, the alternative alone (of
        two choices in one schema, both)."""
        return tuple(one for one in self.joined if not one.pointer.endswith("/allOf/beside"))

    @property
    def says_nullable(self) -> bool:
        """Whether the schema, or a part of its ``allOf``, says that ``null`` is allowed too. By
        the letter the word means nothing there; authors write it beside a reference."""
        members = self.members("allOf")
        return self.keywords.get("nullable") is True or any(
            member.keywords.get("nullable") is True
            for member in members
            if member.only_annotates or "$ref" in member.keywords
        )

    @property
    def is_structural(self) -> bool:
        """Whether any keyword shapes values: more than annotations, extensions, references."""
        return any(
            not _says_only(keyword) and keyword not in _REFERENCES for keyword in self.keywords
        )

    @property
    def only_annotates(self) -> bool:
        """Whether the schema says something and asks nothing."""
        return isinstance(self.raw, dict) and all(_says_only(keyword) for keyword in self.raw)


def _says_only(keyword: str) -> bool:
    return keyword in ANNOTATIONS or keyword in _PLACES or keyword.startswith("x-")


class Schemas:
    """The schemas of one document, found by pointer. References are local by contract."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root
        self._unwritten: dict[str, Node] = {}
        self._anchors: dict[str, str] | None = None

    def at(self, pointer: str) -> Node:
        """The schema at a pointer. Raises LookupError where there is none."""
        segments: list[str] = []
        around = pointer
        while self._unwritten and around != "#":
            if around in self._unwritten:
                node = self._unwritten[around]
                return node.below(*segments) if segments else node
            segments.insert(0, *pointers.segments("#/" + around.rpartition("/")[2]))
            around = pointers.parent(around)
        return Node(pointer, pointers.resolve(self.root, pointer))

    def has(self, pointer: str) -> bool:
        """Whether there is anything at a pointer."""
        try:
            self.at(pointer)
        except LookupError:
            return False
        return True

    def made(self, pointer: str) -> Node | None:
        """The schema that nobody wrote, if one was made for exactly this place."""
        return self._unwritten.get(pointer)

    def unwritten(self, pointer: str, raw: dict[str, Any]) -> Node:
        """A schema that stands nowhere in the document, to be found from now on at ``pointer``
        (or just below it, where another such schema was there first)."""
        while pointer in self._unwritten:
            if _alike(self._unwritten[pointer].raw, raw):
                return self._unwritten[pointer]
            pointer = pointers.child(pointer, "allOf")
        node = self._unwritten[pointer] = Node(pointer, raw)
        return node

    def joined(self, pointer: str, *nodes: Node) -> Node:
        """A schema that asks for all of several."""
        return self.unwritten(pointer, {"allOf": list(nodes)})

    def reference(self, node: Node) -> str | None:
        """The pointer that the node's ``$ref`` means, or None.

        ``$recursiveRef: "#"`` (JSON Schema 2019-09 §8.2.4.2) means the nearest schema around it
        that is marked with ``$recursiveAnchor``, otherwise the whole component it stands in;
        ``$dynamicRef: "#name"`` (2020-12 §8.2.3.2) likewise the nearest with that
        ``$dynamicAnchor``. ``$ref: "#name"`` means the schema with that ``$anchor`` (§8.2.2).
        """
        reference = node.keywords.get("$ref", node.keywords.get("$dynamicRef"))
        if isinstance(reference, str):
            if reference[:1] != "#" or reference[:2] in ("#", "#/"):
                return pointers.from_reference(reference)
            return self._named(node, reference)
        if node.keywords.get("$recursiveRef") == "#":
            return self._around(node.pointer, "$recursiveAnchor", True)
        return None

    def referent(self, node: Node) -> str | None:
        """What the node merely stands for: the target of a ``$ref`` (or of an ``allOf`` of one
        ``$ref``) that nothing beside it reshapes. None for every other schema."""
        target = self.reference(node)
        if target is not None:
            return None if self._reshapes(node, target, "$ref") else target
        only = [one for one in node.members("allOf") if not one.only_annotates]
        if len(only) != 1:
            return None
        target = self.referent(only[0])
        return None if target is None or self._reshapes(node, target, "allOf") else target

    def final(self, node: Node) -> Node:
        """The node, or the schema at the end of the references it stands for."""
        seen: set[str] = set()
        while (target := self.referent(node)) is not None and target not in seen:
            seen.add(target)
            node = self.at(target)
        return node

    def _reshapes(self, node: Node, target: str, through: str) -> bool:
        """Whether keywords beside a reference change its shape. A ``type: object`` that only
        repeats what the target says does not."""
        for keyword, value in node.keywords.items():
            if _says_only(keyword) or keyword == through or keyword in _REFERENCES:
                continue
            if keyword == "type" and value == "object":
                try:
                    said = self.at(target).keywords
                except LookupError:
                    return True
                if said.get("type") == "object" or "properties" in said or "allOf" in said:
                    continue
            return True
        return False

    def _named(self, node: Node, reference: str) -> str:
        """The place of an anchor: the nearest around the node, else anywhere in the document."""
        name = reference[1:]
        if self._anchors is None:
            self._anchors = _anchors(self.root)
        anywhere = self._anchors.get(name, reference)
        if "$dynamicRef" not in node.keywords:
            return anywhere
        return self._around(node.pointer, "$dynamicAnchor", name, anywhere)

    def _around(self, pointer: str, keyword: str, value: Any, otherwise: str | None = None) -> str:
        """The nearest schema around a place that has a keyword with a value, else the component
        that the place is in (or what is given instead)."""
        around = pointer
        while around != "#":
            try:
                if self.at(around).keywords.get(keyword) == value:
                    return around
            except LookupError:
                pass
            around = pointers.parent(around)
        return "/".join(pointer.split("/")[:4]) if otherwise is None else otherwise


def _alike(one: Any, other: Any) -> bool:
    """Whether two schemas ask the same; of a node, its place decides."""
    if isinstance(one, Node) and isinstance(other, Node):
        return one.pointer == other.pointer
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return type(one) is type(other) and bool(one == other)


def _anchors(root: Any) -> dict[str, str]:
    """Every ``$anchor`` and ``$dynamicAnchor`` of a document, by name; the first one wins."""
    found: dict[str, str] = {}
    waiting: list[tuple[str, Any]] = [("#", root)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            for keyword in ("$anchor", "$dynamicAnchor"):
                if isinstance(value.get(keyword), str):
                    found.setdefault(value[keyword], pointer)
            inner = list(value.items())
        else:
            inner = list(enumerate(value)) if isinstance(value, list) else []
        waiting.extend((pointers.child(pointer, key), item) for key, item in reversed(inner))
    return found
