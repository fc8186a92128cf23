"""Views of the files of ``api``: the operations of one tag, as methods and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import only_streams, paged_item, sent_parameters, success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import sentence
from generator.emit.prose import filled
from generator.ir.nodes import (
    Content,
    Group,
    ListOf,
    Operation,
    Parameter,
    Payload,
    TypeExpr,
)
from generator.targets.ruby.layout import (
    Atom,
    Expression,
    Suffixed,
    atom,
    call,
    printed,
    shorthand,
)
from generator.targets.ruby.literals import (
    comments,
    constant,
    identifier,
    method,
    ruby_text,
)
from generator.targets.ruby.names import argument_names
from generator.targets.ruby.tables import Tables
from generator.targets.ruby.types import NIL, Types, YardTypes
from generator.targets.ruby.view import ApiFileView, MethodView
from generator.targets.ruby.world import World

WIDTH = 100

RAISES = Code("# @raise [ApiError] when the call fails, or its answer says so")


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method: its name, its type in YARD, and where its value goes.

    ``keyword`` says that it is given by its name.
    """

    name: str
    type: Code
    required: bool
    text: str
    parameter: Parameter | None

    @property
    def keyword(self) -> bool:
        """Whether it is given by its name: optional parameters are."""
        return self.parameter is not None and not self.required


