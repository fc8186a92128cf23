"""Complete programs that call an operation: the examples of the docs and of the README."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import TOKENS, first_alternative, host_of
from generator.emit.environment import shown_variable
from generator.emit.prose import first_sentence
from generator.emit.samples import Samples
from generator.ir.nodes import Api, Operation, Payload, Scheme, SchemeKind
from generator.targets.r.apis import ApiBuilder, Argument
from generator.targets.r.construct import Construction
from generator.targets.r.docview import CallView, SettingView
from generator.targets.r.layout import (
    Atom,
    Expression,
    assigned,
    atom,
    call,
    keyword,
    printed,
)
from generator.targets.r.literals import identifier, quoted, remark, shown
from generator.targets.r.world import World

CLIENT = Code("api_instance$api_client$")


@dataclass(frozen=True, slots=True)
class Examples:
    """Makes the programs of one API."""

    api: Api
    world: World
    samples: Samples

    def call(self, operation: Operation, builder: ApiBuilder) -> CallView:
        """The program that calls an operation with what it requires."""
        arguments = builder.arguments(operation)
        needed = [each for each in arguments if each.required]
        values = [Atom(identifier(f"var_{each.name}")) for each in needed]
        name = builder.name(operation)
        servers = operation.servers or self.api.servers
        host = host_of(servers)

        def made(suffix: Code, *more: Expression) -> Expression:
            head = fill("api_instance${}{}", name, suffix)
            return call(head, (*values, *more))

        nothing = Code("")
        shows = keyword(Code("callback"), atom("function(event) print(event)"))
        waits = keyword(Code("options"), atom("call_options(timeout = 10)"))
        saved = keyword(Code("data_file"), Atom(Code('"result.txt"')))
        said = operation.doc.summary or operation.doc.description
        return CallView(
            package=Code(self.world.options.package),
            comment=remark(first_sentence(said) or f"{operation.method} {operation.path}"),
            arguments=tuple(self.statements(operation, needed, plain=False)),
            plain=tuple(self.statements(operation, needed, plain=True)),
            host_said=remark(
                f"The base path is optional and defaults to {host}"
                if servers and "://" in servers[0].url
                else "The document does not say where the API is, so the base path has to be given"
            ),
            host=quoted(host),
            settings=tuple(self.settings(operation)),
            api=identifier(builder.named.name),
            method=name,
            call=printed(made(nothing), indent=0, before=10),
            file=fill("result <- {}", made(nothing, saved).flat),
            details=printed(made(Code("WithHttpInfo")), indent=0, before=12),
            stream=printed(made(Code("Stream"), shows), indent=0),
            reader=printed(made(Code("Stream")), indent=0, before=10),
            pages=printed(made(Code("All")), indent=0, before=9),
            failing=printed(made(nothing, waits), indent=2),
            returns=success_contents(operation) != [None],
        )

    def statements(
        self, operation: Operation, needed: list[Argument], *, plain: bool
    ) -> Iterator[Code]:
        """``var_limit <- 10L # integer``."""
        maker = Construction(self.world, plain=plain)
        for each in needed:
            value = self.value(operation, each, maker)
            yield assigned(identifier(f"var_{each.name}"), value)

    def value(self, operation: Operation, argument: Argument, maker: Construction) -> Expression:
        """An example of what an argument takes."""
        if argument.parameter is not None:
            parameter = argument.parameter
            return maker.of(parameter.type, self.samples.parameter(parameter))
        if operation.body is None:
            raise ValueError(f"{operation.id} has no body")
        content = operation.body.contents[0]
        value = self.samples.body(content)
        if content.payload is Payload.BYTES:
            return call(Code("charToRaw"), (Atom(shown(value)),))
        if content.payload is Payload.TEXT:
            return Atom(shown(value))
        maker.upload = content.payload in (Payload.FORM, Payload.MULTIPART)
        return maker.of(content.type, value)

    def settings(self, operation: Operation) -> Iterator[SettingView]:
        """What the client needs for the credentials of the first alternative."""
        schemes = first_alternative(operation, self.api)
        tokens = [scheme for scheme in schemes if scheme.kind in TOKENS]
        if tokens:
            yield _setting(tokens[0], "bearer_token", shown_variable(tokens[0]))
        for scheme in schemes:
            if scheme.kind is SchemeKind.BASIC:
                yield _setting(scheme, "username", "API_USERNAME")
                yield _setting(scheme, "password", "API_PASSWORD")
        keys = [scheme for scheme in schemes if scheme.kind is SchemeKind.API_KEY]
        if len(keys) == 1:
            yield _setting(keys[0], "api_key", "API_KEY")
        elif keys:
            key = atom('Sys.getenv("API_KEY")')
            names = call(Code("c"), (Atom(shown(each.id)) for each in keys))
            made = call(Code("setNames"), (call(Code("list"), (key for _ in keys)), names))
            said = ", ".join(each.id for each in keys)
            yield SettingView(
                comment=remark(f"Configure API key authorization: {said}"),
                statement=assigned(CLIENT + Code("api_key"), made),
            )


_SAID = {
    SchemeKind.BEARER: "Configure HTTP bearer authorization",
    SchemeKind.HTTP: "Configure HTTP authorization",
    SchemeKind.BASIC: "Configure HTTP basic authorization",
    SchemeKind.API_KEY: "Configure API key authorization",
    SchemeKind.OAUTH2: "Configure the OAuth2 access token for authorization",
    SchemeKind.OPEN_ID_CONNECT: "Configure the OpenID Connect access token for authorization",
}


def _setting(scheme: Scheme, field: str, name: str) -> SettingView:
    return SettingView(
        comment=remark(f"{_SAID[scheme.kind]}: {scheme.id}"),
        statement=fill("{}{} <- Sys.getenv({})", CLIENT, identifier(field), quoted(name)),
    )
