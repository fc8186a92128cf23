"""The only functions that turn text of a document into Python or TOML source.

Each escapes for one place where text can stand and returns :class:`Code`. Nothing is deleted:
what cannot stand there is spelled by an escape sequence of the language.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterable

from generator.emit.code import Code
from generator.ir.nodes import Json
from generator.targets.python.layout import (
    Atom,
    Expression,
    listed,
    mapped,
)

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def _escaped(character: str) -> str:
    """The escape sequence of a character that is not printed as itself."""
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    if number < 0x10000:
        return f"\\u{number:04x}"
    return f"\\U{number:08x}"


def quoted(text: str) -> Code:
    r"""A string literal that evaluates to exactly ``text``, in the quotes that black prefers.

    >>> quoted('say "hi"')
    Code('\'say "hi"\'')
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return Code(f'"{text}"')
    quote = "'" if text.count('"') > text.count("'") else '"'
    body = "".join(
        _SHORT.get(each)
        or ("\\" + each if each == quote else each if each.isprintable() else _escaped(each))
        for each in text
    )
    return Code(f"{quote}{body}{quote}")


def scalar(value: str | int | float | bool | None) -> Code:
    """A literal of a JSON scalar; floats that are not finite cannot come from JSON."""
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, (bool, int)):
        return Code(repr(value))
    if value != value or value in (float("inf"), float("-inf")):
        return Code(f'float("{value!r}")')
    return Code(repr(value).replace("e+", "e"))


def json_value(value: object) -> Expression:
    """An expression that evaluates to a JSON value, objects as dicts."""
    if isinstance(value, dict):
        return mapped((quoted(str(key)), json_value(each)) for key, each in value.items())
    if isinstance(value, list):
        return listed(json_value(each) for each in value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return Atom(scalar(value))
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def json_text(value: Json) -> Code:
    """A JSON value as one would write it in prose: compact JSON, on one line."""
    return Code(_visible(json.dumps(value.value, ensure_ascii=False)))


def docstring(lines: Iterable[str], indent: int) -> Code:
    r'''A documentation string of the given lines, each but the first moved in by ``indent``.

    The text evaluates to the lines (with the indent, as always). Nothing in it can close it; a
    quote at its end is followed by a space, as black does.

    >>> docstring(['Says """'], 0)
    Code('"""Says \\"\\"\\" """')
    '''
    found = [_doc_line(line) for line in lines]
    while found and not found[-1]:
        found.pop()
    if not found:
        return Code('""""""')
    pad = " " * indent
    first, *rest = found
    if first.startswith(('"', " ")):
        first = ("\\" if first[0] == '"' else "\\x20") + first.removeprefix(" ")
    if not rest:
        space = " " * first.endswith('"')
        return Code(f'"""{first}{space}"""')
    body = "\n".join([first, *(pad + line if line else "" for line in rest)])
    return Code(f'"""{body}\n{pad}"""')


def _doc_line(line: str) -> str:
    text = line.replace("\t", "    ").rstrip().replace("\\", "\\\\")
    if not text.isprintable():
        text = _visible(text)
    return text.replace('"""', '\\"\\"\\"')


def comment(text: str) -> Code:
    """The text of a comment on one line, without the ``# ``.

    A ``#`` inside could be read by a tool (``# noqa``, ``# type: ignore``), and the words
    ``type:``, ``coding:`` or ``pyright:`` at its beginning as well; they are spelled ``\\x23`` or
    stand behind a backslash.
    """
    flat = _visible(" ".join(text.split())).replace("#", "\\x23")
    if re.match(r"(?:type|pyright|mypy|ruff|flake8|fmt|yapf|isort|pylint|-\*-|!|:)", flat):
        flat = "\\" + flat
    return Code(re.sub(r"coding(?=[:=])", "coding ", flat))


def _visible(text: str) -> str:
    """The text with what is not printed as itself as escape sequences."""
    return "".join(each if each.isprintable() else _escaped(each) for each in text)


def identifier(name: str) -> Code:
    """A name as code; refuses what Python would not read as an identifier."""
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(f"{name!r} is no identifier")
    return Code(name)


def dotted(path: str) -> Code:
    """A module path as code, each part an identifier; leading dots are relative."""
    bare = path.lstrip(".")
    for part in bare.split(".") if bare else ():
        identifier(part)
    return Code(path)


def toml(text: str) -> Code:
    r"""A basic string of TOML 1.0.

    >>> toml('a"b')
    Code('"a\\"b"')
    """
    body = "".join(
        "\\" + each if each in '"\\' else each if each.isprintable() else _toml_escape(each)
        for each in text
    )
    return Code(f'"{body}"')


def _toml_escape(character: str) -> str:
    """TOML knows no surrogates: they cannot be written, so their number is."""
    number = ord(character)
    if 0xD800 <= number < 0xE000:
        return f"<U+{number:04X}>"
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
