"""Loading: paths, standard input, versions, values and places."""

from __future__ import annotations

import doctest
import hashlib
import importlib
import io
import pickle
import pkgutil
import sys
from typing import Any

import pytest

import generator.source
from generator.diagnostics import Report, Severity
from generator.source import Budget, Document, LoadRefused, load, render

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'


def loaded(text: str, **options: Any) -> tuple[Document, Report]:
    report = Report()
    return load("api.yaml", report, data=text.encode(), **options), report


def schema_of(text: str) -> tuple[Any, list[str]]:
    """The schema `A` as loaded, and the codes of what was found."""
    document, report = loaded(HEAD + f"paths: {{}}\ncomponents:\n  schemas:\n    A: {text}\n")
    return document.root["components"]["schemas"]["A"], [d.code for d in report]


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(generator.source.__path__)])
def test_examples_in_docstrings_are_true(name: str) -> None:
    """Every example in a docstring of the loader shows what really comes out."""
    module = importlib.import_module(f"generator.source.{name}")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1", "3.1.1", "3.2.0"])
def test_versions_are_accepted(version: str) -> None:
    """OpenAPI 3.0, 3.1 and 3.2 are read, quoted or not, and named as they were written."""
    for text in (version, f'"{version}"'):
        document, report = loaded(
            f"openapi: {text}\ninfo: {{title: T, version: 1.10}}\npaths: {{}}\n"
        )
        assert document.openapi == version
        assert document.root["info"]["version"] == "1.10"
        assert list(report) == []


@pytest.mark.parametrize(
    "text", ["openapi: 4.0.0", "openapi: 3.9.0", "swagger: 1.2", "openapi:", "a: b"]
)
def test_other_versions_are_refused(text: str) -> None:
    """Anything else is refused with a reason and a way out."""
    report = Report()
    with pytest.raises(LoadRefused):
        load("x.yaml", report, data=text.encode())
    (found,) = report
    assert found.severity is Severity.ERROR
    assert found.help


