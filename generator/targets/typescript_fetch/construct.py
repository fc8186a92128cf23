"""A JSON example of a type as the TypeScript expression that makes it."""

from __future__ import annotations

from typing import Any

from generator.emit.code import Code, fill
from generator.ir.accepts import accepts
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    Enumeration,
    Json,
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
from generator.targets.typescript_fetch.layout import Atom, Expression, call, listed, mapped
from generator.targets.typescript_fetch.literals import json_value, object_key, quoted
from generator.targets.typescript_fetch.world import World, is_int64

OTHER = Code("other")


class Construction:
    """Makes expressions. ``needs`` collects the functions of the package that they use;
    ``upload`` says that raw bytes are files, and ``uploads`` whether any was made."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.needs: set[str] = set()
        self.upload = False
        self.uploads = False

    def of(self, type_: TypeExpr, value: Any) -> Expression:
        """The expression of ``value``, which should be valid under ``type_``; where it is not,
        it is written as plain data."""
        match type_:
            case Nullable(inner=inner) if value is not None:
                return self.of(inner, value)
            case ListOf(item=item) if isinstance(value, list):
                return listed(self.of(item, each) for each in value)
            case MapOf(value=inner) if isinstance(value, dict):
                return mapped((object_key(k), self.of(inner, each)) for k, each in value.items())
            case Binary() if self.upload and isinstance(value, str):
                self.uploads = True
                return call(Code("new Blob"), (listed((Atom(quoted(value)),)),))
            case Primitive() if self.world.is_converted(type_):
                return self._converted(type_, value)
            case Ref(id=id_):
                return self._declared(id_, value)
            case _:
                return json_value(value)

    def _converted(self, type_: Primitive, value: Any) -> Expression:
        if type_.kind is Kind.STRING and isinstance(value, str):
            return call(Code("new Date"), (Atom(quoted(value)),))
        if is_int64(type_) and isinstance(value, int):
            return Atom(Code(f"{value}n"))
        return json_value(value)

    def _declared(self, id_: str, value: Any) -> Expression:
        outer, self.upload = self.upload, id_ in self.world.uploads
        try:
            match self.world.index[id_]:
                case Record() as record:
                    return self._record(record, value)
                case Union() as union:
                    return self._union(union, value)
                case Alias(type=inner):
                    return self.of(inner, value)
                case Enumeration():
                    return json_value(value)
        finally:
            self.upload = outer

    def _union(self, union: Union, value: Any) -> Expression:
        for variant in self.world.variants(union):
            if accepts(self.world.index, variant.type, value):
                return self.of(variant.type, value)
        return self._strange(json_value(value)) if isinstance(value, dict) else json_value(value)

    def _record(self, record: Record, value: Any) -> Expression:
        if not isinstance(value, dict):
            return json_value(value)
        types = {field.name.wire: field.type for field in record.fields}
        closed = self.world.tags.get(record.id, {})
        made = mapped(
            (
                object_key(key),
                (
                    self.of(types[key], _closed(closed.get(key, ()), each))
                    if key in types
                    else json_value(each)
                ),
            )
            for key, each in value.items()
        )
        known = types.keys() | set(record.undeclared)
        if value.keys() <= known or not types or record.extra is None:
            return made
        is_free = not isinstance(record.extra, AnyJson)
        return made if is_free else self._strange(made)

    def _strange(self, made: Expression) -> Expression:
        """A value with members that its type does not list."""
        self.needs.add(OTHER)
        return call(fill("{}", OTHER), (made,))


def _closed(tags: tuple[Json, ...], value: Any) -> Any:
    """The value of a tag: one that selects the record, or null."""
    known = [tag.value for tag in tags]
    return value if not known or value in known or value is None else known[0]
