"""The loader is total: whatever the bytes, it gives a document or Refused with reasons."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Refused, Report
from generator.source import Budget, Document, load, render, validate
from generator.source.grammar import OPENAPI, SWAGGER
from generator.source.pointers import find, from_fragment, join, split

RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TINY = Budget(bytes=100_000, nodes=5_000, depth=40, aliased=2_000, files=5)


def attempt(data: bytes, label: str = "x.yaml") -> Document | None:
    """Load and print; the report must be printable whether or not there is a document."""
    report = Report()
    try:
        document = load(label, report, data=data, budget=TINY)
    except Refused as refused:
        assert report.errors
        render(report, getattr(refused, "sources", None))
        return None
    render(report, document)
    return document


@RELAXED
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """No bytes make the loader raise anything but Refused."""
    attempt(data)
    attempt(b"{" + data, "x.json")


FRAGMENTS = st.sampled_from(
    [
        *"{}[]:,-?&*!|>'\"%@`#\n\t ~",
        "openapi: 3.1.0\n",
        'swagger: "2.0"\n',
        "paths:\n",
        "  /a:\n",
        "$ref: '#/a'\n",
        "&a ",
        "*a",
        "<<: ",
        "!!str ",
        "\\ud800",
        "1.10",
        "---\n",
        "...\n",
        "\ufeff",
        "\u2028",
        "null",
        '"a": ',
        "- ",
        "  ",
        "NaN",
    ]
)


@RELAXED
@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_any_text(text: str) -> None:
    """No text that is nearly YAML or JSON makes the loader raise anything but Refused."""
    attempt(text.encode())
    attempt(text.encode(), "x.json")


WORDS = st.sampled_from(
    sorted(
        {name for members in (*OPENAPI.values(), *SWAGGER.values()) for name in members}
        | {"$ref", "type", "enum", "default", "required", "name", "in", "security", "schemes"}
        | {"host", "basePath", "consumes", "produces", "collectionFormat", "format", "minimum"}
        | {"exclusiveMinimum", "mapping", "propertyName", "scopes", "flow", "x-a", "/a/{b}", "200"}
        | {
            "$anchor",
            "nullable",
            "minLength",
            "url",
            "variables",
            "tokenUrl",
            "a",
            "style",
            "x-specpress-files",
        }
    )
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["string", "object", "array", "file", "body", "query", "formData", "path"]),
    st.sampled_from(["#/paths", "#", "#/components/schemas/a", "#/definitions/a", "#a", "b.yaml"]),
    st.sampled_from(["oauth2", "basic", "accessCode", "multi", "tsv", "{a}", "https"]),
    st.text(max_size=5).filter(lambda text: text.isprintable()),
)
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=5)),
    max_leaves=30,
)
HEADS = st.sampled_from([{"openapi": "3.0.1"}, {"openapi": "3.1.0"}, {"swagger": "2.0"}])


@RELAXED
@given(HEADS, st.dictionaries(WORDS, TREES, max_size=8))
def test_any_tree(head: dict[str, Any], body: dict[str, Any]) -> None:
    """No tree of OpenAPI's own words breaks loading or validation; YAML and JSON agree."""
    tree = head | body
    document = attempt(json.dumps(tree).encode(), "x.json")
    assert document is not None
    same = attempt(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode())
    if same is not None:
        assert same.root == document.root
    for diagnostic in validate(document):
        document.locate(diagnostic.pointer)
    check_promises(document)


def check_promises(document: Document) -> None:
    """What the builder may rely on: references lead somewhere, known members have their shape."""
    report = Report()
    again = load(
        "x.json",
        report,
        data=json.dumps(document.root).encode(),
        budget=TINY,
    )
    assert again.root == document.root
    assert not report.errors
    for segments, node in everything(document.root):
        document.locate(join(segments))
        if isinstance(node, dict):
            assert all(type(key) is str for key in node)


def everything(root: Any) -> list[tuple[tuple[str, ...], Any]]:
    found: list[tuple[tuple[str, ...], Any]] = []
    pending: list[tuple[tuple[str, ...], Any]] = [((), root)]
    while pending:
        segments, node = pending.pop()
        found.append((segments, node))
        if isinstance(node, dict):
            pending.extend(((*segments, key), value) for key, value in node.items())
        elif isinstance(node, list):
            pending.extend(((*segments, str(i)), value) for i, value in enumerate(node))
    return found


@given(st.lists(st.text(max_size=8), max_size=5))
def test_pointers_round_trip(segments: list[str]) -> None:
    """A pointer gives back the segments it was made from, whatever characters they hold."""
    assert split(join(segments)) == tuple(segments)


@RELAXED
@given(TREES)
def test_every_value_is_found_and_located(tree: Any) -> None:
    """Every value of a JSON or YAML text has a place, and the place holds that value."""
    body = {"openapi": "3.1.0", "x-data": tree}
    for label, data in (
        ("x.json", json.dumps(body, indent=1)),
        ("x.yaml", yaml.safe_dump(body, allow_unicode=True)),
    ):
        document = load(label, Report(), data=data.encode())
        for segments, value in everything(document.root):
            assert find(document.root, segments) is value
            position = document.locate(join(segments))
            assert position.line >= 1
            if isinstance(value, str) and value.isascii() and value.isalnum():
                assert value in position.text


def test_fragments_are_percent_decoded() -> None:
    """The fragment of a reference is decoded as a URI before it is split."""
    assert from_fragment("/a%20b/c~1d/%7E1") == ("a b", "c/d", "/")
