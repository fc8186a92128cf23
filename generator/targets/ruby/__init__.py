"""The Ruby target: a gem on the standard library alone, with its signatures and docs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Report
from generator.emit.options import Option
from generator.emit.page import AnyPage
from generator.emit.target import PlanRequest, Target
from generator.targets.ruby.options import DECLARED, Options, read


class RubyTarget:
    """See :class:`~generator.emit.target.Target`."""

    name = "ruby"
    help = "a gem on the standard library alone (net/http), with RBS signatures"
    templates = Path(__file__).parents[3] / "templates" / "ruby"
    declared: tuple[Option, ...] = DECLARED
    formatter = ""

    def options(self, raw: Mapping[str, object], report: Report) -> Options:
        """Options as a frozen value."""
        return read(raw, report)

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the client."""
        from generator.targets.ruby.plan import plan

        return plan(request)

    def settled(self, texts: Mapping[str, str]) -> Collection[str]:
        """Everything: text is printed in its final form."""
        return texts.keys()

    def polish(self, path: str, text: str) -> str:
        """The text as it is."""
        return text


TARGET: Target = RubyTarget()
