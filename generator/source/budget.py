"""How much a document may cost before it is refused.

A document is untrusted input. Every bound here is far above what real documents need (the
largest known one has 47 MB, the deepest a depth of 34) and low enough that a hostile one is
refused in seconds instead of eating the machine.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Upper bounds for one load.

    ``bytes`` bounds the sum over all files, ``depth`` the nesting of any file, ``nodes`` the
    values of one file after its YAML aliases are written out, ``aliased`` those of them that
    aliases repeat, ``files`` the number of files that ``$ref`` may pull in, ``seconds`` one
    download.
    """

    bytes: int = 128 * 1024 * 1024
    depth: int = 200
    nodes: int = 8_000_000
    aliased: int = 500_000
    files: int = 2_000
    seconds: float = 20.0


@contextmanager
def unhurried() -> Iterator[None]:
    """Hold the cyclic garbage collector while a large tree is built.

    A tree of plain values has no cycles, but every 700 new containers make the collector walk
    it again: with the collector on, parsing a 3 MB document takes about four times as long.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
