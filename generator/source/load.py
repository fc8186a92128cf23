"""Bytes to :class:`Document`: read, parse, bundle, bring to one dialect."""

from __future__ import annotations

import sys
from typing import Any

from generator.diagnostics import Report
from generator.source.budget import Budget, unhurried
from generator.source.complete import drop_incomplete
from generator.source.dialect import DIALECT, recognise, to_dialect
from generator.source.document import Document, LoadRefused
from generator.source.fault import Unreadable
from generator.source.fetch import Fetcher
from generator.source.files import SourceFile, Sources, located
from generator.source.references import bundle, verify
from generator.source.scalars import plain_numbers

_READ_STEP = 1 << 20


def load(
    path: str,
    report: Report,
    *,
    allow_origins: tuple[str, ...] = (),
    budget: Budget = Budget(),
    data: bytes | None = None,
) -> Document:
    """The document at a path; ``-`` reads standard input, ``data`` replaces the file's bytes.

    ``allow_origins`` lists origins (``https://example.com``) that a ``$ref`` may be fetched
    from. Findings go to the report. Raises :class:`LoadRefused` when nothing useful can be
    built: the reasons are in the report, the files read so far in the exception.
    """
    with unhurried():
        return _load(path, report, allow_origins, budget, data)


def _load(
    path: str,
    report: Report,
    allow_origins: tuple[str, ...],
    budget: Budget,
    data: bytes | None,
) -> Document:
    sources = Sources(SourceFile("<stdin>" if path == "-" else path, b""))
    if data is None:
        data = _read(path, report, budget, sources)
    sources = Sources(SourceFile(sources.files[""].label, data))
    root = _parse_root(sources, report, budget)
    version = recognise(root, report)
    if version is None:
        raise LoadRefused("not an API document", sources)
    fetcher = Fetcher(path, allow_origins, budget)
    fetcher.bytes = len(data)
    survey = bundle(root, sources, version, report, fetcher, budget)
    root, survey = to_dialect(
        root,
        version,
        survey,
        sources,
        report,
        lambda new: bundle(new, sources, DIALECT, report, fetcher, budget),
    )
    verify(root, survey, report)
    drop_incomplete(root, survey, report)
    plain_numbers(root)
    return Document(
        root=root, openapi=version.written, hash=sources.hash, label=path, sources=sources
    )


def _read(path: str, report: Report, budget: Budget, sources: Sources) -> bytes:
    try:
        if path == "-":
            data = sys.stdin.buffer.read(budget.bytes + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(budget.bytes + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        report.error(
            "unreadable-file",
            f"cannot read `{path}`: {reason or error}",
            help="give the path of an OpenAPI document, or `-` for standard input",
        )
        raise LoadRefused("unreadable", sources) from None
    if len(data) > budget.bytes:
        report.error(
            "too-large",
            f"the document has more than {budget.bytes} bytes",
            help="split the document, or raise the budget",
        )
        raise LoadRefused("too large", sources)
    return data


def _parse_root(sources: Sources, report: Report, budget: Budget) -> dict[str, Any]:
    file = sources.files[""]
    try:
        parsed = file.parse(budget)
    except Unreadable as unreadable:
        report.extend(located(fault, file, "") for fault in unreadable.faults)
        raise LoadRefused("unreadable", sources) from None
    report.extend(located(fault, file, "") for fault in parsed.faults)
    if isinstance(parsed.value, dict):
        return parsed.value
    if parsed.value is None:
        report.error(
            "empty-document",
            "the document is empty",
            help="an OpenAPI document starts with `openapi: 3.1.0`",
        )
    else:
        kind = "a list" if isinstance(parsed.value, list) else "a single value"
        report.error(
            "not-a-mapping",
            f"the document is {kind}, not a mapping",
            help="an OpenAPI document is a mapping that starts with `openapi: 3.1.0`",
        )
    raise LoadRefused("no mapping", sources)
