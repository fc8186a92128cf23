"""A small language, whole: copy it to begin another one.

1. Copy this folder to ``generator/targets/<language>`` and its ``templates`` to
   ``templates/<language>``; set ``templates`` below to ``folder("<language>")``.
2. Make ``literals`` and ``names`` those of the language, then ``types``, then ``view``.
3. Write the runtime, by hand, in ``templates/<language>/runtime``.

The registry passes over folders that begin with an underscore. What comes out of this one is an
outline of the API as text; a test generates it under another name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.emit.options import Option

if TYPE_CHECKING:
    from generator.diagnostics import Report
    from generator.emit.page import AnyPage
    from generator.emit.target import PlanRequest

    from .plan import Options


class Outline:
    """The target. Modules that cost time are imported by the methods that need them."""

    name = "outline"
    help = "an outline of the API, as text"
    templates = Path(__file__).parent / "templates"
    formatter = ""
    declared = (
        Option(
            name="package",
            default="outline",
            help="the name of the outline",
            pattern="[a-z][a-z0-9_]*",
        ),
        Option(name="fields", default=True, help="whether the fields of records are shown"),
    )

    def options(self, raw: Mapping[str, object], report: Report) -> Options:
        """The options as a frozen value."""
        from generator.emit.options import read_options

        from .plan import Options

        values = read_options(self.declared, raw, report, language=self.name)
        return Options(package=str(values["package"]), fields=bool(values["fields"]))

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the output."""
        from .plan import plan

        return plan(request)

    def settled(self, texts: Mapping[str, str]) -> Collection[str]:
        """Every text is in form."""
        return texts.keys()

    def polish(self, path: str, text: str) -> str:
        """The language has no formatter."""
        return text


TARGET = Outline()
