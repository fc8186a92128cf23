"""The only functions that turn text of a document into Ruby or RBS source.

Each escapes for one place where text can stand and returns :class:`Code`. Nothing is deleted:
what cannot stand there is spelled by an escape sequence of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.emit.code import Code, fill, visible
from generator.targets.ruby.layout import (
    Atom,
    Expression,
    is_word,
    listed,
    mapped,
    words,
)
from generator.targets.ruby.reserved import KEYWORDS

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"'}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CONSTANT = re.compile(r"[A-Z][A-Za-z0-9_]*")
_MAGIC = re.compile(
    r"((?:en)?coding|frozen[_-]string[_-]literal|warn[_-](?:indent|past[_-]scope)"
    r"|shareable[_-]constant[_-]value|typed|rubocop|rbs[_-]inline|steep)(\s*[:=])",
    re.I,
)
_DIRECTIVE = re.compile(r"(?<![\w:]):(?=\w[\w-]*:(?!:))")


def _escaped(character: str) -> str:
    """The escape sequence of a character that is not printed as itself."""
    number = ord(character)
    if 0xD800 <= number < 0xE000:
        # No character, so it has no number in Ruby; its bytes can still be said.
        return "".join(f"\\x{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
    return f"\\u{{{number:x}}}"


def _double(text: str) -> Code:
    """A string in double quotes: every sign that starts an interpolation is escaped."""
    body = "".join(
        _SHORT.get(each) or (each if each.isprintable() else _escaped(each)) for each in text
    )
    return Code('"' + re.sub(r"#(?=[{$@])", r"\\#", body) + '"')


def quoted(text: str) -> Code:
    r"""A string literal that evaluates to exactly ``text``, in single quotes where that can be.

    >>> quoted("it's"), quoted("a#{b}"), quoted("a\n#{b}")
    (Code('"it\'s"'), Code("'a#{b}'"), Code('"a\\n\\#{b}"'))
    """
    if not text.isprintable():
        return _double(text)
    if "'" in text and not re.search(r'["#\\]', text):
        return Code(f'"{text}"')
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return Code(f"'{escaped}'")


def number(value: int | float) -> Code:
    """A literal of a JSON number, its digits in threes.

    >>> number(12345), number(1e-05)
    (Code('12_345'), Code('1.0e-05'))
    """
    if value != value or value in (float("inf"), float("-inf")):
        return Code("::Float::INFINITY" if value > 0 else "-::Float::INFINITY")
    found = re.fullmatch(r"(-?)(\d+)(\.\d+)?(e[+-]?\d+)?", repr(value))
    if found is None:
        raise ValueError(f"{value!r} is no number")
    sign, whole, rest, power = found[1], found[2], found[3] or "", found[4] or ""
    if len(whole) > 4:
        whole = f"{int(whole):_}"
    return Code(f"{sign}{whole}{rest or ('.0' if power else '')}{power}")


def number_text(text: str) -> Code:
    """A literal of a JSON number that the model keeps as text; integers stay exact."""
    return number(int(text) if re.fullmatch(r"-?[0-9]+", text) else float(text))


def scalar(value: object) -> Code:
    """A literal of a JSON scalar."""
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return Code("nil")
    if isinstance(value, bool):
        return Code("true" if value else "false")
    if isinstance(value, (int, float)):
        return number(value)
    raise TypeError(f"not a JSON scalar: {type(value).__name__}")


def key(name: str) -> Code:
    """The key of a Hash or the name of a keyword, without the colon behind it.

    >>> key("class"), key("+1")
    (Code('class'), Code("'+1'"))
    """
    return Code(name) if _NAME.fullmatch(name) else quoted(name)


def symbol(name: str) -> Code:
    """``:name``."""
    return fill(":{}", key(name))


def strings(texts: Iterable[str]) -> Expression:
    """An array of strings, as words where they are some."""
    found = list(texts)
    if len(found) > 1 and all(map(is_word, found)):
        return words(found)
    return listed(Atom(quoted(each)) for each in found)


def json_value(value: object) -> Expression:
    """An expression that evaluates to a JSON value, objects as Hashes with symbols as keys."""
    if isinstance(value, dict):
        return mapped((key(str(name)), json_value(each)) for name, each in value.items())
    if isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            return strings(value)
        return listed(json_value(each) for each in value)
    return Atom(scalar(value))


def ruby_text(value: object) -> str:
    """A JSON value as one would write it in Ruby, on one line, for prose."""
    return visible(json_value(value).flat)


def comment(text: str) -> Code:
    """The text of a comment on one line, without the ``# ``: nothing in it is an instruction to
    Ruby or to a tool."""
    return Code(_harmless(" ".join(text.split())))


def comments(lines: Iterable[str], margin: str = "") -> tuple[Code, ...]:
    """Lines of a comment, each behind its ``# `` and a margin; white space at the end goes. A text
    that has line ends of its own is several lines."""
    parts = (part for line in lines for part in line.splitlines() or [""])
    found = [_harmless(part.replace("\t", "    ").rstrip()) for part in parts]
    while found and not found[-1].strip():
        found.pop()
    return tuple(Code(f"# {margin}{line}".rstrip()) for line in found)


def _harmless(line: str) -> str:
    text = visible(line)
    text = _MAGIC.sub(r"\1\\\2", text)
    text = _DIRECTIVE.sub(r"\\:", text).replace("-*-", "-\\*-")
    # Braces outside of code are links to YARD, words behind an at sign its tags.
    parts = re.split(r"(`[^`]*`)", text)
    parts[::2] = [re.sub(r"\{(?=\S)", r"\\{", part) for part in parts[::2]]
    text = "".join(parts)
    return re.sub(r"^(\s*)@", r"\1\\@", text)


def identifier(name: str) -> Code:
    """The name of a variable, a class or a module as code; refuses what Ruby would not read so."""
    if not _NAME.fullmatch(name) or name in KEYWORDS:
        raise ValueError(f"{name!r} is no identifier")
    return Code(name)


def constant(name: str) -> Code:
    """The name of a class, a module or a constant as code."""
    if not _CONSTANT.fullmatch(name):
        raise ValueError(f"{name!r} is no constant")
    return Code(name)


def method(name: str) -> Code:
    """The name of a method as code, behind ``def`` or a dot: keywords are fine there."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no method")
    return Code(name)


def file(name: str) -> Code:
    """A path of ours: folders and names in lower case."""
    if not re.fullmatch(r"[a-z0-9_]+(/[a-z0-9_]+)*", name):
        raise ValueError(f"{name!r} is no path")
    return Code(name)


# --- RBS


def rbs_quoted(text: str) -> Code:
    r"""A string in a type: RBS knows double quotes and the escapes of Ruby."""
    body = "".join(
        _SHORT.get(each) or (each if each.isprintable() else _escaped(each)) for each in text
    )
    return Code(f'"{body}"')


def rbs_method(name: str) -> Code:
    """The name of a method in a signature: keywords stand in backticks."""
    plain = method(name)
    return fill("`{}`", plain) if name in _RBS_KEYWORDS else plain


_RBS_KEYWORDS = KEYWORDS | frozenset("""
    alias attr_accessor attr_reader attr_writer bool bot class def end extend false in include
    incoming instance interface module nil out outgoing prepend private public self singleton top
    true type unchecked untyped void
    """.split())  # noqa: SIM905
