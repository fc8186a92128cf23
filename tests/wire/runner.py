"""A runner process: one JSON line in per case, one JSON line out (``tests/wire/README.md``)."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from typing import IO, Any


class RunnerFailed(Exception):
    """The process ended, was silent for too long, or did not speak the protocol."""


class Runner:
    """A running runner. It starts when first asked and is started anew after a failure.

    :param command: program and arguments
    :param environment: variables over those of this process
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        self._command = list(command)
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    def ask(self, question: Mapping[str, Any], seconds: float = 60) -> dict[str, Any]:
        """Hand over one case and wait for its answer.

        :raises RunnerFailed: with what the process wrote to standard error
        """
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
        except OSError as fault:
            raise self._failed(f"the runner is gone ({fault})") from fault
        line = self._line(process, seconds)
        try:
            answer = json.loads(line)
        except ValueError as fault:
            raise self._failed(f"no JSON line: {line[:200]!r}") from fault
        if not isinstance(answer, dict) or answer.get("id") != question["id"]:
            raise self._failed(f"an answer to another question: {line[:200]!r}")
        return answer

    def release(self) -> None:
        """Tell the process that no more cases come, without waiting for it to go."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def close(self) -> None:
        """End the process; it is given a moment to go by itself."""
        self.release()
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdout is not None
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        if self._errors is not None:
            self._errors.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=self._environment,
            )
        return self._process

    def _line(self, process: subprocess.Popen[bytes], seconds: float) -> bytes:
        assert process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            if not selector.select(seconds):
                process.kill()
                raise self._failed(f"silent for {seconds} s")
        line = process.stdout.readline()
        if not line.endswith(b"\n"):
            raise self._failed("the runner ended")
        return line

    def _failed(self, reason: str) -> RunnerFailed:
        errors = b""
        if self._errors is not None:
            self._errors.seek(0)
            errors = self._errors.read()[-4000:]
        if self._process is not None:
            self._process.kill()
        self.close()
        return RunnerFailed(f"{reason}\n{errors.decode('utf-8', 'replace')}")
