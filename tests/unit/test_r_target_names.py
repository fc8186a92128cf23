"""What things are called in R, and what a plan makes of a document."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generator.build import build
from generator.diagnostics import Report
from generator.emit.page import Page
from generator.emit.target import License, PlanRequest
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.source import load
from generator.targets.r import TARGET
from generator.targets.r.names import argument_name, type_name


def output(
    document: dict[str, Any], license: License | None = None, **options: str
) -> dict[str, str]:
    """The printed files of a document."""
    report = Report()
    whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, **document}
    api = build(load("t.json", report, data=json.dumps(whole).encode()), report)
    request = PlanRequest(
        api=api,
        facts=facts(api),
        options=TARGET.options(options, report),
        report=report,
        license=license,
        runtime=("runtime/runtime_types.R", "runtime/man/runtime_x.Rd"),
    )
    templates = Templates(TARGET.templates, shared(SHARED))
    return {
        page.path: templates.render(page.template, page.view)
        for page in TARGET.plan(request)
        if isinstance(page, Page)
    }


def models(schemas: dict[str, Any]) -> dict[str, str]:
    """The files of models, by name."""
    return {
        path.removeprefix("R/model_").removesuffix(".R"): text
        for path, text in output({"components": {"schemas": schemas}}).items()
        if path.startswith("R/model_")
    }


def operation(**given: Any) -> str:
    """The file of a class with one operation."""
    whole = {"operationId": "getThing", "tags": ["Things"], "responses": {}, **given}
    return output({"paths": {"/things/{id}": {"post": whole}}})["R/api_things.R"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("2fa", "X2fa"), ("", "Model"), ("Cat", "Cat"), ("größe", "Grosse"), ("日", "U65e5")],
)
def test_types(name: str, wanted: str) -> None:
    """Every name becomes one of ASCII that begins with a capital."""
    assert type_name(name) == wanted


@pytest.mark.parametrize(
    ("found", "wanted"),
    [(("a", "b"), "a_b"), (("2fa",), "x_2fa"), ((), "param"), (("größe",), "grosse")],
)
def test_arguments(found: tuple[str, ...], wanted: str) -> None:
    """Words become the name of an argument."""
    assert argument_name(found, "param") == wanted


def test_names_of_the_runtime_are_taken() -> None:
    """A model is called like no class of the runtime, and like none that base R prints."""
    found = models({"ApiClient": {}, "Date": {}, "ApiTimeout": {}, "T": {}, "R6": {}})
    names = {name for text in found.values() for name in re.findall(r"^(\w+) <- ", text, re.M)}
    assert names == {
        "ApiClientModel",
        "DateModel",
        "ApiTimeoutModel",
        "TModel",
        "R6Model",
    }


def test_files_differ_in_more_than_case() -> None:
    """Components whose names differ in case only get files apart, none that Windows keeps."""
    found = models({"User": {"type": "object"}, "USER": {"type": "object"}, "Con": {}})
    assert sorted(found) == ["con_", "user", "user_2"]


def test_paths_are_short() -> None:
    """A package holds no path of more than 100 bytes."""
    schemas = {"A" * 150: {"type": "object"}, "A" * 150 + "B": {"type": "object"}}
    paths = [
        path
        for path in output({"components": {"schemas": schemas}})
        if not path.startswith("docs/")
    ]
    assert all(len(f"openapi/{path}") <= 100 for path in paths)
    assert len({path.lower() for path in paths}) == len(paths)


def test_members_keep_their_names() -> None:
    """Arguments of a constructor are called like the wire, where R lets them."""
    names = ["class", "+1", "next", "a b", "self", "größe", "", "...", "a\\b"]
    text = models({"A": {"properties": {name: {"type": "string"} for name in names}}})["a"]
    for printed in (
        "class = NULL",
        "`+1` = NULL",
        "`next` = NULL",
        "`a b` = NULL",
        "self = NULL",
        "grosse = NULL",
        "member = NULL",
        'member("gr\\u00f6\\u00dfe", type_string(), argument = "grosse")',
        'member("", type_string(), argument = "member")',
        'member("+1", type_string())',
    ):
        assert printed in text


def test_arguments_that_meet() -> None:
    """A name that R cannot have gives way to one that it can."""
    text = models({"A": {"properties": {"größe": {}, "grosse": {}}}})["a"]
    assert 'member("grosse", type_any())' in text
    assert 'argument = "grosse_"' in text


def test_required_comes_first() -> None:
    """Required members are the first arguments; what only servers set is not required of others."""
    schema = {
        "type": "object",
        "required": ["b", "id"],
        "properties": {
            "a": {"type": "string"},
            "id": {"type": "string", "readOnly": True},
            "b": {"type": "string"},
        },
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
    given = {
        "operationId": "x",
        "tags": ["T"],
        "responses": {},
        "requestBody": {"content": content},
    }
    document = {"components": {"schemas": {"A": schema}}, "paths": {"/a": {"post": given}}}
    text = output(document)["R/model_a.R"]
    assert "function(b = NULL, a = NULL, id = NULL, ...)" in text
    assert 'member("id", type_string())' in text
    assert 'member("b", type_string(), required = TRUE)' in text


def test_write_only_is_not_read() -> None:
    """A member that only requests have is required of no type that responses have too."""
    schema = {
        "type": "object",
        "required": ["secret"],
        "properties": {"secret": {"type": "string", "writeOnly": True}},
    }
    content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}
    sent = {"operationId": "x", "tags": ["T"], "responses": {}, "requestBody": content}
    answer = {"responses": {"200": {"description": "", **content}}}
    document = {"components": {"schemas": {"A": schema}}}
    only = output({**document, "paths": {"/a": {"post": sent}}})["R/model_a.R"]
    assert 'member("secret", type_string(), required = TRUE)' in only
    both = output({**document, "paths": {"/a": {"post": {**sent, **answer}}}})["R/model_a.R"]
    assert 'member("secret", type_string())' in both


def test_unions() -> None:
    """What tells the variants of a union apart is in the table."""
    kinds = {
        "Cat": {"properties": {"kind": {"const": "cat"}}, "required": ["kind"]},
        "Dog": {"properties": {"kind": {"const": "dog"}}, "required": ["kind"]},
    }
    pet = {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}
    mixed = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}]}
    found = models({**kinds, "Pet": pet, "Mixed": mixed})
    assert 'tag = "kind"' in found["pet"]
    assert 'variant(type_ref("Cat"), tags = list("cat"))' in found["pet"]
    assert 'variant(type_string(), kinds = "string")' in found["mixed"]
    assert 'variant(type_list(type_integer()), kinds = "array")' in found["mixed"]


def test_circles_end() -> None:
    """Unions that are one of each other have the variants of all; an alias of itself is any."""
    refers = [{"$ref": "#/components/schemas/B"}, {"type": "string"}]
    back = [{"$ref": "#/components/schemas/A"}, {"type": "integer"}]
    text = models({"A": {"oneOf": refers}, "B": {"oneOf": back}})["a"]
    assert "type_ref" not in text
    assert "type_string()" in text
    assert "type_integer()" in text


def test_methods() -> None:
    """Operations keep a name in capitals, and no method meets another one's second form."""
    paths: dict[str, object] = {
        f"/{name}": {"get": {"operationId": name, "tags": ["T"], "responses": {}}}
        for name in ("GetURL", "list_things", "listThingsWithHttpInfo", "print", "2fa")
    }
    text = output({"paths": paths})["R/api_t.R"]
    heads = re.findall(r"^    (\w+) = function", text, re.M)
    assert len(set(heads)) == len(heads)
    assert {"GetURL", "ListThings", "Print", "X2fa"} <= set(heads)


