"""Hostile text in every free-text field of an OpenAPI document, and its harmless twin.

:func:`hostile` and :func:`harmless` walk a document by the same table of fields and append text
to each: one appends everything that ends a string, a comment, a docstring, a template hole or a
table cell in some language; the other appends the letters and digits of the same text, parted by
blanks. Both thus give every name the same words, so that what is generated from the two
differs in nothing but the content of literals and comments.

    python -m tests.support.hostile        # writes specs/features/hostile.yaml again
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

PAYLOAD = (
    "\"'\\` \n\r\n\t #{x} ${x} $(x) */ /* // -- \"\"\" ''' ``` =begin\n=end\n =end \\u000a "
    "\\u{22} \\x22 \\\\ \u2028\u2029\u0085 | %s %{x} {{ x }} {% raw %} {# x #} <b> </td> <!-- --> "
    "&quot; ../../x .. ]]> @x #' \\end{x} [x](y) <script>x</script> \U0001f480 \""
)
"""Text that means something to some language, for fields that people write freely."""

NAME = '"\'\\`\n#{x}${x}*/"""\'\'\'\n=end\n\\u000a\u2028|%s{{x}}{%x%}<b>/../../x\r\\"'
"""The same for names: shorter, because names become file names."""

_BARRED = {"path": "{}/?#", "url": '{}/?#<> \n\r\u2028\\"`|%', "media": "\n\r\u2028,;"}
"""What a role of text cannot hold without meaning something else to OpenAPI itself."""

Role: TypeAlias = str
Spec: TypeAlias = "Role | list[Spec] | Members"
Pen: TypeAlias = Callable[[str, Role], str]


@dataclass(frozen=True)
class Members:
    """A map whose keys are text of the role ``key`` and whose values are as ``value`` says."""

    key: Role
    value: Spec


