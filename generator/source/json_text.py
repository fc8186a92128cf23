"""JSON text (RFC 8259) to plain values, with the same care that YAML gets.

The standard library parses; this module adds budgets, duplicate keys, numbers that remember
their text, and a fault with a place for everything that is refused.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from generator.source.budget import Budget
from generator.source.fault import Fault, Unreadable
from generator.source.scalars import integer, real
from generator.source.yaml12 import Parsed, too_deep

_START = re.compile(r"[ \t\r\n]*([{\[])[ \t\r\n]*(.?)", re.DOTALL)
_LONE_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_MESSAGES = {
    "Expecting property name enclosed in double quotes": (
        "a member name in double quotes must stand here",
        "write names in double quotes; JSON has no comments, and no comma before `}`",
    ),
    "Illegal trailing comma before end of object": (
        "a comma before `}`",
        "remove the comma",
    ),
    "Illegal trailing comma before end of array": ("a comma before `]`", "remove the comma"),
    "Expecting ':' delimiter": ("a `:` must stand here", "put `:` after the member name"),
    "Expecting ',' delimiter": (
        "a `,` or the closing bracket must stand here",
        "put `,` between members, or close the value above",
    ),
    "Expecting value": (
        "a value must stand here",
        "write a string, number, object, array, `true`, `false` or `null`; JSON has no comments",
    ),
    "Unterminated string": ("a string is not closed", "close it with a double quote"),
    "Invalid control character": (
        "a line break or control character inside a string",
        "write it as an escape, such as `\\n`",
    ),
    "Invalid \\escape": ("an unknown escape in a string", "double the backslash"),
    "Invalid \\uXXXX escape": ("an incomplete `\\u` escape", "write four hexadecimal digits"),
    "Extra data": ("text after the end of the document", "keep one JSON value per file"),
}


def looks_like_json(text: str, name: str) -> bool:
    """Whether a text is meant as JSON, judged by its content.

    JSON begins with ``{"`` or ``[``; ``{openapi: 3.1.0}`` is YAML in flow style unless the file
    says otherwise by its name.
    """
    start = _START.match(text)
    if start is None:
        return False
    return name.lower().endswith(".json") or start[2] in '"{}[]'


def parse(text: str, budget: Budget) -> Parsed:
    """The value of a JSON text.

    Raises :class:`Unreadable` with the place of the first fault. A name that stands twice in an
    object keeps its first value and sets ``duplicates``.
    """
    duplicates = False

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal duplicates
        found = dict(members)
        if len(found) != len(members):
            duplicates = True
            found = dict(reversed(members))
        return found

    try:
        value = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_int=_integer,
            parse_float=_real,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise Unreadable(_syntax_fault(error)) from None
    except RecursionError:
        raise Unreadable(too_deep(0, budget)) from None
    except _NoNumber as error:
        raise Unreadable(_number_fault(error.text, text)) from None
    _check_size(value, budget)
    if _LONE_HALF.search(text):
        _check_characters(value, text)
    return Parsed(value, (), duplicates)


class _NoNumber(Exception):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def _integer(text: str) -> int:
    if len(text) > 4_000:
        raise _NoNumber(text)
    return integer(text)


def _real(text: str) -> float:
    value = real(text)
    if not math.isfinite(value):
        raise _NoNumber(text)
    return value


def _constant(text: str) -> float:
    raise _NoNumber(text)


def _number_fault(number: str, text: str) -> Fault:
    shown = number if len(number) < 40 else number[:37] + "..."
    return Fault(
        code="json-number",
        message=f"`{shown}` is no number that JSON tools can exchange",
        index=max(text.find(number), 0),
        help="write it as a string, or use a number that fits a double",
    )


def _syntax_fault(error: json.JSONDecodeError) -> Fault:
    for known, (message, help) in _MESSAGES.items():
        if error.msg.startswith(known):
            return Fault(code="json-syntax", message=message, index=error.pos, help=help)
    return Fault(code="json-syntax", message=error.msg, index=error.pos)


def _check_size(value: Any, budget: Budget) -> None:
    nodes = 0
    depth = 0
    level = [value]
    while level:
        nodes += len(level)
        if nodes > budget.nodes:
            message = f"the document has more than {budget.nodes} values"
            raise Unreadable(
                Fault(code="too-large", message=message, index=0, help="split the document")
            )
        if depth > budget.depth:
            raise Unreadable(too_deep(0, budget))
        depth += 1
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]


def _check_characters(value: Any, text: str) -> None:
    """Refuse half a surrogate pair (RFC 8259 §8.2): it cannot be written as UTF-8."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        found = _LONE_HALF.search(text)
        raise Unreadable(
            Fault(
                code="json-character",
                message="half of a surrogate pair is no character",
                index=found.start() if found else 0,
                help="write the character itself, or both halves of its escape",
            )
        ) from None
