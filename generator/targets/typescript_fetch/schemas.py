"""The tables that say how a value is checked and converted: a fold beside that of the types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from generator.emit.code import Code, fill
from generator.emit.fold import TypeFold
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    ByKey,
    ByTag,
    Constraints,
    Declaration,
    Enumeration,
    Field,
    JsonKind,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Record,
    Ref,
    Union,
    Variant,
)
from generator.targets.typescript_fetch.imports import Imports
from generator.targets.typescript_fetch.layout import (
    Atom,
    Expression,
    atom,
    call,
    listed,
    mapped,
)
from generator.targets.typescript_fetch.literals import (
    identifier,
    number_text,
    quoted,
    scalar,
)
from generator.targets.typescript_fetch.world import World, is_int64
from generator.text.case import camel
from generator.text.words import words

RUNTIME = "../runtime/schema.js"


class Schemas(TypeFold[Expression]):
    """Schemas of one module; builders and schemas of other files are imported.

    ``here`` is the file that they stand in. Without one, schemas are loaded when they are needed:
    ``(await import('../schemas/Pet.js')).Pet``.
    """

    def __init__(self, world: World, imports: Imports, *, here: str | None) -> None:
        self.world = world
        self.imports = imports
        self.here = here
        self.upload = False

    def builder(self, name: str) -> Code:
        """A builder of the runtime, imported."""
        return self.imports.value(RUNTIME, name)

    def any_json(self, _: AnyJson) -> Expression:
        """Any JSON value."""
        return call(self.builder("any"), ())

    def binary(self, _: Binary) -> Expression:
        """Bytes; text where they stand in JSON."""
        return call(self.builder("binary" if self.upload else "string"), ())

    def literal(self, type_: Literal) -> Expression:
        """One value."""
        return call(self.builder("literal"), (Atom(scalar(type_.value.value)),))

    def nullable(self, type_: Nullable) -> Expression:
        """The type or null."""
        return call(self.builder("nullable"), (self.of(type_.inner),))

    def list_of(self, type_: ListOf) -> Expression:
        """An array with its bounds."""
        items = (self.of(type_.item), *_bounds(type_.constraints))
        return call(self.builder("array"), items)

    def map_of(self, type_: MapOf) -> Expression:
        """A map with its bounds."""
        items = (self.of(type_.value), *_bounds(type_.constraints))
        return call(self.builder("map"), items)

    def ref(self, type_: Ref) -> Expression:
        """``ref(() => Pet)``."""
        named = self.world.names.models[type_.id]
        name = identifier(named.name)
        if self.here is None:
            path = quoted(f"../schemas/{named.file}.js")
            return Atom(fill("(await import({})).{}", path, name))
        if named.file != self.here:
            name = self.imports.schema(f"./{named.file}.js", named.name)
        return call(self.builder("ref"), (Atom(fill("() => {}", name)),))

    def primitive(self, type_: Primitive) -> Expression:
        """A scalar with its bounds."""
        if type_.kind is Kind.STRING and type_.format in ("date-time", "date"):
            convert = (atom("true"),) if self.world.is_converted(type_) else ()
            return call(
                self.builder("dateTime" if type_.format == "date-time" else "date"), convert
            )
        bounds = tuple(_bounds(type_.constraints))
        if is_int64(type_) and self.world.options.int64 != "number":
            if self.world.is_converted(type_):
                bounds = (*(bounds or (atom("{}"),)), atom("true"))
            return call(self.builder("int64"), bounds)
        return call(self.builder(type_.kind.value), bounds)

    # --- declarations

    def declaration(self, declaration: Declaration) -> Expression:
        """The schema of a declaration."""
        self.upload = declaration.id in self.world.uploads
        name = Atom(quoted(self.world.names.models[declaration.id].name))
        match declaration:
            case Record():
                members = listed((self.member(each) for each in declaration.fields), spread=True)
                items: list[Expression] = [name, members if declaration.fields else listed(())]
                if declaration.extra is None:
                    items.append(atom("null"))
                elif not isinstance(declaration.extra, AnyJson):
                    items.append(self.of(declaration.extra))
                return call(self.builder("record"), items)
            case Enumeration():
                values = listed(Atom(scalar(each.value.value)) for each in declaration.members)
                beside = [mapped([(Code("open"), atom("true"))])] if declaration.open else []
                return call(self.builder("known"), (values, *beside))
            case Union():
                variants = listed(
                    (self.variant(declaration, each) for each in self.world.variants(declaration)),
                    spread=True,
                )
                facts = mapped(_union_facts(declaration))
                return call(self.builder("union"), (name, facts, variants))
            case Alias():
                return self.of(declaration.type)

    def member(self, field: Field) -> Expression:
        """``['id', string(), 'required']``."""
        needed = field.required and not field.write_only
        items = [Atom(quoted(field.name.wire)), self.of(field.type)]
        return listed([*items, *([atom("'required'")] if needed else [])])

    def variant(self, union: Union, variant: Variant) -> Expression:
        """``[ref(() => Cat), { tags: ['cat'] }]``."""
        pairs: list[tuple[Code, Expression]] = []
        if isinstance(union.selector, ByTag) and variant.tags:
            tags = listed(Atom(scalar(tag.value)) for tag in variant.tags)
            pairs.append((Code("tags"), tags))
        if variant.kinds and variant.kinds != (JsonKind.OBJECT,):
            kinds = listed(Atom(quoted(kind.value)) for kind in variant.kinds)
            pairs.append((Code("kinds"), kinds))
        if isinstance(union.selector, ByKey) and variant.key is not None:
            pairs.append((Code("key"), Atom(quoted(variant.key))))
        return listed((self.of(variant.type), mapped(pairs)))


def _union_facts(union: Union) -> Iterator[tuple[Code, Expression]]:
    if isinstance(union.selector, ByTag):
        yield Code("tag"), Atom(quoted(union.selector.tag))
        if union.selector.fallback is not None:
            yield Code("fallback"), Atom(Code(str(union.selector.fallback)))
    if union.open:
        yield Code("open"), atom("true")


def _bounds(constraints: Constraints) -> Iterator[Expression]:
    """``{ minimum: 0 }``, where there are any."""
    found: list[tuple[Code, Expression]] = []
    for each in fields(Constraints):
        value = getattr(constraints, each.name)
        if value is None or value is False:
            continue
        text = isinstance(value, str) and each.name != "pattern"
        made = number_text(value) if text else scalar(value)
        found.append((Code(camel(words(each.name))), Atom(made)))
    if found:
        yield mapped(found)


def has_schema(type_: object) -> bool:
    """Whether there is anything to check about a type."""
    return not isinstance(type_, AnyJson)
