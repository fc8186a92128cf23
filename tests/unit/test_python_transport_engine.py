"""A call of the Python runtime as effects: every decision, without a socket and without waiting.

The engine is a generator of effects; here a script answers them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.support.python_runtime import package

package()

from sampleclient._runtime import effects as ask  # noqa: E402
from sampleclient._runtime.chunks import END, open_stream  # noqa: E402
from sampleclient._runtime.clock import Clock  # noqa: E402
from sampleclient._runtime.effects import Effect, Effects, Head, TransportFailure  # noqa: E402
from sampleclient._runtime.engine import Engine  # noqa: E402
from sampleclient._runtime.headers import Headers  # noqa: E402
from sampleclient._runtime.oauth import TokenStore  # noqa: E402
from sampleclient._runtime.operation import (  # noqa: E402
    Body,
    BodyContent,
    Content,
    Operation,
    Param,
    Response,
    StreamOperation,
    Use,
)
from sampleclient._runtime.options import CallOptions, settle  # noqa: E402
from sampleclient._runtime.request import Call  # noqa: E402
from sampleclient.configuration import Configuration  # noqa: E402
from sampleclient.exceptions import (  # noqa: E402
    ApiConnectionError,
    ApiException,
    ApiStatusError,
    ApiTimeoutError,
    DecodeError,
    RequestError,
    StreamError,
    StreamTruncatedError,
    UnauthorizedError,
)

JSON = (Content("application/json", "json", lambda: Any),)
GET: Operation[Any] = Operation("get", "GET", "/x", responses=(Response("200", JSON),))
POST: Operation[Any] = replace(
    GET, name="post", method="POST", body=Body((BodyContent("application/json", "json"),))
)
STREAM: StreamOperation[Any] = StreamOperation(POST, lambda: Any, terminator="[DONE]")


@dataclass
class Lock:
    """A lock that counts."""

    taken: int = 0
    released: int = 0

    def release(self) -> None:
        self.released += 1


Answer = Head | TransportFailure | bytes | None


@dataclass
class World:
    """Answers effects: ``replies`` are heads (or failures) with the chunks of their bodies."""

    replies: list[tuple[Head | TransportFailure, list[bytes | TransportFailure]]]
    now: float = 0.0
    sent: list[ask.WireRequest] = field(default_factory=list)
    limits: list[ask.Send] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    left: int = 0
    latency: float = 0.0
    _chunks: list[bytes | TransportFailure] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(
            monotonic=lambda: self.now, wall=lambda: 1_000_000 + self.now, random=lambda: 1.0
        )

    def run(self, effects: Effects[Any]) -> Any:
        """Perform the effects of a generator."""
        result: Any = None
        error: BaseException | None = None
        while True:
            try:
                effect = effects.send(result) if error is None else effects.throw(error)
            except StopIteration as stop:
                return stop.value
            result, error = None, None
            try:
                result = self.perform(effect)
            except TransportFailure as failure:
                error = failure

    def perform(self, effect: Effect) -> Any:
        """The result of one effect."""
        match effect:
            case ask.Send():
                self.sent.append(effect.request)
                self.limits.append(effect)
                self.now += self.latency
                head, chunks = self.replies.pop(0)
                self._chunks = list(chunks)
                return _or_raise(head)
            case ask.Read():
                return _or_raise(self._chunks.pop(0)) if self._chunks else b""
            case ask.ReadAll():
                data = b""
                while self._chunks:
                    chunk = self._chunks.pop(0)
                    if isinstance(chunk, TransportFailure):
                        chunk.partial = data
                    data += _or_raise(chunk)
                return data
            case ask.Sleep():
                self.slept.append(effect.seconds)
                self.now += effect.seconds
                return None
            case ask.Leave():
                self.left += 1
                return None
            case ask.Ask():
                return effect.provider()
            case ask.Acquire():
                effect.lock.taken += 1
                return None
            case ask.Save():
                raise AssertionError("nothing is saved here")


def _or_raise(answer: Any) -> Any:
    if isinstance(answer, TransportFailure):
        raise answer
    return answer


def reply(
    status: int = 200,
    body: bytes = b"{}",
    headers: Mapping[str, str] | None = None,
    *chunks: bytes | TransportFailure,
) -> tuple[Head, list[bytes | TransportFailure]]:
    fields = {"content-type": "application/json", **(headers or {})}
    return Head(status, "", Headers(fields.items())), list(chunks) or [body]


def broken(kind: Any = "connection") -> tuple[TransportFailure, list[bytes | TransportFailure]]:
    return TransportFailure(kind, "broken"), []


def make(
    world: World,
    operation: Operation[Any] = GET,
    body: object = None,
    values: Mapping[str, object] | None = None,
    *,
    stream: StreamOperation[Any] | None = None,
    lock: Lock | None = None,
    configured: Mapping[str, Any] | None = None,
    **options: Any,
) -> tuple[Engine, Call]:
    """An engine and a call on it."""
    settings: dict[str, Any] = {"host": "https://h/v1", "environ": {}, **(configured or {})}
    configuration = Configuration(clock=world.clock, **settings)
    found: CallOptions = options  # type: ignore[assignment]
    call = Call(operation, values or {}, body, settle(configuration, found), stream)
    return Engine(configuration, TokenStore(lock or Lock())), call


def do(world: World, *arguments: Any, **keywords: Any) -> Any:
    """Make a call in a world."""
    engine, call = make(world, *arguments, **keywords)
    return world.run(engine.call(call))


# --- retries ---------------------------------------------------------------------------------


def test_a_call_that_succeeds_is_made_once() -> None:
    """One request, decoded."""
    world = World([reply(body=b'{"a":1}', headers={"x-request-id": "r"})])
    response = do(world)
    assert (response.status_code, response.data, response.raw_data) == (200, {"a": 1}, b'{"a":1}')
    assert response.request_id == "r"
    assert [each.url for each in world.sent] == ["https://h/v1/x"]


@pytest.mark.parametrize("first", [reply(503), broken("connection"), broken("timeout")])
def test_failures_are_retried_with_growing_delays(first: Any) -> None:
    """Three attempts, half a second and a second apart."""
    world = World([first, first, reply()])
    do(world)
    assert world.slept == [0.5, 1.0]
    assert len({(each.method, each.url, each.fields) for each in world.sent}) == 1


def test_the_last_error_is_raised() -> None:
    """After the third attempt, what the third attempt met."""
    world = World([reply(503), broken(), reply(500, b'{"message":"third"}')])
    with pytest.raises(ApiStatusError) as caught:
        do(world)
    assert caught.value.message == "third"
    assert caught.value.status == 500


def test_retry_after_is_waited_for_exactly() -> None:
    """No jitter on what the server asks for."""
    world = World([reply(429, headers={"retry-after": "7"}), reply()])
    do(world)
    assert world.slept == [7]


def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    """Who would wait past the end of the call is told at once."""
    world = World([reply(429, headers={"retry-after": "30"})])
    with pytest.raises(ApiStatusError) as caught:
        do(world, timeout=20)
    assert world.slept == []
    assert caught.value.retry_after == 30


def test_every_attempt_has_what_is_left_of_the_time() -> None:
    """The limit is that of the whole call."""
    world = World([reply(503), reply(503), reply()], latency=2.0)
    do(world, timeout=10, connect_timeout=1)
    assert [each.within for each in world.limits] == [10, 7.5, 4.5]
    assert {each.connect for each in world.limits} == {1}


def test_no_limit_is_no_limit() -> None:
    """None stays None."""
    world = World([reply()])
    do(world, timeout=None, connect_timeout=None)
    assert (world.limits[0].within, world.limits[0].connect) == (None, None)


def test_a_refused_request_is_not_retried() -> None:
    """What the transport will not send, it will not send twice."""
    world = World([broken("refused")])
    with pytest.raises(RequestError):
        do(world)
    assert world.slept == []


def test_a_body_cut_off_after_a_success_is_not_asked_for_again() -> None:
    """The server has done its work: a decode error with what came."""
    world = World([reply(200, b"", {"x-request-id": "r"}, b'{"a":', broken()[0])])
    with pytest.raises(DecodeError) as caught:
        do(world, POST, {})
    assert (caught.value.status, caught.value.body, caught.value.request_id) == (200, b'{"a":', "r")
    assert len(world.sent) == 1


def test_a_slow_body_is_a_timeout() -> None:
    """The time of the call holds while its body is read."""
    world = World([reply(200, b"", {}, b'{"a":', broken("timeout")[0])])
    with pytest.raises(ApiTimeoutError) as caught:
        do(world)
    assert caught.value.status == 200


def test_a_cut_error_body_is_still_that_error() -> None:
    """The status says enough."""
    world = World([reply(404, b"", {}, b'{"a":', broken()[0])])
    with pytest.raises(ApiStatusError) as caught:
        do(world)
    assert (caught.value.status, caught.value.body) == (404, b'{"a":')


def test_an_idempotency_key_is_the_same_for_all_attempts() -> None:
    """One key per call; the caller's own wins."""
    operation = replace(POST, idempotency_header="Idempotency-Key")

    def keys(**options: Any) -> list[str]:
        world = World([reply(503), reply()])
        do(world, operation, {}, **options)
        return [dict(each.fields)["Idempotency-Key"] for each in world.sent]

    first, second = keys(), keys()
    assert first[0] == first[1]
    assert first[0] != second[0]
    assert keys(idempotency_key="mine") == ["mine", "mine"]