class ApiBuilder:
    """Makes the view of the file of one group."""

    def __init__(self, world: World, group: Group) -> None:
        self.world = world
        self.group = group
        self.named = world.names.groups[group.name]
        self.tables = Tables(Types(world))
        self.given = YardTypes(world, given=True)
        self.got = YardTypes(world)

    def view(self, header: tuple[Code, ...]) -> ApiFileView:
        """The whole file."""
        tables = [each for operation in self.group.operations for each in self.table(operation)]
        text = self.group.doc.description or self.group.doc.summary
        methods = [each for operation in self.group.operations for each in self.methods(operation)]
        names = [Atom(fill(":{}", name)) for name, _ in tables]
        private = _private(names) if names else None
        return ApiFileView(
            header=header,
            module=constant(self.world.options.module),
            doc=comments(filled(text or "Operations of this API.", WIDTH)),
            name=constant(self.named.name),
            methods=tuple(methods),
            tables=tuple(fill("{} = {}", name, made) for name, made in tables),
            private=private,
        )

    # --- one operation

    def arguments(self, operation: Operation) -> list[Argument]:
        """What a caller gives: required parameters, the body, then what is given by name."""
        names, body = argument_names(operation)
        found = [
            Argument(
                name=names[each],
                type=self.given.text(each.type, optional=not each.required),
                required=each.required,
                text=_parameter_text(each),
                parameter=each,
            )
            for each in sent_parameters(operation)
        ]
        positional = [each for each in found if each.required]
        if operation.body is not None and body is not None:
            said = operation.body.doc.description or operation.body.doc.summary
            said = said or sentence(self.world.index, operation.body.contents[0].type)
            required = operation.body.required
            kind = self.body_type(operation, optional=not required)
            positional.append(Argument(body, kind, required, said, None))
        return positional + [each for each in found if not each.required]

    def body_type(self, operation: Operation, *, optional: bool) -> Code:
        """What a body can be given as, over all its media types."""
        found: list[Code] = []
        for content in operation.body.contents if operation.body else ():
            if content.payload is Payload.TEXT:
                found.append(Code("::String"))
            elif content.payload is Payload.BYTES:
                found += [Code("::String"), Code("::IO"), Code("::Pathname")]
            else:
                found.append(self.given.text(content.type))
        return Code(", ").join(dict.fromkeys([*found, *([NIL] if optional else [])]))

    def methods(self, operation: Operation) -> Iterator[MethodView]:
        """The ways to call an operation."""
        named = self.world.names.operations[operation.id]
        arguments = self.arguments(operation)
        table = fill("{}_OPERATION", constant(named.constant))
        head = fill("def {}", method(named.method))
        if not only_streams(operation):
            made = self.call(Code("_call"), table, arguments)
            yield MethodView(
                doc=tuple(self.doc(operation, arguments)),
                head=_head(head, arguments),
                statement=_statement(made, Code(".data")),
            )
            yield MethodView(
                doc=tuple(self.details_doc(operation, arguments)),
                head=_head(head + Code("_with_http_info"), arguments),
                statement=_statement(made, Code(".to_a")),
            )
        if operation.streaming is not None:
            stream = fill("{}_STREAM", constant(named.constant))
            made = self.call(Code("_stream"), stream, arguments, atom("&block"))
            yield MethodView(
                doc=tuple(self.stream_doc(operation, arguments)),
                head=_head(head + Code("_stream"), arguments, block=True),
                statement=_statement(made),
            )
        if operation.pagination is not None:
            pages = Atom(fill("{}_PAGES", constant(named.constant)))
            made = self.call(Code("_all"), table, arguments, pages, atom("&block"))
            yield MethodView(
                doc=tuple(self.pages_doc(operation, arguments)),
                head=_head(head + Code("_all"), arguments, block=True),
                statement=_statement(made),
            )

    def call(
        self, head: Code, table: Code, arguments: list[Argument], *last: Expression
    ) -> Expression:
        """``_call(CREATE_OPERATION, { limit: }, body, options)``."""
        values = [identifier(each.name) for each in arguments if each.parameter is not None]
        body = [each.name for each in arguments if each.parameter is None]
        given = Atom(identifier(body[0])) if body else Atom(NIL)
        items = [Atom(table), shorthand(values), given, atom("options"), *last]
        return call(head, items)

    def table(self, operation: Operation) -> Iterator[tuple[Code, Code]]:
        """The constants of an operation, each with its value."""
        named = self.world.names.operations[operation.id]
        keys, _ = argument_names(operation)
        name = constant(named.constant)
        own = fill("{}_OPERATION", name)
        yield own, printed(self.tables.operation(operation, named.method, keys), indent=4)
        if operation.streaming is not None:
            made = self.tables.stream(own, operation.streaming)
            yield fill("{}_STREAM", name), printed(made, indent=4)
        if operation.pagination is not None:
            pages = fill("{}_PAGES", name)
            made = self.tables.pages(operation.pagination, keys)
            yield pages, printed(made, indent=4, before=len(pages) + 3)

    # --- documentation

    def doc(self, operation: Operation, arguments: list[Argument]) -> Iterator[Code]:
        """What an operation does, takes and gives."""
        lines = filled(operation.doc.summary, WIDTH)
        if operation.doc.description.strip() != operation.doc.summary.strip():
            more = filled(operation.doc.description, WIDTH)
            lines += [""] * bool(lines and more) + more
        yield from comments(lines or [f"{operation.method} {operation.path}"])
        yield Code("#")
        if operation.doc.deprecated:
            yield Code("# @deprecated The API deprecates it.")
        yield from self.parameter_docs(arguments)
        yield fill("# @return [{}]", self.returns(operation))
        yield RAISES

    def parameter_docs(self, arguments: list[Argument]) -> Iterator[Code]:
        """A tag for each argument."""
        for each in arguments:
            lines = comments(filled(each.text, WIDTH - 4), "  ")
            said = Code("")
            if lines and len(each.name) + len(each.type) + len(lines[0]) < WIDTH:
                # The first line stands behind the name, without its own `#   `.
                said, lines = Code(" " + lines[0].removeprefix("#").lstrip()), lines[1:]
            yield fill("# @param {} [{}]{}", identifier(each.name), each.type, said)
            yield from lines
        yield Code(
            "# @param options [::Hash] what holds for this call only, see {Runtime::Options}"
        )

    def details_doc(self, operation: Operation, arguments: list[Argument]) -> Iterator[Code]:
        """What is said of the method that gives status and headers too."""
        name = method(self.world.names.operations[operation.id].method)
        yield fill("# Like {{#{}}}, with the status and the headers of the answer.", name)
        yield Code("#")
        yield from self.short_docs(arguments)
        data = self.returns(operation)
        # The places of an array are apart by commas, so alternatives cannot stand in one.
        data = Code("::Object") if "," in data else data
        yield fill(
            "# @return [::Array({}, ::Integer, Runtime::Headers)] data, status and headers", data
        )
        yield RAISES

    def stream_doc(self, operation: Operation, arguments: list[Argument]) -> Iterator[Code]:
        """What is said of the streamed method."""
        name = method(self.world.names.operations[operation.id].method)
        if only_streams(operation):
            *first, _, _ = self.doc(operation, arguments)
            yield from first
        else:
            yield fill("# Like {{#{}}}, but each part of the answer as soon as it arrives.", name)
            yield Code("#")
            yield from self.short_docs(arguments)
        event = self.got.text(operation.streaming.event) if operation.streaming else NIL
        yield fill("# @yieldparam chunk [{}]", event)
        yield fill("# @return [Runtime::Stream<{}>, nil] nil where a block is given", event)
        yield RAISES

    def pages_doc(self, operation: Operation, arguments: list[Argument]) -> Iterator[Code]:
        """What is said of the method that walks through all pages."""
        name = method(self.world.names.operations[operation.id].method)
        yield fill("# Like {{#{}}}, but every item of every page, asked for as needed.", name)
        yield Code("#")
        yield from self.short_docs(arguments)
        found = paged_item(operation, self.world.index)
        item = self.got.text(found) if found is not None else Code("::Object")
        yield fill("# @yieldparam item [{}]", item)
        yield fill("# @return [::Enumerator<{}>, nil] nil where a block is given", item)
        yield RAISES

    def short_docs(self, arguments: list[Argument]) -> Iterator[Code]:
        """The types of the arguments, without what they mean."""
        for each in arguments:
            yield fill("# @param {} [{}]", identifier(each.name), each.type)
        yield Code(
            "# @param options [::Hash] what holds for this call only, see {Runtime::Options}"
        )

    def returns(self, operation: Operation) -> Code:
        """The types of a whole answer."""
        found: list[Code] = []
        for content in success_contents(operation):
            found.append(NIL if content is None else self.answer(content))
        # nil goes last, as people write it.
        found.sort(key=lambda each: each == NIL)
        return Code(", ").join(dict.fromkeys(found))

    def answer(self, content: Content) -> Code:
        """The type of an answer of a media type."""
        type_ = answered(content)
        return Code("::String") if type_ is None else self.got.text(type_)


