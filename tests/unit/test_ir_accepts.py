"""Whether a value fits a type: what JSON Schema says, as far as the representation knows."""

from __future__ import annotations

from typing import Any

import pytest

from generator.ir.accepts import accepts, matches, same
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    ByKind,
    Constraints,
    Declaration,
    Enumeration,
    Field,
    Json,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Member,
    Name,
    Nullable,
    Primitive,
    Record,
    Ref,
    TypeExpr,
    Union,
    Variant,
)

STRING = Primitive(kind=Kind.STRING)
INTEGER = Primitive(kind=Kind.INTEGER)
NUMBER = Primitive(kind=Kind.NUMBER)


def _name(wire: str) -> Name:
    return Name(words=(wire.lower(),), wire=wire)


def _bounded(kind: Kind, **bounds: Any) -> Primitive:
    return Primitive(kind=kind, constraints=Constraints(**bounds))


def _index(*declarations: Declaration) -> dict[str, Declaration]:
    return {declaration.id: declaration for declaration in declarations}


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        (AnyJson(), [None, 1, "a", [], {}], []),
        (Primitive(kind=Kind.BOOLEAN), [True, False], [0, 1, "true", None]),
        (INTEGER, [0, -1, 2**80, 1.0], [1.5, True, "1", None]),
        (NUMBER, [0, 1.5, -(2**80)], [True, "1", None, float("nan"), float("inf")]),
        (STRING, ["", "a", "\U0001f480"], [1, None, [], {}]),
        (Binary(), ["bytes"], [1, None]),
        (Nullable(inner=STRING), [None, "a"], [1]),
        (Literal(value=Json("1"), kind=Kind.INTEGER), [1, 1.0], [True, 2, "1"]),
        (Literal(value=Json('"a"'), kind=Kind.STRING), ["a"], ["A", None]),
        (ListOf(item=INTEGER), [[], [1]], [["a"], {}, None]),
        (MapOf(value=INTEGER), [{}, {"a": 1}], [{"a": "b"}, [], None]),
        (_bounded(Kind.INTEGER, minimum="1", maximum="3"), [1, 3], [0, 4]),
        (_bounded(Kind.NUMBER, exclusive_minimum="1", exclusive_maximum="3"), [1.1], [1, 3]),
        (_bounded(Kind.NUMBER, multiple_of="0.01"), [1.13, 7, 1e300], [0.001]),
        (_bounded(Kind.INTEGER, maximum="9223372036854775806"), [2**63 - 2], [2**63 - 1]),
        (_bounded(Kind.STRING, min_length=1, max_length=2), ["a", "\U0001f480b"], ["", "abc"]),
        (_bounded(Kind.STRING, pattern="b+"), ["abc"], ["ac"]),
        (_bounded(Kind.STRING, pattern=r"\p{L}"), ["anything: Python cannot read it"], []),
    ],
)
def test_a_type_accepts_what_json_schema_does(
    type_: TypeExpr, good: list[Any], bad: list[Any]
) -> None:
    """Kinds and bounds decide; a boolean is no number, and 1.0 is an integer."""
    assert [value for value in good if not accepts({}, type_, value)] == []
    assert [value for value in bad if accepts({}, type_, value)] == []


@pytest.mark.parametrize(
    ("constraints", "good", "bad"),
    [
        (Constraints(min_items=1, max_items=2), [[1], [1, 1]], [[], [1, 1, 1]]),
        (Constraints(unique_items=True), [[1, 2], [1, True], []], [[1, 1.0], [{}, {}]]),
        (
            Constraints(unique_items=True),
            [[{"a": 1}, {"a": True}]],
            [[{"a": 1, "b": 2}, {"b": 2, "a": 1.0}]],
        ),
    ],
)
def test_lists_are_counted_and_compared_as_json(
    constraints: Constraints, good: list[Any], bad: list[Any]
) -> None:
    """Items are counted; unique ones differ as JSON values do, in whatever order members stand."""
    type_ = ListOf(item=AnyJson(), constraints=constraints)
    assert [value for value in good if not accepts({}, type_, value)] == []
    assert [value for value in bad if accepts({}, type_, value)] == []


