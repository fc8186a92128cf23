"""Tokens by the OAuth2 client credentials flow (RFC 6749 §4.4), kept while they are good."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode

from ..exceptions import DecodeError
from .effects import WireRequest
from .percent import form
from .source import BytesSource

_EARLY = 60.0
"""A token is renewed this many seconds before its end, or a tenth of its life if that is less."""

_UNKNOWN_LIFE = 300.0
"""How long a token without ``expires_in`` is used."""

TokenKey = tuple[str, str, tuple[str, ...]]
"""Token URL, client id and scopes."""


@dataclass(slots=True)
class TokenStore:
    """The tokens of one client, and the lock under which a new one is fetched."""

    lock: Any
    tokens: dict[TokenKey, tuple[str, float]] = field(
        default_factory=dict[TokenKey, tuple[str, float]], repr=False
    )

    def get(self, key: TokenKey, now: float) -> str | None:
        """A token that is still good at ``now`` (monotonic seconds)."""
        token, end = self.tokens.get(key, ("", now))
        return token if now < end else None

    def put(self, key: TokenKey, token: str, life: float, now: float) -> None:
        """Keep a token that lives for ``life`` seconds from ``now``."""
        self.tokens[key] = (token, now + life - min(_EARLY, life / 10))

    def forget(self, token: str) -> None:
        """Drop a token that the server refused."""
        self.tokens = {
            key: held for key, held in self.tokens.items() if held[0] != token
        }


def token_request(
    url: str, client: tuple[str, str], scopes: tuple[str, ...]
) -> WireRequest:
    """The request for a token; the client names itself by HTTP Basic (RFC 6749 §2.3.1)."""
    members = {"grant_type": "client_credentials"}
    if scopes:
        members["scope"] = " ".join(scopes)
    coded = base64.b64encode(":".join(form(part) for part in client).encode()).decode()
    return WireRequest(
        "POST",
        url,
        (
            ("Accept", "application/json"),
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Authorization", f"Basic {coded}"),
        ),
        BytesSource(urlencode(members).encode()),
    )


def granted(body: bytes) -> tuple[str, float]:
    """Token and life in seconds from a token response. Raises DecodeError for anything else."""
    try:
        answer: object = json.loads(body)
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        members = cast("dict[str, object]", answer)
        token, life = members.get("access_token"), members.get(
            "expires_in", _UNKNOWN_LIFE
        )
        if isinstance(token, str) and token:
            try:
                return token, max(0.0, float(cast("float | str", life)))
            except (TypeError, ValueError):
                return token, _UNKNOWN_LIFE
    raise DecodeError("the token response holds no access token")
