"""Members of known type get values of that type, so that the builder meets no surprise.

YAML and JSON know more types than a member of OpenAPI allows: ``version: 1.10`` is a number
where text is meant, ``type: [string, null]`` holds no text but null, ``explode: "true"`` is text
where a flag is meant. What the author meant is kept and, where it is not obvious, said in a
warning; what cannot be meant is an error and left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.diagnostics import Report
from generator.source.pointers import join
from generator.source.scalars import integer, real, written
from generator.source.shapes import kind_of
from generator.source.survey import Found, Survey

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "info": ("title", "summary", "description", "termsOfService", "version"),
    "contact": ("name", "url", "email"),
    "license": ("name", "identifier", "url"),
    "tag": ("name", "summary", "description", "parent", "kind"),
    "externalDocs": ("description", "url"),
    "server": ("url", "description", "name"),
    "serverVariable": ("default", "description"),
    "pathItem": ("summary", "description"),
    "operation": ("operationId", "summary", "description"),
    "parameter": ("name", "in", "description", "style"),
    "header": ("description", "style"),
    "requestBody": ("description",),
    "response": ("summary", "description"),
    "example": ("summary", "description", "externalValue"),
    "encoding": ("contentType", "style"),
    "link": ("operationId", "operationRef", "description"),
    "securityScheme": (
        "type",
        "description",
        "name",
        "in",
        "scheme",
        "bearerFormat",
        "openIdConnectUrl",
    ),
    "flow": ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl"),
    "schema": ("title", "description", "format", "pattern", "contentMediaType", "contentEncoding"),
    "discriminator": ("propertyName",),
}
_TEXT_LISTS: Mapping[str, tuple[str, ...]] = {
    "serverVariable": ("enum",),
    "operation": ("tags",),
    "schema": ("required",),
}
_TEXT_MAPS: Mapping[str, tuple[str, ...]] = {"flow": ("scopes",), "discriminator": ("mapping",)}
_FLAGS: Mapping[str, tuple[str, ...]] = {
    "operation": ("deprecated",),
    "parameter": ("required", "deprecated", "allowEmptyValue", "explode", "allowReserved"),
    "header": ("required", "deprecated", "explode"),
    "requestBody": ("required",),
    "encoding": ("explode", "allowReserved"),
    "securityScheme": ("deprecated",),
    "schema": ("nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"),
}
_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for form, source in (
        ("text", _TEXTS),
        ("texts", _TEXT_LISTS),
        ("text map", _TEXT_MAPS),
        ("flag", _FLAGS),
    ):
        for kind, names in source.items():
            table.setdefault(kind, {}).update(dict.fromkeys(names, form))
    table["items"] = {}
    for kind in ("schema", "parameter", "header", "items"):  # the last three in Swagger 2.0
        table[kind].update(dict.fromkeys(_COUNTS, "count"))
        table[kind].update(dict.fromkeys(_NUMBERS, "number"))
    table["schema"].update({"type": "type", "enum": "values", "examples": "list"})
    table["operation"]["security"] = "security"
    table["document"] = {"security": "security"}
    return table


_FORMS = _table()
_PLAIN = {"text": str, "flag": bool}


def settle(survey: Survey, report: Report) -> None:
    """Give every member of known type a value of that type, in place."""
    for found in survey.found:
        forms = _FORMS.get(found.kind)
        if forms is None:
            continue
        node = found.node
        for name in node.keys() & forms.keys():
            form = forms[name]
            if type(node[name]) is not _PLAIN.get(form):
                _SETTLERS[form](found, name, report)
        if found.kind == "schema" and ("enum" in node or "const" in node or "default" in node):
            _text_values(found, report)


def _wrong(found: Found, name: str, wanted: str, report: Report) -> None:
    value = found.node.pop(name)
    pointer = join((*found.segments, name))
    if value is None:
        report.warning(
            "empty-member",
            f"`{name}` is empty and left out",
            pointer,
            help="remove the key, or give it a value",
        )
    else:
        report.error(
            "wrong-type",
            f"`{name}` is {kind_of(value)} where {wanted} is needed",
            pointer,
            help=f"write {wanted}",
        )


def _loose(found: Found, name: str, wanted: str, report: Report) -> None:
    value = found.node.pop(name)
    report.warning(
        "ignored-member",
        f"`{name}` is {kind_of(value)} where {wanted} is needed; it is left out",
        join((*found.segments, name)),
        help=f"write {wanted}",
    )


def _text(found: Found, name: str, report: Report) -> None:
    value = found.node[name]
    if value is None or isinstance(value, dict | list):
        _wrong(found, name, "text", report)
    else:
        found.node[name] = written(value)


def _texts(found: Found, name: str, report: Report) -> None:
    value = found.node[name]
    if found.kind == "schema" and isinstance(value, bool):
        del found.node[name]
        report.warning(
            "required-flag",
            f"`required: {written(value)}` inside a schema says nothing and is left out",
            join((*found.segments, name)),
            help="list the property in `required` of the object that holds it",
        )
    elif not isinstance(value, list):
        _wrong(found, name, "a list of text", report)
    elif not all(type(item) is str for item in value):
        kept = []
        for index, item in enumerate(value):
            if isinstance(item, dict | list):
                report.error(
                    "wrong-type",
                    f"an item of `{name}` is {kind_of(item)} where text is needed",
                    join((*found.segments, name, index)),
                    help="write text",
                )
            else:
                kept.append(written(item))
        found.node[name] = kept


def _text_map(found: Found, name: str, report: Report) -> None:
    value = found.node[name]
    if not isinstance(value, dict):
        _wrong(found, name, "a mapping of text", report)
        return
    for key in [*value]:
        item = value[key]
        if isinstance(item, dict | list):
            _wrong(Found(found.kind, value, (*found.segments, name)), key, "text", report)
        elif type(item) is not str:
            value[key] = "" if item is None else written(item)


def _flag(found: Found, name: str, report: Report) -> None:
    value = found.node[name]
    word = value.lower() if isinstance(value, str) else None
    if word in ("true", "false"):
        found.node[name] = word == "true"
        report.warning(
            "flag-as-text",
            f"`{name}` is the text `{value}`; taken as {word}",
            join((*found.segments, name)),
            help="remove the quotes",
        )
    elif found.kind == "parameter" and name == "required":
        _wrong(found, name, "true or false", report)
    else:
        _loose(found, name, "true or false", report)


def _count(found: Found, name: str, report: Report) -> None:
    value = found.node[name]
    number = _as_number(value)
    if number is None or number < 0 or number != int(number):
        _loose(found, name, "a whole number from 0", report)
        return
    found.node[name] = int(number)
    if isinstance(value, str):
        _said_number(found, name, value, report)


def _number(found: Found, name: str, report: Report) -> None:
    value = found.node[name]
    number = _as_number(value)
    if isinstance(value, bool) and name.startswith("exclusive"):
        return  # a flag beside `minimum` or `maximum` until OpenAPI 3.0
    if number is None:
        _loose(found, name, "a number", report)
    elif isinstance(value, str):
        found.node[name] = number
        _said_number(found, name, value, report)


def _as_number(value: object) -> int | float | None:
    if isinstance(value, str) and len(value) < 400 and _NUMBER.fullmatch(value):
        return real(value) if "." in value else integer(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return None


def _said_number(found: Found, name: str, value: str, report: Report) -> None:
    report.warning(
        "number-as-text",
        f"`{name}` is the text `{value}`; taken as a number",
        join((*found.segments, name)),
        help="remove the quotes",
    )


_TYPES = frozenset({"string", "number", "integer", "boolean", "array", "object", "null"})


def _type(found: Found, name: str, report: Report) -> None:
    """``type: null`` without quotes is YAML's null, but nobody means that."""
    value = found.node[name]
    if value is None:
        found.node[name] = "null"
        return
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list):
        _wrong(found, name, "the name of a type", report)
        return
    kept = []
    for item in names:
        word = "null" if item is None else item
        if isinstance(word, str) and word in _TYPES:
            kept.append(word)
        else:
            shown = f"`{word}`" if isinstance(word, str) else kind_of(word)
            report.warning(
                "unknown-type",
                f"{shown} is no type of JSON Schema; any value is taken",
                join((*found.segments, name)),
                help="one of string, number, integer, boolean, array, object, null",
            )
    if isinstance(value, list) and kept:
        found.node[name] = kept
    elif not kept:
        del found.node[name]


