"""The options of the Python target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.options import Option, read_options

IDENTIFIER = r"[a-z][a-z0-9_]*"

DECLARED = (
    Option(
        name="package",
        default="openapi_client",
        help="name of the package, as in `import <package>`",
        pattern=IDENTIFIER,
    ),
    Option(
        name="project_name",
        default="",
        help="name of the project in pyproject.toml; the package with dashes if empty",
        pattern=r"|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?",
    ),
    Option(
        name="version",
        default="1.0.0",
        help="version of the package (PEP 440)",
        pattern=r"[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?",
    ),
    Option(name="author", default="", help="author in pyproject.toml; none if empty"),
)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run."""

    package: str
    project_name: str
    version: str
    author: str


def read(raw: Mapping[str, object], report: Report) -> Options:
    """Options from ``generator.yaml`` or the command line; faults go into ``report``."""
    values = read_options(DECLARED, raw, report, language="python")
    package = str(values["package"])
    return Options(
        package=package,
        project_name=str(values["project_name"]) or package.replace("_", "-"),
        version=str(values["version"]),
        author=str(values["author"]),
    )
