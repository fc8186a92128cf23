"""Swagger 2.0 comes out as OpenAPI 3.1, and every place leads back to its author's line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Report
from generator.source import Document, load, validate
from generator.source.pointers import find, from_fragment

HEAD = """\
swagger: "2.0"
info: {title: T, version: "1"}
host: api.example.com
basePath: /v1
schemes: [http, https]
consumes: [application/json]
produces: [application/json]
"""


def converted(text: str, head: str = HEAD) -> tuple[Document, list[str]]:
    report = Report()
    document = load("api.yaml", report, data=(head + text).encode())
    return document, [d.code for d in report]


def operation(text: str, rest: str = "", head: str = HEAD) -> tuple[Any, list[str]]:
    """The operation `POST /a` with the members given in flow style."""
    document, codes = converted(f"paths:\n  /a:\n    post: {text}\n{rest}", head)
    return document.root["paths"]["/a"]["post"], codes


def test_servers_come_from_host_and_schemes() -> None:
    """Host, base path and schemes become base URLs, the safe scheme first."""
    document, codes = converted("paths: {}\n")
    assert codes == []
    assert document.root["servers"] == [
        {"url": "https://api.example.com/v1"},
        {"url": "http://api.example.com/v1"},
    ]
    assert document.openapi == "2.0"
    assert document.root["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    ("head", "servers", "codes"),
    [
        ("host: h\n", [{"url": "https://h"}], ["swagger-schemes"]),
        ("basePath: /b\n", [{"url": "/b"}], []),
        ("basePath: b\nhost: h\nschemes: [wss, http]\n", [{"url": "http://h/b"}], []),
        ("", [{"url": "/"}], []),
    ],
)
def test_missing_parts_of_the_server(head: str, servers: object, codes: list[str]) -> None:
    """Without host the URL is relative; without schemes https is taken, with a warning."""
    document, found = converted(
        "paths: {}\n", 'swagger: 2.0\ninfo: {title: T, version: "1"}\n' + head
    )
    assert document.root["servers"] == servers
    assert found == codes


def test_definitions_become_components() -> None:
    """Schemas move to components, references follow, and 2.0's own words are translated."""
    document, codes = converted("""\
paths: {}
definitions:
  Pet:
    type: object
    discriminator: kind
    required: [kind]
    properties:
      kind: {type: string}
      nick: {type: string, x-nullable: true}
      parent: {$ref: "#/definitions/Pet/properties/kind"}
      friends: {type: array, items: {$ref: "#/definitions/Pet"}}
      age: {type: integer, maximum: 9, exclusiveMaximum: true}
""")
    assert codes == []
    pet = document.root["components"]["schemas"]["Pet"]
    assert pet["discriminator"] == {"propertyName": "kind"}
    assert pet["properties"]["nick"]["nullable"] is True
    assert pet["properties"]["age"] == {"type": "integer", "exclusiveMaximum": 9}
    reference = pet["properties"]["parent"]["$ref"]
    assert find(document.root, from_fragment(reference[1:])) == {"type": "string"}
    assert pet["properties"]["friends"]["items"] == {"$ref": "#/components/schemas/Pet"}


@pytest.mark.parametrize(
    ("parameter", "result"),
    [
        (
            "{name: q, in: query, type: array, items: {type: integer}}",
            {"style": "form", "explode": False},
        ),
        (
            "{name: q, in: query, type: array, collectionFormat: multi, items: {type: integer}}",
            {"style": "form", "explode": True},
        ),
        (
            "{name: q, in: query, type: array, collectionFormat: ssv, items: {type: integer}}",
            {"style": "spaceDelimited", "explode": False},
        ),
        (
            "{name: q, in: query, type: array, collectionFormat: pipes, items: {type: integer}}",
            {"style": "pipeDelimited", "explode": False},
        ),
        (
            "{name: q, in: header, type: array, items: {type: integer}}",
            {"style": "simple", "explode": False},
        ),
    ],
)
def test_collections_become_styles(parameter: str, result: dict[str, object]) -> None:
    """Each `collectionFormat` becomes the style and explode that write the same text."""
    found, codes = operation(
        f"{{parameters: [{parameter}], responses: {{200: {{description: d}}}}}}"
    )
    assert codes == []
    (made,) = found["parameters"]
    assert made["schema"] == {"type": "array", "items": {"type": "integer"}}
    assert {name: made[name] for name in ("style", "explode")} == result


