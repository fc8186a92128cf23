"""What things are called in Ruby, and what a plan makes of a document."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.build import build
from generator.diagnostics import Report
from generator.emit.page import Page
from generator.emit.target import PlanRequest
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.source import load
from generator.targets.ruby import TARGET
from generator.targets.ruby.names import class_name, snake_name


def output(document: dict[str, Any], **options: str) -> dict[str, str]:
    """The printed files of a document."""
    report = Report()
    whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, **document}
    api = build(load("t.json", report, data=json.dumps(whole).encode()), report)
    request = PlanRequest(
        api=api, facts=facts(api), options=TARGET.options(options, report), report=report
    )
    templates = Templates(TARGET.templates, shared(SHARED))
    return {
        page.path: templates.render(page.template, page.view)
        for page in TARGET.plan(request)
        if isinstance(page, Page)
    }


def models(schemas: dict[str, Any]) -> dict[str, str]:
    """The files of models, by name."""
    folder = "lib/openapi_client/models/"
    return {
        path.removeprefix(folder).removesuffix(".rb"): text
        for path, text in output({"components": {"schemas": schemas}}).items()
        if path.startswith(folder)
    }


def api(*operations: dict[str, Any]) -> str:
    """The file of a group of operations."""
    paths = {
        each.pop("path", f"/things/{place}"): {each.pop("verb", "get"): each}
        for place, each in enumerate(operations)
    }
    return output({"paths": paths})["lib/openapi_client/api/default_api.rb"]


def record(**properties: Any) -> dict[str, Any]:
    """A schema with members."""
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("2fa", "Model2fa"),
        ("", "Model"),
        ("日本", "U65e5U672c"),
        ("pet", "Pet"),
        ("größe", "GroUdfE"),
    ],
)
def test_classes(name: str, wanted: str) -> None:
    """Every name becomes a constant of ASCII."""
    assert class_name(name, "Model") == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [(("2fa",), "call_2fa"), ((), "call"), (("get", "größe"), "get_gro_udf_e")],
)
def test_methods(words: tuple[str, ...], wanted: str) -> None:
    """Every name becomes one in snake case."""
    assert snake_name(words, "call") == wanted


def test_members_keep_the_name_of_the_wire() -> None:
    """Where Ruby can say it, keywords and capitals included; else the wire name stands beside."""
    text = models({"A": record(**{"end": {}, "fooBar": {}, "+1": {}, "$ref2": {}, "": {}})})["a"]
    assert "member(:end) { any }" in text
    assert "member(:fooBar) { any }" in text
    assert "member(:plus_1, '+1') { any }" in text
    assert "member(:ref2, '$ref2') { any }" in text
    assert "member(:field, '') { any }" in text


def test_members_hide_no_method() -> None:
    """What every object or model has keeps its name; the member steps aside."""
    text = models({"A": record(**{"class": {}, "hash": {}, "to_h": {}, "class_": {}})})["a"]
    assert "member(:class__2, 'class') { any }" in text
    assert "member(:class_) { any }" in text
    assert "member(:hash_, 'hash') { any }" in text
    assert "member(:to_h_, 'to_h') { any }" in text


def test_models_are_called_like_their_schemas() -> None:
    """A component keeps its name, next to classes of Ruby too; names of the package step aside."""
    found = models({"String": record(a={}), "ApiError": record(a={}), "open AI-file": record(a={})})
    assert "class String < Runtime::Model" in found["string"]
    assert "class ApiErrorModel < Runtime::Model" in found["api_error_model"]
    assert "class OpenAiFile < Runtime::Model" in found["open_ai_file"]


def test_clashes_are_numbered() -> None:
    """Two that meet after casing are told apart, in classes and in files."""
    found = models({"user": record(a={}), "User": record(a={})})
    assert sorted(found) == ["user", "user2"]
    assert "class User2 < Runtime::Model" in found["user2"]


def test_values_of_enumerations() -> None:
    """Each known value has a constant, whatever it is made of."""
    values = ["low", "", "<=", "2x", "true", "LOW", 5, True]
    text = models({"E": {"enum": values}})["e"]
    for line in ("LOW = 'low'", "EMPTY = ''", "VALUE_2X = '2x'", "TRUE_VALUE = 'true'"):
        assert f"    {line}\n" in text
    assert "LOW_2 = 'LOW'" in text
    assert "= 5\n" in text
    assert "= true\n" in text


def test_methods_of_operations() -> None:
    """An operation may have the name of a keyword; what every object has is not taken away."""
    answer = {"responses": {"200": {"description": "."}}}
    text = api(
        {"operationId": "import", **answer},
        {"operationId": "send", **answer},
        {"operationId": "list_all", **answer},
        {"operationId": "list", **answer},
    )
    assert "def import(**options)" in text
    assert "def send_(**options)" in text
    assert "def list_all_(**options)" in text


def test_arguments() -> None:
    """Required ones stand in order, the body behind them, optional ones by name."""
    text = api(
        {
            "operationId": "put",
            "path": "/things/{id}",
            "verb": "put",
            "parameters": [
                {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                {"name": "id", "in": "query", "schema": {"type": "string"}},
                {"name": "class", "in": "query", "schema": {"type": "string"}},
                {"name": "timeout", "in": "query", "schema": {"type": "string"}},
                {"name": "Accept", "in": "header", "schema": {"type": "string"}},
            ],
            "requestBody": {"content": {"application/json": {"schema": record(a={})}}},
            "responses": {"200": {"description": "."}},
        }
    )
    head = "def put(id_in_path, put_request = nil, limit: nil, id_in_query: nil, class_: nil, "
    assert head + "timeout_: nil, **options)" in text
    given = "{ id_in_path:, limit:, id_in_query:, class_:, timeout_: }, put_request, options"
    assert f"_call(PUT_OPERATION, {given}).data" in text
    assert "Runtime::Param.new(:id_in_query, 'id', :query, :form, explode: true)" in text
