"""Whether a JSON value fits a type: what JSON Schema would say, as far as the IR knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from generator.ir.facts import Index
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    Constraints,
    Declaration,
    Enumeration,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Record,
    Ref,
    TypeExpr,
    Union,
)
from generator.ir.patterns import readable

_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = (
    r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d|60)(\.\d+)?"
    r"([Zz]|(?P<sign>[+-])(?P<hours>[01]\d|2[0-3]):(?P<minutes>[0-5]\d))"
)
_DATES = {
    "date": re.compile(_DATE, re.ASCII),
    "date-time": re.compile(f"{_DATE}[Tt]{_TIME}", re.ASCII),
}
"""RFC 3339 §5.6, which JSON Schema refers to (validation §7.3.1)."""
_CHECKED = 64
"""Depth of nesting up to which a value is looked into; real examples stay far below."""


def accepts(index: Index, type_: TypeExpr, value: Any, *, depth: int = 0) -> bool:
    """Whether ``value`` (as :func:`json.loads` gives it) is valid under ``type_``.

    Kinds, enumerations, required members and constraints count; formats other than dates do not,
    as in JSON Schema (validation §7.2.1). A pattern that Python cannot read accepts everything.
    """
    if depth > _CHECKED:
        return False
    match type_:
        case AnyJson():
            return True
        case Nullable(inner=inner):
            return value is None or accepts(index, inner, value, depth=depth)
        case Literal(value=only):
            return same(value, only.value)
        case Primitive():
            return _scalar(type_, value)
        case Binary():
            return isinstance(value, str)
        case ListOf(item=item, constraints=constraints):
            return (
                isinstance(value, list)
                and _counted(constraints, value)
                and all(accepts(index, item, one, depth=depth + 1) for one in value)
            )
        case MapOf(value=inner, constraints=constraints):
            return (
                isinstance(value, dict)
                and _within(len(value), constraints.min_properties, constraints.max_properties)
                and all(accepts(index, inner, one, depth=depth + 1) for one in value.values())
            )
        case Ref(id=id):
            return id in index and _declared(index, index[id], value, depth)


def _declared(index: Index, declaration: Declaration, value: Any, depth: int) -> bool:
    match declaration:
        case Record():
            return _record(index, declaration, value, depth)
        case Enumeration(members=members, base=base, open=is_open):
            if any(same(value, member.value.value) for member in members):
                return True
            return is_open and accepts(index, base, value, depth=depth)
        case Union(variants=variants):
            return any(accepts(index, one.type, value, depth=depth + 1) for one in variants)
        case Alias(type=type_):
            return accepts(index, type_, value, depth=depth + 1)


def _record(index: Index, record: Record, value: Any, depth: int) -> bool:
    if not isinstance(value, dict):
        return False
    if any(name not in value for name in record.undeclared):
        return False
    known = {field.name.wire: field for field in record.fields}
    for name, field in known.items():
        if name not in value:
            if field.required and not (field.read_only or field.write_only):
                return False
        elif not accepts(index, field.type, value[name], depth=depth + 1):
            return False
    others = [one for name, one in value.items() if name not in known]
    if record.extra is None:
        return not [name for name in value if name not in known and name not in record.undeclared]
    return all(accepts(index, record.extra, one, depth=depth + 1) for one in others)


def _scalar(type_: Primitive, value: Any) -> bool:
    constraints = type_.constraints
    match type_.kind:
        case Kind.BOOLEAN:
            return isinstance(value, bool)
        case Kind.STRING:
            return isinstance(value, str) and _text(type_, value)
        case Kind.INTEGER:
            whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
            return whole and not isinstance(value, bool) and _bounded(constraints, value)
        case Kind.NUMBER:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number and _bounded(constraints, value)


def _text(type_: Primitive, value: str) -> bool:
    constraints = type_.constraints
    if not _within(len(value), constraints.min_length, constraints.max_length):
        return False
    if constraints.pattern is not None and not matches(constraints.pattern, value):
        return False
    return type_.format not in _DATES or _dated(type_.format, value)


def _dated(format: str, value: str) -> bool:
    found = _DATES[format].fullmatch(value)
    if found is None:
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    time = found.groupdict()
    return time.get("second") != "60" or _leaps(time)


def _leaps(time: Mapping[str, str | None]) -> bool:
    """Whether a minute may have a 61st second: at the end of a day in UTC (RFC 3339 §5.7)."""
    local = int(time["hour"] or 0) * 60 + int(time["minute"] or 0)
    offset = int(time["hours"] or 0) * 60 + int(time["minutes"] or 0)
    return (local + (offset if time["sign"] == "-" else -offset)) % 1440 == 1439


def matches(pattern: str, value: str) -> bool:
    """Whether a regular expression finds something in a text; true where Python cannot read it."""
    found = readable(pattern)
    return found is None or found.search(value) is not None


def _bounded(constraints: Constraints, value: float) -> bool:
    if value != value or value in (float("inf"), float("-inf")):
        return False  # no JSON, though Python's parser reads them
    number = Fraction(repr(value))
    checks: tuple[tuple[str | None, Callable[[Fraction], bool]], ...] = (
        (constraints.minimum, lambda bound: number >= bound),
        (constraints.maximum, lambda bound: number <= bound),
        (constraints.exclusive_minimum, lambda bound: number > bound),
        (constraints.exclusive_maximum, lambda bound: number < bound),
        (constraints.multiple_of, lambda bound: bound == 0 or number % bound == 0),
    )
    return all(bound is None or holds(Fraction(bound)) for bound, holds in checks)


def _counted(constraints: Constraints, value: list[Any]) -> bool:
    if not _within(len(value), constraints.min_items, constraints.max_items):
        return False
    return not constraints.unique_items or not any(
        same(one, other) for place, one in enumerate(value) for other in value[:place]
    )


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal (JSON Schema core §4.2.2): 1 and 1.0 are, true and 1 are
    not; the order of members does not count."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _within(count: int, least: int | None, most: int | None) -> bool:
    return (least is None or count >= least) and (most is None or count <= most)
