"""Load → build → check → plan → render → write: one function for the arrows between them.

A stage takes what the stage before it made and adds what it finds to the report. Nothing is
written before everything is made, and nothing at all where the report holds an error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import Any

from generator import GENERATOR
from generator.beside import Beside
from generator.build import build
from generator.build.config import Config
from generator.diagnostics import Diagnostic, Report
from generator.emit.confirmed import Confirmed, cache_folder
from generator.emit.manifest import digest
from generator.emit.render import Rendered, render
from generator.emit.target import License, PlanRequest, Target
from generator.emit.templates import SHARED, Templates, folder
from generator.emit.writer import Made
from generator.ir.check import check
from generator.ir.facts import Facts
from generator.ir.facts import facts as facts_of
from generator.ir.nodes import Api
from generator.source import Document, validate


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One output that is wanted: the language, its options as the language read them, where to;
    ``name`` is what a person calls it."""

    target: Target
    options: Any
    output: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One output in memory: its files, and what its manifest says it was made from."""

    output: Path
    files: tuple[Rendered, ...]
    made: Made


def model(document: Document, config: Config, report: Report) -> Api:
    """Build and check: a document as an API in no language. Raises ``Refused`` at its worst."""
    api = build(document, report, config)
    report.extend(check(api))
    return api


def produce(
    document: Document,
    wishes: Sequence[Wish],
    config: Config,
    license: License | None,
    report: Report,
    *,
    tell: Callable[[str], None] = lambda stage: None,
) -> tuple[Output, ...]:
    """Every output, in memory. ``tell`` hears which stage begins.

    The document is validated in another process meanwhile. Raises ``Refused`` where no API can be
    built; errors in the report otherwise mean that the outputs must not be written.
    """
    validation = validating(document)
    try:
        tell("build")
        api = model(document, config, report)
        known = facts_of(api)
        outputs = []
        for wish in wishes:
            tell(f"plan {wish.target.name}")
            outputs.append(_output(document, api, known, wish, config, license, report))
        tell("validate")
        report.extend(validation.result())
    finally:
        validation.stop()
    return tuple(outputs)


def validating(document: Document) -> Beside[list[Diagnostic]]:
    """The validation of a document, already under way."""
    return Beside(lambda: list(validate(document)))


def _output(
    document: Document,
    api: Api,
    facts: Facts,
    wish: Wish,
    config: Config,
    license: License | None,
    report: Report,
) -> Output:
    """Plan and render."""
    target = wish.target
    templates = Templates(target.templates, folder(SHARED))
    request = PlanRequest(
        api=api,
        facts=facts,
        options=wish.options,
        report=report,
        runtime=templates.runtime(),
        license=license,
        document=PurePath(document.label).name,
        generator=GENERATOR,
    )
    pages = tuple(target.plan(request))
    files = () if report.errors else render(pages, target, templates, _confirmed(target))
    made = Made(
        generator=GENERATOR,
        document=document.hash,
        options=settings_hash(wish, config, license),
    )
    return Output(output=wish.output, files=files, made=made)


def _confirmed(target: Target) -> Confirmed:
    return Confirmed(target.formatter, cache_folder())


def settings_hash(wish: Wish, config: Config, license: License | None) -> str:
    """The hash of all that a person settled about an output."""
    settled = {
        "target": wish.target.name,
        "options": repr(wish.options),
        "config": asdict(config),
        "license": asdict(license) if license else None,
    }
    return digest(json.dumps(settled, sort_keys=True, ensure_ascii=False).encode())
