"""The tests that a client ships: its own, offline, against a small server of their own.

Their programs are the same for every API; what they call and expect is data, in two JSON files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.emit.page import AnyPage, Fixed, Page
from generator.emit.samples import Case
from generator.targets.python.apis import ApiBuilder
from generator.targets.python.examples import Examples
from generator.targets.python.literals import identifier
from generator.targets.python.names import argument_names
from generator.targets.python.package import Header
from generator.targets.python.view import ShippedView


def shipped(
    header: Header,
    examples: Examples,
    builders: list[ApiBuilder],
) -> Iterator[AnyPage]:
    """The pages of ``tests/``."""
    samples, names = examples.samples, examples.world.names
    models = {names[id_].name: value for id_, value in samples.models()}
    operations = [
        _case(case, builder)
        for builder in builders
        for operation in builder.group.operations
        for case in samples.cases(operation)
    ]
    programs = {"package": "Tests of the client; they need no network."}
    if operations:
        programs["server"] = "A small local server."
        programs["test_api"] = "Every operation, on an example."
        yield _data("operations", operations)
    if models:
        programs["test_models"] = "Every model, on an example."
        yield _data("models", models)
    for name, about in programs.items():
        view = ShippedView(
            header=header.docstring(about),
            package=identifier(examples.package),
            whole=any("events" not in each for each in operations),
            streams=any("events" in each for each in operations),
        )
        path = "tests/__init__.py" if name == "package" else f"tests/{name}.py"
        yield Page(path, f"package/tests/{name}.py.jinja", view)


def _data(name: str, value: object) -> Fixed:
    text = json.dumps(value, indent=1, ensure_ascii=True) + "\n"
    return Fixed(f"tests/{name}.json", text.encode("ascii"))


def _case(case: Case, builder: ApiBuilder) -> dict[str, Any]:
    """What to call, what to expect at the server, and what it answers."""
    names, body = argument_names(case.operation)
    method = builder.methods[case.operation.id]
    made: dict[str, Any] = {
        "api": builder.named.name,
        "async_api": builder.named.asynchronous,
        "method": method if case.events is None else f"{method}_stream",
        "verb": case.operation.method,
        "arguments": case.arguments(names, body),
    }
    if case.body_is_json:
        made["sent"] = case.sent
    made |= {"status": case.status, "type": case.media_type, "body": case.text}
    if case.events is not None:
        made["events"] = case.events
    return made
