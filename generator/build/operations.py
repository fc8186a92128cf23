"""Operations: what can be called, in groups by their first tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.build.config import Config, StreamingSetting
from generator.build.decide import Forms
from generator.build.declare import Declarations
from generator.build.define import Definitions
from generator.build.form import ScalarForm
from generator.build.located import Located, follow
from generator.build.media import Media, payload_of, schema_node
from generator.build.parameters import Parameters
from generator.build.schemas import Node
from generator.build.security import requirements
from generator.build.servers import servers
from generator.diagnostics import Report
from generator.ir.nodes import (
    AnyJson,
    Body,
    Content,
    Doc,
    Group,
    Kind,
    Location,
    Name,
    Operation,
    Pagination,
    Parameter,
    Payload,
    Ref,
    Response,
    Streaming,
    Strength,
    TypeExpr,
)
from generator.text import pointer as pointers
from generator.text.words import words

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_STATUS = re.compile(r"[1-5](\d\d|XX)|default", re.IGNORECASE)


def walk(root: Mapping[str, Any]) -> Iterator[tuple[str, str, Located, Located]]:
    """Every operation: path, method, its path item, itself; in the document's order."""
    paths = Located("#", root).below("paths")
    for path in paths.value if isinstance(paths.value, Mapping) else ():
        if not str(path).startswith("/"):
            continue
        item = follow(root, paths.below(path))
        for method, operation in _methods(item):
            yield str(path), method, item, operation


def _methods(item: Located) -> Iterator[tuple[str, Located]]:
    if not isinstance(item.value, Mapping):
        return
    for method in item.value:
        if method in METHODS and isinstance(item.value[method], Mapping):
            yield method.upper(), item.below(method)
    added = item.value.get("additionalOperations")
    for method, value in items(added):
        if isinstance(value, Mapping):
            yield method, item.below("additionalOperations", method)


def webhooks(root: Mapping[str, Any]) -> Iterator[tuple[str, Located]]:
    """The operations that a service calls: name and place. Their types are declared, no more."""
    hooks = Located("#", root).below("webhooks")
    for name in hooks.value if isinstance(hooks.value, Mapping) else ():
        for _, operation in _methods(follow(root, hooks.below(name))):
            yield str(name), operation


def callbacks(root: Mapping[str, Any], operation: Located) -> Iterator[tuple[str, Located]]:
    """The operations that a service calls back: name and place."""
    listed = operation.below("callbacks")
    for name, _ in items(listed.value):
        callback = follow(root, listed.below(name))
        for expression, _ in items(callback.value):
            for _, called in _methods(follow(root, callback.below(expression))):
                yield name, called


class Naming:
    """Names of operations: the operationId, else method and path."""

    def __init__(self, declarations: Declarations, report: Report) -> None:
        self._declarations = declarations
        self._report = report

    def of(self, path: str, method: str, operation: Located) -> Name:
        """The name of an operation; a repeated operationId is no fault of naming."""
        given = operation.value.get("operationId")
        if isinstance(given, str) and words(given):
            return self._declarations.given(given, given)
        spoken = words(path.replace("{", " by ")) if path.strip("/") else ("root",)
        composed = (method.lower(), *spoken)
        name = Name(words=composed, wire=f"{method} {path}", strength=Strength.DERIVED)
        override = self._declarations.given(f"{method} {path}", "")
        return override if override.wire else name


