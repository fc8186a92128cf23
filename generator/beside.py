"""Work in another process, beside this one."""

from __future__ import annotations

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


class BesideFailed(RuntimeError):
    """The work raised, or its process died. The message holds its traceback."""


def cores() -> int:
    """How many processes can work at once; 1 where processes are not worth their start.

    Only Linux forks safely; a spawned process would read all modules and data anew.
    """
    return len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else 1


class Beside(Generic[T]):
    """A function that runs in a forked process, with all that this one has in memory.

    Only its result is copied back. On a system with one core, or without safe forks, it runs
    here when its result is asked for.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._process = None
        if cores() == 1:
            return
        context = multiprocessing.get_context("fork")
        self._answer, there = context.Pipe(duplex=False)
        process = context.Process(target=self._run, args=(there,), daemon=True)
        sys.stdout.flush()
        sys.stderr.flush()
        process.start()
        there.close()
        self._process = process

    def _run(self, answer: Connection) -> None:
        try:
            reply = (True, self._work())
        except Exception:
            answer.send((False, traceback.format_exc()))
        else:
            answer.send(reply)
        answer.close()

    def result(self) -> T:
        """What the function returned; raises :class:`BesideFailed` where it raised."""
        if self._process is None:
            return self._work()
        try:
            fine, value = self._answer.recv()
        except EOFError:
            raise BesideFailed("the process died without a word") from None
        finally:
            self.stop()
        if not fine:
            raise BesideFailed(value)
        result: T = value
        return result

    def stop(self) -> None:
        """End the process, whether or not it is done."""
        if self._process is not None:
            self._answer.close()
            self._process.terminate()
            self._process.join()
