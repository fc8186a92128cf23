"""Is nothing lost, and nothing added, by the R client? Drawn values through its codec."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Report
from generator.ir.nodes import Id
from generator.targets.r.names import names
from tests.support import r
from tests.support.clients import built
from tests.support.round_trip import CHAT, FEATURES, Drawn, draw, faults
from tests.wire.languages import client
from tests.wire.languages.language import RUNNERS
from tests.wire.languages.r import R


def is_sayable(value: Any) -> bool:
    """Whether R has names for all members: none holds a NUL (see the limits of the target)."""
    if isinstance(value, dict):
        return all("\0" not in name and is_sayable(each) for name, each in value.items())
    return not isinstance(value, list) or all(map(is_sayable, value))


def drawn(document: Path, most: int = 100_000) -> list[Drawn]:
    """Values of every schema of a document, those aside whose names R cannot say."""
    return [each for each in draw(document, most) if is_sayable(json.loads(each.text))]


def program(document: str) -> list[str]:
    """What is started for the client of a document."""
    runner = str(RUNNERS / "r_round_trip.R")
    return [r.required(), "--vanilla", runner, str(client(R, document))]


def called(document: Path) -> Mapping[Id, str]:
    """What each declaration is called in the client."""
    return {id: each.name for id, each in names(built(document), Report()).models.items()}


def test_every_schema_of_the_chat_document() -> None:
    """Two hundred values of each schema of the Chat document come back as they were, and what
    the document promises passes the strict checks."""
    values = drawn(CHAT)
    assert len(values) > 8000
    assert faults(program("openai"), called(CHAT), values) == []


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_schemas_of_features(path: Path) -> None:
    """Values of every schema of a feature document come back as they were."""
    values = drawn(path, 300)
    if values:
        assert faults(program(path.stem), called(path), values) == []
