"""Numbers that remember how the author wrote them, and plain YAML scalars (YAML 1.2 §10.3.2).

``version: 1.10`` is a number to YAML, but its author meant text. Numbers whose text is not the
one Python would print keep it: ``str(value)`` gives ``1.10``, while the value still counts,
compares and prints as JSON like any other number.
"""

from __future__ import annotations

import math
import re
from typing import Any


class WrittenInt(int):
    """An integer written in an unusual way (``007``, ``0x1F``, ``+1``)."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return (_written_int, (int(self), self.text))

    def __deepcopy__(self, memo: object) -> WrittenInt:
        return self


class WrittenFloat(float):
    """A number written in an unusual way (``1.10``, ``1e3``)."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return (_written_float, (float(self), self.text))

    def __deepcopy__(self, memo: object) -> WrittenFloat:
        return self


def _written_int(value: int, text: str) -> WrittenInt:
    number = WrittenInt(value)
    number.text = text
    return number


def _written_float(value: float, text: str) -> WrittenFloat:
    number = WrittenFloat(value)
    number.text = text
    return number


def integer(text: str) -> int:
    """A decimal integer of any size below Python's own limit (4,300 digits).

    >>> integer("12"), str(integer("007"))
    (12, '007')
    """
    value = int(text)
    return value if str(value) == text else _written_int(value, text)


def real(text: str) -> float:
    """A decimal number; infinite when it is beyond what a double can hold.

    >>> real("0.5"), str(real("1.10")), real("1.10") == 1.1
    (0.5, '1.10', True)
    """
    value = float(text)
    return value if repr(value) == text else _written_float(value, text)


_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMERIC_START = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_REAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_DIGITS = 4_000


def plain(text: str) -> str | int | float | bool | None:
    """The value of an unquoted YAML scalar under the core schema, limited to what JSON has.

    Dates, ``yes`` and ``no`` are text, as YAML 1.2 says. So are ``.inf`` and ``.nan`` and
    numbers beyond a double, since JSON has no such values: a commit id ``1e999`` stays text.

    >>> plain("no"), plain("2024-01-31"), plain("0o17"), plain("1_000"), plain("12:30")
    ('no', '2024-01-31', 15, '1_000', '12:30')
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START or len(text) > _DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        return integer(text)
    if _REAL.fullmatch(text):
        value = real(text)
        return value if math.isfinite(value) else text
    if _BASED.fullmatch(text):
        return _written_int(int(text, 0), text)
    return text


def written(value: object) -> str:
    """The text of a scalar as its author wrote it, for places where OpenAPI wants a string.

    >>> written(real("1.10")), written(True), written(None), written("x")
    ('1.10', 'true', 'null', 'x')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def plain_numbers(value: Any) -> Any:
    """The tree with numbers that remember their text replaced by plain ones, in place."""
    if isinstance(value, WrittenInt | WrittenFloat):
        return _plain(value)
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, dict | list):
            for key, item in [*node.items()] if isinstance(node, dict) else enumerate(node):
                if isinstance(item, dict | list):
                    pending.append(item)
                elif isinstance(item, WrittenInt | WrittenFloat):
                    node[key] = _plain(item)
    return value


def _plain(number: WrittenInt | WrittenFloat) -> int | float:
    return int(number) if isinstance(number, WrittenInt) else float(number)
