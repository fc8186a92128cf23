"""Objects of a document and the JSON pointers of their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.text import pointer as pointers


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """A value of the document and where it stands."""

    pointer: str
    value: Any

    def below(self, *segments: str | int) -> Located:
        """The value at a place below this one; None where there is nothing."""
        value = self.value
        for segment in segments:
            try:
                value = value[segment]
            except (LookupError, TypeError):
                value = None
        return Located(pointers.child(self.pointer, *segments), value)


def follow(root: Mapping[str, Any], located: Located) -> Located:
    """The object that a reference object means (OpenAPI 3.1 §4.8.23), or the object itself.

    ``description`` and ``summary`` beside the reference override those of its target.
    """
    said: dict[str, Any] = {}
    seen: set[str] = set()
    while isinstance(located.value, Mapping) and isinstance(located.value.get("$ref"), str):
        target = pointers.from_reference(located.value["$ref"])
        if target in seen:
            return Located(located.pointer, None)
        seen.add(target)
        for keyword in ("summary", "description"):
            if keyword in located.value:
                said.setdefault(keyword, located.value[keyword])
        try:
            located = Located(target, pointers.resolve(root, target))
        except LookupError:
            return Located(target, None)
    if said and isinstance(located.value, Mapping):
        return Located(located.pointer, {**located.value, **said})
    return located
