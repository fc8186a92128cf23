"""The house stands: floors, sizes, names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.support.corpus import ROOT

SOURCES = sorted((ROOT / "generator").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LANGUAGES = sorted(
    path.name for path in (ROOT / "templates").iterdir() if not path.name.startswith(("_", "."))
)


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_go_downward() -> None:
    """Every contract of import-linter in pyproject.toml is kept."""
    done = subprocess.run(
        [
            *(sys.executable, "-c"),
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_has_a_floor() -> None:
    """A new module or folder of the generator is listed in the contract of the floors."""
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for place in (ROOT / "generator").iterdir():
        module = f"generator.{place.stem}"
        is_module = place.suffix == ".py" or (place / "__init__.py").is_file()
        if is_module and place.stem != "__init__":
            assert re.search(rf"{re.escape(module)}\b", contract), f"{module} has no floor"


# Lines that a module may have; the vocabulary of the house is read as a whole.
LONGEST = {"generator": 500, "tests": 800}
LONGER = {"generator/ir/nodes.py": 700}
NO_NOUN = {"utils", "util", "helpers", "helper", "misc", "common"}


def test_sizes() -> None:
    """A module of the generator has at most 500 lines, a module of tests 800."""
    for path in SOURCES + TESTS:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        limit = LONGER.get(_id(path), LONGEST[_id(path).split("/")[0]])
        assert lines <= limit, f"{_id(path)} has {lines} lines"


def test_names() -> None:
    """A module is named for what it holds."""
    assert not [_id(path) for path in SOURCES + TESTS if path.stem in NO_NOUN]


def test_module_docstrings() -> None:
    """Every module of the generator says what it is."""
    bare = [_id(p) for p in SOURCES if not ast.get_docstring(ast.parse(p.read_bytes()))]
    assert not bare


def test_neutral_code_names_no_language() -> None:
    """No string outside a language's own folder is the name of a language."""
    for path in (path for path in SOURCES if "targets" not in path.parts):
        tree = ast.parse(path.read_bytes())
        texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
        named = texts & set(LANGUAGES)
        assert not named, f"{_id(path)} names {named}"


def test_no_place_of_this_machine() -> None:
    """No committed text names a folder of the machine that it was written on."""
    done = subprocess.run(
        ["git", "grep", "-n", "-I", "-E", "/work/(main|shared)|/tmp/brief|['\" ]/home/[a-z]+/"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line for line in done.stdout.splitlines() if "test_floors.py" not in line]
    assert not found
