"""What things are called in TypeScript, and what a plan makes of a document."""

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
from generator.targets.typescript_fetch import TARGET
from generator.targets.typescript_fetch.names import legal


def output(document: dict[str, Any], **options: str) -> dict[str, str]:
    """The printed files of a document."""
    report = Report()
    whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, **document}
    api = build(load("t.json", report, data=json.dumps(whole).encode()), report)
    request = PlanRequest(
        api=api,
        facts=facts(api),
        options=TARGET.options(options, report),
        report=report,
    )
    templates = Templates(TARGET.templates, shared(SHARED))
    return {
        page.path: templates.render(page.template, page.view)
        for page in TARGET.plan(request)
        if isinstance(page, Page)
    }


def models(schemas: dict[str, Any], **options: str) -> dict[str, str]:
    """The files of models, by name."""
    return {
        path.removeprefix("src/models/").removesuffix(".ts"): text
        for path, text in output({"components": {"schemas": schemas}}, **options).items()
        if path.startswith("src/models/")
    }


def operation(**facts: Any) -> dict[str, Any]:
    """A path with one operation."""
    given = {"operationId": "getThing", "tags": ["Things"], "responses": {}, **facts}
    return {"paths": {"/things/{id}": {"post": given}}}


@pytest.mark.parametrize(
    ("name", "wanted"), [("2fa", "value2fa"), ("", "value"), ("日本", "日本"), ("a", "a")]
)
def test_legal(name: str, wanted: str) -> None:
    """Every name becomes an identifier."""
    assert legal(name, "value") == wanted


def test_files_differ_in_more_than_case() -> None:
    """Components whose names differ in case only, or meet a file that is there, get files apart."""
    found = models({"User": {"type": "object"}, "USER": {"type": "object"}, "Index": {}, "Con": {}})
    folded = [name.lower() for name in found]
    assert len(set(folded)) == len(folded) == 5
    assert "con" not in folded


def test_wire_names_stay() -> None:
    """Members have the names of the wire, quoted where they are no identifiers."""
    names = ["class", "+1", "__proto__", "a b", "$ref", ""]
    text = models({"A": {"properties": {name: {"type": "string"} for name in names}}})["A"]
    for printed in ("  class?:", "  '+1'?:", "  '__proto__'?:", "  'a b'?:", "  $ref?:", "  ''?:"):
        assert printed in text


def test_absent_null_and_present() -> None:
    """Required and nullable are two facts."""
    text = models(
        {
            "A": {
                "type": "object",
                "required": ["a", "b"],
                "properties": {
                    "a": {"type": "string"},
                    "b": {"type": ["string", "null"]},
                    "c": {"type": "string"},
                    "d": {"type": ["string", "null"]},
                },
            }
        }
    )["A"]
    for printed in ("  a: string;", "  b: string | null;", "  c?: string;", "  d?: string | null;"):
        assert printed in text


TAGGED = {
    "Pet": {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind"},
    },
    "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
    "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
}


def test_tags_are_closed() -> None:
    """The tag of a variant is exactly what selects it, and unions leave room for others."""
    found = models(TAGGED)
    assert "  kind: 'Cat';" in found["Cat"]
    assert "export type Pet = Cat | Dog | UnknownPet;" in found["Pet"]
    assert "  readonly kind: UnknownTag;" in found["Pet"]
    assert "export type { Pet, UnknownPet } from './Pet.js';" in found["index"]


def test_names_of_the_runtime_are_free() -> None:
    """A model that is called like a type of the runtime keeps its name."""
    found = models({**TAGGED, "UnknownTag": {"type": "string"}})
    assert "export type UnknownTag = string;" in found["UnknownTag"]
    assert "import type { UnknownTag as UnknownTag_ } from '../runtime/unknown.js';" in found["Pet"]
    assert "  readonly kind: UnknownTag_;" in found["Pet"]


def test_read_only_members() -> None:
    """What servers fill in may be left out of a request, and is always there in a response."""
    schema = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string", "readOnly": True}},
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
    document = {"components": {"schemas": {"A": schema}}}
    got = operation(responses={"200": {"description": "", "content": content}})
    assert "  id: string;" in output({**document, **got})["src/models/A.ts"]
    sent = operation(requestBody={"content": content})
    assert "  id?: string;" in output({**document, **sent})["src/models/A.ts"]


