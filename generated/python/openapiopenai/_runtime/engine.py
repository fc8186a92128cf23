"""A call from its beginning to its response, as one generator of effects.

Attempts, waiting, credentials, redirects and the reading of the body are decided here, once, for
the blocking and the asynchronous client.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urljoin

from ..exceptions import ApiException, RequestError
from . import log, security, url
from .clock import Clock, Deadline
from .configuration import ConfigurationBase
from .decoding import Undecodable, bodiless, decode_body, select
from .effects import (
    Acquire,
    Effects,
    Head,
    Leave,
    ReadAll,
    Save,
    Send,
    Sleep,
    TransportFailure,
    WireRequest,
)
from .failures import decode_error, request_id, status_error, transport_error
from .oauth import TokenStore, granted, token_request
from .operation import Scheme, Use
from .request import Call, Prepared, prepare
from .response import ApiResponse
from .retry import RetryPolicy, retry_after
from .security import Credentials
from .source import BytesSource

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class Engine:
    """What the calls of one client share."""

    configuration: ConfigurationBase
    tokens: TokenStore

    @property
    def clock(self) -> Clock:
        """The clock of the client."""
        return self.configuration.clock

    def call(self, call: Call) -> Effects[ApiResponse[Any]]:
        """Make a call and decode its response. Raises ApiException."""
        attempts = Attempts(self, call)
        head = yield from attempts.respond()
        if call.settings.stream_to is not None and not bodiless(
            attempts.method, head.status
        ):
            return (yield from attempts.save(head, call.settings.stream_to))
        data = yield from attempts.body(head)
        return attempts.decoded(head, data)


class _TokenRefused(Exception):
    """The authorization server gave no token; worth another attempt if its status says so."""

    def __init__(self, head: Head, error: ApiException) -> None:
        super().__init__()
        self.head = head
        self.error = error


class Attempts:
    """The attempts of one call: they share a deadline, a body and an idempotency key."""

    def __init__(self, engine: Engine, call: Call) -> None:
        self.engine = engine
        self.call = call
        self.clock = engine.clock
        self.deadline = Deadline(engine.clock, call.settings.timeout)
        self.prepared: Prepared = prepare(call, engine.configuration)
        self.method = self.prepared.method
        self.path = self.prepared.base.path + self.prepared.path
        self.secrets: list[str] = []
        self.policy = RetryPolicy(
            call.settings.max_retries,
            call.settings.max_retry_after,
            self.prepared.replayable,
        )

    # --- getting a response ----------------------------------------------------------------

    def respond(self) -> Effects[Head]:
        """The head of a success. Raises ApiException when the attempts are used up."""
        for attempt in count():
            try:
                head = yield from self._once()
                if 200 <= head.status < 300:
                    return head
                delay = self._delay(attempt, head)
                if delay is None:
                    raise (yield from self.refusal(head))
                yield Leave()
                cause = str(head.status)
            except TransportFailure as failure:
                delay = (
                    None if failure.kind == "refused" else self._delay(attempt, None)
                )
                if delay is None:
                    raise transport_error(
                        self.method, self.path, failure
                    ) from failure.__cause__
                cause = failure.kind
            except _TokenRefused as refused:
                delay = self._delay(attempt, refused.head)
                if delay is None:
                    raise refused.error from None
                cause = f"token: {refused.head.status}"
            left = self.policy.max_retries - attempt - 1
            log.retry(self.method, self.path, cause, delay, left)
            yield Sleep(delay)
        raise AssertionError("attempts are counted without end")

    def _delay(self, attempt: int, head: Head | None) -> float | None:
        """Seconds until the next attempt, None for none: also when the time would be over."""
        if head is None:
            delay = self.policy.delay(attempt, self.clock.random)
        else:
            delay = self.policy.delay(
                attempt,
                self.clock.random,
                head.status,
                retry_after(head.headers, self.clock.wall()),
                head.headers.get("x-should-retry"),
            )
        return delay if delay is not None and self.deadline.allows(delay) else None

    def _once(self) -> Effects[Head]:
        """One attempt: credentials, the request, and the redirects of its origin."""
        credentials = yield from self._credentials()
        request = self.prepared.sign(credentials)
        head = yield from self.send(request)
        for _ in range(_MOST_REDIRECTS):
            target = self._redirect(request, head)
            if target is None:
                break
            yield Leave()
            request = self.prepared.sign(credentials, target)
            head = yield from self.send(request)
        return head

    def _redirect(self, request: WireRequest, head: Head) -> str | None:
        """Where to go on: GET and HEAD only, and never away from the origin."""
        location = head.headers.get("location")
        if (
            head.status not in _REDIRECTS
            or not location
            or self.method not in ("GET", "HEAD")
        ):
            return None
        return url.redirected(request.url, location)

    def send(self, request: WireRequest) -> Effects[Head]:
        """Send a request and log both directions."""
        bodies = self.engine.configuration.log_bodies
        source = request.source
        data = source.data if bodies and isinstance(source, BytesSource) else None
        log.request(request.method, self.path, request.fields, data, self.secrets)
        settings = self.call.settings
        within = self.deadline.remaining()
        silence = settings.timeout if self.call.stream is not None else within
        head: Head = yield Send(request, within, settings.connect_timeout, silence)
        log.response(request.method, self.path, head.status, head.headers.items())
        return head

    def refusal(self, head: Head) -> Effects[ApiException]:
        """The exception for an error status."""
        try:
            body = yield from self.read(head)
        except TransportFailure as failure:
            if failure.kind == "timeout":
                return transport_error(self.method, self.path, failure, head)
            body = failure.partial
        error = status_error(
            self.method,
            self.path,
            head,
            body,
            self.call.operation.responses,
            now=self.clock.wall(),
            secrets=self.secrets,
        )
        if head.status == 401:
            for secret in self.secrets:
                self.engine.tokens.forget(secret)
            hint = security.missing(
                self.call.operation.security, self.engine.configuration
            )
            if hint is not None:
                error.add_note(hint)
        return error

    # --- the body of a success ---------------------------------------------------------------

    def read(self, head: Head, limit: int | None = None) -> Effects[bytes]:
        """The rest of the body, at most about ``limit`` bytes. Raises TransportFailure."""
        # Also where there can be no body: the connection is free only once its end was seen.
        data: bytes = yield ReadAll(self.deadline.remaining(), limit)
        if bodiless(self.method, head.status):
            return b""
        if self.engine.configuration.log_bodies:
            log.body(self.method, self.path, data, self.secrets)
        return data

    def body(self, head: Head) -> Effects[bytes]:
        """The body of a success. Raises DecodeError when it is cut off: the server has done
        what was asked, so it is not asked again."""
        try:
            return (yield from self.read(head))
        except TransportFailure as failure:
            raise self.broken(head, failure) from failure.__cause__

    def broken(self, head: Head, failure: TransportFailure) -> ApiException:
        """The exception for a body that did not come to its end."""
        if failure.kind == "timeout":
            return transport_error(self.method, self.path, failure, head)
        why = f"the response was cut off: {failure}"
        return decode_error(self.method, self.path, head, failure.partial, why)

    def save(self, head: Head, target: Any) -> Effects[ApiResponse[Any]]:
        """Write the body to a file as it arrives."""
        try:
            yield Save(target, self.deadline.remaining())
        except TransportFailure as failure:
            raise self.broken(head, failure) from failure.__cause__
        return self._response(head, target, b"")

    def decoded(self, head: Head, data: bytes) -> ApiResponse[Any]:
        """The response with its body decoded. Raises DecodeError."""
        if bodiless(self.method, head.status):
            return self._response(head, None, data)
        content_type = head.headers.get("content-type")
        response = select(self.call.operation.responses, head.status)
        try:
            value = decode_body(
                response, content_type, data, strict=self.call.settings.strict
            )
        except Undecodable as error:
            raise decode_error(
                self.method, self.path, head, data, str(error)
            ) from error.__cause__
        return self._response(head, value, data)

    def _response(self, head: Head, value: Any, data: bytes) -> ApiResponse[Any]:
        return ApiResponse(
            status_code=head.status,
            headers=head.headers,
            data=value,
            raw_data=data,
            reason=head.reason,
            request_id=request_id(head.headers),
        )

    # --- credentials -------------------------------------------------------------------------

    def _credentials(self) -> Effects[Credentials]:
        configuration = self.engine.configuration
        found = Credentials()
        for use in security.choose(self.call.operation.security, configuration):
            scheme = configuration.facts.scheme_index[use.scheme]
            token = None
            if configuration.token_for(scheme.id) is None and security.grants(
                scheme, configuration
            ):
                token = yield from self._granted(scheme, use)
            yield from security.place(scheme, configuration, found, token)
        self.secrets = [*dict.fromkeys([*self.secrets, *found.secrets])]
        return found

    def _granted(self, scheme: Scheme, use: Use) -> Effects[str]:
        """A token by client credentials: the one that is kept, or a new one."""
        client = self.engine.configuration.client_for(scheme.id)
        if client is None or scheme.token_url is None:
            raise RequestError(f"no client credentials for {scheme.id!r}")
        where = urljoin(
            f"{self.prepared.base.origin}{self.prepared.base.path}/", scheme.token_url
        )
        tokens = self.engine.tokens
        key = (where, client[0], use.scopes)
        if (held := tokens.get(key, self.clock.monotonic())) is not None:
            return held
        yield Acquire(tokens.lock, self.deadline.remaining())
        try:
            # Somebody else may have fetched it while this call waited.
            if (held := tokens.get(key, self.clock.monotonic())) is not None:
                return held
            self.secrets.append(client[1])
            asked = self.clock.monotonic()
            head = yield from self.send(token_request(where, client, use.scopes))
            token, life = yield from self._token(head, where)
            tokens.put(key, token, life, asked)
            return token
        finally:
            tokens.lock.release()

    def _token(self, head: Head, where: str) -> Effects[tuple[str, float]]:
        body: bytes = yield ReadAll(self.deadline.remaining())
        if 200 <= head.status < 300:
            return granted(body)
        path = url.base(where).path
        now = self.clock.wall()
        error = status_error(
            "POST", path, head, body, (), now=now, secrets=self.secrets
        )
        raise _TokenRefused(head, error)
