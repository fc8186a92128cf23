"""The options of a language: declared once, checked, and shown by ``targets``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.diagnostics import Report

Value: TypeAlias = str | bool | int
"""What an option can be set to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option.

    The type is that of ``default``. ``choices`` limits a string to a list, ``pattern`` to a
    regular expression that must match it whole; ``help`` is one sentence without a full stop.
    """

    name: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    pattern: str | None = None

    @property
    def type(self) -> str:
        """The word that ``targets`` shows."""
        if self.choices:
            return "|".join(self.choices)
        return {"bool": "yes|no", "int": "number"}.get(type(self.default).__name__, "text")


def read_options(
    declared: Iterable[Option], raw: Mapping[str, object], report: Report, *, language: str
) -> dict[str, Value]:
    """The value of every declared option.

    ``raw`` comes from ``generator.yaml`` or from ``--set``, where every value is text. An unknown
    name or a wrong value is an ``option`` error in ``report``, and the default stands in.
    """
    known = {option.name: option for option in declared}
    for name in raw:
        if name not in known:
            report.error(
                "option",
                f"target `{language}` has no option `{name}`",
                help=f"its options are {', '.join(f'`{each}`' for each in sorted(known))}",
            )
    return {
        name: _read(option, raw[name], report, language) if name in raw else option.default
        for name, option in known.items()
    }


def _read(option: Option, value: object, report: Report, language: str) -> Value:
    read = _typed(option.default, value)
    if read is None or (isinstance(read, str) and not _allowed(option, read)):
        wanted = f"text that matches `{option.pattern}`" if option.pattern else option.type
        report.error(
            "option",
            f"option `{option.name}` of target `{language}` cannot be {value!r}",
            help=f"{option.help}: {wanted}",
        )
        return option.default
    return read


def _allowed(option: Option, value: str) -> bool:
    if option.choices:
        return value in option.choices
    return option.pattern is None or re.fullmatch(option.pattern, value) is not None


def _typed(like: Value, value: object) -> Value | None:
    """``value`` in the type of ``like``, or None where it has none."""
    if isinstance(like, bool):
        if isinstance(value, bool):
            return value
        return {"yes": True, "true": True, "no": False, "false": False}.get(str(value).lower())
    if isinstance(like, int):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        is_number = isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value)
        return int(str(value)) if is_number else None
    return value if isinstance(value, str) else None
