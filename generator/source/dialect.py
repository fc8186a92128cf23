"""Versions in, one dialect out: OpenAPI 3.1 as the builder reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Report
from generator.source.files import Sources
from generator.source.scalars import written
from generator.source.survey import Survey
from generator.source.swagger2 import convert
from generator.source.values import settle

_SUPPORTED = re.compile(r"3\.([012])(?:\.[0-9]+(?:-[0-9A-Za-z.-]+)?)?")
_HELP = 'specpress reads `swagger: "2.0"` and `openapi:` 3.0, 3.1 and 3.2'


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The version of a document: as its author wrote it, and its family (``3.0``)."""

    written: str
    family: str

    @classmethod
    def of(cls, text: str) -> Version:
        """The version that a text names; ValueError where it is none that is read."""
        if found := _SUPPORTED.fullmatch(text):
            return cls(written=text, family=f"3.{found[1]}")
        if text in ("2.0", "2"):
            return cls(written="2.0", family="2.0")
        raise ValueError(text)

    @property
    def is_swagger(self) -> bool:
        """Whether the document has the shape of Swagger 2.0."""
        return self.family == "2.0"


DIALECT = Version(written="3.1.0", family="3.1")
"""What comes out, whatever came in."""


def recognise(root: dict[str, Any], report: Report) -> Version | None:
    """The version of a document, or None with the reason in the report."""
    for member, major in (("openapi", "3"), ("swagger", "2")):
        if member in root:
            text = written(root[member])
            if text.startswith(major):
                with suppress(ValueError):
                    return Version.of(text)
            report.error(
                "unknown-version",
                f"`{member}: {text}` is no known version",
                f"#/{member}",
                help=_HELP,
            )
            return None
    other = "asyncapi" in root
    report.error(
        "missing-version",
        "this is an AsyncAPI document" if other else "neither `openapi` nor `swagger` is given",
        "#/asyncapi" if other else "#",
        help="an OpenAPI document starts with `openapi: 3.1.0`",
    )
    return None


def to_dialect(
    root: dict[str, Any],
    version: Version,
    survey: Survey,
    sources: Sources,
    report: Report,
    resurvey: Callable[[dict[str, Any]], Survey],
) -> tuple[dict[str, Any], Survey]:
    """The document in the dialect of OpenAPI 3.1, with its objects; 3.x trees change in place.

    ``resurvey`` finds the objects of a tree that has the shape of OpenAPI 3.
    """
    if version.is_swagger:
        root, moves = convert(root, survey, report)
        sources.moved = moves.back
        survey = resurvey(root)
    settle(survey, report)
    for found in survey.of("schema"):
        _bounds(found.node)
        _tuple_items(found.node)
    return root, survey


def _bounds(schema: dict[str, Any]) -> None:
    """``exclusiveMinimum: true`` beside ``minimum`` (3.0) becomes a number (3.1)."""
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(flag := schema.get(exclusive), bool):
            del schema[exclusive]
            if flag and bound in schema:
                schema[exclusive] = schema.pop(bound)


def _tuple_items(schema: dict[str, Any]) -> None:
    """A list of ``items`` (JSON Schema before 2020-12) becomes ``prefixItems``."""
    if isinstance(schema.get("items"), list):
        schema.setdefault("prefixItems", schema.pop("items"))
        if "additionalItems" in schema:
            schema["items"] = schema.pop("additionalItems")
