"""Request bodies: the caller's value, in the media type that the operation takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from ..exceptions import RequestError
from . import multipart
from .codec import encode, members, to_plain
from .files import guessed, is_file, name_of, source_of
from .media import MediaType
from .operation import Body, BodyContent, Part
from .parameters import form_pairs
from .source import BytesSource, Source
from .wiretext import scalar_text


@dataclass(frozen=True, slots=True)
class Built:
    """A body ready to be sent, with its content type; both None where there is none."""

    source: Source | None = None
    content_type: str | None = None


def build(
    body: Body | None,
    value: object,
    *,
    media_type: str | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Built:
    """The body of a request.

    ``media_type`` chooses among several, the default is the first JSON one; ``extra`` are
    members to add to an object. Raises RequestError for a missing body, a media type that the
    operation does not take, or a value that cannot be written in it.
    """
    if body is None or not body.contents:
        if value is not None or extra:
            raise RequestError("the operation takes no body")
        return Built()
    if value is None and not body.nullable:
        if body.required and not extra:
            raise RequestError("the operation needs a body")
        if not extra:
            return Built()
        value = {}
    content, sent_as = _choose(body.contents, value, media_type)
    return _WRITERS[content.payload](content, sent_as, value, extra or {})


def _choose(
    contents: tuple[BodyContent, ...], value: object, media_type: str | None
) -> tuple[BodyContent, str]:
    if media_type is not None:
        asked = MediaType.parse(media_type)
        for content in contents:
            if MediaType.parse(content.media_type).covers(asked):
                return content, media_type
        known = ", ".join(content.media_type for content in contents)
        raise RequestError(f"the operation takes {known}, not {media_type!r}")
    chosen = next((each for each in contents if each.payload == "json"), contents[0])
    if is_file(value):
        chosen = next((each for each in contents if each.payload == "bytes"), chosen)
    return chosen, chosen.media_type


def _json(
    _: BodyContent, sent_as: str, value: object, extra: Mapping[str, Any]
) -> Built:
    if not extra:
        return Built(BytesSource(encode(value)), sent_as)
    plain = to_plain(value)
    if not isinstance(plain, dict):
        raise RequestError("`extra_body` needs a body that is an object")
    return Built(BytesSource(encode({**plain, **extra})), sent_as)


def _json_lines(
    _: BodyContent, sent_as: str, value: object, extra: Mapping[str, Any]
) -> Built:
    _refuse_extra(extra)
    if not isinstance(value, Iterable) or isinstance(value, (str, bytes, Mapping)):
        raise RequestError("the body is a list of values, one per line")
    lines = [encode(item) + b"\n" for item in cast("Iterable[object]", value)]
    return Built(BytesSource(b"".join(lines)), sent_as)


def _text(
    _: BodyContent, sent_as: str, value: object, extra: Mapping[str, Any]
) -> Built:
    _refuse_extra(extra)
    if isinstance(value, (bytes, bytearray)):
        return Built(BytesSource(bytes(value)), sent_as)
    plain = to_plain(value)
    if plain is None or isinstance(plain, (dict, list)):
        raise RequestError(f"the body is text, not {type(value).__name__}")
    charset = MediaType.parse(sent_as).charset or "utf-8"
    try:
        return Built(BytesSource(scalar_text(plain).encode(charset)), sent_as)
    except (LookupError, UnicodeEncodeError):
        raise RequestError(f"the body cannot be written as {charset}") from None


def _bytes(
    _: BodyContent, sent_as: str, value: object, extra: Mapping[str, Any]
) -> Built:
    _refuse_extra(extra)
    if "*" in sent_as:
        sent_as = guessed(name_of(value)) or "application/octet-stream"
    return Built(source_of(value), sent_as)


def _form(
    content: BodyContent, sent_as: str, value: object, extra: Mapping[str, Any]
) -> Built:
    given = {**members(value), **extra}
    known = {part.name: part for part in content.parts}
    pieces = [
        piece
        for name, member in given.items()
        for piece in form_pairs(known.get(name, Part(name, "json")), to_plain(member))
    ]
    return Built(BytesSource("&".join(pieces).encode()), sent_as)


def _multipart(
    content: BodyContent, sent_as: str, value: object, extra: Mapping[str, Any]
) -> Built:
    mark = multipart.boundary()
    source = multipart.multipart({**members(value), **extra}, content.parts, mark)
    essence = sent_as.partition(";")[0].strip()
    essence = "multipart/form-data" if "*" in essence else essence
    return Built(source, f"{essence}; boundary={mark}")


def _event_stream(
    _: BodyContent, sent_as: str, value: object, extra: Mapping[str, Any]
) -> Built:
    raise RequestError("a stream of events cannot be sent")


def _refuse_extra(extra: Mapping[str, Any]) -> None:
    if extra:
        raise RequestError("`extra_body` needs a body that is an object")


_WRITERS = {
    "json": _json,
    "json-lines": _json_lines,
    "text": _text,
    "bytes": _bytes,
    "form": _form,
    "multipart": _multipart,
    "event-stream": _event_stream,
}
