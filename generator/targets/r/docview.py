"""What the templates of the docs see: Markdown and R that is printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code
from generator.emit.docs import EndpointRow, ModelRow, RowView, SchemeDoc
from generator.emit.limits import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingView:
    """A statement that configures the client, with the comment above it."""

    comment: Code
    statement: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A complete program that calls an operation: what is given, and the calls themselves.

    ``file`` is the comment that tells of ``data_file``, ``failing`` a call with options.
    """

    package: Code
    comment: Code
    arguments: tuple[Code, ...]
    plain: tuple[Code, ...]
    host_said: Code
    host: Code
    settings: tuple[SettingView, ...]
    api: Code
    method: Code
    call: Code
    file: Code
    details: Code
    stream: Code
    reader: Code
    pages: Code
    failing: Code
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
    example: CallView | None
    streamed: CallView | None
    paged: CallView | None
    schemes: tuple[SchemeDoc, ...]
    environment: tuple[RowView, ...]
    endpoints: tuple[EndpointRow, ...]
    models: tuple[ModelRow, ...]
    license: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class VignetteView:
    """The vignette."""

    package: Code
    about: Code
    example: CallView | None
    streamed: CallView | None
