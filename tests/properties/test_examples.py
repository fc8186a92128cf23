"""Are the examples we make valid? Every declaration and every body, judged by JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.diagnostics import Report
from generator.ir.examples import synthesize
from generator.ir.nodes import Api, Payload, Ref, TypeExpr
from generator.source import load
from generator.text import pointer as pointers
from tests.support.corpus import ROOT, corpus, needs_corpus
from tests.support.json_schema import Judge

FEATURES = sorted((ROOT / "specs" / "features").glob("*.yaml"))
CHAT = ROOT / "specs" / "openai" / "openapi.yaml"

_S = "#/components/schemas"
_CONTRADICTION = "the schema contradicts itself: nothing is valid"
_NULL_ONLY = "a schema of null alone is modelled as any JSON"
_ANY_OF_REQUIRED = "`anyOf` that only lists required members is not modelled"
_NOT = "`not` is not modelled"
_TOO_FEW = "a bound on the number of members of a record is not modelled"
_SAME = "`oneOf` of overlapping schemas: what fits one fits the other"
_TYPE_IGNORED = "the type contradicts the keywords beside it, and the keywords are believed"

IMPOSSIBLE: Mapping[tuple[str, str], str] = {
    ("allof-conflict", f"{_S}/Conflict"): _CONTRADICTION,
    ("allof-constrain", f"{_S}/Patched"): _NOT,
    ("allof-merge", f"{_S}/Dog"): _CONTRADICTION,
    ("allof-merge", "#/paths/~1dogs/post/requestBody/content/application~1json/schema"): (
        _CONTRADICTION
    ),
    ("discriminator-oneof-base", f"{_S}/Bike"): _SAME,
    ("enum-duplicates", "#/paths/~1twice/get/parameters/0/schema"): _CONTRADICTION,
    ("enum-values", f"{_S}/Values"): _NULL_ONLY,
    ("nullable-absent-default", f"{_S}/Settings"): _NULL_ONLY,
    (
        "nullable-absent-default",
        "#/paths/~1settings/put/requestBody/content/application~1json/schema",
    ): _NULL_ONLY,
    ("openapi31-types", f"{_S}/Types"): _NULL_ONLY,
    ("openapi32-discriminator", f"{_S}/Animal"): _SAME,
    ("patterns", f"{_S}/Patterns"): _TOO_FEW,
    ("patterns", "#/paths/~1patterns/post/requestBody/content/application~1json/schema"): _TOO_FEW,
    ("schema-keywords-31", f"{_S}/Keywords"): _TOO_FEW,
    ("schema-loose", f"{_S}/Loose/properties/wrong"): _TYPE_IGNORED,
    ("schema-loose", f"{_S}/Loose/properties/listed"): _TYPE_IGNORED,
    ("schema-loose", f"{_S}/Loose"): _TYPE_IGNORED,
    ("union-of-one", f"{_S}/Single"): _NULL_ONLY,
    ("union-same-shape", f"{_S}/Twins/properties/either"): _SAME,
    ("union-same-shape", f"{_S}/Twins"): _SAME,
    ("union-siblings", f"{_S}/Contact"): _ANY_OF_REQUIRED,
    ("union-siblings", "#/paths/~1contacts/post/requestBody/content/application~1json/schema"): (
        _ANY_OF_REQUIRED
    ),
}
"""What has no valid example, by document and pointer, and why."""

_2024 = ("openai-2024-12-18", "openai-2025-02-10", "openai-2025-04-29")
_2025 = ("openai-2025-04-29", "openai-2026-05-13")
_2026 = ("openai-2026-05-13",)
_EVAL = f"{_S}/CreateEvalCompletionsRunDataSource"

IMPOSSIBLE_IN_CORPUS: Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]] = (
    (
        _ANY_OF_REQUIRED,
        _2024,
        (
            f"{_S}/CreateAssistantRequest/properties/tool_resources",
            f"{_S}/CreateAssistantRequest/properties/tool_resources/properties/file_search",
            f"{_S}/CreateThreadRequest/properties/tool_resources",
            f"{_S}/CreateThreadRequest/properties/tool_resources/properties/file_search",
        ),
    ),
    (
        _ANY_OF_REQUIRED,
        _2026,
        (
            f"{_S}/CreateAssistantRequest/properties/tool_resources/anyOf/0",
            f"{_S}/CreateAssistantRequest/properties/tool_resources/anyOf/0/properties/file_search",
            f"{_S}/CreateThreadRequest/properties/tool_resources/anyOf/0",
            f"{_S}/CreateThreadRequest/properties/tool_resources/anyOf/0/properties/file_search",
            f"{_S}/CreateVectorStoreFileBatchRequest",
            f"{_S}/EditImageBodyJsonParam",
            f"{_S}/ImageRefParam",
            "#/paths/~1images~1edits/post/requestBody/content/application~1json/schema",
            "#/paths/~1vector_stores~1{vector_store_id}~1file_batches/post"
            "/requestBody/content/application~1json/schema",
        ),
    ),
    (
        _SAME,
        _2025,
        (
            _EVAL,
            f"{_EVAL}/properties/input_messages",
            f"{_EVAL}/properties/input_messages/oneOf/0",
            f"{_EVAL}/properties/input_messages/oneOf/0/properties/template/items",
        ),
    ),
    (
        _SAME,
        (*_2024, *_2026),
        (
            f"{_S}/RealtimeResponseCreateParams",
            f"{_S}/RealtimeResponseCreateParams/properties/conversation",
        ),
    ),
    (
        _SAME,
        _2026,
        (
            f"{_S}/RealtimeBetaResponseCreateParams",
            f"{_S}/RealtimeBetaResponseCreateParams/properties/conversation",
        ),
    ),
    (_CONTRADICTION, _2026, (f"{_S}/TranscriptionChunkingStrategy",)),
)
"""The same for public documents: the reason, the documents, the pointers."""


@dataclass(frozen=True)
class Case:
    """A type, the schema that it was made from, and in which direction its values travel."""

    pointer: str
    type: TypeExpr
    for_request: bool
    full: bool

    def __str__(self) -> str:
        size = "full" if self.full else "small"
        return f"{self.pointer} ({size}, {'request' if self.for_request else 'response'})"


@dataclass(frozen=True)
class Subject:
    """A document: its tree and what the builder made of it."""

    root: dict[str, Any]
    api: Api


@cache
def subject(path: Path) -> Subject:
    """A document, loaded and built once."""
    report = Report()
    document = load(str(path), report)
    return Subject(document.root, build(document, report))


def _cases(given: Subject) -> Iterator[Case]:
    for full in (False, True):
        for for_request in (True, False):
            for declaration in given.api.declarations:
                yield Case(declaration.id, Ref(id=declaration.id), for_request, full)
        for operation in given.api.operations:
            for content in operation.body.contents if operation.body is not None else ():
                if content.payload in (Payload.JSON, Payload.FORM):
                    at = _body(given.root, operation.id, content.media_type)
                    if at is not None:
                        yield Case(at, content.type, True, full)


def _body(root: Any, pointer: str, media_type: str) -> str | None:
    """The pointer of the schema of an operation's body; path items and bodies may be shared."""
    item, _, method = pointer.rpartition("/")
    at = pointers.child(_end(root, item), method, "requestBody")
    at = pointers.child(_end(root, at), "content", media_type)
    return pointers.child(at, "schema") if "schema" in pointers.resolve(root, at) else None


