"""Run the examples of generated pages as they are printed, against the local server.

Nothing in a block is changed but the host. Credentials come from the environment, as they would
for a person who follows the page: the variables that a block reads are set.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from openapi_schema_validator import OAS30Validator, OAS31Validator

from tests.support.reply import actions
from tests.support.server import Action, Recorded, WireServer
from tests.wire.case import document_path
from tests.wire.markdown_pages import Block

SECRET = "docs-secret"
REPLIES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("docs_replies.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """How the examples of one language are run.

    ``fence`` is the word of their fences, ``file`` the name they are saved under, ``command`` runs
    that file with the client in a folder, ``variables`` matches the environment variables that a
    block reads, ``path`` is the variable that lists folders to load packages from. ``build``,
    given the client's folder and the files of all examples, makes them ready to run at once:
    starting a compiler for each takes minutes.
    """

    fence: str
    file: str
    command: Callable[[Path], list[str]]
    variables: str
    path: str
    build: Callable[[Path, Sequence[Path]], None] | None = None


SHELL = frozenset({"sh", "shell", "console", "bash"})
"""Fences of commands for a person's terminal."""

DATA = frozenset({"json", "text", "toml", "ini", ""})
"""Fences of things to look at, which are no program."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of an example: exit code, output, and the requests that it sent."""

    code: int
    output: str
    errors: str
    requests: tuple[Recorded, ...]


def run(
    blocks: Sequence[Block],
    examples: Examples,
    folder: Path,
    hosts: Sequence[str],
    origins: Sequence[str],
) -> list[Ran]:
    """Run blocks with the client of ``folder``; ``hosts`` are replaced by each block's origin."""
    with tempfile.TemporaryDirectory() as scratch:
        files: list[Path] = []
        for number, (block, origin) in enumerate(zip(blocks, origins, strict=True)):
            text = block.text
            for host in hosts:
                text = text.replace(host, origin)
            file = Path(scratch) / str(number) / examples.file
            file.parent.mkdir()
            file.write_text(text, encoding="utf-8")
            files.append(file)
        if examples.build is not None:
            examples.build(folder, files)
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return list(threads.map(lambda file: _ran(file, examples, folder), files))


def _ran(file: Path, examples: Examples, folder: Path) -> Ran:
    given = dict.fromkeys(re.findall(examples.variables, file.read_text(encoding="utf-8")), SECRET)
    done = subprocess.run(
        examples.command(file),
        cwd=file.parent,
        env={**os.environ, **given, examples.path: str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    return Ran(done.returncode, done.stdout, done.stderr, ())


class Served:
    """A document served by the local server, with replies from ``docs_replies.yaml``."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.root: dict[str, Any] = yaml.safe_load(document_path(document).read_text("utf-8"))
        self.hosts = [server["url"] for server in self.root.get("servers", [])]

    def run(
        self, blocks: Sequence[Block], examples: Examples, folder: Path, server: WireServer
    ) -> list[Ran]:
        """Run blocks while the document is served to each of them."""
        exchanges = [server.open() for _ in blocks]
        for exchange in exchanges:
            exchange.play(self.reply)
        try:
            origins = [exchange.origin for exchange in exchanges]
            every = run(blocks, examples, folder, self.hosts, origins)
            return [
                Ran(ran.code, ran.output, ran.errors, tuple(exchange.requests))
                for ran, exchange in zip(every, exchanges, strict=True)
            ]
        finally:
            for exchange in exchanges:
                server.shut(exchange)

    def reply(self, request: Recorded, number: int) -> Sequence[Action]:
        """The reply to a request of an example."""
        operation = self.operation(request)
        if operation is None:
            return actions({"status": 404, "json": {"message": "no such operation"}}, request)
        replies = REPLIES[self.document][operation["operationId"]]
        return actions(replies["stream" if streams(request) else "reply"], request)

    def operation(self, request: Recorded) -> dict[str, Any] | None:
        """The operation of the document that a request calls."""
        for template, item in self.root["paths"].items():
            pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template))
            if re.fullmatch(pattern, request.target.partition("?")[0]):
                found: dict[str, Any] | None = item.get(request.method.lower())
                return found
        return None

    def faults(self, request: Recorded) -> list[str]:
        """Why a request is not valid under the document; none when it is."""
        operation = self.operation(request)
        if operation is None:
            return [f"the document has no {request.method} {request.target}"]
        declared = operation.get("requestBody", {}).get("content", {})
        media_type = "".join(request.values("content-type")).partition(";")[0].strip()
        if not declared:
            return []
        if media_type not in declared:
            return [f"content type {media_type!r} is not one of {sorted(declared)}"]
        schema = declared[media_type]["schema"]
        return schema_faults(self.root, schema, json.loads(request.body))

    def expected(self, request: Recorded) -> str:
        """Text that an example has to print when this request was answered."""
        operation = self.operation(request)
        assert operation is not None
        replies = REPLIES[self.document][operation["operationId"]]
        return str(replies["stream_prints" if streams(request) else "prints"])


def streams(request: Recorded) -> bool:
    """Whether a request asks for an event stream."""
    return any("text/event-stream" in value for value in request.values("accept"))


def schema_faults(root: Mapping[str, Any], schema: Mapping[str, Any], value: Any) -> list[str]:
    """Where a JSON value breaks a schema of a document, by a validator that is not ours."""
    is_30 = str(root["openapi"]).startswith("3.0")
    validator = (OAS30Validator if is_30 else OAS31Validator)(
        {"allOf": [schema], "components": root.get("components", {})}
    )
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in validator.iter_errors(value)]
