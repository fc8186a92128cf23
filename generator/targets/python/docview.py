"""What the templates of the docs see: Markdown and Python that is printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code
from generator.emit.docs import EndpointRow, ModelRow, RowView, SchemeDoc
from generator.emit.limits import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingView:
    """An argument of ``Configuration(…)`` with the comment above it."""

    comment: Code
    argument: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A complete program that calls an operation.

    ``statements`` make the arguments; ``call`` passes them; ``comment`` says what it does.
    """

    package: Code
    modules: tuple[Code, ...]
    async_modules: tuple[Code, ...]
    host_said: Code
    host_literal: Code
    settings: tuple[SettingView, ...]
    api: Code
    async_api: Code
    method: Code
    statements: tuple[Code, ...]
    async_statements: tuple[Code, ...]
    comment: Code
    call: Code
    async_call: Code
    details: Code
    stream: Code
    async_stream: Code
    pages: Code
    returns: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDoc:
    """The section of an operation."""

    name: Code
    signature: Code
    verb: Code
    path: Code
    cell: Code
    summary: Code | None
    description: Code | None
    deprecated: bool
    credentials: tuple[Code, ...]
    example: CallView
    whole: bool
    streamed: bool
    paged: bool
    stream_type: Code
    parameters: tuple[RowView, ...]
    returns: Code
    authorization: tuple[Code, ...]
    content_type: Code
    accept: Code
    responses: tuple[RowView, ...]
    detailed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiDoc:
    """The page of a group of operations."""

    title: Code
    page: Code
    host: Code
    description: Code | None
    operations: tuple[OperationDoc, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeView:
    """``README.md``."""

    limits: tuple[Limit, ...]
    project: Code
    package: Code
    title: Code
    description: Code | None
    version: Code
    document_version: Code
    generator: Code
    host: Code
    variable: Code
    has_servers: bool
    example: CallView | None
    streamed: CallView | None
    paged: CallView | None
    schemes: tuple[SchemeDoc, ...]
    environment: tuple[RowView, ...]
    endpoints: tuple[EndpointRow, ...]
    models: tuple[ModelRow, ...]
    license: Code
