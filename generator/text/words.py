"""Names as words: the one place that decides where a name of a document is cut."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

_SYMBOLS = {
    "!": "not",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "*": "star",
    "+": "plus",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    "<": "less",
    "=": "equal",
    ">": "greater",
    "?": "question",
    "@": "at",
    "^": "caret",
    "|": "or",
    "~": "tilde",
}
"""How a symbol is said where it is all that a name has."""


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Split any name into lower-case words of letters, digits and marks.

    A word ends where something that is neither letter, digit nor mark stands, where an upper-case
    letter follows a lower-case letter or a digit (``chatTool``), and before the last capital of
    a run that a lower-case letter follows (``HTTPServer``). Digits stay with the letters before
    them, and begin a word where nothing stands before them. The text is brought to NFKC first,
    so that two spellings of one character give one name. A single sign before a name is said,
    because ``-1`` and ``1`` or ``-date`` and ``date`` often stand side by side; a name of nothing
    but symbols is said symbol by symbol. The result may be empty.

    >>> words("createChatCompletion")
    ('create', 'chat', 'completion')
    >>> words("HTTPServerV2Error")
    ('http', 'server', 'v2', 'error')
    >>> words("x-request_id.v1 beta")
    ('x', 'request', 'id', 'v1', 'beta')
    >>> words("userIDs")
    ('user', 'ids')
    >>> words("gpt-4o-2024")
    ('gpt', '4o', '2024')
    >>> words("2fa"), words("$ref"), words("-1"), words(">="), words("日本")
    (('2fa',), ('ref',), ('minus', '1'), ('greater', 'equal'), ('日本',))
    >>> words("'")
    ()
    """
    normal = unicodedata.normalize("NFKC", text)
    found: list[str] = []
    if len(normal) > 1 and normal[0] in "+-" and normal[1].isalnum():
        found.append(_SYMBOLS[normal[0]])
    for run in _runs(normal):
        for part in _humps(run):
            # Lower-casing can leave a combining mark apart from its letter (U+0130).
            lowered = unicodedata.normalize("NFKC", part.lower())
            found.append(lowered)
    if found:
        return tuple(found)
    return tuple(_SYMBOLS[character] for character in normal if character in _SYMBOLS)


def _runs(text: str) -> list[str]:
    """The stretches of letters, digits and marks; a mark alone begins none."""
    runs: list[str] = []
    current = ""
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "L" or category == "Nd" or (current and category[0] == "M"):
            current += character
        elif current:
            runs.append(current)
            current = ""
    if current:
        runs.append(current)
    return runs


def _humps(run: str) -> list[str]:
    """One stretch, cut at its capitals."""
    cuts = [0]
    for place, (before, here) in enumerate(pairwise(run), start=1):
        if not _upper(here):
            continue
        after = run[place + 1 : place + 2]
        # The ``s`` of a plural belongs to its capitals: ``userIDs``, ``URLsSeen``.
        plural = after == "s" and not run[place + 2 : place + 3].islower()
        if not _upper(before) or (after.islower() and not plural):
            cuts.append(place)
    cuts.append(len(run))
    return [run[start:end] for start, end in pairwise(cuts)]


def _upper(character: str) -> bool:
    return unicodedata.category(character) in ("Lu", "Lt")
