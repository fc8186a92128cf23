"""The TypeScript target: a typed client on the platform's ``fetch``, with its docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Report
from generator.emit.options import Option
from generator.emit.page import AnyPage
from generator.emit.target import PlanRequest, Target, Unformatted
from generator.targets.typescript_fetch.options import DECLARED, Options, read


class TypescriptTarget(Unformatted):
    """See :class:`~generator.emit.target.Target`."""

    name = "typescript-fetch"
    help = "a package on the platform's fetch, without dependencies: Node, browsers, Deno, Bun"
    templates = Path(__file__).parents[3] / "templates" / "typescript-fetch"
    declared: tuple[Option, ...] = DECLARED

    def options(self, raw: Mapping[str, object], report: Report) -> Options:
        """Options as a frozen value."""
        return read(raw, report)

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the client."""
        from generator.targets.typescript_fetch.plan import plan

        return plan(request)


TARGET: Target = TypescriptTarget()
