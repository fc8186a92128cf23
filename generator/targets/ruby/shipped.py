"""The tests that a client ships: its own, offline, against a small server of their own.

Their program is the same for every API; what it calls and expects is data, in JSON files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.emit.code import Code
from generator.emit.page import AnyPage, Fixed, Page
from generator.emit.samples import Case, Samples
from generator.targets.ruby.literals import constant, file
from generator.targets.ruby.names import argument_names
from generator.targets.ruby.view import ShippedView
from generator.targets.ruby.world import World


def shipped(world: World, samples: Samples, header: tuple[Code, ...]) -> Iterator[AnyPage]:
    """The pages of ``test/``."""
    view = ShippedView(
        header=header, gem=file(world.options.gem), module=constant(world.options.module)
    )
    for name in ("api_test", "models_test", "local_server"):
        yield Page(f"test/{name}.rb", f"package/test/{name}.rb.jinja", view)
    cases = [
        _case(world, case, world.names.groups[group.name].name)
        for group in world.api.groups
        for operation in group.operations
        for case in samples.cases(operation)
    ]
    yield _data("operations", cases)
    models = {world.names.models[id_].name: value for id_, value in samples.models()}
    yield _data("models", models)


def _data(name: str, value: object) -> Fixed:
    text = json.dumps(value, indent=1, ensure_ascii=True) + "\n"
    return Fixed(f"test/{name}.json", text.encode("ascii"))


def _case(world: World, case: Case, api: str) -> dict[str, Any]:
    """What to call, what to expect at the server, and what it answers."""
    names, body = argument_names(case.operation)
    method = world.names.operations[case.operation.id].method
    return {
        "api": api,
        "method": method if case.events is None else f"{method}_stream",
        "verb": case.operation.method,
        # Required parameters stand in the document's order, the body behind them.
        "arguments": list(case.arguments(names, body).values()),
        **case.told(),
    }
