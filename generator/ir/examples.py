"""Example values: for any type a smallest valid one, and a fuller one that shows its members."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from generator.ir.accepts import accepts
from generator.ir.facts import Index
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    ByTag,
    Constraints,
    Declaration,
    Enumeration,
    Field,
    Json,
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
from generator.ir.patterns import matching

_FORMATS = {
    "date": "2025-01-31",
    "date-time": "2025-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "P1D",
    "email": "user@example.com",
    "idn-email": "user@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com",
    "url": "https://example.com",
    "uri-reference": "/path",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
    "byte": "ZXhhbXBsZQ==",
    "decimal": "1.5",
    "int64": "1",
    "uint64": "1",
    "int32": "1",
    "regex": "a+",
    "json-pointer": "/member",
    "password": "secret",
}
_LONGEST = 4096
_NONE = object()
"""No value: the type comes back to itself wherever one looks."""


class Synthesis:
    """Makes examples for the types of one API; each declaration's smallest value is made once."""

    def __init__(self, index: Index, *, for_request: bool) -> None:
        self._index = index
        self._for_request = for_request
        self._smallest: dict[str, Any] = {}
        self._open: set[str] = set()

    def smallest(self, type_: TypeExpr) -> Json | None:
        """A valid value with required members only; None where none is finite."""
        value = self._value(type_, (), ())
        return None if value is _NONE else Json.of(value)

    def fuller(self, type_: TypeExpr) -> Json | None:
        """A valid value that shows every member of the outermost record but the deprecated ones;
        what those members hold is as small as can be."""
        value = self._fuller(type_, frozenset())
        return None if value is _NONE else Json.of(value)

    def _fuller(self, type_: TypeExpr, seen: frozenset[str]) -> Any:
        while isinstance(type_, Nullable):
            type_ = type_.inner
        declaration = self._index.get(type_.id) if isinstance(type_, Ref) else None
        if declaration is None or declaration.id in seen:
            return self._value(type_, (), ())
        for example in declaration.examples:
            if self._fits(type_, example):
                return example.value
        seen |= {declaration.id}
        value = _NONE
        if isinstance(declaration, Record):
            value = self._record(declaration, full=True)
        elif isinstance(declaration, Alias):
            value = self._fuller(declaration.type, seen)
        elif isinstance(declaration, Union):
            value = self._union(declaration, lambda variant: self._fuller(variant.type, seen))
        return self._value(type_, (), ()) if value is _NONE else value

    def _fits(self, type_: TypeExpr, example: Json) -> bool:
        return accepts(self._index, type_, example.value)

    def _value(self, type_: TypeExpr, words: tuple[str, ...], examples: tuple[Json, ...]) -> Any:
        """A small value. ``words`` say what it is for, where it is a text."""
        for example in examples:
            if len(example.text) < 200 and self._fits(type_, example):
                return example.value
        match type_:
            case AnyJson():
                return {}
            case Nullable(inner=inner):
                value = self._value(inner, words, ())
                return None if value is _NONE else value
            case Literal(value=value):
                return value.value
            case Primitive():
                return _scalar(type_, words)
            case Binary():
                return "example"
            case ListOf(item=item, constraints=constraints):
                return self._list(item, constraints, words)
            case MapOf(value=inner, constraints=constraints):
                return self._map(inner, constraints, words)
            case Ref(id=id):
                return self._declared(id, words)

    def _list(self, item: TypeExpr, constraints: Constraints, words: tuple[str, ...]) -> Any:
        value = self._value(item, _singular(words), ())
        if constraints.max_items == 0:
            return []
        if value is _NONE:
            return [] if not constraints.min_items else _NONE
        count = max(constraints.min_items or 0, 1)
        return list(_differing(value, count, constraints.unique_items))

    def _map(self, inner: TypeExpr, constraints: Constraints, words: tuple[str, ...]) -> Any:
        least = constraints.min_properties or 0
        if (isinstance(inner, AnyJson) and not least) or constraints.max_properties == 0:
            return {}
        value = self._value(inner, words, ())
        if value is _NONE:
            return {} if not least else _NONE
        return {f"key{n + 1}" if n else "key": value for n in range(max(least, 1))}

    def _declared(self, id: str, words: tuple[str, ...]) -> Any:
        if id in self._smallest:
            return self._smallest[id]
        if id in self._open or id not in self._index:
            return _NONE
        self._open.add(id)
        try:
            value = self._make(self._index[id], words)
        finally:
            self._open.discard(id)
        if value is not _NONE and not isinstance(value, str):
            self._smallest[id] = value
        return value

    def _make(self, declaration: Declaration, words: tuple[str, ...]) -> Any:
        match declaration:
            case Record():
                return self._record(declaration, full=False)
            case Enumeration():
                for example in declaration.examples:
                    if self._fits(Ref(id=declaration.id), example):
                        return example.value
                return declaration.members[0].value.value
            case Union():
                return self._union(
                    declaration, lambda variant: self._value(variant.type, words, ())
                )
            case Alias():
                return self._value(
                    declaration.type, words or declaration.name.words, declaration.examples
                )

    def _union(self, union: Union, made: Callable[[Variant], Any]) -> Any:
        """The value of the first variant that no other variant accepts as well (``oneOf`` asks
        for that), or else of the first that has one."""
        fallback = _NONE
        for variant in union.variants:
            value = self._tagged(union, variant, made(variant))
            if value is _NONE:
                continue
            others = (other for other in union.variants if other is not variant)
            if not any(accepts(self._index, other.type, value) for other in others):
                return value
            fallback = value if fallback is _NONE else fallback
        return fallback

    def _tagged(self, union: Union, variant: Variant, value: Any) -> Any:
        """The value with a tag that selects the variant, where its schema leaves the tag free."""
        if not isinstance(union.selector, ByTag) or not isinstance(value, dict) or not variant.tags:
            return value
        tags = [tag.value for tag in variant.tags]
        if value.get(union.selector.tag) in tags:
            return value
        tagged = value | {union.selector.tag: tags[0]}
        return tagged if accepts(self._index, variant.type, tagged) else value

    def _record(self, record: Record, *, full: bool) -> Any:
        if not full:
            for example in record.examples:
                if len(example.text) < 200 and self._fits(Ref(id=record.id), example):
                    return example.value
        made: dict[str, Any] = {}
        for field in record.fields:
            if not self._shown(field, full):
                continue
            value = self._value(field.type, field.name.words, field.examples)
            if value is not _NONE:
                made[field.name.wire] = value
            elif field.required:
                return _NONE
        extra = record.extra if record.extra is not None else AnyJson()
        for name in record.undeclared:
            value = name if isinstance(extra, AnyJson) else self._value(extra, (name,), ())
            if value is _NONE:
                return _NONE
            made[name] = value
        return made

    def _shown(self, field: Field, full: bool) -> bool:
        if (field.read_only and self._for_request) or (field.write_only and not self._for_request):
            return False
        return field.required or (full and not field.doc.deprecated)


