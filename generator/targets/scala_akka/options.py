"""The options of the Scala target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.options import Option, read_options
from generator.targets.scala_akka.reserved import KEYWORDS

PACKAGE = r"[a-z][a-zA-Z0-9_]*(\.[a-z][a-zA-Z0-9_]*)*"
COORDINATE = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"

DECLARED = (
    Option(
        name="package",
        default="org.openapitools.client",
        help="package of the sources; `api`, `model` and `core` lie in it",
        pattern=PACKAGE,
    ),
    Option(
        name="http",
        default="akka",
        help="what the client stands on: akka-http (Scala 2.13) or pekko-http (2.13 and 3)",
        choices=("akka", "pekko"),
    ),
    Option(
        name="group", default="org.openapitools", help="groupId of the library", pattern=COORDINATE
    ),
    Option(
        name="artifact",
        default="openapi-client",
        help="artifactId of the library",
        pattern=COORDINATE,
    ),
    Option(
        name="version",
        default="1.0.0",
        help="version of the library",
        pattern=r"[0-9A-Za-z][0-9A-Za-z.+-]*",
    ),
)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run."""

    package: str
    http: str
    group: str
    artifact: str
    version: str


def read(raw: Mapping[str, object], report: Report) -> Options:
    """Options from ``generator.yaml`` or the command line; faults go into ``report``."""
    values = read_options(DECLARED, raw, report, language="scala-akka")
    package = str(values["package"])
    for part in package.split("."):
        if part in KEYWORDS:
            report.error(
                "option",
                f"option `package` of target `scala-akka` cannot be {package!r}",
                help=f"`{part}` is a keyword of Scala",
            )
    return Options(
        package=package,
        http=str(values["http"]),
        group=str(values["group"]),
        artifact=str(values["artifact"]),
        version=str(values["version"]),
    )
