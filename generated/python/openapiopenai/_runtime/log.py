"""The log: one line per request and per response, at level DEBUG.

Paths are printed without their query, header fields by an allow-list, bodies only on demand.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from .redact import loggable, without

logger = logging.getLogger(__name__.rpartition("._runtime")[0])
"""The logger of the package, under its name."""

_LONGEST_BODY = 4096


def enable() -> None:
    """Print the log to standard error, unless the program handles it already."""
    logger.setLevel(logging.DEBUG)
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
        logger.addHandler(handler)


def request(
    method: str,
    path: str,
    fields: Iterable[tuple[str, str]],
    body: bytes | None = None,
    secrets: Iterable[str] = (),
) -> None:
    """Log a request; ``body`` only when the caller asked for bodies."""
    if logger.isEnabledFor(logging.DEBUG):
        tail = "" if body is None else f" body={_excerpt(body, secrets)}"
        logger.debug("> %s %s %s%s", method, path, dict(loggable(fields)), tail)


def response(
    method: str,
    path: str,
    status: int,
    fields: Iterable[tuple[str, str]],
) -> None:
    """Log the head of a response."""
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug("< %s %s %d %s", method, path, status, dict(loggable(fields)))


def body(method: str, path: str, data: bytes, secrets: Iterable[str] = ()) -> None:
    """Log the body of a response, when the caller asked for bodies."""
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug("< %s %s body=%s", method, path, _excerpt(data, secrets))


def retry(method: str, path: str, cause: str, seconds: float, left: int) -> None:
    """Log that a call is repeated after some seconds."""
    logger.debug(
        "retrying %s %s after %.3f s (%s; %d left)", method, path, seconds, cause, left
    )


def _excerpt(data: bytes, secrets: Iterable[str]) -> str:
    text = without(data[:_LONGEST_BODY].decode("utf-8", "replace"), secrets)
    return repr(text + ("…" if len(data) > _LONGEST_BODY else ""))
