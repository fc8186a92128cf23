"""What the templates of the docs see: Markdown and Ruby that is printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code
from generator.emit.docs import EndpointRow, ModelRow, RowView, SchemeDoc
from generator.emit.limits import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingView:
    """``access_token = …`` of the configuration with the comment above it."""

    comment: Code
    setting: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A complete program that calls an operation.

    ``statements`` make the arguments; ``call`` and its variants pass them to a method; ``comment``
    says what it does. The ``inner`` ones stand in a block.
    """

    module: Code
    requires: tuple[Code, ...]
    host_said: Code
    host_literal: Code
    settings: tuple[SettingView, ...]
    api: Code
    method: Code
    statements: tuple[Code, ...]
    inner_statements: tuple[Code, ...]
    comment: Code
    call: Code
    inner_call: Code
    details: Code
    stream: Code
    pages: Code
    returns: bool
    data_said: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDoc:
    """The section of an operation; ``anchor`` is set where it is not that of the heading.

    ``name`` is Markdown, ``method`` the same for a code span. ``signature`` and ``details`` are
    lines of code: how the operation and its variant are called, and what they return.
    """

    name: Code
    method: Code
    anchor: Code
    apart: bool
    signature: Code
    details: Code
    verb: Code
    path: Code
    cell: Code
    summary: Code | None
    description: Code | None
    deprecated: bool
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiDoc:
    """The page of a group of operations."""

    module: Code
    title: Code
    page: Code
    host: Code
    description: Code | None
    operations: tuple[OperationDoc, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeView:
    """``README.md``. ``example``, ``streamed`` and ``paged`` are the first whole call, stream and
    walk through pages."""

    limits: tuple[Limit, ...]
    project: Code
    gem: Code
    module: Code
    title: Code
    description: Code | None
    version: Code
    document_version: Code
    generator: Code
    host: Code
    example: CallView | None
    streamed: CallView | None
    paged: CallView | None
    schemes: tuple[SchemeDoc, ...]
    environment: tuple[RowView, ...]
    endpoints: tuple[EndpointRow, ...]
    models: tuple[ModelRow, ...]
    license: Code
