"""Does the representation mean what the document says? Judged by JSON Schema, value by value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ir.accepts import accepts
from generator.ir.nodes import Ref
from tests.properties.test_examples import CHAT, FEATURES, subject
from tests.support.json_schema import Judge
from tests.support.strategies import Values, any_json

LOOSE = "schema-loose"
"""`properties` without `type: object` limit nothing in JSON Schema; people mean an object, and so
does the representation."""


def _pairs(path: Path, ids: list[str]) -> st.SearchStrategy[tuple[str, Any]]:
    """A declaration, and a value that is valid, nearly valid, or anything."""
    index = subject(path).api.index()
    tame, wild = Values(index), Values(index, wild=True)
    pairs = [
        st.tuples(st.just(id), st.one_of(tame.of(Ref(id=id)), wild.of(Ref(id=id)), any_json))
        for id in ids
    ]
    return st.one_of(pairs)


def test_the_chat_document_is_represented_exactly() -> None:
    """A value fits a type of the Chat document exactly where its schema accepts the value."""
    root, api = subject(CHAT).root, subject(CHAT).api
    index, judge = api.index(), Judge(root)

    @settings(max_examples=1500)
    @given(_pairs(CHAT, list(index)))
    def agrees(drawn: tuple[str, Any]) -> None:
        id, value = drawn
        if value is not None:  # whether null is allowed belongs to the use of a type
            assert accepts(index, Ref(id=id), value) is judge.accepts(id, value)

    agrees()


@pytest.mark.parametrize(
    "path", [path for path in FEATURES if path.stem != LOOSE], ids=lambda path: path.stem
)
def test_a_feature_is_never_narrowed(path: Path) -> None:
    """What a component's schema accepts, its type accepts: what cannot be modelled is weakened."""
    root, api = subject(path).root, subject(path).api
    index, judge = api.index(), Judge(root)
    # The type at an itemSchema is that of the data that the item holds as text.
    ids = [
        each.id
        for each in api.declarations
        if each.parent is None and not each.id.endswith("/itemSchema")
    ]
    if not ids:
        return

    @settings(max_examples=min(20 * len(ids), 100))
    @given(_pairs(path, ids))
    def holds(drawn: tuple[str, Any]) -> None:
        id, value = drawn
        if value is not None and judge.accepts(id, value):
            assert accepts(index, Ref(id=id), value)

    holds()


def test_tame_values_are_valid() -> None:
    """The values that other properties draw for the Chat document are valid under its schemas."""
    root, api = subject(CHAT).root, subject(CHAT).api
    judge, values = Judge(root), Values(api.index())

    @settings(max_examples=500)
    @given(st.one_of([st.tuples(st.just(id), values.of(Ref(id=id))) for id in api.index()]))
    def valid(drawn: tuple[str, Any]) -> None:
        id, value = drawn
        assert judge.complaints(id, value) == []

    valid()
