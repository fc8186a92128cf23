"""What moved where when a document changed its shape."""

from __future__ import annotations

from typing import TypeAlias

from generator.source.pointers import from_fragment, to_reference
from generator.source.survey import Survey

Place: TypeAlias = tuple[str, ...]


class Moves:
    """Places before and after a conversion; a longer place wins over the one around it."""

    def __init__(self) -> None:
        self.back: dict[Place, Place] = {}
        self._forth: dict[Place, Place] = {}

    def note(self, new: Place, old: Place) -> None:
        """What stands at ``new`` was written at ``old``. References go to the first such place."""
        self.back[new] = old
        self._forth.setdefault(old, new)

    def forth(self, old: Place) -> Place:
        """Where a place of the old document is now."""
        for length in range(len(old), 0, -1):
            if (new := self._forth.get(old[:length])) is not None:
                return new + old[length:]
        return old

    def follow(self, survey: Survey) -> None:
        """Rewrite the references of all schemas to where their targets went."""
        for found in survey.of("schema"):
            if isinstance(reference := found.node.get("$ref"), str):
                old = from_fragment(reference[1:])
                if (new := self.forth(old)) != old:
                    found.node["$ref"] = to_reference(new)
