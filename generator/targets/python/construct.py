"""A JSON example of a type as the Python expression that makes it."""

from __future__ import annotations

from typing import Any

from generator.emit.code import Code, fill
from generator.ir.accepts import accepts
from generator.ir.nodes import (
    Alias,
    Binary,
    Enumeration,
    Id,
    Kind,
    ListOf,
    MapOf,
    Nullable,
    Primitive,
    Record,
    Ref,
    TypeExpr,
    Union,
)
from generator.targets.python.layout import (
    Atom,
    Expression,
    atom,
    call,
    keyword,
    listed,
    mapped,
)
from generator.targets.python.literals import identifier, json_value, quoted
from generator.targets.python.types import World


class _Circular(Exception):
    """A value was led back to a union that is being asked about it."""


class Construction:
    """Makes expressions; ``attributes`` are the attribute names of each record by wire name.

    ``package`` is what the classes are reached through. ``needs`` collects the modules of the
    standard library that the expressions use.
    """

    def __init__(
        self, world: World, attributes: dict[Id, dict[str, str]], package: Code, *, plain: bool
    ) -> None:
        self.world = world
        self.attributes = attributes
        self.package = package
        self.plain = plain
        self.needs: set[str] = set()
        self._open: list[tuple[Id, int]] = []

    def of(self, type_: TypeExpr, value: Any) -> Expression:
        """The expression of ``value``, which should be valid under ``type_``; where it is not,
        it is written as plain data."""
        match type_:
            case Nullable(inner=inner) if value is not None:
                return self.of(inner, value)
            case ListOf(item=item) if isinstance(value, list):
                return listed(self.of(item, each) for each in value)
            case MapOf(value=inner) if isinstance(value, dict):
                return mapped((quoted(key), self.of(inner, each)) for key, each in value.items())
            case Binary() if isinstance(value, str):
                return Atom(fill("b{}", quoted(value))) if value.isascii() else atom('b"example"')
            case Primitive(kind=Kind.STRING, format="date-time" | "date" as form):
                return self._date(form, value)
            case Ref(id=id_):
                return self._declared(id_, value)
            case _:
                return json_value(value)

    def _date(self, form: str, value: Any) -> Expression:
        if self.plain or not isinstance(value, str):
            return json_value(value)
        self.needs.add("datetime")
        head = Code("datetime.datetime" if form == "date-time" else "datetime.date")
        return call(fill("{}.fromisoformat", head), (Atom(quoted(value)),))

    def _declared(self, id_: Id, value: Any) -> Expression:
        match self.world.index[id_]:
            case Record() as record:
                return self._record(record, value)
            case Union() as union:
                return self._union(union, value)
            case Alias(type=inner):
                return self.of(inner, value)
            case Enumeration():
                return json_value(value)

    def _union(self, union: Union, value: Any) -> Expression:
        # A union can be a variant of its own variant; the second way in leads nowhere new.
        here = (union.id, id(value))
        if here in self._open:
            raise _Circular
        self._open.append(here)
        circular = False
        try:
            for variant in union.variants:
                if accepts(self.world.index, variant.type, value):
                    try:
                        return self.of(variant.type, value)
                    except _Circular:
                        circular = True
        finally:
            self._open.pop()
        if circular and any(each == here[1] for _, each in self._open):
            raise _Circular
        return json_value(value)

    def _record(self, record: Record, value: Any) -> Expression:
        if not isinstance(value, dict):
            return json_value(value)
        types = {field.name.wire: field.type for field in record.fields}
        if self.plain:
            return mapped(
                (quoted(key), self.of(types[key], each) if key in types else json_value(each))
                for key, each in value.items()
            )
        head = fill("{}.{}", self.package, identifier(self.world.names[record.id].name))
        if not value.keys() <= types.keys():
            # Members that the class does not know cannot be keywords of its constructor.
            return call(fill("{}.model_validate", head), (json_value(value),))
        names = self.attributes[record.id]
        members = ((names[key], self.of(types[key], each)) for key, each in value.items())
        return call(head, (keyword(identifier(name), made) for name, made in members))
