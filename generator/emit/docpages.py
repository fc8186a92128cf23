"""Which file under ``docs/`` tells of which group or declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.emit.scope import Entry, Scope
from generator.ir.nodes import Id, Name, Strength


def doc_pages(
    groups: Mapping[Name, str], models: Mapping[Id, str], reserved: Iterable[str] = ()
) -> dict[str, str]:
    """The page of each group (``group <name>``) and declaration (by id), without ``.md``.

    ``groups`` and ``models`` are what they are called in the language. Pages share one folder, in
    which ``readme`` and ``reserved`` are taken.
    """
    entries = [
        Entry(id=f"group {each.wire}", name=name, pointer="") for each, name in groups.items()
    ]
    entries += [
        Entry(id=id_, name=name, strength=Strength.DERIVED, pointer=id_)
        for id_, name in models.items()
    ]
    return Scope(folded=True, reserved={"readme", *reserved}).assign(entries)
