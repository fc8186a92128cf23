"""From a call to the request that it sends: everything but the credentials."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..exceptions import RequestError
from . import url
from .bodies import Built, build
from .codec import to_plain
from .configuration import ConfigurationBase
from .decoding import accepted
from .effects import WireRequest
from .operation import Operation, Param, StreamOperation
from .options import Settings
from .parameters import (
    checked_cookie,
    checked_header,
    cookie_pairs,
    header_text,
    path_text,
    query_pairs,
)
from .percent import component, decoded
from .problems import Unencodable
from .security import Credentials
from .source import Source

_IGNORED = frozenset({"accept", "content-type", "authorization"})
"""Header parameters that the standard ignores (OpenAPI 3.1 §4.8.12.2)."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the caller made it; ``stream`` is set when it asks for a stream."""

    operation: Operation[Any]
    values: Mapping[str, object]
    body: object
    settings: Settings
    stream: StreamOperation[Any] | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request without credentials, the same for all attempts. ``path`` is for messages."""

    method: str
    base: url.Base
    path: str
    query: tuple[str, ...]
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    cookies: tuple[str, ...] = field(repr=False)
    overrides: tuple[tuple[str, str | None], ...] = field(repr=False)
    source: Source | None = field(repr=False)

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent again."""
        return self.source is None or self.source.replayable

    def sign(self, credentials: Credentials, target: str | None = None) -> WireRequest:
        """The request with credentials; ``target`` is where a redirect leads instead."""
        cookies = "; ".join((*self.cookies, *credentials.cookies))
        fields = _merged(
            self.fields,
            credentials.fields,
            [("Cookie", cookies)] if cookies else [],
            self.overrides,
        )
        if target is None:
            # A parameter of the same name gives way: the name belongs to the credential.
            names = {pair.partition("=")[0] for pair in credentials.query}
            own = [pair for pair in self.query if pair.partition("=")[0] not in names]
            where = self.base.join(self.path, "&".join([*own, *credentials.query]))
        else:
            where = _with_query(target, credentials.query)
        return WireRequest(self.method, where, fields, self.source)


def prepare(call: Call, configuration: ConfigurationBase) -> Prepared:
    """Build what all attempts of a call share. Raises RequestError when it cannot be sent."""
    try:
        return _prepare(call, configuration)
    except Unencodable as error:
        raise RequestError(f"the call cannot be written: {error}") from error


def _prepare(call: Call, configuration: ConfigurationBase) -> Prepared:
    operation, settings = call.operation, call.settings
    by_place = _by_place(operation, call.values)
    texts = {param.name: path_text(param, value) for param, value in by_place["path"]}
    path, template_query = url.expand(operation.path, texts)
    base = url.base(settings.host or configuration.base_url(operation))
    body = _body(call)
    return Prepared(
        method=operation.method.upper(),
        base=base,
        path=path,
        query=_query(template_query, by_place["query"], settings.extra_query),
        fields=_fields(call, configuration, by_place["header"], body),
        cookies=tuple(
            checked_cookie(name, text)
            for param, value in by_place["cookie"]
            for name, text in cookie_pairs(param, value)
        ),
        overrides=_overrides(settings.extra_headers),
        source=body.source,
    )


def _by_place(
    operation: Operation[Any], values: Mapping[str, object]
) -> dict[str, list[tuple[Param, Any]]]:
    places: dict[str, list[tuple[Param, Any]]] = {
        "path": [],
        "query": [],
        "header": [],
        "cookie": [],
    }
    for param in operation.parameters:
        value = values.get(param.key)
        if value is not None:
            places[param.location].append((param, to_plain(value)))
        elif param.required or param.location == "path":
            raise RequestError(
                f"the {param.location} parameter {param.name!r} needs a value"
            )
    return places


def _body(call: Call) -> Built:
    switch = call.stream.switch if call.stream is not None else None
    extra = {
        **call.settings.extra_body,
        **({switch: True} if switch is not None else {}),
    }
    return build(
        call.operation.body, call.body, media_type=call.settings.media_type, extra=extra
    )


def _query(
    template: str, parameters: Iterable[tuple[Param, Any]], extra: Mapping[str, Any]
) -> tuple[str, ...]:
    declared = [piece for piece in template.split("&") if piece]
    for param, value in parameters:
        declared.extend(query_pairs(param, value))
    added = [
        piece
        for name, value in extra.items()
        for piece in query_pairs(_extra_param(name, value), to_plain(value))
    ]
    names = {component(name) for name in extra}
    kept = [piece for piece in declared if piece.partition("=")[0] not in names]
    return (*kept, *added)


def _extra_param(name: str, value: object) -> Param:
    deep = isinstance(value, Mapping)
    return Param(name, "query", "deepObject" if deep else "form", explode=True)


def _fields(
    call: Call,
    configuration: ConfigurationBase,
    parameters: Iterable[tuple[Param, Any]],
    body: Built,
) -> tuple[tuple[str, str], ...]:
    operation = call.operation
    fields = [
        ("User-Agent", configuration.user_agent),
        (
            "Accept",
            accepted(
                operation.responses, call.stream.media_type if call.stream else None
            ),
        ),
        *configuration.default_headers.items(),
    ]
    if body.content_type is not None:
        fields.append(("Content-Type", body.content_type))
    if operation.idempotency_header is not None:
        key = call.settings.idempotency_key or str(uuid.uuid4())
        fields.append((operation.idempotency_header, key))
    for param, value in parameters:
        text = header_text(param, value)
        if text is not None and param.name.lower() not in _IGNORED:
            fields.append((param.name, text))
    return _merged([checked_header(name, value) for name, value in fields])


def _overrides(extra: Mapping[str, str | None]) -> tuple[tuple[str, str | None], ...]:
    return tuple(
        (name, None) if value is None else checked_header(name, value)
        for name, value in extra.items()
    )


def _merged(*groups: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Header fields where a later one replaces an earlier one of its name; None removes it."""
    merged: dict[str, tuple[str, str | None]] = {}
    for group in groups:
        for name, value in group:
            merged.pop(name.lower(), None)
            merged[name.lower()] = (name, value)
    return tuple((name, value) for name, value in merged.values() if value is not None)


def _with_query(target: str, pairs: Iterable[str]) -> str:
    """A redirect's URL with the credentials of the query, where it does not have them itself."""
    path, _, query = target.partition("?")
    held = {decoded(piece.partition("=")[0]) for piece in query.split("&")}
    added = [pair for pair in pairs if decoded(pair.partition("=")[0]) not in held]
    both = "&".join([*([query] if query else []), *added])
    return f"{path}?{both}" if both else path
