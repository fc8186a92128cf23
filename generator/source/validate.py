"""Validation as a policy, not a gate: what openapi-spec-validator finds, sorted by weight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.diagnostics import Diagnostic, Report
from generator.source.budget import Budget, unhurried
from generator.source.dialect import Version
from generator.source.document import Document
from generator.source.fetch import Fetcher
from generator.source.load import load
from generator.source.references import bundle
from generator.source.scalars import plain_numbers
from generator.source.survey import Kinds, Survey
from generator.source.values import settle


def validate(document: Document) -> list[Diagnostic]:
    """What the validator of the document's own version finds in it.

    Pure, and independent of the builder: it may run in another process (a document can be
    pickled). Faults that :func:`generator.source.load` reports are not said again.
    """
    from generator.source.judge import judge  # slow to import, and not needed by a load
    from generator.source.policy import diagnostics

    with unhurried():
        tree, version, kinds = _as_written(document)
        return [*dict.fromkeys(diagnostics(judge(tree, version.family), tree, kinds))]


def validate_bytes(label: str, data: bytes) -> list[Diagnostic]:
    """The findings for one document in memory: those of loading it, then those of validation."""
    report = Report()
    document = load(label, report, data=data)
    report.extend(validate(document))
    return [*report]


def _as_written(document: Document) -> tuple[dict[str, Any], Version, Callable[[], Kinds]]:
    """The bundled tree in the version of its author, and the kinds of its objects by place.

    Loading changes a 3.1 or 3.2 tree so little that it is judged as it is; an older one was
    converted, so its files, which are all in memory, are parsed again.
    """
    silent = Report()
    version = Version.of(document.openapi)
    budget = Budget()
    fetcher = Fetcher(document.label, (), budget, known=document.sources.files)

    def surveyed(root: dict[str, Any]) -> Survey:
        return bundle(root, document.sources, version, silent, fetcher, budget)

    def kinds(survey: Survey) -> Kinds:
        return {found.segments: found.kind for found in survey.found}

    if version.family in ("3.1", "3.2"):
        root = document.root
        return root, version, lambda: kinds(surveyed(root))
    root = document.sources.files[""].parse(budget).value
    survey = surveyed(root)
    settle(survey, silent)
    return plain_numbers(root), version, lambda: kinds(survey)
