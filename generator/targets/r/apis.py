"""Views of the files of operations: the methods of one class, and its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import only_streams, sent_parameters
from generator.emit.code import Code, fill, indent
from generator.emit.prose import filled
from generator.ir.nodes import Group, Operation, Parameter
from generator.targets.r.layout import (
    Atom,
    Expression,
    Suffixed,
    assigned,
    atom,
    call,
    keyword,
    printed,
    together,
)
from generator.targets.r.literals import comment, identifier, quoted
from generator.targets.r.names import arguments
from generator.targets.r.tables import Tables
from generator.targets.r.types import Types
from generator.targets.r.view import ApiFileView, MethodView
from generator.targets.r.world import World

WIDTH = 92


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method, and where its value goes: to a parameter, or into the body."""

    name: str
    required: bool
    text: str
    parameter: Parameter | None


class ApiBuilder:
    """Makes the view of the file of one group."""

    def __init__(self, world: World, group: Group) -> None:
        self.world = world
        self.group = group
        self.named = world.names.groups[group.name]
        self.types = Types(world)
        self.tables = Tables(self.types)

    def view(self, header: Code) -> ApiFileView:
        """The whole file."""
        text = self.group.doc.description or self.group.doc.summary
        rows = [row for each in self.group.operations for row in self.rows(each)]
        table = call(Code("operations"), rows, spread=True)
        return ApiFileView(
            header=header,
            doc=comment(filled(text or "Operations of this API.", WIDTH)),
            name=identifier(self.named.name),
            quoted=quoted(self.named.name),
            methods=tuple(m for each in self.group.operations for m in self.methods(each)),
            table=assigned(identifier(self.named.table), table),
        )

    def name(self, operation: Operation) -> Code:
        """The method of an operation."""
        return identifier(self.world.names.operations[operation.id])

    def rows(self, operation: Operation) -> Iterator[Expression]:
        """The entries of the table for an operation."""
        name = self.name(operation)
        yield keyword(name, self.tables.operation(operation, name))
        if operation.streaming is not None:
            row = self.tables.stream(operation.streaming, name)
            yield keyword(name + Code("Stream"), row)
        if operation.pagination is not None:
            row = self.tables.pages(operation.pagination, name)
            yield keyword(name + Code("All"), row)

    def arguments(self, operation: Operation) -> list[Argument]:
        """The arguments in the order in which they are given: what is required comes first."""
        called, body = arguments(operation)
        found = [
            Argument(
                name=called[each],
                required=each.required,
                text=each.doc.description or each.doc.summary,
                parameter=each,
            )
            for each in sent_parameters(operation)
        ]
        if operation.body is not None and body is not None:
            text = operation.body.doc.description or operation.body.doc.summary
            found.append(Argument(body, operation.body.required, text, None))
        return [*(a for a in found if a.required), *(a for a in found if not a.required)]

    # --- methods

    def methods(self, operation: Operation) -> Iterator[MethodView]:
        """Every way to call an operation."""
        name = self.name(operation)
        whole = Code("call_operation")
        more = Code("data_file")
        if not only_streams(operation):
            yield MethodView(
                doc=self.doc(operation),
                head=self.head(operation, name, more),
                statement=self.statement(operation, whole, name, more, Code("$data")),
            )
            named = name + Code("WithHttpInfo")
            yield MethodView(
                doc=None,
                head=self.head(operation, named, more),
                statement=self.statement(operation, whole, name, more, Code("")),
            )
        more = Code("callback")
        for function, suffix, there in (
            (Code("stream_operation"), Code("Stream"), operation.streaming is not None),
            (Code("all_pages"), Code("All"), operation.pagination is not None),
        ):
            if there:
                named = name + suffix
                yield MethodView(
                    doc=self.doc(operation) if only_streams(operation) else None,
                    head=self.head(operation, named, more),
                    statement=self.statement(operation, function, named, more, Code("")),
                )

    def doc(self, operation: Operation) -> Code | None:
        """What an operation does; the page of the class tells the rest."""
        text = operation.doc.summary or operation.doc.description
        made = comment(filled(text or f"{operation.method} {operation.path}", WIDTH), WIDTH + 2)
        return None if made is None else Code(indent(made, Code("    ")).lstrip())

    def head(self, operation: Operation, name: Code, more: Code) -> Code:
        """``Name = function(id = NULL, data_file = NULL, options = NULL) {``."""
        names = [identifier(each.name) for each in self.arguments(operation)]
        takes = [keyword(each, atom("NULL")) for each in (*names, more, Code("options"))]
        label = fill("{} = ", name)
        made = Suffixed(call(Code("function"), takes), Code(" {"))
        return label + printed(made, indent=4, before=len(label))

    def statement(
        self, operation: Operation, function: Code, name: Code, more: Code, suffix: Code
    ) -> Code:
        """What a method hands to the runtime."""
        row = fill("{}${}", identifier(self.named.table), name)
        items: list[Expression] = [together((atom("self$api_client"), Atom(row)))]
        called = arguments(operation)
        values = [Atom(identifier(called[0][each])) for each in sent_parameters(operation)]
        listed: list[Expression] = [call(Code("list"), values)] if values else []
        body = [] if called[1] is None else [keyword(Code("body"), Atom(identifier(called[1])))]
        others = [*body, *(keyword(each, Atom(each)) for each in (more, Code("options")))]
        flat = together((*listed, *others))
        items += [flat] if len(flat.flat) <= WIDTH else [*listed, together(others)]
        return printed(
            Suffixed(call(function, items, spread=True), suffix), indent=6, after=len(suffix)
        )
