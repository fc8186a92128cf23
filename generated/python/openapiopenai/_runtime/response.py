"""The answer to a call, with its details."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .headers import Headers

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ApiResponse(Generic[T]):
    """A successful response: what the ``…_with_http_info`` methods return.

    ``data`` is the decoded body, ``raw_data`` its bytes (empty when it was saved to a file);
    ``request_id`` is the server's name for the request, where it sent one.
    """

    status_code: int
    headers: Headers = field(repr=False)
    data: T
    raw_data: bytes = field(repr=False)
    reason: str = ""
    request_id: str | None = None

    @property
    def status(self) -> int:
        """The same as ``status_code``."""
        return self.status_code
