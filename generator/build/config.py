"""What a person settles about a document: the neutral part of ``generator.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamingSetting:
    """How an operation is streamed. ``event`` names a component schema (or is a JSON pointer)."""

    event: str
    terminator: str | None = None
    switch: str | None = None
    media_type: str = "text/event-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionSetting:
    """How the variants of a union are told apart: the member ``tag`` holds one of the keys of
    ``mapping``, whose values name component schemas. An empty mapping: tags are inferred."""

    tag: str
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginationSetting:
    """See :class:`generator.ir.nodes.Pagination`."""

    items: str
    parameter: str
    next: str
    more: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Neutral settings.

    ``names`` maps a component schema name, an operationId, a security scheme name, a parameter
    pointer or any JSON pointer to the name to be used instead. ``streaming`` and ``pagination``
    are keyed by operationId, ``unions`` by component name or pointer. ``tags`` and ``operations``
    (operationIds) keep only what they name; both empty keep all.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    streaming: Mapping[str, StreamingSetting] = field(default_factory=dict)
    unions: Mapping[str, UnionSetting] = field(default_factory=dict)
    pagination: Mapping[str, PaginationSetting] = field(default_factory=dict)
    idempotency_header: str | None = None
    tags: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
