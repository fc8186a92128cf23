"""The languages that the wire cases are run in: one :class:`Language` each.

A language needs a runner (``tests/wire/README.md``), the command that starts it, and the tools
that it cannot do without. Everything else is the same for all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from generator.diagnostics import Report
from generator.workflow.config import Job, Order, read_config
from generator.workflow.generate import generate
from tests.support import typescript
from tests.wire.case import ROOT, document_path
from tests.wire.docs_examples import Examples

CACHE = ROOT / ".cache" / "wire"
RUNNERS = Path(__file__).parent / "runners"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How one language takes part.

    ``modes`` maps each way of calling a client (``sync``, ``async``) to what it is able to do
    beyond plain calls: ``cancel``, ``parallel``, ``once`` (a body that can be read once).
    ``options`` are the target's options for a document; ``start`` is the runner's command for a
    client folder; ``tools`` are the programs needed, ``install`` what a person types to get
    them. ``prepare`` compiles a generated folder where the language needs that. ``examples`` says
    how the fenced examples of its pages are run. ``sends`` says whether the platform lets a client
    send a method, with or without a body.
    """

    name: str
    modes: Mapping[str, frozenset[str]]
    start: Callable[[Path, str], list[str]]
    options: Callable[[str], dict[str, object]]
    examples: Examples
    sends: Callable[[str, bool], bool] = lambda method, body: True
    tools: tuple[str, ...] = ()
    install: str = ""
    prepare: Callable[[Path], None] = field(default=lambda folder: None)

    def missing(self) -> str | None:
        """The reason for a visible skip, None where everything is there."""
        absent = [tool for tool in self.tools if shutil.which(tool) is None]
        return f"{', '.join(absent)} not found; install: {self.install}" if absent else None


def _package(document: str) -> str:
    return document.replace("-", "_")


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
        "openapiopenai" if document == "openai" else _package(document),
    ],
    options=lambda document: {"package": _package(document)},
    examples=Examples(
        fence="python",
        file="example.py",
        command=lambda file: [sys.executable, "-W", "error", str(file)],
        variables=r"""os\.environ(?:\.get\(|\[)["'](\w+)["']""",
        path="PYTHONPATH",
    ),
)

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

LANGUAGES: tuple[Language, ...] = (PYTHON, TYPESCRIPT)


class NotGenerated(Exception):
    """The generator found errors in a document; the message lists them."""


def client(language: Language, document: str) -> Path:
    """The folder of a document's generated client, made anew whenever its sources changed.

    :raises NotGenerated: with the generator's own findings
    """
    key = hashlib.sha256(f"{_sources(language.name)}:{document_path(document)}".encode())
    key.update(document_path(document).read_bytes())
    folder = CACHE / language.name / f"{document}-{key.hexdigest()[:16]}"
    if not folder.exists():
        fresh = folder.with_name(f".{folder.name}-{uuid.uuid4().hex}")
        _generate(language, document, fresh)
        language.prepare(fresh)
        try:
            fresh.rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(fresh)
        _forget_old(folder)
    return folder


def _generate(language: Language, document: str, output: Path) -> None:
    run = generate(_job(language, document, output))
    if run.failed:
        shutil.rmtree(output, ignore_errors=True)
        found = [*run.settings.errors, *run.found.errors, *run.files.errors]
        raise NotGenerated(f"{document}: " + "; ".join(f"{d.code}: {d.message}" for d in found))


def _job(language: Language, document: str, output: Path) -> Job:
    """What is written in the repository's own settings, or one order for a feature document."""
    if document != "openai":
        options = language.options(document)
        order = Order(target=language.name, output=output, options=options)
        return Job(spec=str(document_path(document)), orders=(order,))
    job = read_config(str(ROOT / "specs" / "openai" / "generator.yaml"), Report())
    orders = [order for order in job.orders if order.target == language.name]
    return replace(job, orders=tuple(replace(order, output=output) for order in orders))


@cache
def _sources(language: str) -> str:
    """A hash of everything that decides what is generated, beside the document."""
    digest = hashlib.sha256()
    settings = ROOT / "specs" / "openai" / "generator.yaml"
    folders = [ROOT / "generator", ROOT / "templates" / language, ROOT / "templates" / "_docs"]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    for file in [settings, *files]:
        if "__pycache__" not in file.parts:
            digest.update(os.fsencode(file.relative_to(ROOT)) + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _forget_old(folder: Path) -> None:
    """Remove the clients that older sources made, once they are no longer in use."""
    stem = folder.name.rpartition("-")[0]
    for other in folder.parent.glob(f"{stem}-????????????????"):
        if other != folder and time.time() - other.stat().st_mtime > 3600:
            shutil.rmtree(other, ignore_errors=True)
