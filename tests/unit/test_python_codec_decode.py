"""Decoding what servers send: everything is kept, what fits is typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.python_runtime import package

package()

import sampleclient.models as m  # noqa: E402
from sampleclient._runtime.codec import NotJson, decode, decode_value, encode  # noqa: E402
from sampleclient._runtime.marks import Nullable  # noqa: E402
from sampleclient._runtime.model import UnknownVariant  # noqa: E402


def specimen(**members: Any) -> Any:
    """A specimen decoded from these members (wire names)."""
    return decode(m.Specimen, json.dumps({"id": "x", "+1": 1, **members}).encode())


def again(value: Any) -> Any:
    return json.loads(encode(value))


USAGE = {"completion_tokens": 1, "prompt_tokens": 2, "total_tokens": 3}


def test_unknown_members_and_enum_values_are_kept() -> None:
    """A member or value that the document does not know can be read and is encoded again."""
    text = json.dumps({**USAGE, "new": {"deep": [1, 2]}}).encode()
    usage = decode(m.CompletionUsage, text)
    assert usage.new == {"deep": [1, 2]}
    assert json.loads(encode(usage)) == json.loads(text)
    assert specimen(level=99, mixed="manual").level == 99


def test_a_member_named_like_a_python_attribute_is_an_unknown_member() -> None:
    """``class_`` on the wire is not ``class``, whichever of them is there."""
    only = specimen(class_="wire")
    assert only.class_ is None
    assert only.model_extra == {"class_": "wire"}
    assert again(only) == {"id": "x", "+1": 1, "class_": "wire"}
    both = specimen(**{"class": None, "class_": "wire"})
    assert again(both) == {"id": "x", "+1": 1, "class": None, "class_": "wire"}
    methods = {"model_config": 1, "model_dump": 2, "__dict__": 3, "plus_1": 4, "copy_": 5}
    assert again(specimen(**methods)) == {"id": "x", "+1": 1, **methods}


def test_a_wrong_kind_destroys_nothing_around_it() -> None:
    """A member of the wrong kind stays the raw JSON value; its neighbours are decoded."""
    model = specimen(
        flag="yes",
        big="12",
        created="soon",
        pet=[1],
        events=[{"kind": 1, "at": 5}, "what", {"kind": 3, "on": "2024-01-02"}],
        maps={"a": {"b": {"meow": 1}, "c": 3}, "d": 4},
        parent={"id": 7, "pet": {"bark": 2}},
    )
    assert (model.flag, model.big, model.created, model.pet) == ("yes", "12", "soon", [1])
    assert type(model.events[0]) is m.Created
    assert model.events[0].at == 5
    assert model.events[1] == "what"
    assert model.events[2].on.isoformat() == "2024-01-02"
    assert type(model.maps["a"]["b"]) is m.Cat
    assert model.maps["d"] == 4
    assert type(model.parent.pet) is m.Dog


@pytest.mark.parametrize("value", [None, True, 1, 1.5, "x", [1], [[{"a": 1}]]])
def test_the_whole_value_may_be_of_the_wrong_kind(value: object) -> None:
    """Even a value that is no object at all is returned as it is."""
    data = json.dumps(value).encode()
    assert decode(m.CompletionUsage, data) == value


def test_scalars_are_never_coerced() -> None:
    """``true`` is no 1, ``"1"`` is no 1, 1 is no ``1.0``, and big integers are exact."""
    for value in (True, "1", 1, 1.0, 2**63, 2**70, -(2**63), 0.1, 1e300):
        for member in ("big", "ratio", "flag", "code"):
            got = getattr(specimen(**{member: value}), member)
            assert (type(got), got) == (type(value), value)


def test_an_absent_required_member_says_so() -> None:
    """Reading a required member that was not sent raises; where null is allowed it is None."""
    usage = decode(m.CompletionUsage, b'{"total_tokens":3}')
    with pytest.raises(AttributeError, match=r"CompletionUsage\.prompt_tokens is absent"):
        _ = usage.prompt_tokens
    assert not hasattr(usage, "completion_tokens")
    assert repr(usage) == "CompletionUsage(total_tokens=3)"
    assert again(usage) == {"total_tokens": 3}
    choice = decode(m.CreateChatCompletionResponseChoice, b'{"index":0}')
    assert choice.logprobs is None
    assert "logprobs" not in choice.model_fields_set
    nested = decode(m.CreateChatCompletionResponse, b'{"choices":[{"message":{}}]}')
    with pytest.raises(AttributeError, match=r"ChatCompletionResponseMessage\.role is absent"):
        _ = nested.choices[0].message.role
    with pytest.raises(AttributeError, match=r"Specimen\.plus_1 is absent"):
        _ = decode(m.Specimen, b'{"id":"x"}').plus_1


@pytest.mark.parametrize(
    ("value", "cls"),
    [
        ({"role": "user", "content": "x"}, "ChatCompletionRequestUserMessage"),
        ({"role": "system", "content": "x"}, "ChatCompletionRequestDeveloperMessage"),
        ({"role": "developer", "content": 5}, "ChatCompletionRequestDeveloperMessage"),
        ({"role": "user"}, "ChatCompletionRequestUserMessage"),
        ({"role": "oracle", "content": [1]}, "UnknownVariant"),
        ({"role": ["user"]}, "UnknownVariant"),
        ({}, "UnknownVariant"),
        ("text", "str"),
        (None, "NoneType"),
    ],
)
def test_a_tag_decides_even_where_the_rest_is_broken(value: object, cls: str) -> None:
    """A known tag gives its variant; an unknown one an UnknownVariant; no object stays raw."""
    message = decode(m.ChatCompletionRequestMessage, json.dumps(value).encode())
    assert type(message).__name__ == cls
    assert again(message) == value


def test_unknown_variants_can_be_read() -> None:
    """An unknown variant has its members as attributes and by wire name."""
    variant = decode(m.ChatCompletionRequestMessage, b'{"role":"x","copy":1,"a b":{"c":2}}')
    assert isinstance(variant, UnknownVariant)
    assert variant.role == "x"
    assert variant["copy"] == 1
    assert variant["a b"] == {"c": 2}
    assert "a b" in variant
    assert "b" not in variant


def test_tags_may_be_numbers_booleans_and_several() -> None:
    """Tags need not be strings, a variant may have several, unions may nest."""
    events = specimen(
        events=[{"kind": 2}, {"kind": 3}, {"kind": 4, "names": ["n"]}, {"kind": 5}, {"kind": True}]
    ).events
    names = [type(event).__name__ for event in events]
    assert names == ["Deleted", "Deleted", "Renamed", "UnknownVariant", "UnknownVariant"]
    assert type(specimen(switch={"on": True}).switch) is m.Cat
    assert type(specimen(switch={"on": False}).switch) is m.Dog
    assert type(specimen(switch={"on": 1}).switch) is UnknownVariant


def test_a_key_decides() -> None:
    """Without a tag, the member that only one variant has tells which it is; one is the rest."""
    found = [specimen(pet=pet).pet for pet in ({"meow": 1}, {"bark": 1}, {"sound": "x"}, {})]
    assert [type(pet) for pet in found] == [m.Cat, m.Dog, m.Other, m.Other]


def test_order_decides_at_last() -> None:
    """In order: the first variant that accepts, then one with all members, then none."""
    shapes: list[tuple[dict[str, Any], type]] = [
        ({"side": 1}, m.Shape),
        ({"text": "x", "label": 5}, m.Label),
        ({"side": 1, "text": "x", "label": 5}, m.Label),
        ({"text": 7}, m.Label),
        ({"neither": 1}, UnknownVariant),
    ]
    for value, cls in shapes:
        drawn = specimen(drawn=value).drawn
        assert type(drawn) is cls, value
        assert again(drawn) == value


@pytest.mark.parametrize(
    ("value", "cls"),
    [(True, bool), (1, int), (1.5, float), ("s", str), ({"bark": 1}, m.Dog), (None, type(None))],
)
def test_the_kind_decides(value: object, cls: type) -> None:
    """Variants of different JSON kinds need nothing else."""
    assert type(specimen(either=value).either) is cls


def test_the_kind_decides_for_arrays() -> None:
    """An array in a union is decoded item by item."""
    cats = specimen(either=[{"meow": "x"}, 5]).either
    assert type(cats[0]) is m.Cat
    assert cats[1] == 5


def test_unions_may_stand_in_isinstance() -> None:
    """To a type checker a union is a union of classes; ``isinstance`` agrees."""
    message = decode(m.ChatCompletionRequestMessage, b'{"role":"user"}')
    assert isinstance(message, m.ChatCompletionRequestMessage)
    assert not isinstance(message, m.Animal)
    assert isinstance(decode(m.Animal, b'{"meow":"x"}'), m.Animal)
    assert isinstance("x", m.Tree)
    assert not isinstance(5, m.Tree)


def test_a_broken_response_can_be_mended() -> None:
    """Members of a model that does not fit its schema can be set, deleted and sent again."""
    usage = decode(m.CompletionUsage, b'{"total_tokens":"3","x":1}')
    usage.prompt_tokens = 2
    usage.total_tokens = 3
    del usage.x
    assert again(usage) == {"total_tokens": 3, "prompt_tokens": 2}


def test_aliases_stand_for_their_types() -> None:
    """An alias of a model, and one of a map of unions, decode and construct as what they are."""
    model = specimen(favourite={"meow": 1}, pets={"a": {"bark": 1}, "b": 2})
    assert type(model.favourite) is m.Cat
    assert type(model.pets["a"]) is m.Dog
    assert model.pets["b"] == 2
    made = m.Specimen(id="x", plus_1=1, favourite={"meow": "m"}, pets={"a": {"bark": 1}})
    assert type(made.favourite) is m.Cat
    assert type(made.pets["a"]) is m.Dog
    assert type(decode(m.Favourite, b'{"meow":1}')) is m.Cat


def test_a_model_may_be_called_like_a_builtin() -> None:
    """A schema named ``Warning`` is the model of that name, not Python's warning."""
    assert type(specimen(warning={"text": "x"}).warning) is m.Warning
    assert m.Specimen(id="x", plus_1=1, warning={"text": "x"}).warning == m.Warning(text="x")


