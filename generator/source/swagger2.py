"""Swagger 2.0 to OpenAPI 3.1: definitions move to components, bodies become media types.

The input is a bundled Swagger tree whose shapes were checked; the output is a new root that
shares its schemas. Each moved place is noted, so that references follow it and a diagnostic
leads back to the line that the author wrote.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from generator.diagnostics import Report
from generator.source import swagger2_parameters as parameters
from generator.source.grammar import METHODS
from generator.source.moves import Moves, Place
from generator.source.pointers import find, from_fragment, join
from generator.source.survey import Survey

Node: TypeAlias = dict[str, Any]

_JSON = ["application/json"]
_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}


def convert(root: Node, survey: Survey, report: Report) -> tuple[Node, Moves]:
    """The document as OpenAPI 3.1, and what moved where. Schemas are changed in place."""
    return _Converter(root, report).run(survey)


class _Converter:
    def __init__(self, root: Node, report: Report) -> None:
        self.root = root
        self.report = report
        self.moves = Moves()
        self.consumes = _texts(root.get("consumes"))
        self.produces = _texts(root.get("produces"))

    def run(self, survey: Survey) -> tuple[Node, Moves]:
        for found in survey.of("schema"):
            self._schema(found.node)
        result: Node = {"openapi": "3.1.0"}
        for name in ("info", "tags", "externalDocs", "security"):
            if name in self.root:
                result[name] = self.root[name]
        result["servers"] = self._servers(self.root.get("schemes"), ("schemes",))
        result["paths"] = {
            path: self._path(item, ("paths", path))
            for path, item in _members(self.root, "paths")
            if not path.startswith("x-")
        }
        result["components"] = self._components()
        for name, value in self.root.items():
            if name.startswith("x-"):
                result[name] = value
        self.moves.follow(survey)
        return result, self.moves

    # --- the outer parts ------------------------------------------------------------------

    def _servers(self, schemes: Any, place: Place) -> list[Node]:
        """Host, base path and schemes as base URLs (Swagger 2.0 §5.2.1)."""
        self.moves.note(("servers",), place if schemes else ("host",))
        base = self.root.get("basePath")
        path = base if isinstance(base, str) and base not in ("", "/") else ""
        if path and not path.startswith("/"):
            path = "/" + path
        host = self.root.get("host")
        if not isinstance(host, str) or not host:
            return [{"url": path or "/"}]
        names = [scheme for scheme in _texts(schemes) if scheme in ("http", "https")]
        if not names:
            names = ["https"]
            self.report.warning(
                "swagger-schemes",
                f"no `schemes` say how to reach `{host}`; `https` is taken",
                "#/host",
                help="add `schemes: [https]`",
            )
        names.sort(key=lambda scheme: scheme != "https")
        return [{"url": f"{scheme}://{host}{path}"} for scheme in names]

    def _components(self) -> Node:
        components: Node = {}
        if "definitions" in self.root:
            components["schemas"] = self.root["definitions"]
            self.moves.note(("components", "schemas"), ("definitions",))
        shared: dict[str, Node] = {"parameters": {}, "requestBodies": {}}
        for name, parameter in _members(self.root, "parameters"):
            old: Place = ("parameters", name)
            if parameter.get("in") == "body":
                new: Place = ("components", "requestBodies", name)
                shared["requestBodies"][name] = self._body(parameter, self.consumes, new, old)
            elif parameter.get("in") != "formData":
                new = ("components", "parameters", name)
                shared["parameters"][name] = self._parameter(parameter, new, old)
        components.update({name: members for name, members in shared.items() if members})
        responses = {
            name: self._response(
                response, self.produces, ("components", "responses", name), ("responses", name)
            )
            for name, response in _members(self.root, "responses")
        }
        if responses:
            components["responses"] = responses
        schemes = {
            name: self._scheme(scheme)
            for name, scheme in _members(self.root, "securityDefinitions")
        }
        if schemes:
            components["securitySchemes"] = schemes
            self.moves.note(("components", "securitySchemes"), ("securityDefinitions",))
        return components

    def _scheme(self, old: Node) -> Node:
        """A security scheme (Swagger 2.0 §5.2.36)."""
        new = {name: value for name, value in old.items() if name.startswith(("x-", "desc"))}
        kind = old.get("type")
        if kind == "basic":
            return new | {"type": "http", "scheme": "basic"}
        if kind != "oauth2":
            return new | {name: old[name] for name in ("type", "name", "in") if name in old}
        flow = {
            name: old[name] for name in ("authorizationUrl", "tokenUrl", "scopes") if name in old
        }
        flow.setdefault("scopes", {})
        name = _FLOWS.get(str(old.get("flow")), "implicit")
        return new | {"type": "oauth2", "flows": {name: flow}}

    # --- paths ----------------------------------------------------------------------------

    def _path(self, item: Node, new: Place) -> Node:
        old = new
        item, old = self._target(item, old)
        if old != new:
            self.moves.note(new, old)
        shared = self._parameters(item, old)
        result: Node = {}
        kept = [
            self._kept(entry, place, (*new, "parameters"), index)
            for index, (entry, place) in enumerate(_plain(shared))
        ]
        if kept:
            result["parameters"] = kept
        for name, value in item.items():
            if name in METHODS and isinstance(value, dict):
                result[name] = self._operation(value, shared, (*new, name), (*old, name))
            elif name.startswith("x-"):
                result[name] = value
        return result

    def _operation(
        self, item: Node, shared: list[tuple[Node, Place]], new: Place, old: Place
    ) -> Node:
        result = {
            name: value
            for name, value in item.items()
            if name not in ("parameters", "responses", "consumes", "produces", "schemes")
        }
        own = self._parameters(item, old)
        kept = [
            self._kept(entry, place, (*new, "parameters"), index)
            for index, (entry, place) in enumerate(_plain(own))
        ]
        if kept:
            result["parameters"] = kept
        consumes = _texts(item["consumes"]) if "consumes" in item else self.consumes
        produces = _texts(item["produces"]) if "produces" in item else self.produces
        body = self._request_body(own, shared, consumes, new)
        if body is not None:
            result["requestBody"] = body
        result["responses"] = {
            status: self._response_use(
                response, item, produces, (*new, "responses", status), (*old, "responses", status)
            )
            for status, response in _members(item, "responses")
            if not status.startswith("x-")
        }
        if _texts(item.get("schemes")):
            result["servers"] = self._servers(item["schemes"], (*old, "schemes"))
        return result

    def _parameters(self, item: Node, place: Place) -> list[tuple[Node, Place]]:
        """The parameters of an operation or path, references followed to what they name."""
        held = item.get("parameters")
        return [
            self._target(entry, (*place, "parameters", str(index)))
            for index, entry in enumerate(held if isinstance(held, list) else [])
            if isinstance(entry, dict)
        ]

    def _kept(self, entry: Node, old: Place, list_place: Place, index: int) -> Node:
        """A parameter that stays one: a reference where it is a component."""
        if len(old) == 2 and old[0] == "parameters":
            return {"$ref": join(("components", "parameters", old[1]))}
        return self._parameter(entry, (*list_place, str(index)), old)

    def _parameter(self, entry: Node, new: Place, old: Place) -> Node:
        self.moves.note(new, old)
        return parameters.parameter(entry, new, old, self.moves, self.report)

    def _request_body(
        self,
        own: list[tuple[Node, Place]],
        shared: list[tuple[Node, Place]],
        consumes: list[str],
        place: Place,
    ) -> Node | None:
        new = (*place, "requestBody")
        names = {entry.get("name") for entry, _ in own if entry.get("in") == "formData"}
        form = [pair for pair in shared if pair[0].get("in") == "formData"]
        form = [pair for pair in form if pair[0].get("name") not in names]
        form += [pair for pair in own if pair[0].get("in") == "formData"]
        for entry, old in (*own, *shared):
            if entry.get("in") == "body":
                return self._body(entry, consumes, new, old)
        if form:
            self.moves.note(new, form[0][1])
            return parameters.form(form, consumes, new, self.moves, self.report)
        return None

    def _body(self, entry: Node, consumes: list[str], new: Place, old: Place) -> Node:
        self.moves.note(new, old)
        body = {n: v for n, v in entry.items() if n == "description" or n.startswith("x-")}
        body["content"] = {}
        for media_type in consumes or _JSON:
            body["content"][media_type] = {"schema": entry.get("schema", {})}
            self.moves.note((*new, "content", media_type, "schema"), (*old, "schema"))
        if entry.get("required") is True:
            body["required"] = True
        return body

    # --- responses ------------------------------------------------------------------------

    def _response_use(
        self, response: Node, item: Node, produces: list[str], new: Place, old: Place
    ) -> Node:
        target, place = self._target(response, old)
        if len(place) == 2 and place[0] == "responses" and "produces" not in item:
            return {"$ref": join(("components", "responses", place[1]))}
        return self._response(target, produces, new, place)

    def _response(self, item: Node, produces: list[str], new: Place, old: Place) -> Node:
        item, old = self._target(item, old)
        self.moves.note(new, old)
        result = {n: v for n, v in item.items() if n == "description" or n.startswith("x-")}
        headers = {
            name: parameters.header(
                header, (*new, "headers", name), (*old, "headers", name), self.moves, self.report
            )
            for name, header in _members(item, "headers")
        }
        if headers:
            result["headers"] = headers
        given = item.get("examples")
        examples: Node = given if isinstance(given, dict) else {}
        schema = item.get("schema")
        if schema is None and not examples:
            return result
        media_types = produces or [*examples] or _JSON
        if isinstance(schema, dict) and schema.get("format") == "binary" and not produces:
            media_types = ["application/octet-stream"]
        result["content"] = {}
        for media_type in media_types:
            content: Node = {}
            if schema is not None:
                content["schema"] = schema
                self.moves.note((*new, "content", media_type, "schema"), (*old, "schema"))
            if media_type in examples:
                content["example"] = examples[media_type]
                self.moves.note(
                    (*new, "content", media_type, "example"), (*old, "examples", media_type)
                )
            result["content"][media_type] = content
        return result

    # --- schemas --------------------------------------------------------------------------

    def _schema(self, schema: Node) -> None:
        """What 2.0 schemas say in their own way (Swagger 2.0 §5.2.26)."""
        if schema.get("type") == "file":
            schema["type"] = "string"
            schema["format"] = "binary"
        if isinstance(flag := schema.get("x-nullable"), bool) and flag:
            schema["nullable"] = True
        if isinstance(name := schema.get("discriminator"), str):
            schema["discriminator"] = {"propertyName": name}

    def _target(self, node: Node, place: Place) -> tuple[Node, Place]:
        """The object that a reference means, and where its author wrote it."""
        for _ in range(100):
            reference = node.get("$ref")
            if not isinstance(reference, str):
                break
            place = from_fragment(reference[1:])
            node = find(self.root, place)
        return node, place


def _plain(pairs: list[tuple[Node, Place]]) -> list[tuple[Node, Place]]:
    return [pair for pair in pairs if pair[0].get("in") not in ("body", "formData")]


def _members(node: Node, name: str) -> list[tuple[str, Node]]:
    held = node.get(name)
    if not isinstance(held, dict):
        return []
    return [(key, value) for key, value in held.items() if isinstance(value, dict)]


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
