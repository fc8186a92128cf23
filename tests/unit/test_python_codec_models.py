"""Models as a program makes, changes and compares them."""

from __future__ import annotations

import copy
import json
import keyword
import pickle
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError, field_validator

from tests.support.python_runtime import SAMPLE, package

package()

import sampleclient.models as m  # noqa: E402
from sampleclient._runtime.codec import decode, encode  # noqa: E402
from sampleclient._runtime.model import Model, UnknownVariant  # noqa: E402


def user(content: Any = "hi", **members: Any) -> Any:
    return m.ChatCompletionRequestUserMessage(role="user", content=content, **members)


def request(**members: Any) -> Any:
    members = {"messages": [user()], "model": "gpt-4o", **members}
    return m.CreateChatCompletionRequest(**members)


def sent(model: Any) -> Any:
    return json.loads(encode(model))


def faults(call: Any) -> dict[str, str]:
    with pytest.raises(ValidationError) as caught:
        call()
    return {"/".join(map(str, error["loc"])): error["msg"] for error in caught.value.errors()}


def test_only_what_was_set_is_sent() -> None:
    """A request holds what the caller gave: no default, no null, nothing lost."""
    assert sent(request()) == {
        "messages": [{"content": "hi", "role": "user"}],
        "model": "gpt-4o",
    }


def test_absent_null_and_present_are_three_things() -> None:
    """A member that is absent, one that is null and one that has a value differ everywhere."""
    absent, null, present = request(), request(store=None), request(store=True)
    assert "store" not in sent(absent)
    assert sent(null)["store"] is None
    assert sent(present)["store"] is True
    assert absent.store is None
    assert absent != null
    assert "store" in null.model_fields_set
    assert "store" not in absent.model_fields_set
    again = decode(m.CreateChatCompletionRequest, encode(null))
    assert again == null
    assert again != absent


def test_models_are_mutable_and_setting_makes_present() -> None:
    """Assigning a member makes it present, checks it, and takes plain data."""
    model = request()
    model.user = "ann"
    model.messages = [{"role": "developer", "content": "be brief"}]
    assert sent(model)["user"] == "ann"
    assert isinstance(model.messages[0], m.ChatCompletionRequestDeveloperMessage)
    with pytest.raises(ValidationError):
        model.user = 5
    model.unlisted = [1, {"a": user()}]
    assert sent(model)["unlisted"] == [1, {"a": {"content": "hi", "role": "user"}}]


def test_deleting_makes_absent() -> None:
    """``del`` takes a member out: it is not sent, and reads as an absent one does."""
    model = request(user="ann", unlisted=1)
    del model.user
    del model.unlisted
    del model.model
    assert model.user is None
    assert sent(model) == {"messages": [{"content": "hi", "role": "user"}]}
    assert "user" not in model.model_fields_set
    with pytest.raises(AttributeError, match=r"CreateChatCompletionRequest\.model is absent"):
        _ = model.model
    with pytest.raises(AttributeError, match="unlisted"):
        _ = model.unlisted
    model.user = "bob"
    assert sent(model)["user"] == "bob"


def test_types_are_checked_with_the_place_of_each_fault() -> None:
    """A wrong type, a missing member and a wrong variant are reported together, with their path."""
    image = {"type": "image_url", "image_url": {}}
    found = faults(
        lambda: request(
            messages=[
                {"role": "user", "content": [{"type": "text", "text": 4}, image]},
                {"role": "developer"},
                5,
            ],
            model=4,
            n=True,
        )
    )
    message = "messages/0/ChatCompletionRequestUserMessage/content"
    parts = f"{message}/list[ChatCompletionRequestUserMessageContentPart]"
    assert found == {
        f"{parts}/0/ChatCompletionRequestMessageContentPartText/text": (
            "Input should be a valid string"
        ),
        f"{parts}/1/ChatCompletionRequestMessageContentPartImage/image_url/url": "Field required",
        "messages/1/ChatCompletionRequestDeveloperMessage/content": "Field required",
        "messages/2": (
            "Input should be one of: ChatCompletionRequestDeveloperMessage,"
            " ChatCompletionRequestUserMessage"
        ),
        "model": "Input should be a valid string",
        "n": "Input should be a valid integer",
    }


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("n", "1"),
        ("n", 1.0),
        ("n", True),
        ("frequency_penalty", "0.5"),
        ("frequency_penalty", False),
        ("frequency_penalty", float("nan")),
        ("store", 1),
        ("user", 7),
        ("metadata", {"a": 1}),
        ("logit_bias", {"50256": "x"}),
        ("stop", 3),
        ("stop", ["a", 3]),
    ],
)
def test_nothing_is_coerced(member: str, value: object) -> None:
    """A number for a string, a string for a number, a boolean for a number: all are refused."""
    assert faults(lambda: request(**{member: value}))


