"""The TypeScript client in a real browser: Chromium against the local server, streams included."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support import typescript
from tests.support.reply import actions
from tests.support.server import Action, Recorded, WireServer

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

PAGE = """<!doctype html><meta charset="utf-8"><script type="module">
const found = {};
try {
  const client = await import('/dist/index.js');
  const configuration = new client.Configuration({ basePath: '/api', accessToken: 'token' });
  const chat = new client.ChatApi(configuration);
  const things = new client.ThingsApi(configuration);
  const request = { createChatCompletionRequest: { model: 'm', messages: [] } };
  found.whole = await chat.createChatCompletion(request);
  found.strict = await chat.createChatCompletion(request, { strict: true }).catch((e) => e.name);
  found.chunks = [];
  found.arrivals = [];
  for await (const chunk of chat.createChatCompletionStream(request)) {
    found.chunks.push(chunk.id);
    found.arrivals.push(performance.now());
  }
  found.missing = await things.getThing({ id: 'x' }).catch((e) => [e.name, e.message, e.data]);
  const file = new File(['bytes'], 'a.txt', { type: 'text/plain' });
  found.uploaded = await things.upload({ body: { file } });
  found.moved = await things.findThings().catch((e) => [e.name, e.message]);
  const started = performance.now();
  found.slow = await things.download({ timeout: 300 }).catch((e) => e.name);
  found.took = performance.now() - started;
} catch (error) {
  found.broken = `${error.stack}`;
}
await fetch('/found', { method: 'POST', body: JSON.stringify(found) });
</script>"""

CHUNK: dict[str, Any] = {"object": "chat.completion.chunk", "created": 1, "model": "m"}
WHOLE = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": []}


class Site:
    """The page, the client's modules, and the API, all on one origin."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.found: dict[str, Any] | None = None
        self.requests: list[Recorded] = []

    def reply(self, request: Recorded, number: int) -> Sequence[Action]:
        """The reply to any request of the browser."""
        return actions(self._reply(request), request)

    def _reply(self, request: Recorded) -> dict[str, Any]:
        path = request.target.partition("?")[0]
        if path == "/":
            return {"text": PAGE, "headers": {"Content-Type": "text/html; charset=utf-8"}}
        if path == "/found":
            self.found = json.loads(request.body)
            return {"status": 204}
        file = self.package / path.lstrip("/")
        if path.startswith("/dist/") and file.is_file():
            return {"text": file.read_text("utf-8"), "headers": {"Content-Type": "text/javascript"}}
        if path.startswith("/api/"):
            self.requests.append(request)
            return self._api(request, path.removeprefix("/api"))
        return {"status": 404}

    def _api(self, request: Recorded, path: str) -> dict[str, Any]:
        if path == "/chat/completions":
            if json.loads(request.body).get("stream"):
                chunks = [{"id": name, "choices": [], **CHUNK} for name in "ab"]
                return {"events": [chunks[0], {"wait": 0.5}, chunks[1], "[DONE]"]}
            return {"json": WHOLE}
        if path == "/upload":
            return {"text": "stored"}
        if path == "/things":
            return {"status": 302, "headers": {"Location": "/api/elsewhere"}}
        if path == "/download":
            return {"delay": 5, "text": "late"}
        return {"status": 404, "json": {"message": "no such thing", "resource": "x"}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """What the page found out in the browser."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("chromium not found; install: apt-get install chromium")
    found = Site(typescript.sample())
    with WireServer() as server:
        exchange = server.open()
        exchange.play(found.reply)
        profile = tmp_path_factory.mktemp("profile")
        process = subprocess.Popen(
            [
                browser,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                f"--user-data-dir={profile}",
                exchange.origin + "/",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert server.wait(lambda: found.found is not None, 90), "the page did not finish"
        finally:
            process.terminate()
            process.wait(timeout=20)
            server.shut(exchange)
    assert found.found is not None
    assert "broken" not in found.found, found.found["broken"]
    return found


def seen(site: Site, key: str) -> Any:
    """One of the things that the page found out."""
    assert site.found is not None
    return site.found[key]


def test_a_call(site: Site) -> None:
    """A call works in a browser, and a base URL may be a path of the page's own origin."""
    assert seen(site, "whole") == WHOLE
    first = site.requests[0]
    assert first.values("authorization") == ["Bearer token"]
    assert first.values("content-type") == ["application/json"]
    assert "Mozilla" in first.values("user-agent")[0]


def test_strict_loads_its_schemas(site: Site) -> None:
    """The schemas are loaded when strict checks are asked for."""
    assert seen(site, "strict") == WHOLE


def test_a_stream_arrives_in_pieces(site: Site) -> None:
    """A chunk is there when it arrives, not at the end."""
    assert seen(site, "chunks") == ["a", "b"]
    first, second = seen(site, "arrivals")
    assert second - first > 300


def test_an_error(site: Site) -> None:
    """An error carries the server's message and body."""
    body = {"message": "no such thing", "resource": "x"}
    assert seen(site, "missing") == ["NotFoundError", "no such thing", body]


def test_a_file(site: Site) -> None:
    """A file of the browser is sent with its name and type."""
    assert seen(site, "uploaded") == "stored"
    (upload,) = [each for each in site.requests if each.target == "/api/upload"]
    assert b'filename="a.txt"' in upload.body
    assert b"Content-Type: text/plain\r\n\r\nbytes\r\n" in upload.body


def test_a_redirect_is_not_followed(site: Site) -> None:
    """Where the browser does not tell where a redirect leads, the call fails and says so."""
    name, message = seen(site, "moved")
    assert name == "FetchError"
    assert "redirect" in message
    assert not [each for each in site.requests if each.target == "/api/elsewhere"]


def test_a_timeout(site: Site) -> None:
    """The time of a call holds in a browser too."""
    assert seen(site, "slow") == "TimeoutError"
    assert 250 < seen(site, "took") < 5000
