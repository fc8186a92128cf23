"""What a call asks of the world, as data.

The decisions of a call are generators that yield effects and get their results; nothing in them
waits or touches a socket. Two drivers perform the effects, one blocking and one asynchronous, so
that every decision is written once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from .headers import Headers
from .options import SaveTarget
from .source import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WireRequest:
    """A request as it travels; its URL may hold credentials."""

    method: str
    url: str = field(repr=False)
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    source: Source | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Head:
    """Status and header fields of a response; the body is still to be read."""

    status: int
    reason: str
    headers: Headers


@dataclass(frozen=True, slots=True)
class Send:
    """Send a request; the result is a :class:`Head`.

    ``within`` is the time for all of it, ``connect`` that for connecting, ``silence`` the time
    that may pass without a byte; seconds, None for no limit.
    """

    request: WireRequest
    within: float | None
    connect: float | None
    silence: float | None


@dataclass(frozen=True, slots=True)
class Read:
    """Read some of the body; the result is bytes, empty at the end."""

    within: float | None


@dataclass(frozen=True, slots=True)
class ReadAll:
    """Read the rest of the body, but at most about ``limit`` bytes; the result is bytes."""

    within: float | None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Save:
    """Write the body to a file as it arrives; the result is None."""

    target: SaveTarget
    within: float | None


@dataclass(frozen=True, slots=True)
class Leave:
    """Be done with the response: read a short rest, so that the connection can be used again,
    else close it. The result is None."""

    within: float = 0.2
    limit: int = 65_536


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait for some seconds; the result is None."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a caller's function for a credential; the result is what it gives."""

    provider: Callable[[], str] | Callable[[], Awaitable[str]]


class Lock(Protocol):
    """A lock that is already held when :class:`Acquire` returns."""

    def release(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Acquire:
    """Wait for a lock; the result is None."""

    lock: Any
    within: float | None


Effect: TypeAlias = Send | Read | ReadAll | Save | Leave | Sleep | Ask | Acquire

Effects: TypeAlias = Generator[Effect, Any, T]
"""A piece of a call: yields effects, gets their results, returns ``T``."""


class TransportFailure(Exception):
    """An effect failed in the transport: what a driver throws into the generator.

    ``kind`` says how: ``timeout``; ``connection``, which covers whatever broke; ``encoding`` for
    a body whose compression is broken; ``refused`` for a request that the transport will not
    send. ``partial`` is what had been read of the body.
    """

    def __init__(
        self,
        kind: Literal["timeout", "connection", "encoding", "refused"],
        message: str,
        partial: bytes = b"",
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.partial = partial
