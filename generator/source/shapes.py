"""Values that have not the shape which OpenAPI asks for in their place."""

from __future__ import annotations

from typing import Any

from generator.diagnostics import Report
from generator.source.pointers import join


def kind_of(value: Any) -> str:
    """What a value is, in plain words.

    >>> kind_of([]), kind_of("x"), kind_of(None)
    ('a list', 'text', 'empty')
    """
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "a mapping"


def report_misshapen(
    report: Report, value: Any, segments: tuple[str, ...], kind: str, wanted: str
) -> None:
    """Say that a value is left out: a warning where it is empty, an error where it is wrong."""
    name = segments[-1]
    if value is None:
        report.warning(
            "empty-member",
            f"`{name}` is empty and left out",
            join(segments),
            help="remove the key, or give it a value",
        )
        return
    report.error(
        "wrong-type",
        f"`{name}` is {kind_of(value)} where {wanted} is needed",
        join(segments),
        help=f"write {wanted}" + (" (a schema)" if kind == "schema" else ""),
    )
