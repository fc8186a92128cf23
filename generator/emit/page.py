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
    """A hand-written file, taken as it is from ``templates/<language>/runtime``."""

    path: str
    source: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file whose content is known: a licence, an empty marker."""

    path: str
    data: bytes


AnyPage: TypeAlias = Page | Copy | Fixed
