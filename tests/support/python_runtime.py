"""The Python client's runtime as a package, with the hand-written sample as its models.

A generated client is generated modules beside copied runtime files. Here the two stay in their
own folders and one package looks into both, so that tests run the very files that are shipped.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "templates" / "python" / "runtime"
SAMPLE = Path(__file__).resolve().parent / "python_sample"
PACKAGE = "sampleclient"


def package() -> ModuleType:
    """The package ``sampleclient``: sample models and runtime, imported like any other."""
    found = sys.modules.get(PACKAGE)
    if found is not None:
        return found
    spec = importlib.util.spec_from_file_location(
        PACKAGE,
        SAMPLE / "__init__.py",
        submodule_search_locations=[str(SAMPLE), str(RUNTIME)],
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)
    return module


def assemble(folder: Path) -> Path:
    """A real package ``sampleclient`` in ``folder``, for tools that read files; its path."""
    target = folder / PACKAGE
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(RUNTIME, target, ignore=ignored)
    shutil.copytree(SAMPLE, target, ignore=ignored, dirs_exist_ok=True)
    (target / "py.typed").touch()
    return target