def test_a_body_that_can_be_read_once_is_sent_once() -> None:
    """Not replayed on any failure."""
    upload = replace(POST, body=Body((BodyContent("application/octet-stream", "bytes"),)))
    world = World([reply(503)])
    with pytest.raises(ApiStatusError):
        do(world, upload, (part for part in [b"a"]))
    assert len(world.sent) == 1


# --- redirects -------------------------------------------------------------------------------


def test_redirects_keep_credentials_at_the_origin() -> None:
    """The same header fields go to the new place of the same origin."""
    operation = replace(GET, security=((Use("ApiKeyAuth"),),))
    world = World([reply(302, headers={"location": "/y"}), reply()])
    do(world, operation, configured={"access_token": "tok"})
    assert [each.url for each in world.sent] == ["https://h/v1/x", "https://h/y"]
    assert world.sent[0].fields == world.sent[1].fields
    assert world.left == 1


def test_a_key_in_the_query_goes_along_once() -> None:
    """It is added where the new place does not have it."""
    operation = replace(GET, security=((Use("QueryKey"),),))
    for location, expected in (
        ("/y", "https://h/y?api_key=k"),
        ("/y?a=1", "https://h/y?a=1&api_key=k"),
        ("/y?api_key=k", "https://h/y?api_key=k"),
    ):
        world = World([reply(302, headers={"location": location}), reply()])
        do(world, operation, configured={"api_key": "k"})
        assert world.sent[1].url == expected


