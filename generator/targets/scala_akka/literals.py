"""The only functions that turn text of a document into Scala, XML or properties source.

Each escapes for one place where text can stand and returns :class:`Code`. Nothing is deleted:
what cannot stand there is spelled by an escape sequence of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from generator.emit.code import Code, fill, visible
from generator.targets.scala_akka.layout import Atom, Expression, call, pair
from generator.targets.scala_akka.reserved import KEYWORDS

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"'}
_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CORE = Code("core.")
_CONSTANT = 20_000
"""Characters of a piece of text: a class file holds 65,535 bytes at most, three a character."""


def quoted(text: str) -> Code:
    r"""A string literal that evaluates to exactly ``text``, on one line, in ASCII.

    Characters beyond the Basic Multilingual Plane are the two halves that a string of the JVM has.

    >>> quoted('say "é"')
    Code('"say \\"\\u00e9\\""')
    """
    return Code(f'"{_escaped(text)}"')


def _escaped(text: str) -> str:
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return "".join(_SHORT.get(each) or _unit(each) for each in text)


def _unit(character: str) -> str:
    if " " <= character <= "~":
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    pairs = (units[place : place + 2] for place in range(0, len(units), 2))
    return "".join(f"\\u{pair.hex()}" for pair in pairs)


def string(text: str, prefix: Code = CORE) -> Expression:
    """A string of any length; one that no class file holds is joined from pieces."""
    if len(text) <= _CONSTANT:
        return Atom(quoted(text))
    pieces = [text[place : place + _CONSTANT] for place in range(0, len(text), _CONSTANT)]
    return call(prefix + Code("joined"), (Atom(quoted(piece)) for piece in pieces))


def long(value: int) -> Code:
    """A literal of a 64-bit integer."""
    if not -(2**63) <= value < 2**63:
        raise ValueError(f"{value} has no 64 bits")
    return Code(f"{value}L")


def number_text(value: int | float | str) -> str:
    """A JSON number as plain text, exact at any size."""
    if isinstance(value, str):
        return value if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", value) else "0"
    return repr(value) if isinstance(value, int) else str(Decimal(repr(value)))


def identifier(name: str) -> Code:
    """A name as code; refuses what Scala would not read as a bare identifier."""
    if not _BARE.fullmatch(name) or name in KEYWORDS or name.endswith("_"):
        raise ValueError(f"{name!r} is no identifier")
    return Code(name)


def member(name: str) -> Code:
    """The name of a member: in backticks where it is no bare identifier.

    >>> member("type"), member("+1"), member("model")
    (Code('`type`'), Code('`+1`'), Code('model'))
    """
    if is_bare(name):
        return Code(name)
    if not name or any(each in "`\\\n\r" or not each.isprintable() for each in name):
        raise ValueError(f"{name!r} is no identifier")
    return Code(f"`{name}`")


def is_bare(name: str) -> bool:
    """Whether a name needs no backticks; one that ends in ``_`` would join the colon behind it."""
    found = _BARE.fullmatch(name)
    return found is not None and name not in KEYWORDS and not name.endswith("_")


def qualified(name: str) -> Code:
    """A name of packages and members, each part a bare identifier."""
    return Code(".").join(identifier(part) for part in name.split("."))


# --- comments


def scaladoc(lines: Iterable[str], indent: int = 0) -> Code | None:
    """A documentation comment of the given lines; None where there are none.

    Nothing in it ends it or begins another one, and no word of a document is a tag, a variable or
    a directive.
    """
    return _block([_doc_line(line) for line in lines], indent)


def documented(
    lines: Iterable[str], tags: Iterable[tuple[Code, list[str]]], indent: int = 0
) -> Code | None:
    """A documentation comment with tags of ours (``@param name``) below what is said; further
    lines of a tag are moved in."""
    said = [_doc_line(line) for line in lines]
    marks: list[str] = []
    for head, more in tags:
        text = [_doc_line(line) for line in more]
        if len(text) == 1 and indent + len(head) + len(text[0]) <= 94:
            marks.append(f"{head} {text[0]}")
        else:
            marks.append(head)
            marks.extend(f"  {line}" if line else "" for line in text)
    while said and not said[-1]:
        said.pop()
    return _block([*said, *([""] if said and marks else []), *marks], indent)


def parameter_tag(name: str) -> Code:
    """``@param name``."""
    return Code(f"@param {_doc_line(name).replace(' ', '_')}")


def banner(lines: Iterable[str]) -> Code:
    """The comment at the top of a file."""
    said = [_doc_line(line) for line in lines]
    return Code("\n".join(["/*", *(f" * {line}".rstrip() for line in said), " */"]))


def _block(lines: list[str], indent: int) -> Code | None:
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return None
    pad = " " * indent
    if len(lines) == 1 and indent + len(lines[0]) + 7 <= 100:
        return Code(f"/** {lines[0]} */")
    first, *rest = lines
    body = "".join(f"\n{pad}  * {line}" if line else f"\n{pad}  *" for line in rest)
    return Code(f"/** {first}{body}\n{pad}  */")


def _doc_line(line: str) -> str:
    text = visible(line.replace("\t", "    ").rstrip())
    text = text.replace("*/", "*&#47;").replace("/*", "/&#42;")
    text = text.replace("\\u", "&#92;u").replace("$", "\\$").replace("<", "&lt;")
    # Code blocks and headings of Scaladoc, and its tags.
    text = text.replace("{{{", "{&#123;{").replace("}}}", "}&#125;}")
    return re.sub(r"(?<!\S)@", "&#64;", text)


def comment(text: str) -> Code:
    """The text of a line comment, without the ``// ``."""
    return Code(visible(" ".join(text.split())).replace("\\u", "\\ u"))


# --- JSON


def json_value(value: object, prefix: Code = CORE) -> Expression:
    """An expression of type ``Json`` that evaluates to a JSON value; ``prefix`` is what the
    package of the runtime is reached through."""
    json = prefix + Code("Json.")
    if value is None:
        return Atom(json + Code("Null"))
    if isinstance(value, bool):
        return Atom(json + Code("True" if value else "False"))
    if isinstance(value, str):
        return call(json + Code("fromString"), (string(value, prefix),))
    if isinstance(value, (int, float)):
        return _json_number(value, json)
    if isinstance(value, list):
        return call(json + Code("arr"), (json_value(each, prefix) for each in value))
    if isinstance(value, dict):
        pairs = (
            pair(string(str(name), prefix), json_value(each, prefix))
            for name, each in value.items()
        )
        return call(json + Code("obj"), pairs)
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def _json_number(value: int | float, json: Code) -> Expression:
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return call(json + Code("fromLong"), (Atom(long(value)),))
    made = fill("BigDecimal({})", quoted(number_text(value)))
    return call(json + Code("fromBigDecimal"), (Atom(made),))


# --- build files


def xml(text: str) -> Code:
    """Text of an XML element (XML 1.0 §2.4); what XML cannot hold at all is spelled."""
    text = visible(text)
    text = "".join(each if _is_xml(each) else f"<U+{ord(each):04X}>" for each in text)
    return Code(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _is_xml(character: str) -> bool:
    number = ord(character)
    return (
        character in "\t\n"
        or 0x20 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or (0x10000 <= number <= 0x10FFFF)
    )
