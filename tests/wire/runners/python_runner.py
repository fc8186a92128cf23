"""The Python runner: ``python python_runner.py FOLDER PACKAGE``, one JSON line per case.

FOLDER holds a generated client, PACKAGE is its import name. The runner speaks the protocol of
``tests/wire/README.md`` and calls the client as a person would: it looks methods and arguments up
in their signatures, comparing names without case and punctuation.
"""

from __future__ import annotations

import asyncio
import base64
import concurrent.futures
import contextlib
import datetime
import importlib
import inspect
import json
import logging
import os
import re
import ssl
import sys
import time
import traceback
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

TAGS = {
    "BadRequestError": "bad_request",
    "UnauthorizedError": "unauthorized",
    "ForbiddenError": "forbidden",
    "NotFoundError": "not_found",
    "ConflictError": "conflict",
    "UnprocessableEntityError": "unprocessable",
    "RateLimitError": "rate_limited",
    "ServerError": "server",
}

CLASSES = (
    ("RequestError", "request"),
    ("ApiTimeoutError", "timeout"),
    ("ApiConnectionError", "connection"),
    ("ApiStatusError", "status"),
    ("DecodeError", "decode"),
    ("StreamTruncatedError", "truncated"),
    ("StreamError", "stream"),
)


CERTIFICATES = ssl.create_default_context()
"""Read once: it takes longer than most cases, none of which speaks TLS."""


def fold(name: str) -> str:
    """A name without case and punctuation."""
    return "".join(c for c in name.lower() if c.isalnum())


# --- the client, looked up by the names of the document ---------------------------------------


