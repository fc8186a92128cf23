"""The quicker judge of the form of Python files is never wrong."""

from __future__ import annotations

import re

import black
import pytest

from generator.targets.python.form import settled
from tests.support.corpus import ROOT

OUTPUT = ROOT / "generated" / "python"


def texts() -> dict[str, str]:
    """Python files of the output, and what nearly is in form."""
    found = {str(p.relative_to(OUTPUT)): p.read_text("utf-8") for p in OUTPUT.rglob("*.py")}
    found |= {f"q{path}": text.replace('"', "'") for path, text in found.items()}
    found |= {f"w{path}": re.sub(r",\n( *\))", r"\n\1", text) for path, text in found.items()}
    return found | {f"n{path}": text.replace("\n\n", "\n") for path, text in found.items()}


def test_settled_is_in_form() -> None:
    """Whatever it vouches for, black leaves as it is; most of what is in form is vouched for."""
    known = texts()
    vouched = settled(known)
    for path in vouched:
        assert _black(known[path]) in (known[path], None), path
    ours = [path for path in known if path[0] not in "qwn"]
    assert len(vouched & set(ours)) > 0.9 * len(ours)
    assert len(vouched) < 0.9 * len(known)


def _black(text: str) -> str | None:
    try:
        return black.format_str(text, mode=black.Mode())
    except black.InvalidInput:
        return None


@pytest.mark.parametrize("text", ["x = 1", "x = 'a'\n", "x  = 1\n", "x = (\n", "def f(): pass\n"])
def test_not_in_form(text: str) -> None:
    """What is not in form is not vouched for."""
    assert settled({"a.py": text, "b.md": text}) == {"b.md"}


def test_too_long() -> None:
    """Code that does not fit a line is left to black; docstrings and comments may be long."""
    long = "word " * 30
    prose = f'"""{long.strip()}\n\n{long.strip()}\n"""\n\n# {long.strip()}\nx = 1\n'
    code = f'x = "{long}" + "{long}"\n'
    assert settled({"prose.py": prose, "code.py": code}) == {"prose.py"}
