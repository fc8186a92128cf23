"""Schemas that stand in operations, callbacks and webhooks, declared by the name of their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.build.declare import Declarations, place_words
from generator.build.located import Located, follow
from generator.build.media import schema_node
from generator.build.operations import Naming, callbacks, items, walk, webhooks
from generator.build.parameters import listed, parameter_schema
from generator.text import pointer as pointers
from generator.text.words import words


def declare_inline(root: Mapping[str, Any], declarations: Declarations, naming: Naming) -> None:
    """Declare the schemas that stand in operations and webhooks, named by their place."""
    for path, method, item, operation in walk(root):
        name = naming.of(path, method, operation).words
        for owner, place in ((item, words(path) or ("root",)), (operation, name)):
            for parameter in listed(root, owner):
                wire = words(str(parameter.value.get("name")))
                _declare_parameter(root, declarations, parameter, (*place, *wire))
        _declare_contents(root, declarations, operation, name)
        for called, callback in callbacks(root, operation):
            _declare_contents(root, declarations, callback, (*name, *words(called)))
    for hook, operation in webhooks(root):
        _declare_contents(root, declarations, operation, words(hook))


def _place(located: Located, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """What is shared is named by its own place, so that no new use of it renames it."""
    shared = located.pointer.startswith(("#/components/", "#/x-specpress-files/"))
    return place_words(located.pointer) if shared else otherwise


def _declare_parameter(
    root: Mapping[str, Any],
    declarations: Declarations,
    parameter: Located,
    name: tuple[str, ...],
) -> None:
    if isinstance(parameter.value, Mapping):
        node, _ = parameter_schema(root, parameter)
        if node is not None:
            declarations.inline(node, _place(parameter, name))


def _declare_contents(
    root: Mapping[str, Any], declarations: Declarations, operation: Located, name: tuple[str, ...]
) -> None:
    body = follow(root, operation.below("requestBody"))
    _declare_media(root, declarations, body, _place(body, (*name, "request")))
    responses = operation.below("responses")
    for status in responses.value if isinstance(responses.value, Mapping) else ():
        response = follow(root, responses.below(status))
        succeeded = str(status)[:1] == "2"
        label = ("response",) if succeeded else (*words(str(status)), "response")
        if succeeded and str(status).upper() not in ("200", "2XX"):
            label = (*words(str(status)), "response")
        _declare_media(root, declarations, response, _place(response, (*name, *label)))
        _declare_headers(root, declarations, response, _place(response, name))


def _declare_headers(
    root: Mapping[str, Any], declarations: Declarations, owner: Located, name: tuple[str, ...]
) -> None:
    for header, _ in items(owner.below("headers").value):
        found = follow(root, owner.below("headers", header))
        _declare_parameter(root, declarations, found, (*name, *words(header)))


def _declare_media(
    root: Mapping[str, Any], declarations: Declarations, owner: Located, name: tuple[str, ...]
) -> None:
    content = owner.below("content")
    for index, (media_type, described) in enumerate(items(content.value)):
        if not isinstance(described, Mapping):
            continue
        place = pointers.child(content.pointer, media_type)
        node = schema_node(root, place, described)
        label = () if index == 0 else words(media_type.partition(";")[0].rpartition("/")[2])
        if node is not None:
            declarations.inline(node, (*name, *label))
        encoding = content.below(media_type, "encoding")
        for part, _ in items(encoding.value):
            _declare_headers(root, declarations, encoding.below(part), (*name, *words(part)))
