"""The TypeScript target: a typed client on the platform's ``fetch``, with its docs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Report
from generator.emit.options import Option
from generator.emit.page import AnyPage
from generator.emit.target import PlanRequest, Target
from generator.targets.typescript_fetch.options import DECLARED, Options, read


class TypescriptTarget:
    """See :class:`~generator.emit.target.Target`."""

    name = "typescript-fetch"
    help = "a package on the platform's fetch, without dependencies: Node, browsers, Deno, Bun"
    templates = Path(__file__).parents[3] / "templates" / "typescript-fetch"
    declared: tuple[Option, ...] = DECLARED
    formatter = ""

    def options(self, raw: Mapping[str, object], report: Report) -> Options:
        """Options as a frozen value."""
        return read(raw, report)

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the client."""
        from generator.targets.typescript_fetch.plan import plan

        return plan(request)

    def settled(self, texts: Mapping[str, str]) -> Collection[str]:
        """Everything: text is printed in its final form."""
        return texts.keys()

    def polish(self, path: str, text: str) -> str:
        """The text as it is."""
        return text


TARGET: Target = TypescriptTarget()
