"""The Ruby target: a gem on the standard library alone, with its signatures and docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Report
from generator.emit.options import Option
from generator.emit.page import AnyPage
from generator.emit.target import PlanRequest, Target, Unformatted
from generator.emit.templates import folder
from generator.targets.ruby.options import DECLARED, Options, read


class RubyTarget(Unformatted):
    """See :class:`~generator.emit.target.Target`."""

    name = "ruby"
    help = "a gem on the standard library alone (net/http), with RBS signatures"
    templates: Path = folder("ruby")
    declared: tuple[Option, ...] = DECLARED

    def options(self, raw: Mapping[str, object], report: Report) -> Options:
        """Options as a frozen value."""
        return read(raw, report)

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the client."""
        from generator.targets.ruby.plan import plan

        return plan(request)


TARGET: Target = RubyTarget()