def _values(found: Found, name: str, report: Report) -> None:
    value = found.node[name]
    if not isinstance(value, list):
        _wrong(found, name, "a list of values", report)
    elif not value:
        found.node.pop(name)
        report.warning(
            "empty-enum",
            "`enum` is empty: no value would be valid; it is left out",
            join((*found.segments, name)),
            help="list the values, or remove `enum`",
        )


def _list(found: Found, name: str, report: Report) -> None:
    if not isinstance(found.node[name], list):
        _loose(found, name, "a list", report)


def _security(found: Found, name: str, report: Report) -> None:
    value = found.node[name]
    if not isinstance(value, list):
        _wrong(found, name, "a list", report)
        return
    kept = []
    for index, item in enumerate(value):
        if not isinstance(item, dict):
            report.error(
                "wrong-type",
                f"an item of `{name}` is {kind_of(item)} where a mapping is needed",
                join((*found.segments, name, index)),
                help="write `- SchemeName: []`",
            )
            continue
        kept.append(item)
        for scheme, scopes in item.items():
            if isinstance(scopes, list):
                item[scheme] = [written(s) for s in scopes if not isinstance(s, dict | list)]
            else:
                item[scheme] = []
                report.warning(
                    "empty-member",
                    f"the scopes of `{scheme}` are {kind_of(scopes)}; taken as none",
                    join((*found.segments, name, index, scheme)),
                    help="write a list; `[]` where no scope is needed",
                )
    found.node[name] = kept


def _text_values(found: Found, report: Report) -> None:
    """Under ``type: string`` an unquoted ``1.10``, ``no`` or ``true`` is meant as text."""
    node = found.node
    declared = node.get("type")
    if declared != "string" and not (
        isinstance(declared, list) and "string" in declared and {*declared} <= {"string", "null"}
    ):
        return
    changed = []
    if any(_is_bare(item) for item in node.get("enum", ())):
        node["enum"] = [written(item) if _is_bare(item) else item for item in node["enum"]]
        changed.append("enum")
    for name in ("const", "default"):
        if _is_bare(node.get(name)):
            node[name] = written(node[name])
            changed.append(name)
    for name in changed:
        report.warning(
            "value-as-text",
            f"`{name}` of a string holds values that are no text; taken as they are written",
            join((*found.segments, name)),
            help="put the values in quotes",
        )


def _is_bare(value: object) -> bool:
    return isinstance(value, bool | int | float)


_SETTLERS = {
    "text": _text,
    "texts": _texts,
    "text map": _text_map,
    "flag": _flag,
    "count": _count,
    "number": _number,
    "type": _type,
    "values": _values,
    "list": _list,
    "security": _security,
}