@pytest.mark.parametrize("location", ["https://evil/", "http://h/y", "//evil/y", "https://h:1/"])
def test_redirects_away_are_not_followed(location: str) -> None:
    """Another host, port or scheme sees nothing."""
    world = World([reply(302, headers={"location": location})])
    with pytest.raises(ApiStatusError):
        do(world)
    assert len(world.sent) == 1


def test_redirects_come_to_an_end() -> None:
    """Ten are followed, not more."""
    world = World([reply(302, headers={"location": "/y"}) for _ in range(20)])
    with pytest.raises(ApiStatusError):
        do(world)
    assert len(world.sent) == 11


# --- credentials -----------------------------------------------------------------------------


BEARER, HEADER, QUERY, COOKIE, LOGIN, OAUTH = (
    Use(name) for name in ("ApiKeyAuth", "HeaderKey", "QueryKey", "CookieKey", "Login", "Machine")
)
TOKEN = {"access_token": "t"}
SENT_TOKEN = {"Authorization": "Bearer t"}


def environ(**variables: str) -> dict[str, Any]:
    """A configuration by the environment."""
    return {"environ": {f"SAMPLECLIENT_{name}": value for name, value in variables.items()}}


@pytest.mark.parametrize(
    ("security", "given", "expected"),
    [
        ((), TOKEN, {}),
        (((),), TOKEN, {}),
        (((BEARER,),), TOKEN, SENT_TOKEN),
        (((), (BEARER,)), TOKEN, SENT_TOKEN),
        (((), (BEARER,)), {}, {}),
        (((BEARER,),), {}, {}),
        (((HEADER,), (BEARER,)), TOKEN, SENT_TOKEN),
        (((HEADER, BEARER),), TOKEN, {}),
        (((HEADER, BEARER),), {**TOKEN, "api_key": "k"}, {**SENT_TOKEN, "X-Api-Key": "k"}),
        (((HEADER,),), {"api_key": {"HeaderKey": "a", "QueryKey": "b"}}, {"X-Api-Key": "a"}),
        (((COOKIE,),), {"api_key": {"CookieKey": "s"}}, {"Cookie": "sid=s"}),
        (
            ((LOGIN,),),
            {"username": "Aladdin", "password": "open sesame"},
            {"Authorization": "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
        ),
        (((LOGIN,),), {"username": "a"}, {"Authorization": "Basic YTo="}),
        (((OAUTH,),), TOKEN, SENT_TOKEN),
        (((BEARER,),), {"api_key": {"ApiKeyAuth": "t"}}, SENT_TOKEN),
        (((BEARER,),), {"api_key": "k"}, {}),
        (((Use("Unknown"),),), {**TOKEN, "api_key": "k"}, {}),
        (((BEARER,),), environ(API_KEY_AUTH="t"), SENT_TOKEN),
        (((BEARER,),), environ(APIKEYAUTH="t"), SENT_TOKEN),
        (((BEARER,),), {**TOKEN, **environ(API_KEY_AUTH="e")}, SENT_TOKEN),
        (
            ((LOGIN,),),
            environ(LOGIN_USERNAME="a", LOGIN_PASSWORD="b"),
            {"Authorization": "Basic YTpi"},
        ),
    ],
)
def test_which_credentials_travel(
    security: Any, given: dict[str, Any], expected: dict[str, str]
) -> None:
    """Those of the first alternative that is configured in full, and no others."""
    world = World([reply()])
    do(world, replace(GET, security=security), configured=given)
    names = ("Authorization", "X-Api-Key", "Cookie")
    assert {k: v for k, v in world.sent[0].fields if k in names} == expected


def test_a_function_is_asked_before_each_attempt() -> None:
    """A token may have been renewed meanwhile."""
    tokens = iter(["one", "two"])
    world = World([reply(503), reply()])
    operation = replace(GET, security=((Use("ApiKeyAuth"),),))
    do(world, operation, configured={"access_token": lambda: next(tokens)})
    found = [dict(each.fields)["Authorization"] for each in world.sent]
    assert found == ["Bearer one", "Bearer two"]


def test_a_refusal_without_credentials_says_how_to_give_some() -> None:
    """The note names the environment variable."""
    world = World([reply(401)])
    with pytest.raises(UnauthorizedError) as caught:
        do(world, replace(GET, security=((Use("ApiKeyAuth"),),)))
    assert "SAMPLECLIENT_API_KEY_AUTH" in caught.value.__notes__[0]


def test_an_echoed_secret_is_masked() -> None:
    """A server that repeats the key in its message does not betray it."""
    world = World([reply(401, b'{"error":{"message":"bad key tok-123."}}')])
    with pytest.raises(UnauthorizedError) as caught:
        do(
            world,
            replace(GET, security=((Use("ApiKeyAuth"),),)),
            configured={"access_token": "tok-123"},
        )
    assert caught.value.message == "bad key ***."


MACHINE = replace(GET, security=((Use("Machine", ("read", "write")),),))
CLIENT = {"client_id": "app", "client_secret": "sec-1234"}


def test_client_credentials_become_a_token_that_is_kept() -> None:
    """One token request for two calls, and another one a minute before the token ends."""
    token = b'{"access_token":"at-%d","expires_in":3600}'
    world = World([reply(body=token % 1), reply(), reply(), reply(body=token % 2), reply()])
    lock = Lock()
    engine, call = make(world, MACHINE, lock=lock, configured=CLIENT)
    world.run(engine.call(call))
    world.run(engine.call(call))
    world.now += 3541
    world.run(engine.call(call))
    assert [each.url for each in world.sent] == [
        "https://h/oauth/token",
        "https://h/v1/x",
        "https://h/v1/x",
        "https://h/oauth/token",
        "https://h/v1/x",
    ]
    assert [dict(each.fields)["Authorization"] for each in world.sent if each.method == "GET"] == [
        "Bearer at-1",
        "Bearer at-1",
        "Bearer at-2",
    ]
    source: Any = world.sent[0].source
    assert source.data == b"grant_type=client_credentials&scope=read+write"
    assert (lock.taken, lock.released) == (2, 2)


def test_a_token_that_the_server_refuses_is_forgotten() -> None:
    """The next call asks for a new one."""
    token = b'{"access_token":"at-1","expires_in":3600}'
    world = World([reply(body=token), reply(401), reply(body=token), reply()])
    engine, call = make(world, MACHINE, configured=CLIENT)
    with pytest.raises(UnauthorizedError):
        world.run(engine.call(call))
    world.run(engine.call(call))
    assert [each.method for each in world.sent] == ["POST", "GET", "POST", "GET"]


def test_a_refused_token_request_is_an_error_of_the_family() -> None:
    """With the server's words, without the secret, and the lock free again."""
    body = b'{"error":"invalid_client","error_description":"no client sec-1234"}'
    world = World([reply(401, body)])
    lock = Lock()
    with pytest.raises(UnauthorizedError) as caught:
        do(world, MACHINE, lock=lock, configured=CLIENT)
    assert caught.value.message == "no client ***"
    assert (caught.value.path, lock.taken, lock.released) == ("/oauth/token", 1, 1)


def test_a_token_server_that_is_busy_is_asked_again() -> None:
    """Its failures are retried like any other."""
    token = b'{"access_token":"at-1"}'
    world = World([reply(503), broken(), reply(body=token), reply()])
    do(world, MACHINE, configured=CLIENT)
    assert world.slept == [0.5, 1.0]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"access_token":5}', b"<html>"])
