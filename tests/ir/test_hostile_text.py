"""The hostile document and its harmless twin, from which the tests of every language start."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from generator.build import build
from generator.diagnostics import Report
from generator.ir.nodes import Enumeration, Record
from generator.source import load
from generator.text.words import words
from tests.support.hostile import (
    as_yaml,
    harmless,
    harmless_name,
    hostile,
    hostile_name,
)

FEATURES = Path(__file__).resolve().parents[2] / "specs" / "features"
KEPT = {"in", "type", "scheme", "style", "openapi", "format"}


def _base() -> dict[str, Any]:
    text = (FEATURES / "harmless.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from _strings(entry, name)
    elif isinstance(value, list):
        for entry in value:
            yield from _strings(entry, key)
    elif isinstance(value, str):
        yield key, value


def test_hostile_file_is_made_from_the_harmless_one() -> None:
    """specs/features/hostile.yaml is what the harmless document becomes, and reads back as it."""
    text = (FEATURES / "hostile.yaml").read_text(encoding="utf-8")
    assert text == as_yaml(_base())
    assert yaml.safe_load(text) == hostile(_base())


def test_no_string_of_the_document_stays_harmless() -> None:
    """Every string but the words of OpenAPI itself holds a quote that ends something."""
    spared = [
        (key, text)
        for key, text in _strings(hostile(_base()))
        if "'" not in unquote(text) and key not in KEPT
    ]
    assert spared == []


def test_twins_have_the_same_words_everywhere() -> None:
    """Each string has the same words in both twins, so names made of it are the same."""
    bad, good = list(_strings(hostile(_base()))), list(_strings(harmless(_base())))
    assert len(bad) == len(good)
    for (key, one), (_, other) in zip(bad, good, strict=True):
        if not one.startswith("#/"):  # a reference is written percent-encoded
            assert words(one) == words(other), key
    assert words(hostile_name("pet")) == words(harmless_name("pet"))


def test_twins_build_alike() -> None:
    """Hostile text changes no declaration, no operation, no name and no kind of trouble."""
    assert _skeleton(hostile(_base())) == _skeleton(harmless(_base()))


def _skeleton(document: dict[str, Any]) -> list[object]:
    report = Report()
    api = build(load("twin.json", report, data=json.dumps(document).encode()), report)
    declared = [
        (
            type(one),
            one.name.words,
            [field.name.words for field in one.fields] if isinstance(one, Record) else [],
            [member.name.words for member in one.members] if isinstance(one, Enumeration) else [],
        )
        for one in api.declarations
    ]
    called = [
        (one.name.words, one.method, [p.name.words for p in one.parameters], len(one.responses))
        for one in api.operations
    ]
    groups = [group.name.words for group in api.groups]
    return [declared, called, groups, sorted(found.code for found in report)]