def test_recursive_types_decode() -> None:
    """Models, unions and aliases may hold themselves."""
    model = specimen(parent={"id": "y", "parent": {"id": "z"}}, tree=["a", ["b", ["c"]]])
    assert model.parent.parent.id == "z"
    assert model.tree == ["a", ["b", ["c"]]]


def test_types_of_unlisted_members_are_decoded() -> None:
    """A record with typed further members decodes those too, what fits of them."""
    counted = specimen(counted={"total": 1, "house": [{"meow": "m"}], "odd": 5}).counted
    assert type(counted.house[0]) is m.Cat
    assert counted.odd == 5
    sealed = specimen(sealed={"one": 1, "two": 2}).sealed
    assert sealed.two == 2


def test_expressions_over_types_are_types() -> None:
    """``decode`` takes lists, maps and optionals of models as well."""
    cat = b'{"meow":"m"}'
    assert decode(list[m.Cat], b"[%s]" % cat)[0].meow == "m"
    assert decode(dict[str, list[m.Cat]], b'{"a":[%s]}' % cat)["a"][0].meow == "m"
    assert decode(m.Cat | None, cat).meow == "m"
    assert decode(m.Cat | None, b"null") is None
    assert decode(Nullable[m.Animal], cat).meow == "m"
    assert decode(m.Grid, b'[["2024-01-01T00:00:00Z"]]') == [[datetime(2024, 1, 1, tzinfo=UTC)]]
    assert decode(str, b'"x"') == "x"
    assert decode(Any, b'{"a":[1.50]}') == {"a": [1.5]}


