"""The writer: owned, safe, all or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import event, given
from hypothesis import strategies as st

from generator.diagnostics import Report
from generator.emit import paths
from generator.emit.manifest import MANIFEST
from generator.emit.render import Rendered
from generator.emit.stage import STAGE
from generator.emit.writer import Made, OnEdit, Outcome, write

MADE = Made(generator="specpress 0", document="d" * 64, options="o" * 64)

# Few names, so that trees overlap, and files stand where others have folders.
_segment = st.sampled_from(["a", "b", "c.py", "ü"])
_path = st.lists(_segment, min_size=1, max_size=3).map("/".join)
_data = st.sampled_from([b"", b"one", b"two", b"three\n"])


def _tree(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the files that stand where others need a folder."""
    return {p: d for p, d in files.items() if not any(o.startswith(f"{p}/") for o in files)}


trees = st.dictionaries(_path, _data, max_size=6).map(_tree)


class Interrupted(Exception):
    """What a test raises between two steps."""


def put(root: Path, files: dict[str, bytes]) -> None:
    """Files of somebody else."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def read(root: Path) -> dict[str, bytes]:
    """All files below a folder, the manifest and anything left over included."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def plain(root: Path) -> dict[str, bytes]:
    """All files but the manifest."""
    return {path: data for path, data in read(root).items() if path != MANIFEST}


def run(
    root: Path,
    files: dict[str, bytes],
    on_edit: OnEdit = OnEdit.REFUSE,
    step: Callable[[], None] | None = None,
    made: Made = MADE,
) -> tuple[Outcome, Report]:
    report = Report()
    rendered = [Rendered(path, data) for path, data in files.items()]
    return write(root, rendered, made, report, on_edit=on_edit, step=step), report


@given(trees, trees)
def test_second_plan_replaces_the_first(first: dict[str, bytes], second: dict[str, bytes]) -> None:
    """After a run the folder holds the plan, and nothing of the plan before it."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "out"
        run(root, first)
        outcome, report = run(root, second)
        assert not outcome.refused, list(report)
        assert plain(root) == second
        kept = {parent for path in second for parent in Path(path).parents} | {Path(".")}
        folders = {p.relative_to(root) for p in root.rglob("*") if p.is_dir()} | {Path(".")}
        assert folders == kept


@given(trees)
def test_same_plan_changes_nothing(files: dict[str, bytes]) -> None:
    """A run with nothing to do leaves every file as it is, times included."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "out"
        run(root, files)
        before = {path: path.stat().st_mtime_ns for path in [root, *root.rglob("*")]}
        outcome, _ = run(root, files)
        assert (outcome.written, outcome.deleted, outcome.unchanged) == ((), (), len(files))
        assert {path: path.stat().st_mtime_ns for path in [root, *root.rglob("*")]} == before


@given(trees, trees, trees)
def test_foreign_files_are_spared(
    theirs: dict[str, bytes], first: dict[str, bytes], second: dict[str, bytes]
) -> None:
    """Whatever is planned, a file that was not written by us is as it was, or the run refuses."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "out"
        put(root, theirs)
        outcome, _ = run(root, first)
        after_first = plain(root)
        assert {path: after_first.get(path) for path in theirs} == theirs
        if outcome.refused:
            event("refused")
            assert after_first == theirs
            return
        adopted = {path for path in theirs if first.get(path) == theirs[path]}
        outcome, _ = run(root, second)
        after = plain(root)
        assert all(after.get(path) == theirs[path] for path in theirs.keys() - adopted)
        if not outcome.refused:
            assert after == {p: d for p, d in theirs.items() if p not in adopted} | second


@given(trees, trees, st.data())
def test_edits_are_refused_by_name(
    first: dict[str, bytes], second: dict[str, bytes], data: st.DataObject
) -> None:
    """An edited file stops the run, which changes nothing and names it; keep and overwrite do."""
    if not first:
        return
    edited = data.draw(st.sampled_from(sorted(first)))
    with TemporaryDirectory() as folder:
        root = Path(folder) / "out"
        run(root, first)
        (root / edited).write_bytes(b"edited by a person")
        before = read(root)
        outcome, report = run(root, second)
        assert outcome.refused and read(root) == before
        assert any(f"`{edited}`" in diagnostic.message for diagnostic in report.errors)
        kept, _ = run(root, second, OnEdit.KEEP)
        if not kept.refused:
            assert (root / edited).read_bytes() == b"edited by a person"
            assert plain(root) == second | {edited: b"edited by a person"}
        over, report = run(root, second, OnEdit.OVERWRITE)
        if not over.refused and edited in second:
            assert plain(root) == second


@given(trees, trees, st.integers(0, 30))
def test_failure_undoes_everything(
    first: dict[str, bytes], second: dict[str, bytes], at: int
) -> None:
    """A run that fails between any two steps leaves the folder exactly as it was."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps > at:
            raise Interrupted

    with TemporaryDirectory() as folder:
        root = Path(folder) / "out"
        run(root, first)
        before = read(root)
        try:
            run(root, second, step=step)
        except Interrupted:
            event("interrupted")
            assert read(root) == before
            assert {p.name for p in Path(folder).iterdir()} == {"out"}
        else:
            assert plain(root) == second


@given(trees, trees, trees, st.integers(0, 30))
def test_killed_run_is_repaired(
    first: dict[str, bytes], second: dict[str, bytes], third: dict[str, bytes], at: int
) -> None:
    """A run that is killed between any two steps does no harm to the next one."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "out"
        run(root, first)
        child = os.fork()
        if child == 0:
            _die_after(at, root, second)
        os.waitpid(child, 0)
        if (root / STAGE).exists():
            event("killed")
        outcome, report = run(root, third)
        assert not outcome.refused, list(report)
        assert plain(root) == third


def _die_after(at: int, root: Path, files: dict[str, bytes]) -> None:
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps > at:
            os._exit(0)

    try:
        run(root, files, step=step)
    finally:
        os._exit(0)


@given(st.lists(st.text(max_size=12), max_size=4))
def test_paths_stay_inside(names: list[str]) -> None:
    """Whatever a path says, a run writes below its folder or refuses, and never loses a file."""
    files = {name: b"x" for name in names}
    with TemporaryDirectory() as folder:
        root = Path(folder) / "out"
        outcome, report = run(root, files)
        assert {path.name for path in Path(folder).iterdir()} <= {"out"}
        if outcome.refused:
            assert report.errors and not root.exists()
        else:
            assert plain(root) == files
            assert len({paths.folded(path) for path in files}) == len(files)
