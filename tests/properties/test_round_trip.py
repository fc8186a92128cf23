"""Is nothing lost, and nothing added? Random values through the codec and through HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ir.nodes import Api, Record, Ref
from tests.support.clients import Client, built, names, sketched
from tests.support.corpus import ROOT
from tests.support.server import Recorded, Send, WireServer
from tests.support.strategies import Values, same

CHAT = ROOT / "specs" / "openai" / "openapi.yaml"
REFUSED = frozenset({"allof-conflict"})
"""Feature documents that the generator refuses on purpose."""
FEATURES = [
    path
    for path in sorted((ROOT / "specs" / "features").glob("*.yaml"))
    if path.stem not in REFUSED
]

Check = Callable[[str, Any], None]


@cache
def _chat() -> tuple[Client, Api]:
    return Client.load(ROOT / "generated" / "python"), built(CHAT)


class Mixed:
    """Values that a document promises, and values from its future."""

    def __init__(self, api: Api) -> None:
        self._tame = Values(api.index())
        self._wild = Values(api.index(), wild=True)

    def of(self, id: str) -> st.SearchStrategy[Any]:
        """Values of one declaration."""
        return st.one_of(self._tame.of(Ref(id=id)), self._wild.of(Ref(id=id)))

    def pairs(self, ids: list[str]) -> st.SearchStrategy[tuple[str, Any]]:
        """Values of several declarations, each with the id of its own."""
        return st.one_of([st.tuples(st.just(id), self.of(id)) for id in ids])


def _checked(client: Client, api: Api) -> Check:
    """Decode then encode, by text and by value, each time to the same JSON."""
    codec, called = client.module("_runtime.codec"), names(api)

    def check(id: str, value: Any) -> None:
        type_ = client.model(called[id])
        text = json.dumps(value, ensure_ascii=False).encode()
        by_text = codec.encode(codec.decode(type_, text))
        assert same(json.loads(by_text), value), by_text
        by_value = codec.to_plain(codec.decode_value(type_, json.loads(text)))
        assert same(by_value, value), by_value

    return check


def _declared() -> dict[str, int]:
    """Every schema of the Chat document, and how many values of it: inline ones are drawn in
    those that hold them, too."""
    return {
        declaration.id: 200 if declaration.parent is None else 50
        for declaration in built(CHAT).declarations
    }


@pytest.mark.parametrize(("id", "count"), _declared().items(), ids=lambda value: str(value))
def test_decoding_then_encoding_is_the_same_json(id: str, count: int) -> None:
    """Two hundred values of each schema of the Chat document come back as they were."""
    client, api = _chat()
    check = _checked(client, api)

    @settings(max_examples=count)
    @given(Mixed(api).of(id))
    def comes_back(value: Any) -> None:
        check(id, value)

    comes_back()


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_models_of_features_lose_nothing(path: Path, tmp_path: Path) -> None:
    """Values of every schema of a feature document come back as they were."""
    client, api = sketched(path, tmp_path)
    check = _checked(client, api)
    ids = [declaration.id for declaration in api.declarations]
    if not ids:
        return

    @settings(max_examples=min(10 * len(ids), 100))
    @given(Mixed(api).pairs(ids))
    def comes_back(drawn: tuple[str, Any]) -> None:
        check(*drawn)

    comes_back()


@pytest.fixture(scope="module")
def server() -> Iterator[WireServer]:
    with WireServer() as running:
        yield running


def _component(api: Api, name: str) -> Record:
    [found] = [each for each in api.declarations if each.id == f"#/components/schemas/{name}"]
    assert isinstance(found, Record)
    return found


def _reply(value: Any) -> bytes:
    body = json.dumps(value).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n".encode() + body


def _exchanges(api: Api) -> st.SearchStrategy[tuple[Any, Any, bool]]:
    """A request, a reply, and whether the request is given as a model."""
    values = Mixed(api)
    return st.tuples(
        values.of(_component(api, "CreateChatCompletionRequest").id),
        values.of(_component(api, "CreateChatCompletionResponse").id),
        st.booleans(),
    )


def _given(client: Client, request: Any, as_model: bool) -> Any:
    if not as_model:
        return request
    type_ = client.model("CreateChatCompletionRequest")
    return client.module("_runtime.codec").decode(type_, json.dumps(request).encode())


def test_the_server_gets_what_the_caller_gave_and_the_caller_what_the_server_sent(
    server: WireServer,
) -> None:
    """Through a real HTTP exchange, given as model or as plain dict, a request reaches the server
    with nothing added and nothing lost, and so does the reply its caller."""
    client, api = _chat()
    package, codec = client.module(), client.module("_runtime.codec")
    exchange = server.open()
    sent: list[bytes] = []

    def script(_: Recorded, number: int) -> list[Send]:
        return [Send(sent[number])]

    exchange.play(script)
    configuration = package.Configuration(host=exchange.origin, access_token="secret")
    with package.ApiClient(configuration) as connection:
        chat = package.ChatApi(connection)

        @settings(max_examples=150)
        @given(_exchanges(api))
        def comes_through(drawn: tuple[Any, Any, bool]) -> None:
            request, reply, as_model = drawn
            sent.append(_reply(reply))
            got = chat.create_chat_completion(_given(client, request, as_model))
            assert same(json.loads(exchange.requests[-1].body), request)
            assert same(codec.to_plain(got), reply)

        comes_through()
    server.shut(exchange)
    assert len(exchange.requests) == len(sent)
    assert exchange.faults == []


def test_the_same_holds_of_the_asynchronous_client(server: WireServer) -> None:
    """The asynchronous client sends and gives the same JSON."""
    import asyncio

    client, api = _chat()
    package, codec = client.module(), client.module("_runtime.codec")
    exchange = server.open()
    exchanges = _exchanges(api)

    async def call(drawn: tuple[Any, Any, bool]) -> None:
        request, reply, as_model = drawn
        exchange.play(lambda _, __: [Send(_reply(reply))])
        configuration = package.Configuration(host=exchange.origin, access_token="secret")
        async with package.AsyncApiClient(configuration) as connection:
            chat = package.AsyncChatApi(connection)
            got = await chat.create_chat_completion(_given(client, request, as_model))
        assert same(json.loads(exchange.requests[-1].body), request)
        assert same(codec.to_plain(got), reply)

    @settings(max_examples=50)
    @given(exchanges)
    def comes_through(drawn: tuple[Any, Any, bool]) -> None:
        asyncio.run(call(drawn))

    comes_through()
    server.shut(exchange)
    assert exchange.faults == []
