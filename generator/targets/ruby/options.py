"""The options of the Ruby target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit.options import Option, read_options
from generator.text.case import pascal

DECLARED = (
    Option(
        name="package",
        default="openapi_client",
        help="name of the gem, as in `require '<package>'`",
        pattern=r"[a-z][a-z0-9_]*",
    ),
    Option(
        name="module",
        default="",
        help="name of the module that holds everything; made of the package if empty",
        pattern=r"|[A-Z][A-Za-z0-9]*",
    ),
    Option(
        name="version",
        default="1.0.0",
        help="version of the gem",
        pattern=r"[0-9]+(\.[0-9A-Za-z]+)*",
    ),
    Option(
        name="author",
        default="",
        help="author in the gemspec; the title of the API if empty",
    ),
    Option(
        name="homepage",
        default="",
        help="page of the gem on the web; that of the API's documentation if empty",
        pattern=r"|https?://\S+",
    ),
)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run; ``gem`` is the option ``package``."""

    gem: str
    module: str
    version: str
    author: str
    homepage: str


def read(raw: Mapping[str, object], report: Report) -> Options:
    """Options from ``generator.yaml`` or the command line; faults go into ``report``."""
    values = read_options(DECLARED, raw, report, language="ruby")
    gem = str(values["package"])
    return Options(
        gem=gem,
        module=str(values["module"]) or pascal(gem.split("_")),
        version=str(values["version"]),
        author=str(values["author"]),
        homepage=str(values["homepage"]),
    )
