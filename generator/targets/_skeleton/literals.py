"""Text of the document as code of this language. The only functions that make code of data."""

from __future__ import annotations

import json

from generator.emit.code import Code, comment


def quoted(text: str) -> Code:
    """A string literal: here that of JSON, in ASCII, so that nothing can end it early."""
    return Code(json.dumps(text))


def identifier(name: str) -> Code:
    """A name that a scope gave out."""
    if not name.isidentifier():
        raise ValueError(f"`{name}` is not a name")
    return Code(name)


def remark(text: str) -> Code:
    """A comment of whole lines, ended by a line end; nothing where there is no text."""
    if not text.strip():
        return Code("")
    return comment(text.strip(), Code("# "), width=80) + Code("\n")
