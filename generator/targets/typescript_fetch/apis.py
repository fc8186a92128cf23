"""Views of the files of ``apis``: the operations of one tag, as methods and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import (
    failures,
    only_streams,
    sent_parameters,
    success_contents,
)
from generator.emit.code import Code, fill
from generator.emit.docs import json_text
from generator.emit.prose import filled
from generator.ir.nodes import (
    Content,
    Group,
    Operation,
    Parameter,
    Payload,
    Response,
)
from generator.targets.typescript_fetch.imports import Imports
from generator.targets.typescript_fetch.layout import (
    Atom,
    Expression,
    Suffixed,
    array_type,
    atom,
    call,
    either,
    generic,
    labelled,
    printed,
)
from generator.targets.typescript_fetch.literals import (
    identifier,
    key,
    member,
    tag_text,
    tagged,
)
from generator.targets.typescript_fetch.names import OperationName, request_members
from generator.targets.typescript_fetch.tables import Tables
from generator.targets.typescript_fetch.types import Types
from generator.targets.typescript_fetch.view import (
    ApiFileView,
    FieldView,
    InterfaceView,
    MethodView,
    OperationView,
)
from generator.targets.typescript_fetch.world import World

NOTHING = Code("")
MODELS = Code("models.")
WIDTH = 90


@dataclass(frozen=True, slots=True)
class Argument:
    """A member of a request: its name, its type, and where its value goes."""

    name: str
    type: Expression
    required: bool
    text: str
    parameter: Parameter | None


class ApiBuilder:
    """Makes the view of the file of one group; imports are collected on the way.

    ``prefix`` is what models are reached through.
    """

    def __init__(self, world: World, group: Group, prefix: Code = MODELS) -> None:
        self.world = world
        self.group = group
        self.named = world.names.groups[group.name]
        self.imports = Imports()
        self.types = Types(world, self.imports, prefix=prefix)
        self.tables = Tables(world, self.imports)

    def name(self, operation: Operation) -> OperationName:
        """What an operation is called."""
        return self.world.names.operations[operation.id]

    def view(self, header: Code) -> ApiFileView:
        """The whole file."""
        operations = tuple(self.operation(each) for each in self.group.operations)
        self.imports.value("../configuration.js", "Configuration")
        self.imports.value("../runtime/api.js", "BaseApi")
        statements = list(self.imports.statements())
        methods = [method for each in operations for method in each.methods]
        texts = [*(each.head for each in methods), *(t for o in operations for t in o.tables)]
        beside = [kind for each in operations for kind in (each.request, each.errors) if kind]
        texts += [field.text for kind in beside for field in kind.fields]
        if any(str(MODELS) in text for text in texts):
            statements.insert(0, Code("import type * as models from '../models/index.js';"))
        text = self.group.doc.description or self.group.doc.summary
        return ApiFileView(
            header=header,
            imports=tuple(statements),
            name=identifier(self.named.name),
            doc=tagged(filled(text or "Operations of this API.", WIDTH), (), 0),
            operations=operations,
        )

    # --- one operation

    def operation(self, operation: Operation) -> OperationView:
        """The methods of an operation, its tables, and the types beside it."""
        keys, body = request_members(operation)
        arguments = self.arguments(operation)
        named = self.name(operation)
        constant = identifier(named.constant)
        returns = self.returns(operation)
        table = generic(self.imports.type("../runtime/operation.js", "Operation"), (returns,))
        label = fill("const {}: {} = ", constant, table.flat)
        made = self.tables.operation(operation, named.method, keys, body)
        tables = [labelled(label, made, indent=0) + Code(";")]
        methods: list[MethodView] = []
        if not only_streams(operation):
            methods += self.whole(operation, arguments, returns)
        if operation.streaming is not None:
            event = self.types.of(operation.streaming.event)
            methods.append(self.streamed(operation, arguments, event))
            kind = self.imports.type("../runtime/operation.js", "StreamOperation")
            own = identifier(f"{named.constant}Stream")
            label = fill("const {}: {} = ", own, generic(kind, (event,)).flat)
            stream = self.tables.stream(constant, operation.streaming)
            tables.append(labelled(label, stream, indent=0) + Code(";"))
        return OperationView(
            request=self.request(operation, arguments),
            errors=self.errors(operation),
            methods=tuple(methods),
            tables=tuple(tables),
        )

    def whole(
        self, operation: Operation, arguments: list[Argument], returns: Expression
    ) -> Iterator[MethodView]:
        """The method that gives the data, and the one that gives the whole response."""
        named = self.name(operation)
        given = self.given(operation, arguments)
        made = fill("{}({})", self.imports.value("../runtime/call.js", "call"), given)
        promise = Code("Promise")
        parameters = self.parameters(operation, arguments)
        is_void = returns.flat == "void"
        yield MethodView(
            doc=self.doc(operation),
            head=_head(fill("async {}", member(named.method)), parameters, promise, returns),
            statement=(
                fill("await {};", made) if is_void else fill("return (await {}).data;", made)
            ),
        )
        response = generic(self.imports.type("../runtime/response.js", "ApiResponse"), (returns,))
        said = f"Like `{named.method}`, with the status and the headers of the response."
        yield MethodView(
            doc=self.short_doc(operation, [said]),
            head=_head(member(f"{named.method}Raw"), parameters, promise, response),
            statement=fill("return {};", made),
        )

    def streamed(
        self, operation: Operation, arguments: list[Argument], event: Expression
    ) -> MethodView:
        """The method that gives the parts of an answer as they arrive."""
        named = self.name(operation)
        stream = self.imports.value("../runtime/stream.js", "stream")
        kind = self.imports.type("../runtime/stream.js", "ApiStream")
        given = self.given(operation, arguments, Code("Stream"))
        said = [
            "Each part of the answer as soon as it arrives.",
            "",
            "Leaving the `for await` loop closes the connection.",
        ]
        return MethodView(
            doc=self.short_doc(operation, said),
            head=_head(
                member(f"{named.method}Stream"), self.parameters(operation, arguments), kind, event
            ),
            statement=fill("return {}({});", stream, given),
        )

    def given(
        self, operation: Operation, arguments: list[Argument], suffix: Code = NOTHING
    ) -> Code:
        """What a method hands to the runtime."""
        constant = identifier(self.name(operation).constant) + suffix
        request = Code("requestParameters" if arguments else "{}")
        return fill("this, {}, {}, options", constant, request)

    def parameters(self, operation: Operation, arguments: list[Argument]) -> tuple[Code, ...]:
        """The parameters of a method."""
        options = self.imports.type("../runtime/options.js", "CallOptions")
        last = fill("options?: {}", options)
        if not arguments:
            return (last,)
        kind = identifier(self.name(operation).request)
        default = Code("" if any(each.required for each in arguments) else " = {}")
        return fill("requestParameters: {}{}", kind, default), last

    # --- types

    def arguments(self, operation: Operation) -> list[Argument]:
        """The members of a request: parameters, then the body."""
        keys, body = request_members(operation)
        found = [
            Argument(
                name=keys[each],
                type=self.types.of(each.type),
                required=each.required,
                text=each.doc.description or each.doc.summary,
                parameter=each,
            )
            for each in sent_parameters(operation)
        ]
        if operation.body is not None and body is not None:
            kinds = either(self.sent(each) for each in operation.body.contents)
            text = operation.body.doc.description
            found.append(Argument(body, kinds, operation.body.required, text, None))
        return found

    def sent(self, content: Content) -> Expression:
        """The type of a body of a media type."""
        if content.payload is Payload.TEXT:
            return atom("string")
        if content.payload is Payload.BYTES:
            return self.types.runtime("files", "BinaryInput")
        self.types.upload = content.payload in (Payload.FORM, Payload.MULTIPART)
        made = self.types.of(content.type)
        self.types.upload = False
        return made

    def got(self, content: Content | None) -> Expression:
        """The type of an answer of a media type; None is an answer without a body."""
        if content is None:
            return atom("undefined")
        if content.payload is Payload.TEXT:
            return atom("string")
        if content.payload is Payload.BYTES:
            return self.types.globally(Code("Blob"))
        made = self.types.of(content.type)
        return array_type(made) if content.payload is Payload.JSON_LINES else made

    def returns(self, operation: Operation) -> Expression:
        """The type of a whole answer."""
        contents = success_contents(operation)
        if contents == [None]:
            return atom("void")
        found = [self.got(content) for content in contents]
        if any(each.flat == "unknown" for each in found):
            return atom("unknown")
        # `undefined` goes last, as people write it.
        found.sort(key=lambda each: each.flat == "undefined")
        return either(found)

    def request(self, operation: Operation, arguments: list[Argument]) -> InterfaceView | None:
        """The interface of a request."""
        if not arguments:
            return None
        named = self.name(operation)
        fields: list[FieldView] = []
        for each in arguments:
            optional = Code("" if each.required else "?")
            label = fill("{}{}: ", key(each.name), optional)
            type_ = printed_field(label, each.type)
            fields.append(FieldView(doc=_argument_doc(each), text=type_))
        return InterfaceView(
            doc=tagged([f"What `{named.method}` takes."], (), 0),
            name=identifier(named.request),
            fields=tuple(fields),
        )

    def errors(self, operation: Operation) -> InterfaceView | None:
        """The bodies of errors by their status, where the document says what they are."""
        named = self.name(operation)
        exact: list[tuple[str, Expression]] = []
        rest: list[Expression] = []
        for response in failures(operation):
            type_ = self.failure(response)
            if type_ is not None and response.status.isdigit():
                exact.append((response.status, type_))
            elif type_ is not None:
                rest.append(type_)
        fields = [(Code(status), type_) for status, type_ in exact]
        if rest:
            fields.append((Code("rest"), either(rest)))
        if not fields:
            return None
        said = f"The bodies of the errors of `{named.method}`, for `isResponseError`."
        return InterfaceView(
            doc=tagged([said], (), 0),
            name=identifier(named.errors),
            fields=tuple(
                FieldView(doc=None, text=printed_field(fill("{}: ", label), type_))
                for label, type_ in fields
            ),
        )

    def failure(self, response: Response) -> Expression | None:
        """The type of the body of an error."""
        found = [self.got(content) for content in response.contents]
        if not found:
            return None
        return atom("unknown") if any(e.flat == "unknown" for e in found) else either(found)

    # --- documentation

    def doc(self, operation: Operation) -> Code:
        """What an operation does."""
        lines = filled(operation.doc.summary, WIDTH)
        if operation.doc.description.strip() != operation.doc.summary.strip():
            more = filled(operation.doc.description, WIDTH)
            lines += [""] * bool(lines and more) + more
        return self.short_doc(operation, lines or [f"{operation.method} {operation.path}"])

    def short_doc(self, operation: Operation, lines: list[str]) -> Code:
        """Lines of a comment, and what may be thrown."""
        tags = [Code("@deprecated")] if operation.doc.deprecated else []
        tags.append(Code("@throws ApiError when the call fails, or its answer says so."))
        made = tagged(lines, tags, 2)
        return made if made is not None else Code("")


def _head(name: Code, parameters: tuple[Code, ...], kind: Code, type_: Expression) -> Code:
    """The first lines of a method: ``name(options?: CallOptions): Promise<T> {``."""
    ending = fill(": {} {{", generic(kind, (type_,)).flat)
    made = Suffixed(call(name, (Atom(each) for each in parameters)), ending)
    return printed(made, indent=2)


def printed_field(label: Code, type_: Expression) -> Code:
    """A member of an interface."""
    return labelled(label, type_, indent=2) + Code(";")


def _argument_doc(argument: Argument) -> Code | None:
    tags: list[Code] = []
    parameter = argument.parameter
    if parameter is not None:
        tags += [Code("@deprecated")] if parameter.doc.deprecated else []
        if parameter.default is not None and parameter.default.value is not None:
            tags.append(fill("@default {}", tag_text(json_text(parameter.default))))
    return tagged(filled(argument.text, WIDTH), tags, 2)
