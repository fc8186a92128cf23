"""A schema that is called like a builtin."""

from __future__ import annotations

from .._runtime.model import Model


class Warning(Model):
    """A schema that is called like a builtin."""

    text: str
