"""Generated Python clients, imported from wherever they lie.

A client's package imports itself relatively only, so that it can be loaded from any folder under
any name: every folder gets a name of its own here, and clients of one package name live side by
side in one process.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build import build
from generator.diagnostics import Report
from generator.emit.page import Page
from generator.emit.target import PlanRequest
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.ir.nodes import Api, Id
from generator.source import load
from generator.targets.python import TARGET
from generator.targets.python.plan import Planner
from generator.workflow.config import Job, Order
from generator.workflow.generate import generate

_SKETCH = "openapi_client"


@dataclass(frozen=True, slots=True)
class Client:
    """A client in a folder: ``package`` is the name of its package, ``alias`` what it is
    imported as here."""

    folder: Path
    package: str
    alias: str

    @classmethod
    def load(cls, folder: Path, *, beside: tuple[Path, ...] = ()) -> Client:
        """Import the one package of a folder; its modules are looked for ``beside`` it, too."""
        [marker] = folder.glob("*/py.typed")
        alias = f"client_{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]}"
        client = cls(folder, marker.parent.name, alias)
        if alias not in sys.modules:
            client._import(beside)
        return client

    def _import(self, beside: tuple[Path, ...]) -> None:
        package = self.folder / self.package
        spec = importlib.util.spec_from_file_location(
            self.alias,
            package / "__init__.py",
            submodule_search_locations=[str(place) for place in (package, *beside)],
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[self.alias] = module
        spec.loader.exec_module(module)

    def module(self, name: str = "") -> Any:
        """A module of the package by its dotted name; without one, the package itself."""
        return importlib.import_module(f"{self.alias}.{name}" if name else self.alias)

    def model(self, name: str) -> Any:
        """A class, union or alias of the models."""
        return getattr(self.module("models"), name)

    def modules(self) -> list[str]:
        """The dotted names of all modules of the package, below the package."""
        root = self.folder / self.package
        names = (path.relative_to(root).with_suffix("").parts for path in root.rglob("*.py"))
        return sorted(".".join(part for part in name if part != "__init__") for name in names)


def generated(document: Path, folder: Path, *, package: str = "openapi_client") -> Client:
    """Generate the Python client of a document into a folder, and import it.

    Raises AssertionError with the errors where the generator refuses the document.
    """
    order = Order(target="python", output=folder, options={"package": package})
    run = generate(Job(spec=str(document), orders=(order,)))
    errors = [*run.found.errors, *run.settings.errors, *run.files.errors]
    assert not run.failed, "\n".join(f"{error.pointer}: {error.message}" for error in errors)
    return Client.load(folder)


def built(document: Path) -> Api:
    """The representation of a document."""
    report = Report()
    return build(load(str(document), report), report)


def names(api: Api) -> Mapping[Id, str]:
    """What each declaration is called among the models of its Python client."""
    return {id: named.name for id, named in _planner(api).world.names.items()}


def _planner(api: Api) -> Planner:
    report = Report()
    options = TARGET.options({"package": _SKETCH}, report)
    return Planner(PlanRequest(api=api, facts=facts(api), options=options, report=report))


def sketched(document: Path, folder: Path) -> tuple[Client, Api]:
    """The package of a document's Python client as the templates print it, and what it was made
    from: no docs, no formatter, the runtime read where its source is. Quick, for many documents.
    """
    api = built(document)
    templates = Templates(TARGET.templates, shared(SHARED))
    planner = _planner(api)
    for page in planner.pages():
        if isinstance(page, Page) and page.path.startswith(_SKETCH):
            path = folder / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(templates.render(page.template, page.view), encoding="utf-8")
    (folder / _SKETCH / "py.typed").touch()
    return Client.load(folder, beside=(TARGET.templates / "runtime",)), api
