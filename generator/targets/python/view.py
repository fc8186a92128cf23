"""What templates see: frozen, and printed already; a template only puts it in its place."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code

Blocks = tuple[tuple[Code, ...], ...]
"""Import statements in blocks, with a blank line between two."""


# --- models -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A member of a model class; ``value`` is ``""``, `` = None`` or `` = Field(…)``.

    ``apart`` is false where nothing stands above it in the class.
    """

    name: Code
    annotation: Code
    value: Code
    doc: Code | None
    apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A model class; ``extra`` is the type of unlisted members where it is told."""

    name: Code
    base: Code
    doc: Code | None
    extra: Code | None
    fields: tuple[FieldView, ...]
    bare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainFieldView:
    """A key of a ``TypedDict``."""

    name: Code
    annotation: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainView:
    """A ``TypedDict``; ``functional`` is its expression where a key is no identifier."""

    name: Code
    base: Code
    doc: Code
    fields: tuple[PlainFieldView, ...]
    functional: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumerationView:
    """A name for known values."""

    name: Code
    kind: Code
    type: Code
    doc: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedView:
    """A name for a type: what checkers see, and what stands there at run time."""

    name: Code
    kind: Code
    type: Code
    value: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class LazyView:
    """A union or alias: a type for checkers, an object that is linked late at run time."""

    name: Code
    kind: Code
    type: Code
    value: Code
    doc: Code | None
    plain: NamedView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationView:
    """One declaration, in exactly one of its forms, and its plain dict.

    ``apart`` asks for two blank lines above it: everywhere but for an assignment below imports.
    """

    apart: bool = True
    record: RecordView | None = None
    enumeration: EnumerationView | None = None
    lazy: LazyView | None = None
    plain: PlainView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelModuleView:
    """A module of ``models``."""

    header: Code
    imports: Blocks
    models: tuple[Code, ...]
    declarations: tuple[DeclarationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsView:
    """A package that loads what it offers when it is touched first."""

    header: Code
    lazy: Code
    extra: tuple[Code, ...]
    imports: tuple[Code, ...]
    table: Code
    names: Code


# --- operations -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamView:
    """The streamed form of an operation."""

    name: Code
    doc: Code
    returns: Code
    async_returns: Code
    call: Code
    async_call: Code
    constant: Code
    annotation: Code
    table: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesView:
    """The form of an operation that walks through all pages."""

    name: Code
    arguments: tuple[Code, ...]
    doc: Code
    returns: Code
    async_returns: Code
    call: Code
    constant: Code
    kind: Code
    table: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation: its methods and its entry in the table."""

    name: Code
    details: Code
    arguments: tuple[Code, ...]
    returns: Code
    details_returns: Code
    doc: Code
    details_doc: Code
    deprecated: Code | None
    whole: bool
    call: Code
    details_call: Code
    async_call: Code
    async_details_call: Code
    constant: Code
    annotation: Code
    table: Code
    stream: StreamView | None
    pages: PagesView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiModuleView:
    """A module of ``api``: the operations of one tag, in both manners."""

    header: Code
    imports: Blocks
    checking: Blocks
    name: Code
    async_name: Code
    base: Code
    async_base: Code
    doc: Code
    async_doc: Code
    operations: tuple[OperationView, ...]


# --- the package ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationView:
    """``configuration.py``."""

    header: Code
    imports: tuple[Code, ...]
    base: Code
    doc: Code
    facts: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """``pyproject.toml``; all are TOML strings."""

    comments: tuple[Code, ...]
    name: Code
    version: Code
    description: Code
    license: Code | None
    author: Code | None
    package: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedView:
    """A test that is shipped with the client, for whole answers, for streams, or for both."""

    header: Code
    package: Code
    whole: bool
    streams: bool
