"""What a schema can be: a record, a list, a choice, a scalar.

:mod:`generator.build.decide` says which of them a schema is; declaring and defining read it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from generator.build.schemas import Node
from generator.build.shape import Shape
from generator.ir.nodes import Json, Kind, Primitive


@dataclass(frozen=True, slots=True)
class RecordForm:
    """An object with listed members."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class EnumForm:
    """A scalar with known values. ``sources`` are the shapes that listed them, in order."""

    base: Primitive | None
    values: tuple[Any, ...]
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class LiteralForm:
    """Exactly one scalar."""

    value: Json
    kind: Kind


@dataclass(frozen=True, slots=True)
class UnionForm:
    """One of several schemas. ``inherited`` are the tags that a base with children maps."""

    variants: tuple[Node, ...]
    pointer: str
    tags: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ListForm:
    """An array; ``item`` None is any JSON."""

    item: Node | None


@dataclass(frozen=True, slots=True)
class MapForm:
    """An object without listed members; ``value`` None is any JSON."""

    value: Node | None


@dataclass(frozen=True, slots=True)
class ScalarForm:
    """A string, number, integer or boolean."""

    primitive: Primitive


@dataclass(frozen=True, slots=True)
class BinaryForm:
    """Raw bytes."""


@dataclass(frozen=True, slots=True)
class AnyForm:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class SameForm:
    """A schema that merely stands for another one."""

    target: str


Form: TypeAlias = (
    RecordForm
    | EnumForm
    | LiteralForm
    | UnionForm
    | ListForm
    | MapForm
    | ScalarForm
    | BinaryForm
    | AnyForm
    | SameForm
)
DECLARED = (RecordForm, EnumForm, UnionForm)
"""Forms that need a declaration of their own, wherever they stand."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A form, and whether ``null`` is allowed beside it."""

    form: Form
    nullable: bool


def scalar_kind(form: Form) -> Kind | None:
    """The kind of a scalar, an enumeration or a literal; None for everything else."""
    if isinstance(form, ScalarForm):
        return form.primitive.kind
    if isinstance(form, LiteralForm):
        return form.kind
    return form.base.kind if isinstance(form, EnumForm) and form.base is not None else None


def as_scalar(forms: list[Form]) -> ScalarForm | None:
    """Scalars of one kind are that scalar; integer and number together are a number."""
    primitives = [form.primitive for form in forms if isinstance(form, ScalarForm)]
    if len(primitives) != len(forms):
        return None
    kinds = {primitive.kind for primitive in primitives}
    if kinds == {Kind.INTEGER, Kind.NUMBER}:
        return ScalarForm(Primitive(kind=Kind.NUMBER))
    if len(kinds) != 1:
        return None
    first = primitives[0]
    same = all(replace(p, constraints=first.constraints) == first for p in primitives)
    return ScalarForm(Primitive(kind=first.kind, format=first.format if same else None))
