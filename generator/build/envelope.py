"""The item of an event stream: of its envelope only the data reaches the caller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.build.located import Located, follow
from generator.build.schemas import Node


def event_data(root: Mapping[str, Any], item: Node) -> Node:
    """What the text ``data`` of an item holds (OpenAPI 3.2 §4.14.4).

    The envelope may be a component, or a choice of envelopes: then the data is a choice as well.
    An item that has no such member is its own data.
    """
    found = list(_held(root, item, frozenset()))
    if not found or None in found:
        return item
    distinct = {id(node.raw): node for node in found if node is not None}
    if len(distinct) == 1:
        return next(iter(distinct.values()))
    return Node(item.pointer, {"anyOf": list(distinct.values())})


def _held(root: Mapping[str, Any], item: Node, seen: frozenset[str]) -> Iterator[Node | None]:
    """The data of each envelope; None for one without."""
    located = follow(root, Located(item.pointer, item.raw))
    envelope = Node(located.pointer, located.value)
    if envelope.pointer in seen:
        return
    choices = (*envelope.members("oneOf"), *envelope.members("anyOf"))
    if choices and not _own(envelope):
        for one in choices:
            yield from _held(root, one, seen | {envelope.pointer})
    else:
        yield _own(envelope)


def _own(envelope: Node) -> Node | None:
    properties = envelope.keywords.get("properties")
    data = properties.get("data") if isinstance(properties, dict) else None
    if not isinstance(data, dict) or data.get("type", "string") != "string":
        return None
    if isinstance(data.get("contentSchema"), dict | bool):
        return envelope.below("properties", "data", "contentSchema")
    return envelope.below("properties", "data") if data.get("type") == "string" else None
