"""How one language takes part in the wire cases."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.wire.docs_examples import Examples

RUNNERS = Path(__file__).parent.parent / "runners"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How one language takes part.

    ``modes`` maps each way of calling a client (``sync``, ``async``) to what it is able to do
    beyond plain calls: ``cancel``, ``parallel``, ``once`` (a body that can be read once).
    ``name`` is that of its entry in ``generator.yaml``; ``of`` is the target, where the entry is
    not called like it. ``options`` are the target's options for a document; ``start`` is the
    runner's command for a client folder; ``tools`` are the programs needed, ``install`` what a
    person types to get them. ``prepare`` compiles a generated folder where the language needs
    that. ``examples`` says how the fenced examples of its pages are run. ``sends`` says whether
    the platform lets a client send a method, with or without a body; ``holds`` whether the
    language has a member of a name.
    """

    name: str
    modes: Mapping[str, frozenset[str]]
    start: Callable[[Path, str], list[str]]
    options: Callable[[str], dict[str, object]]
    examples: Examples
    sends: Callable[[str, bool], bool] = lambda method, body: True
    holds: Callable[[str], bool] = lambda name: True
    of: str = ""
    tools: tuple[str, ...] = ()
    install: str = ""
    prepare: Callable[[Path], None] = field(default=lambda folder: None)

    @property
    def target(self) -> str:
        """The target that makes its clients."""
        return self.of or self.name

    def missing(self) -> str | None:
        """The reason for a visible skip, None where everything is there."""
        absent = [tool for tool in self.tools if shutil.which(tool) is None]
        return f"{', '.join(absent)} not found; install: {self.install}" if absent else None


def package_name(document: str) -> str:
    """The name of a feature document as a package of most languages: ``bodies_json``."""
    return document.replace("-", "_")
