"""Which texts are in black's form, as a quicker judge knows.

black needs 5 to 50 milliseconds a file. ruff formats alike, a hundred times as fast; the two
differ in a few things, all of them about what does not fit a line. So a text that ruff leaves
alone, and in which no line is too long, is in black's form (a test holds them to it); black is
asked about the rest, and about everything where there is no ruff.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_WIDTH = 88
_WHOLE = re.compile(r'\s*(?:\w+,|"[^"\\]*",|"[^"\\]*": \(|from [\w.]+ import \()')
"""An item alone on its line, or the head of an item or import: neither of them can break it."""


def settled(texts: Mapping[str, str]) -> frozenset[str]:
    """The paths of the texts that black would leave as they are; never one that it would not."""
    python = {path: text for path, text in texts.items() if path.endswith(".py")}
    others = texts.keys() - python.keys()
    fitting = [path for path, text in python.items() if _fits(text)]
    if not fitting:
        return frozenset(others)
    with TemporaryDirectory(prefix="specpress-") as folder:
        for number, path in enumerate(fitting):
            Path(folder, f"{number}.py").write_text(python[path], encoding="utf-8", newline="")
        changed = _changed(folder)
    if changed is None:
        return frozenset(others)
    return frozenset(others).union(p for n, p in enumerate(fitting) if n not in changed)


def _fits(text: str) -> bool:
    """Whether no line of code is too long; comments and docstrings may be, nobody breaks them."""
    prose = False
    for line in text.split("\n"):
        quotes = line.count('"""')
        code = not prose and not quotes and not line.lstrip().startswith("#")
        if code and len(line) > _WIDTH and not _WHOLE.fullmatch(line):
            return False
        prose ^= quotes % 2 == 1
    return True


def _changed(folder: str) -> set[int] | None:
    """The numbers of the files that ruff would change; None where it cannot say."""
    try:
        from ruff import find_ruff_bin

        done = subprocess.run(
            [
                *(find_ruff_bin(), "format", "--check", "--isolated", "--no-cache"),
                *("--line-length", str(_WIDTH), "--target-version", "py310"),
                *("--output-format", "concise", "."),
            ],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except (ImportError, OSError):
        return None
    found = (line.partition(":")[0] for line in done.stdout.splitlines())
    changed = {int(name.removesuffix(".py")) for name in found if name[:-3].isdigit()}
    # 0: nothing to change, 1: something; anything else is a failure of the judge.
    return changed if done.returncode == 0 or (done.returncode == 1 and changed) else None