def test_parameters_keep_their_constraints() -> None:
    """What a 2.0 parameter says about its value moves into its schema; the rest stays."""
    found, _ = operation(
        "{parameters: [{name: n, in: query, type: integer, format: int64, default: 3, minimum: 1,"
        " enum: [1, 3], required: true, description: d, allowEmptyValue: true, x-example: 3}],"
        " responses: {200: {description: d}}}"
    )
    assert found["parameters"] == [
        {
            "name": "n",
            "in": "query",
            "required": True,
            "description": "d",
            "allowEmptyValue": True,
            "schema": {
                "type": "integer",
                "format": "int64",
                "default": 3,
                "minimum": 1,
                "enum": [1, 3],
            },
            "example": 3,
        }
    ]


def test_body_becomes_a_request_body() -> None:
    """A body has one media type for each that the operation consumes."""
    found, _ = operation(
        "{consumes: [application/json, text/plain], responses: {200: {description: d}},"
        " parameters: [{name: b, in: body, required: true, description: d,"
        " schema: {type: string}}]}"
    )
    schema = {"schema": {"type": "string"}}
    assert found["requestBody"] == {
        "description": "d",
        "required": True,
        "content": {"application/json": schema, "text/plain": schema},
    }
    assert "parameters" not in found


def test_form_fields_become_one_schema() -> None:
    """Form fields, shared ones too, become the properties of one body; files make it multipart."""
    found, _ = operation(
        "{responses: {200: {description: d}}, parameters: [{$ref: '#/parameters/File'},"
        " {name: n, in: formData, type: array, items: {type: string}, collectionFormat: multi}]}",
        "parameters: {File: {name: f, in: formData, type: file, required: true, description: d}}\n",
    )
    assert found["requestBody"] == {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["f"],
                    "properties": {
                        "f": {"type": "string", "format": "binary", "description": "d"},
                        "n": {"type": "array", "items": {"type": "string"}},
                    },
                },
                "encoding": {"n": {"style": "form", "explode": True}},
            }
        },
    }


@pytest.mark.parametrize(
    ("consumes", "media_types"),
    [
        ("[application/json]", ["application/x-www-form-urlencoded"]),
        ("[multipart/form-data]", ["multipart/form-data"]),
        (
            "[application/x-www-form-urlencoded, multipart/form-data]",
            ["application/x-www-form-urlencoded", "multipart/form-data"],
        ),
    ],
)
def test_form_media_types(consumes: str, media_types: list[str]) -> None:
    """A form without files has the form types that the operation consumes, else urlencoded."""
    found, _ = operation(
        f"{{consumes: {consumes}, responses: {{200: {{description: d}}}},"
        " parameters: [{name: n, in: formData, type: string}]}"
    )
    assert list(found["requestBody"]["content"]) == media_types


def test_shared_parts_stay_shared() -> None:
    """Shared parameters and responses become components; a body is written out at its use."""
    found, codes = operation(
        "{parameters: [{$ref: '#/parameters/Q'}, {$ref: '#/parameters/B'}],"
        " responses: {200: {$ref: '#/responses/Ok'}}}",
        "parameters:\n  Q: {name: q, in: query, type: string}\n"
        "  B: {name: b, in: body, schema: {type: object}}\n"
        "responses:\n  Ok: {description: ok, schema: {type: string}}\n",
    )
    assert codes == []
    assert found["parameters"] == [{"$ref": "#/components/parameters/Q"}]
    assert found["requestBody"]["content"]["application/json"]["schema"] == {"type": "object"}
    assert found["responses"]["200"] == {"$ref": "#/components/responses/Ok"}


def test_responses_follow_what_is_produced() -> None:
    """A response has one media type for each that the operation produces, with its example."""
    found, _ = operation(
        "{produces: [application/json, text/csv], responses: {200: {$ref: '#/responses/Ok'},"
        " 204: {description: none}, 206: {description: file, schema: {type: file}}}}",
        "responses:\n  Ok:\n    description: ok\n    schema: {type: string}\n"
        "    examples: {text/csv: 'a,b'}\n    headers: {X-N: {type: integer, description: n}}\n",
    )
    assert found["responses"]["200"] == {
        "description": "ok",
        "headers": {"X-N": {"description": "n", "schema": {"type": "integer"}}},
        "content": {
            "application/json": {"schema": {"type": "string"}},
            "text/csv": {"schema": {"type": "string"}, "example": "a,b"},
        },
    }
    assert found["responses"]["204"] == {"description": "none"}
    file = found["responses"]["206"]["content"]["application/json"]["schema"]
    assert file == {"type": "string", "format": "binary"}