def test_bytes() -> None:
    """Bytes are files in a multipart body, a `Blob` in a response, and text in JSON."""
    schema = {"type": "object", "properties": {"data": {"type": "string", "format": "binary"}}}
    body = {"$ref": "#/components/schemas/A"}
    document = {"components": {"schemas": {"A": schema}}}
    form = operation(
        requestBody={"content": {"multipart/form-data": {"schema": body}}},
        responses={"200": {"description": "", "content": {"image/png": {}}}},
    )
    found = output({**document, **form})
    assert "  data?: FileInput;" in found["src/models/A.ts"]
    assert "Promise<Blob>" in found["src/apis/ThingsApi.ts"]
    plain = operation(requestBody={"content": {"application/json": {"schema": body}}})
    assert "  data?: string;" in output({**document, **plain})["src/models/A.ts"]


def test_circles_of_unions_end() -> None:
    """Unions that are, directly, one of each other have the variants of all of them."""
    refers = [{"$ref": "#/components/schemas/B"}, {"type": "string"}]
    back = [{"$ref": "#/components/schemas/A"}, {"type": "integer"}]
    found = models({"A": {"oneOf": refers}, "B": {"oneOf": back}})
    assert "export type A = string | number;" in found["A"]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({}, ("Int64", "string")),
        ({"int64": "bigint", "dates": "Date"}, ("bigint", "Date")),
        ({"int64": "number"}, ("number", "string")),
    ],
)
def test_options(options: dict[str, str], wanted: tuple[str, str]) -> None:
    """Large integers and dates are what the options say."""
    properties = {
        "n": {"type": "integer", "format": "int64"},
        "at": {"type": "string", "format": "date-time"},
    }
    text = models({"A": {"type": "object", "properties": properties}}, **options)["A"]
    assert f"  n?: {wanted[0]};" in text
    assert f"  at?: {wanted[1]};" in text


def test_conversion_is_said() -> None:
    """A response that holds something to convert says so; others do not."""
    schema = {"type": "array", "items": {"type": "string", "format": "date-time"}}
    got = operation(
        responses={"200": {"description": "", "content": {"application/json": {"schema": schema}}}}
    )
    assert "convert: true" in output(got, dates="Date")["src/apis/ThingsApi.ts"]
    assert "convert" not in output(got)["src/apis/ThingsApi.ts"]


def test_members_of_requests() -> None:
    """Parameters that meet say where they travel; no member is one that every object has."""
    names = [("id", "path"), ("id", "query"), ("filter[ids]", "query"), ("constructor", "query")]
    parameters = [
        {"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}}
        for name, place in [*names, ("Authorization", "header")]
    ]
    text = output(operation(parameters=parameters))["src/apis/ThingsApi.ts"]
    for printed in ("  idInPath: string;", "  idInQuery?: string;", "  filterIds?: string;"):
        assert printed in text
    assert "  constructor_?: string;" in text
    assert "key: 'filterIds', name: 'filter[ids]'" in text
    assert "Authorization" not in text


def test_nothing_to_give() -> None:
    """An operation that takes nothing has no argument for it; one that needs nothing may be
    called without."""
    given = {"operationId": "ping", "tags": ["T"], "responses": {}}
    text = output({"paths": {"/a": {"get": given}}})["src/apis/TApi.ts"]
    assert "async ping(options?: CallOptions): Promise<void> {" in text
    parameters = [{"name": "limit", "in": "query", "schema": {"type": "integer"}}]
    text = output({"paths": {"/a": {"get": {**given, "parameters": parameters}}}})[
        "src/apis/TApi.ts"
    ]
    assert "requestParameters: PingRequest = {}" in text


def test_typed_errors() -> None:
    """Declared bodies of errors are an interface by status."""
    schema = {"application/json": {"schema": {"$ref": "#/components/schemas/E"}}}
    found = output(
        {
            "components": {"schemas": {"E": {"type": "object"}}},
            **operation(
                responses={
                    "200": {"description": ""},
                    "404": {"description": "", "content": schema},
                    "default": {"description": "", "content": schema},
                }
            ),
        }
    )["src/apis/ThingsApi.ts"]
    assert "export interface GetThingErrors {\n  404: models.E;\n  rest: models.E;\n}" in found


def test_methods_that_are_words() -> None:
    """Operations called like reserved words, or like what a module has, keep their methods."""
    paths = {
        f"/{name}": {"get": {"operationId": name, "tags": ["T"], "responses": {}}}
        for name in ("delete", "options", "call", "json", "then", "constructor", "default")
    }
    text = output({"paths": paths})["src/apis/TApi.ts"]
    for name in ("delete", "options", "call", "json", "then_", "constructor_", "default"):
        assert f"  async {name}(" in text
    for name in ("delete_", "options_", "call_", "json_", "then_", "constructor_", "default_"):
        assert f"const {name}: Operation<void>" in text
