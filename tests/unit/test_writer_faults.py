"""The writer: what it refuses."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from generator.diagnostics import Report
from generator.emit.manifest import MANIFEST
from generator.emit.stage import STAGE, claimed
from generator.emit.writer import OnEdit
from tests.properties.test_writer import put, read, run


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../up",
        "a/../../up",
        "a//b",
        "./a",
        "a/",
        "C:\\x",
        "a\\b",
        "con",
        "sub/NUL.txt",
        "aux.tar.gz",
        "Com1",
        "LPT9 .md",
        "trailing.",
        "trailing ",
        "nul\0",
        "line\nend",
        "what?",
        "\ud800",
        "x" * 256,
        "/".join(["x" * 200] * 6),
        MANIFEST,
        STAGE,
        f"{STAGE.upper()}/journal.json",
    ],
)
def test_bad_path(tmp_path: Path, path: str) -> None:
    """A path that some system refuses, or that is ours, is refused on every system."""
    outcome, report = run(tmp_path / "out", {path: b"", "good": b""})
    assert outcome.refused and [d.code for d in report] == ["output-path"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "pair",
    [
        ("README.md", "Readme.md"),
        ("caf\u00e9", "cafe\u0301"),
        ("stra\u00dfe", "STRASSE"),
        ("a", "A/b"),
        ("models/x", "Models/X"),
    ],
)
def test_same_file_elsewhere(tmp_path: Path, pair: tuple[str, str]) -> None:
    """Two paths that are one file where case does not count are refused."""
    outcome, report = run(tmp_path / "out", dict.fromkeys(pair, b""))
    assert outcome.refused and pair[1] in next(iter(report)).message


@pytest.mark.parametrize("on_edit", list(OnEdit))
@pytest.mark.parametrize("link", ["sub", "sub/file"])
def test_links_are_not_followed(tmp_path: Path, link: str, on_edit: OnEdit) -> None:
    """A symbolic link at a path or on the way to it stops the run, whatever it was told."""
    outside = tmp_path / "outside"
    put(outside, {"file": b"theirs"})
    place = tmp_path / "out" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(outside if link == "sub" else outside / "file")
    outcome, report = run(tmp_path / "out", {"sub/file": b"ours"}, on_edit)
    assert outcome.refused and "symbolic link" in next(iter(report)).message
    assert read(outside) == {"file": b"theirs"}


def test_output_may_be_a_link(tmp_path: Path) -> None:
    """The output folder itself may be a link: the user made it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    outcome, _ = run(tmp_path / "out", {"a": b"1"})
    assert not outcome.refused and (tmp_path / "real" / "a").read_bytes() == b"1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"manifest": 2}',
        '{"manifest": 1, "generator": "", "document": "", "options": "", "files": {"../x": "0"}}',
        '{"manifest": 1, "generator": "", "document": "", "options": "", "files": {"x": "0"}}',
    ],
)
def test_untrusted_manifest(tmp_path: Path, text: str) -> None:
    """A manifest that is none of ours stops the run before anything is touched."""
    put(tmp_path, {"x": b"theirs", f"out/{MANIFEST}": text.encode(), "out/x": b"theirs"})
    before = read(tmp_path)
    outcome, report = run(tmp_path / "out", {"a": b"1"})
    assert outcome.refused and next(iter(report)).code == "output-manifest"
    assert read(tmp_path) == before


def test_hostile_journal(tmp_path: Path) -> None:
    """A journal that names a file outside is refused, and that file is left."""
    journal = {"changes": [["../victim", None, "0" * 64]], "made": []}
    put(tmp_path, {"victim": b"", f"out/{STAGE}/journal.json": json.dumps(journal).encode()})
    outcome, report = run(tmp_path / "out", {"a": b"1"})
    assert outcome.refused and "../victim" in next(iter(report)).message
    assert (tmp_path / "victim").exists()


def test_two_writers(tmp_path: Path) -> None:
    """While one run holds a folder another one refuses."""
    with claimed(tmp_path / "out"):
        outcome, report = run(tmp_path / "out", {"a": b"1"})
    assert outcome.refused and next(iter(report)).code == "output-busy"
    assert not (tmp_path / "out").exists()


def test_file_in_the_way(tmp_path: Path) -> None:
    """An output that is a file, and a folder where a file has to go, are refused by name."""
    put(tmp_path, {"out/a/theirs": b"", "file": b""})
    assert run(tmp_path / "file", {"a": b""})[0].refused
    outcome, report = run(tmp_path / "out", {"a": b""}, OnEdit.OVERWRITE)
    assert outcome.refused and "`a` is not a file" in next(iter(report)).message


def test_manifest_says_what_was_written(tmp_path: Path) -> None:
    """The manifest has hashes of document, options and each file, and names who wrote them."""
    run(tmp_path, {"b": b"", "a/ü": b"1"})
    manifest = json.loads((tmp_path / MANIFEST).read_bytes())
    assert manifest["generator"] == "specpress 0"
    assert manifest["document"] == "d" * 64 and manifest["options"] == "o" * 64
    assert list(manifest["files"]) == ["a/ü", "b"]
    assert manifest["files"]["b"].startswith("e3b0c442")


def test_system_refuses(tmp_path: Path) -> None:
    """A fault of the file system is a finding, and nothing is left behind."""
    folder = tmp_path / "file"
    folder.write_bytes(b"")
    outcome, report = run(folder / "out", {"a": b"1"})
    assert outcome.refused and isinstance(report, Report) and report.errors
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("delay", [0.004 * number for number in range(1, 13)])
def test_kill_signal(tmp_path: Path, delay: float) -> None:
    """A process killed by the system, wherever it is, leaves what the next run repairs."""
    old = {f"{number}/old": b"1" for number in range(100)}
    old |= {f"{number}/both": b"1" for number in range(100)}
    new = {f"{number}/both": b"2" for number in range(100)}
    new |= {f"{number}/new": b"2" for number in range(100)}
    run(tmp_path, old)
    child = os.fork()
    if child == 0:
        run(tmp_path, new)
        os._exit(0)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    outcome, report = run(tmp_path, old)
    assert not outcome.refused, list(report)
    assert {path: data for path, data in read(tmp_path).items() if path != MANIFEST} == old
