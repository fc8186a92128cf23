"""Media types: what they carry, and how the parts of a form are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.build.decide import Forms
from generator.build.define import Definitions
from generator.build.envelope import event_data
from generator.build.form import BinaryForm, ListForm, MapForm, RecordForm, UnionForm
from generator.build.schemas import Node
from generator.diagnostics import Report
from generator.ir.nodes import (
    AnyJson,
    Binary,
    Content,
    Json,
    Kind,
    Parameter,
    Part,
    Payload,
    Primitive,
    Style,
    TypeExpr,
)
from generator.text import pointer as pointers

_LINES = {
    "application/jsonl",
    "application/x-ndjson",
    "application/ndjson",
    "application/x-jsonlines",
    "application/json-seq",
    "application/stream+json",
}
_TEXT = re.compile(
    r"application/(x-)?(yaml|toml|javascript|ecmascript|graphql|sql|sh)|application/.+\+yaml"
)
"""Media types that are text, though their first half does not say so."""
_STYLES = {
    "form": Style.FORM,
    "spaceDelimited": Style.SPACE_DELIMITED,
    "pipeDelimited": Style.PIPE_DELIMITED,
    "deepObject": Style.DEEP_OBJECT,
}


def payload_of(media_type: str) -> Payload:
    """What a media type carries, by its name alone (RFC 6838 §4.2.8 for ``+json``).

    >>> payload_of("application/problem+json; charset=utf-8").value
    'json'
    """
    essence = media_type.partition(";")[0].strip().lower()
    if essence in _LINES:
        return Payload.JSON_LINES
    if essence == "text/event-stream":
        return Payload.EVENT_STREAM
    if re.fullmatch(r"(application|text)/json|.+\+json|\*/\*", essence):
        return Payload.JSON
    if essence == "application/x-www-form-urlencoded":
        return Payload.FORM
    if essence.startswith("multipart/"):
        return Payload.MULTIPART
    if essence.startswith("text/") or is_xml(essence) or _TEXT.fullmatch(essence):
        return Payload.TEXT
    return Payload.BYTES


def is_xml(media_type: str) -> bool:
    """Whether a media type is XML (RFC 7303 §4.2).

    >>> is_xml("application/atom+xml")
    True
    """
    essence = media_type.partition(";")[0].strip().lower()
    return essence in ("application/xml", "text/xml") or essence.endswith("+xml")


@dataclass(frozen=True, slots=True)
class Media:
    """Reads the ``content`` of bodies and responses."""

    forms: Forms
    definitions: Definitions
    report: Report
    header: Callable[[str, str, Any], Parameter | None]
    said: set[str] = field(default_factory=set)

    def contents(self, pointer: str, content: Any, *, examples: bool = True) -> tuple[Content, ...]:
        """The media types of one body or response, in the document's order, but for XML: it is
        handed over as text, so that it comes last and is no one's default."""
        if not isinstance(content, Mapping):
            return ()
        found = [
            self._content(pointers.child(pointer, media_type), str(media_type), described)
            for media_type, described in content.items()
            if isinstance(described, Mapping)
        ]
        if all(one.payload is not Payload.JSON for one in found):
            self._warn_text(pointer, content)
        return tuple(sorted(found, key=lambda one: is_xml(one.media_type)))

    def _warn_text(self, pointer: str, content: Mapping[str, Any]) -> None:
        """Say once for a media type that its structured values are given and taken as text."""
        for media_type, described in content.items():
            place = pointers.child(pointer, media_type)
            if not isinstance(described, Mapping) or payload_of(media_type) is not Payload.TEXT:
                continue
            node = schema_node(self.forms.schemas.root, place, described)
            if node is None:
                continue
            form = self.forms.final(node).form
            structured = isinstance(form, RecordForm | MapForm | ListForm | UnionForm)
            if structured and media_type not in self.said:
                self.said.add(media_type)
                self.report.warning(
                    "body-as-text",
                    f"`{media_type}` is given and returned as text; its schema is documentation",
                    place,
                    help="offer `application/json` as well",
                )

    def _content(self, pointer: str, media_type: str, described: Mapping[str, Any]) -> Content:
        payload = payload_of(media_type)
        node = schema_node(self.forms.schemas.root, pointer, described)
        if node is None:
            return Content(media_type=media_type, payload=payload, type=self._untyped(payload))
        form = self.forms.final(node).form
        whole: TypeExpr = self.definitions.type_of(node)
        if payload is Payload.JSON and media_type == "*/*" and isinstance(form, BinaryForm):
            payload = Payload.BYTES
        if payload is Payload.BYTES:
            whole = Binary()
        if payload is Payload.TEXT:
            whole = Primitive(kind=Kind.STRING)
        return Content(
            media_type=media_type,
            payload=payload,
            type=whole,
            parts=self._parts(pointer, payload, node, described.get("encoding")),
            examples=examples_of(described, self.forms.schemas.root),
        )

    @staticmethod
    def _untyped(payload: Payload) -> TypeExpr:
        if payload is Payload.BYTES:
            return Binary()
        return Primitive(kind=Kind.STRING) if payload is Payload.TEXT else AnyJson()

    def _parts(
        self, pointer: str, payload: Payload, node: Node, encoding: Any
    ) -> tuple[Part, ...]:
        if payload not in (Payload.FORM, Payload.MULTIPART):
            return ()
        form = self.forms.final(node).form
        if not isinstance(form, RecordForm):
            return ()
        told = encoding if isinstance(encoding, Mapping) else {}
        return tuple(
            self._part(pointers.child(pointer, "encoding", name), name, member, told.get(name))
            for name, member in form.shape.properties.items()
        )

    def _part(self, pointer: str, name: str, member: Node, told: Any) -> Part:
        """How one member is written: what ``encoding`` says, else the default of its kind
        (OpenAPI 3.1 §4.8.15.1)."""
        told = told if isinstance(told, Mapping) else {}
        payload, default = self._part_default(member)
        media_type = told.get("contentType")
        if isinstance(media_type, str):
            spoken = media_type.partition(",")[0].strip()
            carried = payload_of(spoken)
            # A parameter (`; x="*"`) may hold any sign.
            ranged = "*" in spoken.partition(";")[0]
            if payload is not Payload.BYTES and not ranged:
                payload = carried
            default = None if "," in media_type or ranged else spoken
        if payload is not Payload.BYTES and told.keys() & {"style", "explode", "allowReserved"}:
            # Said how to be written as a parameter is, `contentType` does not count.
            payload, default = Payload.TEXT, None
        style = _STYLES.get(str(told.get("style", "form")), Style.FORM)
        headers = told.get("headers")
        parameters = [
            self.header(pointers.child(pointer, "headers", header), str(header), described)
            for header, described in (headers.items() if isinstance(headers, Mapping) else ())
            if str(header).lower() != "content-type"
        ]
        explode = told.get("explode")
        return Part(
            name=name,
            media_type=default,
            payload=payload,
            style=style,
            explode=explode if isinstance(explode, bool) else style is Style.FORM,
            allow_reserved=told.get("allowReserved") is True,
            headers=tuple(header for header in parameters if header is not None),
        )

    def _part_default(self, member: Node) -> tuple[Payload, str | None]:
        form = self.forms.final(member).form
        if isinstance(form, ListForm) and form.item is not None:
            form = self.forms.final(form.item).form
        if isinstance(form, BinaryForm):
            return Payload.BYTES, "application/octet-stream"
        if isinstance(form, RecordForm | MapForm | ListForm):
            return Payload.JSON, "application/json"
        return Payload.TEXT, "text/plain"


