"""A JSON example of a type as the Ruby expression that makes it."""

from __future__ import annotations

import datetime
import re
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
from generator.targets.ruby.layout import Atom, Expression, call, keyword, listed, mapped
from generator.targets.ruby.literals import constant, json_value, key, quoted
from generator.targets.ruby.world import World

_TIME = re.compile(
    r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)


class Construction:
    """Makes expressions. ``plain`` makes Hashes with Symbols as keys in place of models;
    ``dates`` says that dates are objects, not text, also outside of models; ``upload`` says that
    raw bytes are files, and ``uploads`` whether any was made."""

    def __init__(self, world: World, *, plain: bool = False, dates: bool = True) -> None:
        self.world = world
        self.plain = plain
        self.dates = dates
        self.upload = False
        self.uploads = False
        self._module = constant(world.options.module)

    def of(self, type_: TypeExpr, value: Any) -> Expression:
        """The expression of ``value``, which should be valid under ``type_``; where it is not,
        it is written as plain data."""
        match type_:
            case Nullable(inner=inner) if value is not None:
                return self.of(inner, value)
            case ListOf(item=item) if isinstance(value, list):
                return listed(self.of(item, each) for each in value)
            case MapOf(value=inner) if isinstance(value, dict):
                return mapped((key(k), self.of(inner, each)) for k, each in value.items())
            case Binary() if isinstance(value, str) and self.upload:
                return self._file(value)
            case Primitive(kind=Kind.STRING, format="date-time" | "date" as form):
                return self._date(form, value)
            case Ref(id=id_):
                return self._declared(id_, value)
            case _:
                return json_value(value)

    def _file(self, value: str) -> Expression:
        self.uploads = True
        head = fill("{}::FilePart.new", self._module)
        name = keyword(Code("filename"), Atom(Code("'example.txt'")))
        return call(head, (Atom(quoted(value)), name))

    def _date(self, form: str, value: Any) -> Expression:
        made = json_value(value)
        if not self.dates or not isinstance(value, str) or not _readable(form, value):
            return made
        return call(Code("Time.iso8601" if form == "date-time" else "Date.iso8601"), (made,))

    def _declared(self, id_: Id, value: Any) -> Expression:
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
        return json_value(value)

    def _record(self, record: Record, value: Any) -> Expression:
        if not isinstance(value, dict):
            return json_value(value)
        types = {field.name.wire: field.type for field in record.fields}
        outer, self.dates = self.dates, not self.plain
        members = [
            (name, self.of(types[name], each) if name in types else json_value(each))
            for name, each in value.items()
        ]
        self.dates = outer
        if self.plain:
            return mapped((key(name), made) for name, made in members)
        head = fill("{}::{}.new", self._module, constant(self.world.names.models[record.id].name))
        names = self.world.attributes(record)
        items = [keyword(key(str(names.get(name, name))), made) for name, made in members]
        return call(head, items)


def _readable(form: str, text: str) -> bool:
    """Whether Ruby reads a text as a date, with a time or without."""
    try:
        datetime.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return text[4:5] == "-" and (
        len(text) == 10 if form == "date" else _TIME.fullmatch(text[10:]) is not None
    )
