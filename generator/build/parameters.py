"""Parameters and headers: where they travel and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.build.declare import Declarations
from generator.build.define import Definitions
from generator.build.located import Located, follow
from generator.build.media import examples_of, schema_node
from generator.build.schemas import Node, Schemas
from generator.diagnostics import Report
from generator.ir.nodes import (
    Doc,
    Header,
    Kind,
    Location,
    Name,
    Parameter,
    Primitive,
    Style,
    TypeExpr,
)
from generator.text import pointer as pointers
from generator.text.words import words

_DEFAULTS = {
    Location.PATH: Style.SIMPLE,
    Location.HEADER: Style.SIMPLE,
    Location.QUERY: Style.FORM,
    Location.COOKIE: Style.FORM,
}
_ALLOWED = {
    Location.PATH: {Style.SIMPLE, Style.LABEL, Style.MATRIX},
    Location.HEADER: {Style.SIMPLE},
    Location.QUERY: {Style.FORM, Style.SPACE_DELIMITED, Style.PIPE_DELIMITED, Style.DEEP_OBJECT},
    Location.COOKIE: {Style.FORM},
}
_FORM = "application/x-www-form-urlencoded"
_IGNORED_HEADERS = {"accept", "content-type", "authorization"}
"""Headers that a parameter cannot describe (OpenAPI 3.1 §4.8.12.2)."""


class Parameters:
    """Reads parameter objects."""

    def __init__(
        self, schemas: Schemas, definitions: Definitions, declarations: Declarations, report: Report
    ) -> None:
        self._schemas = schemas
        self._definitions = definitions
        self._declarations = declarations
        self._report = report

    def of_operation(self, path_item: Located, operation: Located, path: str) -> list[Parameter]:
        """The parameters of an operation: its own override those of its path; what the path
        names and nobody declares is added as a required string, with a warning."""
        found: dict[tuple[str, str], Parameter] = {}
        for owner in (path_item, operation):
            own: set[tuple[str, str]] = set()
            for located in listed(self._schemas.root, owner):
                parameter = self._parameter(located)
                if parameter is None:
                    continue
                key = (parameter.location.value, str(located.value["name"]))
                if key in own:
                    self._warn_repeated(parameter)
                own.add(key)
                found[key] = parameter
        holes = re.findall(r"\{([^{}]+)\}", path)
        for hole in holes:
            if ("path", hole) not in found:
                self._report.warning(
                    "path-parameter-undeclared",
                    f"the path names `{{{hole}}}` and no parameter declares it; read as a string",
                    operation.pointer,
                    help=f"declare a parameter `{hole}` with `in: path`",
                )
                found[("path", hole)] = Parameter(
                    name=Name(words=words(hole), wire=hole),
                    location=Location.PATH,
                    type=Primitive(kind=Kind.STRING),
                    required=True,
                    style=Style.SIMPLE,
                    explode=False,
                    pointer=operation.pointer,
                )
        kept = []
        for parameter in found.values():
            if parameter.location is Location.PATH and parameter.name.wire not in holes:
                self._report.warning(
                    "path-parameter-unused",
                    f"parameter `{parameter.name.wire}` is not named in the path `{path}`",
                    parameter.pointer,
                    help="name it in the path, or remove it",
                )
                continue
            kept.append(parameter)
        return kept

    def _warn_repeated(self, parameter: Parameter) -> None:
        """A name stands once in each place (OpenAPI 3.1 §4.8.10.1)."""
        self._report.warning(
            "parameter-repeated",
            f"parameter `{parameter.name.wire}` in {parameter.location.value} is listed twice; "
            "the last one counts",
            parameter.pointer,
            help="remove one of them",
        )

    def header(self, pointer: str, name: str, described: Any) -> Parameter | None:
        """A header of a multipart part or of a response, read as a parameter."""
        located = follow(self._schemas.root, Located(pointer, described))
        if not isinstance(located.value, Mapping):
            return None
        return self._read(located, name, Location.HEADER)

    def response_header(self, pointer: str, name: str, described: Any) -> Header | None:
        """A header that a response names."""
        parameter = self.header(pointer, name, described)
        if parameter is None:
            return None
        return Header(
            name=parameter.name,
            type=parameter.type,
            required=parameter.required,
            explode=parameter.explode,
            doc=parameter.doc,
        )

    def _parameter(self, located: Located) -> Parameter | None:
        name, place = located.value.get("name"), located.value.get("in")
        if not isinstance(name, str):
            return None
        if place == "querystring":
            return self._whole_query(located, name)
        if place not in {location.value for location in Location}:
            return None
        location = Location(place)
        if location is Location.HEADER and name.lower() in _IGNORED_HEADERS:
            self._report.warning(
                "header-parameter-ignored",
                f"a parameter cannot describe the header `{name}`; it is left out",
                located.pointer,
                help="describe it by media types or security schemes",
            )
            return None
        return self._read(located, name, location)

    def _whole_query(self, located: Located, name: str) -> Parameter | None:
        """A parameter that is the whole query string (OpenAPI 3.2 §4.12.1).

        As a form it is what an exploded object is: a piece for each of its members.
        """
        node, media_type = parameter_schema(self._schemas.root, located)
        if media_type == _FORM:
            if node is not None:
                self._warn_nested(node, Style.FORM, located.pointer)
            parameter = self._read(located, name, Location.QUERY)
            return replace(parameter, style=Style.FORM, explode=True, media_type=None)
        self._report.warning(
            "parameter-querystring",
            f"parameter `{name}` is the whole query string as `{media_type}`; it is left out",
            located.pointer,
            help=f"describe it by `content: {_FORM}`, or its members as query parameters",
        )
        return None

    def _read(self, located: Located, name: str, location: Location) -> Parameter:
        described = located.value
        node, media_type = parameter_schema(self._schemas.root, located)
        type_: TypeExpr = (
            Primitive(kind=Kind.STRING) if node is None else self._definitions.type_of(node)
        )
        style = self._style(located, location)
        explode = described.get("explode")
        if node is not None and media_type is None:
            self._warn_nested(node, style, located.pointer)
        examples = examples_of(described, self._schemas.root)
        return Parameter(
            name=self._declarations.given(located.pointer, name),
            location=location,
            type=type_,
            required=described.get("required") is True or location is Location.PATH,
            style=Style.CONTENT if media_type is not None else style,
            explode=explode if isinstance(explode, bool) else style is Style.FORM,
            allow_reserved=described.get("allowReserved") is True,
            media_type=media_type,
            doc=Doc(
                description=_text(described.get("description")),
                deprecated=described.get("deprecated") is True,
            ),
            default=self._definitions.default_of(node) if node is not None else None,
            examples=examples or self._definitions.examples_of(node),
            pointer=located.pointer,
        )

    def _warn_nested(self, node: Node, style: Style, pointer: str) -> None:
        """Styles describe lists of scalars and objects of scalars (OpenAPI 3.1 §4.8.12.4)."""
        if not self._definitions.is_nested(node):
            return
        written = "with nested brackets" if style is Style.DEEP_OBJECT else "as JSON text"
        self._report.warning(
            "parameter-nested",
            f"no style describes lists or objects inside of this parameter; they go {written}",
            pointer,
            help="describe the parameter by `content: application/json`",
        )

    def _style(self, located: Located, location: Location) -> Style:
        told = located.value.get("style")
        if told is None:
            return _DEFAULTS[location]
        try:
            style = Style(told)
        except ValueError:
            style = Style.CONTENT
        if style in _ALLOWED[location]:
            return style
        self._report.warning(
            "parameter-style",
            f"style `{told}` does not exist for parameters in {location.value}; "
            f"`{_DEFAULTS[location].value}` is used",
            located.pointer,
            help=f"use one of {', '.join(sorted(s.value for s in _ALLOWED[location]))}",
        )
        return _DEFAULTS[location]


def listed(root: Mapping[str, Any], owner: Located) -> Iterator[Located]:
    """The parameter objects in an owner's ``parameters``, references followed."""
    parameters = owner.value.get("parameters") if isinstance(owner.value, Mapping) else None
    for index in range(len(parameters)) if isinstance(parameters, list) else ():
        located = follow(root, owner.below("parameters", index))
        if isinstance(located.value, Mapping):
            yield located


def parameter_schema(
    root: Mapping[str, Any], located: Located
) -> tuple[Node | None, str | None]:
    """The schema of a parameter, and the media type where it is given by ``content``."""
    described = located.value
    content = described.get("content")
    if isinstance(content, Mapping) and content:
        media_type = next(iter(content))
        entry = content[media_type]
        place = pointers.child(located.pointer, "content", media_type)
        if isinstance(entry, Mapping):
            return schema_node(root, place, entry), str(media_type)
        return None, str(media_type)
    return schema_node(root, located.pointer, described), None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
