"""How big a program is that makes one call: bundled, minified and compressed."""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.workflow.config import Job, Order
from generator.workflow.generate import generate
from tests.bench.measure import Aim, Row
from tests.support import typescript
from tests.support.corpus import corpus
from tests.wire.languages import client
from tests.wire.languages.typescript import TYPESCRIPT

CALL = """
import {{ ChatApi, Configuration }} from '{}';
const api = new ChatApi(new Configuration({{ accessToken: 'none' }}));
console.log(await api.createChatCompletion(JSON.parse('{{}}')));
"""
WHOLE = "export * from '{}';"
AIM = Aim(bound=1.1, faster=False)
"""A call of a big client is hardly bigger than one of a small client."""


def rows() -> Iterator[Row]:
    """One call of the Chat client, and of the biggest client that there is."""
    chat = client(TYPESCRIPT, "openai")
    one = size(chat, CALL)
    yield Row(
        name="typescript: bundle of one call",
        ours=one,
        theirs=size(chat, WHOLE),
        against="all of the package",
        aim=Aim(bound=1, faster=False),
        note="min+gzip",
        unit="B",
    )
    for newest in corpus()[-1:]:
        with tempfile.TemporaryDirectory() as folder:
            order = Order(target="typescript-fetch", output=Path(folder), options={})
            assert not generate(Job(spec=str(newest), orders=(order,))).failed
            typescript.build(Path(folder))
            yield Row(
                name=f"typescript: bundle of one call, {newest.stem}",
                ours=size(Path(folder), CALL),
                theirs=one,
                against="the same call of the Chat client",
                aim=AIM,
                note="min+gzip",
                unit="B",
            )


def size(package: Path, program: str) -> int:
    """Bytes that a browser loads before a program runs: what is imported on demand comes later.

    :raises RuntimeError: when the bundler finds a fault
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        entry = folder / "entry.mjs"
        entry.write_text(program.format(package / "dist" / "index.js"), encoding="utf-8")
        command = [
            str(typescript.installed() / "node_modules" / ".bin" / "esbuild"),
            str(entry),
            "--bundle",
            "--minify",
            "--splitting",
            "--format=esm",
            "--platform=browser",
            "--log-level=error",
            f"--outdir={folder / 'out'}",
            f"--metafile={folder / 'meta.json'}",
        ]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        outputs = json.loads((folder / "meta.json").read_text("utf-8"))["outputs"]
        [start] = [path for path, each in outputs.items() if each.get("entryPoint") == "entry.mjs"]
        return sum(_compressed(folder / path) for path in _loaded(outputs, start))


def _loaded(outputs: dict[str, dict[str, list[dict[str, str]]]], start: str) -> set[str]:
    """The files that a file imports at once, itself included."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            imports = outputs[path]["imports"]
            waiting += [each["path"] for each in imports if each["kind"] == "import-statement"]
    return found


def _compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))
