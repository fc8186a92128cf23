"""R."""

from __future__ import annotations

from pathlib import Path

from tests.support import r
from tests.wire.docs_examples import Examples
from tests.wire.languages.language import RUNNERS, Language


def package(document: str) -> str:
    """The name of a document as a package of R, which has letters, digits and dots only."""
    return "openapi" if document == "openai" else document.replace("-", ".")


def example(file: Path) -> list[str]:
    """The command that runs an example as a person would, with warnings as errors."""
    return ["Rscript", "--vanilla", str(RUNNERS / "r_example.R"), str(file)]


R = Language(
    name="r",
    modes={"blocking": frozenset({"once"})},
    start=lambda folder, document: [
        "Rscript",
        "--vanilla",
        str(RUNNERS / "r_runner.R"),
        str(folder),
    ],
    options=lambda document: {"package": package(document)},
    # Names of R's lists hold no NUL: see the limits of the target.
    holds=lambda name: "\0" not in name,
    tools=("Rscript",),
    install=r.INSTALL,
    prepare=r.prepare,
    examples=Examples(
        fence="R",
        file="example.R",
        command=example,
        variables=r"""Sys\.getenv\(["'](\w+)["']""",
        path="CLIENT_FOLDER",
    ),
)
