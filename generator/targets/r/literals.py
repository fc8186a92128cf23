"""The only functions that turn text of a document into R source, Rd or DESCRIPTION.

Each escapes for one place where text can stand and returns :class:`Code`. Nothing is deleted:
what cannot stand there is spelled by an escape sequence of the language. Sources are ASCII outside
of comments, as packages have to be (Writing R Extensions, 1.1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.emit.code import Code, fill, visible
from generator.emit.code import comment as line_comment
from generator.targets.r.layout import Atom, Expression, call, keyword
from generator.targets.r.reserved import KEYWORDS

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"'}
_SYNTACTIC = re.compile(r"([A-Za-z]|\.(?![0-9]))[A-Za-z0-9._]*")
_DOTS = re.compile(r"\.\.\.|\.\.[0-9]+")
_LONGEST = 1000
"""The longest name that is written as it is; R itself gives up at 10,000 bytes."""
INTEGER = 2**31 - 1
EXACT = 2**53


def is_sayable(text: str) -> bool:
    """Whether R has a text for it: none holds a NUL or half of a surrogate pair."""
    return not any(each == "\0" or "\ud800" <= each <= "\udfff" for each in text)


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def quoted(text: str) -> Code:
    r"""A string literal that evaluates to exactly ``text``, which must be sayable.

    >>> quoted("it's \"ö\"")
    Code('"it\'s \\"\\u00f6\\""')
    """
    if not is_sayable(text):
        raise ValueError(f"{text!r} is no text of R")
    body = "".join(
        _SHORT.get(each) or (each if " " <= each <= "~" else _escaped(each)) for each in text
    )
    return Code(f'"{body}"')


def shown(text: str) -> Code:
    """A string literal for people: what R cannot say is spelled as ``<U+0000>``."""
    return quoted(text if is_sayable(text) else visible(text))


def is_syntactic(name: str) -> bool:
    """Whether a name needs no backticks."""
    return (
        _SYNTACTIC.fullmatch(name) is not None
        and name not in KEYWORDS
        and _DOTS.fullmatch(name) is None
    )


def is_argument(name: str) -> bool:
    """Whether an argument can be called so, in backticks if need be."""
    return (
        0 < len(name) <= _LONGEST
        and all(" " <= each <= "~" for each in name)
        and not re.search(r"[\\`]", name)
        and _DOTS.fullmatch(name) is None
    )


def argument(name: str) -> Code:
    """The name of an argument, or of a member of a list, where it stands before ``=``.

    >>> argument("+1"), argument("class"), argument("next")
    (Code('`+1`'), Code('class'), Code('`next`'))
    """
    if is_syntactic(name):
        return Code(name)
    if not is_argument(name):
        return quoted(name)
    return Code(f"`{name}`")


def identifier(name: str) -> Code:
    """A name as code; refuses what R would not read as one."""
    if not is_syntactic(name):
        raise ValueError(f"{name!r} is no identifier")
    return Code(name)


def number(value: int | float) -> Code:
    """A literal of a number; integers that a double rounds are made of their digits."""
    if isinstance(value, int):
        if abs(value) > EXACT:
            return Code(f'json_integer("{value}")')
        return Code(f"{value}L" if abs(value) <= INTEGER else f"{value}")
    if value != value or value in (float("inf"), float("-inf")):
        return Code("-Inf" if value < 0 else "Inf")
    return Code(repr(value))


def bound(text: str, *, whole: bool) -> Code:
    """A literal of a JSON number that the model keeps as text; as text where R would round it.

    ``whole`` says that it bounds whole numbers, which R writes in a way of their own.
    """
    if not re.fullmatch(r"-?[0-9]+", text):
        return number(float(text))
    value = int(text)
    if abs(value) > EXACT:
        return Code(f'"{value}"')
    return number(value) if whole else Code(f"{value}")


def scalar(value: object) -> Code:
    """A literal of a JSON scalar."""
    if isinstance(value, str):
        return shown(value)
    if value is None:
        return Code("json_null")
    if isinstance(value, bool):
        return Code("TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        return number(value)
    raise TypeError(f"not a JSON scalar: {type(value).__name__}")


def json_value(value: object) -> Expression:
    """An expression of plain data that evaluates to a JSON value: lists, with names or without."""
    if isinstance(value, dict):
        if not value:
            return Atom(Code("json_object()"))
        return mapped((str(name), json_value(each)) for name, each in value.items())
    if isinstance(value, list):
        return call(Code("list"), (json_value(each) for each in value))
    return Atom(Code("NULL") if value is None else scalar(value))


def mapped(items: Iterable[tuple[str, Expression]]) -> Expression:
    """A list with names. One that R has no argument for (it is empty) is set apart."""
    found = list(items)
    if all(name and is_sayable(name) for name, _ in found):
        return call(Code("list"), (keyword(argument(name), each) for name, each in found))
    names = call(Code("c"), (Atom(shown(name)) for name, _ in found))
    values = call(Code("list"), (each for _, each in found))
    return call(Code("setNames"), (values, names))


# --- comments


def comment(lines: Iterable[str], width: int = 98) -> Code | None:
    """Lines as comments, each wrapped to ``width``; None where there is nothing to say."""
    text = "\n".join(line.replace("\t", "    ").rstrip() for line in lines).strip("\n")
    return line_comment(text, Code("# "), width=width) if text.strip() else None


def remark(text: str) -> Code:
    """The text of a comment on one line, without the ``# ``."""
    return Code(visible(" ".join(text.split())))


# --- Rd


def rd(text: str) -> Code:
    r"""Text of an Rd page, on one line (Parsing Rd files, 2): no macro, comment or directive.

    >>> rd("50% of {x} \\Sexpr{1}")
    Code('50\\% of \\{x\\} \\\\Sexpr\\{1\\}')
    """
    flat = visible(" ".join(text.split()))
    escaped = re.sub(r"([\\%{}])", r"\\\1", flat)
    # Without an encoding of its own a page may hold any character, but not a tab or a control.
    return Code(escaped)


def rd_lines(lines: Iterable[str]) -> Code:
    """Lines of an Rd page; none begins with ``#``, where a directive would be read."""
    return Code("\n".join(re.sub(r"^#", " #", rd(line)) for line in lines))


def rd_code(text: str) -> Code:
    r"""Text as code. Quotes mean something in ``\\code``, so that text with any is verbatim."""
    simple = re.fullmatch(r"[A-Za-z0-9_.$<>(),:/ +-]*", text) is not None
    return fill("\\code{{{}}}" if simple else "\\verb{{{}}}", rd(text))


# --- DESCRIPTION


def dcf(text: str) -> Code:
    """The value of a field in the Debian control format, on one line; never empty."""
    return Code(visible(" ".join(text.split())) or "-")
