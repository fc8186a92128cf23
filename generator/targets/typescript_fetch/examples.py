"""Complete programs that call an operation: the examples of the docs and of the README."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import default_content
from generator.emit.code import Code, fill
from generator.emit.docs import TOKENS, first_alternative, host_of
from generator.emit.environment import shown_variable
from generator.emit.samples import Samples
from generator.ir.nodes import Api, Operation, Payload, Scheme, SchemeKind
from generator.targets.typescript_fetch.apis import ApiBuilder, Argument
from generator.targets.typescript_fetch.construct import Construction
from generator.targets.typescript_fetch.docview import CallView, MemberView, SettingView
from generator.targets.typescript_fetch.layout import (
    Atom,
    Expression,
    call,
    labelled,
    listed,
    mapped,
)
from generator.targets.typescript_fetch.literals import (
    comment,
    identifier,
    key,
    member,
    object_key,
    quoted,
)
from generator.targets.typescript_fetch.reserved import RUNTIME_TYPES
from generator.targets.typescript_fetch.world import World


@dataclass(frozen=True, slots=True)
class Examples:
    """Makes the programs of one API."""

    api: Api
    world: World
    samples: Samples

    @property
    def package(self) -> Code:
        """The name of the package as a string literal."""
        return quoted(self.world.options.package)

    @property
    def hidden(self) -> bool:
        """Whether a model took the name of something that the README imports."""
        return bool(self.world.names.types & RUNTIME_TYPES)

    def call(self, operation: Operation, builder: ApiBuilder) -> CallView:
        """The program that calls an operation with what it requires."""
        arguments = builder.arguments(operation)
        needed = [each for each in arguments if each.required]
        maker = Construction(self.world)
        members = tuple(self.member(operation, each, maker) for each in needed)
        named = self.world.names.operations[operation.id]
        values = sorted({"Configuration", builder.named.name} | maker.needs, key=_import_order)
        host = host_of(operation.servers or self.api.servers)
        return CallView(
            package=self.package,
            runtime=quoted(self.world.options.package + ("/runtime" if self.hidden else "")),
            named=comment(self.world.options.package),
            host=comment(host),
            host_literal=quoted(host),
            values=tuple(identifier(each) for each in values),
            request=identifier(named.request) if needed else None,
            settings=tuple(self.settings(operation)),
            api=identifier(builder.named.name),
            method=member(named.method),
            members=members,
            arguments=Code("body") if needed else Code(""),
            leading=Code("body, " if needed else "{}, " if arguments else ""),
            returns=builder.returns(operation).flat != "void",
        )

    def member(self, operation: Operation, argument: Argument, maker: Construction) -> MemberView:
        """``limit: 10,`` with its type above."""
        value = self.value(operation, argument, maker)
        text = labelled(fill("{}: ", object_key(argument.name)), value, indent=4)
        return MemberView(comment=comment(str(argument.type.flat)), text=text)

    def value(self, operation: Operation, argument: Argument, maker: Construction) -> Expression:
        """An example of what an argument takes."""
        if argument.parameter is not None:
            parameter = argument.parameter
            return maker.of(parameter.type, self.samples.parameter(parameter))
        if operation.body is None:
            raise ValueError(f"{operation.id} has no body")
        content = default_content(operation.body)
        value = self.samples.body(content)
        if content.payload is Payload.BYTES:
            return call(Code("new Blob"), (listed((Atom(quoted(value)),)),))
        if content.payload is Payload.TEXT:
            return Atom(quoted(value))
        maker.upload = content.payload in (Payload.FORM, Payload.MULTIPART)
        made = maker.of(content.type, value)
        maker.upload = False
        return made

    def settings(self, operation: Operation) -> Iterator[SettingView]:
        """What ``new Configuration({ … })`` needs for the credentials of the first alternative."""
        schemes = first_alternative(operation, self.api)
        tokens = [scheme for scheme in schemes if scheme.kind in TOKENS]
        if tokens:
            yield _setting(tokens[0], "accessToken", shown_variable(tokens[0]))
        for scheme in schemes:
            if scheme.kind is SchemeKind.BASIC:
                yield _setting(scheme, "username", "API_USERNAME")
                yield _setting(scheme, "password", "API_PASSWORD")
        keys = [scheme for scheme in schemes if scheme.kind is SchemeKind.API_KEY]
        if len(keys) == 1:
            yield _setting(keys[0], "apiKey", "API_KEY")
        elif keys:
            pairs = mapped((key(s.id), Atom(Code("process.env['API_KEY'] ?? ''"))) for s in keys)
            yield SettingView(
                comment=comment(
                    f"Configure API key authorization: {', '.join(k.id for k in keys)}"
                ),
                setting=labelled(Code("apiKey: "), pairs, indent=4),
            )


def _import_order(name: str) -> tuple[bool, bool, str]:
    """The configuration first, functions last."""
    return name != "Configuration", name[:1].islower(), name


_SAID = {
    SchemeKind.BEARER: "Configure HTTP bearer authorization",
    SchemeKind.HTTP: "Configure HTTP authorization",
    SchemeKind.BASIC: "Configure HTTP basic authorization",
    SchemeKind.API_KEY: "Configure API key authorization",
    SchemeKind.OAUTH2: "Configure the OAuth2 access token for authorization",
    SchemeKind.OPEN_ID_CONNECT: "Configure the OpenID Connect access token for authorization",
}


def _setting(scheme: Scheme, argument: str, name: str) -> SettingView:
    return SettingView(
        comment=comment(f"{_SAID[scheme.kind]}: {scheme.id}"),
        setting=fill("{}: process.env[{}]", identifier(argument), quoted(name)),
    )
