"""What may be shown: credentials never leave through messages, ``repr`` or logs.

Logs print an allow-list of header fields; anything that is not known to be harmless is masked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MASK: Final = "***"

SHOWN: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "retry-after",
        "retry-after-ms",
        "server",
        "transfer-encoding",
        "user-agent",
        "x-request-id",
        "x-should-retry",
    }
)
"""Lower-case names of the header fields whose values are printed."""

HIDDEN_RESPONSE: Final = frozenset(
    {
        "set-cookie",
        "set-cookie2",
        "authorization",
        "cookie",
        "proxy-authorization",
        "x-api-key",
    }
)
"""Lower-case names of the header fields that a ``repr`` of response headers masks."""

_SHORTEST_SECRET: Final = 4


def loggable(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Header fields for a log: values outside the allow-list are masked."""
    return [(name, value if name.lower() in SHOWN else MASK) for name, value in fields]


def shown(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Header fields for a ``repr``: what carries credentials by its definition is masked."""
    return [
        (name, MASK if name.lower() in HIDDEN_RESPONSE else value)
        for name, value in fields
    ]


def without(text: str, secrets: Iterable[str]) -> str:
    """``text`` with every occurrence of a secret masked: a server may echo what it was sent.

    Secrets shorter than four characters stay: masking each ``a`` would hide the message and
    betray the secret.
    """
    for secret in sorted(set(secrets), key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, MASK)
    return text
