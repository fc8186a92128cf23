"""Parameters that say too little to be sent: reported, and taken out of the lists that use them."""

from __future__ import annotations

from typing import Any

from generator.diagnostics import Report
from generator.source.pointers import find, from_fragment, join
from generator.source.survey import Found, Survey

_LOCATIONS = ("query", "header", "path", "cookie", "querystring")


def drop_incomplete(root: dict[str, Any], survey: Survey, report: Report) -> None:
    """Take parameters without a name or a known place out of every list, with an error each.

    References must have been verified. The message is that of the validator's finding, so that
    both are printed once.
    """
    wanting = {id(found.node) for found in survey.of("parameter") if _lacks(found, report)}
    if not wanting:
        return
    for found in survey.of("operation", "pathItem"):
        parameters = found.node.get("parameters")
        if isinstance(parameters, list):
            found.node["parameters"] = [
                entry for entry in parameters if id(_target(root, entry)) not in wanting
            ]


def _target(root: dict[str, Any], entry: Any) -> Any:
    for _ in range(100):
        reference = entry.get("$ref") if isinstance(entry, dict) else None
        if not isinstance(reference, str):
            break
        entry = find(root, from_fragment(reference[1:]))
    return entry


def _lacks(found: Found, report: Report) -> bool:
    node, pointer = found.node, join(found.segments)
    if "$ref" in node:
        return False
    missing = [name for name in ("name", "in") if name not in node]
    for name in missing:
        message = f"`{name}` is missing in a parameter"
        report.error("missing-member", message, pointer, help=f"add `{name}`")
    if "in" in node and node["in"] not in _LOCATIONS:
        report.error(
            "unknown-word",
            f"`{node['in']}` is no value that `in` can have",
            join((*found.segments, "in")),
            help="write `query`, `header`, `path` or `cookie`",
        )
        return True
    return bool(missing)
