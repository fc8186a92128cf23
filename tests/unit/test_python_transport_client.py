"""The clients of the Python runtime on real sockets, where the wire cases do not reach."""

from __future__ import annotations

import asyncio
import gc
import gzip
import io
import logging
import pickle
import subprocess
import sys
import threading
import time
import tracemalloc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support import server as wire
from tests.support.python_runtime import ROOT, assemble, package
from tests.support.reply import actions
from tests.support.server import Action, Exchange, Recorded, WireServer

package()

from sampleclient import exceptions  # noqa: E402
from sampleclient._runtime.clock import Clock  # noqa: E402
from sampleclient._runtime.headers import Headers  # noqa: E402
from sampleclient._runtime.operation import (  # noqa: E402
    Body,
    BodyContent,
    Content,
    Operation,
    Response,
    StreamOperation,
    Use,
)
from sampleclient.api.chat_api import ChatApi  # noqa: E402
from sampleclient.api_client import ApiClient, AsyncApiClient  # noqa: E402
from sampleclient.configuration import Configuration  # noqa: E402
from sampleclient.exceptions import (  # noqa: E402
    ApiConnectionError,
    ApiException,
    ApiTimeoutError,
    DecodeError,
    RequestError,
)
from sampleclient.rest import ApiException as FromRest  # noqa: E402

GET: Operation[Any] = Operation(
    "get",
    "GET",
    "/x",
    responses=(Response("200", (Content("application/json", "json", lambda: Any),)),),
)
DOWNLOAD: Operation[Any] = replace(
    GET, responses=(Response("200", (Content("application/octet-stream", "bytes"),)),)
)
UPLOAD: Operation[Any] = replace(
    GET, method="PUT", body=Body((BodyContent("application/octet-stream", "bytes"),))
)
STREAM: StreamOperation[Any] = StreamOperation(GET, lambda: Any)
OK = {"json": {"id": 1}}


@pytest.fixture(scope="module")
def server() -> Iterator[WireServer]:
    with WireServer() as running:
        yield running


@pytest.fixture
def exchange(server: WireServer) -> Iterator[Exchange]:
    opened = server.open()
    yield opened
    server.shut(opened)


def play(exchange: Exchange, *replies: Any) -> None:
    """Answer with these replies in order, the last one again and again."""

    def script(request: Recorded, number: int) -> Any:
        reply = replies[min(number, len(replies) - 1)]
        return reply if isinstance(reply, list) else actions(reply, request)

    exchange.play(script)


def configured(exchange: Exchange, **settings: Any) -> Configuration:
    return Configuration(host=exchange.origin, environ={}, **settings)


# --- time ------------------------------------------------------------------------------------


def dripping(seconds: float) -> list[Action]:
    """A reply whose head comes byte by byte."""
    head = b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000
    return [part for byte in head for part in (wire.Send(bytes([byte])), wire.Pause(seconds))]


def test_a_dripping_head_ends_with_the_call(exchange: Exchange) -> None:
    """A server that sends a byte of the head now and then does not hold the client."""
    play(exchange, dripping(0.05))
    with ApiClient(configured(exchange, timeout=0.4, max_retries=0)) as client:
        started = time.monotonic()
        with pytest.raises(ApiTimeoutError):
            client.call(GET, {})
        assert 0.35 < time.monotonic() - started < 3


def test_a_dripping_head_ends_with_the_asynchronous_call(exchange: Exchange) -> None:
    """The same without threads."""
    play(exchange, dripping(0.05))

    async def main() -> None:
        configuration = configured(exchange, timeout=0.4, max_retries=0)
        async with AsyncApiClient(configuration) as client:
            started = time.monotonic()
            with pytest.raises(ApiTimeoutError):
                await client.call(GET, {})
            assert 0.35 < time.monotonic() - started < 3

    asyncio.run(main())


