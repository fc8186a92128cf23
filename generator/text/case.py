"""Words as one name, in the five ways that languages write them.

None of these makes an identifier: a name may begin with a digit, be empty, or be a reserved
word. That is for the scope of a language to settle.
"""

from __future__ import annotations

from collections.abc import Sequence


def snake(words: Sequence[str]) -> str:
    """``("chat", "tool")`` gives ``chat_tool``."""
    return "_".join(words)


def kebab(words: Sequence[str]) -> str:
    """``("chat", "tool")`` gives ``chat-tool``."""
    return "-".join(words)


def constant(words: Sequence[str]) -> str:
    """``("chat", "tool")`` gives ``CHAT_TOOL``."""
    return "_".join(words).upper()


def pascal(words: Sequence[str]) -> str:
    """``("chat", "tool")`` gives ``ChatTool``.

    Two words that begin with digits side by side stay apart, or ``v1.5`` and ``v15`` were one:
    ``("v1", "5")`` gives ``V1_5``.
    """
    return _closed([word[:1].upper() + word[1:] for word in words])


def camel(words: Sequence[str]) -> str:
    """``("chat", "tool")`` gives ``chatTool``; digits as in :func:`pascal`."""
    return _closed([*words[:1], *(word[:1].upper() + word[1:] for word in words[1:])])


def _closed(parts: Sequence[str]) -> str:
    """Join without a separator, except between two digits."""
    joined = ""
    for part in parts:
        gap = "_" if joined[-1:].isdigit() and part[:1].isdigit() else ""
        joined += gap + part
    return joined
