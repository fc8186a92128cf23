"""Documents that are not ours to commit: found where they are, skipped visibly where not.

``SPEC_CORPUS`` names a folder of OpenAPI documents, ``REFERENCE_DOCS`` one of reference pages.
Without the variables, ``shared/specs`` and ``shared/reference-docs`` beside the checkout are used.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
"""The checkout."""

CORPUS_REASON = "not part of the repository"


def _folder(variable: str, beside: str) -> Path | None:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / beside)
    return folder if folder.is_dir() else None


SPEC_CORPUS = _folder("SPEC_CORPUS", "specs")
REFERENCE_DOCS = _folder("REFERENCE_DOCS", "reference-docs")

needs_corpus = pytest.mark.skipif(
    SPEC_CORPUS is None, reason=f"{CORPUS_REASON}: set SPEC_CORPUS to a folder of documents"
)
needs_reference_docs = pytest.mark.skipif(
    REFERENCE_DOCS is None, reason=f"{CORPUS_REASON}: set REFERENCE_DOCS to a folder of pages"
)


def corpus() -> list[Path]:
    """The documents of the corpus, oldest first; none where there is no corpus."""
    if SPEC_CORPUS is None:
        return []
    return sorted(path for path in SPEC_CORPUS.iterdir() if path.suffix in (".yaml", ".json"))