_TABLE: Mapping[str, Mapping[str, Spec]] = {
    "Document": {
        "info": "Info",
        "servers": ["Server"],
        "paths": Members("path", "PathItem"),
        "webhooks": Members("name", "PathItem"),
        "components": "Components",
        "security": [Members("name", ["name"])],
        "tags": ["Tag"],
        "externalDocs": "Docs",
    },
    "Info": {
        "title": "text",
        "summary": "text",
        "version": "text",
        "description": "text",
        "termsOfService": "url",
        "contact": "Contact",
        "license": "License",
    },
    "Contact": {"name": "text", "url": "url", "email": "text"},
    "License": {"name": "text", "identifier": "text", "url": "url"},
    "Docs": {"description": "text", "url": "url"},
    "Tag": {"name": "name", "summary": "text", "description": "text", "externalDocs": "Docs"},
    "Server": {
        "url": "url",
        "description": "text",
        "name": "text",
        "variables": Members("path", "Variable"),
    },
    "Variable": {"default": "url", "enum": ["url"], "description": "text"},
    "PathItem": {
        "summary": "text",
        "description": "text",
        "parameters": ["Parameter"],
        "servers": ["Server"],
        **dict.fromkeys(
            ("get", "put", "post", "delete", "patch", "head", "options", "trace"), "Operation"
        ),
    },
    "Operation": {
        "operationId": "name",
        "summary": "text",
        "description": "text",
        "tags": ["name"],
        "parameters": ["Parameter"],
        "requestBody": "Body",
        "responses": Members("kept", "Response"),
        "callbacks": Members("name", Members("text", "PathItem")),
        "security": [Members("name", ["name"])],
        "servers": ["Server"],
        "externalDocs": "Docs",
    },
    "Parameter": {
        "name": "name",
        "description": "text",
        "schema": "Schema",
        "content": Members("media", "Media"),
        "example": "data",
        "examples": Members("name", "Example"),
    },
    "Body": {"description": "text", "content": Members("media", "Media")},
    "Media": {
        "schema": "Schema",
        "itemSchema": "Schema",
        "example": "data",
        "examples": Members("name", "Example"),
        "encoding": Members("name", "Encoding"),
    },
    "Encoding": {"contentType": "media", "headers": Members("name", "Parameter")},
    "Response": {
        "description": "text",
        "summary": "text",
        "headers": Members("name", "Parameter"),
        "content": Members("media", "Media"),
        "links": Members("name", "Link"),
    },
    "Link": {"operationId": "name", "description": "text", "parameters": "data"},
    "Example": {"summary": "text", "description": "text", "value": "data", "externalValue": "url"},
    "Components": {
        "schemas": Members("name", "Schema"),
        "parameters": Members("name", "Parameter"),
        "requestBodies": Members("name", "Body"),
        "responses": Members("name", "Response"),
        "headers": Members("name", "Parameter"),
        "examples": Members("name", "Example"),
        "links": Members("name", "Link"),
        "securitySchemes": Members("name", "Scheme"),
        "pathItems": Members("name", "PathItem"),
    },
    "Scheme": {
        "name": "name",
        "description": "text",
        "bearerFormat": "text",
        "openIdConnectUrl": "url",
        "flows": Members("kept", "Flow"),
    },
    "Flow": {
        "authorizationUrl": "url",
        "tokenUrl": "url",
        "refreshUrl": "url",
        "scopes": Members("name", "text"),
    },
    "Schema": {
        "title": "text",
        "description": "text",
        "$comment": "text",
        "format": "format",
        "pattern": "pattern",
        "enum": "data",
        "const": "data",
        "default": "data",
        "example": "data",
        "examples": "data",
        "required": ["name"],
        "properties": Members("name", "Schema"),
        "patternProperties": Members("pattern", "Schema"),
        "additionalProperties": "Schema",
        "propertyNames": "Schema",
        "items": "Schema",
        "prefixItems": ["Schema"],
        "allOf": ["Schema"],
        "oneOf": ["Schema"],
        "anyOf": ["Schema"],
        "not": "Schema",
        "discriminator": "Discriminator",
        "externalDocs": "Docs",
        "xml": "Xml",
        "contentMediaType": "media",
    },
    "Discriminator": {"propertyName": "name", "mapping": Members("name", "ref")},
    "Xml": {"name": "text", "namespace": "url", "prefix": "text"},
}
"""Every place of OpenAPI 3.1 where an author writes text, by kind of object and field."""

_FORMATS = frozenset({"date", "date-time", "uuid", "byte", "binary", "int32", "int64", "float"})


