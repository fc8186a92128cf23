"""The TypeScript client on Deno and on Bun: calls, streams and errors against the local server."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support import typescript
from tests.support.reply import actions
from tests.support.server import Action, Recorded, WireServer
from tests.wire.languages import client
from tests.wire.languages.typescript import TYPESCRIPT

PLATFORMS = {
    "deno": ("run", "--quiet", "--no-lock", "--allow-net", "--allow-env", "--allow-read"),
    "bun": ("run",),
}

PROGRAM = """
import { ChatApi, Configuration } from 'CLIENT';

const api = new ChatApi(new Configuration({ basePath: 'ORIGIN', accessToken: 'secret' }));
const createChatCompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
const found = {};
found.whole = await api.createChatCompletion({ createChatCompletionRequest });
found.strict = await api
  .createChatCompletion({ createChatCompletionRequest }, { strict: true })
  .catch((error) => error.name);
found.ids = [];
for await (const chunk of api.createChatCompletionStream({ createChatCompletionRequest })) {
  found.ids.push(chunk.id);
}
found.refused = await api
  .createChatCompletion({ createChatCompletionRequest: { model: 'none', messages: [] } })
  .catch((error) => [error.name, error.status, error.message]);
console.log(JSON.stringify(found));
"""

CHUNK: dict[str, Any] = {"object": "chat.completion.chunk", "created": 1, "model": "m"}
WHOLE = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": []}


def reply(request: Recorded, number: int) -> Sequence[Action]:
    """A refusal of the model `none`, a stream, or a whole answer."""
    asked = json.loads(request.body)
    if asked["model"] == "none":
        return actions({"status": 404, "json": {"error": {"message": "no such model"}}}, request)
    if asked.get("stream"):
        chunks = [{"id": name, "choices": [], **CHUNK} for name in "ab"]
        return actions({"events": [*chunks, "[DONE]"]}, request)
    return actions({"json": WHOLE}, request)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_calls_and_streams(platform: str, tmp_path: Path) -> None:
    """The built package runs there as it is: whole answers, strict checks, streams, errors."""
    tools = typescript.typescript_folder(typescript.PLATFORMS)
    built = client(TYPESCRIPT, "openai") / "dist" / "index.js"
    with WireServer() as server:
        exchange = server.open()
        exchange.play(reply)
        program = PROGRAM.replace("CLIENT", str(built)).replace("ORIGIN", exchange.origin)
        (tmp_path / "program.mjs").write_text(program, encoding="utf-8")
        done = subprocess.run(
            [
                str(tools / "node_modules" / ".bin" / platform),
                *PLATFORMS[platform],
                str(tmp_path / "program.mjs"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        server.shut(exchange)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found == {
        "whole": WHOLE,
        "strict": WHOLE,
        "ids": ["a", "b"],
        "refused": ["NotFoundError", 404, "no such model"],
    }
    assert [request.values("authorization") for request in exchange.requests] == [
        ["Bearer secret"]
    ] * 4
