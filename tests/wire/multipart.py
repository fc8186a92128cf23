"""Multipart bodies, read strictly (RFC 2046 §5.1.1, RFC 7578).

The standard library's reader mends what is broken; a test must not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAMETER = re.compile(r';\s*([A-Za-z0-9_*.-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))')


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One part: its headers in order as written, and its bytes."""

    headers: tuple[tuple[str, str], ...]
    data: bytes

    def value(self, name: str) -> str | None:
        """The first value of a header."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    @property
    def disposition(self) -> dict[str, str]:
        """Parameters of Content-Disposition, with quotes undone."""
        value = self.value("content-disposition") or ""
        found = {}
        for name, quoted, token in _PARAMETER.findall(value):
            found[name.lower()] = re.sub(r"\\(.)", r"\1", quoted) if quoted else token
        return found


def read(content_type: str, body: bytes) -> list[ReadPart]:
    """The parts of a body.

    :raises ValueError: the body is not exactly a sequence of delimited parts
    """
    parameters = {k.lower(): q or t for k, q, t in _PARAMETER.findall(content_type)}
    boundary = parameters.get("boundary")
    if not boundary or len(boundary) > 70:
        raise ValueError(f"no usable boundary in {content_type!r}")
    mark = b"--" + boundary.encode("latin-1")
    if not body.startswith(mark):
        raise ValueError("the body does not start with its boundary")
    sections = (b"\r\n" + body).split(b"\r\n" + mark)
    if sections[0] or sections[-1] not in (b"--", b"--\r\n"):
        raise ValueError("the body does not end with its closing boundary")
    return [_part(section) for section in sections[1:-1]]


def _part(section: bytes) -> ReadPart:
    if not section.startswith(b"\r\n"):
        raise ValueError(f"bytes after a boundary: {section[:20]!r}")
    head, blank, data = section[2:].partition(b"\r\n\r\n")
    if not blank:
        raise ValueError("a part without the blank line after its headers")
    headers = []
    for line in head.decode("utf-8").split("\r\n"):
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"no header line in a part: {line!r}")
        headers.append((name.strip(), value.strip()))
    return ReadPart(headers=tuple(headers), data=data)