def test_a_token_response_without_token(body: bytes) -> None:
    """A decode error, and no call without the token."""
    world = World([reply(body=body)])
    with pytest.raises(DecodeError):
        do(world, MACHINE, configured=CLIENT)
    assert len(world.sent) == 1


# --- what is sent ----------------------------------------------------------------------------


def test_extra_headers_win_and_can_remove() -> None:
    """Over those of the client, the document and the credentials."""
    world = World([reply()])
    do(
        world,
        replace(GET, security=((Use("ApiKeyAuth"),),)),
        configured={"access_token": "t", "default_headers": {"X-A": "client"}},
        extra_headers={"x-a": "call", "authorization": None, "user-agent": "me/1"},
    )
    fields = {name.lower(): value for name, value in world.sent[0].fields}
    assert (fields["x-a"], fields["user-agent"]) == ("call", "me/1")
    assert "authorization" not in fields


def test_extra_query_stands_behind_and_replaces_its_name() -> None:
    """The name is the caller's for this call."""
    operation = replace(
        GET,
        path="/x?fixed=1",
        parameters=(Param("a", "query", "form", True), Param("b", "query", "form", True)),
    )
    world = World([reply()])
    values = {"query:a": "1", "query:b": "2"}
    do(world, operation, None, values, extra_query={"b": [3, 4], "c d": {"e": True}})
    assert world.sent[0].url == "https://h/v1/x?fixed=1&a=1&b=3&b=4&c%20d%5Be%5D=true"


