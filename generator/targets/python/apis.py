"""Views of the modules of ``api``: the operations of one tag, as methods and as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.answers import (
    only_streams,
    paged_item,
    sent_parameters,
    success_contents,
    successes,
)
from generator.emit.code import Code, fill
from generator.emit.docs import sentence
from generator.emit.prose import filled
from generator.ir.nodes import (
    AnyJson,
    Content,
    Group,
    ListOf,
    Location,
    Nullable,
    Operation,
    Parameter,
    Payload,
    TypeExpr,
)
from generator.targets.python import layout
from generator.targets.python.imports import Imports
from generator.targets.python.layout import (
    LINE_LENGTH,
    Atom,
    Expression,
    atom,
    call,
    either,
    printed,
)
from generator.targets.python.literals import docstring, identifier, json_text, quoted
from generator.targets.python.names import (
    GroupName,
    argument_names,
    constant_name,
    method_names,
)
from generator.targets.python.tables import TABLE, Tables
from generator.targets.python.types import ModelTypes, PlainTypes, RuntimeTypes, World
from generator.targets.python.view import ApiModuleView, OperationView, PagesView, StreamView

NOTHING = Code("")
CALL = Code("self._call")
TEXTS = (Payload.TEXT, Payload.EVENT_STREAM)
"""Answers that a whole call gives as text; events only where the operation is not streamed."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method: its name, its type, and where its value goes."""

    name: str
    type: Expression
    required: bool
    text: str
    parameter: Parameter | None

    def declaration(self) -> Code:
        """``limit: int | None = None``, wrapped to stand in a list of arguments."""
        type_ = self.type if self.required else either((self.type, atom("None")))
        ending = Code("" if self.required else " = None")
        label = fill("{}: ", identifier(self.name))
        after = len(ending) + 1
        return label + printed(type_, indent=8, before=len(label), after=after) + ending


