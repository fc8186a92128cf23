"""The project's own metadata is true."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.corpus import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
REQUIRED = [
    Requirement(text)
    for group in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for text in group
]


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pins}


def test_lock_fits() -> None:
    """Every dependency has a lower bound and an exact version that satisfies it."""
    pins = locked()
    for requirement in REQUIRED:
        assert requirement.specifier, requirement
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])


def test_imports_are_declared() -> None:
    """The generator imports nothing that pyproject.toml does not name."""
    declared = {re.sub(r"\W", "_", Requirement(d).name).lower() for d in PROJECT["dependencies"]}
    known = declared | {"yaml", "generator"} | sys.stdlib_module_names
    for path in (ROOT / "generator").rglob("*.py"):
        assert not set(_imported(path)) - known, path


def _imported(path: Path) -> Iterator[str]:
    """The packages that a module imports by their names."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_commands_are_documented() -> None:
    """`make help` lists every target that people call."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", text, re.M)[0].split()
    listed = re.findall(r"^([a-z]+):.*## ", text, re.M)
    assert sorted(phony) == sorted(listed)