def synthesize(
    index: Index, type_: TypeExpr, *, full: bool = False, for_request: bool = True
) -> Json:
    """An example of a type: its smallest valid value, or a ``full`` one that shows the optional
    members of the outermost record. Examples of the document are used where they are valid.

    A type that no finite value satisfies (a record that requires itself) gives ``null``.
    """
    synthesis = Synthesis(index, for_request=for_request)
    made = synthesis.fuller(type_) if full else synthesis.smallest(type_)
    return made if made is not None else Json("null")


def _scalar(type_: Primitive, words: tuple[str, ...]) -> Any:
    match type_.kind:
        case Kind.BOOLEAN:
            return True
        case Kind.INTEGER:
            return int(_number(type_.constraints, whole=True))
        case Kind.NUMBER:
            number = _number(type_.constraints, whole=False)
            return int(number) if number == number.to_integral_value() else float(number)
        case Kind.STRING:
            return _text(type_, words)


def _number(constraints: Constraints, *, whole: bool) -> Decimal:
    """One, or the number next to it that the bounds allow."""
    step = Decimal(constraints.multiple_of) if constraints.multiple_of else Decimal(0)
    low = [Decimal(b) for b in (constraints.minimum, constraints.exclusive_minimum) if b]
    high = [Decimal(b) for b in (constraints.maximum, constraints.exclusive_maximum) if b]
    least, most = max(low, default=None), min(high, default=None)
    nudge = Decimal(1) if whole else Decimal("0.5")
    if least is not None and most is not None and not whole:
        nudge = min(nudge, (most - least) / 2)
    value = Decimal(1)
    if least is not None and value <= least:
        value = least if constraints.exclusive_minimum is None else least + nudge
    if most is not None and value >= most:
        value = most if constraints.exclusive_maximum is None else most - nudge
    if whole:
        value = value.to_integral_value(ROUND_CEILING if least is not None else ROUND_FLOOR)
    if step:
        value = (value / step).to_integral_value(ROUND_CEILING) * step
    return value


def _text(type_: Primitive, words: tuple[str, ...]) -> str:
    constraints = type_.constraints
    if constraints.pattern is not None:
        text = matching(constraints.pattern, constraints.min_length or 0, constraints.max_length)
        if text is not None:
            return text
    text = _FORMATS.get(type_.format or "") or _spoken(words)
    least = min(constraints.min_length or 0, _LONGEST)
    while len(text) < least:
        text += text or "a"
    limit = constraints.max_length if constraints.max_length is not None else len(text)
    longest = max(least, min(limit, _LONGEST))
    return text[: least or longest] if len(text) > longest else text


def _spoken(words: tuple[str, ...]) -> str:
    """A text for a member, by its name: ``text`` where it has none."""
    if words and words[-1] in ("url", "uri"):
        return "https://example.com"
    return " ".join(words) or "text"


def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    if words and len(words[-1]) > 3 and words[-1].endswith("s") and not words[-1].endswith("ss"):
        return (*words[:-1], words[-1][:-1])
    return words


def _differing(value: Any, count: int, unique: bool) -> Iterator[Any]:
    """The value several times; numbers and texts differ where items must be unique."""
    for n in range(min(count, _LONGEST)):
        if not n or not unique:
            yield value
        elif isinstance(value, str):
            yield f"{value}{n + 1}"
        elif isinstance(value, int) and not isinstance(value, bool):
            yield value + n
        else:
            yield value
