"""Views of the files of ``api``: the operations of one tag, as methods and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import only_streams, paged_item, sent_parameters
from generator.emit.code import Code, fill
from generator.emit.docs import TOKENS, json_text
from generator.emit.prose import filled
from generator.ir.nodes import Group, Location, Nullable, Operation, Parameter, SchemeKind, TypeExpr
from generator.targets.scala_akka.answers import MODEL, Bodies, Choice, Exchanges
from generator.targets.scala_akka.layout import (
    INDENT,
    LINE_LENGTH,
    Atom,
    Expression,
    extending,
    generic,
    width,
)
from generator.targets.scala_akka.literals import (
    documented,
    identifier,
    parameter_tag,
    scaladoc,
)
from generator.targets.scala_akka.names import (
    OperationName,
    operation_arguments,
    table_values,
)
from generator.targets.scala_akka.signatures import Argument, applied, definition
from generator.targets.scala_akka.tables import Tables
from generator.targets.scala_akka.types import Codecs
from generator.targets.scala_akka.view import ApiFileView, MethodView, OperationView, SumView
from generator.targets.scala_akka.world import World

DOC_WIDTH = 90
_CREDENTIALS = (
    (TOKENS, "bearerToken", "core.BearerToken"),
    ((SchemeKind.API_KEY,), "apiKey", "core.ApiKeyValue"),
    ((SchemeKind.BASIC,), "basicCredentials", "core.BasicCredentials"),
)
"""Implicit arguments of a call, each with the schemes that it is for."""


@dataclass(frozen=True, slots=True)
class Input:
    """An argument of an operation. ``value`` is its value in the table; without a parameter it
    is the body."""

    name: str
    value: str
    type: Expression
    required: bool
    text: str
    parameter: Parameter | None


class ApiBuilder:
    """Makes the view of the file of one group."""

    def __init__(self, world: World, group: Group) -> None:
        self.world = world
        self.group = group
        self.name = identifier(world.names.groups[group.name])
        # In the class, what lies beside it is reached through its companion.
        self.outside = Exchanges(world, fill("{}.", self.name))
        self.inside = Exchanges(world, Code(""))
        self.codecs = Codecs(world, MODEL)

    def view(self, header: Code, package: Code) -> ApiFileView:
        """The whole file."""
        text = self.group.doc.description or self.group.doc.summary
        operations = tuple(self.operation(each) for each in self.group.operations)
        doc = scaladoc(filled(text or "Operations of this API.", DOC_WIDTH))
        return ApiFileView(
            header=header,
            package=package,
            converts=any(each.conversions for o in operations for each in o.sums),
            name=self.name,
            doc=doc if doc is not None else Code("/** Operations of this API. */"),
            option=self.world.scala("Option"),
            string=self.world.scala("String"),
            none=self.world.scala("None"),
            some=self.world.scala("Some"),
            operations=operations,
        )

    def named(self, operation: Operation) -> OperationName:
        """What an operation is called."""
        return self.world.names.operations[operation.id]

    # --- one operation

    def operation(self, operation: Operation) -> OperationView:
        """The methods of an operation, its table, and the types beside it."""
        named = self.named(operation)
        inputs = self.inputs(operation)
        bodies = self.inside.bodies(operation, named)
        streams = only_streams(operation)
        answers = None if streams else self.inside.answers(operation, named)
        keys = {each.parameter: each.value for each in inputs if each.parameter is not None}
        tables = Tables(self.world, self.inside, self.codecs, operation)
        sums = list(self.sums(named, bodies))
        if answers is not None and answers.choices:
            said = [f"What `{named.method}` can answer."]
            sums.append(self.sum(named.content, said, answers.choices, converts=False))
        return OperationView(
            methods=tuple(self.methods(operation, inputs)),
            sums=tuple(sums),
            table=identifier(named.table),
            values=tuple(tables.values(named.method, keys, bodies, answers)),
        )

    def inputs(self, operation: Operation) -> list[Input]:
        """The arguments: what is required first, the body behind the parameters."""
        keys, body = operation_arguments(operation)
        values = table_values(keys)
        found = [
            Input(
                keys[each],
                values[each],
                self.outside.types.of(_given(each)),
                each.required,
                each.doc.description or each.doc.summary,
                each,
            )
            for each in sent_parameters(operation)
        ]
        bodies = self.outside.bodies(operation, self.named(operation))
        if bodies is not None and body is not None and operation.body is not None:
            text = operation.body.doc.description
            found.append(Input(body, "body", bodies.type, operation.body.required, text, None))
        return sorted(found, key=lambda each: not each.required)

    def arguments(self, inputs: list[Input]) -> list[Argument]:
        """The arguments as they are printed."""
        none = self.world.scala("None")
        return [
            (
                Argument(identifier(each.name), each.type)
                if each.required
                else Argument(identifier(each.name), self.outside.types.option(each.type), none)
            )
            for each in inputs
        ]

    def credentials(self, operation: Operation) -> list[Argument]:
        """The implicit arguments: one for each kind of credential that the call may need."""
        schemes = {each.id: each for each in self.world.api.schemes}
        used = [
            schemes[use.scheme]
            for alternative in operation.security
            for use in alternative
            if use.scheme in schemes
        ]
        found = [
            (name, kind)
            for kinds, name, kind in _CREDENTIALS
            if any(each.kind in kinds for each in used)
        ]
        flows = [flow for each in used if each.kind is SchemeKind.OAUTH2 for flow in each.flows]
        if any(flow.kind == "clientCredentials" and flow.token_url for flow in flows):
            found.append(("clientCredentials", "core.ClientCredentials"))
        return [
            Argument(Code(name), Atom(Code(kind)), Code(f"{kind}.configured"))
            for name, kind in found
        ]

    # --- methods

    def methods(self, operation: Operation, inputs: list[Input]) -> Iterator[MethodView]:
        """Every way to call an operation."""
        named = self.named(operation)
        if only_streams(operation):
            yield self.streamed(operation, inputs, self.request(operation, inputs, streamed=True))
            return
        result = self.outside.answers(operation, named).type
        request = generic(Code("core.ApiRequest"), (result,))
        made = self.request(operation, inputs, streamed=False)
        yield self.method(operation, inputs, "", request, self.doc(operation, inputs), made)
        said = [f"Like `{named.method}`; its response has the status and the headers as well."]
        again = self.again(operation, inputs)
        yield self.method(operation, inputs, "WithHttpInfo", request, scaladoc(said, 2), again)
        table = fill("{}.{}", self.name, identifier(named.table))
        if operation.streaming is not None:
            yield self.streamed(operation, inputs, fill("{}.streamed({}.stream)", again, table))
        item = paged_item(operation, self.world.index)
        if item is not None and self.has_pages(operation):
            said = [
                f"Every item of every page of `{named.method}`, asked for as needed: give it to"
            ]
            said.append("`ApiInvoker.all`.")
            pages = generic(Code("core.ApiPages"), (self.outside.types.of(item),))
            body = fill("{}.paged({}.pages)", again, table)
            yield self.method(operation, inputs, "All", pages, scaladoc(said, 2), body)

    def has_pages(self, operation: Operation) -> bool:
        """Whether all pages can be asked for: their items are known, and so is the parameter."""
        found = paged_item(operation, self.world.index)
        return (
            operation.pagination is not None
            and found is not None
            and any(
                each.name.wire == operation.pagination.parameter and each.location is Location.QUERY
                for each in sent_parameters(operation)
            )
        )

    def streamed(self, operation: Operation, inputs: list[Input], body: Code) -> MethodView:
        """The method that gives the parts of an answer as they arrive."""
        result, doc = self.stream_type(operation), self.stream_doc(operation)
        return self.method(operation, inputs, "Stream", result, doc, body)

    def method(
        self,
        operation: Operation,
        inputs: list[Input],
        suffix: str,
        result: Expression,
        doc: Code | None,
        body: Code,
    ) -> MethodView:
        """One of the methods."""
        name = identifier(self.named(operation).method + suffix)
        head = definition(
            fill("def {}", name),
            self.arguments(inputs),
            self.credentials(operation),
            result,
            indent=INDENT,
        )
        return MethodView(doc=doc, head=head, body=body)

    def request(self, operation: Operation, inputs: list[Input], *, streamed: bool) -> Code:
        """``core.ApiRequest(…).signed(…).set(…)``, each step on a line of its own."""
        table = fill("{}.{}", self.name, identifier(self.named(operation).table))
        steps: list[Code] = []
        credentials = self.credentials(operation)
        if credentials:
            names = Code(", ").join(each.name for each in credentials)
            steps.append(fill(".signed({})", names))
        for each in inputs:
            method = Code("set" if each.parameter is not None else "sending")
            value = fill("{}.{}", table, identifier(each.value))
            steps.append(fill(".{}({}, {})", method, value, identifier(each.name)))
        if streamed:
            steps.append(fill(".streamed({}.stream)", table))
        start = fill("core.ApiRequest({}.operation, baseUrl)", table)
        return Code("\n      ").join([start, *steps])

    def again(self, operation: Operation, inputs: list[Input]) -> Code:
        """A call of the plain method with the same arguments."""
        name = identifier(self.named(operation).method)
        if any(each.name == name for each in inputs):
            name = fill("this.{}", name)
        return applied(name, (identifier(each.name) for each in inputs), indent=2 * INDENT)

    def stream_type(self, operation: Operation) -> Expression:
        """``core.ApiStream[T]``."""
        if operation.streaming is None:
            raise ValueError(f"{operation.id} is not streamed")
        event = self.outside.types.of(operation.streaming.event)
        return generic(Code("core.ApiStream"), (event,))

    # --- beside the operation

    def sums(self, named: OperationName, bodies: Bodies | None) -> Iterator[SumView]:
        """The kinds of bodies, where there are several."""
        if bodies is not None and bodies.choices:
            said = [f"What `{named.method}` can send."]
            yield self.sum(named.body, said, bodies.choices, converts=True)

    def sum(
        self, called: str, said: list[str], choices: tuple[Choice, ...], *, converts: bool
    ) -> SumView:
        """A sealed trait."""
        name = identifier(called)
        cases: list[Code] = []
        conversions: list[Code] = []
        seen: set[str] = set()
        for each in choices:
            case = identifier(each.name)
            if each.type is None:
                cases.append(fill("case object {} extends {}", case, name))
                continue
            value = Argument(Code("value"), each.type)
            head = fill("final case class {}({})", case, value.flat)
            cases.append(extending(head, name, indent=2 * INDENT))
            if converts and each.type.flat not in seen and each.type.flat != "core.Json":
                seen.add(each.type.flat)
                start = fill("implicit def from{}", case)
                head = definition(start, (value,), (), Atom(name), indent=2 * INDENT)
                conversions.append(_assigned(head, fill("{}(value)", case), 2 * INDENT))
        doc = scaladoc(said, INDENT)
        return SumView(doc=doc, name=name, cases=tuple(cases), conversions=tuple(conversions))

    # --- documentation

    def doc(self, operation: Operation, inputs: list[Input]) -> Code | None:
        """What an operation does, and what its arguments are."""
        lines = filled(operation.doc.summary, DOC_WIDTH)
        if operation.doc.description.strip() != operation.doc.summary.strip():
            more = filled(operation.doc.description, DOC_WIDTH)
            lines += [""] * bool(lines and more) + more
        lines = lines or [f"{operation.method} {operation.path}"]
        lines += ["", "Deprecated."] if operation.doc.deprecated else []
        tags = [(parameter_tag(each.name), _said(each)) for each in inputs]
        return documented(lines, [(head, said) for head, said in tags if said], INDENT)

    def stream_doc(self, operation: Operation) -> Code | None:
        """What the streamed call does."""
        method = self.named(operation).method
        said = f"`{method}` as a stream" if not only_streams(operation) else "A stream"
        return scaladoc(
            [f"{said}, each part as soon as it arrives: give it to `ApiInvoker.stream`."], INDENT
        )


def _given(parameter: Parameter) -> TypeExpr:
    """What a caller gives: null and absent are one where a parameter may be left out."""
    type_ = parameter.type
    return type_.inner if isinstance(type_, Nullable) and not parameter.required else type_


def _said(argument: Input) -> list[str]:
    lines = filled(argument.text, DOC_WIDTH - 2)
    parameter = argument.parameter
    default = parameter.default if parameter is not None else None
    if default is not None and default.value is not None:
        lines += filled(f"Default: {json_text(default)}.", DOC_WIDTH - 2)
    if parameter is not None and parameter.doc.deprecated:
        lines.append("Deprecated.")
    return lines


def _assigned(head: Code, value: Code, indent: int) -> Code:
    flat = fill("{} {}", head, value)
    if "\n" not in flat and indent + width(flat) <= LINE_LENGTH:
        return flat
    return fill("{}\n{}{}", head, Code(" " * (indent + INDENT)), value)
