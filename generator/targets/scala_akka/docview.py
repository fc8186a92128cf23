"""What the templates of the docs see: Markdown and Scala that is printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code
from generator.emit.docs import EndpointRow, ModelRow, RowView, SchemeDoc
from generator.emit.limits import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialView:
    """A credential with the comment above it."""

    comment: Code
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A complete program that calls an operation. ``http`` is the package of actors; ``arguments``
    stands in the parentheses; ``settings`` is what the invoker is made with."""

    package: Code
    models: Code | None
    http: Code
    host: Code
    credentials: tuple[CredentialView, ...]
    settings: Code
    api: Code
    values: tuple[Code, ...]
    method: Code
    arguments: Code


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
    item_type: Code
    parameters: tuple[RowView, ...]
    returns: Code
    choices: tuple[RowView, ...]
    sends: tuple[RowView, ...]
    sent_name: Code
    answer_name: Code
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
    title: Code
    description: Code | None
    group: Code
    artifact: Code
    version: Code
    package: Code
    document_version: Code
    generator: Code
    host: Code
    akka: bool
    example: CallView | None
    streamed: CallView | None
    paged: CallView | None
    hidden: bool
    schemes: tuple[SchemeDoc, ...]
    environment: tuple[RowView, ...]
    endpoints: tuple[EndpointRow, ...]
    models: tuple[ModelRow, ...]
    license: Code
