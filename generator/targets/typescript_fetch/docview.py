"""What the templates of the docs see: Markdown and TypeScript that is printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code
from generator.emit.docs import EndpointRow, ModelRow, RowView, SchemeDoc
from generator.emit.limits import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingView:
    """A setting of ``new Configuration({ … })`` with the comment above it."""

    comment: Code
    setting: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A member of the request with the comment above it."""

    comment: Code
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A complete program that calls an operation. ``arguments`` stands in the parentheses, or
    ``leading`` before options of the call; ``runtime`` is where errors are imported from."""

    package: Code
    runtime: Code
    named: Code
    host: Code
    host_literal: Code
    values: tuple[Code, ...]
    request: Code | None
    settings: tuple[SettingView, ...]
    api: Code
    method: Code
    members: tuple[MemberView, ...]
    arguments: Code
    leading: Code
    returns: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDoc:
    """The section of an operation; ``anchor`` is set where it is not that of the heading."""

    name: Code
    anchor: Code
    apart: bool
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
    stream_type: Code
    parameters: tuple[RowView, ...]
    returns: Code
    authorization: tuple[Code, ...]
    content_type: Code
    accept: Code
    responses: tuple[RowView, ...]
    errors: Code | None


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
    title: Code
    description: Code | None
    version: Code
    document_version: Code
    generator: Code
    host: Code
    example: CallView | None
    streamed: CallView | None
    paged: bool
    typed_errors: bool
    hidden: bool
    dates: bool
    bigints: bool
    numbers: bool
    schemes: tuple[SchemeDoc, ...]
    environment: tuple[RowView, ...]
    endpoints: tuple[EndpointRow, ...]
    models: tuple[ModelRow, ...]
    license: Code