def test_numbers_stay_what_they_are() -> None:
    """A number member keeps an integer an integer; integers have no limit."""
    assert encode(request(frequency_penalty=1)).endswith(b'"frequency_penalty":1}')
    assert encode(request(frequency_penalty=1.5)).endswith(b'"frequency_penalty":1.5}')
    assert encode(request(seed=2**70)).endswith(b'"seed":%d}' % 2**70)


def test_unknown_values_and_bounds_pass() -> None:
    """What a newer server may accept is sent: unknown enum values, variants, numbers off limits."""
    model = request(
        messages=[{"role": "robot", "content": "beep"}],
        reasoning_effort="ludicrous",
        n=100_000,
        stop=[],
    )
    assert type(model.messages[0]) is UnknownVariant
    assert sent(model) == {
        "messages": [{"role": "robot", "content": "beep"}],
        "model": "gpt-4o",
        "reasoning_effort": "ludicrous",
        "n": 100_000,
        "stop": [],
    }


def test_a_broken_known_variant_is_no_unknown_variant() -> None:
    """A message with a known role and without content is refused, not taken for something new."""
    assert faults(lambda: request(messages=[{"role": "user"}]))


def test_tuples_mappings_and_instances_are_taken() -> None:
    """Sequences, mappings and models may be mixed freely."""
    model = request(messages=(user(), {"role": "system", "content": "x"}), stop=("a", "b"))
    assert [type(message).__name__ for message in model.messages] == [
        "ChatCompletionRequestUserMessage",
        "ChatCompletionRequestDeveloperMessage",
    ]
    assert sent(model)["stop"] == ["a", "b"]


def test_a_model_of_another_class_is_refused() -> None:
    """A model that is no variant of the union is an error, not an unknown variant."""
    usage = m.CompletionUsage(completion_tokens=1, prompt_tokens=1, total_tokens=2)
    assert list(faults(lambda: request(messages=[usage]))) == ["messages/0"]


def test_renamed_members_are_set_by_name_and_sent_under_their_wire_name() -> None:
    """A member that Python or pydantic forbid has an underscore in the program, never outside."""
    model = m.Specimen(id="1", id_="2", class_="c", json_=4, plus_1=1, ref="#")
    assert sent(model) == {
        "id": "1",
        "_id": "2",
        "class": "c",
        "json": 4,
        "+1": 1,
        "$ref": "#",
    }
    assert model == m.Specimen.model_validate(
        {"id": "1", "_id": "2", "class": "c", "json": 4, "+1": 1, "$ref": "#"}
    )


def test_forbidden_names_are_those_of_the_base_class() -> None:
    """The list that the generator renames by holds every public name of the installed base."""
    forbidden = set((SAMPLE / "forbidden.txt").read_text().split())
    names = {name for name in dir(Model) if not name.startswith("_")}
    assert names <= forbidden
    assert {"bool", "dict", "float", "int", "list", "str", "self", "cls"} == forbidden - names | {
        "dict"
    }
    assert not any(keyword.iskeyword(name) for name in forbidden)


def test_repr_shows_what_is_there() -> None:
    """The repr names the members that are present, and only those."""
    assert repr(user()) == "ChatCompletionRequestUserMessage(content='hi', role='user')"
    assert repr(request(store=None)).endswith("model='gpt-4o', store=None)")


