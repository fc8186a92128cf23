"""Documents that are long, deep or wide: built in full, or refused with a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.build import build
from generator.diagnostics import Refused, Report
from generator.ir.nodes import Api
from generator.source import load


def _built(schemas: dict[str, Any], report: Report) -> Api:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Large", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    return build(load("large.json", report, data=json.dumps(document).encode()), report)


def _chain(length: int, link: str) -> dict[str, Any]:
    last: dict[str, Any] = {"type": "object", "properties": {"end": {"type": "string"}}}
    found: dict[str, Any] = {f"T{length}": last}
    for i in range(length):
        reference = {"$ref": f"#/components/schemas/T{i + 1}"}
        found[f"T{i}"] = {"allOf": [reference, {"required": ["end"]}]}
        if link == "member":
            found[f"T{i}"] = {"type": "object", "properties": {"next": reference}}
        if link == "alias":
            found[f"T{i}"] = reference
    return found


@pytest.mark.parametrize(("link", "length"), [("member", 2000), ("alias", 60), ("heir", 60)])
def test_a_long_chain_of_references_is_built(link: str, length: int) -> None:
    """Types with members of one another cost no depth; aliases and heirs may go far."""
    report = Report()
    api = _built(_chain(length, link), report)
    assert len(api.declarations) == length + 1
    assert len(report) == 0


def test_a_chain_of_thousands_of_heirs_is_refused_with_a_reason() -> None:
    """Schemas that include each other through thousands of levels are an error, not a crash."""
    report = Report()
    with pytest.raises(Refused):
        _built(_chain(5000, "heir"), report)
    assert [found.code for found in report.errors] == ["too-deep"]


def test_components_stand_in_the_order_of_the_document() -> None:
    """Whoever refers to whom, declarations of components are in the document's order."""
    names = [one.name.wire for one in _built(_chain(20, "member"), Report()).declarations]
    assert names == ["T20", *(f"T{i}" for i in range(20))]


def test_two_paths_that_share_a_path_item_are_two_operations() -> None:
    """Each use of a shared path item is an operation with an id of its own."""
    shared = {"get": {"responses": {"204": {"description": ""}}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Shared", "version": "1"},
        "paths": {path: {"$ref": "#/components/pathItems/Item"} for path in ("/a", "/b")},
        "components": {"pathItems": {"Item": shared}},
    }
    report = Report()
    api = build(load("shared.json", report, data=json.dumps(document).encode()), report)
    assert [(one.id, one.name.words) for one in api.operations] == [
        ("#/paths/~1a/get", ("get", "a")),
        ("#/paths/~1b/get", ("get", "b")),
    ]