def schema_node(
    root: Mapping[str, Any], pointer: str, described: Mapping[str, Any]
) -> Node | None:
    """The schema of a media type; OpenAPI 3.2's ``itemSchema`` is that of one item, of whose
    envelope only the data reaches the caller of an event stream."""
    for keyword in ("itemSchema", "schema"):
        if isinstance(described.get(keyword), dict | bool):
            node = Node(pointers.child(pointer, keyword), described[keyword])
            enveloped = keyword == "itemSchema" and _is_events(pointer)
            return event_data(root, node) if enveloped else node
    return None


def _is_events(pointer: str) -> bool:
    return payload_of(pointers.segments(pointer)[-1]) is Payload.EVENT_STREAM


def examples_of(described: Mapping[str, Any], root: Mapping[str, Any]) -> tuple[Json, ...]:
    """The examples of a media type or parameter (OpenAPI 3.1 §4.8.14), inline values only."""
    found: list[Json] = []
    if "example" in described:
        found.append(Json.of(described["example"]))
    listed = described.get("examples")
    for example in listed.values() if isinstance(listed, Mapping) else ():
        reference = example.get("$ref") if isinstance(example, Mapping) else None
        if isinstance(reference, str):
            try:
                example = pointers.resolve(root, pointers.from_reference(reference))
            except LookupError:
                continue
        if isinstance(example, Mapping):
            for keyword in ("value", "dataValue"):
                if keyword in example:
                    found.append(Json.of(example[keyword]))
    return tuple(dict.fromkeys(found))
