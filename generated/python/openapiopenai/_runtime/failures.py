"""Exceptions made from what came back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, cast

from ..exceptions import (
    ApiConnectionError,
    ApiException,
    ApiStatusError,
    ApiTimeoutError,
    DecodeError,
    RequestError,
    StreamTruncatedError,
    status_class,
)
from . import decoding
from .effects import Head, TransportFailure
from .headers import Headers
from .media import MediaType
from .operation import Response
from .redact import without
from .retry import retry_after

_IDS = (
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-correlation-id",
    "x-trace-id",
    "cf-ray",
)
_LONGEST_MESSAGE = 2000
_START = 65_536
_SPEAKING = (
    "message",
    "error_description",
    "detail",
    "details",
    "title",
    "errorMessage",
    "error_message",
    "description",
    "msg",
    "reason",
)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def request_id(headers: Headers) -> str | None:
    """The server's name for the request, from the usual header fields."""
    return next((headers[name] for name in _IDS if headers.get(name)), None)


def server_message(value: Any) -> str | None:
    """What a server says in an error body, None where it says nothing that is known.

    >>> server_message({"error": {"message": "no such model", "code": 1}})
    'no such model'
    >>> server_message({"title": "Bad", "detail": "name is missing"})
    'name is missing'
    """
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        said = [
            text
            for item in cast("list[object]", value)
            if (text := server_message(item))
        ]
        return "; ".join(said) or None
    if not isinstance(value, Mapping):
        return None
    members = cast("Mapping[str, Any]", value)
    error = members.get("error")
    if isinstance(error, dict) and (text := server_message(error)):
        return text
    for key in _SPEAKING:
        if text := server_message(members.get(key)):
            return text
    return server_message(members.get("errors")) or server_message(error)


def status_error(
    method: str,
    path: str,
    head: Head,
    body: bytes,
    responses: tuple[Response, ...],
    *,
    now: float,
    secrets: Iterable[str] = (),
) -> ApiStatusError:
    """The exception for an error status, with the body in the type of the document.

    A body that does not decode is no second error: ``data`` is then plain JSON or text. A secret
    that the server echoes is masked in the message.
    """
    content_type = head.headers.get("content-type")
    plain = _plain(content_type, body)
    text = (
        server_message(plain)
        if not isinstance(plain, str) or _readable(plain)
        else None
    )
    reason = head.reason or _phrase(head.status)
    message = without(text or f"{head.status} {reason}".strip(), secrets)
    return status_class(head.status)(
        _INVISIBLE.sub(" ", message)[:_LONGEST_MESSAGE],
        status=head.status,
        reason=reason,
        headers=head.headers,
        body=body,
        data=_typed(responses, head, content_type, body, plain),
        request_id=request_id(head.headers),
        method=method,
        path=path,
        retry_after=retry_after(head.headers, now),
    )


def _plain(content_type: str | None, body: bytes) -> Any:
    media_type = MediaType.parse(content_type or "")
    text = decoding.text_of(media_type, body)
    if media_type.is_json or text.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            pass
    return text or None


def _typed(
    responses: tuple[Response, ...],
    head: Head,
    content_type: str | None,
    body: bytes,
    plain: Any,
) -> Any:
    response = decoding.select(responses, head.status)
    if response is None or not response.contents or not body:
        return plain
    try:
        return decoding.decode_body(response, content_type, body)
    except decoding.Undecodable:
        return plain


def _readable(text: str) -> bool:
    """Whether a text body is a message and no page."""
    return len(text) <= _LONGEST_MESSAGE and text.lstrip()[:1] not in ("<", "{", "[")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def decode_error(
    method: str, path: str, head: Head, body: bytes, why: str
) -> DecodeError:
    """The exception for a success that is not what was promised; keeps the start of the body."""
    return DecodeError(
        why,
        status=head.status,
        reason=head.reason,
        headers=head.headers,
        body=body[:_START],
        request_id=request_id(head.headers),
        method=method,
        path=path,
    )


def truncated(
    method: str, path: str, head: Head, body: bytes, why: str
) -> StreamTruncatedError:
    """The exception for a stream that ended too early; keeps what had not been understood yet."""
    return StreamTruncatedError(
        why,
        status=head.status,
        reason=head.reason,
        headers=head.headers,
        body=body[-_START:],
        request_id=request_id(head.headers),
        method=method,
        path=path,
    )


def transport_error(
    method: str, path: str, failure: TransportFailure, head: Head | None = None
) -> ApiException:
    """The exception for a failure of the transport; ``head`` where a response had begun."""
    kind = {
        "timeout": ApiTimeoutError,
        "connection": ApiConnectionError,
        "encoding": DecodeError,
        "refused": RequestError,
    }[failure.kind]
    if head is None:
        return kind(str(failure), method=method, path=path)
    return kind(
        str(failure),
        status=head.status,
        reason=head.reason,
        headers=head.headers,
        body=failure.partial[:_START],
        request_id=request_id(head.headers),
        method=method,
        path=path,
    )
