"""Contract G1: the generated page holds every line of its reference page, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.support.corpus import REFERENCE_DOCS, needs_reference_docs
from tests.wire.languages import LANGUAGES, Language, client


def lines(text: str) -> Iterator[str]:
    """Lines outside fenced code, without white space; blank ones left out."""
    fence = ""
    for line in text.splitlines():
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if mark and not fence:
            fence = mark[1]
        elif mark and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence and line.strip():
            yield "".join(line.split())


def missing(reference: str, page: str) -> list[str]:
    """Lines of the reference that do not follow in the page, each after the one before."""
    rest = iter(lines(page))
    return [wanted for wanted in lines(reference) if wanted not in rest]


@needs_reference_docs
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_page_holds_its_reference(language: Language) -> None:
    """Every line of the reference page outside fenced code stands in ours, in order."""
    assert REFERENCE_DOCS is not None
    # One target with several clients has one page; outside fences it names no library.
    reference = REFERENCE_DOCS / f"{language.target}.ChatApi.md"
    reason = language.missing()
    if reason:
        pytest.skip(reason)
    page = client(language, "openai") / "docs" / "ChatApi.md"
    assert missing(reference.read_text("utf-8"), page.read_text("utf-8")) == []


def test_comparison_sees_what_differs() -> None:
    """Missing lines and a wrong order are found; code, blanks and additions do not matter."""
    reference = "# A\n\n```x\ncode\n```\nb  c\nd\n"
    assert missing(reference, "# A\nnew\n\n~~~\nother\n~~~\n b c \n\nd") == []
    assert missing(reference, "# A\nd\nb c\n") == ["d"]
    assert missing(reference, "# A\nd\n") == ["bc", "d"]
    assert missing("`x`\n", "```\n`x`\n```\n") == ["`x`"]
