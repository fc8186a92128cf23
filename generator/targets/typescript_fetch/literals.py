"""The only functions that turn text of a document into TypeScript, JavaScript or JSON source.

Each escapes for one place where text can stand and returns :class:`Code`. Nothing is deleted:
what cannot stand there is spelled by an escape sequence of the language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from generator.emit.code import Code, visible
from generator.targets.typescript_fetch.layout import Atom, Expression, listed, mapped
from generator.targets.typescript_fetch.reserved import KEYWORDS

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}
_BARE = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_SAFE = 2**53 - 1
"""The largest integer that a ``number`` holds, and its neighbours too."""


def _escaped(character: str) -> str:
    """The escape sequence of a character that is not printed as itself."""
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\u{{{number:x}}}"


def quoted(text: str) -> Code:
    r"""A string literal that evaluates to exactly ``text``, in single quotes where they are fewer.

    >>> quoted("it's")
    Code('"it\'s"')
    """
    if text.isprintable() and "'" not in text and "\\" not in text:
        return Code(f"'{text}'")
    quote = '"' if text.count("'") > text.count('"') else "'"
    body = "".join(
        _SHORT.get(each)
        or ("\\" + each if each == quote else each if each.isprintable() else _escaped(each))
        for each in text
    )
    return Code(f"{quote}{body}{quote}")


def number(value: int | float) -> Code:
    """A literal of a JSON number: a ``bigint`` where a ``number`` would round it."""
    if isinstance(value, int):
        return Code(f"{value}n" if abs(value) > _SAFE else f"{value}")
    if value != value or value in (float("inf"), float("-inf")):
        return Code("Infinity" if value > 0 else "-Infinity")
    return Code(repr(value))


def number_text(text: str) -> Code:
    """A literal of a JSON number that the model keeps as text; integers stay exact."""
    return number(int(text) if re.fullmatch(r"-?[0-9]+", text) else float(text))


def scalar(value: object) -> Code:
    """A literal of a JSON scalar."""
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return Code("null")
    if isinstance(value, bool):
        return Code("true" if value else "false")
    if isinstance(value, (int, float)):
        return number(value)
    raise TypeError(f"not a JSON scalar: {type(value).__name__}")


def key(name: str) -> Code:
    """The key of a property in a type: bare where it is an identifier.

    >>> key("+1"), key("class")
    (Code("'+1'"), Code('class'))
    """
    bare = _BARE.fullmatch(name) is not None and name != "__proto__"
    return Code(name) if bare else quoted(name)


def object_key(name: str) -> Code:
    """The key of a property in an object: ``__proto__`` would set the prototype."""
    return Code(f"[{quoted(name)}]") if name == "__proto__" else key(name)


def json_value(value: object) -> Expression:
    """An expression that evaluates to a JSON value."""
    if isinstance(value, dict):
        return mapped((object_key(str(name)), json_value(each)) for name, each in value.items())
    if isinstance(value, list):
        return listed(json_value(each) for each in value)
    return Atom(scalar(value))


def json_source(value: object) -> Code:
    """A string of a JSON file (RFC 8259), also of one that is read as ASCII."""
    return Code(json.dumps(value, ensure_ascii=True))


def jsdoc(lines: Iterable[str], indent: int) -> Code | None:
    """A documentation comment of the given lines; None where there are none.

    Nothing in it can close it, and no word of a document is a tag.
    """
    return _block("/**", [_doc_line(line) for line in lines], indent)


def tagged(lines: Iterable[str], tags: Iterable[Code], indent: int) -> Code | None:
    """A documentation comment with tags of ours below what is said."""
    said = [_doc_line(line) for line in lines]
    marks = [str(tag) for tag in tags]
    return _block("/**", [*said, *([""] if said and marks else []), *marks], indent)


def banner(lines: Iterable[str]) -> Code:
    """The comment at the top of a file."""
    made = _block("/*", [_doc_line(line) for line in lines], 0, short=False)
    return made if made is not None else Code("")


def _block(start: str, lines: list[str], indent: int, *, short: bool = True) -> Code | None:
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return None
    pad = " " * indent
    if short and len(lines) == 1 and indent + len(lines[0]) + len(start) + 4 <= 100:
        return Code(f"{start} {lines[0]} */")
    body = "\n".join(f"{pad} * {line}" if line else f"{pad} *" for line in lines)
    return Code(f"{start}\n{body}\n{pad} */")


def _doc_line(line: str) -> str:
    text = visible(line.replace("\t", "    ").rstrip())
    text = text.replace("*/", "*\\/").replace("{@", "{\\@")
    return re.sub(r"(?<!\S)@", r"\\@", text)


def tag_text(text: str) -> Code:
    """Text behind a tag of ours, on its line."""
    return Code(_doc_line(" ".join(text.split())))


def comment(text: str) -> Code:
    """The text of a line comment, without the ``// ``; no directive of a tool begins in it."""
    flat = visible(" ".join(text.split()))
    return Code(re.sub(r"^(@|eslint|prettier|tslint|biome|deno|#|<)", r"\\\1", flat))


def identifier(name: str) -> Code:
    """A name as code; refuses what TypeScript would not read as an identifier."""
    if not name.replace("$", "_").isidentifier() or name in KEYWORDS:
        raise ValueError(f"{name!r} is no identifier")
    return Code(name)


def member(name: str) -> Code:
    """The name of a method or of a member of ours: any identifier, reserved words included."""
    if not name.replace("$", "_").isidentifier():
        raise ValueError(f"{name!r} is no identifier")
    return Code(name)
