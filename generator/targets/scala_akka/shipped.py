"""The tests that a client ships: its own, offline, against a small server of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.emit.code import Code, fill
from generator.emit.page import AnyPage, Fixed, Page
from generator.emit.samples import Case, Samples
from generator.ir.nodes import Group, SchemeKind
from generator.targets.scala_akka.apis import ApiBuilder
from generator.targets.scala_akka.examples import Examples
from generator.targets.scala_akka.layout import Atom, call, pair, printed
from generator.targets.scala_akka.literals import identifier, qualified, quoted, string
from generator.targets.scala_akka.view import CallTestView, ShippedView
from generator.targets.scala_akka.world import World

_RESOURCES = "src/test/resources"
_KINDS = {
    SchemeKind.API_KEY: Code('core.ApiKeyValue("key")'),
    SchemeKind.BASIC: Code('core.BasicCredentials("user", "password")'),
}


class Shipped:
    """Makes the tests of one client."""

    def __init__(self, world: World, samples: Samples, header: Code) -> None:
        self.world = world
        self.samples = samples
        self.header = header
        self.cases: list[dict[str, Any]] = []

    def pages(self) -> Iterator[AnyPage]:
        """The suites, and the values that they work with."""
        models = {
            self.world.names.models[id_].name: value
            for id_, value in self.samples.models()
            if self.world.alias(id_) is None and id_ not in self.world.uploads
        }
        calls = tuple(self.calls())
        view = ShippedView(
            header=self.header,
            package=qualified(self.world.options.package),
            http=Code("akka" if self.world.options.http == "akka" else "org.apache.pekko"),
            models=tuple(identifier(name) for name in models),
            calls=calls,
            settings=self.settings(),
        )
        folder = f"src/test/scala/{self.world.options.package.replace('.', '/')}"
        if models:
            template = "package/test/ModelSuite.scala.jinja"
            yield Page(f"{folder}/ModelSuite.scala", template, view)
            yield _data("models", models)
        if calls:
            template = "package/test/ApiSuite.scala.jinja"
            yield Page(f"{folder}/ApiSuite.scala", template, view)
            yield _data("operations", self.cases)

    def settings(self) -> Code:
        """A credential for every scheme."""
        pairs = (
            pair(string(each.id), Atom(_KINDS.get(each.kind, Code('core.BearerToken("token")'))))
            for each in self.world.api.schemes
            if each.kind is not SchemeKind.MUTUAL_TLS
        )
        return printed(call(Code("Map[String, core.Credential]"), pairs), indent=6, before=14)

    def calls(self) -> Iterator[CallTestView]:
        """A test for each way of calling each operation that can be made up."""
        examples = Examples(self.world.api, self.world, self.samples, outside=True)
        for group in self.world.api.groups:
            builder = ApiBuilder(self.world, group)
            for operation in group.operations:
                for case in self.samples.cases(operation):
                    made = self.test(group, builder, case, examples)
                    if made is not None:
                        yield made

    def test(
        self, group: Group, builder: ApiBuilder, case: Case, examples: Examples
    ) -> CallTestView | None:
        """One call; None where no expression makes its arguments."""
        given = {parameter for parameter, _ in case.parameters}
        arguments = []
        for each in builder.inputs(case.operation):
            if not each.required:
                continue
            if each.parameter is not None and each.parameter not in given:
                return None
            arguments.append(examples.value(case.operation, each, builder))
        named = builder.named(case.operation)
        name = identifier(named.method + ("Stream" if case.events is not None else ""))
        head = fill("api.{}(url).{}", builder.name, name)
        self.cases.append(_case(case))
        return CallTestView(
            name=quoted(f"{builder.name}.{name}"),
            number=Code(str(len(self.cases) - 1)),
            call=printed(call(head, arguments), indent=6),
            streamed=case.events is not None,
        )


def _data(name: str, value: object) -> Fixed:
    text = json.dumps(value, indent=1, ensure_ascii=True) + "\n"
    return Fixed(f"{_RESOURCES}/{name}.json", text.encode("ascii"))


def _case(case: Case) -> dict[str, Any]:
    """What the server answers, and what has to reach it."""
    made: dict[str, Any] = {
        "verb": case.operation.method,
        "status": case.status,
        "type": case.media_type,
        "body": case.text,
    }
    if case.body_is_json:
        made["sent"] = case.sent
    if case.events is not None:
        made["events"] = len(case.events)
    return made
