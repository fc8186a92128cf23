"""What stands where in a bundled document: every object, by kind, found once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Kinds: TypeAlias = Mapping[tuple[str, ...], str]
"""The kind of each object of a document, by its place."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object of the document, its kind in the grammar and its place in the bundled root."""

    kind: str
    node: dict[str, Any]
    segments: tuple[str, ...]


@dataclass(slots=True)
class Survey:
    """All objects of a document, outside in. ``seen`` holds the ids of their nodes."""

    found: list[Found] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def add(self, kind: str, node: dict[str, Any], segments: tuple[str, ...]) -> bool:
        """Note an object; False when it was known already."""
        if id(node) in self.seen:
            return False
        self.seen.add(id(node))
        self.found.append(Found(kind, node, segments))
        return True

    def of(self, *kinds: str) -> list[Found]:
        """The objects of some kinds."""
        return [found for found in self.found if found.kind in kinds]
