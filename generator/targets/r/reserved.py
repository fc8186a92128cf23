"""Names that are taken: by the language, by base R, by the runtime."""

from __future__ import annotations

KEYWORDS = frozenset("""
    if else repeat while function for next break TRUE FALSE NULL Inf NaN NA NA_integer_ NA_real_
    NA_character_ NA_complex_ in
    """.split())  # noqa: SIM905
"""Words that no variable is called (R Language Definition, 10.3.3)."""

EXPORTS = ("ApiClient", "ApiStream", "UnknownVariant")
"""What the runtime offers under names that a type could want."""

CONDITIONS = (
    "ApiException",
    "ApiRequestError",
    "ApiConnectionError",
    "ApiTimeout",
    "ApiStatusError",
    "ApiStatusBadRequest",
    "ApiStatusUnauthorized",
    "ApiStatusForbidden",
    "ApiStatusNotFound",
    "ApiStatusConflict",
    "ApiStatusUnprocessableEntity",
    "ApiStatusRateLimit",
    "ApiStatusServerError",
    "ApiDecodeError",
    "ApiStreamError",
    "ApiStreamTruncated",
)
"""Classes of conditions: a model of the same class would be taken for an error."""

DISPATCHED = (
    "AsIs",
    "Bibtex",
    "DLLInfo",
    "Date",
    "Latex",
    "POSIXct",
    "POSIXlt",
    "POSIXt",
    "R6",
    "R6ClassGenerator",
    "Rd",
)
"""Classes that base R has methods for: an object of such a class would be printed by them."""

TYPES = frozenset({*KEYWORDS, *EXPORTS, *CONDITIONS, *DISPATCHED, "T", "F"})
"""What no type and no class of operations is called."""

METHODS = frozenset({"api_client", "initialize", "clone", "print"})
"""What no operation is called: members of every class of operations."""

ARGUMENTS = KEYWORDS | {"self", "private", "super", "data_file", "callback", "options"}
"""What no argument of an operation is called."""

FILES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{place}" for port in ("com", "lpt") for place in "0123456789"]
)
"""Devices that Windows keeps for itself."""