def test_required_parameters_are_required() -> None:
    """Before anything is sent."""
    operation = replace(GET, parameters=(Param("a", "query", "form", True, required=True),))
    with pytest.raises(RequestError, match="query parameter 'a'"):
        do(World([]), operation)


@pytest.mark.parametrize(
    "options",
    [
        {"timeout": 0},
        {"timeout": -1},
        {"timeout": float("nan")},
        {"timeout": "5"},
        {"timeout": True},
        {"max_retries": -1},
        {"max_retries": 1.5},
        {"extra_headers": {"X": "a\r\nb"}},
        {"host": "ftp://h"},
        {"media_type": "text/csv"},
    ],
)
def test_options_that_make_no_sense(options: dict[str, Any]) -> None:
    """A clear error, and nothing is sent."""
    with pytest.raises(RequestError):
        do(World([]), POST, {"a": 1}, **options)


def test_an_option_that_does_not_exist() -> None:
    """A typing error is found, as for any Python function."""
    with pytest.raises(TypeError, match="'timout'"):
        do(World([]), timout=1)


def test_strict_refuses_what_lenient_keeps() -> None:
    """A response that breaks its schema, both ways."""
    typed = replace(
        GET, responses=(Response("200", (Content("application/json", "json", lambda: list[int]),)),)
    )
    assert do(World([reply(body=b'["a"]')]), typed).data == ["a"]
    with pytest.raises(DecodeError):
        do(World([reply(body=b'["a"]')]), typed, strict=True)


# --- streams ---------------------------------------------------------------------------------

SSE = {"content-type": "text/event-stream; charset=utf-8"}


def chunks(world: World, **keywords: Any) -> Iterator[Any]:
    """The chunks of a stream, until its end or error."""
    engine, call = make(world, POST, {}, stream=keywords.pop("stream", STREAM), **keywords)
    reader = world.run(open_stream(engine, call))
    while (chunk := world.run(reader.next())) is not END:
        yield chunk


def gather(found: list[Any], source: Iterator[Any]) -> list[Any]:
    found.extend(source)
    return found


def test_a_stream_ends_at_its_terminator() -> None:
    """Whatever comes after it is no part of the stream; the connection is left in order."""
    body = b'data: {"n":1}\n\ndata: {"n":2}\n\ndata: [DONE]\n\ndata: {"n":3}\n\n'
    world = World([reply(200, body, SSE)])
    assert list(chunks(world)) == [{"n": 1}, {"n": 2}]
    assert world.left == 1