def test_members_of_3_2_are_kept() -> None:
    """What only 3.2 knows is left as it is, and references in it are followed."""
    document, report = loaded(
        "openapi: 3.2.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    query:\n"
        "      responses:\n        '200':\n          description: ok\n          content:\n"
        "            text/event-stream:\n"
        "              itemSchema: {$ref: '#/components/schemas/A'}\n"
        "    additionalOperations:\n      COPY:\n"
        "        responses: {'200': {$ref: '#/components/responses/No'}}\n"
        "components: {schemas: {A: {type: string}}}\n"
    )
    content = document.root["paths"]["/a"]["query"]["responses"]["200"]["content"]
    assert content == {"text/event-stream": {"itemSchema": {"$ref": "#/components/schemas/A"}}}
    assert [d.pointer for d in report] == [
        "#/paths/~1a/additionalOperations/COPY/responses/200/$ref"
    ]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path `-` reads standard input."""
    data = (HEAD + "paths: {}\n").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    document = load("-", Report())
    assert document.label == "-"
    assert document.hash == hashlib.sha256(data).hexdigest()
    assert document.locate("#/info").file == "<stdin>"


@pytest.mark.parametrize("path", ["no/such.yaml", ".", "a\0b"])
def test_unreadable_paths_are_refused(path: str) -> None:
    """A path that cannot be read is an error in the report, not a traceback."""
    report = Report()
    with pytest.raises(LoadRefused) as caught:
        load(path, report)
    assert [d.code for d in report] == ["unreadable-file"]
    assert render(report, caught.value.sources).startswith(f"{path}: error[".replace("\0", "\\x00"))


def test_bytes_are_bounded() -> None:
    """A document beyond the byte budget is refused before it is parsed."""
    report = Report()
    with pytest.raises(LoadRefused):
        load("specs/openai/openapi.yaml", report, budget=Budget(bytes=100))
    assert [d.code for d in report] == ["too-large"]


def test_bounds_of_3_0_become_numbers() -> None:
    """`exclusiveMinimum: true` beside `minimum` becomes the number that 3.1 asks for."""
    schema, codes = schema_of(
        "{type: number, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}"
    )
    assert schema == {"type": "number", "exclusiveMinimum": 1, "maximum": 9}
    assert codes == []
    assert schema_of("{exclusiveMinimum: true}") == ({}, [])


def test_lists_of_items_become_prefix_items() -> None:
    """The old tuple form of `items` becomes `prefixItems` and `items`."""
    schema, _ = schema_of("{type: array, items: [{type: string}], additionalItems: false}")
    assert schema == {"type": "array", "prefixItems": [{"type": "string"}], "items": False}


@pytest.mark.parametrize(
    ("written", "read", "codes"),
    [
        (
            "{type: string, enum: [1.10, no, 007]}",
            {"type": "string", "enum": ["1.10", "no", "007"]},
            ["value-as-text"],
        ),
        (
            "{type: [string, null], default: 3}",
            {"type": ["string", "null"], "default": "3"},
            ["value-as-text"],
        ),
        ("{type: string, default: null}", {"type": "string", "default": None}, []),
        ("{type: string, enum: [a, null]}", {"type": "string", "enum": ["a", None]}, []),
        ("{type: integer, enum: [1, 2]}", {"type": "integer", "enum": [1, 2]}, []),
        ("{type: null}", {"type": "null"}, []),
        ("{type: [sting, integer]}", {"type": ["integer"]}, ["unknown-type"]),
        ("{type: any}", {}, ["unknown-type"]),
        ("{title: 5, description: true}", {"title": "5", "description": "true"}, []),
        ("{required: [a, 1, no]}", {"required": ["a", "1", "no"]}, []),
        ("{required: true}", {}, ["required-flag"]),
        ("{required: a}", {}, ["wrong-type"]),
        ("{required: [{a: b}]}", {"required": []}, ["wrong-type"]),
        ("{nullable: 'TRUE', readOnly: 1}", {"nullable": True}, ["flag-as-text", "ignored-member"]),
        ("{minLength: '3', maxLength: -1}", {"minLength": 3}, ["number-as-text", "ignored-member"]),
        ("{minItems: 2.0, maxItems: 2.5}", {"minItems": 2}, ["ignored-member"]),
        ("{minimum: '1.5', maximum: x}", {"minimum": 1.5}, ["number-as-text", "ignored-member"]),
        ("{maximum: 9223372036854775807123}", {"maximum": 9223372036854775807123}, []),
        ("{enum: []}", {}, ["empty-enum"]),
        ("{enum: {a: b}}", {}, ["wrong-type"]),
        ("{properties: {a: true, b: 5}}", {"properties": {"a": True}}, ["wrong-type"]),
        ("{properties: }", {}, ["empty-member"]),
        (
            "{discriminator: {propertyName: 5, mapping: {a: 1, b: []}}}",
            {"discriminator": {"propertyName": "5", "mapping": {"a": "1"}}},
            ["wrong-type"],
        ),
        ("{default: 1.10, example: 1.10}", {"default": 1.1, "example": 1.1}, []),
    ],
)
def test_members_get_values_of_their_type(written: str, read: object, codes: list[str]) -> None:
    """What an author meant is kept, and said where it is not obvious; the rest is left out."""
    schema, found = schema_of(written)
    assert schema == read
    assert sorted(found) == sorted(codes)


def test_tree_holds_plain_values() -> None:
    """Nothing but the types of JSON leaves the loader."""
    document, _ = loaded(HEAD + "paths: {}\nx-a: [1.10, 0x1F, {b: 1e3}, true, ~, text]\n")
    pending: list[Any] = [document.root]
    while pending:
        node = pending.pop()
        assert type(node) in (dict, list, str, int, float, bool, type(None))
        if isinstance(node, dict):
            assert all(type(key) is str for key in node)
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    assert document.root["x-a"] == [1.1, 31, {"b": 1000.0}, True, None, "text"]


def test_incomplete_parameters_are_taken_out() -> None:
    """The builder meets only parameters with a name and a known place, directly or by reference."""
    document, report = loaded(
        HEAD + "paths:\n  /a:\n    parameters: [{in: query}, {name: a, in: query}]\n    get:\n"
        "      parameters: [{$ref: '#/components/parameters/P'}, {name: b, in: body}]\n"
        "      responses: {'200': {description: ok}}\n"
        "components: {parameters: {P: {name: p}}}\n"
    )
    item = document.root["paths"]["/a"]
    assert item["parameters"] == [{"name": "a", "in": "query"}]
    assert item["get"]["parameters"] == []
    assert sorted(d.code for d in report) == ["missing-member", "missing-member", "unknown-word"]


def test_places_are_found_by_pointer() -> None:
    """A scalar is located at its value, a structure at its name, a missing value at its owner."""
    document, _ = loaded(
        HEAD + "paths:\n  /a~b:\n    get:\n      tags: [x, y]\n      responses:\n"
        "        '200': {description: ok}\ncomponents:\n  schemas:\n"
        "    A: &a\n      type: string\n    B: *a\n"
    )

    def place(pointer: str) -> tuple[int, int]:
        position = document.locate(pointer)
        return position.line, position.column

    assert place("#") == (1, 1)
    assert place("#/info/title") == (2, 15)
    assert place("#/paths/~1a~0b") == (4, 3)
    assert place("#/paths/~1a~0b/get/tags/1") == (6, 17)
    assert place("#/paths/~1a~0b/get/responses/200/description") == (8, 30)
    assert place("#/paths/~1a~0b/get/responses/404") == (7, 7)
    assert place("#/components/schemas/B") == (13, 5)
    assert place("#/components/schemas/B/type") == (12, 13)
    assert document.locate("#/info/title").text == 'info: {title: T, version: "1"}'


def test_lines_are_those_of_an_editor() -> None:
    """CR LF and CR end a line; U+2028 does not."""
    data = HEAD.replace("\n", "\r\n") + "x-a: a\u2028b\rpaths:\n  /a: {}\n"
    document = load("x.yaml", Report(), data=data.encode())
    position = document.locate("#/paths/~1a")
    assert (position.line, position.text) == (5, "  /a: {}")


def test_document_crosses_processes() -> None:
    """A document can be pickled, and still finds its places."""
    document, _ = loaded(HEAD + "paths: {}\n")
    document.locate("#/info")
    copy = pickle.loads(pickle.dumps(document))
    assert copy.root == document.root
    assert copy.locate("#/info/title") == document.locate("#/info/title")


def test_positions_cost_nothing_until_asked() -> None:
    """A clean load builds no index of positions."""
    document, _ = loaded(HEAD + "paths: {}\n")
    assert "index" not in vars(document.sources.files[""])
    document.locate("#/info")
    assert "index" in vars(document.sources.files[""])
