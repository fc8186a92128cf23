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
from generator.targets.typescript_fetch.literals import quoted
from generator.targets.typescript_fetch.names import request_members
from generator.targets.typescript_fetch.view import ShippedView
from generator.targets.typescript_fetch.world import World


def shipped(world: World, samples: Samples, header: Code) -> Iterator[AnyPage]:
    """The pages of ``test/``."""
    view = ShippedView(header=header, package=quoted(world.options.package))
    for name in ("api", "models"):
        yield Page(f"test/{name}.test.mjs", f"package/test/{name}.test.mjs.jinja", view)
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
    # Only ASCII, and never the name of a prototype: JSON is read, not evaluated.
    text = json.dumps(value, indent=1, ensure_ascii=True) + "\n"
    return Fixed(f"test/{name}.json", text.encode("ascii"))


def _case(world: World, case: Case, api: str) -> dict[str, Any]:
    keys, body = request_members(case.operation)
    method = world.names.operations[case.operation.id].method
    return {
        "api": api,
        "method": method if case.events is None else f"{method}Stream",
        "verb": case.operation.method,
        "request": case.arguments(keys, body),
        **case.told(),
    }