class Client:
    """A generated package, and one case's way through it."""

    def __init__(self, package: str, question: Json) -> None:
        self.package = importlib.import_module(package)
        self.errors = importlib.import_module(f"{package}.exceptions")
        self.codec = importlib.import_module(f"{package}._runtime.codec")
        self.question = question
        self.is_async = question["mode"] == "async"
        self.printed: list[str] = []
        self.scratch = Path(question["scratch"])

    def configuration(self) -> Any:
        """The Configuration that the case asks for."""
        client = self.question["client"]
        host = client.get("host", self.question["origin"] + client["base_path"])
        settings: Json = {"verify": CERTIFICATES, **({} if host is None else {"host": host})}
        for theirs, ours in (
            ("timeout", "timeout"),
            ("connect_timeout", "connect_timeout"),
            ("retries", "max_retries"),
            ("max_retry_wait", "max_retry_after"),
            ("strict", "strict"),
            ("headers", "default_headers"),
        ):
            if theirs in client:
                settings[ours] = client[theirs]
        if "server" in client:
            settings["server_index"] = client["server"].get("index", 0)
            settings["server_variables"] = client["server"].get("variables", {})
        return self.package.Configuration(**settings, **credentials(client["credentials"]))

    def environment(self) -> Json:
        """Environment variables by the client's documented naming."""
        given = self.question["client"].get("environment", {})
        prefix = re.sub(r"\W", "_", self.package.__name__).upper()
        found = {}
        for scheme, value in given.get("scheme", {}).items():
            found[f"{prefix}_{re.sub(r'(?<=[a-z])(?=[A-Z])', '_', scheme).upper()}"] = value
        if "base_url" in given:
            found[f"{prefix}_BASE_URL"] = given["base_url"]
        return found

    def api(self, client: Any, step: Json) -> Any:
        """The API object of an operation's group."""
        wanted = fold(("Async" if self.is_async else "") + step["operation"]["group"] + "Api")
        return only(
            getattr(self.package, n)(client) for n in self.package.__all__ if fold(n) == wanted
        )

    def method(self, api: Any, step: Json) -> Any:
        """The method of an operation, in the variant that the step needs."""
        suffix = "_stream" if step.get("stream") else ""
        suffix = "_with_http_info" if step["details"] and not suffix else suffix
        wanted = fold(step["operation"]["id"] + suffix)
        return only(getattr(api, n) for n in dir(api) if fold(n) == wanted and n[0] != "_")

    def arguments(self, method: Any, step: Json) -> Json:
        """Keyword arguments by the method's own names."""
        free = {
            name: parameter
            for name, parameter in inspect.signature(method).parameters.items()
            if parameter.kind is not inspect.Parameter.VAR_KEYWORD
        }
        values = {(a["name"], a["in"]): a["value"] for a in step["arguments"]}
        given = {}
        # Names that carry their place first: a plain name may belong to another place.
        for parameter in sorted(step["operation"]["parameters"], key=lambda p: p["in"] == "path"):
            wanted = parameter["name"], parameter["in"]
            name = signature_name(free, *wanted)
            if name is None:
                if wanted in values:
                    raise LookupError(f"{method.__name__} has no argument for {wanted}")
                continue
            annotation = free.pop(name).annotation
            if wanted in values:
                given[name] = self.value(values[wanted], annotation, step["as"])
        if "body" in step:
            name = only(iter(free))
            given[name] = self.value(step["body"], free[name].annotation, step["as"])
        return {**given, **self.options(step)}

    def options(self, step: Json) -> Json:
        """Options of one call."""
        names = {
            "headers": "extra_headers",
            "query": "extra_query",
            "body": "extra_body",
            "retries": "max_retries",
        }
        options = {names.get(k, k): v for k, v in step.get("options", {}).items()}
        if step.get("download"):
            options["stream_to"] = self.scratch / "download"
        return options

    # --- values ---------------------------------------------------------------------------

    def value(self, value: Any, annotation: Any, form: str) -> Any:
        """A JSON value with markers as what a person would pass."""
        native = self.native(value)
        if form == "plain":
            return native
        names = [n for n in re.findall(r"\w+", str(annotation)) if not n.endswith("Dict")]
        kinds = [getattr(self.package, n) for n in names if n in self.package.__all__]
        if not kinds:
            return native
        if names[0] in ("list", "Items"):
            return [self.built(kinds[0], item) for item in native]
        return self.built(kinds[0], native)

    def built(self, kind: Any, value: Any) -> Any:
        """A model, or a value of a union, made from plain data."""
        if inspect.isclass(kind) and hasattr(kind, "model_validate"):
            return kind.model_validate(value)
        return self.codec.decode_value(kind, value)

    def native(self, value: Any) -> Any:
        """Replace markers (``$bytes``, ``$file``…) at any depth."""
        if isinstance(value, list):
            return [self.native(item) for item in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((key, inner),) = value.items()
            if key == "$bytes":
                return base64.b64decode(inner)
            if key == "$once":
                return (part for part in [base64.b64decode(inner)])
            if key == "$datetime":
                return datetime.datetime.fromisoformat(inner)
            if key == "$date":
                return datetime.date.fromisoformat(inner)
            if key == "$file":
                return (
                    inner["name"],
                    content(inner),
                    *([inner["type"]] if "type" in inner else []),
                )
            if key == "$path":
                path = self.scratch / inner["name"]
                path.write_bytes(content(inner))
                return path
        return {key: self.native(item) for key, item in value.items()}

    # --- results --------------------------------------------------------------------------

    def result(self, answer: Any, step: Json) -> Json:
        """What a call gave back, in neutral words."""
        found: Json = {}
        if step["details"]:
            found["status"] = answer.status_code
            found["headers"] = {name.lower(): value for name, value in answer.headers.items()}
            self.printed.append(repr(answer))
            answer = answer.data
        if step.get("download"):
            data = (self.scratch / "download").read_bytes()
            return {**found, "base64": base64.b64encode(data).decode()}
        found["none"] = answer is None
        if isinstance(answer, str):
            found["text"] = answer
        if isinstance(answer, (bytes, bytearray)):
            return {**found, "base64": base64.b64encode(answer).decode()}
        found["json"] = self.json(answer)
        found["reads"] = [self.read(answer, path) for path in step["reads"]]
        return found

    def json(self, value: Any) -> str:
        """JSON text of a value: a model's own, else the codec's."""
        if hasattr(value, "model_dump_json"):
            return str(value.model_dump_json())
        return bytes(self.codec.encode(value)).decode()

    def read(self, value: Any, path: list[Any]) -> Json:
        """Follow a path of wire names and indexes as one does in Python."""
        presence = "present"
        try:
            for key in path:
                value, presence = member(value, key)
        except (AttributeError, LookupError, TypeError) as fault:
            return {"broken": f"{type(fault).__name__}: {fault}"}
        kind = type(value).__name__
        read: Json = {"presence": presence, "json": self.json(value)}
        return {**read, "type": "unknown" if kind == "UnknownVariant" else kind}

    def error(self, fault: BaseException) -> Json:
        """A failure in neutral words; ``foreign`` when it is not of the client's family."""
        self.printed += [str(fault), repr(fault), *traceback.format_exception(fault)]
        named = next(
            (w for n, w in CLASSES if isinstance(fault, getattr(self.errors, n))), "foreign"
        )
        found: Json = {"class": named, "type": type(fault).__name__, "text": str(fault)}
        if named == "foreign":
            found["text"] = "".join(traceback.format_exception(fault))
            return found
        family: Any = fault
        found["tag"] = TAGS.get(type(fault).__name__)
        for name in ("message", "status", "request_id", "method", "path", "retry_after"):
            found[name] = getattr(family, name)
        found["headers"] = dict(family.headers.items()) if family.headers is not None else {}
        if family.body is not None:
            found["body"] = family.body.decode("utf-8", "replace")
        if family.data is not None:
            found["json"] = self.json(family.data)
        return found


def credentials(given: list[Json]) -> Json:
    """Keyword arguments of Configuration; one credential alone is given as a plain value."""
    found: Json = {}
    for credential in given:
        scheme, kind, value = credential["scheme"], credential["kind"], credential["value"]
        if isinstance(value, dict) and "callable" in value:
            tokens = iter(value["callable"])
            value = lambda tokens=tokens: next(tokens)  # noqa: E731
        if kind in ("basic", "oauth2"):
            found.update(value)
        else:
            name = "access_token" if kind == "bearer" else "api_key"
            found[name] = value if len(given) == 1 else {**found.get(name, {}), scheme: value}
    return found


def member(value: Any, key: Any) -> tuple[Any, str]:
    """A member by its wire name, or an item by its index, and whether it is there."""
    if isinstance(key, int) or isinstance(value, dict):
        return value[key], "present"
    fields = type(value).model_fields
    wired = {
        n if f.serialization_alias is None else f.serialization_alias: n for n, f in fields.items()
    }
    name = wired.get(key, key)
    found = getattr(value, name)
    if name not in value.model_fields_set:
        return found, "absent"
    return found, "null" if found is None else "present"


def content(marker: Json) -> bytes:
    """The bytes of a file marker."""
    return base64.b64decode(marker["base64"]) if "base64" in marker else marker["text"].encode()


def signature_name(free: Json, name: str, place: str) -> str | None:
    """The argument of a method that stands for a parameter of the document."""
    for shorten in (str, lambda candidate: candidate.rstrip("0123456789")):
        for wanted in (place + name, name + place, name):
            for candidate in free:
                if fold(shorten(candidate)) == fold(wanted):
                    return str(candidate)
    return None


def only(found: Iterator[Any]) -> Any:
    """The one element of an iterator."""
    every = list(found)
    if len(every) != 1:
        raise LookupError(f"expected exactly one of {every}")
    return every[0]


# --- playing a case ---------------------------------------------------------------------------


class Watch:
    """Events of a stream as they arrive, and when."""

    def __init__(self, client: Client, step: Json) -> None:
        self.events: list[str] = []
        self.arrivals: list[float] = []
        self._client, self._take = client, step.get("take")

    def full(self, event: Any) -> bool:
        """Keep an event; whether the step wants no more."""
        self.arrivals.append(time.monotonic())
        self.events.append(self._client.json(event))
        return len(self.events) == self._take


def call(client: Client, api_client: Any, step: Json) -> Json:
    """One step, in the synchronous client."""
    time.sleep(step.get("pause", 0))
    watch, started = Watch(client, step), time.monotonic()
    found: Json = {}
    try:
        method = client.method(client.api(api_client, step), step)
        answer = method(**client.arguments(method, step))
        if step.get("stream"):
            client.printed.append(repr(answer))
            with answer:
                for event in answer:
                    if watch.full(event):
                        break
        else:
            found = client.result(answer, step)
    except Exception as fault:
        found = {"error": client.error(fault)}
    return finished(found, watch, started)


async def call_async(client: Client, api_client: Any, step: Json) -> Json:
    """One step, in the asynchronous client."""
    await asyncio.sleep(step.get("pause", 0))
    watch, started = Watch(client, step), time.monotonic()
    found: Json = {}
    try:
        async with cancelled_after(step.get("cancel_after")):
            method = client.method(client.api(api_client, step), step)
            answer = method(**client.arguments(method, step))
            answer = await answer if inspect.isawaitable(answer) else answer
            if step.get("stream"):
                client.printed.append(repr(answer))
                async with answer:
                    async for event in answer:
                        if watch.full(event):
                            break
            else:
                found = client.result(answer, step)
    except asyncio.CancelledError:
        found = {"cancelled": True}
    except Exception as fault:
        found = {"error": client.error(fault)}
    return finished(found, watch, started)


@contextlib.asynccontextmanager
async def cancelled_after(seconds: float | None) -> AsyncIterator[None]:
    """Cancel the task that runs the block, as a person's own code would."""
    task = asyncio.current_task()
    assert task is not None
    loop = asyncio.get_running_loop()
    alarm = loop.call_later(seconds, task.cancel) if seconds is not None else None
    try:
        yield
    finally:
        if alarm is not None:
            alarm.cancel()


def finished(found: Json, watch: Watch, started: float) -> Json:
    """Add what every result has."""
    took = time.monotonic() - started
    return {**found, "took": took, "events": watch.events, "arrivals": watch.arrivals}


def play(client: Client) -> list[Json]:
    """All steps of a case, in the synchronous client."""
    configuration = client.configuration()
    with client.package.ApiClient(configuration) as api_client:
        client.printed += [repr(configuration), str(configuration), repr(api_client)]
        steps = client.question["steps"]
        if not client.question["parallel"]:
            return [call(client, api_client, step) for step in steps]
        with concurrent.futures.ThreadPoolExecutor(len(steps)) as threads:
            return list(threads.map(lambda step: call(client, api_client, step), steps))


async def play_async(client: Client) -> list[Json]:
    """All steps of a case, in the asynchronous client."""
    configuration = client.configuration()
    async with client.package.AsyncApiClient(configuration) as api_client:
        client.printed += [repr(configuration), str(configuration), repr(api_client)]
        steps = client.question["steps"]
        if client.question["parallel"]:
            return await asyncio.gather(*(call_async(client, api_client, s) for s in steps))
        found = []
        for step in steps:
            # A task of its own, so that cancelling one step leaves the others alone.
            found.append(await asyncio.create_task(call_async(client, api_client, step)))
        return found


class Listener(logging.Handler):
    """Everything that any library logs, as text."""

    def __init__(self, printed: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._printed = printed

    def emit(self, record: logging.LogRecord) -> None:
        self._printed.append(self.format(record))


@contextlib.contextmanager
def listening(client: Client) -> Iterator[None]:
    """Collect logs at the finest level, where the case wants them."""
    if not client.question["client"].get("log"):
        yield
        return
    root, listener = logging.getLogger(), Listener(client.printed)
    own = logging.getLogger(client.package.__name__)
    levels = root.level, own.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    own.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(listener)
        root.setLevel(levels[0])
        own.setLevel(levels[1])


@contextlib.contextmanager
def environment(variables: Json) -> Iterator[None]:
    """Environment variables for the time of a case."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def answer(package: str, question: Json) -> Json:
    """The answer to one question."""
    try:
        client = Client(package, question)
        with environment(client.environment()), listening(client):
            steps = asyncio.run(play_async(client)) if client.is_async else play(client)
        return {"id": question["id"], "steps": steps, "printed": client.printed}
    except Exception:
        return {"id": question["id"], "broken": traceback.format_exc()}


def main() -> None:
    """Answer questions until standard input ends."""
    folder, package = sys.argv[1:]
    sys.path.insert(0, folder)
    loaded = importlib.import_module(package)
    for name in loaded.__all__:  # now, so that no case pays for it in its own time
        getattr(loaded, name)
    lines = sys.stdout
    sys.stdout = sys.stderr  # whatever a client prints must not disturb the protocol
    for line in sys.stdin:
        print(json.dumps(answer(package, json.loads(line))), file=lines, flush=True)


if __name__ == "__main__":
    main()
