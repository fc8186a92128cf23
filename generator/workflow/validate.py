"""``validate``: what is wrong with a document."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from generator.build.config import Config
from generator.diagnostics import Refused, Report
from generator.pipeline import model, validating
from generator.source import Document, LoadRefused, Sources, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The findings in a document, and what locates them."""

    report: Report
    sources: Document | Sources | None


def validate(spec: str, *, allow_origins: tuple[str, ...] = ()) -> Judged:
    """Everything that the loader, the standard and the builder have to say about a document."""
    report = Report()
    try:
        document = load(spec, report, allow_origins=allow_origins)
    except LoadRefused as refused:
        return Judged(report=report, sources=refused.sources)
    validation = validating(document)
    with suppress(Refused):  # The reasons are in the report.
        model(document, Config(), report)
    report.extend(validation.result())
    return Judged(report=report, sources=document)
