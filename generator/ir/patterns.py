"""Regular expressions of documents, which are those of ECMA-262 (JSON Schema core §6.4).

:func:`readable` gives one to Python; :func:`matching` makes a text that one matches: short,
readable, always the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 256
_CLASSES = {
    constants.CATEGORY_DIGIT: "1",
    constants.CATEGORY_WORD: "a",
    constants.CATEGORY_SPACE: " ",
    constants.CATEGORY_NOT_DIGIT: "a",
    constants.CATEGORY_NOT_WORD: "-",
    constants.CATEGORY_NOT_SPACE: "a",
}
_PREFERRED = "a1A0-_./:@ "
_SPACES = " \\t\\n\\v\\f\\r\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_OUTSIDE = {
    "$": r"\Z",
    ".": r"[^\n\r\u2028\u2029]",
    r"\s": f"[{_SPACES}]",
    r"\S": f"[^{_SPACES}]",
    "(?<": "(?P<",
}
_INSIDE = {r"\s": _SPACES}
_TOKEN = re.compile(r"\\k<(?P<back>\w+)>|\\.|\(\?<(?![=!])|.", re.S)


@lru_cache(1024)
def readable(pattern: str) -> re.Pattern[str] | None:
    """An expression as Python reads it, None where it cannot.

    ``$`` is the very end; ``\\d``, ``\\w`` and ``\\b`` know ASCII only, ``\\s`` and ``.`` all white
    space and line ends (ECMA-262 §22.2); groups are named without ``P``.

    >>> readable("^(?<year>[0-9]+)$").search("2024\\n") is None
    True
    """
    try:
        return re.compile(_translated(pattern), re.ASCII)
    except (re.error, RecursionError, OverflowError):
        return None


def _translated(pattern: str) -> str:
    found: list[str] = []
    inside = False
    for token in _TOKEN.finditer(pattern):
        text = token.group()
        if token["back"] is not None and not inside:
            found.append(f"(?P={token['back']})")
        else:
            found.append((_INSIDE if inside else _OUTSIDE).get(text, text))
        inside = text == "[" or (inside and text != "]")
    return "".join(found)


def matching(pattern: str, least: int = 0, most: int | None = None) -> str | None:
    """A text of ``least`` to ``most`` characters in which ``pattern`` (JSON Schema validation
    §6.3.3) is found, or None where Python cannot read the pattern or no text was found by taking
    the first of each choice.

    >>> matching("^[a-z]{2}-[0-9]+$")
    'aa-1'
    >>> matching("^[a-z]+$", 3)
    'aaa'
    """
    found = readable(pattern)
    if found is None:
        return None
    try:
        tree = parser.parse(found.pattern, re.ASCII)
        for text in _candidates(tree, min(least, _MOST)):
            long_enough = least <= len(text) <= (_MOST if most is None else min(most, _MOST))
            if long_enough and found.search(text):
                return text
    except (RecursionError, OverflowError, LookupError, StopIteration):
        pass
    return None


def _candidates(tree: Any, least: int) -> Iterator[str]:
    """Texts to try: every repetition as short as can be, filled up at either end (a pattern may
    be found anywhere), then with repetitions that are longer and longer."""
    text = _of(tree, 0)
    yield text
    yield text + "a" * (least - len(text))
    yield "a" * (least - len(text)) + text
    for extra in range(1, least + 1):
        yield _of(tree, extra)


def _of(tree: Any, extra: int) -> str:
    return "".join(_one(operation, argument, extra) for operation, argument in tree)


def _one(operation: Any, argument: Any, extra: int) -> str:
    if operation is constants.LITERAL:
        return chr(argument)
    if operation is constants.NOT_LITERAL:
        return next(c for c in _PREFERRED if ord(c) != argument)
    if operation is constants.ANY:
        return "a"
    if operation is constants.IN:
        return _in(argument)
    if operation is constants.BRANCH:
        return _of(argument[1][0], extra)
    if operation is constants.SUBPATTERN:
        return _of(argument[-1], extra)
    if operation is constants.ATOMIC_GROUP:
        return _of(argument, extra)
    if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
        least, most, inner = argument
        times: int = min(least + extra, most, _MOST)
        return _of(inner, extra) * times
    return ""


def _in(items: Any) -> str:
    negated = items[0][0] is constants.NEGATE
    for candidate in _PREFERRED if negated else ():
        if not any(_holds(item, candidate) for item in items[1:]):
            return candidate
    if negated:
        return "~"
    for candidate in "a1":
        if any(_holds(item, candidate) for item in items):
            return candidate
    operation, argument = items[0]
    if operation is constants.RANGE:
        return chr(argument[0])
    if operation is constants.CATEGORY:
        return _CLASSES[argument]
    return chr(argument)


def _holds(item: Any, character: str) -> bool:
    operation, argument = item
    if operation is constants.LITERAL:
        return bool(argument == ord(character))
    if operation is constants.RANGE:
        return bool(argument[0] <= ord(character) <= argument[1])
    if operation is constants.CATEGORY:
        name = str(argument).rpartition("CATEGORY_")[2]
        plain = {"DIGIT": character.isdigit(), "SPACE": character.isspace()}
        plain["WORD"] = character.isalnum() or character == "_"
        return not plain[name[4:]] if name.startswith("NOT_") else plain[name]
    return False
