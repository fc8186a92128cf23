"""Is nothing lost, and nothing added, by the Scala clients? Drawn values through their codecs."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Report
from generator.emit.code import Code, fill, lines
from generator.ir.facts import facts
from generator.ir.nodes import Id, Ref
from generator.ir.uploads import uploads
from generator.targets.scala_akka.literals import quoted
from generator.targets.scala_akka.names import names
from generator.targets.scala_akka.options import read
from generator.targets.scala_akka.types import Codecs
from generator.targets.scala_akka.world import World
from tests.support import scala
from tests.support.clients import built
from tests.support.round_trip import CHAT, FEATURES, Drawn, draw, faults
from tests.wire.languages import Language, client
from tests.wire.languages.language import RUNNERS
from tests.wire.languages.scala import AKKA, PEKKO

MISSING = AKKA.missing()
pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))


def declared(document: Path) -> tuple[dict[Id, str], Code]:
    """What each declaration is called, and the source that has their codecs by name."""
    api = built(document)
    known = names(api, Report())
    world = World(api, facts(api), known, read({}, Report()))
    called = {id_: each.name for id_, each in known.models.items()}
    entries: list[Code] = []
    for id_, name in called.items():
        codecs = Codecs(world, Code("model."))
        codecs.upload = id_ in world.uploads
        entries.append(fill("    {} -> {},", quoted(name), codecs.of(Ref(id=id_)).flat))
    head = "package org.openapitools.client\n\nobject Declared {\n"
    head += "  val codecs: Map[String, core.Codec[_]] = Map("
    return called, Code(f"{head}\n{lines(entries).removesuffix(',')}\n  )\n}}\n")


def is_beyond(value: Any) -> bool:
    """Whether a value is an integer that no ``Long`` holds, or a time whose offset ``java.time``
    does not have: records keep both, but strict decoding refuses them, as the README says."""
    if isinstance(value, str):
        return re.search(r"[+-](1[89]|2[0-9]):[0-9]{2}$", value) is not None
    return type(value) is int and not -(2**63) <= value < 2**63


def holds_beyond(value: Any) -> bool:
    """Whether a value is or has one of those."""
    if isinstance(value, (list, dict)):
        return any(map(holds_beyond, value.values() if isinstance(value, dict) else value))
    return is_beyond(value)


def drawn(document: Path, *most: int) -> list[Drawn]:
    """Values of a document; records that hold files are none of JSON."""
    api = built(document)
    files = uploads(api, api.index())
    found = [(each, json.loads(each.text)) for each in draw(document, *most)]
    return [
        replace(each, promised=each.promised and not holds_beyond(value))
        for each, value in found
        if each.id not in files and not is_beyond(value)
    ]


def program(language: Language, document: str, source: Code, folder: Path) -> list[str]:
    """What is started for the client of a document."""
    flavour = language.name.removeprefix("scala-")
    classes = scala.client(flavour, client(language, document))
    file = folder / "Declared.scala"
    file.write_text(source, encoding="utf-8")
    runner = scala.compiled(flavour, [file, RUNNERS / "scala_round_trip.scala"], classes)
    path = os.pathsep.join(map(str, [runner, *classes, *scala.libraries(flavour)]))
    return [*scala.java(), "-cp", path, "org.openapitools.client.RoundTrip"]


@pytest.mark.parametrize("language", [AKKA, PEKKO], ids=lambda language: language.name)
def test_every_schema_of_the_chat_document(language: Language, tmp_path: Path) -> None:
    """Two hundred values of each schema of the Chat document come back as they were, and what
    the document promises passes the strict checks."""
    values = drawn(CHAT)
    assert len(values) > 8000
    called, source = declared(CHAT)
    assert faults(program(language, "openai", source, tmp_path), called, values) == []


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_schemas_of_features(path: Path, tmp_path: Path) -> None:
    """Values of every schema of a feature document come back as they were. The codecs are the same
    sources in both clients, so one of them tells."""
    values = drawn(path, 300)
    called, source = declared(path)
    if values:
        assert faults(program(AKKA, path.stem, source, tmp_path), called, values) == []
