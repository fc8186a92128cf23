"""Text that may be written as it is.

Everything that a document says is data: a plain ``str``. A language turns data into
:class:`Code` once, where it is written, by functions of its own (``quoted``, ``comment``,
``identifier``…), and the template environment raises on any plain ``str``. So text of a document
cannot reach the output by accident, and none of the operations here turns a ``str`` into code.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable
from typing import LiteralString


class Code(str):
    """A string that is fit to be written as it is.

    Calling it is a promise, so it is called with literals, and in the few functions of a language
    that escape. Code joins only with code; an f-string or ``format`` gives a plain ``str`` again,
    which templates refuse: use :func:`fill`.

    >>> Code("a") + Code("b")
    Code('ab')
    >>> Code("a") + "b"
    Traceback (most recent call last):
    TypeError: only Code can be added to Code, not str
    """

    __slots__ = ()

    def __add__(self, other: str) -> Code:
        """Both, if both are code."""
        if not isinstance(other, Code):
            raise TypeError(f"only Code can be added to Code, not {type(other).__name__}")
        return Code(str.__add__(self, other))

    def __radd__(self, other: str) -> Code:
        """Plain text before code is refused too."""
        raise TypeError(f"only Code can be added to Code, not {type(other).__name__}")

    def __mul__(self, times: object) -> Code:
        """Code again and again is code."""
        return Code(str.__mul__(self, times))  # type: ignore[operator]

    def join(self, parts: Iterable[str]) -> Code:
        """The parts with this between them; each must be code."""
        found = list(parts)
        for part in found:
            if not isinstance(part, Code):
                raise TypeError(f"only Code can be joined, not {type(part).__name__}")
        return Code(str.join(self, found))

    def __repr__(self) -> str:
        return f"Code({str.__repr__(self)})"


def fill(pattern: LiteralString, *parts: Code | int) -> Code:
    """The pattern with its ``{}`` holes filled in turn by code or integers.

    The pattern is written in the source of a language, never made: type checkers ask for a
    literal. Doubled braces stand for themselves, as in ``str.format``.

    >>> fill("Optional[{}]", Code("str"))
    Code('Optional[str]')
    """
    for part in parts:
        if not isinstance(part, Code) and (not isinstance(part, int) or isinstance(part, bool)):
            raise TypeError(f"only Code and int can fill a hole, not {type(part).__name__}")
    return Code(str.format(pattern, *parts))


def lines(parts: Iterable[Code]) -> Code:
    """The parts, one a line, without a line end after the last."""
    return Code("\n").join(parts)


def indent(code: Code, by: Code) -> Code:
    """Every line that is not empty, moved in by a prefix."""
    return Code("\n".join(by + Code(line) if line else line for line in code.split("\n")))


def wrap(text: str, width: int) -> list[str]:
    """Plain text as lines of at most ``width`` characters, cut at white space only.

    Every line end of Unicode ends a line (so U+2028 cannot hide one from a line comment); lines
    of the author stay apart; a word that is longer than ``width`` stays whole. Nothing is lost
    but white space. Still data: pass it to :func:`comment` or escape it.
    """
    wrapper = textwrap.TextWrapper(
        width=max(width, 1),
        break_long_words=False,
        break_on_hyphens=False,
        expand_tabs=False,
        replace_whitespace=False,
    )
    return [part for line in text.splitlines() for part in (wrapper.wrap(line) or [""])]


def visible(text: str) -> str:
    """Plain text with the characters that no reader sees spelled as ``<U+202E>``.

    Those are controls, lone surrogates, and the format characters that reorder or hide text (so a
    comment cannot lie about the code beside it). Tabs and line ends stay.
    """
    return "".join(
        f"<U+{ord(character):04X}>" if _hidden(character) else character for character in text
    )


def _hidden(character: str) -> bool:
    if character in "\t\n\r" or " " <= character <= "~":
        return False
    category = unicodedata.category(character)
    # U+200C and U+200D join letters of real scripts and emoji.
    return category in ("Cc", "Cs", "Zl", "Zp") or (
        category == "Cf" and character not in "\u200c\u200d"
    )


def comment(
    text: str,
    prefix: Code,
    *,
    width: int,
    escape: Callable[[str], str] = lambda line: line,
) -> Code:
    """Plain text as lines of a line comment, wrapped so that prefix and text fit ``width``.

    ``escape`` sees one line without its end and makes it harmless in the language's comments
    where more than that is needed (``\\u000a`` in Java, ``*/`` in blocks).

    >>> comment("one two", Code("# "), width=7)
    Code('# one\\n# two')
    """
    return lines(
        Code((prefix + Code(escape(visible(line)))).rstrip())
        for line in wrap(text, width - len(prefix))
    )
