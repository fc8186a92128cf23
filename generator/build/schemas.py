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
    def is_structural(self) -> bool:
        """Whether any keyword shapes values: more than annotations, extensions, references."""
        return any(
            keyword not in ANNOTATIONS and not keyword.startswith("x-") and keyword != "$ref"
            for keyword in self.keywords
        )


class Schemas:
    """The schemas of one document, found by pointer. References are local by contract."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root
        self._unwritten: dict[str, Node] = {}

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

    def unwritten(self, pointer: str, raw: dict[str, Any]) -> Node:
        """A schema that stands nowhere in the document, to be found from now on at ``pointer``
        (or just below it, where another such schema was there first)."""
        while pointer in self._unwritten:
            pointer = pointers.child(pointer, "allOf")
        node = self._unwritten[pointer] = Node(pointer, raw)
        return node

    def joined(self, pointer: str, *nodes: Node) -> Node:
        """A schema that asks for all of several."""
        return self.unwritten(pointer, {"allOf": list(nodes)})

    def reference(self, node: Node) -> str | None:
        """The pointer that the node's ``$ref`` means, or None.

        ``$recursiveRef: "#"`` (JSON Schema 2019-09 §8.2.4.2) means the nearest schema around it
        that is marked with ``$recursiveAnchor``, otherwise the whole component it stands in.
        """
        reference = node.keywords.get("$ref")
        if isinstance(reference, str):
            return pointers.from_reference(reference)
        if node.keywords.get("$recursiveRef") == "#":
            return self._anchor(node.pointer)
        return None

    def referent(self, node: Node) -> str | None:
        """What the node merely stands for: the target of a ``$ref`` (or of an ``allOf`` of one
        ``$ref``) that nothing beside it reshapes. None for every other schema."""
        target = self.reference(node)
        if target is not None:
            return None if self._reshapes(node, target, "$ref") else target
        only = node.members("allOf")
        if len(only) != 1:
            return None
        target = self.referent(only[0])
        if target is None or self._reshapes(node, target, "allOf"):
            return None
        return None if only[0].keywords.get("nullable") else target

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
            if keyword in ANNOTATIONS or keyword.startswith("x-"):
                continue
            if keyword in (through, "$recursiveRef"):
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

    def _anchor(self, pointer: str) -> str:
        around = pointer
        while around != "#":
            try:
                if self.at(around).keywords.get("$recursiveAnchor") is True:
                    return around
            except LookupError:
                pass
            around = pointers.parent(around)
        return "/".join(pointer.split("/")[:4])
