"""Trouble as data: what was found, where, and what to do about it.

A stage never prints and never stops at the first fault. It adds a :class:`Diagnostic` to the
:class:`Report` that travels beside the data; the command line prints the report at the end. A
diagnostic carries the JSON pointer of its place (RFC 6901, as a URI fragment such as
``#/components/schemas/Cat``); line and column are looked up only when it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How much a diagnostic weighs: an error stops the writing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding.

    ``code`` is a stable kebab-case word (``union-in-order``), ``message`` one sentence without a
    full stop, ``pointer`` the place in the document, ``help`` the way out. ``line`` and ``column``
    (1-based) are given only by stages that know no pointer yet, such as the YAML parser;
    ``source`` names the file where it is not the root document (relative to its folder).
    """

    severity: Severity
    code: str
    message: str
    pointer: str = "#"
    help: str | None = None
    line: int | None = None
    column: int | None = None
    source: str | None = None


@dataclass(slots=True)
class Report:
    """The findings of one run. Equal findings are kept once."""

    _found: dict[Diagnostic, None] = field(default_factory=dict)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep one finding."""
        self._found[diagnostic] = None

    def error(
        self, code: str, message: str, pointer: str = "#", *, help: str | None = None
    ) -> None:
        """Add an error: the output would be wrong."""
        self.add(
            Diagnostic(
                severity=Severity.ERROR, code=code, message=message, pointer=pointer, help=help
            )
        )

    def warning(
        self, code: str, message: str, pointer: str = "#", *, help: str | None = None
    ) -> None:
        """Add a warning: the output is correct but poorer than the document."""
        self.add(
            Diagnostic(
                severity=Severity.WARNING, code=code, message=message, pointer=pointer, help=help
            )
        )

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add many findings."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    def __iter__(self) -> Iterator[Diagnostic]:
        """All findings, in the order they were found."""
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop the writing."""
        return tuple(d for d in self._found if d.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The findings that do not."""
        return tuple(d for d in self._found if d.severity is Severity.WARNING)


class Refused(Exception):
    """Work cannot go on; the reasons are in the report that the caller holds."""
