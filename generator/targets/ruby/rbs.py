"""Views of the files of ``sig``: what type checkers know of the package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.emit.answers import only_streams, paged_item, success_contents
from generator.emit.code import Code, fill
from generator.emit.fold import TypeFold
from generator.emit.prose import filled, first_sentence
from generator.ir.facts import is_record_like, refs
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    Declaration,
    Doc,
    Enumeration,
    Field,
    Group,
    Id,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Operation,
    Payload,
    Primitive,
    Record,
    Ref,
    TypeExpr,
    Union,
)
from generator.targets.ruby.apis import ApiBuilder, Argument, answered
from generator.targets.ruby.layout import Atom, Either, Expression, Suffixed, atom, either, printed
from generator.targets.ruby.layout import Group as Brackets
from generator.targets.ruby.literals import comments, constant, method, rbs_method, rbs_quoted
from generator.targets.ruby.names import value_names
from generator.targets.ruby.view import SignatureFileView, SignatureView
from generator.targets.ruby.world import World

UNTYPED = atom("untyped")
NIL = atom("nil")
HASH = atom("::Hash[untyped, untyped]")
STRING = atom("::String")
_NUMBER = either((atom("::Integer"), atom("::Float")))
_SCALARS: dict[Kind, Expression] = {
    Kind.INTEGER: atom("::Integer"),
    Kind.NUMBER: _NUMBER,
    Kind.BOOLEAN: atom("bool"),
    Kind.STRING: STRING,
}
_CLASSES: dict[type, Expression] = {
    str: STRING,
    int: atom("::Integer"),
    float: atom("::Float"),
    bool: atom("bool"),
}
_READ = {
    "date-time": either((atom("Runtime::Timestamp"), STRING)),
    "date": either((atom("::Date"), STRING)),
}
_GIVEN = {
    "date-time": either((atom("::Time"), atom("::Date"), STRING)),
    "date": either((atom("::Date"), STRING)),
}
_PLAIN = re.compile(r"[A-Za-z0-9 _./:+*<>=@$%&!?,;()-]*")


class RbsTypes(TypeFold[Expression]):
    """Types of signatures. ``given`` says that a caller gives the value: Hashes stand for models,
    and files for bytes."""

    def __init__(self, world: World, *, given: bool = False) -> None:
        self.world = world
        self.given = given
        self.upload = False
        self._open: set[Id] = set()

    def primitive(self, type_: Primitive) -> Expression:
        """A scalar."""
        if type_.kind is Kind.STRING and type_.format in _READ:
            return (_GIVEN if self.given else _READ)[type_.format]
        return _SCALARS[type_.kind]

    def literal(self, type_: Literal) -> Expression:
        """The one value, where signatures can say it."""
        return value(type_.value.value)

    def list_of(self, type_: ListOf) -> Expression:
        """``::Array[T]``."""
        return _generic("::Array", self.of(type_.item))

    def map_of(self, type_: MapOf) -> Expression:
        """``::Hash[::String, T]``; callers may give Symbols."""
        if self.given:
            return _generic("::Hash", either((STRING, atom("::Symbol"))), self.of(type_.value))
        return _generic("::Hash", STRING, self.of(type_.value))

    def nullable(self, type_: Nullable) -> Expression:
        """``T?``."""
        return optional(self.of(type_.inner))

    def ref(self, type_: Ref) -> Expression:
        """The class of a record, the type of anything else."""
        named = self.world.names.models[type_.id]
        is_class = isinstance(self.world.index[type_.id], Record)
        own = Atom(constant(named.name) if is_class else method(named.type))
        if not self.given or type_.id not in self.world.with_records:
            return own
        hashes = [HASH] if self.world.takes_hashes(type_) else []
        return either([own, *hashes, *self.inside(type_.id)])

    def inside(self, id_: Id) -> list[Expression]:
        """What a caller may give for an alias or a union beside models and Hashes: lists and maps
        that have such in them."""
        declaration = self.world.index[id_]
        if id_ in self._open or not isinstance(declaration, (Alias, Union)):
            return []
        types = (
            [declaration.type]
            if isinstance(declaration, Alias)
            else [variant.type for variant in declaration.variants]
        )
        self._open.add(id_)
        found = [self.of(each) for each in types if self.holds_models(each)]
        self._open.discard(id_)
        return found

    def holds_models(self, type_: TypeExpr) -> bool:
        """Whether a type is a list or a map of models, or an alias or a union with such a type."""
        if isinstance(type_, Nullable):
            return self.holds_models(type_.inner)
        if isinstance(type_, Ref):
            is_class = isinstance(self.world.index[type_.id], Record)
            return not is_class and type_.id in self.world.with_records
        return any(each in self.world.with_records for each in refs(type_))

    def binary(self, _: Binary) -> Expression:
        """Bytes, or what they are read from."""
        return atom("Runtime::upload") if self.given and self.upload else STRING

    def any_json(self, _: AnyJson) -> Expression:
        """Anything."""
        return UNTYPED


def value(found: object) -> Expression:
    """The type of one value."""
    if isinstance(found, str) and _PLAIN.fullmatch(found):
        return Atom(rbs_quoted(found))
    if isinstance(found, bool):
        return atom("true") if found else atom("false")
    if isinstance(found, int):
        return Atom(Code(str(found)))
    return _CLASSES[type(found)]


def optional(type_: Expression) -> Expression:
    """``T?``."""
    if type_.flat == "untyped" or type_.flat.endswith("?"):
        return type_
    return Suffixed(_closed(type_), Code("?"))


def _closed(type_: Expression) -> Expression:
    """A type that something can stand behind: alternatives in parentheses."""
    if isinstance(type_, Either):
        return Brackets(Code(""), "()", (type_,), end="")
    return type_


def _generic(head: str, *items: Expression) -> Expression:
    return Brackets(Code(head), "[]", items, end="")


@dataclass(frozen=True)
class Signatures:
    """Makes the views of ``sig``."""

    world: World
    header: tuple[Code, ...]

    @cached_property
    def types(self) -> RbsTypes:
        """Types of what a caller gets."""
        return RbsTypes(self.world)

    @cached_property
    def inputs(self) -> RbsTypes:
        """Types of what a caller gives."""
        return RbsTypes(self.world, given=True)

    def file(self, signatures: Iterable[SignatureView]) -> SignatureFileView:
        """A whole file."""
        return SignatureFileView(
            header=self.header,
            module=constant(self.world.options.module),
            signatures=tuple(signatures),
        )

    def package(self) -> SignatureFileView:
        """``sig/<gem>.rbs``: what is the same for every package."""
        return self.file(())

    # --- models

    def models(self, declarations: Iterable[Declaration]) -> SignatureFileView:
        """The signatures of a file of models."""
        return self.file(self.declaration(each) for each in declarations)

    def declaration(self, declaration: Declaration) -> SignatureView:
        """A class, or a type with the module of its name."""
        named = self.world.names.models[declaration.id]
        name = constant(named.name)
        self.inputs.upload = declaration.id in self.world.uploads
        if isinstance(declaration, Record):
            head = fill("class {} < Runtime::Model", name)
            lines = tuple(self.record(declaration))
            return SignatureView(doc=said(declaration.doc), alias=None, head=head, lines=lines)
        body = [fill("extend Runtime::{}", Code(type(declaration).__name__))]
        if isinstance(declaration, Enumeration):
            body.append(Code(""))
            for own, member in zip(value_names(declaration), declaration.members, strict=True):
                body.append(fill("{}: {}", constant(own), value(member.value.value).flat))
        label = fill("type {} = ", method(named.type))
        type_ = printed(self.alternatives(declaration), indent=2, before=len(label))
        return SignatureView(
            doc=said(declaration.doc),
            alias=label + type_,
            head=fill("module {}", name),
            lines=tuple(body),
        )

    def alternatives(self, declaration: Enumeration | Union | Alias) -> Expression:
        """What a type stands for."""
        match declaration:
            case Alias():
                return self.types.of(declaration.type)
            case Enumeration():
                values = [value(each.value.value) for each in declaration.members]
                classes = [_CLASSES[type(each.value.value)] for each in declaration.members]
                base = declaration.base
                if isinstance(base, Primitive):
                    classes.append(_SCALARS[base.kind])
                return either([*values, *classes])
            case Union():
                found = [self.types.of(each.type) for each in self.world.variants(declaration)]
                if is_record_like(self.world.index, Ref(id=declaration.id)):
                    found.append(atom("UnknownVariant"))
                if any(each.flat == "untyped" for each in found):
                    return UNTYPED
                return either(found) if found else UNTYPED

    def record(self, record: Record) -> Iterator[Code]:
        """Constructor, readers and writers."""
        names = self.world.attributes(record)
        items: list[Code] = []
        for field in record.fields:
            mark = Code("" if field.required and not field.read_only else "?")
            own = method(names[field.name.wire])
            items.append(fill("{}{}: {}", mark, own, self.inputs.of(field.type).flat))
        # What is required stands first, where a reader looks for it.
        items.sort(key=lambda item: item.startswith("?"))
        first = _signature(Code("def initialize"), [*items, Code("**untyped")], Code("void"))
        yield from _overloaded(list(first), Code("(::Hash[untyped, untyped] hash) -> void"))
        for field in record.fields:
            name = names[field.name.wire]
            yield fill("def {}: () -> {}", rbs_method(name), _closed(self.reader(field)).flat)
            setter = fill("{}=", method(name))
            taken = (
                optional(self.inputs.of(field.type))
                if not field.required
                else (self.inputs.of(field.type))
            )
            yield fill("def {}: ({}) -> void", setter, taken.flat)

    def reader(self, field: Field) -> Expression:
        """What reading a member gives: nil where it may be absent."""
        found = self.types.of(field.type)
        return found if field.required else optional(found)

    # --- operations

    def api(self, group: Group) -> SignatureFileView:
        """The signatures of a file of operations."""
        builder = ApiBuilder(self.world, group)
        lines: list[Code] = []
        for operation in group.operations:
            lines.extend(said(operation.doc))
            lines.extend(self.operation(operation, builder.arguments(operation)))
        head = fill("class {} < Runtime::Api", constant(builder.named.name))
        doc = said(group.doc)
        return self.file((SignatureView(doc=doc, alias=None, head=head, lines=tuple(lines)),))

    def operation(self, operation: Operation, arguments: list[Argument]) -> Iterator[Code]:
        """The ways to call an operation."""
        name = self.world.names.operations[operation.id].method
        given = [self.argument(operation, each) for each in arguments] + [Code("**untyped")]
        if not only_streams(operation):
            answer = self.returns(operation)
            yield from _signature(fill("def {}", rbs_method(name)), given, _closed(answer).flat)
            details = fill("[{}, ::Integer, Runtime::Headers]", answer.flat)
            yield from _signature(fill("def {}_with_http_info", method(name)), given, details)
        if operation.streaming is not None:
            event = self.types.of(operation.streaming.event).flat
            yield from _streamed(
                fill("def {}_stream", method(name)),
                given,
                event,
                fill("Runtime::Stream[{}]", event),
            )
        if operation.pagination is not None:
            found = paged_item(operation, self.world.index)
            item = self.types.of(found).flat if found is not None else UNTYPED.flat
            yield from _streamed(
                fill("def {}_all", method(name)),
                given,
                item,
                fill("::Enumerator[{}, void]", item),
            )

    def argument(self, operation: Operation, argument: Argument) -> Code:
        """``Pet pet``, ``?limit: ::Integer?``."""
        own = method(argument.name)
        if argument.parameter is None:
            type_ = self.body(operation)
            if argument.required:
                return type_.flat
            return fill("?{}", optional(type_).flat)
        self.inputs.upload = False
        type_ = self.inputs.of(argument.parameter.type)
        if argument.keyword:
            return fill("?{}: {}", own, optional(type_).flat)
        return type_.flat

    def body(self, operation: Operation) -> Expression:
        """What a body can be given as."""
        found: list[Expression] = []
        for content in operation.body.contents if operation.body else ():
            if content.payload is Payload.TEXT:
                found.append(STRING)
            elif content.payload is Payload.BYTES:
                found.append(atom("Runtime::upload"))
            else:
                self.inputs.upload = content.payload in (Payload.FORM, Payload.MULTIPART)
                found.append(self.inputs.of(content.type))
        return UNTYPED if any(each.flat == "untyped" for each in found) else either(found)

    def returns(self, operation: Operation) -> Expression:
        """The type of a whole answer."""
        found: list[Expression] = []
        for content in success_contents(operation):
            type_: TypeExpr | None = None if content is None else answered(content)
            if content is None:
                found.append(NIL)
            else:
                found.append(STRING if type_ is None else self.types.of(type_))
        if any(each.flat == "untyped" for each in found):
            return UNTYPED
        found.sort(key=lambda each: each.flat == "nil")
        return either(found)


def said(doc: Doc) -> tuple[Code, ...]:
    """What stands above a signature: the first sentence about it."""
    return comments(filled(first_sentence(doc.summary or doc.description), 96))


def _signature(head: Code, items: list[Code], returns: Code) -> Iterator[Code]:
    """``def name: (…) -> T``, one argument a line where they are too many."""
    flat = fill("{}: ({}) -> {}", head, Code(", ").join(items), returns)
    if len(flat) <= 116:
        yield flat
        return
    yield fill("{}: (", head)
    for place, item in enumerate(items):
        yield fill("  {}{}", item, Code("," if place < len(items) - 1 else ""))
    yield fill(") -> {}", returns)


def _streamed(head: Code, items: list[Code], each: Code, stream: Code) -> Iterator[Code]:
    """A call with a block, and one without."""
    arguments = Code(", ").join(items)
    other = fill("({}) {{ ({}) -> void }} -> nil", arguments, each)
    yield from _overloaded(list(_signature(head, items, stream)), other)


def _overloaded(lines: list[Code], other: Code) -> Iterator[Code]:
    """A signature with another below it, its bar below the first one's bracket."""
    yield from lines
    place = lines[0].index(":") if len(lines) == 1 else 2
    yield Code(" " * place) + fill("| {}", other)
