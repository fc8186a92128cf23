"""An independent judge: a mock server of other people accepts what our clients send.

The judge (``judge/package.json``, pinned) validates requests against the document and tells what
it found in its response headers. Everything documented is sent through a generated client and
must come out without a finding; requests that are broken on purpose must not, which shows that
the judge judges.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.support.reply import actions
from tests.support.server import Action, Recorded, WireServer
from tests.wire import docs_examples, markdown_pages
from tests.wire.case import document_path, find_operation, find_schemes
from tests.wire.languages import CACHE, LANGUAGES, Language, client
from tests.wire.runner import Runner

FOLDER = Path(__file__).parent / "judge"
_OF_THE_HOP = {"transfer-encoding", "content-length", "accept-encoding", "connection"}
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)


@dataclass(slots=True)
class Judge:
    """A running judge of one document; what it found in each request is kept in ``findings``."""

    origin: str
    findings: list[list[str]] = field(default_factory=list)

    def reply(self, request: Recorded, number: int) -> Sequence[Action]:
        """Hand a recorded request on, keep the verdict, and reply as the judge did."""
        place = urlsplit(self.origin)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
        with contextlib.closing(connection):
            headers = {n: v for n, v in request.headers if n.lower() not in _OF_THE_HOP}
            connection.request(request.method, request.target, request.body, headers)
            answer = connection.getresponse()
            body = answer.read().decode()
        self.findings.append(verdict(answer.status, dict(answer.getheaders())))
        given = {"Content-Type": answer.getheader("content-type")}
        return actions({"status": answer.status, "text": body, "headers": given}, request)


def verdict(status: int, headers: dict[str, str]) -> list[str]:
    """What the judge has against a request, from its response; nothing when it accepts it."""
    known = {name.lower(): value for name, value in headers.items()}
    if "x-steady-error-count" not in known:
        return [f"status {status}, without a verdict"]
    found = [
        f"{known.get(f'x-steady-error-{n}-path')}: {known.get(f'x-steady-error-{n}-message')}"
        for n in range(1, int(known["x-steady-error-count"]) + 1)
    ]
    return found if 200 <= status < 300 else [*found, f"status {status}"]


@pytest.fixture(scope="session")
def installed() -> Path:
    """The judge's folder of modules, installed once for its lock file."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("node and npm not found; install: apt-get install nodejs npm")
    lock = FOLDER / "package-lock.json"
    folder = CACHE / f"judge-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    if not (folder / "ready").exists():
        fresh = folder.with_name(f".{folder.name}-{os.getpid()}")
        shutil.copytree(FOLDER, fresh, dirs_exist_ok=True)
        done = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund"], cwd=fresh, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        (fresh / "ready").touch()
        try:
            fresh.rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(fresh)
    return folder


@pytest.fixture(scope="session")
def judge(installed: Path) -> Iterator[Judge]:
    """The judge, serving the Chat document."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = installed / "node_modules" / ".bin" / "steady"
    command = [str(program), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [*command, str(document_path("openai"))],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _await(port)
        yield Judge(f"http://127.0.0.1:{port}")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


def _await(port: int) -> None:
    """Wait until something listens."""
    for _ in range(200):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise AssertionError("the judge does not start")


def documented() -> dict[str, Any]:
    """Request examples of the Chat document itself."""
    root = yaml.safe_load(document_path("openai").read_text("utf-8"))
    content = root["paths"]["/chat/completions"]["post"]["requestBody"]["content"]
    return {name: e["value"] for name, e in content["application/json"]["examples"].items()}


def sent(
    language: Language, body: Any, form: str, judge: Judge, server: WireServer, scratch: Path
) -> list[str]:
    """What the judge finds in one chat request, sent by a client's first mode."""
    exchange = server.open()
    exchange.play(judge.reply)
    judge.findings.clear()
    runner = Runner(language.start(client(language, "openai"), "openai"))
    scheme = next(iter(find_schemes("openai")))
    try:
        answer = runner.ask(
            {
                "id": "judge",
                "mode": next(iter(language.modes)),
                "origin": exchange.origin,
                "client": {
                    "base_path": "",
                    "retries": 0,
                    "credentials": [{"scheme": scheme, "kind": "bearer", "value": "judge-token"}],
                },
                "parallel": False,
                "scratch": str(scratch),
                "steps": [
                    {
                        "operation": find_operation("openai", "createChatCompletion"),
                        "arguments": [],
                        "body": body,
                        "as": form,
                        "details": True,
                        "reads": [],
                    }
                ],
            }
        )
    finally:
        runner.close()
        server.shut(exchange)
    assert "broken" not in answer, answer
    (findings,) = judge.findings
    return findings


@LANGUAGE
@pytest.mark.parametrize("form", ["plain", "model"])
@pytest.mark.parametrize("name", sorted(documented()))
def test_documented_requests_are_accepted(
    language: Language, name: str, form: str, judge: Judge, server: WireServer, tmp_path: Path
) -> None:
    """The judge has nothing against a request example of the document, sent by our client."""
    assert sent(language, documented()[name], form, judge, server, tmp_path) == []


@LANGUAGE
@pytest.mark.parametrize(
    "broken",
    [
        {"model": "gpt-4o"},
        {"model": 4, "messages": [{"role": "user", "content": "Hi"}]},
        {"model": "gpt-4o", "messages": []},
        {"model": "gpt-4o", "messages": [{"role": "wizard", "content": "Hi"}]},
        {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "n": 500},
    ],
    ids=lambda broken: json.dumps(broken)[:60],
)
def test_broken_requests_are_refused(
    language: Language, broken: Any, judge: Judge, server: WireServer, tmp_path: Path
) -> None:
    """The judge finds what is wrong with a broken request: it judges."""
    assert sent(language, broken, "plain", judge, server, tmp_path) != []


@LANGUAGE
def test_page_examples_are_accepted(language: Language, judge: Judge, server: WireServer) -> None:
    """The judge has nothing against what the examples of the API pages and the README send."""
    examples, served = language.examples, docs_examples.Served("openai")
    folder, count = client(language, "openai"), 0
    for path in [folder / "README.md", folder / "docs" / "ChatApi.md"]:
        for block in markdown_pages.read(path).blocks:
            if block.language != examples.fence:
                continue
            exchange = server.open()
            exchange.play(judge.reply)
            judge.findings.clear()
            docs_examples.run([block], examples, folder, served.hosts, [exchange.origin])
            server.shut(exchange)
            assert judge.findings, f"{path.name}:{block.line} sent nothing"
            assert judge.findings == [[]] * len(judge.findings), f"{path.name}:{block.line}"
            count += 1
    assert count
