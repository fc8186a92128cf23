"""Every wire case, in every language and every way of calling it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generator.emit.limits import read_limits
from tests.support.server import WireServer
from tests.wire import case as cases
from tests.wire.case import Case
from tests.wire.languages import LANGUAGES, Language, client
from tests.wire.play import play
from tests.wire.runner import Runner

TARGETS = Path(__file__).parents[2] / "generator" / "targets"
KNOWN: dict[str, dict[str, str]] = {
    language.name: {
        case: str(limit.limit)
        for limit in read_limits(TARGETS / language.target.replace("-", "_") / "limits.yaml")
        for case in limit.cases
    }
    for language in LANGUAGES
}
CASES = cases.load_all()


@dataclass(slots=True)
class Runners:
    """The runner of each language and document, started when first needed."""

    running: dict[tuple[str, str], Runner] = field(default_factory=dict)

    def of(self, language: Language, document: str) -> Runner:
        """The runner of a document's client, which is generated if need be."""
        key = language.name, document
        if key not in self.running:
            self.running[key] = Runner(language.start(client(language, document), document))
        return self.running[key]


@pytest.fixture(scope="session")
def runners() -> Iterator[Runners]:
    """All runners of the session."""
    every = Runners()
    yield every
    for runner in every.running.values():
        runner.release()
    for runner in every.running.values():
        runner.close()


def played() -> Iterator[Any]:
    """Every case in every language and mode that is able to play it."""
    for language in LANGUAGES:
        for case in CASES:
            for mode, abilities in language.modes.items():
                if abilities.issuperset(case.needs):
                    test_id = f"{language.name}-{mode}-{case.id}"
                    yield pytest.param(language, mode, case, id=test_id)


@pytest.mark.parametrize(("language", "mode", "case"), list(played()))
def test_case(
    language: Language, mode: str, case: Case, server: WireServer, runners: Runners
) -> None:
    """The generated client does on the wire, and gives back, what the case says."""
    missing = language.missing()
    if missing:
        pytest.skip(missing)
    reason = KNOWN[language.name].get(case.id)
    found = play(case, server, runners.of(language, case.document), mode)
    if reason is None:
        assert not found, f"\n{case.id}: {case.proves}\n\n" + "\n".join(found)
    else:
        assert found, f"{case.id} passes now: take it out of limits.yaml ({reason})"


def test_every_clause_has_cases() -> None:
    """Each clause of the contract that the wire can show has at least one case."""
    clauses = {
        *(f"B{n}" for n in range(1, 9)),
        *(f"C{n}" for n in range(1, 7)),
        *(f"D{n}" for n in range(1, 4)),
        *(f"E{n}" for n in range(1, 7)),
        *(f"F{n}" for n in range(1, 5)),
    }
    assert {case.clause for case in CASES} == clauses


def test_known_failures_name_cases() -> None:
    """Every case that a language is known to fail exists."""
    ids = {case.id for case in CASES}
    for language, failures in KNOWN.items():
        assert failures.keys() <= ids, f"{language}: {failures.keys() - ids}"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_known_failures_are_told(language: Language) -> None:
    """The README of a client tells its user of every limit that the cases show."""
    readme = TARGETS.parents[1] / "generated" / language.name / "README.md"
    text = readme.read_text(encoding="utf-8")
    for limit in set(KNOWN[language.name].values()):
        assert f"\n{limit} | " in text
