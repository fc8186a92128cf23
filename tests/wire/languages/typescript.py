"""TypeScript, on Node."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support import typescript
from tests.wire.docs_examples import Examples
from tests.wire.languages.language import RUNNERS, Language


def _build(folder: Path, files: Sequence[Path]) -> None:
    """Strip the types of examples; they are checked where all examples of all documents are."""
    program, tools = RUNNERS / "typescript_example.mjs", typescript.installed()
    subprocess.run(["node", str(program), str(tools), str(folder), *map(str, files)], check=True)


TYPESCRIPT = Language(
    name="typescript-fetch",
    modes={"promise": frozenset({"parallel", "once", "cancel"})},
    start=lambda folder, document: [
        "node",
        "--no-warnings",
        str(RUNNERS / "typescript_runner.mjs"),
        str(folder),
    ],
    options=lambda document: {"package": document},
    # WHATWG Fetch §2.2.1 and §5.4.
    sends=lambda method, body: method != "TRACE" and not (body and method in ("GET", "HEAD")),
    tools=("node", "npm"),
    install=typescript.INSTALL,
    prepare=typescript.build,
    examples=Examples(
        fence="ts",
        file="example.ts",
        command=lambda file: ["node", str(file.with_suffix(".mjs"))],
        variables=r"""process\.env(?:\.|\[["'])(\w+)""",
        path="CLIENT_FOLDER",
        build=_build,
    ),
)
