"""The import lines of one module, collected while its types are spelled."""

from __future__ import annotations

import sys

from generator.emit.code import Code, fill
from generator.targets.python.layout import Atom, Group, printed
from generator.targets.python.literals import dotted, identifier


class Imports:
    """Names that a module uses, each with the module that it comes from.

    ``taken`` are the names that the module declares itself or gets from models: a library name
    that meets one of them is imported under another (``Any as _Any``).
    """

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = taken
        self._from: dict[str, dict[str, str]] = {}

    def use(self, module: str, name: str) -> Code:
        """Import ``name`` from ``module``; the result is what to call it here."""
        here = name
        while here in self._taken:
            here = "_" + here
        self._from.setdefault(module, {})[name] = here
        return identifier(here)

    def model(self, module: str, name: str) -> Code:
        """Import a class of the package under its own name."""
        self._from.setdefault(module, {})[name] = name
        return identifier(name)

    @property
    def here(self) -> frozenset[str]:
        """Every name that these imports put into the module."""
        return frozenset(here for names in self._from.values() for here in names.values())

    def drop(self, other: Imports) -> None:
        """Forget what another collection imports under the same name."""
        for module, names in other._from.items():
            mine = self._from.get(module, {})
            for name, here in names.items():
                if mine.get(name) == here:
                    del mine[name]
            if not mine:
                self._from.pop(module, None)

    def __bool__(self) -> bool:
        return bool(self._from)

    def statements(self, indent: int = 0) -> tuple[tuple[Code, ...], ...]:
        """The import statements in blocks: standard library, other packages, this package."""
        blocks: list[list[Code]] = [[], [], []]
        for module in sorted(self._from, key=_order):
            blocks[_section(module)].append(_statement(module, self._from[module], indent))
        return tuple(tuple(block) for block in blocks if block)


def _section(module: str) -> int:
    if module.startswith("."):
        return 2
    return 0 if module.split(".")[0] in sys.stdlib_module_names else 1


def _order(module: str) -> tuple[int, int, str]:
    """As isort does: relative imports from far to near, then by name."""
    dots = len(module) - len(module.lstrip("."))
    return (_section(module), -dots, module)


def _statement(module: str, names: dict[str, str], indent: int) -> Code:
    items = tuple(
        Atom(
            identifier(name)
            if here == name
            else fill("{} as {}", identifier(name), identifier(here))
        )
        for name, here in sorted(names.items(), key=lambda item: _name_order(item[0]))
    )
    head = fill("from {} import ", dotted(module))
    flat = Code(", ").join(item.flat for item in items)
    if indent + len(head) + len(flat) <= 88:
        return head + flat
    group = Group(Code(""), "()", items, spread=True)
    return head + printed(group, indent=indent, before=len(head))


def _name_order(name: str) -> tuple[int, str]:
    """As isort does: constants, then classes, then the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return (kind, name)
