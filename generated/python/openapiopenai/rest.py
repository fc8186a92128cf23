"""The place where callers look for :class:`ApiException`; it lives in :mod:`.exceptions`."""

from __future__ import annotations

from .exceptions import ApiException

__all__ = ["ApiException"]
