"""The registry of languages: each sub-package that offers a ``TARGET``."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from generator.emit.target import Target

HERE = Path(__file__).parent


def discover(extra: Iterable[Path] = ()) -> dict[str, Target]:
    """Every language by name, sorted.

    A language is a package in this folder, or in one of the ``extra`` folders, whose name does
    not begin with an underscore and whose ``__init__.py`` has a ``TARGET``. Two languages of one
    name are refused with a ``ValueError``.
    """
    found: dict[str, Target] = {}
    for folder in (HERE, *extra):
        for place in sorted(folder.iterdir()):
            if place.name.startswith(("_", ".")) or not (place / "__init__.py").is_file():
                continue
            module = _own(place.name) if folder == HERE else _foreign(place)
            target = getattr(module, "TARGET", None)
            if target is None:
                continue
            if not isinstance(target, Target):
                raise ValueError(f"{place}: TARGET lacks a member of the Target contract")
            if target.name in found:
                raise ValueError(f"{place}: there is already a target `{target.name}`")
            found[target.name] = target
    return dict(sorted(found.items()))


def _own(name: str) -> ModuleType:
    return importlib.import_module(f"generator.targets.{name}")


def _foreign(place: Path) -> ModuleType:
    """A language in another folder, as a package of its own."""
    name = f"_specpress_target_{place.name}"
    spec = importlib.util.spec_from_file_location(
        name, place / "__init__.py", submodule_search_locations=[str(place)]
    )
    if spec is None or spec.loader is None:
        raise ValueError(f"{place}: not a Python package")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