def test_files_without_a_media_type_are_bytes() -> None:
    """A file response of an operation that produces nothing in particular is an octet stream."""
    found, _ = operation(
        "{responses: {200: {description: d, schema: {type: file}}}}",
        head='swagger: "2.0"\ninfo: {title: T, version: "1"}\n',
    )
    assert list(found["responses"]["200"]["content"]) == ["application/octet-stream"]


def test_security_schemes() -> None:
    """Basic, API keys and all four OAuth2 flows become schemes of OpenAPI 3."""
    document, codes = converted("""\
paths: {}
security: [{basic: []}]
securityDefinitions:
  basic: {type: basic, description: d}
  key: {type: apiKey, name: X, in: header}
  i: {type: oauth2, flow: implicit, authorizationUrl: "https://a", scopes: {r: read}}
  p: {type: oauth2, flow: password, tokenUrl: "https://t", scopes: {}}
  a: {type: oauth2, flow: application, tokenUrl: "https://t", scopes: {}}
  c:
    {type: oauth2, flow: accessCode, authorizationUrl: "https://a", tokenUrl: "https://t"}
""")
    assert codes == []
    schemes = document.root["components"]["securitySchemes"]
    assert schemes["basic"] == {"type": "http", "scheme": "basic", "description": "d"}
    assert schemes["key"] == {"type": "apiKey", "name": "X", "in": "header"}
    assert {name: list(schemes[name]["flows"]) for name in "ipac"} == {
        "i": ["implicit"],
        "p": ["password"],
        "a": ["clientCredentials"],
        "c": ["authorizationCode"],
    }
    assert schemes["i"]["flows"]["implicit"]["scopes"] == {"r": "read"}
    assert document.root["security"] == [{"basic": []}]


def test_places_lead_back() -> None:
    """A pointer into the converted tree is located and shown where its author wrote it."""
    document, _ = converted("""\
paths:
  /a:
    post:
      parameters:
        - name: b
          in: body
          schema:
            type: object
        - name: q
          in: query
          type: string
      responses:
        200:
          description: d
          schema: {$ref: "#/definitions/D"}
definitions:
  D:
    type: object
""")
    base = "#/paths/~1a/post"

    def written(pointer: str) -> tuple[int, str]:
        return document.locate(pointer).line, document.shown(pointer)

    assert written("#/components/schemas/D/type") == (25, "#/definitions/D/type")
    assert written(f"{base}/requestBody/content/application~1json/schema/type") == (
        15,
        f"{base}/parameters/0/schema/type",
    )
    assert written(f"{base}/parameters/0/schema/type") == (18, f"{base}/parameters/1/type")
    assert written(f"{base}/responses/200/content/application~1json/schema") == (
        22,
        f"{base}/responses/200/schema",
    )
    assert written("#/servers/0")[0] in (3, 5)


def test_other_files_are_converted_too(tmp_path: Path) -> None:
    """Paths, parameters, responses and schemas in other files are bundled and converted."""
    (tmp_path / "api.yaml").write_text(
        HEAD + "paths:\n  /a: {$ref: 'paths.yaml#/a'}\ndefinitions: {D: {$ref: 'defs.yaml#/D'}}\n"
    )
    (tmp_path / "paths.yaml").write_text(
        "a:\n  post:\n    parameters: [{$ref: 'defs.yaml#/P'}]\n    responses:\n"
        "      200: {$ref: 'defs.yaml#/R'}\n"
    )
    (tmp_path / "defs.yaml").write_text(
        "P: {name: q, in: query, type: string}\nR: {description: r, schema: {$ref: '#/D'}}\n"
        "D: {type: object, properties: {d: {type: string, x-nullable: true}}}\n"
    )
    report = Report()
    document = load(str(tmp_path / "api.yaml"), report)
    report.extend(validate(document))
    assert [d.code for d in report] == []
    found = document.root["paths"]["/a"]["post"]
    assert found["parameters"] == [{"name": "q", "in": "query", "schema": {"type": "string"}}]
    schema = found["responses"]["200"]["content"]["application/json"]["schema"]
    target = find(document.root, from_fragment(schema["$ref"][1:]))
    assert target["properties"]["d"]["nullable"] is True
    position = document.locate("#/paths/~1a/post/parameters/0/name")
    assert (Path(position.file).name, position.line) == ("defs.yaml", 1)