class ApiBuilder:
    """Makes the view of the module of one group; imports are collected on the way."""

    def __init__(self, world: World, group: Group, named: GroupName, report: Report) -> None:
        own = {named.name, named.asynchronous}
        taken = world.taken | own
        self.world = world
        self.group = group
        self.named = named
        self.methods = method_names(group, report)
        self.imports = Imports(taken)
        self.checking = Imports(taken)
        make = (world, self.checking, self.checking)
        self.plain = PlainTypes(*make, here="", root="..")
        self.whole = ModelTypes(*make, here="", root="..")
        self.tables = Tables(self.imports, RuntimeTypes(world, self.imports))

    def view(self, header: Code) -> ApiModuleView:
        """The whole module."""
        base = self.imports.use(".._runtime.api", "Api")
        async_base = self.imports.use(".._runtime.api", "AsyncApi")
        self.imports.use("typing", "TYPE_CHECKING")
        self.imports.use("typing", "Final")
        self.imports.use("typing_extensions", "Unpack")
        self.imports.use(".._runtime.options", "CallOptions")
        operations = tuple(self.operation(each) for each in self.group.operations)
        self.checking.drop(self.imports)
        text = self.group.doc.description or self.group.doc.summary
        return ApiModuleView(
            header=header,
            imports=self.imports.statements(),
            checking=self.checking.statements(4),
            name=identifier(self.named.name),
            async_name=identifier(self.named.asynchronous),
            base=base,
            async_base=async_base,
            doc=self.group_doc(text, "Every call blocks until its answer is there."),
            async_doc=self.group_doc(text, "Every call is awaited."),
            operations=operations,
        )

    def group_doc(self, text: str, manner: str) -> Code:
        """The docstring of a class of operations."""
        return docstring([*filled(text or "Operations of this API.", 80), "", manner], 4)

    # --- one operation

    def operation(self, operation: Operation) -> OperationView:
        """The methods of an operation and its entry in the table."""
        name = self.methods[operation.id]
        arguments = self.arguments(operation)
        constant = identifier(constant_name(name))
        returns = self.returns(operation)
        info = identifier(name + "_with_http_info")
        response = layout.subscript(
            self.checking.use(".._runtime.response", "ApiResponse"), (returns,)
        )
        table = self.imports.use(TABLE, "Operation")
        final = layout.subscript(Code("Final"), (layout.subscript(table, (returns,)),))
        annotation, entry = _constant(
            constant, final, self.tables.operation(operation, name), table
        )
        deprecated = None
        if operation.doc.deprecated:
            mark = self.imports.use("typing_extensions", "deprecated")
            deprecated = fill("{}({})", mark, quoted(f"The API deprecates {name}."))
        return OperationView(
            name=identifier(name),
            details=info,
            arguments=tuple(self.declarations(arguments)),
            returns=printed(returns, indent=4, before=5, after=1),
            details_returns=printed(response, indent=4, before=5, after=1),
            doc=self.doc(operation, arguments),
            details_doc=docstring(
                [
                    *filled(
                        f"Like :meth:`{name}`, but with the status and headers of the answer.", 78
                    ),
                    "",
                    "Returns:",
                    "    The answer; its ``data`` is what the other method returns.",
                ],
                8,
            ),
            deprecated=deprecated,
            whole=not only_streams(operation),
            call=self.call(constant, arguments, 7, Code(".data")),
            details_call=self.call(constant, arguments, 7),
            async_call=self.awaited(constant, arguments),
            async_details_call=self.call(constant, arguments, 13),
            constant=constant,
            annotation=annotation,
            table=entry,
            stream=(
                self.stream(operation, name, constant, arguments) if operation.streaming else None
            ),
            pages=(
                self.pages(operation, name, constant, arguments) if operation.pagination else None
            ),
        )

    def arguments(self, operation: Operation) -> list[Argument]:
        """What a caller gives, required ones first, each group in the document's order."""
        names, body_name = argument_names(operation)
        found = [
            Argument(
                name=names[each],
                type=self.plain.of(_bare(each.type, required=each.required)),
                required=each.required or each.location is Location.PATH,
                text=_parameter_text(each),
                parameter=each,
            )
            for each in sent_parameters(operation)
        ]
        if operation.body is not None and body_name is not None:
            text = operation.body.doc.description or operation.body.doc.summary
            text = text or sentence(self.world.index, operation.body.contents[0].type)
            body = Argument(
                name=body_name,
                type=self.body_type(operation),
                required=operation.body.required,
                text=text or "What to send.",
                parameter=None,
            )
            found.append(body)
        return [each for each in found if each.required] + [
            each for each in found if not each.required
        ]

    def body_type(self, operation: Operation) -> Expression:
        """What a body can be given as, over all its media types."""
        found: list[Expression] = []
        for content in operation.body.contents if operation.body else ():
            if content.payload is Payload.TEXT:
                found.append(atom("str"))
            elif content.payload is Payload.BYTES:
                found.append(Atom(self.checking.use(".._runtime.files", "FileInput")))
            else:
                found.append(self.plain.of(content.type))
        return either(found) if found else Atom(self.checking.use("typing", "Any"))

    def declarations(self, arguments: Iterable[Argument]) -> Iterable[Code]:
        """The arguments as they are declared; optional ones are given by keyword."""
        starred = False
        for argument in arguments:
            if not argument.required and not starred:
                starred = True
                yield Code("*")
            yield argument.declaration()

    def returns(self, operation: Operation) -> Expression:
        """The type of a whole answer."""
        found: list[Expression] = []
        for content in success_contents(operation):
            if content is None:
                found.append(atom("None"))
            elif content.payload in TEXTS:
                found.append(atom("str"))
            elif content.payload is Payload.BYTES:
                found.append(atom("bytes"))
            elif isinstance(whole_type(content), AnyJson):
                return Atom(self.checking.use("typing", "Any"))
            else:
                found.append(self.whole.of(whole_type(content)))
        # None goes last, as people write it.
        found.sort(key=lambda each: each.flat == "None")
        return either(found)

    def call(
        self,
        constant: Code,
        arguments: list[Argument],
        before: int,
        end: Code = NOTHING,
        head: Code = CALL,
        last: tuple[Atom, ...] = (),
    ) -> Code:
        """``self._call(CREATE, {…}, body, options)`` behind ``return``."""
        values = layout.mapped(
            (
                quoted(f"{each.parameter.location.value}:{each.parameter.name.wire}"),
                Atom(identifier(each.name)),
            )
            for each in arguments
            if each.parameter is not None
        )
        body = [each.name for each in arguments if each.parameter is None]
        given = Atom(identifier(body[0])) if body else atom("None")
        made = call(head, (Atom(constant), values, given, atom("options"), *last))
        return printed(made, indent=8, before=before, after=len(end)) + end

    def awaited(self, constant: Code, arguments: list[Argument]) -> Code:
        """``answer = await self._call(…)``; its ``data`` is returned on the next line."""
        return self.call(constant, arguments, 15)

    # --- documentation

    def doc(self, operation: Operation, arguments: list[Argument]) -> Code:
        """A docstring in Google's style."""
        lines = filled(operation.doc.summary, 80)
        if operation.doc.description.strip() != operation.doc.summary.strip():
            more = filled(operation.doc.description, 80)
            lines += [""] * bool(lines and more) + more
        if not lines:
            lines = [f"{operation.method} {operation.path}"]
        if operation.doc.deprecated:
            lines += ["", "Deprecated."]
        lines += ["", "Args:"]
        for argument in arguments:
            lines += _entry(argument.name, argument.text)
        lines += _entry("**options", "What holds for this call only, see ``CallOptions``.")
        text = self.answer(operation)
        if text:
            lines += ["", "Returns:", *_entry("", text)]
        lines += ["", "Raises:", *_entry("ApiException", "The call failed, or its answer says so.")]
        return docstring(lines, 8)

    def answer(self, operation: Operation) -> str:
        """What a whole answer is: the words of its schema, or of the response."""
        if success_contents(operation) == [None]:
            return ""
        for content in success_contents(operation):
            if content is not None and (said := sentence(self.world.index, content.type)):
                return said
        texts = [each.doc.description for each in successes(operation) if each.doc.description]
        return texts[0] if texts else ""

    # --- pages

    def pages(
        self, operation: Operation, name: str, constant: Code, arguments: list[Argument]
    ) -> PagesView:
        """The call that walks through all pages and yields their items."""
        pagination = operation.pagination
        if pagination is None:
            raise ValueError(f"{operation.id} has no pages")
        item = self.item(operation)
        own = identifier(f"{constant}_PAGES")
        sync = self.checking.use("collections.abc", "Iterator")
        other = self.checking.use("collections.abc", "AsyncIterator")
        text = f"Like :meth:`{name}`, but every item of every page, asked for as needed."
        return PagesView(
            name=identifier(name + "_all"),
            arguments=tuple(self.declarations(arguments)),
            doc=docstring(filled(text, 78), 8),
            returns=printed(layout.subscript(sync, (item,)), indent=4, before=5, after=1),
            async_returns=printed(layout.subscript(other, (item,)), indent=4, before=5, after=1),
            call=self.call(constant, arguments, 7, head=Code("self._all"), last=(Atom(own),)),
            constant=own,
            kind=self.imports.use(".._runtime.pages", "Pages"),
            table=printed(self.tables.pages(pagination), indent=0, before=len(own) + 17),
        )

    def item(self, operation: Operation) -> Expression:
        """The type of one item of a page."""
        item = paged_item(operation, self.world.index)
        return Atom(self.checking.use("typing", "Any")) if item is None else self.whole.of(item)

    # --- streams

    def stream(
        self, operation: Operation, name: str, constant: Code, arguments: list[Argument]
    ) -> StreamView:
        """The streamed call."""
        streaming = operation.streaming
        if streaming is None:
            raise ValueError(f"{operation.id} is not streamed")
        event = self.whole.of(streaming.event)
        own = identifier(f"{constant}_STREAM")
        sync = self.checking.use(".._runtime.stream", "Stream")
        other = self.checking.use(".._runtime.stream", "AsyncStream")
        table = self.imports.use(TABLE, "StreamOperation")
        final = layout.subscript(Code("Final"), (layout.subscript(table, (event,)),))
        annotation, entry = _constant(
            own, final, self.tables.stream_table(constant, streaming), table
        )
        made = self.call(own, arguments, 7, head=Code("self._stream"))
        values = [
            *filled(f"Like :meth:`{name}`, but each event is there as soon as it arrives.", 78),
            "",
            "Leaving the ``with`` block (or the loop, at its end) closes the connection.",
        ]
        return StreamView(
            name=identifier(name + "_stream"),
            doc=docstring(values, 8),
            returns=printed(layout.subscript(sync, (event,)), indent=4, before=5, after=1),
            async_returns=printed(layout.subscript(other, (event,)), indent=4, before=5, after=1),
            call=made,
            async_call=made,
            constant=own,
            annotation=annotation,
            table=entry,
        )


