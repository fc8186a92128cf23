"""What the clients of a language cannot do: one table, for their README and for the wire tests.

A limit names the wire cases that show it; those cases must fail in that language, so that a limit
which is gone cannot stay in the README, and a case that fails cannot stay unexplained.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.emit.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a user meets, why it is so (both one line of our own Markdown), and the ids of the
    wire cases that fail for it."""

    limit: Code
    reason: Code
    cases: tuple[str, ...] = ()


def read_limits(path: Path) -> tuple[Limit, ...]:
    """The limits in a language's ``limits.yaml``, in order."""
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Limit(
            limit=Code(entry["limit"]),
            reason=Code(entry["reason"]),
            cases=tuple(entry.get("cases", ())),
        )
        for entry in listed
    )
