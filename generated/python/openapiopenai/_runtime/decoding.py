"""Response bodies: which of the declared contents came, and what it says."""

from __future__ import annotations

from typing import Any

from . import codec
from .media import MediaType
from .operation import Content, Response
from .problems import Mismatch, NotJson


class Undecodable(Exception):
    """The body is not what the document promises; the message says why, without the body."""


def select(responses: tuple[Response, ...], status: int) -> Response | None:
    """The declared response for a status: exact, else its range, else ``default``.

    >>> select((Response("default"), Response("2XX"), Response("200")), 201)
    Response(status='2XX', contents=())
    """
    by_status = {response.status.upper(): response for response in responses}
    for key in (str(status), f"{status // 100}XX", "DEFAULT"):
        if key in by_status:
            return by_status[key]
    return None


def accepted(responses: tuple[Response, ...], streamed: str | None = None) -> str:
    """The value of ``Accept``: what the operation may answer.

    ``streamed`` is the media type of a stream when one is asked for; without it, streams are not
    asked for where anything else is declared.
    """
    if streamed is not None:
        return streamed
    contents = [content for response in responses for content in response.contents]
    whole = [
        each for each in contents if each.payload not in ("event-stream", "json-lines")
    ]
    first = sorted(whole or contents, key=lambda each: each.payload != "json")
    names = dict.fromkeys(each.media_type for each in first)
    return ", ".join(names) or "*/*"


def bodiless(method: str, status: int) -> bool:
    """Whether a response has no body by definition (RFC 9110 §6.4.1)."""
    return method == "HEAD" or status in (204, 205, 304)


def decode_body(
    response: Response | None,
    content_type: str | None,
    data: bytes,
    *,
    strict: bool = False,
) -> Any:
    """The value of a success body.

    None where the document declares no content for the status. A status that it does not
    declare at all is decoded by its media type: JSON as plain values, text as ``str``, the rest
    as ``bytes``. Raises :class:`Undecodable`.
    """
    if response is None:
        return plain_body(content_type, data)
    if not response.contents:
        return None
    content = match(response.contents, content_type)
    if content is None:
        raise Undecodable(
            f"the response is {_essence(content_type)}, not {_promised(response)}"
        )
    return _decode(content, content_type, data, strict)


def match(contents: tuple[Content, ...], content_type: str | None) -> Content | None:
    """The declared content for a content type: exact, else the narrowest range, else JSON for
    any kind of JSON. A response without content type is taken for the first one."""
    if content_type is None or not content_type.strip():
        return contents[0]
    came = MediaType.parse(content_type)
    declared = [(MediaType.parse(content.media_type), content) for content in contents]
    covering = [
        (each.weight, content) for each, content in declared if each.covers(came)
    ]
    if covering:
        return max(covering, key=lambda pair: pair[0])[1]
    if came.is_json:
        return next((content for each, content in declared if each.is_json), None)
    return None


def plain_body(content_type: str | None, data: bytes) -> Any:
    """A body by its media type alone. Raises :class:`Undecodable` for broken JSON."""
    if not data:
        return None
    media_type = MediaType.parse(content_type or "")
    if media_type.is_json:
        return _json(Any, media_type, data, False)
    return text_of(media_type, data) if media_type.is_text else data


def text_of(media_type: MediaType, data: bytes) -> str:
    """The text of a body in its charset, UTF-8 where it names none or one that is unknown."""
    try:
        return data.decode(media_type.charset or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _decode(
    content: Content, content_type: str | None, data: bytes, strict: bool
) -> Any:
    came = MediaType.parse(content_type or content.media_type)
    if content.payload == "bytes":
        return data
    if content.payload == "json" or (content.payload != "text" and came.is_json):
        if not data:
            raise Undecodable("the response is empty")
        return _json(content.type() if content.type else Any, came, data, strict)
    if content.payload == "json-lines":
        kind: Any = content.type() if content.type else Any
        return [
            _json(kind, came, line, strict)
            for line in data.splitlines()
            if line.strip()
        ]
    return text_of(came, data)


def _json(kind: Any, media_type: MediaType, data: bytes, strict: bool) -> Any:
    if media_type.charset not in (None, "utf-8", "utf8", "us-ascii"):
        data = text_of(media_type, data).encode()
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]  # RFC 8259 §8.1: a reader may ignore a byte order mark.
    try:
        return codec.decode(kind, data, strict=strict)
    except NotJson as error:
        raise Undecodable(f"the response is {error}") from None
    except Mismatch as error:
        raise Undecodable(f"the response breaks its schema: {error}") from error


def _essence(content_type: str | None) -> str:
    return str(MediaType.parse(content_type or ""))


def _promised(response: Response) -> str:
    return " or ".join(content.media_type for content in response.contents)
