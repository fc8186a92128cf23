"""Base URLs: those of an operation, else of its path, else of the document."""

from __future__ import annotations

from collections.abc import Mapping

from generator.build.located import Located
from generator.ir.nodes import Doc, Server, ServerVariable


def servers(*owners: Located) -> tuple[Server, ...]:
    """The servers of the first owner that lists any; empty where none does."""
    for owner in owners:
        listed = owner.below("servers")
        if isinstance(listed.value, list) and listed.value:
            return tuple(
                _server(listed.below(index))
                for index, value in enumerate(listed.value)
                if isinstance(value, Mapping) and isinstance(value.get("url"), str)
            )
    return ()


def _server(located: Located) -> Server:
    variables = located.value.get("variables")
    return Server(
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


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
