"""The options of the TypeScript target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.options import Option, read_options

NPM_NAME = r"(@[a-z0-9-~][a-z0-9-._~]*/)?[a-z0-9-~][a-z0-9-._~]*"

DECLARED = (
    Option(
        name="package",
        default="openapi-client",
        help="name of the package, as in `import … from '<package>'`",
        pattern=NPM_NAME,
    ),
    Option(
        name="version",
        default="1.0.0",
        help="version of the package (semver)",
        pattern=r"[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?",
    ),
    Option(name="author", default="", help="author in package.json; none if empty"),
    Option(
        name="dates",
        default="string",
        help="what a date-time becomes",
        choices=("string", "Date"),
    ),
    Option(
        name="int64",
        default="exact",
        help="what a 64-bit integer becomes; `exact` is a number where that holds it",
        choices=("exact", "bigint", "number"),
    ),
)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run."""

    package: str
    version: str
    author: str
    dates: str
    int64: str


def read(raw: Mapping[str, object], report: Report) -> Options:
    """Options from ``generator.yaml`` or the command line; faults go into ``report``."""
    values = read_options(DECLARED, raw, report, language="typescript-fetch")
    return Options(
        package=str(values["package"]),
        version=str(values["version"]),
        author=str(values["author"]),
        dates=str(values["dates"]),
        int64=str(values["int64"]),
    )
