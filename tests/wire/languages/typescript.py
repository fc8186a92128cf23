"""TypeScript, on Node."""

from __future__ import annotations

from tests.support import typescript
from tests.wire.docs_examples import Examples
from tests.wire.languages.language import RUNNERS, Language

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
        command=lambda file: [
            "node",
            str(RUNNERS / "typescript_example.mjs"),
            str(typescript.installed()),
            str(file),
        ],
        variables=r"""process\.env(?:\.|\[["'])(\w+)""",
        path="CLIENT_FOLDER",
    ),
)
