"""The import statements of one module, collected while its types are spelled."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.emit.code import Code, fill
from generator.targets.typescript_fetch.layout import LINE_LENGTH, Atom, braces, printed
from generator.targets.typescript_fetch.literals import identifier, quoted


@dataclass(slots=True)
class Imports:
    """Names that a module uses, each with the module that it comes from.

    ``taken`` are the names that the module declares itself or gets from models: a name of the
    runtime that meets one of them is imported under another (``UnknownTag as UnknownTag_``).
    """

    taken: frozenset[str] = frozenset()
    _types: dict[str, dict[str, str]] = field(default_factory=dict)
    _values: dict[str, dict[str, str]] = field(default_factory=dict)

    def type(self, module: str, name: str) -> Code:
        """Import a type; the result is what to call it here."""
        return self._add(self._types, module, name)

    def value(self, module: str, name: str) -> Code:
        """Import a value; the result is what to call it here."""
        return self._add(self._values, module, name)

    def model(self, module: str, name: str) -> Code:
        """Import a type of the package under its own name."""
        self._types.setdefault(module, {})[name] = name
        return identifier(name)

    def schema(self, module: str, name: str) -> Code:
        """Import a schema of the package under its own name."""
        self._values.setdefault(module, {})[name] = name
        return identifier(name)

    def _add(self, found: dict[str, dict[str, str]], module: str, name: str) -> Code:
        here = name
        while here in self.taken:
            here += "_"
        found.setdefault(module, {})[name] = here
        return identifier(here)

    def statements(self) -> tuple[Code, ...]:
        """The statements, by module: from far to near, then by name."""
        modules = sorted({*self._types, *self._values}, key=_order)
        return tuple(self._statement(module) for module in modules)

    def _statement(self, module: str) -> Code:
        values, types = self._values.get(module, {}), self._types.get(module, {})
        if not values:
            return _statement(Code("import type "), module, _names(types, Code("")))
        names = [*_names(values, Code("")), *_names(types, Code("type "))]
        return _statement(Code("import "), module, names)


def _order(module: str) -> tuple[int, str]:
    return -module.count("../"), module


def _names(names: dict[str, str], prefix: Code) -> list[Code]:
    return [
        prefix
        + (
            identifier(name)
            if name == here
            else fill("{} as {}", identifier(name), identifier(here))
        )
        for name, here in sorted(names.items(), key=lambda item: (item[0].lower(), item[0]))
    ]


def _statement(head: Code, module: str, names: list[Code]) -> Code:
    tail = fill(" from {};", quoted(module))
    group = braces(Atom(name) for name in names)
    if len(names) == 1 and len(head) + len(group.flat) + len(tail) > LINE_LENGTH:
        return head + group.flat + tail
    return head + printed(group, indent=0, before=len(head), after=len(tail)) + tail


def exported(head: Code, module: str, names: list[Code]) -> Code:
    """``export { A, type B } from './module.js';``."""
    return _statement(head, module, names)
