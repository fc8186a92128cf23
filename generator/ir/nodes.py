"""The intermediate representation: what an API is, in no language.

Every node is frozen, hashable and picklable; sequences are tuples. Declarations refer to each
other by :data:`Id` (the JSON pointer of the place that declares them), never by object, so that
recursion needs no special case. A name is words plus the string of the wire: casing, reserved
words and clashes are decided by each language. JSON values (defaults, examples) are kept as
JSON text (:class:`Json`), so that a node stays hashable and ``1`` stays apart from ``true``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

Id: TypeAlias = str
"""The JSON pointer of a declaration, as a URI fragment: ``#/components/schemas/Cat``."""


@dataclass(frozen=True, slots=True)
class Json:
    """A JSON value as text: compact, keys in the order of the document, never re-sorted."""

    text: str

    @classmethod
    def of(cls, value: object) -> Json:
        """The text of a JSON-compatible value."""
        return cls(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    @property
    def value(self) -> Any:
        """The value, parsed anew at each call."""
        return json.loads(self.text)


class Strength(Enum):
    """Where a name comes from; the stronger one never moves to make room."""

    GIVEN = 0
    """Written by a person: component name, operationId, override."""
    DERIVED = 1
    """From one place: a title, a property name, a path."""
    COMPOSED = 2
    """Joined from several: an inline schema named by its path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in no language: lower-case words, and the exact string of the document.

    ``words`` may be empty (a property called ``+``); a language then falls back on a word of
    its own. ``wire`` is what goes over the wire or stands in the document.
    """

    words: tuple[str, ...]
    wire: str
    strength: Strength = Strength.GIVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Doc:
    """What the document says about a thing, as CommonMark, exactly as written."""

    summary: str = ""
    description: str = ""
    deprecated: bool = False
    external_url: str | None = None


# --- type expressions: how a type is used ---------------------------------------------------


class Kind(Enum):
    """The scalar kinds of JSON."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


class JsonKind(Enum):
    """What a JSON value can be; the currency of selectors."""

    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    ARRAY = "array"
    OBJECT = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """Bounds of a value (JSON Schema validation §6). Numbers are JSON text, exact at any size."""

    minimum: str | None = None
    maximum: str | None = None
    exclusive_minimum: str | None = None
    exclusive_maximum: str | None = None
    multiple_of: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None

    def __bool__(self) -> bool:
        return self != _UNBOUND


_UNBOUND = Constraints()


@dataclass(frozen=True, slots=True, kw_only=True)
class Primitive:
    """A scalar. ``format`` is the document's word (``date-time``, ``int64``, ``uuid``) or None."""

    kind: Kind
    format: str | None = None
    constraints: Constraints = _UNBOUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """Exactly one scalar value (``const``, or an ``enum`` of one): a string, number, bool."""

    value: Json
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A JSON array of one item type."""

    item: TypeExpr
    constraints: Constraints = _UNBOUND


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """A JSON object used as a map from any string to one type."""

    value: TypeExpr
    constraints: Constraints = _UNBOUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Nullable:
    """The inner type, or JSON ``null``. Never nested in itself."""

    inner: TypeExpr


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A use of a declaration."""

    id: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """Raw bytes: a file in a multipart body, an octet-stream body or response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyJson:
    """Any JSON value, ``null`` included."""


TypeExpr: TypeAlias = Primitive | Literal | ListOf | MapOf | Nullable | Ref | Binary | AnyJson


# --- declarations ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A member of a record. Required, nullable and default are three independent facts."""

    name: Name
    type: TypeExpr
    required: bool
    doc: Doc = Doc()
    default: Json | None = None
    read_only: bool = False
    write_only: bool = False
    examples: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A JSON object with known members.

    ``extra`` is the type of members that are not listed; None says that the document forbids
    them (a client keeps them all the same when a server sends them). ``parent`` is the id of the
    component whose inline schema this is, None for a component itself. ``undeclared`` are names
    that the document requires without saying what they are.
    """

    id: Id
    name: Name
    doc: Doc = Doc()
    parent: Id | None = None
    fields: tuple[Field, ...] = ()
    extra: TypeExpr | None = AnyJson()
    undeclared: tuple[str, ...] = ()
    examples: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A known value of an enumeration. ``name`` has the words of the value."""

    name: Name
    value: Json
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """A scalar with known values; ``base`` is any JSON for values of several kinds.

    ``open`` says that the document itself expects other values of ``base`` (``anyOf: [string,
    enum]``); clients keep unknown values either way.
    """

    id: Id
    name: Name
    base: Primitive | AnyJson
    members: tuple[Member, ...]
    doc: Doc = Doc()
    parent: Id | None = None
    open: bool = False
    examples: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One possibility of a union.

    ``tags`` are the JSON values of the tag member that select it, ``kinds`` what JSON kinds it
    accepts, ``key`` a required member that no other variant of the same kind has. Which of them
    decides is the union's ``selector``.
    """

    type: TypeExpr
    name: Name
    tags: tuple[Json, ...] = ()
    kinds: tuple[JsonKind, ...] = ()
    key: str | None = None
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True, kw_only=True)
class ByTag:
    """Member ``tag`` of the object decides, declared or inferred; see :attr:`Variant.tags`.

    ``fallback`` is the position of the variant for objects whose tag is absent or unknown (one
    without tags, or OpenAPI 3.2's ``defaultMapping``), None where there is none.
    """

    tag: str
    fallback: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByKind:
    """The JSON kind of the value is enough; no two variants share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByKey:
    """The presence of a variant's ``key`` decides; one variant without key may be the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InOrder:
    """The first variant that accepts the value; a warning was given."""


Selector: TypeAlias = ByTag | ByKind | ByKey | InOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """One of several types. ``null`` is never a variant (see :class:`Nullable`).

    The JSON kind always speaks first; ``selector`` decides among the variants that share a kind
    (in practice: among the objects). ``open`` says that unknown variants are to be expected;
    clients keep them either way.
    """

    id: Id
    name: Name
    variants: tuple[Variant, ...]
    selector: Selector
    doc: Doc = Doc()
    parent: Id | None = None
    open: bool = True
    examples: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name for a type expression (``ChatCompletionModalities``: a nullable list)."""

    id: Id
    name: Name
    type: TypeExpr
    doc: Doc = Doc()
    parent: Id | None = None
    default: Json | None = None
    examples: tuple[Json, ...] = ()


Declaration: TypeAlias = Record | Enumeration | Union | Alias


# --- operations -----------------------------------------------------------------------------


class Location(Enum):
    """Where a parameter travels."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


class Style(Enum):
    """How a parameter is written (OpenAPI 3.1 §4.8.12.3); CONTENT is JSON text in its place."""

    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    FORM = "form"
    SPACE_DELIMITED = "spaceDelimited"
    PIPE_DELIMITED = "pipeDelimited"
    DEEP_OBJECT = "deepObject"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An input beside the body. ``style``, ``explode``, ``allow_reserved`` are resolved."""

    name: Name
    location: Location
    type: TypeExpr
    required: bool
    style: Style
    explode: bool
    allow_reserved: bool = False
    media_type: str | None = None
    doc: Doc = Doc()
    default: Json | None = None
    examples: tuple[Json, ...] = ()
    pointer: str = "#"


class Payload(Enum):
    """What a media type carries."""

    JSON = "json"
    TEXT = "text"
    BYTES = "bytes"
    FORM = "form"
    MULTIPART = "multipart"
    EVENT_STREAM = "event-stream"
    JSON_LINES = "json-lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How one member of a form or multipart body is written (OpenAPI 3.1 §4.8.15)."""

    name: str
    media_type: str | None = None
    payload: Payload = Payload.TEXT
    style: Style = Style.FORM
    explode: bool = True
    allow_reserved: bool = False
    headers: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One media type of a body or response. ``type`` of a stream is that of one event."""

    media_type: str
    payload: Payload
    type: TypeExpr
    parts: tuple[Part, ...] = ()
    examples: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an operation sends. ``name`` is the argument's: the words of its schema."""

    name: Name
    required: bool
    contents: tuple[Content, ...]
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A response header that the document names, written in style ``simple``."""

    name: Name
    type: TypeExpr
    required: bool = False
    explode: bool = False
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What may come back. ``status`` is ``200``, ``2XX`` or ``default``."""

    status: str
    contents: tuple[Content, ...]
    doc: Doc = Doc()
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeUse:
    """One credential that an alternative asks for."""

    scheme: str
    scopes: tuple[str, ...] = ()


class SchemeKind(Enum):
    """The ways to authenticate (OpenAPI 3.1 §4.8.27)."""

    API_KEY = "apiKey"
    BASIC = "basic"
    BEARER = "bearer"
    HTTP = "http"
    OAUTH2 = "oauth2"
    OPEN_ID_CONNECT = "openIdConnect"
    MUTUAL_TLS = "mutualTLS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """An OAuth2 flow: ``kind`` is ``clientCredentials``, ``authorizationCode``, ``implicit``,
    ``password`` or ``deviceAuthorization``."""

    kind: str
    token_url: str | None = None
    authorization_url: str | None = None
    device_authorization_url: str | None = None
    refresh_url: str | None = None
    scopes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A security scheme; ``location`` and ``parameter`` are those of an API key."""

    id: str
    name: Name
    kind: SchemeKind
    doc: Doc = Doc()
    location: Location | None = None
    parameter: str | None = None
    http_scheme: str | None = None
    bearer_format: str | None = None
    flows: tuple[Flow, ...] = ()
    open_id_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable:
    """A hole in a server URL."""

    name: str
    default: str
    values: tuple[str, ...] = ()
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A base URL. ``url`` may hold ``{variables}`` and may be relative to the document."""

    url: str
    doc: Doc = Doc()
    variables: tuple[ServerVariable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Streaming:
    """An operation can be streamed.

    ``payload`` is EVENT_STREAM or JSON_LINES, ``event`` the type of one event, ``terminator`` the
    exact data that ends the stream, ``switch`` a member of the JSON body that asks for the
    stream (a JSON pointer of one segment, without the slash) and is set to true by the streamed
    call; None where the operation always streams. ``media_type`` goes into Accept.
    """

    payload: Payload
    event: TypeExpr
    media_type: str = "text/event-stream"
    terminator: str | None = None
    switch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """An operation returns a page: where the items are, and which query parameter takes which
    member of the page (or of its last item) to ask for the next one."""

    items: str
    parameter: str
    next: str
    more: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something to call. ``path`` is the template; ``parameters`` are in the document's order."""

    id: Id
    name: Name
    method: str
    path: str
    tags: tuple[str, ...]
    doc: Doc = Doc()
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[tuple[SchemeUse, ...], ...] = ()
    servers: tuple[Server, ...] = ()
    streaming: Streaming | None = None
    pagination: Pagination | None = None
    idempotency_header: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Operations that belong together: a tag. ``name`` of untagged operations is ``default``."""

    name: Name
    operations: tuple[Operation, ...]
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Which document this API came from; ``hash`` is the SHA-256 of its bytes, in hex."""

    title: str
    version: str
    hash: str
    openapi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A whole API. ``declarations`` are in the document's order; an operation stands in the
    group of its first tag only."""

    source: Source
    doc: Doc
    servers: tuple[Server, ...]
    groups: tuple[Group, ...]
    declarations: tuple[Declaration, ...]
    schemes: tuple[Scheme, ...] = ()
    license_name: str | None = None
    contact: str | None = None

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation, group by group."""
        return tuple(operation for group in self.groups for operation in group.operations)

    def index(self) -> dict[Id, Declaration]:
        """Declarations by id."""
        return {declaration.id: declaration for declaration in self.declarations}