class Operations:
    """Defines operations; everything that they refer to is declared by now."""

    def __init__(
        self,
        root: Mapping[str, Any],
        forms: Forms,
        definitions: Definitions,
        declarations: Declarations,
        naming: Naming,
        config: Config,
        report: Report,
    ) -> None:
        self._root = root
        self._forms = forms
        self._definitions = definitions
        self._declarations = declarations
        self._naming = naming
        self._config = config
        self._report = report
        self._parameters = Parameters(forms.schemas, definitions, declarations, report)
        self._media = Media(forms, definitions, report, self._parameters.header)

    def groups(self, schemes: frozenset[str]) -> tuple[Group, ...]:
        """All operations, each in the group of its first tag; tags in the document's order, then
        those that only operations name."""
        docs = {
            tag["name"]: tag
            for tag in self._root.get("tags") or ()
            if isinstance(tag, Mapping) and isinstance(tag.get("name"), str)
        }
        found: dict[str, list[Operation]] = {name: [] for name in docs}
        for path, method, item, located in walk(self._root):
            if self._wanted(located.value):
                operation = self._operation(path, method, item, located, schemes)
                first = operation.tags[0] if operation.tags else "default"
                found.setdefault(first, []).append(operation)
        return tuple(
            Group(
                name=self._declarations.given(f"tags.{tag}", tag),
                operations=tuple(operations),
                doc=Doc(
                    summary=_text(docs.get(tag, {}).get("summary")),
                    description=_text(docs.get(tag, {}).get("description")),
                    external_url=_url(docs.get(tag, {}).get("externalDocs")),
                ),
            )
            for tag, operations in found.items()
            if operations
        )

    def _wanted(self, value: Mapping[str, Any]) -> bool:
        if not (self._config.tags or self._config.operations):
            return True
        tags = value.get("tags")
        named = tags if isinstance(tags, list) else ()
        return value.get("operationId") in self._config.operations or any(
            tag in self._config.tags for tag in named
        )

    def _operation(
        self, path: str, method: str, item: Located, located: Located, schemes: frozenset[str]
    ) -> Operation:
        value = located.value
        body = self._body(located)
        responses = self._responses(located)
        key = str(value.get("operationId", f"{method} {path}"))
        pagination = self._config.pagination.get(key)
        parameters = tuple(self._parameters.of_operation(item, located, path))
        idempotency = next((p for p in parameters if _is_idempotency_key(p)), None)
        return Operation(
            id=_id(path, method, located),
            name=self._naming.of(path, method, located),
            method=method,
            path=path,
            tags=tuple(tag for tag in value.get("tags") or () if isinstance(tag, str)),
            doc=Doc(
                summary=_text(value.get("summary")),
                description=_text(value.get("description")),
                deprecated=value.get("deprecated") is True,
                external_url=_url(value.get("externalDocs")),
            ),
            # The client makes the key, one for all attempts of a call: it is no input.
            parameters=tuple(p for p in parameters if p is not idempotency),
            body=body,
            responses=(
                tuple(replace(one, contents=()) for one in responses)
                if method == "HEAD"  # whatever is described, nothing comes (RFC 9110 §9.3.2)
                else responses
            ),
            security=requirements(self._root, located, schemes, self._report),
            servers=servers(self._report, located, item),
            streaming=self._streaming(located, key, responses),
            pagination=(
                None
                if pagination is None
                else Pagination(
                    items=pagination.items,
                    parameter=pagination.parameter,
                    next=pagination.next,
                    more=pagination.more,
                )
            ),
            idempotency_header=(
                idempotency.name.wire if idempotency else self._config.idempotency_header
            ),
        )

    def _body(self, located: Located) -> Body | None:
        body = follow(self._root, located.below("requestBody"))
        if not isinstance(body.value, Mapping):
            return None
        content = body.below("content")
        contents = self._media.contents(content.pointer, content.value)
        if not contents:
            return None
        return Body(
            name=self._body_name(content, contents),
            required=body.value.get("required") is True,
            contents=contents,
            doc=Doc(description=_text(body.value.get("description"))),
        )

    def _body_name(self, content: Located, contents: tuple[Content, ...]) -> Name:
        """The argument's name: the words of the schema that it takes, else ``body``."""
        override = self._declarations.given(content.pointer, "")
        if override.wire:
            return override
        type_: TypeExpr = contents[0].type
        if isinstance(type_, Ref) and type_.id in self._declarations:
            name = self._declarations.of(type_.id).name
            return Name(words=name.words, wire=name.wire, strength=Strength.DERIVED)
        return Name(words=("body",), wire="body", strength=Strength.DERIVED)

    def _responses(self, located: Located) -> tuple[Response, ...]:
        listed = located.below("responses")
        found = []
        for status, _ in items(listed.value):
            response = follow(self._root, listed.below(status))
            if not _STATUS.fullmatch(status) or not isinstance(response.value, Mapping):
                continue
            content = response.below("content")
            headers = [
                self._parameters.response_header(
                    pointers.child(response.pointer, "headers", name), name, described
                )
                for name, described in items(response.below("headers").value)
                if name.lower() != "content-type"
            ]
            found.append(
                Response(
                    status="default" if status.lower() == "default" else status.upper(),
                    contents=self._media.contents(content.pointer, content.value),
                    doc=Doc(
                        summary=_text(response.value.get("summary")),
                        description=_text(response.value.get("description")),
                    ),
                    headers=tuple(header for header in headers if header is not None),
                )
            )
        return tuple(found)

    def _streaming(
        self, located: Located, key: str, responses: tuple[Response, ...]
    ) -> Streaming | None:
        """A stream by the settings, else by a media type of a successful response."""
        setting = self._config.streaming.get(key)
        if setting is not None:
            return self._set_streaming(located, key, setting)
        for response in responses:
            if response.status[0] != "2":
                continue
            for content in response.contents:
                if content.payload in (Payload.EVENT_STREAM, Payload.JSON_LINES):
                    others = any(c.payload is Payload.JSON for c in response.contents)
                    return Streaming(
                        payload=content.payload,
                        event=content.type,
                        media_type=content.media_type,
                        switch=self._switch(located) if others else None,
                    )
        return None

    def _set_streaming(self, located: Located, key: str, setting: StreamingSetting) -> Streaming:
        pointer = setting.event
        if not pointer.startswith("#"):
            pointer = pointers.child("#/components/schemas", setting.event)
        id = self._declarations.id_of(pointer)
        event: TypeExpr = AnyJson() if id is None else Ref(id=id)
        if id is None:
            self._report.error(
                "streaming-event",
                f"`streaming.{key}.event` names `{setting.event}`, which is no schema",
                located.pointer,
                help="name a component schema, or give the JSON pointer of one",
            )
        lines = payload_of(setting.media_type)
        return Streaming(
            payload=lines,
            event=event,
            media_type=setting.media_type,
            terminator=setting.terminator,
            switch=setting.switch,
        )

    def _switch(self, located: Located) -> str | None:
        """``stream``, where a JSON body has such a boolean member: it asks for the stream that
        stands beside JSON under one status."""
        body = follow(self._root, located.below("requestBody"))
        content = body.below("content")
        for media_type, described in items(content.value):
            if not isinstance(described, Mapping):
                continue
            node = schema_node(self._root, pointers.child(content.pointer, media_type), described)
            if node is not None and self._has_switch(node):
                return "stream"
        return None

    def _has_switch(self, node: Node) -> bool:
        shape = self._forms.shapes.of(self._forms.schemas.final(node))
        member = shape.properties.get("stream")
        form = self._forms.final(member).form if member is not None else None
        return isinstance(form, ScalarForm) and form.primitive.kind is Kind.BOOLEAN


def _id(path: str, method: str, operation: Located) -> str:
    """The place where an operation is used: paths that share a path item have each their own."""
    used = pointers.child("#/paths", path)
    if operation.pointer.startswith(used + "/"):
        return operation.pointer
    return pointers.child(used, method.lower())


def items(value: Any) -> Iterator[tuple[str, Any]]:
    """The members of a mapping; of anything else, none."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key), item


def _is_idempotency_key(parameter: Parameter) -> bool:
    """Whether a parameter is the header that the IETF draft "The Idempotency-Key HTTP Header Field"
    names, however it is cased."""
    is_header = parameter.location is Location.HEADER
    return is_header and parameter.name.wire.lower() == "idempotency-key"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _url(value: Any) -> str | None:
    url = value.get("url") if isinstance(value, Mapping) else None
    return url if isinstance(url, str) else None
