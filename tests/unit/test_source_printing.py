"""Printing: place, source line, caret, pointer and help, sorted and safe for a terminal."""

from __future__ import annotations

import re

import pytest

from generator.diagnostics import Diagnostic, Report, Severity
from generator.source import Document, load, render

TEXT = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths: {}
components:
  schemas:
    Example:
      type: string
"""


@pytest.fixture
def document() -> Document:
    return load("specs/x.yaml", Report(), data=TEXT.encode())


def test_form_is_exact(document: Document) -> None:
    """A finding is printed with its place, source line, caret, pointer and help."""
    report = Report()
    report.warning(
        "some-code", "something is odd", "#/components/schemas/Example/type", help="fix it"
    )
    assert render(report, document) == (
        "specs/x.yaml:7:13: warning[some-code]: something is odd\n"
        "      7 |       type: string\n"
        "        |             ^ #/components/schemas/Example/type\n"
        "   help: fix it\n"
    )


def test_findings_are_sorted_by_place(document: Document) -> None:
    """Findings come in the order of the file, whatever found them first."""
    report = Report()
    for pointer in ("#/components/schemas/Example", "#/info/title", "#/paths", "#/info/version"):
        report.error("e", f"at {pointer}", pointer)
    places = re.findall(r"^specs/x.yaml:(\d+):(\d+)", render(report, document), re.MULTILINE)
    assert places == [("2", "15"), ("2", "27"), ("3", "1"), ("6", "5")]


def test_many_of_a_kind_are_folded(document: Document) -> None:
    """Of each kind the first five are printed and the rest counted; nothing is lost on request."""
    report = Report()
    for number in range(8):
        report.warning("w", f"number {number}", "#/info")
    report.error("w", "an error of the same code", "#/paths")
    folded = render(report, document)
    assert folded.count("warning[w]: number") == 5
    assert folded.endswith("warning[w]: 3 more of this kind\n")
    assert "an error of the same code" in folded
    assert render(report, document, fold=0).count("warning[w]: number") == 8


def test_colour_adds_only_colour(document: Document) -> None:
    """With colour the text is the same, apart from escape sequences."""
    report = Report()
    report.error("e", "wrong", "#/info", help="right")
    coloured = render(report, document, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(report, document)


def test_text_of_the_document_cannot_steer_the_terminal(document: Document) -> None:
    """Control and direction characters in messages, files and pointers are printed as escapes."""
    report = Report()
    hostile = "a\x1b[2J\r\n\u202eb\u2028\x07\x9b"
    report.add(
        Diagnostic(
            severity=Severity.ERROR,
            code="e",
            message=hostile,
            pointer=f"#/{hostile}",
            help=hostile,
            source=None,
        )
    )
    text = render(report, document)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert len(text.splitlines()) == 4


def test_long_lines_are_cut_around_the_caret() -> None:
    """A document on one line shows the part around the fault, with the caret under it."""
    data = (
        b'{"openapi": "3.1.0", "info": {"title": "'
        + b"x" * 5000
        + b'", "version": "1"}, "paths": {}}'
    )
    document = load("x.json", Report(), data=data)
    report = Report()
    report.warning("w", "odd", "#/info/version")
    lines = render(report, document).splitlines()
    assert all(len(line) < 150 for line in lines)
    column = lines[2].index("^")
    assert lines[1][column:].startswith('"1"')


def test_caret_counts_cells() -> None:
    """Wide, combining and tab characters before the caret do not push it aside."""
    data = 'openapi: 3.1.0\ninfo: {title: 犬e\u0301\t, version: "1"}\npaths: {}\n'.encode()
    report = Report()
    report.warning("w", "odd", "#/info/version")
    lines = render(report, load("x.yaml", Report(), data=data)).splitlines()
    shown = lines[1]
    before = shown[: shown.index('"1"')]
    assert lines[2].index("^") == len(before)  # one wide character, one combining mark


def test_findings_without_a_line_are_printed(document: Document) -> None:
    """A finding about another file, or with no document at all, is printed without source."""
    report = Report()
    report.add(
        Diagnostic(
            severity=Severity.ERROR, code="c", message="bad", source="generator.yaml", line=3
        )
    )
    report.add(
        Diagnostic(severity=Severity.ERROR, code="c", message="odd", source="generator.yaml")
    )
    assert render(report, document) == (
        "generator.yaml: error[c]: odd\ngenerator.yaml:3:1: error[c]: bad\n"
    )
    report = Report()
    report.error("c", "no document", help="give one")
    assert render(report, None) == "error[c]: no document\n   help: give one\n"
    assert render(Report(), None) == ""
