"""Generated Markdown pages: fenced blocks, links and anchors, as GitHub sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_EXPLICIT = re.compile(r"""<a\s[^>]*?(?:name|id)\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced code block: the word after the fence, its text, the line of its first fence."""

    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page, parsed: everything that a test asks about it."""

    path: Path
    blocks: tuple[Block, ...]
    links: tuple[str, ...]
    anchors: frozenset[str]
    tags: frozenset[str]
    repeated: tuple[str, ...]
    """Anchors that are given out twice by hand."""


def pages(folder: Path) -> list[Path]:
    """Every Markdown page under a folder."""
    return sorted(folder.rglob("*.md"))


@cache
def read(path: Path) -> Page:
    """Parse a page."""
    tokens = list(_flat(MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8"))))
    html = "\n".join(t.content for t in tokens if t.type in ("html_block", "html_inline"))
    explicit = _EXPLICIT.findall(html)
    headings = list(_slugs(tokens))
    return Page(
        path=path,
        blocks=tuple(
            Block(t.info.split()[0] if t.info.split() else "", t.content, (t.map or [0])[0] + 1)
            for t in tokens
            if t.type == "fence"
        ),
        links=tuple(_links(tokens)) + tuple(_HREF.findall(html)),
        anchors=frozenset([*explicit, *headings]),
        tags=frozenset(name.lower() for name in _TAG.findall(html)),
        repeated=tuple(sorted({a for a in explicit if explicit.count(a) > 1})),
    )


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _links(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        target = token.attrGet("href") if token.type == "link_open" else None
        source = token.attrGet("src") if token.type == "image" else None
        for found in (target, source):
            if isinstance(found, str):
                yield found


def _slugs(tokens: list[Token]) -> Iterator[str]:
    """The anchors that GitHub gives to headings."""
    seen: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        parts = [t.content for t in inline.children or [] if t.type in ("text", "code_inline")]
        slug = slugged("".join(parts))
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        yield f"{slug}-{count}" if count else slug


def slugged(heading: str) -> str:
    """A heading's anchor: lower case, punctuation dropped, spaces to hyphens.

    >>> slugged("Retries, and `timeouts`")
    'retries-and-timeouts'
    """
    kept = "".join(c for c in heading.strip().lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def broken_links(page: Page) -> list[str]:
    """Links of a page that lead nowhere.

    Links to other sites are left alone, and so are links that begin with a slash: those stand in
    the document's own text and are relative to the site of the API's maker.
    """
    return [f"{page.path.name}: {link}" for link in page.links if not _resolves(page, link)]


def _resolves(page: Page, link: str) -> bool:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link) or link.startswith("/"):
        return True
    name, _, fragment = link.partition("#")
    target = (page.path.parent / unquote(name)).resolve() if name else page.path
    if not target.exists():
        return False
    if not fragment or target.suffix != ".md":
        return True
    return unquote(fragment) in read(target.resolve()).anchors
