"""How long the compiler takes for the newest document: CPU time, started anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.workflow.config import Job, Order
from generator.workflow.generate import generate
from tests.bench.measure import Row
from tests.support import scala_fresh
from tests.support.corpus import corpus
from tests.wire.languages import client
from tests.wire.languages.scala import AKKA, PEKKO

MEMORY = "3g"


def rows() -> Iterator[Row]:
    """Both compilers on the newest document; none where there is no corpus."""
    for newest in corpus()[-1:]:
        for language in (AKKA, PEKKO):
            flavour = language.name.removeprefix("scala-")
            with tempfile.TemporaryDirectory() as folder:
                options = {"http": flavour}
                order = Order(target="scala-akka", output=Path(folder), options=options)
                assert not generate(Job(spec=str(newest), orders=(order,))).failed
                ours, lines = _taken(flavour, Path(folder))
            theirs, _ = _taken(flavour, client(language, "openai"))
            yield Row(
                name=f"scala: compile {newest.stem}, {flavour}",
                ours=ours,
                theirs=theirs,
                against="the Chat client",
                note=f"{lines:,} lines",
            )


def _taken(flavour: str, folder: Path) -> tuple[float, int]:
    """CPU seconds, and how many lines there are.

    :raises RuntimeError: with what the compiler says
    """
    sources = sorted((folder / "src" / "main").rglob("*.scala"))
    made = scala_fresh.build(flavour, sources, MEMORY)
    if made.said:
        raise RuntimeError(made.said)
    return made.seconds, sum(source.read_text("utf-8").count("\n") for source in sources)
