"""The Python target: a typed client on httpx2 and pydantic, with its docs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.diagnostics import Report
from generator.emit.options import Option
from generator.emit.page import AnyPage
from generator.emit.target import PlanRequest, Target
from generator.targets.python.options import DECLARED, Options, read


class PythonTarget:
    """See :class:`~generator.emit.target.Target`."""

    name = "python"
    help = "a package on httpx2 and pydantic 2, synchronous and asynchronous, fully typed"
    templates = Path(__file__).parents[3] / "templates" / "python"
    declared: tuple[Option, ...] = DECLARED

    @property
    def formatter(self) -> str:
        """black and its version."""
        try:
            return f"black {version('black')}"
        except PackageNotFoundError:
            return ""

    def options(self, raw: Mapping[str, object], report: Report) -> Options:
        """Options as a frozen value."""
        return read(raw, report)

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the client."""
        from generator.targets.python.plan import plan

        return plan(request)

    def settled(self, texts: Mapping[str, str]) -> Collection[str]:
        """What a quicker judge than black knows to be in black's form."""
        from generator.targets.python.form import settled

        return settled(texts)

    def polish(self, path: str, text: str) -> str:
        """black's form of a Python file; other files are printed as they should be."""
        if not path.endswith(".py"):
            return text
        import black

        return black.format_str(text, mode=black.Mode())


TARGET: Target = PythonTarget()
