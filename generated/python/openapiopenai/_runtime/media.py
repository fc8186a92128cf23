"""Media types (RFC 9110 §8.3.1): essence, parameters, and which of them a pattern covers."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAMETER = re.compile(r';\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))')


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type or range: ``type`` and ``subtype`` in lower case, ``charset`` if it says.

    >>> MediaType.parse('application/problem+json; charset="UTF-8"')
    MediaType(type='application', subtype='problem+json', charset='utf-8')
    """

    type: str
    subtype: str
    charset: str | None = None

    @classmethod
    def parse(cls, text: str) -> MediaType:
        """The media type of a header value; what is none becomes ``/``."""
        essence, _, _ = text.partition(";")
        kind, _, subtype = essence.strip().lower().partition("/")
        charset = None
        for name, quoted, bare in _PARAMETER.findall(text):
            if name.lower() == "charset" and charset is None:
                charset = (re.sub(r"\\(.)", r"\1", quoted) or bare).lower() or None
        return cls(kind, subtype, charset)

    @property
    def is_json(self) -> bool:
        """Whether the bytes are one JSON text (RFC 6839 §3.1 for ``+json``)."""
        return (
            self.subtype == "json" or self.subtype.endswith("+json")
        ) and self.subtype != "event-stream"

    @property
    def is_text(self) -> bool:
        """Whether the bytes are for reading: text, XML, forms."""
        return (
            self.type == "text"
            or self.subtype
            in ("xml", "javascript", "x-www-form-urlencoded", "yaml", "x-yaml")
            or self.subtype.endswith(("+xml", "+yaml"))
        )

    def covers(self, other: MediaType) -> bool:
        """Whether ``other`` is this type, or falls into this range."""
        return (self.type in ("*", other.type)) and (
            self.subtype in ("*", other.subtype)
        )

    @property
    def weight(self) -> int:
        """How exact a range is: 2 for a type, 1 for ``type/*``, 0 for ``*/*``."""
        return (self.type != "*") + (self.subtype != "*")

    def __str__(self) -> str:
        return f"{self.type}/{self.subtype}"
