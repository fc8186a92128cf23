"""Validation: the validator's findings, each at its place and weighed."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Diagnostic, Report, Severity
from generator.source import load, validate, validate_bytes
from generator.source.judge import judge
from tests.support.corpus import corpus, needs_corpus

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
RESPONSES = "responses: {'200': {description: ok}}"


def findings(text: str) -> list[Diagnostic]:
    return validate(load("api.yaml", Report(), data=text.encode()))


def said(text: str) -> list[tuple[str, str, str]]:
    return [(d.severity.value, d.code, d.pointer) for d in findings(text)]


@needs_corpus
@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.name)
def test_real_documents_have_no_errors(path: Path) -> None:
    """Documents that are in use load and validate without a single error."""
    report = Report()
    document = load(str(path), report)
    report.extend(validate(document))
    assert report.errors == ()


def test_sound_documents_have_no_findings() -> None:
    """A document that keeps the letter gets no word, in any version."""
    for version in ("3.0.3", "3.1.0", "3.2.0"):
        head = HEAD.replace("3.1.0", version)
        assert said(head + f"paths: {{/a: {{get: {{operationId: a, {RESPONSES}}}}}}}\n") == []


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_faults_that_change_no_meaning_are_warnings(version: str) -> None:
    """Duplicate `required` entries and missing response descriptions are warnings everywhere."""
    text = (
        HEAD.replace("3.1.0", version)
        + "paths: {/a: {get: {responses: {'200': {}}}}}\ncomponents:\n  schemas:\n"
        "    A: {type: object, required: [a, a], properties: {a: {type: string}}}\n"
    )
    assert sorted(said(text)) == [
        ("warning", "duplicate-item", "#/components/schemas/A/required"),
        ("warning", "missing-member", "#/paths/~1a/get/responses/200"),
    ]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_duplicate_operation_ids_are_errors(version: str) -> None:
    """Two operations of one name are an error at the second."""
    text = (
        HEAD.replace("3.1.0", version) + f"paths:\n  /a: {{get: {{operationId: x, {RESPONSES}}}}}\n"
        f"  /b: {{get: {{operationId: x, {RESPONSES}}}}}\n"
    )
    assert said(text) == [("error", "duplicate-operation-id", "#/paths/~1b/get")]


def test_places_are_canonical() -> None:
    """A fault in a shared schema is found once, where it stands, however it is reached."""
    text = (
        HEAD + "paths:\n  /a:\n    post:\n      requestBody:\n        content:\n"
        "          application/json: {schema: {$ref: '#/components/schemas/B'}}\n"
        f"      {RESPONSES}\ncomponents:\n  schemas:\n"
        "    B: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}\n"
        "    A: {type: integer, default: x}\n"
    )
    assert said(text) == [("warning", "default-mismatch", "#/components/schemas/A/default")]


def test_all_faults_of_a_schema_are_found() -> None:
    """One fault in a schema does not hide the next one, nor one further down."""
    text = (
        HEAD + "paths: {}\ncomponents:\n  schemas:\n    A:\n      required: [a, a]\n"
        "      $id: 5\n      properties:\n        b: {required: [c, c], default: 1, type: string}\n"
    )
    assert sorted(pointer for _, _, pointer in said(text)) == [
        "#/components/schemas/A/$id",
        "#/components/schemas/A/properties/b/required",
        "#/components/schemas/A/required",
    ]


def test_recursive_schemas_end() -> None:
    """Schemas that hold themselves through allOf, items and oneOf are validated in finite time."""
    text = (
        HEAD + "paths: {}\ncomponents:\n  schemas:\n"
        "    Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}\n"
        "    Node:\n      allOf:\n        - $ref: '#/components/schemas/Tree'\n"
        "        - $ref: '#/components/schemas/Node'\n"
        "      required: [x]\n"
    )
    assert said(text) == [("warning", "required-unknown", "#/components/schemas/Node")]


def test_versions_are_judged_by_their_own_rules() -> None:
    """What only 3.1 allows is a finding in 3.0, at the line of its author."""
    schema = "paths: {}\ncomponents: {schemas: {A: {type: [string, 'null']}}}\n"
    assert said(HEAD + schema) == []
    assert [code for _, code, _ in said(HEAD.replace("3.1.0", "3.0.0") + schema)] != []


def test_null_defaults_of_nullable_values_are_fine() -> None:
    """`default: null` beside `nullable: true` is no finding in 3.0."""
    text = HEAD.replace("3.1.0", "3.0.0") + (
        "paths: {}\ncomponents: {schemas: {A: {type: string, nullable: true, default: null}}}\n"
    )
    assert said(text) == []


def test_messages_are_in_plain_words() -> None:
    """No finding speaks Python: no None, True, quoted dictionaries or class names."""
    text = HEAD.replace("3.1.0", "3.0.0") + (
        "paths:\n  a: {}\n  /b/{c}:\n    get: {responses: {'2': {description: x}}, parameters:"
        " [{name: q, in: query, schema: {type: integer, default: null}, required: 'x'}]}\n"
        "components:\n  securitySchemes: {s: {type: nothing}}\n  schemas: {A: {minLength: -1}}\n"
    )
    found = findings(text)
    assert len(found) >= 5
    for diagnostic in found:
        words = diagnostic.message + (diagnostic.help or "")
        assert not {"None", "True", "False", "Error", "{'", "is not of type"} & {
            word
            for word in ("None", "True", "False", "Error", "{'", "is not of type")
            if word in words
        }


def test_findings_of_the_native_and_the_plain_validator_agree() -> None:
    """With and without jsonschema-rs the same rules are found broken at the same places."""
    root: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "T"},
        "paths": {"/a": {"get": {"operationId": "x", "responses": {"200": {}}}}},
        "components": {"securitySchemes": {"s": {"type": "nothing"}}},
    }
    fast = {(f.rule, f.place) for f in judge(root, "3.1")}
    plain = {(f.rule, f.place) for f in judge(root, "3.1", native=False)}
    assert fast == plain
    assert ("required", ("info",)) in fast


def test_validation_runs_in_another_process() -> None:
    """A document can be sent to another process, which sends back its findings."""
    text = HEAD + "paths: {'/a/{b}': {get: {" + RESPONSES + "}}}\n"
    document = load("api.yaml", Report(), data=text.encode())
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        there = pool.submit(validate, document).result()
        loaded = pool.submit(validate_bytes, "api.yaml", text.encode()).result()
    assert there == loaded == validate(document)
    assert [d.code for d in there] == ["path-parameter"]
    assert there[0].severity is Severity.WARNING