def test_order_of_arguments() -> None:
    """What is required comes first; parameters that meet say where they travel."""
    names = [("limit", "query"), ("id", "path"), ("id", "query"), ("options", "query")]
    parameters = [
        {"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}}
        for name, place in [*names, ("Authorization", "header")]
    ]
    body = {"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}}
    text = operation(parameters=parameters, requestBody=body)
    heads = re.search(r"GetThing = function\((.*?)\) \{", text, re.S)
    assert heads is not None
    given = [each.split(" = ")[0].strip() for each in heads[1].split(",")]
    wanted = ["id_in_path", "body", "limit", "id_in_query", "options_", "data_file", "options"]
    assert given == wanted
    assert "list(limit, id_in_path, id_in_query, options_),\n" in text
    assert "Authorization" not in text


def test_metadata() -> None:
    """DESCRIPTION has a title in title case, an ordered collation, and a licence that R knows."""
    text = output({}, License(id="Apache-2.0"), package="my.api", version="2.1.0")["DESCRIPTION"]
    for line in (
        "Package: my.api",
        "Title: Client of the T API",
        "Version: 2.1.0",
        "License: Apache License (>= 2)",
        "Collate:\n    'runtime_types.R'\n    'package.R'\n",
    ):
        assert line in text
    assert "License: file LICENSE" in output({}, License(id="MIT", text="text"))["DESCRIPTION"]


def test_everything_exported_has_a_page() -> None:
    """Each exported name of the document is an alias of one Rd page."""
    schemas = {"A": {"properties": {"b": {"type": "object", "properties": {"c": {}}}}}, "E": {}}
    files = output({"components": {"schemas": schemas}})
    exported = files["NAMESPACE"].partition("# document\n")[2]
    pages = "".join(text for path, text in files.items() if path.endswith(".Rd"))
    names = re.findall(r'export\("(\w+)"\)', exported)
    assert names == ["A", "AB", "E"]
    assert [pages.count(f"\\alias{{{name}}}") for name in names] == [1, 1, 1]
