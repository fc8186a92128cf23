"""A JSON example of a type as the R expression that makes it."""

from __future__ import annotations

from typing import Any

from generator.emit.code import Code, fill
from generator.ir.accepts import accepts
from generator.ir.nodes import (
    Alias,
    Binary,
    Declaration,
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
from generator.targets.r.layout import Atom, Expression, call, keyword
from generator.targets.r.literals import (
    EXACT,
    argument,
    identifier,
    is_sayable,
    json_value,
    mapped,
    shown,
)
from generator.targets.r.world import World

LIST = Code("list")


class Construction:
    """Makes expressions: constructors of models, or nested lists where it is ``plain``.

    ``upload`` says that raw bytes are files; in JSON they are text.
    """

    def __init__(self, world: World, *, plain: bool = False, upload: bool = False) -> None:
        self.world = world
        self.plain = plain
        self.upload = upload

    def of(self, type_: TypeExpr, value: Any) -> Expression:
        """The expression of ``value``, which should be valid under ``type_``; where it is not,
        it is written as plain data."""
        match type_:
            case Nullable(inner=inner) if value is not None:
                return self.of(inner, value)
            case ListOf(item=item) if isinstance(value, list):
                return call(LIST, (self.of(item, each) for each in value))
            case MapOf(value=inner) if isinstance(value, dict) and value:
                return mapped((key, self.of(inner, each)) for key, each in value.items())
            case Primitive(kind=Kind.NUMBER) if type(value) is int and abs(value) <= EXACT:
                return Atom(Code(f"{value}"))
            case Binary() if self.upload and isinstance(value, str):
                return file(value)
            case Ref(id=id_):
                return self._declared(id_, value)
            case _:
                return json_value(value)

    def _declared(self, id_: Id, value: Any) -> Expression:
        outer, self.upload = self.upload, id_ in self.world.uploads
        try:
            return self._made(self.world.index[id_], value)
        finally:
            self.upload = outer

    def _made(self, declaration: Declaration, value: Any) -> Expression:
        match declaration:
            case Record():
                return self._record(declaration, value)
            case Union():
                for variant in self.world.variants(declaration):
                    if accepts(self.world.index, variant.type, value):
                        return self.of(variant.type, value)
            case Alias(type=inner) if not self.world.is_endless(declaration):
                return self.of(inner, value)
            case Alias() | Enumeration():
                pass
        return json_value(value)

    def _record(self, record: Record, value: Any) -> Expression:
        if not isinstance(value, dict):
            return json_value(value)
        types = {field.name.wire: field.type for field in record.fields}
        if self.plain or not self._takes(record, value):
            if not value:
                return json_value(value)
            return mapped(
                (key, self.of(types[key], each) if key in types else json_value(each))
                for key, each in value.items()
            )
        called = self.world.names.members[record.id]
        members = (
            keyword(
                argument(str(called.get(key, key))),
                self._member(types[key], each) if key in types else _null(json_value(each)),
            )
            for key, each in value.items()
        )
        return call(fill("{}$new", identifier(self.world.names.models[record.id].name)), members)

    def _member(self, type_: TypeExpr, value: Any) -> Expression:
        """An argument of a constructor, where NULL would say that it is absent."""
        return _null(self.of(type_, value))

    def _takes(self, record: Record, value: dict[str, Any]) -> bool:
        """Whether the constructor takes all members by name."""
        known = {field.name.wire for field in record.fields}
        others = value.keys() - known
        if not all(is_sayable(name) for name in value):
            return False
        if others and record.extra is None:
            return False
        return all(others) and not others & set(self.world.names.members[record.id].values())


def _null(made: Expression) -> Expression:
    return Atom(Code("json_null")) if made.flat == "NULL" else made


def file(text: str) -> Expression:
    """A file of a body that holds a text."""
    name = keyword(Code("name"), Atom(Code('"example.txt"')))
    return call(Code("api_file"), (call(Code("charToRaw"), (Atom(shown(text)),)), name))