def test_the_clock_is_the_callers(exchange: Exchange) -> None:
    """Waiting between attempts goes through the given clock, in both clients."""
    play(exchange, {"status": 503}, {"status": 503}, OK)
    slept: list[float] = []

    async def async_sleep(seconds: float) -> None:
        slept.append(seconds)

    clock = Clock(sleep=slept.append, async_sleep=async_sleep, random=lambda: 1.0)
    with ApiClient(configured(exchange, clock=clock)) as client:
        assert client.call(GET, {}).data == {"id": 1}
    assert slept == [0.5, 1.0]

    async def main() -> None:
        async with AsyncApiClient(configured(exchange, clock=clock)) as client:
            await client.call(GET, {})

    exchange.requests.clear()
    asyncio.run(main())
    assert slept == [0.5, 1.0, 0.5, 1.0]


# --- connections -----------------------------------------------------------------------------


def test_leaving_the_loop_closes_the_connection(server: WireServer, exchange: Exchange) -> None:
    """Also without ``with``, while the stream is still held."""
    play(exchange, {"events": [{"n": 1}, {"wait": 30}, {"n": 2}]})
    with ApiClient(configured(exchange)) as client:
        stream = client.stream(STREAM, {})
        for chunk in stream:
            assert chunk == {"n": 1}
            break
        assert server.wait(lambda: exchange.open == 0, 5)
        assert list(stream) == []


def test_a_stream_that_is_forgotten_closes_its_connection(
    server: WireServer, exchange: Exchange
) -> None:
    """The garbage collector cuts what nobody can read any more."""
    play(exchange, {"events": [{"n": 1}, {"wait": 30}, {"n": 2}]})
    with ApiClient(configured(exchange)) as client:
        stream = client.stream(STREAM, {})
        assert next(stream) == {"n": 1}
        del stream
        assert server.wait(lambda: exchange.open == 0, 5)


def test_an_asynchronous_stream_that_is_forgotten_closes_its_connection(
    server: WireServer, exchange: Exchange
) -> None:
    """The same without threads."""
    play(exchange, {"events": [{"n": 1}, {"wait": 30}, {"n": 2}]})

    async def main() -> None:
        async with AsyncApiClient(configured(exchange)) as client:
            stream = client.stream(STREAM, {})
            assert await stream.__anext__() == {"n": 1}
            del stream
            assert await asyncio.to_thread(server.wait, lambda: exchange.open == 0, 5)

    asyncio.run(main())


def test_an_exception_holds_nothing_in_a_cycle(exchange: Exchange) -> None:
    """What a failed call used is free when its exception is."""
    play(exchange, {"status": 404})
    with ApiClient(configured(exchange)) as client:
        gc.collect()
        gc.disable()
        try:
            try:
                client.call(GET, {})
            except ApiException as error:
                gone = weakref.ref(error)
            assert gone() is None
        finally:
            gc.enable()


def test_closing_the_client_closes_its_connections(server: WireServer, exchange: Exchange) -> None:
    """And a closed client says so."""
    play(exchange, OK)
    client = ApiClient(configured(exchange))
    client.call(GET, {})
    assert exchange.open == 1
    client.close()
    client.close()
    assert server.wait(lambda: exchange.open == 0, 5)
    with pytest.raises(RequestError, match="closed"):
        client.call(GET, {})


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_one_asynchronous_client_serves_several_event_loops(exchange: Exchange) -> None:
    """The connections of a loop that is gone are not used again."""
    play(exchange, OK)
    client = AsyncApiClient(configured(exchange))
    for _ in range(2):
        assert asyncio.run(client.call(GET, {})).data == {"id": 1}
    asyncio.run(client.close())
    with pytest.raises(RequestError, match="closed"):
        asyncio.run(client.call(GET, {}))
    # Sockets of a loop that is gone can only be collected: Python says so in a warning.
    gc.collect()


def test_a_client_of_ones_own(exchange: Exchange) -> None:
    """Its transport and default headers are used, its redirects are not, and it stays open."""
    seen: list[httpx2.Request] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(302, headers={"location": "https://evil.example/"})

    own = httpx2.Client(
        transport=httpx2.MockTransport(handler), headers={"X-Own": "1"}, follow_redirects=True
    )
    configuration = configured(exchange, http_client=own)
    with ApiClient(configuration) as client, pytest.raises(ApiException) as caught:
        client.call(GET, {})
    assert caught.value.status == 302
    assert [(str(each.url), each.headers["x-own"]) for each in seen] == [
        (f"{exchange.origin}/x", "1")
    ]
    assert not own.is_closed
    own.close()


