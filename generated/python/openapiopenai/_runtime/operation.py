"""The tables of a generated client: what an operation is, as data.

The generated API modules hold one :class:`Operation` per operation and nothing else that decides;
everything a call does is read from its entry by the engine. All entries are frozen. Types stand
behind ``lambda`` so that importing an API module imports no model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeAlias, TypeVar

T = TypeVar("T")

TypeThunk: TypeAlias = Callable[[], Any]
"""Gives the type to decode into, when it is first needed."""

Location: TypeAlias = Literal["path", "query", "header", "cookie"]

Style: TypeAlias = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "content",
]
"""How a value is written (OpenAPI 3.1 §4.8.12.3); ``content`` is JSON text in its place."""

Payload: TypeAlias = Literal[
    "json", "text", "bytes", "form", "multipart", "event-stream", "json-lines"
]
"""What a media type carries."""


@dataclass(frozen=True, slots=True)
class Param:
    """An input beside the body. ``name`` is that of the wire."""

    name: str
    location: Location
    style: Style
    explode: bool = False
    required: bool = False
    allow_reserved: bool = False

    @property
    def key(self) -> str:
        """The key of the parameter's value in the dict given to ``_call``: ``query:limit``."""
        return f"{self.location}:{self.name}"


@dataclass(frozen=True, slots=True)
class Part:
    """How one member of a form or multipart body is written (OpenAPI 3.1 §4.8.15).

    ``media_type`` None means the default of the value's kind; ``payload`` ``json`` writes the
    member as JSON text, ``bytes`` as a file, ``text`` by ``style`` and ``explode``.
    """

    name: str
    payload: Payload = "text"
    media_type: str | None = None
    style: Style = "form"
    explode: bool = True
    allow_reserved: bool = False


@dataclass(frozen=True, slots=True)
class BodyContent:
    """One media type in which a body may be sent."""

    media_type: str
    payload: Payload
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """What an operation sends. ``nullable`` says that ``None`` is JSON ``null``, not absent."""

    contents: tuple[BodyContent, ...]
    required: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """One media type of a response; ``type`` gives what it is decoded into."""

    media_type: str
    payload: Payload
    type: TypeThunk | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What may come back. ``status`` is ``200``, ``2XX`` or ``default``."""

    status: str
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """One credential that an alternative asks for."""

    scheme: str
    scopes: tuple[str, ...] = ()


Security: TypeAlias = tuple[tuple[Use, ...], ...]
"""Alternatives, each of credentials that are all needed; ``((),)`` or ``()`` needs none."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to authenticate (OpenAPI 3.1 §4.8.27).

    ``location`` and ``parameter`` are those of an API key; ``http_scheme`` is the word of an
    ``http`` scheme other than basic and bearer; ``token_url`` that of the OAuth2 client
    credentials flow.
    """

    id: str
    kind: Literal[
        "apiKey", "basic", "bearer", "http", "oauth2", "openIdConnect", "mutualTLS"
    ]
    location: Location | None = None
    parameter: str | None = None
    http_scheme: str | None = None
    token_url: str | None = None


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A hole in a server URL. ``values`` empty means any."""

    name: str
    default: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """A base URL; ``url`` may hold ``{variables}``."""

    url: str
    description: str = ""
    variables: tuple[ServerVariable, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation(Generic[T]):
    """Something to call; ``T`` is what its success response is decoded into."""

    name: str
    method: str
    path: str
    parameters: tuple[Param, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: Security = ()
    servers: tuple[Server, ...] = ()
    idempotency_header: str | None = None


@dataclass(frozen=True, slots=True)
class StreamOperation(Generic[T]):
    """An operation called for a stream; ``T`` is the type of one chunk.

    ``terminator`` is the exact data that ends the stream, ``switch`` the member of the JSON body
    that the streamed call sets to true.
    """

    operation: Operation[Any]
    type: TypeThunk
    payload: Literal["event-stream", "json-lines"] = "event-stream"
    media_type: str = "text/event-stream"
    terminator: str | None = None
    switch: str | None = None


@dataclass(frozen=True, slots=True)
class ApiFacts:
    """What the generated ``configuration.py`` knows of the document.

    ``package`` names the environment variables and the user agent, ``version`` is that of the
    package; ``schemes`` are by their id in the document.
    """

    package: str
    version: str
    servers: tuple[Server, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    scheme_index: Mapping[str, Scheme] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "scheme_index", {scheme.id: scheme for scheme in self.schemes}
        )
