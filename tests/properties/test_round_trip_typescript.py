"""Is nothing lost, and nothing added, by the TypeScript client? Drawn values through its codec."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.diagnostics import Report
from generator.ir.nodes import Id
from generator.targets.typescript_fetch.names import names
from generator.workflow.config import Job, Order
from generator.workflow.generate import generate
from tests.support import typescript
from tests.support.clients import built
from tests.support.round_trip import CHAT, FEATURES, draw, faults
from tests.wire.languages import client
from tests.wire.languages.language import RUNNERS
from tests.wire.languages.typescript import TYPESCRIPT

CONVERTED = ("big-integers", "dates", "formats", "nested-unions", "nullable-absent-default")
"""Feature documents with dates and large integers: in lists, maps, unions, beside null."""
MARK = re.compile(r"dateTime\(true\)|int64\([^()]*, true\)")
"""A schema that says that its values are converted."""


def program(folder: Path) -> list[str]:
    """What is started for a client."""
    return ["node", str(RUNNERS / "typescript_round_trip.mjs"), str(folder)]


def called(document: Path) -> Mapping[Id, str]:
    """What each declaration is called in the client."""
    return {id: each.name for id, each in names(built(document), Report()).models.items()}


def test_every_schema_of_the_chat_document() -> None:
    """Two hundred values of each schema of the Chat document come back as they were, and what
    the document promises passes the strict checks."""
    typescript.typescript_folder()
    values = draw(CHAT)
    assert len(values) > 8000
    assert faults(program(client(TYPESCRIPT, "openai")), called(CHAT), values) == []


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_schemas_of_features(path: Path) -> None:
    """Values of every schema of a feature document come back as they were."""
    typescript.typescript_folder()
    values = draw(path, 300)
    if values:
        assert faults(program(client(TYPESCRIPT, path.stem)), called(path), values) == []


@pytest.mark.parametrize("stem", CONVERTED)
def test_converted_values(stem: str, tmp_path: Path) -> None:
    """With dates as `Date` and large integers as `bigint`, values come back as they were, offsets
    and fractions included."""
    typescript.typescript_folder()
    [path] = [each for each in FEATURES if each.stem == stem]
    options = {"package": stem, "dates": "Date", "int64": "bigint"}
    order = Order(target="typescript-fetch", output=tmp_path / "client", options=options)
    assert not generate(Job(spec=str(path), orders=(order,))).failed
    schemas = (tmp_path / "client" / "src" / "schemas").glob("*.ts")
    assert any(MARK.search(each.read_text("utf-8")) for each in schemas)
    typescript.build(tmp_path / "client")
    assert faults(program(tmp_path / "client"), called(path), draw(path, 300)) == []
    shutil.rmtree(tmp_path / "client")
