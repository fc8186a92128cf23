"""Base URLs: those of an operation, else of its path, else of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.build.located import Located
from generator.diagnostics import Report
from generator.ir.nodes import Doc, Server, ServerVariable


def servers(report: Report, *owners: Located) -> tuple[Server, ...]:
    """The servers of the first owner that lists any; empty where none does."""
    for owner in owners:
        listed = owner.below("servers")
        if isinstance(listed.value, list) and listed.value:
            return tuple(
                _server(listed.below(index), report)
                for index, value in enumerate(listed.value)
                if isinstance(value, Mapping) and isinstance(value.get("url"), str)
            )
    return ()


def _server(located: Located, report: Report) -> Server:
    variables = located.value.get("variables")
    server = Server(
        url=located.value["url"],
        doc=Doc(description=_text(located.value.get("description"))),
        variables=tuple(
            ServerVariable(
                name=str(name),
                default=str(variable.get("default", "")),
                values=tuple(str(value) for value in variable.get("enum") or ()),
                doc=Doc(description=_text(variable.get("description"))),
            )
            for name, variable in (variables.items() if isinstance(variables, Mapping) else ())
            if isinstance(variable, Mapping)
        ),
    )
    for code, message, way_out in _faults(server):
        report.warning(code, message, located.pointer, help=way_out)
    return server


def _faults(server: Server) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a base URL (OpenAPI 3.1 §4.8.5 and §4.8.6): code, message, way out."""
    holes = set(re.findall(r"\{([^{}]*)\}", server.url))
    known = {variable.name for variable in server.variables}
    for hole in sorted(holes - known):
        yield (
            "server-variable",
            f"`{server.url}` names the variable `{hole}`, which nobody declares",
            f"declare `{hole}` under `variables`, or give a base URL to the client",
        )
    for variable in server.variables:
        if variable.values and variable.default not in variable.values:
            yield (
                "server-variable",
                f"the default `{variable.default}` of `{variable.name}` is none of its values",
                "add it to `enum`, or take another default",
            )
    if "?" in server.url or "#" in server.url:
        yield (
            "server-url",
            f"`{server.url}` has a query or a fragment; paths cannot be appended to it",
            "end the URL with its path",
        )
    if server.url and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://|[/{.]", server.url):
        yield (
            "server-url",
            f"`{server.url}` has no scheme; it is a path relative to the document",
            "write `https://` before a host name",
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
