"""Text of a document as Markdown that harms no page (GitHub Flavored Markdown 0.29).

Descriptions are CommonMark by the standard (OpenAPI 3.1 §4.4), so emphasis, links, lists and code
spans of the author are kept. What could break the page around them is escaped, never deleted: a
``|`` in a table, ``<`` that would open a tag, a backtick without a partner, a heading that would
take an anchor, a fence that would swallow the rest, a link that leads nowhere from our pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.emit.code import Code, visible

_TICKS = re.compile(r"`+")
_TARGET = re.compile(
    r"\]\((?:(?P<url>(?:https?://|mailto:|/)[^\s<>()]*)(?:\s+\"[^\"<>()\\]*\")?\))?", re.IGNORECASE
)
_FENCE = re.compile(r"^(\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?)(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"^(\s{0,3})(#{1,6})(?=\s|$)")
_UNDERLINE = re.compile(r"^(\s*)(=+|-+)\s*$")
_DEFINITION = re.compile(r"^(\s*)\[(?=[^\]]*\]:)")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_BLOCK_START = re.compile(r"^(?:[#>|=~+*-]|\d{1,9}(?=[.)]))")


def one_line(text: str) -> Code:
    """Markdown on one line, for a table cell or a paragraph of its own; line ends become spaces.

    >>> one_line("a | b\\n<b>`c|d`")
    Code('a &#124; b &lt;b>`c\\\\|d`')
    """
    flat = _unified(text).replace("\n", " ").strip()
    return _last_backslash(Code(_spans(flat, table=True)))


def cell(text: str) -> Code:
    """Like :func:`one_line`, with the bullets of a list as ``•``, so that it can still be read."""
    return one_line("\n".join(_BULLET.sub("• ", line) for line in _unified(text).split("\n")))


def paragraph(text: str) -> Code:
    """Like :func:`one_line`, at the start of a line: it begins no heading, list or table there."""
    line = one_line(text)
    found = _BLOCK_START.match(line)
    if found is None:
        return line
    at = found.end() if line[0].isdigit() else 0
    return Code(f"{line[:at]}\\{line[at:]}")


def block(text: str) -> Code:
    """Markdown of several paragraphs, lists and tables, between blank lines of a page."""
    out: list[str] = []
    pending: list[str] = []

    def flush() -> None:
        if pending:
            out.extend(_spans("\n".join(pending), table=False).split("\n"))
            pending.clear()

    for kind, line in _lines(_unified(text).strip("\n")):
        if kind == "code" or not line.strip():
            flush()
            out.append(line.rstrip())
        else:
            pending.append(line)
    flush()
    body = "\n".join(out).strip("\n")
    return _last_backslash(Code(re.sub(r"\n{3,}", "\n\n", body)))


def code(text: str) -> Code:
    """A code span of any text, on one line, fit for a table cell too.

    >>> code("a`b|c")
    Code('``a`b\\\\|c``')
    """
    flat = re.sub(r"[\r\n]+", " ", _unified(text))
    if not flat.strip():
        return Code("` `") if flat else Code("``\u200b``")
    if re.search(r"\\+\|", flat):
        return plain(flat)
    longest = max((len(run) for run in _TICKS.findall(flat)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if flat[0] in "` " or flat[-1] in "` " else ""
    return Code(f"{ticks}{space}{flat}{space}{ticks}".replace("|", "\\|"))


def plain(text: str) -> Code:
    """Text that is no Markdown (a title, a name), to be read exactly as it is.

    >>> plain("a*b_c")
    Code('a\\\\*b_c')
    """
    flat = re.sub(r"[\r\n]+", " ", _unified(text)).strip()
    escaped = re.sub(r"([\\`*\[\]#!~])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", r"\\\g<0>", flat)
    return Code(escaped.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;"))


def fenced(text: str, language: Code) -> Code:
    """A fenced block that its content cannot close."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return Code(f"{ticks}{language}\n{text}\n{ticks}")


def anchor(text: str) -> Code:
    """An anchor for an ``id`` attribute and for the links to it."""
    return Code(re.sub(r"[^A-Za-z0-9_-]", lambda found: f"-{ord(found[0]):x}-", text) or "-")


def _unified(text: str) -> str:
    r"""One kind of line end; what no reader sees is spelled; a NUL has no place in Markdown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\t", "    ")
    # What is printable needs no second look, and nearly everything is.
    return text if text.replace("\n", "").isprintable() else visible(text)


def _last_backslash(text: Code) -> Code:
    """A backslash at the end must not escape what follows."""
    bare = text.rstrip("\\")
    return Code(text + Code("\\")) if (len(text) - len(bare)) % 2 else text


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line with its kind: ``text``, or ``code`` for the lines of a fence.

    Fences become indented code, which needs no closing and is taken for no example of ours.
    """
    fence: tuple[str, str] | None = None
    blank = True
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence is not None:
            marker, pad = fence
            if found and found[2].startswith(marker) and not found[3].strip():
                fence = None
                yield "code", ""
            else:
                yield "code", pad + "    " + line.removeprefix(pad)
            continue
        if found and not ("`" in found[2] and "`" in found[3]):
            fence = found[2], " " * len(found[1])
            if found[1].strip():
                yield "text", found[1].rstrip()
            yield "code", ""
            continue
        yield "text", _line(line, blank)
        blank = not line.strip()


def _line(line: str, first: bool) -> str:
    """A line of text that starts no heading and defines no link."""
    heading = _HEADING.match(line)
    if heading:
        return f"{heading[1]}\\{line[len(heading[1]) :]}"
    if not first and _UNDERLINE.match(line):
        return _UNDERLINE.sub(r"\1\\\2", line)
    return _DEFINITION.sub(r"\1\\[", line)


def _spans(text: str, *, table: bool) -> str:
    """Code spans as they are, everything between them escaped; linear in the text."""
    ends: dict[int, list[int]] = defaultdict(list)
    runs = list(_TICKS.finditer(text))
    for run in runs:
        ends[len(run[0])].append(run.start())
    places = dict.fromkeys(ends, 0)
    out: list[str] = []
    done = 0
    for run in runs:
        if run.start() < done:
            continue
        size = len(run[0])
        starts = ends[size]
        while places[size] < len(starts) and starts[places[size]] <= run.start():
            places[size] += 1
        out.append(_text(text[done : run.start()], table=table))
        escaped = _odd_backslashes(text, run.start())
        close = starts[places[size]] if places[size] < len(starts) else None
        span = None if close is None or escaped else text[run.start() : close + size]
        if span is None or (table and re.search(r"\\+\|", span)):
            out.append(("`" if escaped else "\\`") + "\\`" * (size - 1))
            done = run.end()
        else:
            out.append(span.replace("|", "\\|") if table else span)
            done = run.start() + len(span)
    out.append(_text(text[done:], table=table))
    return "".join(out)


def _odd_backslashes(text: str, at: int) -> bool:
    before = text[:at] if at < 64 else text[at - 64 : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _text(text: str, *, table: bool) -> str:
    """Text outside code: no tag, no dead link, and no table cell of its own."""
    text = _TARGET.sub(_target, text).replace("<", "&lt;")
    return re.sub(r"\\?\|", "&#124;", text) if table else text


def _target(found: re.Match[str]) -> str:
    """A link that can lead somewhere stays one."""
    return found[0] if found["url"] else "&#93;("