@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        lambda model: model.model_copy(deep=True),
        lambda model: pickle.loads(pickle.dumps(model)),
    ],
)
def test_models_survive_copy_and_pickle(again: Any) -> None:
    """A copy is equal, and what is absent or unknown in it stays so."""
    text = (
        b'{"id":"x","+1":1,"created":"2024-01-02t03:04:05.10z","new":[1],'
        b'"events":[{"kind":77,"x":1},{"kind":1}],"day":"2024-02-30"}'
    )
    model = decode(m.Specimen, text)
    other = again(model)
    assert other == model
    assert json.loads(encode(other)) == json.loads(text)
    assert not hasattr(other.events[1], "at")


def test_models_work_inside_a_users_own_pydantic_types() -> None:
    """A user's own model, a TypeAdapter and a subclass may hold generated types."""

    class Mine(BaseModel):
        response: m.CompletionUsage
        messages: list[m.ChatCompletionRequestMessage] | None = None

    mine = Mine.model_validate(
        {
            "response": {"completion_tokens": 1, "prompt_tokens": 2, "total_tokens": 3},
            "messages": [{"role": "user", "content": "x"}, {"role": "new"}],
        }
    )
    assert mine.messages is not None
    assert mine.messages[0] == user("x")
    assert type(mine.messages[1]).__name__ == "UnknownVariant"
    adapter = TypeAdapter(m.ChatCompletionRequestMessage)
    assert adapter.validate_json(b'{"role":"user","content":"x"}') == user("x")


class Louder(m.ChatCompletionRequestUserMessage):
    """A subclass of a user's, in a module that imports nothing of the models."""

    volume: int = 11


def test_a_subclass_inherits_linked_members() -> None:
    """A subclass in another module validates the members it inherits, and can be sent."""
    loud = Louder(role="user", content=[{"type": "text", "text": "x"}], volume=3)
    assert isinstance(loud.content[0], m.ChatCompletionRequestMessageContentPartText)
    assert sent(request(messages=[loud]))["messages"][0]["volume"] == 3
    assert decode(Louder, b'{"role":"user","content":"x"}').volume == 11


class Checked(m.CompletionUsage):
    """A subclass of a user's with a validator, which decodes something itself."""

    @field_validator("total_tokens")
    @classmethod
    def positive(cls, value: int) -> int:
        decode(m.CompletionUsage, b'{"total_tokens":1,"completion_tokens":1,"prompt_tokens":0}')
        if value < 0:
            raise ValueError("negative")
        return value


def test_a_subclass_with_validators_works_as_pydantic_says() -> None:
    """A user's validators run on construction and on decoding; what they refuse stays raw."""
    good = {"total_tokens": 1, "completion_tokens": 1, "prompt_tokens": 0}
    assert type(decode(Checked, json.dumps(good).encode())) is Checked
    with pytest.raises(ValidationError, match="negative"):
        Checked(**{**good, "total_tokens": -1})
    bad = {**good, "total_tokens": -1}
    assert decode(Checked, json.dumps(bad).encode()) == bad
    mixed = decode(dict[str, Checked | m.Cat], json.dumps({"a": good, "b": bad}).encode())
    assert type(mixed["a"]) is Checked


def test_json_schema_describes_the_whole_type() -> None:
    """``model_json_schema`` reaches every model, recursive ones included."""
    names = set(m.CreateChatCompletionRequest.model_json_schema()["$defs"])
    assert "ChatCompletionRequestMessageContentPartImageImageUrl" in names
    assert "Specimen" in m.Specimen.model_json_schema()["$defs"]


def test_model_dump_leaves_out_what_is_absent() -> None:
    """pydantic's own ``model_dump`` and ``model_dump_json`` have wire names and set members."""
    model = decode(m.Specimen, b'{"id":5,"class":"c","+1":1,"pet":{"bark":"x"}}')
    assert model.model_dump() == {"id": 5, "class": "c", "+1": 1, "pet": {"bark": "x"}}
    assert json.loads(model.model_dump_json()) == model.model_dump()
