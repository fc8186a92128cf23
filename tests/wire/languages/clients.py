"""The clients of the wire cases: generated once for each document, then kept in the cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import uuid
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.diagnostics import Report
from generator.workflow.config import Job, Order, read_config
from generator.workflow.generate import generate
from tests.wire.case import ROOT, document_path
from tests.wire.languages.language import Language

CACHE = ROOT / ".cache" / "wire"


class NotGenerated(Exception):
    """The generator found errors in a document; the message lists them."""


def client(language: Language, document: str) -> Path:
    """The folder of a document's generated client, made anew whenever its sources changed.

    :raises NotGenerated: with the generator's own findings
    """
    key = hashlib.sha256(
        f"{_sources(language.target)}:{language.name}:{document_path(document)}".encode()
    )
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
        order = Order(target=language.target, output=output, options=options)
        return Job(spec=str(document_path(document)), orders=(order,))
    job = read_config(str(ROOT / "specs" / "openai" / "generator.yaml"), Report())
    orders = [order for order in job.orders if order.called == language.name]
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
