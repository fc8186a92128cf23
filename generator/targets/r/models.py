"""Views of the files of models: one for a component and what lies in it."""

from __future__ import annotations

from generator.emit.code import Code
from generator.emit.prose import filled
from generator.emit.typenames import by_file
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Declaration,
    Enumeration,
    Field,
    Record,
    Union,
)
from generator.targets.r.layout import Atom, Expression, assigned, atom, call, keyword, printed
from generator.targets.r.literals import argument, comment, identifier, quoted
from generator.targets.r.types import TRUE, Types
from generator.targets.r.view import DeclarationView, ModelFileView, RecordView
from generator.targets.r.world import World

DOC_WIDTH = 96


def files(world: World) -> dict[str, list[Declaration]]:
    """The declarations of each file: the component first, then what lies in it."""
    return by_file(world.index.values(), lambda id_: world.names.models[id_].file)


def model_file(world: World, declarations: list[Declaration], header: Code) -> ModelFileView:
    """The whole file."""
    maker = Models(world)
    return ModelFileView(
        header=header, declarations=tuple(maker.declaration(each) for each in declarations)
    )


class Models:
    """Makes the views of declarations."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.types = Types(world)

    def declaration(self, declaration: Declaration) -> DeclarationView:
        """One declaration in its form."""
        doc = self.doc(declaration)
        match declaration:
            case Record():
                return DeclarationView(doc=doc, record=self.record(declaration))
            case Enumeration():
                made: Expression = self.types.enumeration(declaration)
            case Union():
                made = self.types.union(declaration)
            case Alias():
                endless = self.world.is_endless(declaration)
                made = atom("type_any()") if endless else self.types.of(declaration.type)
        name = self.name(declaration)
        statement = call(Code("declare_type"), (Atom(quoted(name)), made))
        return DeclarationView(doc=doc, statement=assigned(name, statement))

    def name(self, declaration: Declaration) -> Code:
        """What a declaration is called."""
        return identifier(self.world.names.models[declaration.id].name)

    def doc(self, declaration: Declaration) -> Code | None:
        """What is said about a declaration."""
        text = declaration.doc.description or declaration.doc.summary
        return comment(filled(text, DOC_WIDTH))

    def record(self, record: Record) -> RecordView:
        """The class of an object."""
        name = self.name(record)
        fields = self.world.members(record)
        called = self.world.names.members[record.id]
        takes: list[Expression] = [
            keyword(argument(called.get(each.name.wire, each.name.wire)), atom("NULL"))
            for each in fields
        ]
        takes.append(atom("..."))
        head = Code("initialize = ")
        constructor = printed(
            call(Code("function"), takes), indent=4, before=len(head), after=len(" {")
        )
        declared: list[Expression] = [Atom(name)]
        if fields:
            items = (self.member(record, each, called) for each in fields)
            declared.append(keyword(Code("members"), call(Code("list"), items)))
        if record.extra is None:
            declared.append(keyword(Code("extra"), atom("NULL")))
        elif not isinstance(record.extra, AnyJson):
            declared.append(keyword(Code("extra"), self.types.of(record.extra)))
        statement = call(Code("declare_record"), declared, spread=len(fields) > 1)
        return RecordView(
            name=name,
            quoted=quoted(name),
            constructor=constructor,
            declared=printed(statement, indent=0),
        )

    def member(self, record: Record, field: Field, called: dict[str, str]) -> Expression:
        """``member("id", type_integer(), required = TRUE)``."""
        items: list[Expression] = [Atom(quoted(field.name.wire)), self.types.of(field.type)]
        if self.world.is_required(record, field):
            items.append(keyword(Code("required"), TRUE))
        if field.name.wire in called:
            items.append(keyword(Code("argument"), Atom(quoted(called[field.name.wire]))))
        return call(Code("member"), items)
