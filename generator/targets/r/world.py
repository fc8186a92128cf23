"""What every spelling needs to know of the package: the model, its names, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.ir.circles import circles, variants
from generator.ir.facts import Facts, Index
from generator.ir.nodes import Alias, Api, Field, Id, Nullable, Record, Ref, Union, Variant
from generator.ir.uploads import uploads
from generator.targets.r.literals import is_sayable
from generator.targets.r.names import Names
from generator.targets.r.options import Options


@dataclass(frozen=True)
class World:
    """What every spelling needs to know of the package."""

    api: Api
    facts: Facts
    names: Names
    options: Options

    @property
    def index(self) -> Index:
        """Declarations by id."""
        return self.facts.index

    @cached_property
    def circles(self) -> dict[Id, frozenset[Id]]:
        """Unions and aliases that are, directly, one of themselves: each with its circle."""
        return circles(self.facts)

    @cached_property
    def uploads(self) -> frozenset[Id]:
        """Declarations whose raw bytes are files: what form and multipart bodies hold."""
        return uploads(self.api, self.index)

    def variants(self, union: Union) -> tuple[Variant, ...]:
        """The variants of a union; in a circle of unions, those of all of them but themselves."""
        return variants(self.index, self.circles, union)

    def is_required(self, record: Record, field: Field) -> bool:
        """Whether a member is always there, in all that is sent and read: requests leave out what
        is read-only, and responses what is write-only."""
        if field.read_only and record.id in self.facts.in_requests:
            return False
        if field.write_only and record.id not in self.facts.in_requests - self.facts.in_responses:
            return False
        return field.required

    def members(self, record: Record) -> list[Field]:
        """The members that R can name: required ones first, as the constructor takes them."""
        found = [each for each in record.fields if is_sayable(each.name.wire)]
        return sorted(found, key=lambda each: not self.is_required(record, each))

    def is_endless(self, alias: Alias) -> bool:
        """Whether an alias leads to itself through nothing but aliases."""
        seen: set[Id] = set()
        found: Alias = alias
        while found.id not in seen:
            seen.add(found.id)
            inner = found.type.inner if isinstance(found.type, Nullable) else found.type
            behind = self.index.get(inner.id) if isinstance(inner, Ref) else None
            if not isinstance(behind, Alias):
                return False
            found = behind
        return True
