"""Views of the files of ``model``: one for each component and what lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.code import Code, fill
from generator.emit.docs import json_text
from generator.emit.prose import filled
from generator.ir.nodes import (
    AnyJson,
    Declaration,
    Enumeration,
    Field,
    Id,
    Nullable,
    Record,
    Union,
)
from generator.targets.scala_akka.enumerations import enumeration, known
from generator.targets.scala_akka.layout import (
    Atom,
    Expression,
    assigned,
    atom,
    call,
    generic,
    labelled,
    printed,
)
from generator.targets.scala_akka.literals import (
    documented,
    identifier,
    member,
    parameter_tag,
    quoted,
    scaladoc,
    string,
)
from generator.targets.scala_akka.signatures import Argument, definition
from generator.targets.scala_akka.types import Codecs, Types
from generator.targets.scala_akka.unions import union
from generator.targets.scala_akka.view import (
    AliasesView,
    AliasView,
    DeclarationView,
    MethodView,
    ModelFileView,
    RecordView,
    WrappedView,
)
from generator.targets.scala_akka.world import MOST_MEMBERS, World

BARE = Code("")
DOC_WIDTH = 92
_METHODS = {
    (True, False): Code("required"),
    (True, True): Code("requiredNullable"),
    (False, False): Code("optional"),
    (False, True): Code("optionalNullable"),
}
"""What makes the codec of a member: by whether it is required, and whether it may be null."""


def doc_of(declaration: Declaration) -> list[str]:
    """What is said about a declaration."""
    lines = filled(declaration.doc.description or declaration.doc.summary, DOC_WIDTH)
    return (
        [*lines, *([""] if lines else []), "Deprecated."] if declaration.doc.deprecated else lines
    )


@dataclass(frozen=True, slots=True)
class FileBuilder:
    """Makes the view of one file."""

    world: World
    package: Code
    declarations: list[Declaration]

    def view(self, header: Code) -> ModelFileView | None:
        """The whole file; None where it would hold nothing but other names."""
        views = [
            self.declaration(each)
            for each in self.declarations
            if self.world.alias(each.id) is None
        ]
        if not views:
            return None
        return ModelFileView(
            header=header,
            package=self.package,
            converts=any(each.union is not None and each.union.conversions for each in views),
            declarations=tuple(views),
            seq=self.world.scala("Seq"),
        )

    def declaration(self, declaration: Declaration) -> DeclarationView:
        """One declaration in its form."""
        doc = scaladoc(doc_of(declaration))
        if declaration.id in self.world.wrapped:
            return DeclarationView(wrapped=self.wrapped(declaration, doc))
        match declaration:
            case Record():
                return DeclarationView(record=RecordBuilder(self.world, declaration).view())
            case Enumeration():
                return DeclarationView(enumeration=enumeration(self.world, declaration, doc))
            case Union():
                return DeclarationView(union=union(self.world, declaration, doc))
            case _:
                raise TypeError(f"{declaration.id} is only another name")

    def wrapped(self, declaration: Declaration, doc: Code | None) -> WrappedView:
        """A class around a type that holds itself."""
        type_ = self.world.aliased(declaration)
        if type_ is None:
            raise TypeError(f"{declaration.id} is a class of its own")
        name = identifier(self.world.names.models[declaration.id].name)
        types, codecs = _spelling(self.world, declaration.id)
        start = call(Code("core.Codec.wrapped"), (Atom(quoted(str(name))), codecs.of(type_)))
        made = known(printed(start, indent=4), name)
        return WrappedView(
            doc=doc, name=name, parameter=Argument(Code("value"), types.of(type_)).flat, codec=made
        )


def _spelling(world: World, id_: Id) -> tuple[Types, Codecs]:
    """How types are spelled in the declaration of an id."""
    types, codecs = Types(world, BARE), Codecs(world, BARE)
    types.upload = codecs.upload = id_ in world.uploads
    return types, codecs


class RecordBuilder:
    """Makes the view of a record."""

    def __init__(self, world: World, record: Record) -> None:
        self.world = world
        self.record = record
        self.name = identifier(world.names.models[record.id].name)
        self.names = world.members(record)
        self.types, self.codecs = _spelling(world, record.id)
        needed = [each for each in record.fields if not world.is_optional(record, each)]
        optional = [each for each in record.fields if world.is_optional(record, each)]
        self.fields = [*needed, *optional]

    def view(self) -> RecordView:
        """The class and its codec."""
        fields = self.fields[:MOST_MEMBERS]
        return RecordView(
            doc=self.doc(fields),
            name=self.name,
            codec=self.head(),
            parameters=(
                *(self.argument(each).printed(2) for each in fields),
                Code("extra: core.Extra = core.Extra.empty"),
            ),
            methods=tuple(self.methods()),
            members=tuple(self.codec(place, each) for place, each in enumerate(fields, 1)),
            read=self.read(len(fields)),
            writes=(
                *(
                    fill("m{}.write(value.{}, out)", place, self.member(each))
                    for place, each in enumerate(fields, 1)
                ),
                Code("out.extra(value.extra)"),
            ),
            write=definition(
                Code("def write"),
                (
                    Argument(Code("value"), Atom(self.name)),
                    Argument(Code("out"), atom("core.Writer")),
                ),
                (),
                self.types.scala("Unit"),
                indent=6,
            ),
        )

    def member(self, field: Field) -> Code:
        """The name of a member."""
        return member(self.names[field.name.wire])

    def is_optional(self, field: Field) -> bool:
        """Whether a member may be left out."""
        return self.world.is_optional(self.record, field)

    # --- the class

    def doc(self, fields: list[Field]) -> Code | None:
        """What is said about the record and its members."""
        tags = [(parameter_tag(self.names[each.name.wire]), _said(each)) for each in fields]
        tags = [(head, lines) for head, lines in tags if lines]
        return documented(doc_of(self.record), tags)

    def argument(self, field: Field) -> Argument:
        """A member as a parameter of the class."""
        made = self.types.of(field.type)
        if not self.is_optional(field):
            return Argument(self.member(field), made)
        if isinstance(field.type, Nullable):
            return Argument(self.member(field), made, Code("core.Nullable.Absent"))
        return Argument(self.member(field), self.types.option(made), self.world.scala("None"))

    def methods(self) -> Iterator[MethodView]:
        """What is no parameter: the other members where their type is known, and the members that
        are too many for a class."""
        extra = self.record.extra
        if extra is not None and not isinstance(extra, AnyJson):
            found = generic(
                self.world.scala("Map"), (self.types.scala("String"), self.types.of(extra))
            )
            yield MethodView(
                doc=scaladoc(["The other members, typed."], 2),
                head=definition(Code("def additional"), None, (), found, indent=2),
                body=printed(call(Code("extra.typed"), (self.codecs.of(extra),)), indent=4),
            )
        for field in self.fields[MOST_MEMBERS:]:
            yield from self.beyond(field)

    def beyond(self, field: Field) -> Iterator[MethodView]:
        """A member that lives among the unknown ones."""
        wire = field.name.wire
        name = self.names[wire]
        items = (string(wire), self.codecs.of(field.type))
        found = self.types.of(field.type)
        yield MethodView(
            doc=scaladoc(_said(field), 2),
            head=definition(
                fill("def {}", member(name)), None, (), self.types.option(found), indent=2
            ),
            body=printed(call(Code("extra.member"), items), indent=4),
        )
        updated = printed(call(Code("extra.updated"), (*items, atom("value"))), indent=4)
        yield MethodView(
            doc=None,
            head=definition(
                fill("def {}", member(f"with{name[:1].upper()}{name[1:]}")),
                (Argument(Code("value"), found),),
                (),
                Atom(self.name),
                indent=2,
            ),
            body=fill("copy(extra = {})", updated),
        )

    # --- the codec

    def head(self) -> Code:
        """``new core.RecordCodec[Cat]("Cat", core.Extras.forbidden)``."""
        items: list[Expression] = [Atom(quoted(str(self.name)))]
        extra = self.record.extra
        if extra is None:
            items.append(atom("core.Extras.forbidden"))
        elif not isinstance(extra, AnyJson):
            items.append(call(Code("core.Extras.of"), (self.codecs.of(extra),)))
        made = call(fill("new core.RecordCodec[{}]", self.name), items)
        return printed(made, indent=4, after=2)

    def codec(self, place: int, field: Field) -> Code:
        """``private val m1 = required("id", core.Codec.string)``."""
        inner = field.type.inner if isinstance(field.type, Nullable) else field.type
        method = _METHODS[not self.is_optional(field), inner is not field.type]
        made: Expression = call(method, (string(field.name.wire), self.codecs.of(inner)))
        return assigned(fill("private val m{}", place), made, indent=6)

    def read(self, count: int) -> Code:
        """``new Cat(m1.read(in), in.extra)``."""
        items = [Atom(Code(f"m{place}.read(in)")) for place in range(1, count + 1)]
        return printed(call(fill("new {}", self.name), (*items, atom("in.extra"))), indent=8)


def _said(field: Field) -> list[str]:
    """What is said about a member, its default, and who may set it."""
    lines = filled(field.doc.description or field.doc.summary, DOC_WIDTH - 2)
    if field.default is not None and field.default.value is not None:
        lines += filled(f"Default: {json_text(field.default)}.", DOC_WIDTH - 2)
    if field.read_only:
        lines.append("Read-only: servers send it, requests leave it out.")
    if field.write_only:
        lines.append("Write-only: requests send it, servers do not.")
    if field.doc.deprecated:
        lines.append("Deprecated.")
    return lines


def aliases(world: World, package: Code, header: Code) -> AliasesView | None:
    """``model/package.scala``; None where no type has another name."""
    found: list[AliasView] = []
    for id_, declaration in world.index.items():
        type_ = world.alias(id_)
        if type_ is None:
            continue
        types, _ = _spelling(world, id_)
        label = fill("type {} = ", identifier(world.names.models[id_].name))
        found.append(
            AliasView(
                doc=scaladoc(doc_of(declaration), 2),
                text=labelled(label, types.of(type_), indent=2),
            )
        )
    return AliasesView(header=header, package=package, aliases=tuple(found)) if found else None
