"""The tests that a client ships: its own, offline, against a transport of their own.

Their programs are the same for every API; what they call and expect is data, in JSON files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.emit.code import Code
from generator.emit.page import AnyPage, Fixed, Page
from generator.emit.samples import Case, Samples
from generator.ir.nodes import Binary, Id, ListOf, Nullable, Record
from generator.targets.r.names import arguments
from generator.targets.r.view import ShippedView
from generator.targets.r.world import World


def shipped(world: World, samples: Samples, header: Code) -> Iterator[AnyPage]:
    """The pages of ``tests/``."""
    view = ShippedView(header=header, package=Code(world.options.package))
    yield Page("tests/testthat.R", "package/testthat.R.jinja", view)
    for name in ("apis", "models"):
        yield Page(f"tests/testthat/test-{name}.R", f"package/test-{name}.R.jinja", view)
    yield _data(
        "operations",
        [
            _case(world, case, world.names.groups[group.name].name)
            for group in world.api.groups
            for operation in group.operations
            for case in samples.cases(operation)
        ],
    )
    yield _data(
        "models",
        [
            # Text within text: the package's own decoder is the first to read it.
            {"type": world.names.models[id_].name, "text": json.dumps(value)}
            for id_, value in samples.models()
            if not _holds_bytes(world, id_)
        ],
    )


def _data(name: str, value: object) -> Fixed:
    text = json.dumps(value, indent=1, ensure_ascii=True) + "\n"
    return Fixed(f"tests/testthat/{name}.json", text.encode("ascii"))


def _case(world: World, case: Case, api: str) -> dict[str, Any]:
    called, body = arguments(case.operation)
    method = world.names.operations[case.operation.id]
    made: dict[str, Any] = {
        "api": api,
        "method": method if case.events is None else f"{method}Stream",
        "verb": case.operation.method,
        "arguments": json.dumps(case.arguments(called, body)),
        "status": case.status,
        "type": case.media_type,
        "body": case.text,
    }
    if case.body_is_json:
        made["sent"] = json.dumps(case.sent)
    if case.events is not None:
        made["events"] = json.dumps(case.events)
    return made


def _holds_bytes(world: World, id_: Id) -> bool:
    """Whether an example of a declaration holds raw bytes, which are no JSON."""
    declaration = world.index[id_]
    if not isinstance(declaration, Record):
        return False

    def bare(type_: object) -> object:
        while isinstance(type_, (Nullable, ListOf)):
            type_ = type_.inner if isinstance(type_, Nullable) else type_.item
        return type_

    return any(isinstance(bare(field.type), Binary) for field in declaration.fields)
