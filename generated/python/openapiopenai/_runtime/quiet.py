"""Silence for the loggers of the transport during a call.

httpx2 logs whole URLs and httpcore2 all header fields of a response, credentials and cookies with
them. What is worth logging, :mod:`.log` says; what other users of the two libraries log stays.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)

_LOGGERS = (
    "httpx2",
    "httpcore2.connection",
    "httpcore2.http11",
    "httpcore2.http2",
    "httpcore2.proxy",
    "httpcore2.socks",
)


class _Silence(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not _quiet.get() or record.levelno >= logging.WARNING


_SILENCE = _Silence()


def install() -> None:
    """Let the loggers know of silence; more than once does no harm."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_SILENCE)


@contextmanager
def quiet() -> Generator[None, None, None]:
    """Keep the transport from logging what happens inside."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)
