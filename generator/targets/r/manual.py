"""Descriptions, which are CommonMark, as text of Rd pages: code and links in the macros of Rd.

Everything that is neither stays as the author wrote it, escaped. Nothing but text, ``\\code``,
``\\verb`` and ``\\href`` comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.emit.code import Code, fill
from generator.emit.prose import filled
from generator.targets.r.literals import rd, rd_code, rd_lines

_SPAN = re.compile(
    r"(?<![`\\])(?P<ticks>`{1,2})(?!`)(?P<code>[^`]+)(?P=ticks)(?!`)"
    r"|(?<![!\\])\[(?P<label>[^\]\[`]+)\]\((?P<url>https?://[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+)\)"
)


def paragraphs(text: str, width: int) -> tuple[Code, ...]:
    """Lines of an Rd page, none of which begins with a sign that means something there."""
    return tuple(_lines(text, width))


def block(text: str, width: int) -> Code:
    """The same as one text."""
    return Code("\n").join(paragraphs(text, width))


def _lines(text: str, width: int) -> Iterator[Code]:
    """A span that goes over the end of a line is written on the first of them."""
    lines = filled(text, width)
    while lines:
        line = lines.pop(0)
        while lines and lines[0].strip() and _is_open(line):
            line = f"{line} {lines.pop(0).strip()}"
        yield _line(line)


def _is_open(line: str) -> bool:
    """Whether a line ends within code, or within the label of a link."""
    rest = _SPAN.sub("", line)
    return len(rest) < 400 and ("`" in rest or re.search(r"\[[^\]]*$", rest) is not None)


def _line(line: str) -> Code:
    done = 0
    found: list[Code] = []
    for span in _SPAN.finditer(line):
        found.append(_text(line[done : span.start()]))
        if span["url"]:
            found.append(fill("\\href{{{}}}{{{}}}", rd(span["url"]), rd(span["label"])))
        else:
            found.append(rd_code(span["code"].strip() or " "))
        done = span.end()
    found.append(_text(line[done:]))
    made = Code("").join(found)
    return made if not made.startswith("#") else rd_lines([line])


def _text(text: str) -> Code:
    """Text with the blanks at its ends."""
    lead = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :] if text.strip() else ""
    return Code(" " if lead else "") + rd(text) + Code(" " if end else "")
