"""Whatever the document, the builder ends, says what is wrong, and gives a whole representation."""

from __future__ import annotations

import dataclasses
import json
import pickle
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.build import build
from generator.diagnostics import Report
from generator.ir.dump import dump
from generator.ir.nodes import Api, Nullable, Ref, Union
from generator.source import load
from tests.support.documents import NAMES, Document, documents, schemas

SETTINGS = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _built(document: Document) -> Api:
    report = Report()
    data = json.dumps(document).encode()
    return build(load("random.json", report, data=data), report)


def _nodes(value: Any) -> Iterator[Any]:
    """A node and everything below it."""
    if isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from _nodes(getattr(value, field.name))


def _names(api: Api) -> dict[str, tuple[str, ...]]:
    return {declaration.id: declaration.name.words for declaration in api.declarations}


@SETTINGS
@given(documents())
def test_every_document_builds_into_a_whole(document: Document) -> None:
    """Every reference resolves, no two declarations share an id, no null hides in a null."""
    api = _built(document)
    ids = [declaration.id for declaration in api.declarations]
    assert len(set(ids)) == len(ids)
    for node in _nodes(api):
        if isinstance(node, Ref):
            assert node.id in set(ids)
        if isinstance(node, Nullable):
            assert not isinstance(node.inner, Nullable)
        if isinstance(node, Union):
            assert len(node.variants) > 1
            assert not any(isinstance(variant.type, Nullable) for variant in node.variants)


@SETTINGS
@given(documents())
def test_a_representation_is_a_value(document: Document) -> None:
    """Two builds are equal, also through a pickle and a hash, and print the same text."""
    one, other = _built(document), _built(document)
    assert one == other
    assert hash(one) == hash(pickle.loads(pickle.dumps(other)))
    assert dump(one) == dump(other)


@SETTINGS
@given(documents(), st.randoms(use_true_random=False))
def test_order_of_schemas_and_paths_names_nothing(document: Document, random: Any) -> None:
    """Names of declarations and operations do not depend on the order of schemas or paths."""
    shuffled = dict(document)
    for owner, key in ((shuffled, "paths"), (shuffled["components"], "schemas")):
        items = list(owner[key].items())
        random.shuffle(items)
        if key == "paths":
            shuffled["paths"] = dict(items)
        else:
            shuffled["components"] = {"schemas": dict(items)}
    one, other = _built(document), _built(shuffled)
    assert _names(one) == _names(other)
    assert {op.id: op.name for op in one.operations} == {op.id: op.name for op in other.operations}


@SETTINGS
@given(st.data())
def test_a_new_schema_renames_no_other(data: st.DataObject) -> None:
    """Adding a component leaves the name of every declaration that was there as it was."""
    document = data.draw(documents())
    listed = document["components"]["schemas"]
    name = data.draw(st.sampled_from([name for name in NAMES if name not in listed]))
    added = data.draw(schemas((*listed, name)))
    before = _names(_built(document))
    place = data.draw(st.booleans())
    grown = {name: added, **listed} if place else {**listed, name: added}
    after = _names(_built({**document, "components": {"schemas": grown}}))
    assert {key: after[key] for key in before if key in after} == {
        key: words for key, words in before.items() if key in after
    }
    assert all(key in after for key in before if key.count("/") == 3)