def test_a_client_of_the_wrong_kind(exchange: Exchange) -> None:
    """A clear error instead of a strange one."""
    with pytest.raises(RequestError, match=r"httpx2\.Client"):
        ApiClient(configured(exchange, http_client=httpx2.AsyncClient())).call(GET, {})
    with pytest.raises(RequestError, match=r"httpx2\.AsyncClient"):
        asyncio.run(AsyncApiClient(configured(exchange, http_client=httpx2.Client())).call(GET, {}))


def test_a_proxy_is_asked_for_the_whole_url(exchange: Exchange) -> None:
    """The request goes to the proxy, for the configured host."""
    play(exchange, OK)
    configuration = Configuration(
        host="http://api.invalid/v1", proxy=exchange.origin, environ={}, access_token="t"
    )
    with ApiClient(configuration) as client:
        assert client.call(GET, {}).data == {"id": 1}
    assert exchange.requests[0].target == "http://api.invalid/v1/x"


def test_cookies_of_a_server_are_not_kept(exchange: Exchange) -> None:
    """The calls of a shared client do not depend on each other."""
    play(exchange, {**OK, "headers": {"Set-Cookie": "s=1; Path=/"}})
    with ApiClient(configured(exchange)) as client:
        client.call(GET, {})
        client.call(GET, {})
    assert [each.values("cookie") for each in exchange.requests] == [[], []]


def test_a_compressed_body(exchange: Exchange) -> None:
    """It is unpacked; one that is broken is a decode error."""
    packed = gzip.compress(b'{"id":1}')
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
    play(exchange, [wire.Send(head + b"Content-Length: %d\r\n\r\n" % len(packed) + packed)])
    with ApiClient(configured(exchange, max_retries=0)) as client:
        assert client.call(GET, {}).data == {"id": 1}
        play(exchange, [wire.Send(head + b"Content-Length: 3\r\n\r\nxyz")])
        with pytest.raises(DecodeError) as caught:
            client.call(GET, {})
    assert caught.value.status == 200


def test_a_url_that_is_too_long(exchange: Exchange) -> None:
    """What the transport refuses is an error of the family, and not tried again."""
    with ApiClient(configured(exchange)) as client, pytest.raises(RequestError):
        client.call(GET, {}, None, {"extra_query": {"q": "x" * 100_000}})


def test_a_host_that_does_not_exist() -> None:
    """A connection error whose cause is that of the system."""
    configuration = Configuration(host="http://does-not-exist.invalid", environ={}, max_retries=0)
    with ApiClient(configuration) as client, pytest.raises(ApiConnectionError) as caught:
        client.call(GET, {})
    assert isinstance(caught.value, ConnectionError)
    assert isinstance(caught.value.__cause__, OSError)


# --- files -----------------------------------------------------------------------------------


def test_a_body_is_saved_as_it_arrives(tmp_path: Path) -> None:
    """To a path, to an open file; 32 MB take less than 2 MB of memory."""
    block, count = b"0123456789abcdef" * 4096, 512

    def handler(_: httpx2.Request) -> httpx2.Response:
        parts = (block for _ in range(count))
        return httpx2.Response(200, content=parts, headers={"content-type": "application/x"})

    path = tmp_path / "out.bin"
    with httpx2.Client(transport=httpx2.MockTransport(handler)) as own:
        client = ApiClient(Configuration(http_client=own, environ={}))
        with path.open("wb") as file:
            assert client.call(DOWNLOAD, {}, None, {"stream_to": file}).data is file
        tracemalloc.start()
        response = client.call(DOWNLOAD, {}, None, {"stream_to": path})
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (response.data, response.raw_data) == (path, b"")
    assert path.stat().st_size == count * len(block)
    with path.open("rb") as file:
        assert file.read(len(block)) == block
    assert peak < 2 * 1024 * 1024
    assert [each.name for each in tmp_path.iterdir()] == ["out.bin"]


