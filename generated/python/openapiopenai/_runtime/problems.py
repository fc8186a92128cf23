"""What can be wrong with a value: on the way in, on the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Step = str | int
"""A member name or an index: one step of a JSON pointer."""


def pointer(path: Iterable[Step]) -> str:
    """The JSON pointer of a path (RFC 6901 §3).

    >>> pointer(["a/b", 0, "~"])
    '/a~1b/0/~0'
    """
    return "".join(
        "/" + str(step).replace("~", "~0").replace("/", "~1") for step in path
    )


@dataclass(frozen=True)
class Problem:
    """One place that breaks the schema; ``pointer`` is its JSON pointer."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer or '(the whole value)'}: {self.message}"


class NotJson(ValueError):
    """The bytes are no JSON text. ``offset`` is the place of the fault, in characters."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, offset)
        self.offset = offset

    def __str__(self) -> str:
        return f"not JSON: {self.args[0]} at character {self.offset}"


class Mismatch(ValueError):
    """A value that breaks its schema, decoded with ``strict=True``: every place, in order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)


class Unencodable(ValueError):
    """A value that JSON cannot hold. ``pointer`` says where it stands."""

    def __init__(self, message: str, path: tuple[Step, ...] = ()) -> None:
        super().__init__(message, path)
        self.message = message
        self.path = path

    def under(self, step: Step) -> Unencodable:
        """The same problem, seen from one level further up."""
        return Unencodable(self.message, (step, *self.path))

    @property
    def pointer(self) -> str:
        """The JSON pointer of the value."""
        return pointer(self.path)

    def __str__(self) -> str:
        return f"{self.pointer or '(the whole value)'}: {self.message}"
