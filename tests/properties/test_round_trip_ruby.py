"""Is nothing lost, and nothing added, by the Ruby client? Drawn values through its codec."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.diagnostics import Report
from generator.ir.nodes import Id
from generator.targets.ruby.names import names
from tests.support.clients import built
from tests.support.round_trip import CHAT, FEATURES, draw, faults
from tests.wire.languages import client
from tests.wire.languages.language import RUNNERS, package_name
from tests.wire.languages.ruby import RUBY

MISSING = RUBY.missing()
pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))


def program(document: str) -> list[str]:
    """What is started for the client of a document."""
    gem = "openapi_openai" if document == "openai" else package_name(document)
    runner = str(RUNNERS / "ruby_round_trip.rb")
    return ["ruby", "-w", runner, str(client(RUBY, document)), gem]


def called(document: Path) -> Mapping[Id, str]:
    """What each declaration is called in the client."""
    return {id: each.name for id, each in names(built(document), Report()).models.items()}


def test_every_schema_of_the_chat_document() -> None:
    """Two hundred values of each schema of the Chat document come back as they were, and what
    the document promises passes the strict checks."""
    values = draw(CHAT)
    assert len(values) > 8000
    assert faults(program("openai"), called(CHAT), values) == []


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_schemas_of_features(path: Path) -> None:
    """Values of every schema of a feature document come back as they were."""
    values = draw(path, 300)
    if values:
        assert faults(program(path.stem), called(path), values) == []
