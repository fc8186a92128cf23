"""What follows from an API: reach, recursion, order; what must hold of it; how it is dumped."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build
from generator.diagnostics import Report
from generator.ir.check import check
from generator.ir.dump import dump
from generator.ir.facts import facts, is_record_like, reached, refs, resolve, uses
from generator.ir.nodes import (
    Alias,
    Api,
    ByKind,
    Declaration,
    Doc,
    Enumeration,
    Field,
    Json,
    Kind,
    ListOf,
    MapOf,
    Name,
    Nullable,
    Primitive,
    Record,
    Ref,
    Source,
    Strength,
    TypeExpr,
    Union,
    Variant,
)
from generator.source import load
from tests.support.corpus import ROOT

STRING = Primitive(kind=Kind.STRING)


def _name(wire: str) -> Name:
    return Name(words=(wire.lower(),), wire=wire)


def _record(id: str, *used: TypeExpr) -> Record:
    fields = tuple(
        Field(name=_name(f"m{place}"), type=type_, required=False)
        for place, type_ in enumerate(used)
    )
    return Record(id=id, name=_name(id), fields=fields, extra=None)


def _api(*declarations: Declaration) -> Api:
    source = Source(title="T", version="1", hash="0", openapi="3.1.0")
    return Api(source=source, doc=Doc(), servers=(), groups=(), declarations=declarations)


def _chat() -> Api:
    report = Report()
    return build(load(str(ROOT / "specs" / "openai" / "openapi.yaml"), report), report)


def test_references_are_found_through_every_wrapping() -> None:
    """Lists, maps, nulls and extra members hold references too."""
    deep = Nullable(inner=ListOf(item=MapOf(value=Ref(id="#/X"))))
    assert list(refs(deep)) == ["#/X"]
    record = replace(_record("#/R", deep, Ref(id="#/Y")), extra=Ref(id="#/Z"))
    assert list(uses(record)) == ["#/X", "#/Y", "#/Z"]


def test_reach_follows_references_and_ignores_what_is_not_there() -> None:
    """From one declaration to all that it needs, circles included."""
    index = {
        each.id: each
        for each in (
            _record("#/A", Ref(id="#/B"), Ref(id="#/gone")),
            _record("#/B", Ref(id="#/A")),
            _record("#/C"),
        )
    }
    assert reached(index, ["#/A"]) == {"#/A", "#/B"}
    assert reached(index, ["#/gone"]) == frozenset()


def test_recursion_is_told_from_use() -> None:
    """What comes back to itself is recursive, alone or in company; what uses it is not."""
    known = facts(
        _api(
            _record("#/User", Ref(id="#/Self"), Ref(id="#/One")),
            _record("#/Self", ListOf(item=Ref(id="#/Self"))),
            _record("#/One", Ref(id="#/Two")),
            _record("#/Two", Nullable(inner=Ref(id="#/One"))),
        )
    )
    assert known.recursive == {"#/Self", "#/One", "#/Two"}
    assert known.order[-1] == "#/User"


_IDS = [f"#/{letter}" for letter in "abcdefgh"]


@given(st.dictionaries(st.sampled_from(_IDS), st.lists(st.sampled_from(_IDS), max_size=3)))
def test_order_and_recursion_agree_with_reach(edges: dict[str, list[str]]) -> None:
    """In any graph, what is used stands first unless it leads back, and exactly that is
    recursive."""
    api = _api(*(_record(id, *(Ref(id=used) for used in uses)) for id, uses in edges.items()))
    known = facts(api)
    assert sorted(known.order) == sorted(edges)
    beyond = {
        id: reached(known.index, [used for used in uses if used in edges])
        for id, uses in edges.items()
    }
    assert known.recursive == {id for id in edges if id in beyond[id]}
    place = {id: number for number, id in enumerate(known.order)}
    for id in edges:
        for used in beyond[id]:
            assert id in beyond[used] or place[used] < place[id]


def test_the_chat_document_knows_what_is_asked_and_what_is_answered() -> None:
    """Requests, replies and streamed chunks reach their own declarations."""
    known = facts(_chat())
    request, reply = (
        "#/components/schemas/CreateChatCompletionRequest",
        "#/components/schemas/CreateChatCompletionResponse",
    )
    assert request in known.in_requests and request not in known.in_responses
    assert reply in known.in_responses and reply not in known.in_requests


def test_aliases_are_seen_through() -> None:
    """Resolving ends at what is no alias, also where aliases go in a circle."""
    index: dict[str, Declaration] = {
        each.id: each
        for each in (
            Alias(id="#/A", name=_name("A"), type=Ref(id="#/B")),
            Alias(id="#/B", name=_name("B"), type=Ref(id="#/R")),
            Alias(id="#/C", name=_name("C"), type=Ref(id="#/C")),
            _record("#/R"),
            Union(
                id="#/U",
                name=_name("U"),
                variants=(
                    Variant(type=STRING, name=_name("s")),
                    Variant(type=Ref(id="#/A"), name=_name("r")),
                ),
                selector=ByKind(),
            ),
        )
    }
    assert resolve(index, Ref(id="#/A")) is index["#/R"]
    assert resolve(index, Ref(id="#/C")) == Ref(id="#/C")
    assert is_record_like(index, Ref(id="#/A"))
    assert is_record_like(index, Ref(id="#/U"))
    assert not is_record_like(index, STRING)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ((_record("#/A"), _record("#/A")), "2 declarations share one id"),
        ((_record("#/A", Ref(id="#/B")),), "refers to `#/B`, which is not declared"),
        (
            (
                Union(
                    id="#/U",
                    name=_name("U"),
                    variants=(Variant(type=STRING, name=_name("s")),),
                    selector=ByKind(),
                ),
            ),
            "a union of fewer than two variants",
        ),
        (
            (Enumeration(id="#/E", name=_name("E"), base=STRING, members=()),),
            "an enumeration without values",
        ),
        (
            (Alias(id="#/A", name=_name("A"), type=Nullable(inner=STRING)),),
            "an alias that is nullable itself",
        ),
        (
            (_record("#/A", ListOf(item=Nullable(inner=Nullable(inner=STRING)))),),
            "member `m0` is nullable twice",
        ),
        (
            (
                replace(
                    _record("#/A"),
                    fields=(Field(name=_name("x"), type=STRING, required=True),) * 2,
                ),
            ),
            "2 members are called `x`",
        ),
    ],
)
def test_a_broken_promise_is_told(broken: tuple[Declaration, ...], said: str) -> None:
    """Each promise of the builder to the languages is checked, and named when it is broken."""
    assert said in [found.message for found in check(_api(*broken))]


def test_the_chat_document_keeps_all_promises() -> None:
    """Nothing is broken in what the builder makes of the Chat document."""
    assert list(check(_chat())) == []


def test_a_dump_is_json_that_leaves_out_defaults_and_keeps_order() -> None:
    """Names are one line, values are JSON, members with their default value do not show."""
    field = Field(
        name=Name(words=("user", "id"), wire="userId", strength=Strength.DERIVED),
        type=STRING,
        required=True,
        default=Json('{"b":1,"a":[null]}'),
    )
    shown = json.loads(dump(_api(replace(_record("#/R"), fields=(field,)))))
    [record] = shown["declarations"]
    assert record == {
        "node": "Record",
        "id": "#/R",
        "name": "#/R (#/r)",
        "fields": [
            {
                "node": "Field",
                "name": "userId (user id) [derived]",
                "type": {"node": "Primitive", "kind": "string"},
                "required": True,
                "default": {"b": 1, "a": [None]},
            }
        ],
        "extra": None,
    }


def test_a_dump_is_the_same_for_equal_apis_and_nodes_travel() -> None:
    """The representation is a value: hashable, picklable, and dumped the same every time."""
    api = _chat()
    again: Any = pickle.loads(pickle.dumps(api))
    assert again == api
    assert hash(again) == hash(api)
    assert dump(again) == dump(api)
