"""A text that a regular expression matches: short, readable, always the same."""

from __future__ import annotations

import re
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


def matching(pattern: str) -> str | None:
    """A text in which ``pattern`` (JSON Schema validation §6.3.3) is found, or None where Python
    cannot read the pattern or no text was found by taking the first of each choice.

    >>> matching("^[a-z]{2}-[0-9]+$")
    'aa-1'
    """
    try:
        tree = parser.parse(pattern)
        text = _of(tree)
    except (re.error, RecursionError, OverflowError, LookupError):
        return None
    return text if len(text) <= _MOST and re.search(pattern, text) else None


def _of(tree: Any) -> str:
    return "".join(_one(operation, argument) for operation, argument in tree)


def _one(operation: Any, argument: Any) -> str:
    if operation is constants.LITERAL:
        return chr(argument)
    if operation is constants.NOT_LITERAL:
        return next(c for c in _PREFERRED if ord(c) != argument)
    if operation is constants.ANY:
        return "a"
    if operation is constants.IN:
        return _in(argument)
    if operation is constants.BRANCH:
        return _of(argument[1][0])
    if operation is constants.SUBPATTERN:
        return _of(argument[-1])
    if operation is constants.ATOMIC_GROUP:
        return _of(argument)
    if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
        least, most, inner = argument
        times = least if least or most == 0 else 0
        return _of(inner) * min(times, _MOST)
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
