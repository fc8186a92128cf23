"""What a single call may set for itself, and the settings that result."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypedDict

from ..exceptions import RequestError

if TYPE_CHECKING:
    from .configuration import ConfigurationBase

SaveTarget: TypeAlias = "str | os.PathLike[str] | IO[bytes]"
"""Where a body is saved: a path, or a file open for writing bytes."""


class CallOptions(TypedDict, total=False):
    """Keyword arguments that every operation takes beside its own.

    Times are in seconds; ``None`` as a timeout means no limit. Absent options have the value of
    the client's configuration.
    """

    extra_headers: Mapping[str, str | None]
    """Header fields to send too; they win over all others, ``None`` removes one."""
    extra_query: Mapping[str, Any]
    """Query parameters to send too; a list repeats the name."""
    extra_body: Mapping[str, Any]
    """Members to add to a JSON object, form or multipart body."""
    timeout: float | None
    """Limit of the whole call, retries included; in a stream, of the silence between chunks."""
    connect_timeout: float | None
    max_retries: int
    media_type: str
    """The content type of the body, where the operation takes several."""
    host: str
    """Another base URL."""
    strict: bool
    """Refuse a response that breaks its schema."""
    idempotency_key: str
    """The key that makes repeated attempts one, where the operation knows such a header."""
    stream_to: SaveTarget
    """A path or a binary file into which the body of a success is written as it arrives."""


_NAMES = frozenset(CallOptions.__annotations__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of one call, with the configuration behind them."""

    timeout: float | None = 600.0
    connect_timeout: float | None = 5.0
    max_retries: int = 2
    max_retry_after: float = 60.0
    strict: bool = False
    host: str | None = None
    media_type: str | None = None
    idempotency_key: str | None = None
    stream_to: SaveTarget | None = None
    extra_headers: Mapping[str, str | None] = field(
        default_factory=dict[str, "str | None"]
    )
    extra_query: Mapping[str, Any] = field(default_factory=dict[str, Any])
    extra_body: Mapping[str, Any] = field(default_factory=dict[str, Any])


def settle(configuration: ConfigurationBase, options: CallOptions) -> Settings:
    """The settings of a call. Raises TypeError for an option that does not exist, RequestError
    for a time or a number of retries that makes no sense."""
    unknown = sorted(set(options) - _NAMES)
    if unknown:
        raise TypeError(f"unexpected keyword argument {unknown[0]!r}")
    return Settings(
        timeout=_seconds("timeout", options.get("timeout", configuration.timeout)),
        connect_timeout=_seconds(
            "connect_timeout",
            options.get("connect_timeout", configuration.connect_timeout),
        ),
        max_retries=_count(options.get("max_retries", configuration.max_retries)),
        max_retry_after=configuration.max_retry_after,
        strict=options.get("strict", configuration.strict),
        host=options.get("host"),
        media_type=options.get("media_type"),
        idempotency_key=options.get("idempotency_key"),
        stream_to=options.get("stream_to"),
        extra_headers=options.get("extra_headers") or {},
        extra_query=options.get("extra_query") or {},
        extra_body=options.get("extra_body") or {},
    )


def _seconds(name: str, value: object) -> float | None:
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or not math.isfinite(value)
        or value <= 0
    ):
        raise RequestError(
            f"{name} is a number of seconds above 0, or None for no limit"
        )
    return float(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RequestError("max_retries is a whole number, 0 or more")
    return value
