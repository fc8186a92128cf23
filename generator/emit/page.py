"""What a plan is made of: one page for each file of the output.

Paths are relative to the output folder, with ``/`` between segments on every system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Page:
    """A file that a template prints.

    ``template`` is a name in ``templates/<language>`` (``package/model.py.jinja``) or of a shared
    page (``_docs/model.md.jinja``); ``view`` is the only thing that it sees, under that name.
    """

    path: str
    template: str
    view: object


@dataclass(frozen=True, slots=True)
class Copy:
    """A hand-written file, taken as it is from ``templates/<language>/runtime``.

    ``renamed`` are words of it, each with what stands there instead: the package's own name, in
    languages whose files have to say it. Both are legal where the word stands.
    """

    path: str
    source: str
    renamed: tuple[tuple[str, str], ...] = ()

    def data(self, source: bytes) -> bytes:
        """The content of the file, made of that of its source."""
        for word, instead in self.renamed:
            source = source.replace(word.encode("utf-8"), instead.encode("utf-8"))
        return source


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file whose content is known: a licence, an empty marker."""

    path: str
    data: bytes


AnyPage: TypeAlias = Page | Copy | Fixed
