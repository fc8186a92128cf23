"""What every spelling needs to know of the package: the model, its names, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from generator.emit.typenames import by_file
from generator.ir.circles import circles, variants
from generator.ir.facts import Facts, Index, is_record_like, with_records
from generator.ir.nodes import Api, Declaration, Id, Record, Ref, TypeExpr, Union, Variant
from generator.ir.uploads import uploads
from generator.targets.ruby.names import Names, member_names
from generator.targets.ruby.options import Options


@dataclass(frozen=True)
class World:
    """What every spelling needs to know of the package."""

    api: Api
    facts: Facts
    names: Names
    options: Options
    _attributes: dict[Id, dict[str, str]] = field(default_factory=dict)

    @property
    def index(self) -> Index:
        """Declarations by id."""
        return self.facts.index

    @cached_property
    def files(self) -> dict[str, list[Declaration]]:
        """The declarations of each file of ``models``: the component first."""
        return by_file(self.index.values(), lambda id_: self.names.models[id_].file)

    @cached_property
    def uploads(self) -> frozenset[Id]:
        """Declarations whose raw bytes are files: what form and multipart bodies hold."""
        return uploads(self.api, self.index)

    @cached_property
    def circles(self) -> dict[Id, frozenset[Id]]:
        """Unions and aliases that are, directly, one of themselves: each with its circle."""
        return circles(self.facts)

    def variants(self, union: Union) -> tuple[Variant, ...]:
        """The variants of a union; in a circle of unions, those of all of them but themselves."""
        return variants(self.index, self.circles, union)

    @cached_property
    def with_records(self) -> frozenset[Id]:
        """Declarations of which some value holds a record: Hashes can stand in it."""
        return with_records(self.index)

    def attributes(self, record: Record) -> dict[str, str]:
        """The Ruby name of each member of a record, by its wire name."""
        if record.id not in self._attributes:
            self._attributes[record.id] = member_names(record)
        return self._attributes[record.id]

    def takes_hashes(self, type_: TypeExpr) -> bool:
        """Whether a Hash can stand for a value: it is a record, or a union that has one."""
        return isinstance(type_, Ref) and is_record_like(self.index, type_)
