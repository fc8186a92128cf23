"""The R target: a package of R6 classes on curl and jsonlite, with its docs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Report
from generator.emit.options import Option
from generator.emit.page import AnyPage
from generator.emit.target import PlanRequest, Target
from generator.emit.templates import folder
from generator.targets.r.options import DECLARED, Options, read


class RTarget:
    """See :class:`~generator.emit.target.Target`."""

    name = "r"
    help = "a package of R6 classes on curl and jsonlite, for R 4.2 or later"
    templates: Path = folder("r")
    declared: tuple[Option, ...] = DECLARED
    formatter = ""

    def options(self, raw: Mapping[str, object], report: Report) -> Options:
        """Options as a frozen value."""
        return read(raw, report)

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the client."""
        from generator.targets.r.plan import plan

        return plan(request)

    def settled(self, texts: Mapping[str, str]) -> Collection[str]:
        """Everything: text is printed in its final form."""
        return texts.keys()

    def polish(self, path: str, text: str) -> str:
        """The text as it is."""
        return text


TARGET: Target = RTarget()
