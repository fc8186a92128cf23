"""Bytes to characters, and characters to lines and columns."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property

from generator.source.fault import Fault, Unreadable

_BREAK = re.compile(r"\r\n|\n|\r")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, or what its byte order mark says (YAML 1.2 §5.2).

    Raises :class:`Unreadable` at the first byte that is no text.
    """
    encoding, start = "utf-8", 0
    for mark, name in _MARKS:
        if data.startswith(mark):
            encoding, start = name, len(mark)
            break
    body = data[start:] if start else data
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, "replace")
        raise Unreadable(
            Fault(
                code="encoding",
                message=f"byte 0x{body[error.start]:02X} is not {encoding.upper()}",
                index=len(before),
                help="save the file as UTF-8",
            )
        ) from None


class Lines:
    """The lines of a text, as an editor counts them."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character of the text.

        >>> Lines("a\\nbc").place(3)
        (2, 2)
        """
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its break; empty when there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
