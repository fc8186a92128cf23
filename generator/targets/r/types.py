"""How each type is spelled in the tables: a fold over the type expressions of the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from generator.emit.code import Code
from generator.emit.fold import TypeFold
from generator.ir.nodes import (
    AnyJson,
    Binary,
    ByKey,
    ByTag,
    Constraints,
    Enumeration,
    JsonKind,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Ref,
    Union,
    Variant,
)
from generator.targets.r.layout import Atom, Expression, atom, call, keyword
from generator.targets.r.literals import bound, is_sayable, quoted, scalar
from generator.targets.r.world import World

_SCALARS = {
    Kind.STRING: Code("type_string"),
    Kind.INTEGER: Code("type_integer"),
    Kind.NUMBER: Code("type_number"),
    Kind.BOOLEAN: Code("type_boolean"),
}
_DATES = {"date-time": Code("type_datetime"), "date": Code("type_date")}
TRUE = atom("TRUE")


class Types(TypeFold[Expression]):
    """Calls of the functions of the runtime that make types."""

    def __init__(self, world: World) -> None:
        self.world = world

    def primitive(self, type_: Primitive) -> Expression:
        """A scalar with its bounds."""
        if type_.kind is Kind.STRING and type_.format in _DATES:
            return call(_DATES[type_.format], ())
        bounded = (
            ()
            if type_.kind is Kind.BOOLEAN
            else _bounds(type_.constraints, whole=type_.kind is not Kind.NUMBER)
        )
        return call(_SCALARS[type_.kind], bounded)

    def literal(self, type_: Literal) -> Expression:
        """One value."""
        value = type_.value.value
        if isinstance(value, str) and not is_sayable(value):
            return call(Code("type_string"), ())
        return call(Code("type_literal"), (Atom(scalar(value)),))

    def list_of(self, type_: ListOf) -> Expression:
        """An array."""
        return call(Code("type_list"), (self.of(type_.item), *_bounds(type_.constraints)))

    def map_of(self, type_: MapOf) -> Expression:
        """An object with values of one type."""
        return call(Code("type_map"), (self.of(type_.value), *_bounds(type_.constraints)))

    def nullable(self, type_: Nullable) -> Expression:
        """The type or null."""
        return call(Code("type_nullable"), (self.of(type_.inner),))

    def ref(self, type_: Ref) -> Expression:
        """A declaration by its name."""
        name = quoted(self.world.names.models[type_.id].name)
        return call(Code("type_ref"), (Atom(name),))

    def binary(self, _: Binary) -> Expression:
        """Raw bytes."""
        return atom("type_binary()")

    def any_json(self, _: AnyJson) -> Expression:
        """Any JSON value."""
        return atom("type_any()")

    # --- declarations

    def enumeration(self, declaration: Enumeration) -> Expression:
        """The known values; those that R has no text for are left out."""
        values = [member.value.value for member in declaration.members]
        found = [each for each in values if not isinstance(each, str) or is_sayable(each)]
        texts = all(isinstance(each, str) for each in found)
        items: list[Expression] = [
            call(Code("c" if texts and found else "list"), (Atom(scalar(each)) for each in found))
        ]
        if declaration.open:
            items.append(keyword(Code("open"), TRUE))
        return call(Code("type_enum"), items)

    def union(self, declaration: Union) -> Expression:
        """The variants and what tells them apart."""
        selector = declaration.selector
        variants = self.world.variants(declaration)
        items: list[Expression] = []
        if isinstance(selector, ByTag) and is_sayable(selector.tag):
            items.append(keyword(Code("tag"), Atom(quoted(selector.tag))))
            if selector.fallback is not None and variants == declaration.variants:
                items.append(keyword(Code("fallback"), Atom(Code(f"{selector.fallback + 1}L"))))
        if not declaration.open:
            items.append(keyword(Code("open"), atom("FALSE")))
        listed = call(Code("list"), (self.variant(declaration, each) for each in variants))
        items.append(keyword(Code("variants"), listed))
        return call(Code("type_union"), items)

    def variant(self, union: Union, variant: Variant) -> Expression:
        """One possibility."""
        items: list[Expression] = [self.of(variant.type)]
        if isinstance(union.selector, ByTag):
            tags = [each.value for each in variant.tags]
            found = [each for each in tags if not isinstance(each, str) or is_sayable(each)]
            if found:
                made = call(Code("list"), (Atom(scalar(each)) for each in found))
                items.append(keyword(Code("tags"), made))
        if isinstance(union.selector, ByKey) and variant.key and is_sayable(variant.key):
            items.append(keyword(Code("key"), Atom(quoted(variant.key))))
        if variant.kinds and variant.kinds != (JsonKind.OBJECT,):
            kinds = tuple(Atom(quoted(each.value)) for each in variant.kinds)
            listed = kinds[0] if len(kinds) == 1 else call(Code("c"), kinds)
            items.append(keyword(Code("kinds"), listed))
        return call(Code("variant"), items)


def _bounds(constraints: Constraints, *, whole: bool = True) -> Iterator[Expression]:
    """``minimum = 0, maximum = 2``."""
    for each in fields(Constraints):
        value = getattr(constraints, each.name)
        name = Code(each.name)
        if value is None or value is False:
            continue
        if value is True:
            yield keyword(name, TRUE)
        elif each.name == "pattern":
            if is_sayable(value):
                yield keyword(name, Atom(quoted(value)))
        else:
            yield keyword(name, Atom(bound(str(value), whole=whole)))
