"""Strict checks: every place where a JSON value breaks the document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from .aliases import Tag
from .choices import closest, select
from .dates import Timestamp, parse_date
from .marks import Bounds
from .members import extra_of, members_of
from .problems import Problem, Step, pointer
from .shapes import (
    Bounded,
    Choice,
    Foreign,
    Known,
    ListOf,
    MapOf,
    Maybe,
    Moment,
    Record,
    Reference,
    Scalar,
    ScalarKind,
    Shape,
    label,
)
from .values import is_array, is_object, same

Path = tuple[Step, ...]
_NAMES: dict[ScalarKind, str] = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
}


def check(shape: Shape, value: Any) -> tuple[Problem, ...]:
    """What is wrong with ``value``, a parsed JSON text, under ``shape``; empty if nothing is.

    Types, required and forbidden members, closed enumerations, unions, dates and bounds are
    checked. A ``pattern`` that Python cannot compile is not.
    """
    return tuple(_check(shape, value, ()))


def _check(shape: Shape, value: Any, path: Path) -> Iterator[Problem]:
    match shape:
        case Scalar(kind):
            if not _is_scalar(kind, value):
                yield _problem(path, f"expected {_NAMES[kind]}, got {_shown(value)}")
        case Known():
            yield from _known(shape, value, path)
        case Moment(time):
            yield from _moment(time, value, path)
        case ListOf(item):
            if is_array(value):
                for index, element in enumerate(value):
                    yield from _check(item, element, (*path, index))
            else:
                yield _problem(path, f"expected an array, got {_shown(value)}")
        case MapOf(inner):
            if is_object(value):
                for name, element in value.items():
                    yield from _check(inner, element, (*path, name))
            else:
                yield _problem(path, f"expected an object, got {_shown(value)}")
        case Maybe(inner, declared):
            if value is not None:
                yield from _check(inner, value, path)
            elif not declared:
                yield _problem(path, "null is not allowed here")
        case Bounded(inner, bounds):
            yield from _check(inner, value, path)
            yield from _bounds(bounds, value, path)
        case Record():
            yield from _record(shape, value, path)
        case Reference(named):
            yield from _check(named.shape, value, path)
        case Choice():
            yield from _choice(shape, value, path)
        case Foreign(annotation):
            yield from _foreign(annotation, value, path)
        case _:
            return


def _problem(path: Path, message: str) -> Problem:
    return Problem(pointer(path), message)


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _is_scalar(kind: ScalarKind, value: Any) -> bool:
    """An integer may be written ``1.0`` (JSON Schema core §4.2.3)."""
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return kind == "number" or isinstance(value, int) or value.is_integer()


def _known(known: Known, value: Any, path: Path) -> Iterator[Problem]:
    if any(_equal(value, one) for one in known.values):
        return
    if known.open and any(_is_scalar(base.kind, value) for base in known.bases):
        return
    if any(base.kind == "number" for base in known.bases) and _is_scalar(
        "number", value
    ):
        return
    choices = ", ".join(map(_shown, known.values))
    yield _problem(path, f"expected one of {choices}, got {_shown(value)}")


def _equal(value: Any, known: Tag) -> bool:
    return isinstance(value, str | int | float) and same(value, known)


def _moment(time: bool, value: Any, path: Path) -> Iterator[Problem]:
    name = "a date-time (RFC 3339)" if time else "a date (RFC 3339)"
    try:
        if not isinstance(value, str):
            raise ValueError
        if time and Timestamp.parse(value).tzinfo is None:
            raise ValueError
        if not time:
            parse_date(value)
    except ValueError:
        yield _problem(path, f"expected {name}, got {_shown(value)}")


def _record(record: Record, value: Any, path: Path) -> Iterator[Problem]:
    if not is_object(value):
        yield _problem(path, f"expected an object, got {_shown(value)}")
        return
    known = {member.wire: member for member in members_of(record.cls)}
    for wire, member in known.items():
        if wire in value:
            yield from _check(member.shape, value[wire], (*path, wire))
        elif member.required:
            yield _problem(path, f"the required member {_shown(wire)} is missing")
    extra = extra_of(record.cls)
    for name in value.keys() - known.keys():
        if extra is None:
            yield _problem((*path, name), "the document has no such member")
        else:
            yield from _check(extra, value[name], (*path, name))


def _choice(choice: Choice, value: Any, path: Path) -> Iterator[Problem]:
    cases = select(choice, value)
    if cases is None:
        if not choice.open:
            names = ", ".join(case.label for case in choice.cases)
            what = (
                f"{choice.tag} {_shown(value.get(choice.tag))}"
                if choice.tag
                else "members"
            )
            yield _problem(path, f"no variant has such {what}; expected one of {names}")
        return
    if not cases:
        yield _problem(path, f"expected one of {label(choice)}, got {_shown(value)}")
        return
    found = [tuple(_check(case.shape, value, path)) for case in cases]
    if all(found):
        nearest = closest(cases, value) if is_object(value) else None
        yield from found[cases.index(nearest) if nearest else 0]


def _foreign(annotation: Any, value: Any, path: Path) -> Iterator[Problem]:
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError as fault:
        for error in fault.errors():
            yield _problem((*path, *error["loc"]), error["msg"])


# --- bounds -----------------------------------------------------------------------------------


def _bounds(bounds: Bounds, value: Any, path: Path) -> Iterator[Problem]:
    """Each bound speaks about one kind of value only (JSON Schema validation §6)."""
    if isinstance(value, bool):
        return
    if isinstance(value, int | float):
        tests = _number_bounds(bounds, value)
    elif isinstance(value, str):
        tests = _size_bounds(
            len(value), bounds.min_length, bounds.max_length, "characters"
        )
        tests += _pattern_bounds(bounds, value)
    elif is_array(value):
        tests = _size_bounds(len(value), bounds.min_items, bounds.max_items, "items")
        tests.append((not (bounds.unique_items and _repeats(value)), "an item repeats"))
    elif is_object(value):
        low, high = bounds.min_properties, bounds.max_properties
        tests = _size_bounds(len(value), low, high, "members")
    else:
        return
    for fine, message in tests:
        if not fine:
            yield _problem(path, message)


def _number_bounds(bounds: Bounds, value: float) -> list[tuple[bool, str]]:
    low, high, above, below, step = (
        bounds.minimum,
        bounds.maximum,
        bounds.exclusive_minimum,
        bounds.exclusive_maximum,
        bounds.multiple_of,
    )
    return [
        (low is None or value >= low, f"{value} is less than {low}"),
        (high is None or value <= high, f"{value} is more than {high}"),
        (above is None or value > above, f"{value} is not more than {above}"),
        (below is None or value < below, f"{value} is not less than {below}"),
        (
            step is None or Decimal(str(value)) % Decimal(str(step)) == 0,
            f"{value} is no multiple of {step}",
        ),
    ]


def _size_bounds(
    size: int, low: int | None, high: int | None, unit: str
) -> list[tuple[bool, str]]:
    return [
        (low is None or size >= low, f"{size} {unit}, fewer than {low}"),
        (high is None or size <= high, f"{size} {unit}, more than {high}"),
    ]


def _pattern_bounds(bounds: Bounds, value: str) -> list[tuple[bool, str]]:
    if bounds.pattern is None:
        return []
    matches = _matcher(bounds.pattern)
    return [(matches(value), f"{_shown(value)} does not match {bounds.pattern}")]


@cache
def _matcher(pattern: str) -> Callable[[str], bool]:
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return lambda text: True
    return lambda text: compiled.search(text) is not None


def _repeats(items: Sequence[Any]) -> bool:
    texts = [_canonical(item) for item in items]
    return len(set(texts)) < len(texts)


def _canonical(value: Any) -> str:
    """Text that is equal for equal JSON values (JSON Schema core §4.2.2: 1 equals 1.0)."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if is_array(value):
        return f"[{','.join(map(_canonical, value))}]"
    if is_object(value):
        members = sorted(f"{json.dumps(k)}:{_canonical(v)}" for k, v in value.items())
        return f"{{{','.join(members)}}}"
    return json.dumps(value)