def test_parsed_values_decode_like_text() -> None:
    """``decode_value`` gives what ``decode`` gives."""
    value = {"role": "user", "content": [{"type": "text", "text": "x"}, {"type": "new"}]}
    from_text = decode(m.ChatCompletionRequestMessage, json.dumps(value).encode())
    assert decode_value(m.ChatCompletionRequestMessage, value) == from_text


def test_lone_surrogates_survive() -> None:
    """Half a surrogate pair is legal JSON: it is decoded, and encoded as the same escape."""
    text = rb'{"id":"a\ud83d","+1":1,"new":"\udc00\ud800"}'
    model = decode(m.Specimen, text)
    assert model.id == "a\ud83d"
    assert encode(model) == text


@pytest.mark.parametrize(
    ("data", "offset"),
    [(b"", 0), (b'{"a":1', 6), (b"<html>", 0), (b'{"a":1} x', 8), (b'"\xff"', 1), (b"nul", 0)],
)
def test_bytes_that_are_no_json_are_refused_with_the_place(data: bytes, offset: int) -> None:
    """Truncated, empty and foreign bodies raise NotJson with the offset of the fault."""
    with pytest.raises(NotJson) as caught:
        decode(m.CompletionUsage, data)
    assert caught.value.offset == offset


def test_depth_is_no_crash() -> None:
    """A hundred levels decode; a hundred thousand are refused, not a crash of the interpreter."""
    deep = b"[" * 100 + b"]" * 100
    assert encode(decode(Any, deep)) == deep
    with pytest.raises(NotJson):
        decode(Any, b"[" * 100_000 + b"]" * 100_000)


def test_a_nan_token_is_kept_but_never_sent() -> None:
    """Some servers write NaN: the rest of the response is still there."""
    model = decode(m.Specimen, b'{"id":"x","+1":NaN}')
    assert model.plus_1 != model.plus_1
    assert model.id == "x"
    with pytest.raises(ValueError, match=r"/\+1: nan is no JSON number"):
        encode(model)


def test_a_large_text_decodes_as_a_small_one() -> None:
    """Above the size where garbage collection pauses, the result is the same and it resumes."""
    import gc

    data = json.dumps([USAGE] * 5000).encode()
    assert len(data) > 200_000
    assert gc.isenabled()
    usages = decode(list[m.CompletionUsage], data)
    assert gc.isenabled()
    assert usages[-1].total_tokens == 3
    assert again(usages) == json.loads(data)
