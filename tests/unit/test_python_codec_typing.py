"""What type checkers say about models, their plain-data form, and the runtime itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.python_runtime import PACKAGE, assemble

OWN = (
    *("problems", "values", "names", "dates", "marks", "aliases", "shapes", "members", "kinds"),
    *("choices", "forge", "exact", "tolerant", "plain", "model", "codec", "checks"),
)

GOOD = """
from __future__ import annotations

from datetime import datetime, timezone

from typing_extensions import assert_type

from sampleclient import (
    Animal,
    Cat,
    CatDict,
    ChatCompletionRequestMessage,
    ChatCompletionRequestUserMessage,
    ChatCompletionRequestUserMessageDict,
    CompletionUsage,
    CreateChatCompletionRequest,
    CreateChatCompletionRequestDict,
    CreateChatCompletionResponse,
    Dog,
    Other,
    Specimen,
    SpecimenDict,
)
from sampleclient._runtime.codec import decode
from sampleclient._runtime.model import UnknownVariant


def call(request: CreateChatCompletionRequest | CreateChatCompletionRequestDict) -> None: ...


user: ChatCompletionRequestUserMessageDict = {"role": "user", "content": "hi"}
call({"messages": [user], "model": "gpt-4o", "stop": ["a"], "seed": 1})
call(
    {
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "x"}]},
            {"role": "system", "content": "x"},
            ChatCompletionRequestUserMessage(role="user", content="hi"),
        ],
        "model": "brand-new",
        "frequency_penalty": 1,
        "store": None,
    }
)
history: list[ChatCompletionRequestUserMessageDict] = [user]
call({"messages": history, "model": "gpt-4o"})
call({"messages": (user, user), "model": "gpt-4o"})
call(
    CreateChatCompletionRequest(
        messages=[ChatCompletionRequestUserMessage(role="user", content="hi")],
        model="gpt-4o",
        frequency_penalty=1,
    )
)


def read(message: ChatCompletionRequestMessage) -> str:
    match message:
        case ChatCompletionRequestUserMessage(content=str(text)):
            return text
        case UnknownVariant():
            return str(message.role)
        case _:
            return repr(message.content)


def noise(animal: Animal) -> str | int | None:
    match animal:
        case Cat():
            return animal.meow
        case Dog():
            return animal.bark
        case Other():
            return animal.sound
        case UnknownVariant():
            return str(animal["sound"])


response = decode(CreateChatCompletionResponse, b"{}")
assert_type(response, CreateChatCompletionResponse)
assert_type(response.usage, CompletionUsage | None)
assert_type(response.choices[0].message.content, str | None)
specimen = Specimen(
    id="x", plus_1=1.5, class_="c", created=datetime.now(timezone.utc), pet=Cat(meow="m")
)
assert_type(specimen.created, datetime | None)
assert_type(specimen.class_, str | None)
cat: CatDict = {"meow": "m", "since": "2024-01-01T00:00:00Z"}
plain: SpecimenDict = {"id": "x", "+1": 1, "class": "c", "maps": {"a": {"b": cat, "c": None}}}
"""

BAD = {
    "call({'messages': [{'role': 'usr', 'content': 'hi'}], 'model': 'm'})": "a wrong role",
    "call({'messages': [{'role': 'user', 'content': 'hi'}], 'model': 4})": "a number as model",
    "call({'messages': [{'role': 'user', 'content': 'hi'}]})": "no model",
    "call({'messages': [{'role': 'user'}], 'model': 'm'})": "no content",
    "call({'messages': [], 'model': 'm', 'stop': 5})": "a number as stop",
    "call({'messages': 'hi', 'model': 'm'})": "a string for a list",
    "call({'messages': [], 'model': 'm', 'modle': 'm'})": "a member that does not exist",
    "CreateChatCompletionRequest(messages=[], model=4)": "a number as model, in a model",
    "CreateChatCompletionRequest(messages=[])": "no model, in a model",
    "ChatCompletionRequestUserMessage(role='usr', content='hi')": "a wrong role, in a model",
    "ChatCompletionRequestUserMessage(role='user')": "no content, in a model",
    "response.nonsense": "a member that does not exist, read",
    "tags: SpecimenDict = {'id': 'x', '+1': 1, 'tags': 'abc'}": "a string as list of strings",
}


@cache
def project(folder: Path) -> Path:
    """The assembled package with a good and a bad program beside it."""
    assemble(folder)
    (folder / "good.py").write_text(GOOD)
    (folder / "bad.py").write_text(GOOD + "\n" + "\n".join(BAD) + "\n")
    (folder / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "strict"}))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("typing"))


def shipped() -> list[str]:
    """The files that the model half of the runtime consists of, and the sample."""
    runtime = [f"{PACKAGE}/_runtime/{name}.py" for name in OWN]
    return [*runtime, f"{PACKAGE}/models", f"{PACKAGE}/__init__.py"]


def check(tool: list[str], folder: Path, *files: str) -> dict[int, str]:
    """The errors that ``tool`` finds in bad.py by line, after it has found none in the others."""
    done = subprocess.run(
        [sys.executable, "-m", *tool, *files], cwd=folder, capture_output=True, text=True
    )
    found = re.findall(r"^\s*(\S+?):(\d+)(?::\d+)?:? (?:- )?error: (.*)$", done.stdout, re.M)
    others = [hit for hit in found if not hit[0].endswith("bad.py")]
    assert not others, others
    assert bool(done.returncode) is bool(found), done.stdout + done.stderr
    return {int(line): message for _, line, message in found}


PYRIGHT = ["pyright", "--pythonpath", sys.executable]
MYPY = ["mypy", "--strict", "--no-incremental"]


@pytest.mark.parametrize("tool", [PYRIGHT, MYPY], ids=["pyright", "mypy"])
def test_the_runtime_and_its_use_are_clean(tool: list[str], folder: Path) -> None:
    """pyright strict and mypy strict find nothing in the runtime, the sample and good use."""
    assert check(tool, folder, *shipped(), "good.py") == {}


@pytest.mark.parametrize("tool", [PYRIGHT, MYPY], ids=["pyright", "mypy"])
def test_each_mistake_is_a_type_error(tool: list[str], folder: Path) -> None:
    """Wrong role, number as model, missing member: each is an error on its own line."""
    errors = check(tool, folder, "bad.py")
    first = GOOD.count("\n") + 2
    for number, why in enumerate(BAD.values()):
        assert first + number in errors, why
    assert set(errors) == set(range(first, first + len(BAD)))
