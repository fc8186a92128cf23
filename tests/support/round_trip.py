"""Values through a generated client of any language: decoded, encoded, and still the same JSON.

The values are drawn once for a document, by hypothesis and always the same ones
(:func:`draw`); each language hands them to one process (:func:`faults`) and compares here, where
integers are exact at any size.

The process of a language is a small program that is started with the folder of a client and
reads one JSON line per value until the input ends::

    {"type": "CompletionUsage", "text": "{\\"prompt_tokens\\": 1}", "strict": false}

``type`` is what the client calls the type (the caller gives the names, as the language's planner
settled them), ``text`` the JSON text of the value: text within text, so that the client's own
decoder is the first to read it. The program decodes it as that type, the way a response is
decoded, strictly or not, encodes what it got the way a request is encoded, and writes one line::

    {"text": "{\\"prompt_tokens\\":1}"}      or, where a step failed,      {"error": "what it says"}

It writes lines in the order of the questions and keeps nothing between them. Lines of questions
are ASCII; answers are UTF-8. What stands on standard error is shown when the program breaks.

Values come in two kinds. Those that the document *promises* are asked for twice, once strictly:
a strict decoder has to accept them. Those *from its future* have members, enumeration values,
variants and nulls that it does not know, and are decoded leniently.

``tests/properties/test_round_trip_typescript.py`` is the example. Whole calls over HTTP need
nothing new: ``tests/wire/test_exchanges.py`` makes them through each language's wire runner.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.ir.nodes import Id, Ref
from tests.support.clients import built
from tests.support.strategies import Values, same

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "round_trip"
CHAT = ROOT / "specs" / "openai" / "openapi.yaml"
REFUSED = frozenset({"allof-conflict"})
"""Feature documents that the generator refuses on purpose."""
FEATURES = [
    path
    for path in sorted((ROOT / "specs" / "features").glob("*.yaml"))
    if path.stem not in REFUSED
]
PATIENCE = 300
"""Seconds that a program may take for the values of one document."""
_SHOWN = 5
_ENOUGH = 300_000
"""Characters of big values, after which each schema of a document gets its smallest one only."""
_FEW, _BIG = 3, 10_000
"""How many values are drawn of a type whose values have that many characters on average."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A value: the declaration that it is of, its JSON text, whether the document promises it."""

    id: Id
    text: str
    promised: bool


def draw(document: Path, most: int = 100_000) -> tuple[Drawn, ...]:
    """Values of every schema of a document, at most about ``most`` of them.

    Each component gets a hundred of either kind, each inline schema, which is drawn inside its
    component as well, twenty-five; fewer where that is too many.
    """
    return _drawn(document, most)


@cache
def _drawn(document: Path, most: int) -> tuple[Drawn, ...]:
    """From the cache, where an earlier test or process has drawn the same."""
    key = hashlib.sha256(f"{hypothesis.__version__} {most} ".encode() + _sources())
    key.update(document.read_bytes())
    path = CACHE / f"{document.stem}-{key.hexdigest()[:16]}.jsonl"
    if not path.exists():
        made = _fresh(document, most)
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}-{os.getpid()}")
        fresh.write_text("".join(json.dumps(asdict(each)) + "\n" for each in made), "utf-8")
        fresh.rename(path)
    lines = path.read_text("utf-8").splitlines()
    return tuple(Drawn(**json.loads(line)) for line in lines)


@cache
def _sources() -> bytes:
    """A hash of all that decides what is drawn, beside the document."""
    digest = hashlib.sha256()
    folders = [ROOT / "generator" / name for name in ("source", "build", "ir", "text")]
    files = [*chain.from_iterable(folder.rglob("*.py") for folder in folders)]
    here = Path(__file__)
    for file in [*sorted(files), here, here.with_name("strategies.py")]:
        digest.update(file.read_bytes())
    return digest.digest()


def _fresh(document: Path, most: int) -> list[Drawn]:
    api = built(document)
    tame, wild = Values(api.index()), Values(api.index(), wild=True)
    least = most / max(1, 2 * len(api.declarations))
    found: dict[Drawn, None] = {}
    size = 0
    for declaration in api.declarations:
        count = round(max(2, min(least, 100 if declaration.parent is None else 25)))
        for promised, values in ((True, tame), (False, wild)):
            enough = size > _ENOUGH
            for text in _texts(values.of(Ref(id=declaration.id)), 1 if enough else count):
                size += len(text) if len(text) > _BIG else 0
                found[Drawn(declaration.id, text, promised)] = None
    return list(found)


def _texts(strategy: st.SearchStrategy[Any], count: int) -> list[str]:
    """Values as JSON text; only a few where they are big."""
    if strategy.is_empty:
        return []
    few = _examples(strategy, min(count, _FEW))
    big = sum(map(len, few)) > _FEW * _BIG
    return few if big or count <= _FEW else _examples(strategy, count)


def _examples(strategy: st.SearchStrategy[Any], count: int) -> list[str]:
    found: list[str] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(value: Any) -> None:
        found.append(json.dumps(value, ensure_ascii=False))

    keep()
    return found


def faults(command: Sequence[str], names: Mapping[Id, str], values: Iterable[Drawn]) -> list[str]:
    """What came back otherwise than it went in, or not at all; the shortest few.

    :param command: the language's program with the folder of a client
    :param names: what the client calls the type of each declaration
    :raises RuntimeError: when the program breaks or does not speak the protocol
    """
    asked = [
        (each, strict)
        for each in values
        for strict in ((False, True) if each.promised else (False,))
    ]
    lines = [
        json.dumps({"type": names[each.id], "text": each.text, "strict": strict})
        for each, strict in asked
    ]
    if not asked:
        return []
    answers = _answers(command, lines)
    found = [
        f"{each.id}{' (strict)' if strict else ''}\n  {each.text}\n  {fault}"
        for (each, strict), answer in zip(asked, answers, strict=True)
        for fault in _differences(each, answer)
    ]
    shown = sorted(found, key=len)[:_SHOWN]
    return [*shown, f"… {len(found)} of {len(asked)} in all"] if found else []


def _answers(command: Sequence[str], lines: Sequence[str]) -> list[Mapping[str, Any]]:
    done = subprocess.run(
        command,
        input="".join(f"{line}\n" for line in lines).encode(),
        capture_output=True,
        timeout=PATIENCE,
    )
    answers = done.stdout.split(b"\n")[:-1]
    if done.returncode or len(answers) != len(lines):
        errors = done.stderr.decode("utf-8", "replace")[-4000:]
        said = f"{len(answers)} answers to {len(lines)} questions, exit code {done.returncode}"
        raise RuntimeError(f"{said}\n{errors}")
    return [json.loads(answer) for answer in answers]


def _differences(given: Drawn, answer: Mapping[str, Any]) -> Iterator[str]:
    if "error" in answer:
        yield str(answer["error"])
        return
    try:
        came = json.loads(answer["text"])
    except ValueError:
        yield f"no JSON: {answer['text']}"
        return
    if not kept(json.loads(given.text), came):
        yield str(answer["text"])


def kept(given: Any, came: Any) -> bool:
    """Whether a JSON value came back: integers exactly, at any size; a number with a fraction or
    an exponent as the same 64-bit float, however it is written now."""
    if isinstance(given, dict) and isinstance(came, dict):
        return given.keys() == came.keys() and all(kept(given[key], came[key]) for key in given)
    if isinstance(given, list) and isinstance(came, list):
        return len(given) == len(came) and all(map(kept, given, came))
    if isinstance(given, float) and type(came) is int and abs(came) < 10**308:
        return given == float(came)
    return same(given, came)
