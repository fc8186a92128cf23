"""Complete programs that call an operation: the examples of the docs and of the README."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.emit.answers import success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import TOKENS, first_alternative, host_of
from generator.emit.prose import first_sentence
from generator.ir.accepts import accepts
from generator.ir.examples import Synthesis
from generator.ir.nodes import (
    Api,
    Id,
    Json,
    Operation,
    Payload,
    Ref,
    Scheme,
    SchemeKind,
    TypeExpr,
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

    ``requests`` synthesises what a caller sends, ``responses`` what a server answers;
    ``requested`` are the declarations that callers send.
    """

    api: Api
    world: World
    package: str
    attributes: dict[Id, dict[str, str]]
    requests: Synthesis
    responses: Synthesis
    requested: frozenset[Id]
    _shown: dict[Id, Json | None] = field(default_factory=dict)

    def shown(self, id_: Id) -> Json | None:
        """The value that stands for a declaration: an example that an operation of the document
        gives for it, or one that shows its members. None where no finite value exists."""
        if not self._shown:
            self._shown.update(self._given())
        if id_ not in self._shown:
            synthesis = self.requests if id_ in self.requested else self.responses
            self._shown[id_] = synthesis.fuller(Ref(id=id_))
        return self._shown[id_]

    def _given(self) -> Iterator[tuple[Id, Json]]:
        """The first valid example of a body for each declaration; the first operation's wins."""
        contents = [
            content
            for operation in reversed(self.api.operations)
            for body in (*reversed(operation.responses), operation.body)
            if body is not None
            for content in body.contents
        ]
        for content in contents:
            if isinstance(content.type, Ref) and content.payload is Payload.JSON:
                for example in content.examples:
                    if accepts(self.world.index, content.type, example.value):
                        yield content.type.id, example
                        break

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
            return maker.of(
                parameter.type, self.example(parameter.type, parameter.examples, parameter.default)
            )
        if operation.body is None:
            raise ValueError(f"{operation.id} has no body")
        content = operation.body.contents[0]
        if content.payload is Payload.BYTES:
            return atom('b"example"')
        value = self.example(content.type, content.examples, None)
        if content.payload is Payload.TEXT:
            return Atom(quoted(value if isinstance(value, str) else "example"))
        return maker.of(content.type, value)

    def example(self, type_: TypeExpr, examples: tuple[Json, ...], default: Json | None) -> Any:
        """The document's own example where it is valid, otherwise a smallest value."""
        for each in (*examples, *([default] if default else [])):
            value = each.value
            if value is not None and accepts(self.world.index, type_, value):
                return value
        made = self.requests.smallest(type_)
        if made is not None and made.value in ({}, []):
            # Nothing at all shows nothing, and cannot stand in a path.
            made = self.requests.fuller(type_)
        return None if made is None else made.value

    def settings(self, operation: Operation) -> list[SettingView]:
        """What ``Configuration(…)`` needs for the credentials of the first alternative."""
        uses = first_alternative(operation, self.api)
        found: list[SettingView] = []
        keys = [scheme for scheme in uses if scheme.kind is SchemeKind.API_KEY]
        for scheme in uses:
            if scheme.kind in TOKENS and not any("access_token" in f.argument for f in found):
                found.append(_setting(scheme, "access_token", variable(scheme)))
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


def variable(scheme: Scheme) -> str:
    """The environment variable that the examples read."""
    return "BEARER_TOKEN" if scheme.kind in (SchemeKind.BEARER, SchemeKind.HTTP) else "ACCESS_TOKEN"


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
