"""Views of enumerations: the known values of a scalar, and room for any other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.emit.code import Code, fill
from generator.emit.prose import filled
from generator.emit.scope import Entry, Scope
from generator.ir.nodes import AnyJson, Enumeration, Kind, Primitive, TypeExpr
from generator.targets.scala_akka.layout import (
    Atom,
    Expression,
    assigned,
    atom,
    call,
    extending,
    labelled,
    named,
    printed,
    width,
)
from generator.targets.scala_akka.literals import (
    CORE,
    identifier,
    json_value,
    long,
    number_text,
    quoted,
    scaladoc,
    string,
)
from generator.targets.scala_akka.names import value_name
from generator.targets.scala_akka.types import Codecs, Types, base_of, is_big
from generator.targets.scala_akka.view import EnumerationView, ValuesView, ValueView
from generator.targets.scala_akka.world import World

MOST_VALUES = 1000
"""Values that one class has at most: its constructor must fit 64 kB."""
_TERMS = frozenset(("BigDecimal", "BigInt", "None", "Seq", "Some"))
"""Terms of Scala that a companion uses."""


def value_names(world: World, declaration: Enumeration) -> list[str]:
    """The name of each known value, in order."""
    taken = {*_TERMS, world.names.models[declaration.id].name}
    found = Scope(reserved=taken, around=lambda name: name + "Value").assign(
        Entry(
            id=f"{place:06}",
            name=value_name(each.name, each.value.value),
            strength=each.name.strength,
            pointer=f"{place:06}",
        )
        for place, each in enumerate(declaration.members)
    )
    return [found[f"{place:06}"] for place in range(len(declaration.members))]


def scalar(base: TypeExpr, value: object, prefix: Code = CORE) -> Expression:
    """A value of an enumeration as what it is made of."""
    if isinstance(base, AnyJson):
        return json_value(value, prefix)
    if isinstance(value, bool):
        return atom("true") if value else atom("false")
    if isinstance(value, str):
        return string(value, prefix)
    if isinstance(base, Primitive) and isinstance(value, (int, float)):
        if base.kind is Kind.NUMBER:
            return Atom(fill("BigDecimal({})", quoted(number_text(value))))
        if is_big(base):
            return Atom(fill("BigInt({})", quoted(number_text(value))))
        if isinstance(value, int):
            return Atom(long(value))
    raise TypeError(f"not a scalar: {type(value).__name__}")


def enumeration(world: World, declaration: Enumeration, doc: Code | None) -> EnumerationView:
    """The class, its companion with the known values, and its codec."""
    name = identifier(world.names.models[declaration.id].name)
    base = base_of(declaration)
    names = value_names(world, declaration)
    large = len(names) > MOST_VALUES
    values = [
        _value(
            each.doc.description or each.doc.summary,
            called,
            name,
            scalar(base, each.value.value),
            large,
        )
        for called, each in zip(names, declaration.members, strict=True)
    ]
    traits = tuple(_traits(world, name, names, values)) if large else ()
    seq = world.scala("Seq")
    if large:
        lists = (Atom(Code(f"values{place}")) for place in range(1, len(traits) + 1))
        listed = printed(call(fill("{}.concat", seq), lists), indent=2, before=20 + len(name))
    else:
        listed = _listed(seq, name, names)
    codec = call(
        Code("core.Codec.known"),
        (
            Atom(quoted(str(name))),
            Codecs(world, Code("")).of(base),
            atom("values"),
            *([named(Code("open"), atom("true"))] if declaration.open else []),
        ),
    )
    withs = Code("").join(fill(" with {}", each.name) for each in traits)
    return EnumerationView(
        doc=doc,
        name=name,
        head=extending(
            fill("final case class {}(value: {})", name, Types(world, Code("")).of(base).flat),
            Code("core.OpenEnum"),
            indent=0,
        ),
        companion=extending(
            fill("object {}", name),
            fill("core.OpenEnumCompanion[{}]{}", name, withs),
            indent=0,
            after=2,
        ),
        traits=traits,
        values=() if large else tuple(values),
        listed=listed,
        codec=known(codec.flat, name),
    )


def known(made: Code, name: Code) -> Code:
    """A codec with the ways in and out of a class around its value, behind ``=``."""
    flat = fill("{}({}(_))(_.value)", made, name)
    return flat if width(flat) <= 96 else fill("{}(\n      {}(_)\n    )(_.value)", made, name)


def _value(said: str, called: str, name: Code, value: Expression, new: bool) -> ValueView:
    head = fill("new {}" if new else "{}", name)
    label = fill("val {}: {}", identifier(called), name)
    return ValueView(
        doc=scaladoc(filled(said, 92), 2), text=assigned(label, call(head, (value,)), indent=2)
    )


def _listed(seq: Code, name: Code, names: list[str]) -> Code:
    """``Seq(Low, High)``, behind ``val values: Seq[T] =``."""
    items = [Atom(identifier(each)) for each in names]
    before = len(f"val values: {seq}[{name}] = ")
    return printed(call(seq, items), indent=2, before=before)


def _traits(
    world: World, name: Code, names: list[str], values: list[ValueView]
) -> Iterator[ValuesView]:
    """The values in parts that classes can hold."""
    for number, start in enumerate(range(0, len(names), MOST_VALUES), 1):
        part = slice(start, start + MOST_VALUES)
        items = (Atom(identifier(each)) for each in names[part])
        seq = world.scala("Seq")
        label = fill("protected val values{}: {}[{}] = ", number, seq, name)
        trait = f"{name}Values{number}"
        while trait in world.names.types:
            trait += "_"
        yield ValuesView(
            name=identifier(trait) if not trait.endswith("_") else identifier(trait + "0"),
            values=tuple(values[part]),
            listed=labelled(label, call(seq, items), indent=2),
        )
