"""From the reply of a case file to the bytes, pauses and faults that the server plays.

The keys are described in ``tests/wire/README.md``; an unknown key is refused, so that a typing
error in a case cannot pass as a reply.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from itertools import pairwise
from typing import Any

from tests.support.server import Action, Close, Hang, Pause, Recorded, Send

BODIES = ("json", "text", "base64", "events", "lines", "pieces")
KEYS = frozenset(BODIES) | {
    "status",
    "reason",
    "headers",
    "framing",
    "split",
    "pace",
    "delay",
    "truncate",
    "drop",
    "reset",
    "hang",
    "close",
    "raw",
    "times",
}

_MEDIA_TYPES = {
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
    "base64": "application/octet-stream",
    "events": "text/event-stream",
    "lines": "application/jsonl",
    "pieces": "text/event-stream",
}

_NO_BODY = {204, 304}


def actions(reply: Mapping[str, Any], request: Recorded) -> Sequence[Action]:
    """What the server does for one reply.

    :raises ValueError: the reply has an unknown key, two bodies, or a fault that cannot be
    """
    unknown = set(reply) - KEYS
    if unknown:
        raise ValueError(f"unknown keys of a reply: {sorted(unknown)}")
    lead: list[Action] = [Pause(reply["delay"])] if reply.get("delay") else []
    if reply.get("drop") == "before-headers":
        return [*lead, Close(reset=bool(reply.get("reset")))]
    if "raw" in reply:
        return [*lead, Send(reply["raw"].encode()), Close()]
    pieces = _paced(_split(body_pieces(reply), reply.get("split")), reply.get("pace"))
    head = Send(_head(reply, pieces))
    if request.method == "HEAD" or reply.get("status", 200) in _NO_BODY:
        return [*lead, head, *_end(reply)]
    if reply.get("drop") == "after-headers":
        return [*lead, head, Close(reset=bool(reply.get("reset")))]
    if "truncate" in reply:
        framed = _frame(_cut(pieces, reply["truncate"]), reply)
        return [*lead, head, *framed, *_tail(reply), Close(reset=bool(reply.get("reset")))]
    return [*lead, head, *_frame(pieces, reply), *_tail(reply), *_finish(reply), *_end(reply)]


def body_pieces(reply: Mapping[str, Any]) -> list[Action]:
    """The body of a reply as sends and pauses, before any framing."""
    kinds = [key for key in BODIES if key in reply]
    if len(kinds) > 1:
        raise ValueError(f"a reply with several bodies: {kinds}")
    if not kinds:
        return []
    kind, value = kinds[0], reply[kinds[0]]
    if kind == "json":
        return [Send(_json(value))]
    if kind == "text":
        return [Send(value.encode())]
    if kind == "base64":
        return [Send(base64.b64decode(value))]
    return [_piece(kind, item) for item in value]


def _piece(kind: str, item: Any) -> Action:
    if isinstance(item, dict) and set(item) == {"wait"}:
        return Pause(item["wait"])
    if kind == "pieces":
        if isinstance(item, dict) and set(item) == {"base64"}:
            return Send(base64.b64decode(item["base64"]))
        if isinstance(item, dict) and set(item) == {"repeat", "times"}:
            return Send(item["repeat"].encode() * item["times"])
        return Send(item.encode())
    if kind == "lines":
        return Send(_json(item) + b"\n")
    data = item.encode() if isinstance(item, str) else _json(item)
    return Send(b"data: " + data + b"\n\n")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _head(reply: Mapping[str, Any], pieces: Iterable[Action]) -> bytes:
    status = reply.get("status", 200)
    reason = reply.get("reason")
    if reason is None:
        reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    given = reply.get("headers") or {}
    headers = list(given.items()) if isinstance(given, Mapping) else [tuple(h) for h in given]
    names = {name.lower() for name, _ in headers}
    kind = next((key for key in BODIES if key in reply), None)
    if kind is not None and "content-type" not in names:
        headers.append(("Content-Type", _MEDIA_TYPES[kind]))
    if status not in _NO_BODY:
        headers += _framing_headers(reply, pieces, names)
    if reply.get("close"):
        headers.append(("Connection", "close"))
    lines = [f"HTTP/1.1 {status} {reason}"]
    lines += [f"{name}: {value}" for name, value in headers if value is not None]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _framing_headers(
    reply: Mapping[str, Any], pieces: Iterable[Action], names: set[str]
) -> list[tuple[str, str]]:
    framing = _framing(reply)
    if framing == "chunked":
        return [("Transfer-Encoding", "chunked")]
    if framing == "close":
        return [("Connection", "close")]
    if framing != "length":
        raise ValueError(f"unknown framing: {framing}")
    if "content-length" in names:
        return []
    size = sum(len(piece.data) for piece in pieces if isinstance(piece, Send))
    return [("Content-Length", str(size))]


def _framing(reply: Mapping[str, Any]) -> str:
    streamed = any(key in reply for key in ("events", "lines", "pieces"))
    return str(reply.get("framing", "chunked" if streamed else "length"))


def _split(pieces: Sequence[Action], split: Any) -> list[Action]:
    """Cut the body at offsets (a list), or every so many bytes (a number)."""
    if split is None:
        return list(pieces)
    whole = b"".join(piece.data for piece in pieces if isinstance(piece, Send))
    offsets = list(range(split, len(whole), split)) if isinstance(split, int) else list(split)
    edges = [0, *offsets, len(whole)]
    return [Send(whole[a:b]) for a, b in pairwise(edges) if b > a]


def _paced(pieces: Sequence[Action], pace: float | None) -> list[Action]:
    """Put a pause between any two pieces."""
    if pace is None:
        return list(pieces)
    return [step for piece in pieces for step in (Pause(pace), piece)]


def _cut(pieces: Iterable[Action], size: int) -> list[Action]:
    """The first ``size`` bytes of the body."""
    kept: list[Action] = []
    for piece in pieces:
        if isinstance(piece, Send):
            kept.append(Send(piece.data[:size]))
            size -= min(size, len(piece.data))
        else:
            kept.append(piece)
    return kept


def _frame(pieces: Iterable[Action], reply: Mapping[str, Any]) -> list[Action]:
    """Wrap each send as one chunk where the body is chunked (RFC 9112 §7.1)."""
    if _framing(reply) != "chunked":
        return list(pieces)
    return [
        Send(b"%x\r\n%s\r\n" % (len(piece.data), piece.data)) if isinstance(piece, Send) else piece
        for piece in pieces
        if not isinstance(piece, Send) or piece.data
    ]


def _tail(reply: Mapping[str, Any]) -> list[Action]:
    return [Hang()] if reply.get("hang") else []


def _finish(reply: Mapping[str, Any]) -> list[Action]:
    return [Send(b"0\r\n\r\n")] if _framing(reply) == "chunked" else []


def _end(reply: Mapping[str, Any]) -> list[Action]:
    """A reply that says it closes, or that ends by closing, closes."""
    return [Close()] if reply.get("close") or _framing(reply) == "close" else []
