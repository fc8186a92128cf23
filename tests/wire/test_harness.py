"""The harness judged by a runner without a client: it passes what is right, reports what is not."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.support.server import WireServer
from tests.wire import multipart
from tests.wire.case import BadCase, Case, load
from tests.wire.expect import same_json
from tests.wire.play import play
from tests.wire.runner import Runner, RunnerFailed

PLAIN = [sys.executable, str(Path(__file__).parent / "runners" / "plain_runner.py")]

RIGHT: dict[str, Any] = {
    "proves": "a query value is sent as given",
    "contract": "B4",
    "document": "wire-query",
    "call": {"operation": "scalars", "arguments": {"text": "a b", "whole": 9007199254740993}},
    "request": {
        "method": "GET",
        "target": "/scalars?text=a%20b&whole=9007199254740993",
        "absent": ["X-Debug"],
        "empty": True,
    },
    "reply": {"json": {"n": 9007199254740993}, "headers": {"X-Id": "7"}},
    "result": {"status": 200, "json": {"n": 9007199254740993}, "headers": {"x-id": "7"}},
    "connections": 1,
}


def case(folder: Path, **changes: Any) -> Case:
    """RIGHT with changes, through a file as any case."""
    path = folder / "B4" / "example.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump({**RIGHT, **changes}))
    return load(path)[0]


def played(server: WireServer, what: Case, fault: str = "") -> list[str]:
    """The differences when the plain runner plays a case."""
    runner = Runner(PLAIN, {"PLAIN_FAULT": fault})
    try:
        return play(what, server, runner, "sync")
    finally:
        runner.close()


def test_right_exchange_passes(server: WireServer, tmp_path: Path) -> None:
    """An exchange that is as the case says has no differences."""
    assert played(server, case(tmp_path)) == []


@pytest.mark.parametrize(
    ("key", "change", "told"),
    [
        ("request", {"target": "/scalars?text=b"}, "/scalars?text=a%20b&whole=9007199254740993"),
        ("request", {"method": "POST"}, "GET"),
        ("request", {"headers": {"X-Token": "t"}}, "header X-Token"),
        ("request", {"on": "other"}, "main"),
        ("request", {"json": {"a": 1}}, "no JSON"),
        ("requests", [{}, {}], "requests"),
        ("requests", [], "GET /scalars"),
        ("result", {"json": {"n": 9007199254740992}}, "9007199254740993"),
        ("result", {"status": 201}, "200"),
        ("result", {"error": {"class": "decode"}}, "no error"),
        ("result", {"took": {"at_least": 9}}, "seconds the call took"),
        ("connections", 2, "connections opened"),
    ],
)
def test_wrong_exchange_is_told(
    server: WireServer, tmp_path: Path, key: str, change: Any, told: str
) -> None:
    """Whatever differs is reported with what was expected and what was seen."""
    changes = {key: change}
    if key == "requests":
        raw = {k: v for k, v in RIGHT.items() if k != "request"}
        path = tmp_path / "B4" / "example.yaml"
        path.parent.mkdir()
        path.write_text(yaml.safe_dump({**raw, **changes}))
        found = played(server, load(path)[0])
    else:
        found = played(server, case(tmp_path, **changes))
    assert any(told in difference for difference in found), found
    assert all("expected:" in difference or "no JSON" in difference for difference in found)


def test_misbehaving_client_is_told(server: WireServer, tmp_path: Path) -> None:
    """A forbidden header, a printed credential and an open connection are each reported."""
    secret = case(
        tmp_path,
        document="wire-security",
        client={"credentials": {"Token": "sk-very-secret"}},
        call={"operation": "openToAll"},
        request={"target": "/open", "absent": ["X-Debug"]},
        reply={"status": 204},
        result={},
    )
    assert any("X-Debug" in d for d in played(server, secret, "header"))
    assert any("sk-very-secret" in d for d in played(server, secret, "talks"))
    assert any("left open" in d for d in played(server, secret, "leak"))
    assert played(server, secret) == []


def test_several_requests_are_compared(server: WireServer, tmp_path: Path) -> None:
    """Order counts unless a case says otherwise; headers can be asked to be equal or different."""
    steps = [{"call": {"operation": "scalars", "arguments": {"text": text}}} for text in ("a", "b")]
    given = {"steps": steps, "replies": [{"json": {}, "times": "always"}], "connections": 2}
    raw = {k: v for k, v in RIGHT.items() if k not in ("call", "request", "reply", "result")}
    swapped = [{"target": "/scalars?text=b"}, {"target": "/scalars?text=a"}]

    def differ(**changes: Any) -> list[str]:
        path = tmp_path / "B4" / "example.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump({**raw, **given, **changes}))
        return played(server, load(path)[0])

    assert differ(requests=swapped[::-1]) == []
    assert len(differ(requests=swapped)) == 2
    assert differ(requests=swapped, unordered=True) == []
    assert len(differ(requests=[swapped[0], swapped[0]], unordered=True)) == 1
    assert differ(same_header="Host") == []
    assert len(differ(fresh_header="Host")) == 1
    assert len(differ(same_header="X-Absent")) == 1


@pytest.mark.parametrize(("fault", "told"), [("crash", "told to crash"), ("silent", "silent")])
def test_failing_runner_is_told(tmp_path: Path, fault: str, told: str) -> None:
    """A runner that dies or stays silent is reported with its last words, not waited for."""
    runner = Runner(PLAIN, {"PLAIN_FAULT": fault})
    with pytest.raises(RunnerFailed, match=told):
        runner.ask({"id": "x", "steps": [], "client": {}}, seconds=1)
    runner.close()


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ({"drop": "before-headers"}, "connection"),
        ({"drop": "after-headers", "json": {"a": 1}}, "connection"),
        ({"drop": "before-headers", "reset": True}, "connection"),
        ({"json": {"a": 1}, "truncate": 3}, "connection"),
        ({"json": {"a": 1}, "delay": 0.9}, "timeout"),
        ({"pieces": ["a"], "hang": True}, "timeout"),
        ({"raw": "nonsense\r\n\r\n"}, "connection"),
    ],
)
def test_faults_reach_the_client(
    server: WireServer, tmp_path: Path, reply: dict[str, Any], error: str
) -> None:
    """Each scripted fault is seen by a client as the failure that it stands for."""
    assert played(server, case(tmp_path, reply=reply, result={"error": {"class": error}})) == []


@pytest.mark.parametrize(
    "change",
    [
        {"replies": [{}], "reply": {}},
        {"reply": {"jsn": 1}},
        {"request": {"path": "/"}},
        {"result": {"error": {"class": "oops"}}},
        {"call": {"operation": "missing"}},
        {"contract": "C1"},
        {"unheard": 1},
    ],
)
def test_broken_case_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    """A typing error in a case file is refused when it is read, so it cannot pass silently."""
    with pytest.raises(BadCase):
        case(tmp_path, **change)


def test_family_is_unfolded(tmp_path: Path) -> None:
    """``each`` lays every member over the rest; ``sweep`` makes one call per split."""
    path = tmp_path / "B4" / "example.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump({**RIGHT, "each": {"a": {"reply": {"status": 202}}, "b": {}}}))
    family = load(path)
    assert [c.id for c in family] == ["B4/example:a", "B4/example:b"]
    assert family[0].replies[0]["status"] == 202 and "json" in family[0].replies[0]
    raw = {k: v for k, v in RIGHT.items() if k != "reply"}
    path.write_text(yaml.safe_dump({**raw, "reply": {"text": "abcd"}, "sweep": "splits"}))
    assert [reply["split"] for reply in load(path)[0].replies] == [[1], [2], [3], 1]


def test_bytes_are_recorded_exactly(server: WireServer) -> None:
    """Target, header case, chunked bodies and keep-alive are recorded as they were sent."""
    exchange = server.open()
    place = urlsplit(exchange.origin)
    with socket.create_connection((place.hostname, place.port or 0), timeout=2) as raw:
        raw.sendall(b"POST /a%2fb?x=%20 HTTP/1.1\r\nHost: h\r\nX-a: 1\r\nX-A: 2\r\n")
        raw.sendall(b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")
        raw.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert server.wait(lambda: len(exchange.requests) == 2, 2)
    assert server.wait(lambda: exchange.open == 0, 2)
    first, second = exchange.requests
    assert (first.target, first.values("x-a"), first.body) == ("/a%2fb?x=%20", ["1", "2"], b"abcde")
    assert first.chunked and first.connection == second.connection == 0
    server.shut(exchange)


def test_multipart_is_read_strictly() -> None:
    """Parts, names and bytes come out as sent; a body without its closing boundary is refused."""
    body = (
        b'--b\r\nContent-Disposition: form-data; name="a \\" b"; filename=x.txt\r\n'
        b"Content-Type: text/plain\r\n\r\none\r\n--b--\r\n"
    )
    (part,) = multipart.read('multipart/form-data; boundary="b"', body)
    assert part.disposition == {"name": 'a " b', "filename": "x.txt"}
    assert (part.value("content-type"), part.data) == ("text/plain", b"one")
    with pytest.raises(ValueError, match="closing boundary"):
        multipart.read("multipart/form-data; boundary=b", body[:-8])


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (1, True, False),
        (0, False, False),
        (1, 1.0, True),
        (None, 0, False),
        (2**53, 2**53 + 1, False),
        ({"a": None}, {}, False),
        ([1, 2], [2, 1], False),
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}, True),
    ],
)
def test_json_values_compare_as_json(left: Any, right: Any, equal: bool) -> None:
    """Equality is JSON's: booleans are no numbers, null is not absent, integers are exact."""
    assert same_json(left, right) is equal
