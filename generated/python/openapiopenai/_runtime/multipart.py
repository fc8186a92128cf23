"""``multipart/form-data`` (RFC 7578, OpenAPI 3.1 §4.8.14.3): parts, their headers, their bytes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from ..exceptions import RequestError
from .codec import encode, to_plain
from .files import File, file_of, is_file
from .operation import Part
from .parameters import checked_header
from .source import BytesSource, JoinedSource, Source
from .wiretext import scalar_text

_OCTETS = "application/octet-stream"


def boundary() -> str:
    """A boundary that no content holds, but by a chance of 2⁻¹²⁸."""
    return secrets.token_hex(16)


def multipart(
    members: Mapping[str, Any], parts: Iterable[Part], mark: str
) -> JoinedSource:
    """The body of members: one part each, an array one part per item; ``None`` is left out.

    ``parts`` say how members are written; one without an entry goes by its value: a file as a
    file, an object as JSON, a scalar as text. Files are read when they are sent.
    """
    known = {part.name: part for part in parts}
    pieces: list[Source] = []
    for name, value in members.items():
        part = known.get(name, Part(name))
        for item in _items(part, value):
            pieces.append(BytesSource(f"--{mark}\r\n".encode()))
            pieces.extend(_part(part, item))
            pieces.append(BytesSource(b"\r\n"))
    pieces.append(BytesSource(f"--{mark}--\r\n".encode()))
    return JoinedSource(_merged(pieces))


def _items(part: Part, value: object) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, (list, set, frozenset)) and not (
        isinstance(value, tuple) and not is_file(cast("object", value))
    ):
        return [value]
    items = list(cast("Iterable[object]", value))
    # An array goes item by item (§4.8.14.4) but where its part as a whole is declared as JSON.
    whole = part.payload == "json" and part.media_type is not None and not part.explode
    return [items] if whole else [item for item in items if item is not None]


def _part(part: Part, value: object) -> list[Source]:
    if part.payload == "bytes" or is_file(value):
        if (
            isinstance(value, str)
            and part.media_type
            and part.media_type.startswith("text/")
        ):
            value = (None, value)
        file = file_of(value)
        media_type = _declared(part, file) or _OCTETS
        # A part without a file name is a field (RFC 7578 §4.2): servers then see no file.
        return [
            _head(part.name, file.name or part.name, media_type, file.headers),
            file.source,
        ]
    if part.payload == "json" or isinstance(plain := to_plain(value), (dict, list)):
        return [
            _head(part.name, None, part.media_type or "application/json", {}),
            BytesSource(encode(value)),
        ]
    text = "" if plain is None else scalar_text(plain)
    return [_head(part.name, None, part.media_type, {}), BytesSource(text.encode())]


def _declared(part: Part, file: File) -> str | None:
    """The type of a file: the caller's, else the document's where it names just one (which
    ``application/octet-stream`` does not: it is what every file has by default)."""
    declared = part.media_type
    if declared is None or declared == _OCTETS or "," in declared or "*" in declared:
        return file.media_type
    return file.media_type if _explicit(file) else declared


def _explicit(file: File) -> bool:
    from .files import guessed

    return file.media_type is not None and file.media_type != guessed(file.name)


def _head(
    name: str, file_name: str | None, media_type: str | None, headers: Mapping[str, str]
) -> BytesSource:
    disposition = f'form-data; name="{_quoted(name)}"'
    if file_name is not None:
        disposition += f'; filename="{_quoted(file_name)}"'
    fields = [("Content-Disposition", disposition)]
    if media_type is not None:
        fields.append(checked_header("Content-Type", media_type))
    for key, value in headers.items():
        if key.lower() in ("content-disposition", "content-type"):
            raise RequestError(f"the part {name!r} has its {key} from name and type")
        fields.append(checked_header(key, value))
    lines = "".join(f"{key}: {value}\r\n" for key, value in fields)
    return BytesSource(f"{lines}\r\n".encode())


def _quoted(text: str) -> str:
    """A name inside quotes, as browsers write it (WHATWG HTML, multipart encoding)."""
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _merged(pieces: Iterable[Source]) -> Iterator[Source]:
    """Join neighbours in memory, so that a small form is one write."""
    held: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, BytesSource) and len(piece.data) <= 65_536:
            held.append(piece.data)
            continue
        if held:
            yield BytesSource(b"".join(held))
            held = []
        yield piece
    if held:
        yield BytesSource(b"".join(held))
