"""What the templates of the package see: frozen, and printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A member of an interface: its comment, and the whole line or lines of the rest."""

    doc: Code | None
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceView:
    """An exported interface."""

    doc: Code | None
    name: Code
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasView:
    """An exported type with another name; ``text`` is everything behind ``export type``."""

    doc: Code | None
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationView:
    """One declaration in one of its forms, and the variant for unknown tags beside it."""

    interface: InterfaceView | None = None
    alias: AliasView | None = None
    unknown: InterfaceView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFileView:
    """A file of ``models``."""

    header: Code
    imports: tuple[Code, ...]
    declarations: tuple[DeclarationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesView:
    """A file of statements: the schemas of a component, or what an index exports.

    ``statements`` follow each other directly, ``blocks`` have a blank line above them.
    """

    header: Code
    statements: tuple[Code, ...]
    blocks: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """A method: its comment, everything before its body, and its only statement."""

    doc: Code
    head: Code
    statement: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation: the types beside it, its methods and its tables."""

    request: InterfaceView | None
    errors: InterfaceView | None
    methods: tuple[MethodView, ...]
    tables: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiFileView:
    """A file of ``apis``: the operations of one tag."""

    header: Code
    imports: tuple[Code, ...]
    name: Code
    doc: Code | None
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationView:
    """``configuration.ts``."""

    header: Code
    imports: tuple[Code, ...]
    doc: Code | None
    facts: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageView:
    """``package.json``; all are JSON strings."""

    name: Code
    version: Code
    description: Code
    license: Code | None
    author: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedView:
    """A test that is shipped with the client; ``package`` is a string literal."""

    header: Code
    package: Code