def test_a_body_is_saved_by_the_asynchronous_client(exchange: Exchange, tmp_path: Path) -> None:
    """The same, without blocking the loop."""
    play(exchange, {"base64": "AAH/", "framing": "chunked", "split": 1})
    path = tmp_path / "out.bin"
    file = io.BytesIO()

    async def main() -> None:
        async with AsyncApiClient(configured(exchange)) as client:
            await client.call(DOWNLOAD, {}, None, {"stream_to": str(path)})
            await client.call(DOWNLOAD, {}, None, {"stream_to": file})

    asyncio.run(main())
    assert path.read_bytes() == file.getvalue() == b"\x00\x01\xff"


def test_a_body_that_breaks_off_leaves_no_file(exchange: Exchange, tmp_path: Path) -> None:
    """What was there before stays as it was."""
    path = tmp_path / "out.bin"
    path.write_bytes(b"before")
    play(exchange, {"base64": "AAH/", "truncate": 2})
    with ApiClient(configured(exchange)) as client, pytest.raises(DecodeError):
        client.call(DOWNLOAD, {}, None, {"stream_to": path})
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["out.bin"]


def test_an_error_is_not_saved(exchange: Exchange, tmp_path: Path) -> None:
    """Its body is read as always."""
    play(exchange, {"status": 404, "json": {"message": "gone"}})
    with ApiClient(configured(exchange)) as client, pytest.raises(ApiException, match="gone"):
        client.call(DOWNLOAD, {}, None, {"stream_to": tmp_path / "out.bin"})
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_written(exchange: Exchange, tmp_path: Path) -> None:
    """An error of the family."""
    play(exchange, OK)
    with ApiClient(configured(exchange)) as client, pytest.raises(RequestError, match="saved"):
        client.call(DOWNLOAD, {}, None, {"stream_to": tmp_path / "no" / "folder"})


def test_files_are_sent_by_both_clients(exchange: Exchange, tmp_path: Path) -> None:
    """With their length; what has none goes in chunks."""
    path = tmp_path / "in.bin"
    path.write_bytes(b"0123456789" * 20_000)
    play(exchange, OK)
    with ApiClient(configured(exchange)) as client:
        client.call(UPLOAD, {}, path)
        client.call(UPLOAD, {}, (part for part in [b"a", b"b"]))

    async def main() -> None:
        async with AsyncApiClient(configured(exchange)) as client:
            await client.call(UPLOAD, {}, path)
            await client.call(UPLOAD, {}, (part for part in [b"a", b"b"]))

    asyncio.run(main())
    first, second, third, fourth = exchange.requests
    assert first.body == third.body == path.read_bytes()
    assert first.values("content-length") == third.values("content-length") == ["200000"]
    assert (second.body, second.chunked) == (fourth.body, fourth.chunked) == (b"ab", True)


def test_an_open_file_is_rewound_for_each_attempt(exchange: Exchange, tmp_path: Path) -> None:
    """From where it stood."""
    path = tmp_path / "in.bin"
    path.write_bytes(b"0123456789")
    play(exchange, {"status": 503, "headers": {"retry-after-ms": "1"}}, OK)
    with path.open("rb") as file, ApiClient(configured(exchange)) as client:
        file.read(4)
        client.call(UPLOAD, {}, file)
    assert [each.body for each in exchange.requests] == [b"456789", b"456789"]


# --- credentials -----------------------------------------------------------------------------

BEARER = replace(GET, security=((Use("ApiKeyAuth"),),))
MACHINE = replace(GET, security=((Use("Machine"),),))


def test_an_async_function_gives_the_token(exchange: Exchange) -> None:
    """In the asynchronous client; the other one says that it cannot."""
    play(exchange, OK)

    async def token() -> str:
        await asyncio.sleep(0)
        return "later"

    async def main() -> None:
        async with AsyncApiClient(configured(exchange, access_token=token)) as client:
            await client.call(BEARER, {})

    asyncio.run(main())
    assert exchange.requests[0].values("authorization") == ["Bearer later"]
    configuration = configured(exchange, access_token=token)
    with ApiClient(configuration) as client, pytest.raises(RequestError, match="async client"):
        client.call(BEARER, {})


