"""Scalars as text: how a single value is written outside JSON."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TypeAlias

from ..exceptions import RequestError

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
"""A JSON value in the plain types of Python."""

Scalar: TypeAlias = "bool | int | float | str"


def scalar_text(value: Scalar) -> str:
    """A scalar as text: ``true`` and ``false``, numbers in plain decimal.

    Raises RequestError for a number that is not finite.

    >>> scalar_text(1e21), scalar_text(True), scalar_text(1e-7)
    ('1000000000000000000000', 'true', '0.0000001')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if not math.isfinite(value):
        raise RequestError("a number that is not finite cannot be sent")
    return format(Decimal(repr(float(value))), "f")
