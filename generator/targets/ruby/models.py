"""Views of the files of ``models``: one for each component and what lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.emit.code import Code, fill
from generator.emit.prose import filled
from generator.emit.typenames import root
from generator.ir.nodes import (
    Alias,
    AnyJson,
    ByKey,
    ByTag,
    Declaration,
    Enumeration,
    Field,
    Record,
    Union,
    Variant,
)
from generator.targets.ruby.layout import (
    LINE_LENGTH,
    Atom,
    Expression,
    atom,
    call,
    keyword,
    printed,
    width,
)
from generator.targets.ruby.literals import (
    comments,
    constant,
    quoted,
    ruby_text,
    scalar,
    symbol,
)
from generator.targets.ruby.names import value_names
from generator.targets.ruby.types import Types, YardTypes, enumeration_of
from generator.targets.ruby.view import DeclarationView, ItemView, ModelFileView
from generator.targets.ruby.world import World

DOC_WIDTH = 100
MARGIN = "  "
_INDENT = 4


@dataclass(frozen=True)
class ModelBuilder:
    """Makes the views of models."""

    world: World

    @cached_property
    def types(self) -> Types:
        """Types for the runtime."""
        return Types(self.world)

    @cached_property
    def yard(self) -> YardTypes:
        """Types for comments."""
        return YardTypes(self.world)

    def view(self, header: tuple[Code, ...], declarations: list[Declaration]) -> ModelFileView:
        """The whole file."""
        return ModelFileView(
            header=header,
            module=constant(self.world.options.module),
            declarations=tuple(self.declaration(each) for each in declarations),
        )

    def declaration(self, declaration: Declaration) -> DeclarationView:
        """One declaration in its form."""
        name = constant(self.world.names.models[declaration.id].name)
        if isinstance(declaration, Record):
            items = tuple(self.record(declaration))
            head = fill("class {} < Runtime::Model", name)
        else:
            kind = Code(type(declaration).__name__)
            mixin = ItemView(doc=(), text=fill("extend Runtime::{}", kind), apart=False)
            items = (mixin, *self.inside(declaration))
            head = fill("module {}", name)
        return DeclarationView(doc=tuple(self.doc(declaration)), head=head, items=items)

    def inside(self, declaration: Enumeration | Union | Alias) -> Iterator[ItemView]:
        """What stands below the first line of a module."""
        match declaration:
            case Enumeration():
                return self.enumeration(declaration)
            case Union():
                return self.union(declaration)
            case Alias():
                return self.alias(declaration)

    def doc(self, declaration: Declaration) -> Iterator[Code]:
        """What is said about a declaration."""
        text = declaration.doc.description or declaration.doc.summary
        yield from comments(filled(text if text.strip() else self.fallback(declaration), DOC_WIDTH))
        if declaration.doc.deprecated:
            yield Code("#")
            yield Code("# @deprecated The API deprecates it.")

    def fallback(self, declaration: Declaration) -> str:
        """A line about a declaration of which the document says nothing."""
        whole = root(declaration, self.world.index)
        if whole is declaration:
            return f"The schema `{' '.join(declaration.name.wire.split())}`."
        return f"A part of `{self.world.names.models[whole.id].name}`."

    # --- records

    def record(self, record: Record) -> Iterator[ItemView]:
        """The members of a record, and what it takes beside them."""
        names = self.world.attributes(record)
        place = 0
        for place, field in enumerate(record.fields, 1):
            yield self.member(field, names[field.name.wire], apart=place > 1)
        if record.extra is None:
            yield ItemView(doc=(), text=Code("closed"), apart=place > 0)
        elif not isinstance(record.extra, AnyJson):
            text = blocked(Code("extra"), self.types.of(record.extra), _INDENT)
            yield ItemView(doc=(), text=text, apart=place > 0)

    def member(self, field: Field, name: str, *, apart: bool) -> ItemView:
        """``member(:name, 'wire', required: true) { type }``."""
        items: list[Expression] = [Atom(symbol(name))]
        if name != field.name.wire:
            items.append(Atom(quoted(field.name.wire)))
        if field.required:
            items.append(atom("required: true"))
            if field.read_only:
                items.append(atom("read_only: true"))
        if field.required and field.write_only:
            # Only callers give it.
            items.append(atom("write_only: true"))
        head = call(Code("member"), items).flat
        return ItemView(
            doc=tuple(self.member_doc(field, name)),
            text=blocked(head, self.types.of(field.type), _INDENT),
            apart=apart,
        )

    def member_doc(self, field: Field, name: str) -> Iterator[Code]:
        """What is said about a member, its type, its default, and who may set it."""
        yield fill("# @!attribute [rw] {}", Code(name))
        lines = filled(field.doc.description or field.doc.summary, DOC_WIDTH)
        if field.read_only:
            lines.append("Read-only: servers send it, requests leave it out.")
        if field.write_only:
            lines.append("Write-only: requests send it, servers do not.")
        if field.default is not None and field.default.value is not None:
            lines += filled(f"Default: `{ruby_text(field.default.value)}`.", DOC_WIDTH)
        yield from comments(lines, MARGIN)
        if field.doc.deprecated:
            yield Code("#   @deprecated The API deprecates it.")
        optional = not field.required
        known = enumeration_of(self.world, field.type)
        see = Code("")
        if known is not None:
            see = fill(" see {{{}}}", constant(self.world.names.models[known.id].name))
        yield fill("#   @return [{}]{}", self.yard.text(field.type, optional=optional), see)

    # --- modules

    def enumeration(self, declaration: Enumeration) -> Iterator[ItemView]:
        """A constant for each known value, and the list of them."""
        names = [constant(each) for each in value_names(declaration)]
        for place, (name, member) in enumerate(zip(names, declaration.members, strict=True)):
            text = member.doc.description or member.doc.summary
            doc = comments(filled(text, DOC_WIDTH))
            made = fill("{} = {}", name, scalar(member.value.value))
            yield ItemView(doc=doc, text=made, apart=place == 0 or bool(doc))
        items: list[Expression] = [Atom(name) for name in names]
        if declaration.open:
            items.append(atom("open: true"))
        text_ = printed(call(Code("known"), items), indent=_INDENT)
        yield ItemView(doc=(), text=text_, apart=True)

    def union(self, union: Union) -> Iterator[ItemView]:
        """What tells the variants apart, and the variants."""
        apart = True
        if isinstance(union.selector, ByTag):
            text = fill("tag {}", quoted(union.selector.tag))
            yield ItemView(doc=(), text=text, apart=apart)
            apart = False
        for variant in self.world.variants(union):
            text = blocked(self.head(union, variant), self.types.of(variant.type), _INDENT)
            yield ItemView(doc=(), text=text, apart=apart)
            apart = False
        fallback = self.fallback_variant(union)
        if fallback is not None:
            text = blocked(Code("variant"), self.types.of(fallback.type), _INDENT)
            yield ItemView(doc=(), text=text, apart=apart)
        if not union.open:
            yield ItemView(doc=(), text=Code("closed"), apart=apart)

    def head(self, union: Union, variant: Variant) -> Code:
        """``variant('cat')``, without its block."""
        items: list[Expression] = []
        if isinstance(union.selector, ByTag):
            items += [Atom(scalar(tag.value)) for tag in variant.tags]
        elif isinstance(union.selector, ByKey) and variant.key is not None:
            items.append(keyword(Code("key"), Atom(quoted(variant.key))))
        return printed(call(Code("variant"), items), indent=_INDENT)

    def fallback_variant(self, union: Union) -> Variant | None:
        """The variant of unknown tags, where it has tags of its own too."""
        if not isinstance(union.selector, ByTag) or union.selector.fallback is None:
            return None
        found = union.variants[union.selector.fallback]
        return found if found.tags else None

    def alias(self, declaration: Alias) -> Iterator[ItemView]:
        """``is { type }``."""
        text = blocked(Code("is"), self.types.of(declaration.type), _INDENT)
        yield ItemView(doc=(), text=text, apart=True)


def blocked(head: Code, inner: Expression, indent: int) -> Code:
    """``head { inner }``, or ``head do … end`` where that does not fit."""
    last = head.rsplit("\n", 1)[-1]
    before = indent if last is head or "\n" not in head else 0
    if before + width(last) + width(inner.flat) + 5 <= LINE_LENGTH:
        return fill("{} {{ {} }}", head, inner.flat)
    pad = Code(" " * indent)
    body = printed(inner, indent=indent + 2)
    return fill("{} do\n{}  {}\n{}end", head, pad, body, pad)
