"""What the templates see: frozen values in which everything is decided and escaped."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code


@dataclass(frozen=True, slots=True)
class FieldView:
    """A line of a declaration."""

    name: Code
    type: Code
    required: bool


@dataclass(frozen=True, slots=True)
class TypeView:
    """A declaration."""

    word: Code
    name: Code
    remark: Code
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class OperationView:
    """A call."""

    name: Code
    method: Code
    path: Code
    remark: Code


@dataclass(frozen=True, slots=True)
class PackageView:
    """The one page of the outline."""

    made_by: Code
    title: Code
    operations: tuple[OperationView, ...]
    types: tuple[TypeView, ...]
