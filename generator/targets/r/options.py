"""The options of the R target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.options import Option, read_options

DECLARED = (
    Option(
        name="package",
        default="openapi",
        help="name of the package, as in `library(<package>)`",
        pattern=r"[A-Za-z][A-Za-z0-9.]*[A-Za-z0-9]",
    ),
    Option(
        name="version",
        default="1.0.0",
        help="version of the package, numbers with dots between them",
        pattern=r"[0-9]+([.-][0-9]+)+",
    ),
    Option(
        name="author",
        default="",
        help="maintainer in DESCRIPTION; the title of the document if empty",
    ),
    Option(
        name="email",
        default="noreply@example.com",
        help="where DESCRIPTION says that the maintainer can be reached",
        pattern=r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+",
    ),
)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run."""

    package: str
    version: str
    author: str
    email: str


def read(raw: Mapping[str, object], report: Report) -> Options:
    """Options from ``generator.yaml`` or the command line; faults go into ``report``."""
    values = read_options(DECLARED, raw, report, language="r")
    return Options(
        package=str(values["package"]),
        version=str(values["version"]),
        author=str(values["author"]),
        email=str(values["email"]),
    )
