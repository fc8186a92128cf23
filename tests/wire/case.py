"""Wire cases as data: read, checked for unknown keys, and unfolded.

A file is one case, or a family of them (``each``, ``sweep``); see ``tests/wire/README.md`` for
every key. Nothing here knows a language.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support import reply as replies
from tests.support.server import Send

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases"

_CASE = {
    "proves",
    "contract",
    "document",
    "client",
    "needs",
    "server",
    "parallel",
    "unordered",
    "request",
    "requests",
    "reply",
    "replies",
    "call",
    "result",
    "steps",
    "connections",
    "same_header",
    "fresh_header",
    "never_prints",
    "sweep",
    "each",
}
_CLIENT = {
    "base_path",
    "host",
    "credentials",
    "environment",
    "timeout",
    "connect_timeout",
    "retries",
    "max_retry_wait",
    "strict",
    "headers",
    "server",
    "log",
}
_CALL = {
    "operation",
    "arguments",
    "body",
    "as",
    "stream",
    "take",
    "cancel_after",
    "download",
    "options",
    "pause",
}
_OPTIONS = {
    "headers",
    "query",
    "body",
    "timeout",
    "retries",
    "media_type",
    "strict",
    "idempotency_key",
}
_REQUEST = {
    "method",
    "target",
    "headers",
    "matches",
    "absent",
    "json",
    "text",
    "base64",
    "form",
    "multipart",
    "empty",
    "on",
    "connection",
    "after",
    "closed_early",
}
_RESULT = {
    "status",
    "headers",
    "json",
    "text",
    "base64",
    "none",
    "reads",
    "events",
    "error",
    "took",
    "spread",
    "cancelled",
}
_ERROR = {
    "class",
    "tag",
    "status",
    "message",
    "tells",
    "omits",
    "headers",
    "body",
    "json",
    "request_id",
    "method",
    "path",
    "retry_after",
}

CLASSES = {"connection", "timeout", "status", "decode", "stream", "truncated", "request"}
"""The neutral words for the kinds of failure (contract D1; ``request`` is a refusal to send)."""


class BadCase(ValueError):
    """A case file breaks the format; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case. ``id`` is ``<clause>/<file>`` with ``:<name>`` where the file is a family."""

    id: str
    proves: str
    document: str
    client: Mapping[str, Any]
    needs: tuple[str, ...]
    steps: tuple[Mapping[str, Any], ...]
    requests: tuple[Mapping[str, Any], ...] | None
    replies: tuple[Mapping[str, Any], ...]
    raw: Mapping[str, Any]

    @property
    def clause(self) -> str:
        """The clause of the contract that the case belongs to."""
        return self.id.partition("/")[0]


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML with JSON's types only: dates, ``no`` and ``on`` stay what the author wrote."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith(":timestamp") and not (tag.endswith(":bool") and first not in "tTfF")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_all(folder: Path = CASES) -> list[Case]:
    """Every case under a folder, in the order of their ids.

    :raises BadCase: a file breaks the format
    """
    return [case for path in sorted(folder.glob("*/*.yaml")) for case in load(path)]


def load(path: Path) -> list[Case]:
    """The cases of one file."""
    name = f"{path.parent.name}/{path.stem}"
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as fault:
        raise BadCase(f"{name}: {fault}") from fault
    if not isinstance(raw, dict):
        raise BadCase(f"{name}: a case is a mapping")
    if raw.get("contract") != path.parent.name:
        raise BadCase(f"{name}: contract must be {path.parent.name}")
    try:
        return [_case(case_id, data) for case_id, data in _unfold(name, raw)]
    except (KeyError, TypeError, ValueError) as fault:
        raise BadCase(f"{name}: {fault}") from fault


def _unfold(name: str, raw: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every member of ``each`` laid over the rest of the file."""
    family = raw.get("each")
    if family is None:
        yield name, raw
        return
    base = {key: value for key, value in raw.items() if key != "each"}
    for member, changes in family.items():
        yield f"{name}:{member}", _laid_over(base, changes)


def _laid_over(base: Any, changes: Any) -> Any:
    """Mappings merge, anything else replaces."""
    if not (isinstance(base, dict) and isinstance(changes, dict)):
        return deepcopy(changes)
    merged = {key: deepcopy(value) for key, value in base.items() if key not in changes}
    for key, value in changes.items():
        merged[key] = _laid_over(base[key], value) if key in base else deepcopy(value)
    return merged


def _case(case_id: str, raw: dict[str, Any]) -> Case:
    _known("case", raw, _CASE)
    steps = _plural(raw, "steps", {"call", "result"})
    requests = _several(raw, "request", "requests")
    answers = _several(raw, "reply", "replies") or [{"status": 204}]
    if raw.get("sweep") == "splits":
        answers, steps, requests = _sweep(answers[0], steps[0], requests)
    elif raw.get("sweep") is not None:
        raise BadCase(f"{case_id}: unknown sweep {raw['sweep']!r}")
    case = Case(
        id=case_id,
        proves=raw["proves"],
        document=raw["document"],
        client=raw.get("client", {}),
        needs=tuple(raw.get("needs", ())),
        steps=tuple(steps),
        requests=None if requests is None else tuple(requests),
        replies=tuple(answers),
        raw=raw,
    )
    _check(case)
    return case


