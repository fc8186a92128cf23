"""Names that are looked up when they are first needed.

A package index (:func:`lazy`) imports a module when one of its names is touched, and the
annotations of a models module are linked (:func:`evaluate`) when a type is first used. So
importing one class costs one module, in a package of any size. This module imports nothing of
pydantic: the package itself loads through it.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any


def lazy(
    package: str, index: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of a package whose names live in its submodules.

    ``index`` has the names of each submodule; a submodule is written relative to the package
    (``"api.chat_api"``). A name is imported when first read, and then stays in the package; so
    are the submodules themselves.
    """
    modules = {name: module for module, names in index.items() for name in names}
    submodules = {module.partition(".")[0] for module in index}

    def load(name: str) -> Any:
        if name in modules:
            module = importlib.import_module(f"{package}.{modules[name]}")
            value = getattr(module, name)
        elif name in submodules:
            value = importlib.import_module(f"{package}.{name}")
        else:
            problem = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(problem, name=name)
        vars(sys.modules[package])[name] = value
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *modules, *submodules})

    return load, names


def link(expression: str, module: str) -> None:
    """Put the names that ``expression`` needs, and ``module`` lacks, into that module.

    They come from the index of the package that holds the module, where a schema may be called
    like a builtin (``Warning``). A name that is nowhere is left alone: evaluating will say so.
    """
    space = vars(sys.modules[module])
    for name in _compiled(expression).co_names:
        if name in space or name in _BUILTIN:
            continue
        package = sys.modules.get(module.rpartition(".")[0])
        value = getattr(package, name, _NOWHERE)
        if value is not _NOWHERE:
            space[name] = value


def evaluate(expression: str, module: str) -> Any:
    """The type that ``expression`` spells in ``module``, importing what it needs.

    Raises NameError for a name that neither the module nor its package has.
    """
    link(expression, module)
    return eval(_compiled(expression), vars(sys.modules[module]))


def names_in(expression: str) -> tuple[str, ...]:
    """The names that an annotation uses."""
    return _compiled(expression).co_names


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> CodeType:
    """The same few spellings stand in every module: ``str | None``, ``Nullable[int]``."""
    return compile(expression, "<annotation>", "eval")


_NOWHERE = object()
_BUILTIN = frozenset({"str", "int", "float", "bool", "list", "dict"})
