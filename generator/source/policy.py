"""Which findings of the validator matter, and how they are said.

An error is a fault that would make the output wrong. What changes no meaning, or what a client
can live with, is a warning: real documents break the letter in harmless places. In doubt it is
a warning, at its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.diagnostics import Diagnostic, Severity
from generator.source.judge import Finding
from generator.source.pointers import join, step
from generator.source.shapes import kind_of
from generator.source.survey import Kinds

_FATAL_ABSENCE: Mapping[str, frozenset[str]] = {
    "parameter": frozenset({"name", "in"}),
    "securityScheme": frozenset({"type", "name", "in", "scheme", "openIdConnectUrl"}),
    "server": frozenset({"url"}),
    "discriminator": frozenset({"propertyName"}),
}
"""Members without which nothing right can be generated, by kind of object."""

_FATAL_WORDS = frozenset(
    {("parameter", "in"), ("securityScheme", "type"), ("securityScheme", "in")}
)
"""Members whose word decides the output, so that an unknown one is fatal."""

_VAGUE = frozenset({"unevaluatedProperties", "unchecked"})
"""Findings that only follow from another one: a fault inside an object makes all its members
look unknown, and keeps the validator from going on."""

_KINDS = {
    "document": "the document",
    "pathItem": "a path",
    "requestBody": "a request body",
    "mediaType": "a media type",
    "securityScheme": "a security scheme",
    "serverVariable": "a server variable",
    "externalDocs": "external documentation",
    "info": "`info`",
    "components": "`components`",
    "license": "`license`",
    "contact": "`contact`",
    "flows": "`flows`",
}


@dataclass(frozen=True, slots=True)
class _Case:
    """A finding with what stands at its place: the object around it, and the way into it."""

    finding: Finding
    value: Any
    kind: str
    inner: tuple[str, ...]

    @property
    def last(self) -> str:
        return self.finding.place[-1] if self.finding.place else "the document"

    @property
    def owner(self) -> str:
        """The object around the place, in plain words."""
        if self.inner or not self.kind:
            return f"`{(*self.finding.place, 'the document')[-1]}`"
        article = "an" if self.kind[0] in "oei" else "a"
        return _KINDS.get(self.kind, f"{article} {self.kind}")


_Said: TypeAlias = tuple[Severity, str, str, str | None]
_E, _W = Severity.ERROR, Severity.WARNING


def diagnostics(
    findings: Iterable[Finding], root: dict[str, Any], kinds: Callable[[], Kinds]
) -> Iterator[Diagnostic]:
    """Findings as diagnostics: sorted by weight, in plain words, with a way out.

    ``kinds`` gives the kind of each object of the document by its place; it is called only
    when there is something to say.
    """
    found = [*dict.fromkeys(findings)]
    if not found:
        return
    by_place = kinds()
    told = {
        finding.place[:length]
        for finding in found
        if finding.rule not in _VAGUE
        for length in range(len(finding.place) + 1)
    }
    for finding in found:
        if finding.rule in _VAGUE and finding.place in told:
            continue
        for each in _by_member(finding, _value(root, finding.place)):
            known = each.place[:-1] if each.rule == "unknown" else each.place
            kind, inner = _around(known, by_place)
            case = _Case(each, _value(root, each.place), kind, inner)
            severity, code, message, help = _SAYINGS.get(each.rule, _say_other)(case)
            yield Diagnostic(
                severity=severity,
                code=code,
                message=message,
                pointer=join(each.place),
                help=help,
            )


def _by_member(finding: Finding, value: Any) -> Iterator[Finding]:
    """A finding about names, as one for each name, at the member that bears it."""
    names: list[str] = []
    if finding.rule in ("additionalProperties", "unevaluatedProperties"):
        given = finding.detail
        names = given if isinstance(given, list) else re.findall(r"'([^']*)'", finding.message)
    elif finding.rule == "required" and finding.place[-1:] == ("responses",):
        # without any status, the validator asks for `default`; the others are misspelled
        names = [name for name in value if not name.startswith("x-")]
    elif finding.rule in ("pattern", "propertyNames") and isinstance(value, dict):
        name = _quoted(finding.message)
        if name in value:
            yield Finding("name", (*finding.place, name), finding.message)
            return
    for name in names:
        yield Finding("unknown", (*finding.place, name), finding.message)
    if not names:
        yield finding


def _around(place: tuple[str, ...], kinds: Kinds) -> tuple[str, tuple[str, ...]]:
    for length in range(len(place), -1, -1):
        if (kind := kinds.get(place[:length])) is not None:
            return kind, place[length:]
    return "", place


def _value(root: Any, place: tuple[str, ...]) -> Any:
    for segment in place:
        try:
            root = step(root, segment)
        except KeyError:
            return None
    return root


def shown(value: Any) -> str:
    """A value, short enough for a sentence.

    >>> shown({"a": [1, 2]}), shown("x")
    ('{"a": [1, 2]}', 'x')
    """
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def _say_required(case: _Case) -> _Said:
    detail = case.finding.detail
    name = detail if isinstance(detail, str) else _quoted(case.finding.message)
    fatal = not case.inner and name in _FATAL_ABSENCE.get(case.kind, ())
    return (
        _E if fatal else _W,
        "missing-member",
        f"`{name}` is missing in {case.owner}",
        f"add `{name}`",
    )


def _say_type(case: _Case) -> _Said:
    wanted = case.finding.detail
    names = [wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else []
    return (
        _W,
        "wrong-type",
        f"`{case.last}` is {kind_of(case.value)}, which cannot stand here",
        f"write {_any_of(names)}" if names else None,
    )


def _say_word(case: _Case) -> _Said:
    fatal = (case.kind, case.last) in _FATAL_WORDS and len(case.inner) == 1
    wanted = case.finding.detail
    names = wanted if isinstance(wanted, list) else [wanted]
    return (
        _E if fatal else _W,
        "unknown-word",
        f"`{shown(case.value)}` is no value that `{case.last}` can have",
        f"write {_any_of(names)}" if wanted else None,
    )


def _say_unknown(case: _Case) -> _Said:
    if (case.kind, case.inner) == ("document", ("paths",)):
        message = f"path `{case.last}` does not start with `/`"
        return _W, "path-start", message, "start each path with `/`"
    if (case.kind, case.inner) == ("operation", ("responses",)):
        message = f"`{case.last}` is no status code"
        return _W, "status-code", message, "write three digits, `2XX` or `default`"
    owner = f"`{case.inner[-1]}`" if case.inner else case.owner
    return (
        _W,
        "unknown-member",
        f"`{case.last}` is no member that {owner} has in this version of OpenAPI",
        "correct the spelling, or start the name with `x-`",
    )


def _say_twice(case: _Case) -> _Said:
    items = case.value if isinstance(case.value, list) else []
    texts = [json.dumps(item, sort_keys=True, default=str) for item in items]
    twice = next((items[i] for i, text in enumerate(texts) if text in texts[:i]), None)
    return (
        _W,
        "duplicate-item",
        f"`{case.last}` lists `{shown(twice)}` twice",
        "remove one of the two",
    )


def _say_default(case: _Case) -> _Said:
    return (
        _W,
        "default-mismatch",
        f"the default `{shown(case.value)}` does not fit its own schema",
        "correct the default, or the schema",
    )


def _say_operation_id(case: _Case) -> _Said:
    name, method, path = _three_quoted(case.finding.message)
    return (
        _E,
        "duplicate-operation-id",
        f"operationId `{name}` of `{method.upper()} {path}` is used before",
        "give each operation its own operationId",
    )


def _say_path_parameter(case: _Case) -> _Said:
    name, method, path = _three_quoted(case.finding.message)
    if f"{{{name}}}" in path:
        message = f"path parameter `{name}` of `{method.upper()} {path}` is not declared"
        help = "declare it under `parameters`, with `in: path`"
    else:
        message = f"parameter `{name}` has no place in the path `{path}`"
        help = f"add `{{{name}}}` to the path, or remove the parameter"
    return _W, "path-parameter", message, help


def _say_parameter_twice(case: _Case) -> _Said:
    return (
        _W,
        "duplicate-parameter",
        f"parameter `{_quoted(case.finding.message)}` is declared twice in the same place; "
        "the last one counts",
        "remove one of the two",
    )


def _say_required_names(case: _Case) -> _Said:
    names = re.findall(r"'([^']*)'", case.finding.message)
    return (
        _W,
        "required-unknown",
        f"`required` names what the schema does not have: {_any_of(sorted(names), 'and')}",
        "declare the properties, or remove the names",
    )


def _say_name(case: _Case) -> _Said:
    return (
        _W,
        "bad-name",
        f"`{case.last}` has characters that names here may not have",
        "use letters, digits, `.`, `-` and `_`",
    )


def _say_pattern(case: _Case) -> _Said:
    return _W, "bad-format", f"`{case.last}` is `{shown(case.value)}`: not in the right form", None


def _say_format(case: _Case) -> _Said:
    wanted = case.finding.detail
    form = f"no {wanted}" if isinstance(wanted, str) else "not in the right form"
    return _W, "bad-format", f"`{case.last}` is `{shown(case.value)}`: {form}", None


def _say_tag(case: _Case) -> _Said:
    return _W, "tag", case.finding.message.replace("'", "`"), "name each tag once, parents too"


def _say_unchecked(case: _Case) -> _Said:
    return (
        _W,
        "unchecked",
        f"`{case.last}` could not be validated: {case.finding.message}",
        "look for a fault nearby",
    )


def _say_other(case: _Case) -> _Said:
    return _W, "invalid", f"`{case.last}`: {case.finding.message}", None


def _any_of(names: Iterable[Any], word: str = "or") -> str:
    """Words in a row. At most eight are named.

    >>> _any_of(["a", "b", "c"])
    '`a`, `b` or `c`'
    """
    texts = [f"`{shown(name)}`" for name in names]
    if len(texts) > 8:
        return ", ".join([*texts[:8], "..."])
    return f" {word} ".join([", ".join(texts[:-1]), texts[-1]] if texts[1:] else texts)


def _three_quoted(message: str) -> tuple[str, str, str]:
    """The operationId or parameter, the method and the path that a message names."""
    found = re.search(r"'(.*)' for '(\w+)'.* in '(.*)'", message, re.DOTALL)
    return (found[1], found[2], found[3]) if found else (message, "", "")


def _quoted(message: str) -> str:
    """The first quoted word of a message: a JSON string, or text in single quotes."""
    if found := re.search(r'"(?:[^"\\]|\\.)*"', message):
        with suppress(ValueError):
            return str(json.loads(found[0]))
    found = re.search(r"'([^']*)'", message)
    return found[1] if found else message


_SAYINGS: Mapping[str, Callable[[_Case], _Said]] = {
    "required": _say_required,
    "type": _say_type,
    "enum": _say_word,
    "const": _say_word,
    "unknown": _say_unknown,
    "uniqueItems": _say_twice,
    "default": _say_default,
    "DuplicateOperationIDError": _say_operation_id,
    "UnresolvableParameterError": _say_path_parameter,
    "ParameterDuplicateError": _say_parameter_twice,
    "ExtraParametersError": _say_required_names,
    "OpenAPIValidationError": _say_tag,
    "format": _say_format,
    "pattern": _say_pattern,
    "name": _say_name,
    "unchecked": _say_unchecked,
}
