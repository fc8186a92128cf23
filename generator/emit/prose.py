"""Descriptions as lines of plain text, filled to a width, for documentation comments.

The text of a document is CommonMark. Paragraphs and list items are filled; code, tables and
headings keep their lines. The result is still data: a language escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.emit.code import wrap

_ITEM = re.compile(r"^(\s*)([-*+]|\d{1,9}[.)])(\s+)")
_VERBATIM = re.compile(r"^(?: {4,}|\t|\s*\||#{1,6}\s|>)")
_FENCE = re.compile(r"^\s*(```|~~~)")


def filled(text: str, width: int) -> list[str]:
    """The lines of a description, each at most ``width`` long where white space allows it.

    >>> filled("one two\\nthree\\n\\n- four five", 9)
    ['one two', 'three', '', '- four', '  five']
    """
    out: list[str] = []
    for kind, lines in _blocks(text):
        if kind == "verbatim":
            out.extend(line.rstrip() for line in lines)
        else:
            out.extend(_fill(lines, width))
    while out and not out[-1]:
        out.pop()
    while out and not out[0]:
        out.pop(0)
    return out


def is_structured(text: str) -> bool:
    """Whether a description is more than paragraphs: it has a list, code, a table, a heading."""
    lines = text.splitlines()
    return any(_ITEM.match(line) or _FENCE.match(line) or _VERBATIM.match(line) for line in lines)


def first_paragraph(text: str) -> str:
    """The text up to its first blank line or list, on one line."""
    found: list[str] = []
    for line in text.strip().splitlines():
        if not line.strip() or (found and is_structured(line)):
            break
        found.append(line.strip())
    return " ".join(found)


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line: what a table of contents shows."""
    paragraph = re.split(r"\n\s*\n", text.strip(), maxsplit=1)[0]
    flat = " ".join(paragraph.split())
    found = re.match(r"(.{20,}?[.!?])(?=\s+[A-Z`\[(])", flat)
    return found[1] if found else flat


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines that belong together: a paragraph or item to fill, or lines to keep."""
    current: list[str] = []
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if fence or mark or not line.strip() or _starts_verbatim(line, bool(current)):
            if current:
                yield "fill", current
                current = []
            yield "verbatim", [line]
            if mark and (not fence or mark[1] == fence):
                fence = "" if fence else mark[1]
            continue
        if _ITEM.match(line) and current:
            yield "fill", current
            current = []
        current.append(line)
    if current:
        yield "fill", current


def _starts_verbatim(line: str, continues: bool) -> bool:
    """Indented lines go on with an item where one is open; they are code where none is."""
    if _ITEM.match(line):
        return False
    if continues and line[:1] in " \t":
        return False
    return _VERBATIM.match(line) is not None


def _fill(lines: list[str], width: int) -> list[str]:
    item = _ITEM.match(lines[0])
    lead = item[0] if item else lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    hang = " " * len(lead)
    words = " ".join([lines[0][len(lead) :], *lines[1:]]).split()
    flat = wrap(" ".join(words), width - len(lead))
    if not flat:
        return [lead.rstrip()]
    return [(hang if place else lead) + line for place, line in enumerate(flat)]
