"""Complete programs that call an operation: the examples of the docs and of the README."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import default_content, success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import NOTHING, TOKENS, first_alternative, host_of
from generator.emit.environment import shown_variable
from generator.emit.prose import first_sentence
from generator.emit.samples import Samples
from generator.ir.nodes import Api, Operation, Payload, Scheme, SchemeKind
from generator.targets.ruby.apis import ApiBuilder, Argument
from generator.targets.ruby.construct import Construction
from generator.targets.ruby.doctypes import PlainTypes
from generator.targets.ruby.docview import CallView, SettingView
from generator.targets.ruby.layout import Atom, Expression, call, printed
from generator.targets.ruby.literals import comment, constant, identifier, method, quoted
from generator.targets.ruby.world import World

OURS = frozenset({"api_instance", "api_client", "configuration"})
"""Variables of the programs, which no argument may be called like."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Makes the programs of one API."""

    api: Api
    world: World
    samples: Samples

    def call(self, operation: Operation, builder: ApiBuilder) -> CallView:
        """The program that calls an operation with what it requires."""
        needed = [each for each in builder.arguments(operation) if each.required]
        values = [(_variable(each), self.value(operation, each)) for each in needed]
        servers = operation.servers or self.api.servers
        host = host_of(servers)
        name = self.world.names.operations[operation.id].method
        text = operation.doc.summary or operation.doc.description
        made = [Atom(identifier(name)) for name, _ in values]
        returned = PlainTypes(self.world).returned(operation)
        return CallView(
            module=constant(self.world.options.module),
            requires=(quoted("time"), quoted(self.world.options.gem)),
            host_said=comment(
                f"The host is optional and defaults to {host}"
                if servers and "://" in servers[0].url
                else "The document does not say where the API is, so the host has to be given"
            ),
            host_literal=quoted(host),
            settings=tuple(self.settings(operation)),
            api=constant(builder.named.name),
            method=method(name),
            statements=tuple(_statement(name, value, 0) for name, value in values),
            inner_statements=tuple(_statement(name, value, 2) for name, value in values),
            comment=comment(first_sentence(text) or f"{operation.method} {operation.path}"),
            call=_called(name, made, 2, 22),
            inner_call=_called(name, made, 2, 15),
            details=_called(name + "_with_http_info", made, 2, 44),
            stream=_called(name + "_stream", made, 0, 13),
            pages=_called(name + "_all", made, 0, 13),
            returns=success_contents(operation) != [None],
            data_said=fill(" # => <{}>", returned) if returned else NOTHING,
        )

    def value(self, operation: Operation, argument: Argument) -> Expression:
        """An example of what an argument takes."""
        maker = Construction(self.world)
        if argument.parameter is not None:
            return maker.of(argument.parameter.type, self.samples.parameter(argument.parameter))
        if operation.body is None:
            raise ValueError(f"{operation.id} has no body")
        content = default_content(operation.body)
        value = self.samples.body(content)
        if content.payload in (Payload.BYTES, Payload.TEXT):
            return Atom(quoted(value))
        maker.upload = content.payload is Payload.MULTIPART
        return maker.of(content.type, value)

    def settings(self, operation: Operation) -> Iterator[SettingView]:
        """What the configuration needs for the credentials of the first alternative."""
        schemes = first_alternative(operation, self.api)
        tokens = [scheme for scheme in schemes if scheme.kind in TOKENS]
        if tokens:
            yield _setting(tokens[0], "access_token", shown_variable(tokens[0]))
        for scheme in schemes:
            if scheme.kind is SchemeKind.BASIC:
                yield _setting(scheme, "username", "API_USERNAME")
                yield _setting(scheme, "password", "API_PASSWORD")
        keys = [scheme for scheme in schemes if scheme.kind is SchemeKind.API_KEY]
        if len(keys) == 1:
            yield _setting(keys[0], "api_key", "API_KEY")
        elif keys:
            said = comment(f"Configure API key authorization: {', '.join(k.id for k in keys)}")
            pairs = Code(", ").join(
                fill("{} => ENV.fetch('API_KEY')", quoted(scheme.id)) for scheme in keys
            )
            yield SettingView(comment=said, setting=fill("api_key = {{ {} }}", pairs))


_SAID = {
    SchemeKind.BEARER: "Configure Bearer authorization",
    SchemeKind.HTTP: "Configure HTTP authorization",
    SchemeKind.BASIC: "Configure HTTP basic authorization",
    SchemeKind.API_KEY: "Configure API key authorization",
    SchemeKind.OAUTH2: "Configure the OAuth2 access token for authorization",
    SchemeKind.OPEN_ID_CONNECT: "Configure the OpenID Connect access token for authorization",
}


def _setting(scheme: Scheme, attribute: str, variable: str) -> SettingView:
    return SettingView(
        comment=comment(f"{_SAID[scheme.kind]}: {scheme.id}"),
        setting=fill("{} = ENV.fetch({})", identifier(attribute), quoted(variable)),
    )


def _variable(argument: Argument) -> str:
    return argument.name + "_" if argument.name in OURS else argument.name


def _called(name: str, arguments: list[Atom], indent: int, before: int) -> Code:
    """``name(a, b)``, without parentheses where there is nothing in them."""
    return printed(call(method(name), arguments), indent=indent, before=before)


def _statement(name: str, value: Expression, indent: int) -> Code:
    head = fill("{} = ", identifier(name))
    return head + printed(value, indent=indent, before=len(head))