def _plural(raw: dict[str, Any], plural: str, keys: set[str]) -> list[dict[str, Any]]:
    if plural in raw:
        return list(raw[plural])
    return [{key: raw[key] for key in keys if key in raw}]


def _several(raw: dict[str, Any], one: str, many: str) -> list[dict[str, Any]] | None:
    if one in raw and many in raw:
        raise BadCase(f"both {one} and {many}")
    if one in raw:
        return [raw[one]]
    return list(raw[many]) if many in raw else None


def _sweep(
    reply: dict[str, Any], step: dict[str, Any], requests: list[dict[str, Any]] | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]] | None]:
    """One call per place where the body can be split in two, and one with every byte alone."""
    size = sum(len(p.data) for p in replies.body_pieces(reply) if isinstance(p, Send))
    splits: list[Any] = [[offset] for offset in range(1, size)] + [1]
    answers = [{**reply, "split": split, "pace": 0.001} for split in splits]
    return answers, [step] * len(splits), requests and requests * len(splits)


def _check(case: Case) -> None:
    _known("client", case.client, _CLIENT)
    for step in case.steps:
        _known("step", step, {"call", "result"})
        _known("call", step["call"], _CALL)
        _known("options", step["call"].get("options", {}), _OPTIONS)
        result = step.get("result", {})
        _known("result", result, _RESULT)
        if "error" in result:
            _known("error", result["error"], _ERROR)
            named = result["error"].get("class")
            if not set(named if isinstance(named, list) else [named]) <= CLASSES:
                raise BadCase(f"{case.id}: error class must be one of {sorted(CLASSES)}")
        find_operation(case.document, step["call"]["operation"])
    for request in case.requests or ():
        _known("request", request, _REQUEST)
    for reply in case.replies:
        _known("reply", reply, replies.KEYS)


def _known(what: str, given: Mapping[str, Any], keys: set[str] | frozenset[str]) -> None:
    unknown = set(given) - keys
    if unknown:
        raise BadCase(f"unknown keys of {what}: {sorted(unknown)}")


# --- the document's side of a call ------------------------------------------------------------


def document_path(document: str) -> Path:
    """The OpenAPI file that a case names."""
    if document == "openai":
        return ROOT / "specs" / "openai" / "openapi.yaml"
    return ROOT / "specs" / "features" / f"{document}.yaml"


@cache
def _document(document: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(
        document_path(document).read_text(encoding="utf-8"), Loader=_Loader
    )
    return loaded


@cache
def find_operation(document: str, operation_id: str) -> dict[str, Any]:
    """What the document says about an operation, as much as a runner needs to find it.

    :raises BadCase: the document has no such operationId
    """
    paths = _document(document)["paths"]
    for path, item in paths.items():
        for method, operation in item.items():
            if isinstance(operation, dict) and operation.get("operationId") == operation_id:
                given = [*item.get("parameters", ()), *operation.get("parameters", ())]
                return {
                    "id": operation_id,
                    "method": method.upper(),
                    "path": path,
                    "group": operation.get("tags", ["default"])[0],
                    "parameters": [_parameter(document, parameter) for parameter in given],
                    "body": "requestBody" in operation,
                }
    raise BadCase(f"{document} has no operation {operation_id}")


def _parameter(document: str, parameter: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in parameter:
        node: Any = _document(document)
        for key in parameter["$ref"].removeprefix("#/").split("/"):
            node = node[key.replace("~1", "/").replace("~0", "~")]
        parameter = node
    return {"name": parameter["name"], "in": parameter["in"]}


@cache
def find_schemes(document: str) -> dict[str, str]:
    """The kind of every security scheme: ``bearer``, ``basic``, ``apiKey`` or ``oauth2``."""
    schemes = _document(document).get("components", {}).get("securitySchemes", {})
    return {
        name: scheme["scheme"] if scheme["type"] == "http" else scheme["type"]
        for name, scheme in schemes.items()
    }


def find_arguments(operation: Mapping[str, Any], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Arguments by wire name with their places; ``"id in query"`` names the place as well."""
    found = []
    for key, value in given.items():
        name, marked, place = key.rpartition(" in ")
        if not marked:
            name, place = key, ""
        fits = [
            p
            for p in operation["parameters"]
            if p["name"] == name and (not place or p["in"] == place)
        ]
        if len(fits) != 1:
            raise BadCase(f"{operation['id']}: {len(fits)} parameters are called {key!r}")
        found.append({"name": name, "in": fits[0]["in"], "value": value})
    return found


def filled(value: Any, places: Mapping[str, str]) -> Any:
    """``value`` with every ``${word}`` in its strings replaced, at any depth."""
    text = json.dumps(value)
    for word, replacement in places.items():
        text = text.replace("${" + word + "}", json.dumps(replacement)[1:-1])
    return json.loads(text)