@pytest.mark.parametrize(
    ("format", "good", "bad"),
    [
        (
            "date-time",
            [
                "2025-01-31T12:00:00Z",
                "2025-01-31t12:00:00.123456789+05:30",
                "2016-12-31T23:59:60Z",
                "2017-01-01T05:29:60+05:30",
            ],
            [
                "2025-01-31",
                "2025-01-31T12:00:00",
                "2025-01-31 12:00:00Z",
                "2025-02-30T12:00:00Z",
                "2025-01-31T24:00:00Z",
                "2025-01-31T12:00:60Z",
                "20250131T120000Z",
            ],
        ),
        ("date", ["2024-02-29"], ["2025-02-29", "20250131", "2025-W01-1", "2025-1-31", ""]),
        ("uuid", ["not judged"], []),
    ],
)
def test_dates_are_those_of_rfc_3339(format: str, good: list[str], bad: list[str]) -> None:
    """A date-time has an offset, a date is of the calendar; other formats are not judged."""
    type_ = Primitive(kind=Kind.STRING, format=format)
    assert [text for text in good if not accepts({}, type_, text)] == []
    assert [text for text in bad if accepts({}, type_, text)] == []


def _record(**more: Any) -> Record:
    fields = (
        Field(name=_name("a"), type=STRING, required=True),
        Field(name=_name("b"), type=INTEGER, required=False),
        Field(name=_name("r"), type=INTEGER, required=True, read_only=True),
    )
    return Record(id="#/R", name=_name("R"), fields=fields, **more)


@pytest.mark.parametrize(
    ("record", "good", "bad"),
    [
        (_record(), [{"a": ""}, {"a": "", "b": 1, "x": None}], [{}, {"a": 1}, {"a": "", "b": ""}]),
        (_record(extra=None), [{"a": ""}], [{"a": "", "x": 1}]),
        (_record(extra=INTEGER), [{"a": "", "x": 1}], [{"a": "", "x": "1"}]),
        (_record(undeclared=("u",)), [{"a": "", "u": None}], [{"a": ""}]),
        (_record(extra=None, undeclared=("u",)), [{"a": "", "u": 1}], [{"a": "", "u": 1, "x": 1}]),
    ],
)
def test_a_record_accepts_its_members(record: Record, good: list[Any], bad: list[Any]) -> None:
    """Required members must be there, but for those of one direction; extras as it says."""
    index = _index(record)
    assert [value for value in good if not accepts(index, Ref(id="#/R"), value)] == []
    assert [value for value in [*bad, [], None] if accepts(index, Ref(id="#/R"), value)] == []


@pytest.mark.parametrize("is_open", [True, False])
def test_only_an_open_enumeration_accepts_other_values(is_open: bool) -> None:
    """Members always fit; other values of the base fit where the document expects them."""
    members = (Member(name=_name("x"), value=Json('"x"')),)
    level = Enumeration(id="#/E", name=_name("E"), base=STRING, members=members, open=is_open)
    index = _index(level)
    assert accepts(index, Ref(id="#/E"), "x")
    assert accepts(index, Ref(id="#/E"), "y") is is_open
    assert not accepts(index, Ref(id="#/E"), 1)


def test_a_union_accepts_what_any_variant_does_and_an_alias_what_it_names() -> None:
    """References are followed; what leads nowhere accepts nothing, and circles end."""
    variants = (
        Variant(type=Ref(id="#/A"), name=_name("list")),
        Variant(type=STRING, name=_name("text")),
    )
    index = _index(
        Alias(id="#/A", name=_name("A"), type=ListOf(item=Ref(id="#/U"))),
        Union(id="#/U", name=_name("U"), variants=variants, selector=ByKind()),
        Alias(id="#/C", name=_name("C"), type=Ref(id="#/C")),
    )
    assert accepts(index, Ref(id="#/U"), [["a"], "b"])
    assert not accepts(index, Ref(id="#/U"), [1])
    assert not accepts(index, Ref(id="#/nowhere"), "a")
    assert not accepts(index, Ref(id="#/C"), "a")


def test_a_pattern_is_searched_not_matched_whole() -> None:
    """Patterns are not anchored (JSON Schema validation §6.3.3)."""
    assert matches("b", "abc")
    assert not matches("^b", "abc")
    assert matches("(", "a broken pattern limits nothing")


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (2**53 + 1, float(2**53), False),
        ({"a": 1, "b": [2]}, {"b": [2.0], "a": 1}, True),
        ([1, 2], [2, 1], False),
        (None, False, False),
        ("1", 1, False),
    ],
)
def test_json_values_are_compared_as_json(one: Any, other: Any, equal: bool) -> None:
    """Numbers by value, booleans apart from numbers, members in any order."""
    assert same(one, other) is equal
    assert same(other, one) is equal
