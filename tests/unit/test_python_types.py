"""The generated client under the strictest type checkers, as shipped and as used."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs" / "openai"
FENCED = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)

USE = '''\
"""What users write; a line that ends in `# wrong` has to be an error, every other line not."""

import asyncio

import openapiopenai
from openapiopenai import (
    ApiClient,
    AsyncApiClient,
    AsyncChatApi,
    ChatApi,
    ChatCompletionRequestUserMessage,
    Configuration,
    CreateChatCompletionRequest,
    CreateChatCompletionRequestDict,
    UnknownVariant,
)

api = ChatApi(ApiClient(Configuration(access_token="t")))
user = ChatCompletionRequestUserMessage(role="user", content="Hello")
request = CreateChatCompletionRequest(model="gpt-4o", messages=[user])

answer = api.create_chat_completion(request)
text: str | None = answer.choices[0].message.content
number: str = answer.choices[0].message.content  # wrong
api.create_chat_completion({"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]})
api.create_chat_completion({"model": "gpt-9", "messages": [user]}, timeout=5.0, max_retries=0)
plain: CreateChatCompletionRequestDict = {
    "model": "o1",
    "messages": [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "Hi"}]},
    ],
    "temperature": None,
}
api.create_chat_completion(plain)
messages = [user]
api.create_chat_completion({"model": "o1", "messages": messages})

ChatCompletionRequestUserMessage(role="assistant", content="Hello")  # wrong
CreateChatCompletionRequest(model=4, messages=[user])  # wrong
CreateChatCompletionRequest(messages=[user])  # wrong
CreateChatCompletionRequest(model="o1", messages=[user], temperatur=1)  # wrong
api.create_chat_completion({"model": "o1", "messages": [{"role": "usr", "content": ""}]})  # wrong
api.create_chat_completion({"model": 4, "messages": [user]})  # wrong
api.create_chat_completion({"messages": [user]})  # wrong
api.create_chat_completion({"model": "o1", "messages": [user], "temperatur": 1})  # wrong
api.create_chat_completion(request, timeout="soon")  # wrong
api.create_chat_completion()  # wrong

response = api.create_chat_completion_with_http_info(request)
status: int = response.status
identifier: str = response.data.id

with api.create_chat_completion_stream(request) as stream:
    for chunk in stream:
        piece: str | None = chunk.choices[0].delta.content
        print(piece)

for message in request.messages:
    if isinstance(message, UnknownVariant):
        continue
    match message.role:
        case "user":
            said = message.content
        case "tool":
            call: str = message.tool_call_id
        case _:
            pass

decoded = openapiopenai.decode(CreateChatCompletionRequest, b"{}")


async def main() -> None:
    async with AsyncApiClient() as client:
        calls = AsyncChatApi(client)
        reply = await calls.create_chat_completion(request)
        print(reply.id)
        async with calls.create_chat_completion_stream(request) as chunks:
            async for each in chunks:
                print(each.id)


asyncio.run(main())
'''


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client of the Chat document with a file of uses and every example of its docs."""
    folder = tmp_path_factory.mktemp("typed")
    settings = yaml.safe_load((SPECS / "generator.yaml").read_text(encoding="utf-8"))
    del settings["license"]
    settings["spec"] = str(SPECS / "openapi.yaml")
    settings["targets"] = {"python": {**settings["targets"]["python"], "output": str(folder)}}
    config = tmp_path_factory.mktemp("config") / "generator.yaml"
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "generator", "generate", str(config)], check=True)
    (folder / "use.py").write_text(USE, encoding="utf-8")
    for page in (folder / "docs" / "ChatApi.md", folder / "README.md"):
        for number, example in enumerate(FENCED.findall(page.read_text(encoding="utf-8"))):
            (folder / f"example_{page.stem.lower()}_{number}.py").write_text(example, "utf-8")
    return folder


def wrong_lines() -> set[int]:
    lines = enumerate(USE.splitlines(), start=1)
    return {number for number, line in lines if line.endswith("# wrong")}


def pyright(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Each error: file, line, message."""
    (folder / "pyrightconfig.json").write_text(
        json.dumps({"typeCheckingMode": "strict", "exclude": ["**/__pycache__"]}), "utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    for found in json.loads(done.stdout)["generalDiagnostics"]:
        if found["severity"] == "error":
            path = Path(found["file"]).relative_to(folder.resolve()).as_posix()
            yield path, found["range"]["start"]["line"] + 1, found["message"]


def mypy(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Each error: file, line, message."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary"),
            *("--hide-error-context", "--no-pretty", "."),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    for line in done.stdout.splitlines():
        found = re.match(r"(.+?):(\d+): error: (.*)", line)
        if found:
            yield found[1].removeprefix("./"), int(found[2]), found[3]
        else:
            assert ": note: " in line, done.stdout + done.stderr


@pytest.mark.parametrize("judge", [pyright, mypy])
def test_strictly_typed(client: Path, judge: object) -> None:
    """The package, its tests and its examples have no error under the strictest settings; a wrong
    role, a number as model, a missing or misspelt member are errors where they stand."""
    assert callable(judge)
    errors = list(judge(client))
    assert [error for error in errors if error[0] != "use.py"] == []
    said = "\n".join(f"{path}:{line}: {message}" for path, line, message in errors)
    assert {line for _, line, _ in errors} == wrong_lines(), said
