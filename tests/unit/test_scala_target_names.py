"""What things are called in Scala, and what a plan makes of a document."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.build import build
from generator.diagnostics import Report
from generator.emit.page import Copy, Page
from generator.emit.target import PlanRequest
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.source import load
from generator.targets.scala_akka import TARGET
from generator.targets.scala_akka.names import legal
from generator.targets.scala_akka.reserved import CORE

SOURCES = "src/main/scala/org/openapitools/client/"


def planned(document: dict[str, Any], **options: str) -> tuple[list[Any], Templates]:
    """The pages of a document, and what prints them."""
    report = Report()
    whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, **document}
    api = build(load("t.json", report, data=json.dumps(whole).encode()), report)
    templates = Templates(TARGET.templates, shared(SHARED))
    request = PlanRequest(
        api=api,
        facts=facts(api),
        options=TARGET.options(options, report),
        report=report,
        runtime=templates.runtime(),
    )
    return list(TARGET.plan(request)), templates


def output(document: dict[str, Any], **options: str) -> dict[str, str]:
    """The printed files of a document."""
    pages, templates = planned(document, **options)
    return {
        page.path: templates.render(page.template, page.view)
        for page in pages
        if isinstance(page, Page)
    }


def models(schemas: dict[str, Any]) -> dict[str, str]:
    """The files of models, by name."""
    return {
        path.removeprefix(f"{SOURCES}model/").removesuffix(".scala"): text
        for path, text in output({"components": {"schemas": schemas}}).items()
        if path.startswith(f"{SOURCES}model/")
    }


def operation(**facts: Any) -> dict[str, Any]:
    """A path with one operation."""
    given = {"operationId": "getThing", "tags": ["Things"], "responses": {}, **facts}
    return {"paths": {"/things": {"post": given}}}


def api(document: dict[str, Any]) -> str:
    """The file of the operations with the tag ``Things``."""
    return output(document)[f"{SOURCES}api/ThingsApi.scala"]


OBJECT: dict[str, Any] = {"type": "object", "properties": {"a": {"type": "string"}}}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("2fa", "value2fa"), ("", "value"), ("日本", "U65e5U672c"), ("Größe", "GroUdfE"), ("a", "a")],
)
def test_legal(name: str, wanted: str) -> None:
    """Every name becomes an identifier in ASCII, because types become files."""
    assert legal(name, "value") == wanted


def test_files_differ_in_more_than_case() -> None:
    """Components whose names differ in case only, or meet a file that is there, get files apart."""
    found = models({"User": OBJECT, "USER": OBJECT, "Package": OBJECT, "Con": OBJECT})
    folded = [name.lower() for name in found]
    assert len(set(folded)) == len(folded) == 4
    assert not {"con", "package"} & set(folded)


def test_wire_names_stay() -> None:
    """Members have the names of the wire, in backticks where they are no bare identifiers, and
    others only where Scala cannot say them."""
    names = ["model", "type", "+1", "a b", "$ref", "x_", "größe", "given"]
    text = models({"A": {"properties": {name: {"type": "string"} for name in names}}})["A"]
    for printed in ("model:", "`type`:", "`+1`:", "`a b`:", "`$ref`:", "`x_`:", "`größe`:"):
        assert f"  {printed} Option[String] = None" in text
    assert "  `given`: " in text


def test_names_that_cannot_be_said() -> None:
    """What a case class has of its own, and what backticks cannot hold, gets another name."""
    names = ["", "copy", "hashCode", "a`b", "_1", "extra"]
    text = models({"A": {"properties": {name: {"type": "string"} for name in names}}})["A"]
    for printed in ("empty:", "`copy_`:", "`hashCode_`:", "a_b:", "`_1_`:", "`extra_`:"):
        assert f"  {printed} Option[String] = None" in text
    for wire in names:
        assert f'optional("{wire}", core.Codec.string)' in text


def test_absent_null_and_present() -> None:
    """Required and nullable are two facts; what is required stands first."""
    properties = {
        "d": {"type": ["string", "null"]},
        "c": {"type": "string"},
        "b": {"type": ["string", "null"]},
        "a": {"type": "string"},
    }
    schema = {"type": "object", "required": ["a", "b"], "properties": properties}
    text = models({"A": schema})["A"]
    head = text[text.index("final case class") : text.index("object A")]
    assert head.split("\n")[1:-2] == [
        "  b: core.Nullable[String],",
        "  a: String,",
        "  d: core.Nullable[String] = core.Nullable.Absent,",
        "  c: Option[String] = None,",
        "  extra: core.Extra = core.Extra.empty",
        ")",
    ]


def test_names_of_scala_are_free() -> None:
    """A model that is called like a type of Scala keeps its name; ours are written out."""
    found = models({"Option": OBJECT, "A": OBJECT})
    assert "final case class Option(" in found["Option"]
    assert "a: _root_.scala.Option[String] = None" in found["A"]


TAGGED = {
    "Pet": {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Unknown"}],
        "discriminator": {"propertyName": "kind"},
    },
    "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
    "Unknown": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
}


def test_unions_have_room() -> None:
    """A union has a case for each variant, and `Unknown` for what the document does not have,
    whatever its variants are called."""
    text = models(TAGGED)["Pet"]
    assert "final case class Cat(value: model.Cat) extends Pet" in text
    assert "final case class UnknownCase(value: model.Unknown) extends Pet" in text
    assert "final case class Unknown(json: core.Json) extends Pet" in text
    assert "implicit def fromCat(value: model.Cat): Pet = Cat(value)" in text


def test_aliases_that_hold_themselves() -> None:
    """Another name of a type is one, unless the type holds itself: then it is a class."""
    tree = {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}
    found = models({"Tree": tree, "Names": {"type": "array", "items": {"type": "string"}}})
    assert "  type Names = Seq[String]" in found["package"]
    assert "final case class Tree(value: Seq[Tree])" in found["Tree"]


def test_large_records() -> None:
    """A record of more members than a class can have keeps the rest among the others, typed."""
    properties = {f"m{place}": {"type": "string"} for place in range(250)}
    text = models({"A": {"type": "object", "properties": properties}})["A"]
    assert text.count(" = None") == 200
    assert "  def m249: Option[String] =\n    extra.member(" in text
    assert "  def withM249(value: String): A =\n    copy(extra = extra.updated(" in text


def test_large_enumerations() -> None:
    """The values of an enumeration of thousands stand in traits that a class file holds."""
    values = [f"v{place}" for place in range(2500)]
    text = models({"A": {"type": "string", "enum": values}})["A"]
    assert text.count("sealed trait AValues") == 3
    assert "Seq.concat(values1, values2, values3)" in text


def test_several_answers_and_bodies() -> None:
    """Several types under several statuses or media types are the cases of a sealed trait."""
    schemas = {"A": OBJECT, "B": {"type": "object", "properties": {"b": {"type": "integer"}}}}

    def content(name: str) -> dict[str, Any]:
        return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}

    responses = {
        "200": {"description": "", "content": content("A")},
        "201": {"description": "", "content": content("B")},
        "204": {"description": ""},
    }
    body = {"required": True, "content": {**content("A"), "image/png": {}}}
    text = api(
        {**operation(responses=responses, requestBody=body), "components": {"schemas": schemas}}
    )
    assert "final case class Status200(value: model.A) extends GetThingContent" in text
    assert "case object Status204 extends GetThingContent" in text
    assert "final case class ImagePng(value: core.Binary) extends GetThingBody" in text
    assert "core.ApiRequest[ThingsApi.GetThingContent]" in text


def test_arguments_say_where_they_travel() -> None:
    """Parameters of one name in two places say which is which; keywords get another name."""
    given = [
        {"name": "id", "in": "query", "schema": {"type": "string"}},
        {"name": "id", "in": "header", "schema": {"type": "string"}},
        {"name": "type", "in": "query", "schema": {"type": "string"}},
    ]
    text = api(operation(parameters=given))
    for printed in ("idInQuery: Option", "idInHeader: Option", "typeValue: Option"):
        assert printed in text


@pytest.mark.parametrize(("http", "root"), [("akka", "akka"), ("pekko", "org.apache.pekko")])
def test_variants_of_the_runtime(http: str, root: str) -> None:
    """The runtime stands in the chosen package and on the chosen library, and says so nowhere
    else than in its imports."""
    pages, templates = planned({}, http=http, package="com.acme.pets")
    copies = [page for page in pages if isinstance(page, Copy)]
    assert copies
    for page in copies:
        text = page.data(templates.copied(page.source)).decode("utf-8")
        assert (
            text.count("\npackage com.acme.pets\n") + text.startswith("package com.acme.pets\n")
            == 1
        )
        assert "org.openapitools" not in text, page.path
        imports = [line for line in text.splitlines() if line.startswith("import ")]
        assert not any("pekko" in line for line in imports if http == "akka")
    assert any(
        f"import {root}." in page.data(templates.copied(page.source)).decode() for page in copies
    )


def test_names_of_the_runtime_are_known() -> None:
    """What the runtime offers under `core._` is on the list that the docs look for clashes in."""
    import re

    _, templates = planned({})
    found: set[str] = set()
    for source in templates.runtime():
        text = templates.copied(source).decode("utf-8")
        for line in text.splitlines():
            made = re.match(
                r"(?:final |sealed |abstract |implicit |case )*(?:class|trait|object) (\w+)", line
            )
            found |= {made[1]} if made else set()
    assert found - CORE <= {"core"}


@pytest.mark.parametrize("package", ["a.type", "Acme", "a..b", "a-b"])
def test_packages_that_cannot_be(package: str) -> None:
    """A package that Scala cannot say is refused."""
    report = Report()
    TARGET.options({"package": package}, report)
    assert report.errors
