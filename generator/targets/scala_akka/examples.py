"""Complete programs that call an operation: the examples of the docs and of the README."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import default_content
from generator.emit.code import Code, fill
from generator.emit.docs import TOKENS, first_alternative, host_of
from generator.emit.environment import shown_variable
from generator.emit.samples import Samples
from generator.ir.nodes import Api, Operation, Payload, Scheme, SchemeKind, TypeExpr
from generator.targets.scala_akka.answers import PARTED
from generator.targets.scala_akka.apis import ApiBuilder, Input
from generator.targets.scala_akka.construct import Construction
from generator.targets.scala_akka.docview import CallView, CredentialView
from generator.targets.scala_akka.layout import (
    Atom,
    Expression,
    call,
    labelled,
    pair,
    printed,
)
from generator.targets.scala_akka.literals import (
    comment,
    identifier,
    is_bare,
    json_value,
    qualified,
    quoted,
    string,
)
from generator.targets.scala_akka.names import legal
from generator.targets.scala_akka.reserved import CORE, EXAMPLES, SCALA
from generator.targets.scala_akka.world import World

BARE = Code("")
LOCALS = frozenset("""
    apiInstance apiInvoker args cause code content delayedInit error exception executionContext
    executionStart headers main message println request response responseContent sys system
    """.split())  # noqa: SIM905
"""Names that the programs have of their own."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Makes the programs of one API, which import the packages; ``outside`` says that they write
    out what they are reached through instead."""

    api: Api
    world: World
    samples: Samples
    outside: bool = False

    @property
    def core(self) -> Code:
        """What the runtime is reached through."""
        return Code("core.") if self.outside else BARE

    def maker(self) -> Construction:
        """Makes the values of the programs."""
        models = Code("model.") if self.outside else self.world.shown
        return Construction(self.world, models, self.core)

    def call(self, operation: Operation, builder: ApiBuilder) -> CallView:
        """The program that calls an operation with what it requires."""
        needed = [each for each in builder.inputs(operation) if each.required]
        values: list[Code] = []
        arguments: list[Code] = []
        for each in needed:
            name = f"{each.name}Value" if each.name in LOCALS else each.name
            label = fill(
                "val {}: {} = ", identifier(name), self.shown_type(each, operation, builder)
            )
            values.append(labelled(label, self.value(operation, each, builder), indent=2))
            arguments.append(identifier(name))
        credentials, settings = self.credentials(operation)
        package = qualified(self.world.options.package)
        models = fill("{}.model._", package) if not self.world.shown else fill("{}.model", package)
        return CallView(
            package=package,
            models=models if self.world.index else None,
            http=Code("akka" if self.world.options.http == "akka" else "org.apache.pekko"),
            host=quoted(host_of(operation.servers or self.api.servers)),
            credentials=credentials,
            settings=settings,
            api=identifier(self.world.names.groups[builder.group.name]),
            values=tuple(values),
            method=identifier(self.world.names.operations[operation.id].method),
            arguments=Code(", ").join(arguments),
        )

    def shown_type(self, argument: Input, operation: Operation, builder: ApiBuilder) -> Code:
        """The type of an argument as a program with our imports writes it."""
        text = str(argument.type.flat).replace("core.", "")
        return Code(text if self.world.shown else text.replace("model.", ""))

    def value(self, operation: Operation, argument: Input, builder: ApiBuilder) -> Expression:
        """An example of what an argument takes."""
        maker = self.maker()
        if argument.parameter is not None:
            parameter = argument.parameter
            return self.made(maker, parameter.type, self.samples.parameter(parameter))
        if operation.body is None:
            raise ValueError(f"{operation.id} has no body")
        content = default_content(operation.body)
        value = self.samples.body(content)
        if content.payload is Payload.BYTES:
            made: Expression = call(
                self.core + Code("Binary"), (Atom(fill("{}.getBytes", quoted(value))),)
            )
        elif content.payload is Payload.JSON_LINES:
            made = call(Code("Seq"), (self.made(maker, content.type, value),))
        else:
            maker.upload = content.payload in PARTED
            made = self.made(maker, builder.outside.body_type(content), value)
        bodies = builder.outside.bodies(operation, builder.named(operation))
        chosen = (
            next((e.case for e in bodies.found if e.content is content), None) if bodies else None
        )
        if bodies is None or chosen is None:
            return made
        reached = Code("api.") if self.outside else BARE
        case = identifier(chosen)
        return call(fill("{}{}.{}", reached, bodies.type.flat, case), (made,))

    def made(self, maker: Construction, type_: TypeExpr, value: object) -> Expression:
        """The expression of a value; one that is not of its type is shown as JSON."""
        try:
            return maker.of(type_, value)
        except ValueError:
            text = json_value(value, self.core)
            return call(self.core + Code("fromJson"), (Atom(fill("{}.noSpaces", text.flat)),))

    # --- credentials

    def credentials(self, operation: Operation) -> tuple[tuple[CredentialView, ...], Code]:
        """What stands for the credentials of the first alternative: implicit values, or settings
        where several are of one kind."""
        schemes = first_alternative(operation, self.api)
        kinds = [_kind(scheme) for scheme in schemes]
        if len(set(kinds)) == len(kinds):
            return tuple(self.implicits(schemes)), BARE
        pairs = (pair(string(each.id, BARE), _credential(each)) for each in schemes if _kind(each))
        made = call(Code("Map"), pairs)
        settings = call(Code("Settings"), (Atom(fill("credentials = {}", made.flat)),))
        return (), printed(settings, indent=2, before=30)

    def implicits(self, schemes: list[Scheme]) -> Iterator[CredentialView]:
        """``implicit val ApiKeyAuth: BearerToken = BearerToken("…")``."""
        taken: set[str] = set()
        for each in schemes:
            kind = _kind(each)
            if not kind:
                continue
            name = (
                each.id
                if is_bare(each.id)
                else legal("".join(filter(str.isalnum, each.id)), "auth")
            )
            used = CORE | EXAMPLES | SCALA.keys() | self.world.names.types | LOCALS | taken
            while name in used or not is_bare(name):
                name += "Auth"
            taken.add(name)
            label = fill("implicit val {}: {} = ", identifier(name), Code(kind))
            yield CredentialView(
                comment=comment(f"{_SAID[each.kind]}: {each.id}"),
                text=labelled(label, _credential(each), indent=2),
            )


_SAID = {
    SchemeKind.BEARER: "Configure HTTP bearer authorization",
    SchemeKind.HTTP: "Configure HTTP authorization",
    SchemeKind.BASIC: "Configure HTTP basic authorization",
    SchemeKind.API_KEY: "Configure API key authorization",
    SchemeKind.OAUTH2: "Configure the OAuth2 access token for authorization",
    SchemeKind.OPEN_ID_CONNECT: "Configure the OpenID Connect access token for authorization",
}


def _kind(scheme: Scheme) -> str:
    """The class of a scheme's credential; none for mutual TLS."""
    if scheme.kind in TOKENS:
        return "BearerToken"
    kinds = {SchemeKind.API_KEY: "ApiKeyValue", SchemeKind.BASIC: "BasicCredentials"}
    return kinds.get(scheme.kind, "")


def _credential(scheme: Scheme) -> Expression:
    if scheme.kind in TOKENS:
        return call(Code("BearerToken"), (_variable(shown_variable(scheme)),))
    if scheme.kind is SchemeKind.API_KEY:
        return call(Code("ApiKeyValue"), (_variable("API_KEY"),))
    names = ("API_USERNAME", "API_PASSWORD")
    return call(Code("BasicCredentials"), (_variable(name) for name in names))


def _variable(name: str) -> Expression:
    return Atom(fill("sys.env({})", quoted(name)))
