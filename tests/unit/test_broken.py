"""Does it complain well? A fault in ``specs/broken`` and the exact report that it must get."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.diagnostics import Refused, Report
from generator.source import Document, LoadRefused, Sources, load, render, validate

ROOT = Path(__file__).resolve().parents[2]
FAULTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "specs" / "broken").iterdir()
    if path.suffix in (".yaml", ".json")
)


def report_of(path: str) -> str:
    """Load and validate a document, and print what was found."""
    report = Report()
    locator: Document | Sources | None
    try:
        document = load(path, report)
    except LoadRefused as refused:
        locator = refused.sources
    else:
        locator = document
        report.extend(validate(document))
    return render(report, locator)


@pytest.mark.parametrize("path", FAULTS)
def test_fault_gets_its_report(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fault gets exactly the report beside it: place, line, caret, pointer and help."""
    monkeypatch.chdir(ROOT)
    expected = Path(path).with_suffix(".txt")
    text = report_of(path)
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(text, encoding="utf-8")
    assert text, "a broken document without a finding"
    assert text == expected.read_text(encoding="utf-8")


def test_every_report_has_its_fault() -> None:
    """No report is left behind when its fault is renamed."""
    reports = (ROOT / "specs" / "broken").glob("*.txt")
    faults = {Path(path).stem for path in FAULTS}
    assert {path.stem for path in reports} == faults
    assert len(faults) >= 25


def test_every_stem_is_used_once() -> None:
    """A YAML and a JSON fault never share a report."""
    assert len({Path(path).stem for path in FAULTS}) == len(FAULTS)


def test_refusal_is_a_refusal() -> None:
    """What the loader raises is the Refused that every floor knows."""
    assert issubclass(LoadRefused, Refused)