def test_the_switch_is_set_and_the_stream_is_asked_for() -> None:
    """The member is true in the body, whatever the caller had; Accept names the stream."""
    world = World([reply(200, b"data: [DONE]\n\n", SSE)])
    assert list(chunks(world, stream=replace(STREAM, switch="stream"))) == []
    source: Any = world.sent[0].source
    assert source.data == b'{"stream":true}'
    assert dict(world.sent[0].fields)["Accept"] == "text/event-stream"


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([b'data: {"n":1}\n\n'], StreamTruncatedError),
        ([b'data: {"n":1}\n\ndata: [DONE]'], StreamTruncatedError),
        ([b'data: {"n":1}\n\n', TransportFailure("connection", "x")], StreamTruncatedError),
        ([b'data: {"n":1}\n\n', TransportFailure("timeout", "x")], ApiTimeoutError),
        ([b'data: {"n":1}\n\ndata: {"error":{"message":"Over"}}\n\n'], StreamError),
        ([b'data: {"n":1}\n\nevent: error\ndata: Over\n\n'], StreamError),
        ([b'data: {"n":1}\n\ndata: {"n":\n\n'], DecodeError),
    ],
)
def test_what_ends_a_stream_too_early(pieces: list[Any], kind: type[ApiException]) -> None:
    """The chunks that came are given first, then the error."""
    found: list[Any] = []
    with pytest.raises(kind) as caught:
        gather(found, chunks(World([reply(200, b"", SSE, *pieces)])))
    assert found == [{"n": 1}]
    assert type(caught.value) is kind
    assert (caught.value.status, caught.value.method, caught.value.path) == (200, "POST", "/v1/x")


def test_an_error_member_that_is_null_is_no_error() -> None:
    """Many chunks have one."""
    world = World([reply(200, b'data: {"error":null}\n\ndata: [DONE]\n\n', SSE)])
    assert list(chunks(world)) == [{"error": None}]


def test_a_success_that_is_no_stream() -> None:
    """A decode error with the start of the body."""
    world = World([reply(200, b"<html>" + b"x" * 100_000, {"content-type": "text/html"})])
    with pytest.raises(DecodeError) as caught:
        list(chunks(world))
    assert caught.value.body is not None
    assert caught.value.body.startswith(b"<html>x")
    assert len(caught.value.body) <= 65_536


def test_opening_is_retried_and_reading_is_not() -> None:
    """A stream that has begun cannot begin again."""
    world = World([reply(503), broken(), reply(200, b"data: [DONE]\n\n", SSE)])
    assert list(chunks(world)) == []
    assert len(world.sent) == 3


def test_the_limit_of_a_stream_is_its_silence() -> None:
    """Reading has the whole time anew for each piece."""
    world = World([reply(200, b"data: [DONE]\n\n", SSE)], latency=5)
    assert list(chunks(world, timeout=7)) == []
    assert (world.limits[0].within, world.limits[0].silence) == (7, 7)


def test_json_lines_end_with_the_body() -> None:
    """Without a terminator the end is the end; the last line needs none."""
    lines = replace(STREAM, payload="json-lines", media_type="application/jsonl", terminator=None)
    body = b'{"n":1}\r\n\n{"n":2}'
    world = World([reply(200, body, {"content-type": "application/x-ndjson"})])
    assert list(chunks(world, stream=lines)) == [{"n": 1}, {"n": 2}]


# --- what is never let out -------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["connection", "timeout"])
def test_the_cause_is_that_of_the_system(kind: Any) -> None:
    """The cause of a failure is an OSError or nothing, never the transport's exception."""
    failure = TransportFailure(kind, "broken")
    failure.__cause__ = ConnectionRefusedError(111, "refused")
    world = World([(failure, [])])
    with pytest.raises(ApiConnectionError) as caught:
        do(world, max_retries=0)
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)


def test_a_callers_own_exception_passes_unchanged() -> None:
    """What a credential function raises is the caller's."""

    def provider() -> str:
        raise LookupError("vault closed")

    operation = replace(GET, security=((Use("ApiKeyAuth"),),))
    engine, call = make(World([]), operation, configured={"access_token": provider})
    effects = engine.call(call)
    asked = next(effects)
    assert isinstance(asked, ask.Ask)
    with pytest.raises(LookupError, match="vault closed"):
        effects.throw(LookupError("vault closed"))
