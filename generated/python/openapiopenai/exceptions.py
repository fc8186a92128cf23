"""Every failure of a call is an :class:`ApiException`; nothing of the transport shows through.

::

    ApiException
    ├── RequestError             the call cannot be sent as given (also a ValueError)
    ├── ApiConnectionError       no response: refused, reset, unknown host, TLS
    │   └── ApiTimeoutError      the time of the call is over (also a TimeoutError)
    ├── ApiStatusError           the server answered with an error status
    │   ├── BadRequestError 400, UnauthorizedError 401, ForbiddenError 403, NotFoundError 404
    │   ├── ConflictError 409, UnprocessableEntityError 422, RateLimitError 429
    │   └── ServerError          500 to 599
    ├── DecodeError              a response that is not what the document promises
    └── StreamError              an error inside a stream
        └── StreamTruncatedError the stream ended before its end

The message of a status error is the server's own; no message holds the request or a credential.
"""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from ._runtime.headers import Headers


class Facts(TypedDict, total=False):
    """What an exception knows; see the attributes of :class:`ApiException`."""

    status: int | None
    reason: str | None
    headers: Headers | None
    body: bytes | None
    data: Any
    request_id: str | None
    method: str | None
    path: str | None
    retry_after: float | None


class ApiException(Exception):
    """The root of all failures of this package.

    Attributes are None where they do not apply: ``status``, ``reason`` and ``headers`` of the
    response, ``body`` its bytes (of a stream: their start), ``data`` the body decoded into the
    type that the document gives for that status, ``request_id``, ``method`` and ``path`` of the
    request, ``retry_after`` in seconds.
    """

    def __init__(self, message: str = "", **facts: Unpack[Facts]) -> None:
        super().__init__(message)
        self.status = facts.get("status")
        self.reason = facts.get("reason")
        self.headers = facts.get("headers")
        self.body = facts.get("body")
        self.data: Any = facts.get("data")
        self.request_id = facts.get("request_id")
        self.method = facts.get("method")
        self.path = facts.get("path")
        self.retry_after = facts.get("retry_after")

    @property
    def message(self) -> str:
        """What went wrong, in the server's words where it spoke."""
        return str(self.args[0]) if self.args else ""

    @property
    def status_code(self) -> int | None:
        """The same as ``status``."""
        return self.status

    @property
    def text(self) -> str:
        """The body as text; bytes that are no UTF-8 are replaced."""
        return (self.body or b"").decode("utf-8", "replace")


OpenApiException = ApiException


class RequestError(ApiException, ValueError):
    """The call cannot be sent as it was given: nothing has reached the server."""


class ApiConnectionError(ApiException, ConnectionError):
    """No response came."""


class ApiTimeoutError(ApiConnectionError, TimeoutError):
    """The time allowed for the call, or for a chunk of a stream, is over."""


class ApiStatusError(ApiException):
    """The server answered with a status that is no success.

    It prints as status, reason and the server's message; ``message`` is the message alone.
    """

    def __str__(self) -> str:
        head = f"{self.status or ''} {self.reason or ''}".strip()
        return f"{head}: {self.message}" if self.message not in ("", head) else head


class BadRequestError(ApiStatusError):
    """Status 400."""


class UnauthorizedError(ApiStatusError):
    """Status 401."""


class ForbiddenError(ApiStatusError):
    """Status 403."""


class NotFoundError(ApiStatusError):
    """Status 404."""


class ConflictError(ApiStatusError):
    """Status 409."""


class UnprocessableEntityError(ApiStatusError):
    """Status 422."""


class RateLimitError(ApiStatusError):
    """Status 429."""


class ServerError(ApiStatusError):
    """Status 500 to 599."""


class DecodeError(ApiException):
    """The response is cut off, empty, or not of the type that the document promises."""


class StreamError(ApiException):
    """The server reported an error inside a stream; ``data`` is the event, ``body`` its text."""


class StreamTruncatedError(StreamError):
    """The stream ended without its terminator."""


_BY_STATUS: dict[int, type[ApiStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_class(status: int) -> type[ApiStatusError]:
    """The class of errors for a status.

    >>> status_class(503).__name__
    'ServerError'
    """
    return _BY_STATUS.get(
        status, ServerError if 500 <= status < 600 else ApiStatusError
    )


__all__ = [
    "ApiConnectionError",
    "ApiException",
    "ApiStatusError",
    "ApiTimeoutError",
    "BadRequestError",
    "ConflictError",
    "DecodeError",
    "ForbiddenError",
    "NotFoundError",
    "OpenApiException",
    "RateLimitError",
    "RequestError",
    "ServerError",
    "StreamError",
    "StreamTruncatedError",
    "UnauthorizedError",
    "UnprocessableEntityError",
    "status_class",
]