def answered(content: Content) -> TypeExpr | None:
    """The type of a whole answer; None where it is text or bytes."""
    if content.payload in (Payload.TEXT, Payload.BYTES, Payload.EVENT_STREAM):
        return None
    return ListOf(item=content.type) if content.payload is Payload.JSON_LINES else content.type


def _parameter_text(parameter: Parameter) -> str:
    text = (parameter.doc.description or parameter.doc.summary).strip()
    if parameter.doc.deprecated:
        text = f"Deprecated. {text}".rstrip()
    if parameter.default is not None and parameter.default.value is not None:
        text = f"{text}\n\nDefault: `{ruby_text(parameter.default.value)}`.".strip()
    return text


def _head(name: Code, arguments: list[Argument], *, block: bool = False) -> Code:
    """``def create(body, limit: nil, **options)``."""
    items: list[Expression] = []
    for each in arguments:
        own = identifier(each.name)
        if each.keyword:
            items.append(Atom(fill("{}: nil", own)))
        else:
            items.append(Atom(own if each.required else fill("{} = nil", own)))
    items.append(atom("**options"))
    if block:
        items.append(atom("&block"))
    return printed(call(name, items), indent=4)


def _statement(made: Expression, suffix: Code | None = None) -> Code:
    return printed(Suffixed(made, suffix) if suffix else made, indent=6)


def _private(names: list[Atom]) -> Code:
    """``private_constant :A, :B``, one a line where they are too many."""
    flat = fill("private_constant {}", Code(", ").join(each.flat for each in names))
    if len(flat) + 4 <= 120:
        return flat
    body = Code(",\n      ").join(each.flat for each in names)
    return fill("private_constant(\n      {}\n    )", body)