def hostile(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with hostile text appended in every free-text field; references follow."""
    return _document(document, _hostile)


def harmless(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with harmless text, of the same words, in the same places."""
    return _document(document, lambda text, role: text + _tame(_hostile("", role)))


def hostile_name(text: str) -> str:
    """What :func:`hostile` makes of a name: for tests that look for it on the wire."""
    return _hostile(text, "name")


def harmless_name(text: str) -> str:
    """What :func:`harmless` makes of a name."""
    return text + _tame(_hostile("", "name"))


def _hostile(text: str, role: Role) -> str:
    if role == "media":
        return f"{text}; x={_without(NAME, role)}"
    if role == "pattern":
        return text + '["\'`/|]*\\\\u000a#[{]x[}]*/("""|=end)?\\$[{]x[}]\n?'
    if role == "text":
        return text + PAYLOAD
    return text + _without(NAME, role)


def _without(text: str, role: Role) -> str:
    return "".join(c for c in text if c not in _BARRED.get(role, ""))


def _tame(text: str) -> str:
    """Letters and digits only, parted by blanks; a parameter of a media type stays one."""
    if text.startswith("; x="):
        return "; x=" + _tame(text[4:]).strip().replace(" ", "-")
    return " " + " ".join(re.findall(r"[A-Za-z0-9]+", text))


def _document(document: Mapping[str, Any], pen: Pen) -> dict[str, Any]:
    return dict(_object(document, "Document", pen))


def _value(value: Any, spec: Spec, pen: Pen) -> Any:
    if isinstance(spec, list):
        return [_value(v, spec[0], pen) for v in value] if isinstance(value, list) else value
    if isinstance(spec, Members):
        if not isinstance(value, Mapping):
            return value
        extended = spec.key in ("path", "kept")  # elsewhere ``x-`` begins an ordinary name
        return {
            _text(k, spec.key, pen): _value(v, spec.value, pen)
            for k, v in value.items()
            if not (extended and k.startswith("x-"))
        } | (_extensions(value, pen) if extended else {})
    if spec in _TABLE:
        return _object(value, spec, pen)
    if spec == "data":
        return _data(value, pen)
    return _text(value, spec, pen) if isinstance(value, str) else value


def _object(value: Any, kind: str, pen: Pen) -> Any:
    if not isinstance(value, Mapping):
        return value
    fields = dict(_TABLE[kind])
    if kind == "Parameter" and value.get("in") == "path":
        fields["name"] = "path"
    made: dict[str, Any] = {}
    for key, entry in value.items():
        if key == "$ref":
            made[key] = _reference(entry, pen)
        elif key in fields:
            made[key] = _value(entry, fields[key], pen)
        elif not key.startswith("x-"):
            made[key] = entry
    return made | _extensions(value, pen)


def _extensions(value: Mapping[str, Any], pen: Pen) -> dict[str, Any]:
    return {pen(k, "name"): _data(v, pen) for k, v in value.items() if k.startswith("x-")}


def _data(value: Any, pen: Pen) -> Any:
    """JSON data: every string and every key is text, and moves as names do."""
    if isinstance(value, str):
        return pen(value, "name")
    if isinstance(value, list):
        return [_data(v, pen) for v in value]
    if isinstance(value, Mapping):
        return {pen(k, "name"): _data(v, pen) for k, v in value.items()}
    return value


def _text(text: str, role: Role, pen: Pen) -> str:
    if role == "kept" or (role == "format" and text in _FORMATS):
        return text
    if role == "ref":
        return _reference(text, pen) if text.startswith("#") else pen(text, "name")
    if role == "path":
        return _path(text, pen)
    if role == "url" and "{" in text:
        return _template(text, pen, "url")
    return pen(text, role)


def _path(text: str, pen: Pen) -> str:
    return _template(text, pen, "path") if text.startswith("/") else pen(text, "path")


def _template(text: str, pen: Pen, role: Role) -> str:
    """A URL or path: its variables are names of their own, the rest is text at its end."""
    return pen(re.sub(r"\{([^}]*)\}", lambda m: "{" + pen(m[1], "path") + "}", text), role)


def _reference(text: str, pen: Pen) -> str:
    """A pointer into components, with the name of the component moved as the component is."""
    head, kind, name = text.rsplit("/", 2)
    moved = pen(name, "name").replace("~", "~0").replace("/", "~1")
    return f"{head}/{kind}/{quote(moved, safe='~')}"


def main(folder: Path) -> None:
    """Write ``hostile.yaml`` beside ``harmless.yaml``: JSON, which is YAML, line by line."""
    import yaml

    base = yaml.safe_load((folder / "harmless.yaml").read_text(encoding="utf-8"))
    (folder / "hostile.yaml").write_text(as_yaml(base), encoding="utf-8")


def as_yaml(base: Mapping[str, Any]) -> str:
    """The hostile form of a document as the text of ``hostile.yaml``."""
    body = json.dumps(hostile(base), indent=1, ensure_ascii=False)
    for separator in "\u2028\u2029\u0085":  # YAML 1.1 would fold them as line ends
        body = body.replace(separator, f"\\u{ord(separator):04x}")
    return (
        "# Proves: no text of a document can break out of where it is written, in any field.\n"
        "# imperfect: component names, URLs and media types hold what the standard forbids.\n"
        "# Made from harmless.yaml by `python -m tests.support.hostile`; do not edit.\n"
        + body
        + "\n"
    )


if __name__ == "__main__":
    main(Path(__file__).resolve().parents[2] / "specs" / "features")
    sys.exit(0)