def _constant(
    constant: Code, annotation: Expression, table: Expression, head: Code
) -> tuple[Code, Code]:
    """The annotation and the value of a table's constant, in black's form.

    Where ``NAME: Final[…] = Operation(`` is too long for a line, the value is put into parentheses
    if the part before it fits; else the annotation is opened.
    """
    before, opening = len(constant) + 2, len(" = (")
    whole = before + len(annotation.flat)
    if whole + len(" = ") + len(head) + 1 > LINE_LENGTH >= whole + opening:
        return annotation.flat, fill("(\n    {}\n)", printed(table, indent=4))
    return (
        printed(annotation, indent=0, before=before, after=len(" = ") + len(head) + 1),
        printed(table, indent=0),
    )


def whole_type(content: Content) -> TypeExpr:
    """What a whole answer of JSON is; lines that are no stream are a list."""
    return ListOf(item=content.type) if content.payload is Payload.JSON_LINES else content.type


def _bare(type_: TypeExpr, *, required: bool) -> TypeExpr:
    """An optional argument says ``| None`` already."""
    return type_ if required or not isinstance(type_, Nullable) else type_.inner


def _parameter_text(parameter: Parameter) -> str:
    text = (parameter.doc.description or parameter.doc.summary).strip()
    notes = []
    if parameter.doc.deprecated:
        notes.append("Deprecated.")
    if parameter.default is not None and parameter.default.value is not None:
        notes.append(f"Default: `{json_text(parameter.default)}`.")
    return " ".join([text, *notes]).strip() or f"The parameter `{parameter.name.wire}`."


def _entry(name: str, text: str) -> list[str]:
    """An entry of a section: ``    name: text``, further lines moved in below it."""
    head = f"{name}: " if name else ""
    lines = filled(text, 72)
    if not lines:
        return [f"    {head}".rstrip()]
    first, *rest = lines
    pad = "        " if name else "    "
    return [f"    {head}{first}", *(pad + line if line else "" for line in rest)]
