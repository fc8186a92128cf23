"""Complete programs that call an operation: the examples of the docs and of the README."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.answers import default_content, success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import TOKENS, first_alternative, host_of
from generator.emit.environment import shown_variable
from generator.emit.prose import first_sentence
from generator.emit.samples import Samples
from generator.ir.nodes import (
    Api,
    Id,
    Operation,
    Payload,
    Scheme,
    SchemeKind,
)
from generator.targets.python.apis import Argument
from generator.targets.python.construct import Construction
from generator.targets.python.docview import CallView, SettingView
from generator.targets.python.layout import Atom, Expression, atom, call, keyword, printed
from generator.targets.python.literals import comment, identifier, quoted
from generator.targets.python.names import GroupName
from generator.targets.python.types import World


@dataclass(frozen=True, slots=True)
class Examples:
    """Makes the programs of one API.

    ``attributes`` are the attribute names of each record by wire name.
    """

    api: Api
    world: World
    package: str
    attributes: dict[Id, dict[str, str]]
    samples: Samples

    def call(
        self, operation: Operation, group: GroupName, method: str, arguments: list[Argument]
    ) -> CallView:
        """The program that calls an operation with what it requires."""
        package = identifier(self.package)
        needed = [each for each in arguments if each.required]
        maker = Construction(self.world, self.attributes, package, plain=False)
        values = [(each.name, self.value(operation, each, maker)) for each in needed]
        settings = self.settings(operation)
        modules = {*maker.needs, *(["os"] if settings else [])}
        servers = operation.servers or self.api.servers
        host = host_of(servers)
        text = operation.doc.summary or operation.doc.description
        made = [Atom(identifier(name)) for name, _ in values]
        # Optional arguments come behind a star.
        plain = self.made(needed, made, method)
        return CallView(
            package=package,
            modules=tuple(Code(each) for each in sorted(modules)),
            async_modules=tuple(Code(each) for each in sorted({*modules, "asyncio"})),
            host_said=comment(
                f"Defining the host is optional and defaults to {host}"
                if servers and "://" in servers[0].url
                else "The document does not say where the API is, so the host has to be given"
            ),
            host_literal=quoted(host),
            settings=tuple(settings),
            api=identifier(group.name),
            async_api=identifier(group.asynchronous),
            method=identifier(method),
            statements=tuple(_statement(name, value, 4) for name, value in values),
            async_statements=tuple(_statement(name, value, 8) for name, value in values),
            comment=comment(first_sentence(text) or f"{operation.method} {operation.path}"),
            call=printed(plain, indent=8, before=15),
            async_call=printed(plain, indent=8, before=12, after=1),
            details=printed(
                self.made(needed, made, method + "_with_http_info"), indent=4, before=11
            ),
            stream=printed(
                self.made(needed, made, method + "_stream"), indent=4, before=5, after=11
            ),
            async_stream=printed(
                self.made(needed, made, method + "_stream"), indent=8, before=11, after=11
            ),
            pages=printed(self.made(needed, made, method + "_all"), indent=4, before=12, after=1),
            returns=success_contents(operation) != [None],
        )

    def made(self, arguments: list[Argument], values: list[Atom], method: str) -> Expression:
        """``api_instance.method(a, b)``."""
        items: list[Expression] = [
            value if argument.required else keyword(identifier(argument.name), value)
            for argument, value in zip(arguments, values, strict=True)
        ]
        return call(fill("api_instance.{}", identifier(method)), items)

    def value(self, operation: Operation, argument: Argument, maker: Construction) -> Expression:
        """An example of what an argument takes."""
        if argument.parameter is not None:
            parameter = argument.parameter
            return maker.of(parameter.type, self.samples.parameter(parameter))
        if operation.body is None:
            raise ValueError(f"{operation.id} has no body")
        content = default_content(operation.body)
        if content.payload is Payload.BYTES:
            return atom('b"example"')
        value = self.samples.body(content)
        if content.payload is Payload.TEXT:
            return Atom(quoted(value))
        return maker.of(content.type, value)

    def settings(self, operation: Operation) -> list[SettingView]:
        """What ``Configuration(…)`` needs for the credentials of the first alternative."""
        uses = first_alternative(operation, self.api)
        found: list[SettingView] = []
        keys = [scheme for scheme in uses if scheme.kind is SchemeKind.API_KEY]
        for scheme in uses:
            if scheme.kind in TOKENS and not any("access_token" in f.argument for f in found):
                found.append(_setting(scheme, "access_token", shown_variable(scheme)))
            elif scheme.kind is SchemeKind.BASIC:
                found.append(_setting(scheme, "username", "USERNAME"))
                found.append(_setting(scheme, "password", "PASSWORD"))
        if len(keys) == 1:
            found.append(_setting(keys[0], "api_key", "API_KEY"))
        elif keys:
            pairs = Code(", ").join(
                fill('{}: os.environ["API_KEY"]', quoted(scheme.id)) for scheme in keys
            )
            said = comment(f"Configure API key authorization: {', '.join(k.id for k in keys)}")
            found.append(SettingView(comment=said, argument=fill("api_key={{{}}}", pairs)))
        return found


_SAID = {
    SchemeKind.BEARER: "Configure Bearer authorization",
    SchemeKind.HTTP: "Configure HTTP authorization",
    SchemeKind.BASIC: "Configure HTTP basic authorization",
    SchemeKind.API_KEY: "Configure API key authorization",
    SchemeKind.OAUTH2: "Configure the OAuth2 access token for authorization",
    SchemeKind.OPEN_ID_CONNECT: "Configure the OpenID Connect access token for authorization",
}


def _setting(scheme: Scheme, argument: str, name: str) -> SettingView:
    return SettingView(
        comment=comment(f"{_SAID[scheme.kind]}: {scheme.id}"),
        argument=fill("{}=os.environ[{}]", identifier(argument), quoted(name)),
    )


def _statement(name: str, value: Expression, indent: int) -> Code:
    head = fill("{} = ", identifier(name))
    return head + printed(value, indent=indent, before=len(head))
