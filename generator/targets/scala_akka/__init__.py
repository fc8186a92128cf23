"""The Scala target: a typed client on akka-http or pekko-http and circe, with its docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Report
from generator.emit.options import Option
from generator.emit.page import AnyPage
from generator.emit.target import PlanRequest, Target, Unformatted
from generator.emit.templates import folder
from generator.targets.scala_akka.options import DECLARED, Options, read


class ScalaTarget(Unformatted):
    """See :class:`~generator.emit.target.Target`."""

    name = "scala-akka"
    help = "a library on akka-http or pekko-http and circe, for Scala 2.13 and 3"
    templates: Path = folder("scala-akka")
    declared: tuple[Option, ...] = DECLARED

    def options(self, raw: Mapping[str, object], report: Report) -> Options:
        """Options as a frozen value."""
        return read(raw, report)

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the client."""
        from generator.targets.scala_akka.plan import plan

        return plan(request)


TARGET: Target = ScalaTarget()
