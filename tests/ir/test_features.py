"""Does the builder understand OpenAPI? One document per idea: what it becomes, and its trouble."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.build.config import Config
from generator.diagnostics import Diagnostic, Report
from generator.ir.dump import dump
from generator.source import load, validate

ROOT = Path(__file__).resolve().parents[2]
FEATURES = sorted(
    path
    for path in (ROOT / "specs" / "features").glob("*.yaml")
    if not path.name.startswith("wire-")  # those are proved by the wire cases of their name
)
GOLDEN = ROOT / "tests" / "golden" / "ir"
LONG = {"harmless", "hostile"}


def _line(diagnostic: Diagnostic) -> str:
    where = f"{diagnostic.pointer}: {diagnostic.severity.value}[{diagnostic.code}]"
    return f"{where}: {diagnostic.message}"


def _built(path: Path) -> dict[str, Any]:
    """What a document becomes: its diagnostics, sorted, and the dumped representation."""
    report = Report()
    api = json.loads(dump(build(load(str(path), report), report, Config())))
    api["source"]["hash"] = "of the file"  # a comment in the document is no change of meaning
    return {"diagnostics": sorted(_line(found) for found in report), "api": api}


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_feature_has_its_recorded_representation(path: Path) -> None:
    """A feature document gives exactly the recorded representation and diagnostics."""
    text = json.dumps(_built(path), indent=1, ensure_ascii=False) + "\n"
    golden = GOLDEN / f"{path.stem}.json"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(text, encoding="utf-8")
    recorded = golden.read_text(encoding="utf-8")
    assert json.loads(text) == json.loads(recorded)
    assert text == recorded, "the same content in another order"


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_feature_says_what_it_proves_within_a_screen(path: Path) -> None:
    """The first line of a feature document says what it proves; the whole has sixty lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Proves: ") and lines[0].endswith(".")
    assert len(lines) <= 60 or path.stem in LONG


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_feature_is_valid_unless_it_says_why_not(path: Path) -> None:
    """The validator finds nothing in a document that does not call itself imperfect."""
    report = Report()
    document = load(str(path), report)
    report.extend(validate(document))
    imperfect = path.read_text(encoding="utf-8").splitlines()[1].startswith("# imperfect: ")
    assert imperfect or [_line(found) for found in report] == []


def test_every_feature_stands_in_the_table_and_every_golden_has_its_feature() -> None:
    """No feature document is left out of the table, and no golden outlives its document."""
    table = (ROOT / "specs" / "features" / "README.md").read_text(encoding="utf-8")
    stems = {path.stem for path in FEATURES}
    assert [stem for stem in sorted(stems) if f"`{stem}`" not in table] == []
    assert {path.stem for path in GOLDEN.glob("*.json")} == stems
