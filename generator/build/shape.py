"""What a schema asks of a value, as one flat record of facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.build.schemas import Node
from generator.ir.nodes import Constraints, Doc, Json, JsonKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A ``oneOf`` or ``anyOf``: where it stands and what it offers."""

    pointer: str
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Everything a schema asks for, with references and ``allOf`` resolved.

    ``kinds`` None means that nothing limits the JSON kind; ``null`` is never in it, see
    ``nullable``. ``enum`` None means no limit; the values are in order, without repetition.
    ``additional`` and ``items`` None mean: not said. ``limited_at`` is the place that said
    ``kinds`` or ``enum`` last.
    """

    pointer: str
    kinds: frozenset[JsonKind] | None = None
    nullable: bool = False
    enum: tuple[Any, ...] | None = None
    properties: Mapping[str, Node] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    additional: Node | None = None
    patterns: tuple[Node, ...] = ()
    items: Node | None = None
    prefix: tuple[Node, ...] = ()
    choices: tuple[Choice, ...] = ()
    format: str | None = None
    binary: bool = False
    constraints: Constraints = field(default_factory=Constraints)
    title: str | None = None
    description: str = ""
    default: Json | None = None
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    examples: tuple[Json, ...] = ()
    external_url: str | None = None
    discriminator: tuple[str, Mapping[str, str]] | None = None
    discriminator_at: str = ""
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    never: bool = False
    limited_at: str = ""

    @property
    def doc(self) -> Doc:
        """What the schema says about itself."""
        return Doc(
            description=self.description,
            deprecated=self.deprecated,
            external_url=self.external_url,
        )
