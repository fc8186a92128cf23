"""A client against what its language has without it, measured by a program in that language.

The program reads one line of JSON from standard input::

    {"client": "folder of the client", "origin": "http://127.0.0.1:1234",
     "request": "JSON text of a request", "replies": {"1 MB, log probabilities": "a file"},
     "seconds": 0.02, "rounds": 15}

and measures, each time in turns after a warm-up: ``rounds`` rounds, in each of which either side
is repeated for about ``seconds``, first the one and then, in the next round, first the other. It
writes one line for each, with all samples in seconds for doing it once::

    {"name": "call", "ours": [0.0012, …], "theirs": [0.0011, …]}

``call``
    Ours: the client's ``createChatCompletion`` at ``origin``, to the decoded reply. Theirs: the
    same request with the platform's bare HTTP and JSON, on a kept-alive connection. Wall clock.
``stream``
    The same with a stream of 10,000 events, all of them decoded. Wall clock.
``decode NAME``
    For each of ``replies``, whose bytes are in memory already. Ours: what the client does with
    the bytes of a response that it has read. Theirs: the platform's bare JSON parser, from the
    same bytes. CPU time of the process, which a busy machine disturbs less.

Before measuring, a program makes sure that both sides did the work: that they have the same id
of the reply, or count the same number of events.

A language's module (``tests/bench/<language>``) holds a :class:`Program` and measurements of its
own, if any, and is named in ``tests/bench/__main__.py``.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import bodies
from tests.bench.measure import Aim, Row
from tests.bench.server import serving

DECODED = {
    "typical reply": bodies.typical,
    "1 MB, one text": lambda: bodies.long_text(escaped=False),
    "1 MB, log probabilities": bodies.many_logprobs,
}
"""What is decoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The program of one language.

    ``client`` gives the folder of a client that is ready to use, ``command`` starts the program,
    ``against`` says what is measured against for ``call``, ``stream`` and ``decode``; ``aims`` are
    of the measurements whose names begin with their keys (``decode 1 MB``).
    """

    language: str
    client: Callable[[], Path]
    command: list[str]
    against: Mapping[str, str]
    aims: Mapping[str, Aim] = field(default_factory=dict)

    def rows(self, rounds: int = 15) -> Iterator[Row]:
        """All that the program measures.

        :raises RuntimeError: where it breaks, with what it said
        """
        with tempfile.TemporaryDirectory() as folder, serving() as origin:
            replies, sizes = {}, {}
            for number, (name, made) in enumerate(DECODED.items()):
                path = Path(folder) / f"{number}.json"
                sizes[f"decode {name}"] = path.write_bytes(made())
                replies[name] = str(path)
            question = {
                "client": str(self.client()),
                "origin": origin,
                "request": json.dumps(bodies.REQUEST),
                "replies": replies,
                "seconds": 0.02,
                "rounds": rounds,
            }
            for found in self._run(question):
                name = str(found["name"])
                size = sizes.get(name)
                yield Row(
                    name=f"{self.language}: {name}",
                    ours=median(found["ours"]),
                    theirs=median(found["theirs"]),
                    against=self.against[name.partition(" ")[0]],
                    aim=next((a for start, a in self.aims.items() if name.startswith(start)), None),
                    note=f"{size:,} bytes" if size else "",
                )

    def _run(self, question: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        done = subprocess.run(
            self.command,
            input=json.dumps(question) + "\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(self.command)}\n{done.stderr[-3000:]}")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        wanted = {"call", "stream", *(f"decode {name}" for name in DECODED)}
        missing = wanted - {each["name"] for each in found}
        if missing:
            raise RuntimeError(f"{' '.join(self.command)} did not measure {sorted(missing)}")
        yield from found
