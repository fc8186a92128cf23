"""What things are called: one scope for each namespace."""

from __future__ import annotations

from generator.diagnostics import Report
from generator.emit.scope import Entry, Scope
from generator.ir.nodes import Api, Declaration, Id, Name, Record, Strength
from generator.text.case import pascal, snake

RESERVED = frozenset({"record", "one_of", "enum", "alias", "list", "map"})


def type_names(api: Api, report: Report) -> dict[Id, str]:
    """The name of every declaration."""
    entries = [
        Entry(
            id=declaration.id,
            name=_legal(pascal(declaration.name.words)),
            strength=declaration.name.strength,
            pointer=declaration.id,
            override=f"names.{_key(declaration)}",
        )
        for declaration in api.declarations
    ]
    return Scope(reserved=RESERVED).assign(entries, report)


def _key(declaration: Declaration) -> str:
    """What ``names`` in generator.yaml calls a declaration."""
    given = declaration.name.strength is Strength.GIVEN
    return declaration.name.wire if given else declaration.id


def field_names(record: Record, report: Report) -> dict[str, str]:
    """The name of every field of a record, by its name on the wire."""
    entries = [
        Entry(
            id=field.name.wire,
            name=_legal(snake(field.name.words)),
            strength=field.name.strength,
            pointer=f"{record.id}/properties/{field.name.wire}",
        )
        for field in record.fields
    ]
    return Scope(reserved=RESERVED).assign(entries, report)


def operation_name(name: Name) -> str:
    """The name of an operation."""
    return _legal(snake(name.words))


def _legal(name: str) -> str:
    """Names begin with a letter or an underscore, and are never empty."""
    return name if name.isidentifier() else f"_{name}"
