"""Walking through a list that comes in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .plain import members


@dataclass(frozen=True, slots=True)
class Pages:
    """How an operation pages, by names of the wire.

    ``items`` is the member of a page that holds its items. ``next`` is a member of the page, or
    else of its last item, whose value ``key`` (``query:after``) takes to ask for the next page.
    ``more`` is a member that is true as long as more is to come.
    """

    items: str
    key: str
    next: str
    more: str | None = None

    def of(self, page: object) -> Sequence[Any]:
        """The items of a page; none where it is not what the document promised."""
        found: Sequence[Any] | None = _member(page, self.items)
        return found if isinstance(found, list) else ()

    def following(self, page: object, values: Mapping[str, object]) -> dict[str, object] | None:
        """The values that ask for the page after this one; None after the last.

        A server that names the same page again would be asked forever: it is taken for the last.
        """
        items = self.of(page)
        if not items or (self.more is not None and not _member(page, self.more)):
            return None
        found = _member(page, self.next)
        if found is None:
            found = _member(items[-1], self.next)
        if found is None or found == "" or found == values.get(self.key):
            return None
        return {**values, self.key: found}


def _member(value: object, name: str) -> Any:
    try:
        return members(value).get(name)
    except (TypeError, ValueError):
        return None