def _end(root: Any, pointer: str) -> str:
    """Where the references at a place lead."""
    while "$ref" in (value := pointers.resolve(root, pointer)):
        pointer = pointers.from_reference(value["$ref"])
    return pointer


def _wrong(path: Path) -> dict[str, list[str]]:
    """Pointer → what the judge says against the examples made for it."""
    root, api = subject(path).root, subject(path).api
    index = api.index()
    judges = {side: Judge(root, for_request=side) for side in (True, False)}
    wrong: dict[str, list[str]] = {}
    for case in _cases(subject(path)):
        made = synthesize(index, case.type, full=case.full, for_request=case.for_request)
        try:
            complaints = judges[case.for_request].complaints(case.pointer, made.value)
        except LookupError:
            continue  # a schema that no one wrote; what uses it is judged
        if complaints:
            said = f"{case}: {made.text[:300]}: {'; '.join(complaints[:3])}"
            wrong.setdefault(case.pointer, []).append(said)
    return wrong


def _known(stem: str) -> set[str]:
    """The pointers of a document that are listed as impossible."""
    listed = {pointer for name, pointer in IMPOSSIBLE if name == stem}
    for _, documents, places in IMPOSSIBLE_IN_CORPUS:
        listed |= set(places) if stem in documents else set()
    return listed


def _check(path: Path) -> None:
    wrong = _wrong(path)
    known = _known(path.stem)
    unexpected = [line for pointer in wrong.keys() - known for line in wrong[pointer]]
    assert unexpected == [], "\n".join(unexpected)
    assert known - wrong.keys() == set(), "listed as impossible, and yet there is an example"


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_examples_of_features_are_valid(path: Path) -> None:
    """Every example made for a feature document is valid under the document's own schema."""
    _check(path)


def test_examples_of_the_chat_document_are_valid() -> None:
    """Every example made for the Chat document is valid under the document's own schema."""
    _check(CHAT)


@needs_corpus
@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.stem)
def test_examples_of_the_corpus_are_valid(path: Path) -> None:
    """Every example made for a public document is valid under the document's own schema."""
    _check(path)
