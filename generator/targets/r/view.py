"""What the templates of the package see: frozen, and printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A class for an object, and the statement that declares its members."""

    name: Code
    quoted: Code
    constructor: Code
    declared: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationView:
    """A declaration: a class, or one statement for what is no object."""

    doc: Code | None
    record: RecordView | None = None
    statement: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFileView:
    """A file ``R/model_….R``."""

    header: Code
    declarations: tuple[DeclarationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """A method: its comment, everything before its body, and the call in it."""

    doc: Code | None
    head: Code
    statement: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiFileView:
    """A file ``R/api_….R``: the operations of one tag. ``table`` is one statement."""

    header: Code
    doc: Code | None
    name: Code
    quoted: Code
    methods: tuple[MethodView, ...]
    table: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A file of one statement."""

    header: Code
    doc: Code | None
    statement: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionView:
    """``DESCRIPTION``."""

    package: Code
    title: Code
    version: Code
    authors: Code
    description: Code
    license: Code
    collate: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamespaceView:
    """``NAMESPACE``: what the document adds to the exports of the runtime."""

    header: Code
    exports: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RdItem:
    """An entry of a list of an Rd page."""

    name: Code
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class RdSection:
    """A titled list of an Rd page; ``text`` stands above it."""

    title: Code
    text: tuple[Code, ...]
    items: tuple[RdItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RdView:
    """An Rd page. ``lines`` are its first ones, each a whole macro."""

    header: Code
    lines: tuple[Code, ...]
    description: tuple[Code, ...]
    sections: tuple[RdSection, ...]
    see: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedView:
    """A file of tests that is shipped with the package."""

    header: Code
    package: Code
