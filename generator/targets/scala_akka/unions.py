"""Views of unions: a sealed trait with a case for each variant, and one for what is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.code import Code, fill
from generator.emit.prose import filled
from generator.emit.scope import Entry, Scope
from generator.ir.nodes import (
    AnyJson,
    ByKey,
    ByKind,
    ByTag,
    JsonKind,
    Literal,
    Ref,
    Union,
    Variant,
)
from generator.targets.scala_akka.layout import (
    INDENT,
    LINE_LENGTH,
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
    identifier,
    json_value,
    quoted,
    scaladoc,
    string,
)
from generator.targets.scala_akka.names import case_name
from generator.targets.scala_akka.reserved import UNKNOWN
from generator.targets.scala_akka.signatures import Argument, definition
from generator.targets.scala_akka.types import Codecs, Types
from generator.targets.scala_akka.view import CaseView, UnionView
from generator.targets.scala_akka.world import World

MODEL = Code("model.")


@dataclass(frozen=True, slots=True)
class Case:
    """A variant, what it is called, and its type."""

    name: str
    variant: Variant
    type: Expression


def cases(world: World, declaration: Union) -> list[Case]:
    """The cases of a union in order, but for the unknown one."""
    found = world.variants(declaration)
    taken = {UNKNOWN, world.names.models[declaration.id].name}
    names = Scope(reserved=taken, around=lambda name: name + "Case", folded=True).assign(
        Entry(id=f"{place:06}", name=_wanted(world, each), pointer=f"{place:06}")
        for place, each in enumerate(found)
    )
    types = Types(world, MODEL)
    types.upload = declaration.id in world.uploads
    return [
        Case(names[f"{place:06}"], each, types.of(each.type)) for place, each in enumerate(found)
    ]


def _wanted(world: World, variant: Variant) -> str:
    if isinstance(variant.type, Ref):
        return world.names.models[variant.type.id].name
    return case_name(variant.name)


def union(world: World, declaration: Union, doc: Code | None) -> UnionView:
    """The trait, its companion and its codec."""
    name = identifier(world.names.models[declaration.id].name)
    found = cases(world, declaration)
    codecs = Codecs(world, MODEL)
    codecs.upload = declaration.id in world.uploads
    return UnionView(
        doc=doc,
        name=name,
        cases=tuple(_case(each, name) for each in found),
        conversions=tuple(_conversions(found, name)),
        codec=_codec(declaration, name),
        codecs=tuple(
            assigned(fill("private val v{}", place), codecs.of(each.variant.type), indent=6)
            for place, each in enumerate(found, 1)
        ),
        variants=_variants(world, declaration, name, found),
        writes=tuple(
            fill("case {}(value) => v{}.written(value)", identifier(each.name), place)
            for place, each in enumerate(found, 1)
        ),
    )


def _case(case: Case, name: Code) -> CaseView:
    text = case.variant.doc.description or case.variant.doc.summary
    value = Argument(Code("value"), case.type)
    head = call(fill("final case class {}", identifier(case.name)), (Atom(value.flat),))
    made = extending(printed(head, indent=INDENT), name, indent=INDENT)
    return CaseView(doc=scaladoc(filled(text, 92), 2), text=made)


def _conversions(found: list[Case], name: Code) -> Iterator[Code]:
    """Values stand for their case, where only one case has their type."""
    seen: set[str] = set()
    for each in found:
        is_literal = isinstance(each.variant.type, Literal)
        if isinstance(each.variant.type, AnyJson) or is_literal or each.type.flat in seen:
            continue
        seen.add(each.type.flat)
        case = identifier(each.name)
        start = fill("implicit def from{}", case)
        head = definition(start, (Argument(Code("value"), each.type),), (), Atom(name), indent=2)
        flat = fill("{} {}(value)", head, case)
        if "\n" not in flat and INDENT + width(flat) <= LINE_LENGTH:
            yield flat
        else:
            yield fill("{}\n    {}(value)", head, case)


def _codec(declaration: Union, name: Code) -> Code:
    """``new core.UnionCodec[Pet]("Pet", core.ByTag("kind"), Unknown(_))``."""
    items = [Atom(quoted(str(name))), _selector(declaration), atom("Unknown(_)")]
    closed = [] if declaration.open else [named(Code("open"), atom("false"))]
    return printed(
        call(fill("new core.UnionCodec[{}]", name), (*items, *closed)), indent=4, after=2
    )


def _selector(declaration: Union) -> Expression:
    selector = declaration.selector
    if isinstance(selector, ByTag):
        rest: list[Expression] = []
        if selector.fallback is not None:
            rest.append(named(Code("fallback"), Atom(Code(str(selector.fallback)))))
        return call(Code("core.ByTag"), (string(selector.tag), *rest))
    if isinstance(selector, ByKind):
        return atom("core.ByKind")
    return atom("core.ByKey") if isinstance(selector, ByKey) else atom("core.InOrder")


def _variants(world: World, declaration: Union, name: Code, found: list[Case]) -> Code:
    seq = world.scala("Seq")
    items: list[Expression] = []
    for place, each in enumerate(found, 1):
        wrap = Atom(fill("{}(_)", identifier(each.name)))
        facts = _facts(world, declaration, each.variant)
        items.append(call(Code("core.Variant"), (Atom(Code(f"v{place}")), wrap, *facts)))
    label = fill("val variants: {}[core.Variant[{}]] = ", seq, name)
    return labelled(label, call(seq, items, spread=bool(items)), indent=6)


def _facts(world: World, declaration: Union, variant: Variant) -> Iterator[Expression]:
    """What tells that a value is of a variant."""
    seq = world.scala("Seq")
    selector = declaration.selector
    if isinstance(selector, ByTag) and variant.tags:
        tags = call(seq, (json_value(tag.value) for tag in variant.tags))
        yield named(Code("tags"), tags)
    if variant.kinds and variant.kinds != (JsonKind.OBJECT,):
        kinds = (Atom(Code(f"core.Kind.{kind.value.capitalize()}")) for kind in variant.kinds)
        yield named(Code("kinds"), call(seq, kinds))
    if isinstance(selector, ByKey) and variant.key is not None:
        yield named(Code("key"), string(variant.key))
