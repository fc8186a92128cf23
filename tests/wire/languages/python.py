"""Python, synchronous and asynchronous."""

from __future__ import annotations

import sys

from tests.wire.docs_examples import Examples
from tests.wire.languages.language import RUNNERS, Language, package_name

PYTHON = Language(
    name="python",
    modes={
        "sync": frozenset({"parallel", "once"}),
        "async": frozenset({"parallel", "once", "cancel"}),
    },
    start=lambda folder, document: [
        sys.executable,
        str(RUNNERS / "python_runner.py"),
        str(folder),
        "openapiopenai" if document == "openai" else package_name(document),
    ],
    options=lambda document: {"package": package_name(document)},
    examples=Examples(
        fence="python",
        file="example.py",
        command=lambda file: [sys.executable, "-W", "error", str(file)],
        variables=r"""os\.environ(?:\.get\(|\[)["'](\w+)["']""",
        path="PYTHONPATH",
    ),
)
