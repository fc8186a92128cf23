"""A JSON example of a type as the Scala expression that makes it, as people write it."""

from __future__ import annotations

from typing import Any

from generator.emit.code import Code, fill
from generator.ir.accepts import accepts
from generator.ir.nodes import (
    AnyJson,
    Binary,
    Enumeration,
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
)
from generator.targets.scala_akka.enumerations import scalar, value_names
from generator.targets.scala_akka.layout import Atom, Expression, atom, call, named, pair
from generator.targets.scala_akka.literals import (
    identifier,
    json_value,
    long,
    member,
    number_text,
    quoted,
    string,
)
from generator.targets.scala_akka.types import base_of, is_big, is_long
from generator.targets.scala_akka.unions import Case, cases
from generator.targets.scala_akka.world import MOST_MEMBERS, World

_INT = 2**31


class Construction:
    """Makes expressions; models and the runtime are reached through ``models`` and ``core``.
    ``upload`` says that raw bytes are files, and ``uploads`` whether any was made."""

    def __init__(self, world: World, models: Code, core: Code) -> None:
        self.world = world
        self.models = models
        self.core = core
        self.upload = False
        self.uploads = False

    def of(self, type_: TypeExpr, value: Any) -> Expression:
        """The expression of ``value`` where its type is expected; a value that is not valid under
        the type is read from its JSON."""
        match type_:
            case AnyJson():
                return json_value(value, self.core)
            case Nullable(inner=inner):
                if value is None:
                    return Atom(self.core + Code("Nullable.Null"))
                return call(self.core + Code("Nullable"), (self.of(inner, value),))
            case ListOf(item=item) if isinstance(value, list):
                return call(Code("Seq"), (self.of(item, each) for each in value))
            case MapOf(value=inner) if isinstance(value, dict):
                pairs = (pair(string(k, self.core), self.of(inner, v)) for k, v in value.items())
                return call(Code("Map"), pairs)
            case Binary() if isinstance(value, str):
                return self._binary(value)
            case Primitive():
                return self._primitive(type_, value)
            case Literal():
                return self._literal(value)
            case Ref(id=id_):
                return self._declared(id_, value)
        raise ValueError("the example is not of its type")

    def _binary(self, value: str) -> Expression:
        if not self.upload:
            return string(value, self.core)
        self.uploads = True
        return call(
            self.core + Code("Binary"), (Atom(fill("{}.getBytes", string(value, self.core).flat)),)
        )

    def _primitive(self, type_: Primitive, value: Any) -> Expression:
        if type_.kind is Kind.STRING and isinstance(value, str):
            dates = {"date-time": Code("DateTime"), "date": Code("Date")}
            kind = dates.get(type_.format or "")
            text = string(value, self.core)
            return call(self.core + kind, (text,)) if kind else text
        if type_.kind is Kind.BOOLEAN and isinstance(value, bool):
            return atom("true") if value else atom("false")
        if type_.kind is Kind.INTEGER and is_big(type_):
            return Atom(fill("BigInt({})", quoted(number_text(_whole(value)))))
        if type_.kind is Kind.INTEGER and is_long(_whole(value)):
            return Atom(_long(_whole(value)))
        if type_.kind is Kind.NUMBER and isinstance(value, (int, float)):
            return Atom(fill("BigDecimal({})", _decimal(value)))
        raise ValueError("the example is not of its type")

    def _literal(self, value: Any) -> Expression:
        if isinstance(value, bool):
            return atom("true") if value else atom("false")
        if isinstance(value, str):
            return string(value, self.core)
        if is_long(value):
            return Atom(long(value))
        return Atom(fill("BigDecimal({})", quoted(number_text(value))))

    # --- declarations

    def name(self, id_: str) -> Code:
        """What a declaration is called in a program."""
        return self.models + identifier(self.world.names.models[id_].name)

    def _declared(self, id_: str, value: Any) -> Expression:
        outer = self.upload
        self.upload = id_ in self.world.uploads
        try:
            declaration = self.world.index[id_]
            aliased = self.world.aliased(declaration)
            if aliased is not None:
                made = self.of(aliased, value)
                return call(self.name(id_), (made,)) if id_ in self.world.wrapped else made
            match declaration:
                case Record() as record if isinstance(value, dict):
                    return self._record(record, value)
                case Enumeration() as enumeration:
                    return self._enumeration(enumeration, value)
                case Union() as union:
                    return self._union(union, value)
            raise ValueError("the example is not of its type")
        finally:
            self.upload = outer

    def _enumeration(self, enumeration: Enumeration, value: Any) -> Expression:
        text = Json.of(value).text
        for called, each in zip(
            value_names(self.world, enumeration), enumeration.members, strict=True
        ):
            if each.value.text == text:
                return Atom(fill("{}.{}", self.name(enumeration.id), identifier(called)))
        return call(self.name(enumeration.id), (scalar(base_of(enumeration), value, self.core),))

    def _union(self, union: Union, value: Any) -> Expression:
        seen: set[str] = set()
        for each in cases(self.world, union):
            if accepts(self.world.index, each.variant.type, value):
                made = self.of(each.variant.type, value)
                if each.type.flat not in seen and self._is_plain(each):
                    return made
                head = fill("{}.{}", self.name(union.id), identifier(each.name))
                return call(head, (made,))
            if not isinstance(each.variant.type, (AnyJson, Literal)):
                seen.add(each.type.flat)
        unknown = fill("{}.Unknown", self.name(union.id))
        return call(unknown, (json_value(value, self.core),))

    def _is_plain(self, case: Case) -> bool:
        """Whether a value alone shows its type, so that it is made a case by itself."""
        type_ = case.variant.type
        if isinstance(type_, Primitive):
            return type_.kind in (Kind.STRING, Kind.BOOLEAN)
        if not isinstance(type_, Ref) or self.world.aliased(self.world.index[type_.id]) is not None:
            return False
        return isinstance(self.world.index[type_.id], (Record, Enumeration))

    def _record(self, record: Record, value: dict[str, Any]) -> Expression:
        names = self.world.members(record)
        ordered = sorted(record.fields, key=lambda each: self.world.is_optional(record, each))
        fields = {each.name.wire: each for each in ordered[:MOST_MEMBERS]}
        missing = [
            wire
            for wire, each in fields.items()
            if wire not in value and not self.world.is_optional(record, each)
        ]
        if missing:
            raise ValueError("the example lacks what its type requires")
        items: list[Expression] = []
        for wire, each in fields.items():
            if wire in value:
                made = self.of(each.type, value[wire])
                optional = self.world.is_optional(record, each)
                if optional and not isinstance(each.type, Nullable):
                    made = call(Code("Some"), (made,))
                items.append(named(member(names[wire]), made))
        extra = {wire: each for wire, each in value.items() if wire not in fields}
        if extra:
            pairs = (pair(string(k, self.core), json_value(v, self.core)) for k, v in extra.items())
            items.append(named(Code("extra"), call(self.core + Code("Extra"), pairs)))
        return call(self.name(record.id), items)


def _whole(value: Any) -> Any:
    """An integer that JSON wrote with a fraction of nothing."""
    is_whole = isinstance(value, float) and value.is_integer()
    return int(value) if is_whole else value


def _long(value: int) -> Code:
    return Code(str(value)) if -_INT <= value < _INT else long(value)


def _decimal(value: int | float) -> Code:
    if isinstance(value, int) and -_INT <= value < _INT:
        return Code(str(value))
    return quoted(number_text(value))