def test_many_threads_share_one_token(exchange: Exchange) -> None:
    """Eight calls at once ask for one token."""
    token = {"json": {"access_token": "at", "expires_in": 60}, "delay": 0.05}
    exchange.play(lambda request, _: actions(token if "token" in request.target else OK, request))
    configuration = configured(exchange, client_id="a", client_secret="sec-1")
    with ApiClient(configuration) as client:
        threads = [threading.Thread(target=client.call, args=(MACHINE, {})) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    targets = [each.target for each in exchange.requests]
    assert (targets.count("/oauth/token"), targets.count("/x")) == (1, 8)


def test_many_tasks_share_one_token(exchange: Exchange) -> None:
    """The same in one event loop; a task that is cancelled meanwhile does not hold the others."""
    token = {"json": {"access_token": "at", "expires_in": 60}, "delay": 0.5}
    exchange.play(lambda request, _: actions(token if "token" in request.target else OK, request))

    async def main() -> None:
        configuration = configured(exchange, client_id="a", client_secret="sec-1")
        async with AsyncApiClient(configuration) as client:
            tasks = [asyncio.create_task(client.call(MACHINE, {})) for _ in range(5)]
            while not exchange.requests:
                await asyncio.sleep(0.01)
            tasks[0].cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(results[0], asyncio.CancelledError)
        assert [getattr(each, "data", each) for each in results[1:]] == [{"id": 1}] * 4

    asyncio.run(main())
    targets = [each.target for each in exchange.requests]
    # The first request for a token was cancelled with its task; the next task asked anew.
    assert (targets.count("/oauth/token"), targets.count("/x")) == (2, 4)


# --- what is shown ---------------------------------------------------------------------------


def test_the_log_shows_what_is_harmless(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    """Method, path, status and an allow-list of headers; the libraries below stay silent."""
    play(exchange, {**OK, "headers": {"Set-Cookie": "s=secret-4", "X-Request-Id": "r1"}})
    caplog.set_level(logging.DEBUG)
    security = ((Use("QueryKey"), Use("ApiKeyAuth")),)
    operation = replace(UPLOAD, security=security)
    configuration = configured(
        exchange, api_key="secret-1", access_token="secret-2", default_headers={"X-P": "secret-3"}
    )
    with ApiClient(configuration) as client:
        client.call(operation, {}, b"secret-5", {"extra_query": {"q": "secret-6"}})
    assert "> PUT /x" in caplog.text
    assert "< PUT /x 200" in caplog.text
    assert "r1" in caplog.text
    assert "secret" not in caplog.text
    assert not [each for each in caplog.records if each.name.startswith(("httpx2", "httpcore2"))]
    with httpx2.Client() as other:
        other.get(f"{exchange.origin}/other")
    assert [each for each in caplog.records if each.name == "httpx2"]


def test_bodies_are_logged_on_demand(exchange: Exchange, caplog: pytest.LogCaptureFixture) -> None:
    """Both directions, with credentials masked."""
    play(exchange, {"json": {"echo": "tok-secret"}})
    caplog.set_level(logging.DEBUG)
    configuration = configured(exchange, access_token="tok-secret", log_bodies=True)
    with ApiClient(configuration) as client:
        client.call(replace(UPLOAD, security=BEARER.security), {}, b"question")
    assert "question" in caplog.text
    assert "echo" in caplog.text
    assert "tok-secret" not in caplog.text


def test_no_representation_shows_a_secret() -> None:
    """Configuration, client, headers."""
    configuration = Configuration(
        host="https://me:secret-0@h/v1?key=secret-9",
        access_token="secret-1",
        api_key={"QueryKey": "secret-2"},
        username="u",
        password="secret-3",
        client_id="i",
        client_secret="secret-4",
        default_headers={"X": "secret-5"},
        environ={"SAMPLECLIENT_LOGIN_PASSWORD": "secret-6"},
    )
    shown = [configuration, ApiClient(configuration), AsyncApiClient(configuration)]
    shown.append(Headers([("Set-Cookie", "secret-7"), ("Authorization", "secret-8")]))
    assert "secret" not in "".join(f"{each} {each!r}" for each in shown)


@pytest.mark.parametrize("name", exceptions.__all__)
def test_every_exception_can_be_pickled(name: str) -> None:
    """With all that it knows; all are of one family."""
    kind = getattr(exceptions, name)
    if not isinstance(kind, type):
        return
    error = kind(
        "message",
        status=404,
        reason="Not Found",
        headers=Headers([("X-A", "1")]),
        body=b"body",
        data={"a": 1},
        request_id="r",
        method="GET",
        path="/x",
        retry_after=1.5,
    )
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert issubclass(kind, ApiException)
    assert issubclass(kind, FromRest)
    assert vars(copy) == vars(error)
    assert (str(copy), copy.message, copy.text) == (str(error), "message", "body")


def test_headers_do_not_mind_their_case() -> None:
    """A mapping like any other."""
    headers = Headers([("X-A", "1"), ("Set-Cookie", "a"), ("set-cookie", "b")])
    assert (headers["x-a"], headers.get("X-a"), headers.get("no")) == ("1", "1", None)
    assert headers.get_all("SET-COOKIE") == ["a", "b"]
    assert headers["set-cookie"] == "a, b"
    assert (list(headers), len(headers)) == (["X-A", "Set-Cookie"], 2)
    assert headers == Headers([("x-a", "1"), ("set-cookie", "a"), ("set-cookie", "b")])
    assert headers != Headers([("x-a", "1")])


# --- configuration ---------------------------------------------------------------------------


def test_where_the_server_is() -> None:
    """The program, then the environment, then the document."""
    environ = {"SAMPLECLIENT_BASE_URL": "https://env"}
    assert Configuration("https://own", environ=environ).base_url() == "https://own"
    assert Configuration(environ=environ).base_url() == "https://env"
    assert Configuration(environ={}).base_url() == "https://api.example.com/v1"
    second = Configuration(server_index=1, server_variables={"region": "us"}, environ={})
    assert second.base_url() == "https://us.example.com"
    with pytest.raises(RequestError, match="no server 7"):
        Configuration(server_index=7, environ={}).base_url()


def test_a_credential_for_no_scheme_is_an_error() -> None:
    """A typing error would else send the call without credentials."""
    with pytest.raises(RequestError, match=r"'ApiKeyOath'.*ApiKeyAuth"):
        Configuration(access_token={"ApiKeyOath": "secret"}, environ={})


def test_the_default_client_is_made_from_the_environment(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An API class without client works."""
    play(exchange, OK)
    monkeypatch.setenv("SAMPLECLIENT_BASE_URL", exchange.origin)
    monkeypatch.setenv("SAMPLECLIENT_API_KEY_AUTH", "tok-env")
    ApiClient.set_default(None)
    api = ChatApi()
    api.create_chat_completion({"model": "m", "messages": []})
    assert exchange.requests[0].values("authorization") == ["Bearer tok-env"]
    ApiClient.get_default().close()
    ApiClient.set_default(None)


def test_models_and_tables_load_without_the_transport(tmp_path: Path) -> None:
    """Importing a model, a client or an API class imports no httpx2."""
    assemble(tmp_path)
    program = (
        "import sys, sampleclient.models, sampleclient.api.chat_api, sampleclient.api_client;"
        "from sampleclient.models import CreateChatCompletionRequest;"
        "print([name for name in sys.modules if name.startswith(('httpx2', 'httpcore2', 'anyio'))])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert found.stdout == "[]\n"


def test_the_runtime_names_no_place() -> None:
    """Relative imports only, so that the package can be moved anywhere."""
    for path in (ROOT / "templates" / "python" / "runtime").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "import sampleclient" not in text
        assert "from sampleclient" not in text
