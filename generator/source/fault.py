"""A fault in the text of one file, before there is a tree that a pointer could point into."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong at a character of a file: ``index`` counts characters from 0."""

    code: str
    message: str
    index: int
    help: str | None = None
    severity: Severity = Severity.ERROR


class Unreadable(Exception):
    """The text is no JSON value in YAML or JSON notation; the faults say why and where."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults
