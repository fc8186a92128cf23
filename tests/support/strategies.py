"""Values that hypothesis draws for the types of an API: valid ones, and ones from the future.

A :class:`Values` turns types of the representation into strategies. Tame values are what the
document promises; *wild* ones are what a client meets when the service has moved on: members,
enumeration values and variants that the document does not know, null where it promises none.
Numbers reach beyond 2^53 and 2^64, texts hold any Unicode character, names are nasty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from math import ceil, floor
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from generator.ir.accepts import accepts
from generator.ir.examples import synthesize
from generator.ir.facts import Index
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    ByTag,
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
    Variant,
)
from generator.ir.patterns import readable

Drawn = SearchStrategy[Any]

DEEPEST = 5
"""How many declarations a value goes into before it takes the smallest one."""

NASTY = (
    "",
    " ",
    "__class__",
    "__dict__",
    "__init__",
    "_private",
    "$ref",
    "+1",
    "copy",
    "dict",
    "json",
    "model_config",
    "model_dump",
    "model_extra",
    "model_fields_set",
    "self",
    "snake_case",
    "type",
    "\u2028",
    "é",
    "\U0001f480",
)
"""Names of members that a language may trip over."""

_EDGES = (0, 1, -1, 2**31, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63), 2**64 - 1, 10**30)
_characters = st.characters(exclude_categories=["Cs"])
_text = st.text(_characters, max_size=8)
_names = st.one_of(st.sampled_from(NASTY), st.text(_characters, max_size=6))
_floats = st.floats(allow_nan=False, allow_infinity=False)
_numbers = st.one_of(st.sampled_from(_EDGES), st.integers(), _floats)
any_json: Drawn = st.recursive(
    st.one_of(st.none(), st.booleans(), _numbers, _text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_names, inner, max_size=3)
    ),
    max_leaves=4,
)
"""Any JSON value, small."""


class Values:
    """Strategies for the types of one API; each is made once for a declaration and a depth."""

    def __init__(self, index: Index, *, wild: bool = False) -> None:
        self._index = index
        self._wild = wild
        self._made: dict[tuple[str, int], Drawn] = {}

    def of(self, type_: TypeExpr, depth: int = 0) -> Drawn:
        """Values of a type, as :func:`json.loads` gives them."""
        match type_:
            case AnyJson():
                return any_json
            case Nullable(inner=inner):
                return st.one_of(st.none(), self.of(inner, depth))
            case Literal(value=value):
                return st.just(value.value)
            case Primitive(constraints=constraints):
                pattern = constraints.pattern
                if pattern is not None and readable(pattern) is None:
                    # Nobody can say what is valid; the client does not know either.
                    return _text if self._wild else st.nothing()
                return scalars(type_)
            case Binary():
                return _text
            case ListOf(item=item, constraints=constraints):
                return self._lists(item, constraints, depth)
            case MapOf(value=inner, constraints=constraints):
                return self._maps(inner, constraints, depth)
            case Ref(id=id):
                return self._declared(id, depth)

    def _declared(self, id: str, depth: int) -> Drawn:
        if (id, depth) not in self._made:
            if depth >= DEEPEST:
                self._made[id, depth] = st.just(synthesize(self._index, Ref(id=id)).value)
            else:
                self._made[id, depth] = self._declaration(self._index[id], depth + 1)
        return self._made[id, depth]

    def _declaration(self, declaration: Declaration, depth: int) -> Drawn:
        match declaration:
            case Record():
                return self._records(declaration, depth)
            case Enumeration(members=members, base=base, open=is_open):
                known = st.sampled_from([member.value.value for member in members])
                return st.one_of(known, self.of(base)) if is_open or self._wild else known
            case Union():
                return self._unions(declaration, depth)
            case Alias(type=type_):
                return self.of(type_, depth)

    def _records(self, record: Record, depth: int) -> Drawn:
        required: dict[str, Drawn] = {}
        optional: dict[str, Drawn] = {}
        for field in record.fields:
            drawn = self.of(field.type, depth)
            if self._wild and depth < 2:
                drawn = st.one_of(drawn, drawn, drawn, st.none())
            (required if field.required else optional)[field.name.wire] = drawn
        extra = record.extra if record.extra is not None else AnyJson()
        for name in record.undeclared:
            required[name] = self.of(extra, depth)
        known = st.fixed_dictionaries(required, optional=optional)
        if record.extra is None and not self._wild:
            return known
        taken = {*required, *optional}
        names = _names.filter(lambda name: name not in taken)
        others = st.dictionaries(names, self.of(extra, depth), max_size=2)
        both = st.tuples(known, others).map(lambda pair: {**pair[0], **pair[1]})
        return st.one_of(known, both)

    def _unions(self, union: Union, depth: int) -> Drawn:
        drawn = [self._variants(union, variant, depth) for variant in union.variants]
        if self._wild:
            drawn.append(self._unknown(union))
        return st.one_of(drawn)

    def _variants(self, union: Union, variant: Variant, depth: int) -> Drawn:
        """Values of a variant, with the tag that selects it where the schema leaves that free."""
        drawn = self.of(variant.type, depth)
        if not isinstance(union.selector, ByTag) or not variant.tags:
            return drawn
        tag, known = union.selector.tag, [tag.value for tag in variant.tags]

        def tagged(value: Any) -> Any:
            if not isinstance(value, dict) or value.get(tag) in known:
                return value
            return {**value, tag: known[0]}

        return drawn.map(tagged)

    def _unknown(self, union: Union) -> Drawn:
        """A variant that the document does not have."""
        members = st.dictionaries(_names, any_json, max_size=3)
        if not isinstance(union.selector, ByTag):
            return members
        tag = union.selector.tag
        tags = _text.map(lambda text: f"unheard of {text}")
        return st.tuples(members, tags).map(lambda pair: {**pair[0], tag: pair[1]})

    def _lists(self, item: TypeExpr, constraints: Constraints, depth: int) -> Drawn:
        least = constraints.min_items or 0
        most = least + (2 if depth < 3 else 0)
        if constraints.max_items is not None:
            most = min(most, constraints.max_items)
        items = self.of(item, depth)
        if constraints.unique_items:
            return st.lists(items, min_size=least, max_size=most, unique_by=repr)
        return st.lists(items, min_size=least, max_size=most)

    def _maps(self, inner: TypeExpr, constraints: Constraints, depth: int) -> Drawn:
        least = constraints.min_properties or 0
        most = least + 2
        if constraints.max_properties is not None:
            most = min(most, constraints.max_properties)
        return st.dictionaries(_names, self.of(inner, depth), min_size=least, max_size=most)


def scalars(type_: Primitive) -> Drawn:
    """Values of a scalar within its constraints; dates in every form of RFC 3339."""
    constraints = type_.constraints
    match type_.kind:
        case Kind.BOOLEAN:
            return st.booleans()
        case Kind.STRING:
            return _texts(type_)
        case Kind.INTEGER:
            whole = _integers(constraints)
            return _kept(type_, whole) if constraints.multiple_of else whole
        case Kind.NUMBER:
            return _kept(type_, st.one_of(_integers(constraints), _within(constraints)))


def _kept(type_: Primitive, drawn: Drawn) -> Drawn:
    """Those of the values that the constraints allow; where few do, multiples of the step."""
    step = type_.constraints.multiple_of
    if step is None:
        return drawn.filter(lambda value: accepts({}, type_, value))
    unit = Decimal(step)
    steps = Constraints(
        minimum=_scaled(type_.constraints.minimum, unit, ceil),
        maximum=_scaled(type_.constraints.maximum, unit, floor),
    )
    multiples = _integers(steps).map(lambda count: _plain(count * unit))
    return multiples.filter(lambda value: accepts({}, type_, value))


def _scaled(bound: str | None, unit: Decimal, rounded: Callable[[Decimal], int]) -> str | None:
    return None if bound is None else str(rounded(Decimal(bound) / unit))


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _integers(constraints: Constraints) -> Drawn:
    low = _tightest((constraints.minimum, constraints.exclusive_minimum), ceil, max)
    high = _tightest((constraints.maximum, constraints.exclusive_maximum), floor, min)
    if low is not None and constraints.exclusive_minimum is not None:
        low = max(low, floor(Decimal(constraints.exclusive_minimum)) + 1)
    if high is not None and constraints.exclusive_maximum is not None:
        high = min(high, ceil(Decimal(constraints.exclusive_maximum)) - 1)
    if low is not None and high is not None and low > high:
        return st.nothing()
    inside = [
        edge for edge in _EDGES if (low is None or edge >= low) and (high is None or edge <= high)
    ]
    drawn = st.integers(low, high)
    return st.one_of(drawn, st.sampled_from(inside)) if inside else drawn


def _tightest(
    bounds: Iterable[str | None],
    rounded: Callable[[Decimal], int],
    chosen: Callable[[list[int]], int],
) -> int | None:
    given = [rounded(Decimal(bound)) for bound in bounds if bound is not None]
    return chosen(given) if given else None


def _within(constraints: Constraints) -> Drawn:
    low = constraints.exclusive_minimum or constraints.minimum
    high = constraints.exclusive_maximum or constraints.maximum
    return st.floats(
        float(low) if low is not None else None,
        float(high) if high is not None else None,
        allow_nan=False,
        allow_infinity=False,
    )


def _texts(type_: Primitive) -> Drawn:
    constraints = type_.constraints
    least, most = constraints.min_length or 0, constraints.max_length
    if constraints.pattern is not None:
        expression = readable(constraints.pattern)
        if expression is None:
            return _text
        matching = st.from_regex(expression, alphabet=_characters)
        return matching.filter(lambda text: accepts({}, type_, text))
    if type_.format == "date-time":
        return _moments()
    if type_.format == "date":
        return st.dates().map(lambda date: date.isoformat())
    longest = least + 8 if most is None else min(most, least + 8)
    return st.text(_characters, min_size=least, max_size=longest)


def _moments() -> Drawn:
    """Date-times of RFC 3339 §5.6: any fraction, any offset, either case of T and Z."""
    digits = st.text("0123456789", min_size=1, max_size=9).map(lambda digits: f".{digits}")
    offsets = st.tuples(st.sampled_from("+-"), st.integers(0, 23), st.integers(0, 59))
    return st.builds(
        lambda moment, between, fraction, offset: (
            f"{moment.date().isoformat()}{between}{moment.time().isoformat('seconds')}"
            f"{fraction}{offset}"
        ),
        st.datetimes(),
        st.sampled_from("Tt"),
        st.one_of(st.just(""), digits),
        st.one_of(st.sampled_from("Zz"), offsets.map(lambda o: f"{o[0]}{o[1]:02}:{o[2]:02}")),
    )


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same: 1 and 1.0 are, true and 1 are not (JSON Schema core
    §4.2.2); integers are compared exactly at any size, members in any order."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) in (int, float, str, type(None)) and bool(one == other)
