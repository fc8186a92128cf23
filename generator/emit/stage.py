"""Many changes to a folder as one: all of them, or none.

New content and backups are gathered in a stage folder inside the output folder, so that each
change is one rename on one file system. A journal is written before the first change and removed
after the last. A run that fails undoes its changes; one that is killed leaves the journal, and the
next run undoes them. The stage is locked while its process lives.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.emit.manifest import digest, file_digest
from generator.emit.paths import fault, obstacle

STAGE = ".specpress-stage"
"""The name of the stage in an output folder."""

_JOURNAL = "journal.json"
_LOCK = "lock"


class Busy(Exception):
    """Another process is writing into the same folder."""


class BadStage(ValueError):
    """A folder of that name is there, and is no stage of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file before and after: ``before`` is its SHA-256 or None, ``after`` its bytes or None."""

    path: str
    before: str | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A change as the journal keeps it; its place in the journal names its backup."""

    path: str
    before: str | None
    after: str | None


def _nothing() -> None:
    """What happens between two steps of a commit."""


def interrupted(root: Path) -> bool:
    """Whether a run in this folder was killed, or still goes on."""
    return os.path.lexists(root / STAGE)


@contextmanager
def claimed(root: Path) -> Iterator[Path]:
    """The stage of a folder, for this process alone, after undoing what was left there.

    Makes the folder where it is missing, and leaves it as it was found where nothing was written.
    Raises :class:`Busy` while another process holds the stage, :class:`BadStage` for a stage that
    is not ours.
    """
    missing = _missing(root)
    root.mkdir(parents=True, exist_ok=True)
    stage = root / STAGE
    lock = _lock(stage)
    try:
        _undo(root, stage)
        yield stage
    finally:
        # A journal that is still here belongs to changes that could not be undone: it stays.
        if not (stage / _JOURNAL).exists():
            shutil.rmtree(stage)
        lock.close()
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()


def commit(
    root: Path, stage: Path, changes: Sequence[Change], step: Callable[[], None] = _nothing
) -> None:
    """Make every change, or none: whatever is raised on the way, the folder is as before.

    ``stage`` is what :func:`claimed` gave. ``step`` is called between steps; tests raise in it.
    """
    ordered = sorted(changes, key=lambda change: (change.after is not None, change.path))
    _gather(root, stage, ordered, step)
    made = _folders_to_make(root, ordered)
    _write_journal(stage, ordered, made)
    try:
        step()
        _apply(root, stage, ordered, step)
    except BaseException:
        _undo(root, stage)
        raise
    (stage / _JOURNAL).unlink()


def _gather(root: Path, stage: Path, changes: Sequence[Change], step: Callable[[], None]) -> None:
    """Put new content and backups into the stage."""
    new, old = stage / "new", stage / "old"
    new.mkdir()
    old.mkdir()
    for number, change in enumerate(changes):
        step()
        if change.after is not None:
            with open(f"{new}/{number}", "xb") as file:
                file.write(change.after)
        if change.before is not None:
            _backup(root / change.path, old / str(number))


def _backup(path: Path, backup: Path) -> None:
    try:
        os.link(path, backup)
    except OSError:
        shutil.copy2(path, backup)


def _apply(root: Path, stage: Path, changes: Sequence[Change], step: Callable[[], None]) -> None:
    """Deletions first, because a file may make room for a folder, then the rest."""
    new = str(stage / "new")
    there: set[str] = set()
    for number, change in enumerate(changes):
        path = f"{root}/{change.path}"
        folder = os.path.dirname(path)
        if change.after is None:
            os.unlink(path)
            _prune(root, Path(folder))
        else:
            if folder not in there:
                os.makedirs(folder, exist_ok=True)
                there.add(folder)
            os.replace(f"{new}/{number}", path)
        step()


def _prune(root: Path, folder: Path) -> None:
    """Remove folders that a deletion left empty."""
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _folders_to_make(root: Path, changes: Sequence[Change]) -> list[str]:
    folders: dict[str, None] = {}
    for change in changes:
        if change.after is None:
            continue
        segments = change.path.split("/")
        for count in range(1, len(segments)):
            folders["/".join(segments[:count])] = None
    return [folder for folder in folders if not (root / folder).is_dir()]


def _write_journal(stage: Path, changes: Sequence[Change], made: list[str]) -> None:
    entries = [
        [change.path, change.before, None if change.after is None else digest(change.after)]
        for change in changes
    ]
    draft = stage / "journal.draft"
    draft.write_text(json.dumps({"changes": entries, "made": made}), encoding="utf-8")
    os.replace(draft, stage / _JOURNAL)


def _undo(root: Path, stage: Path) -> None:
    """Bring back what the journal says, and empty the stage. Can itself be killed and repeated.

    A file that is neither as before nor as after was edited by a person since, and is left.
    """
    journal = stage / _JOURNAL
    if journal.exists():
        entries, made = _read_journal(journal)
        numbered = list(enumerate(entries))
        for _, entry in reversed(numbered):
            created = entry.before is None and entry.after is not None
            if created and file_digest(root / entry.path) == entry.after:
                (root / entry.path).unlink()
        for folder in reversed(made):
            with suppress(OSError):
                (root / folder).rmdir()
        for number, entry in reversed(numbered):
            _restore(root, stage / "old" / str(number), entry)
        journal.unlink()
    for name in ("new", "old"):
        if (stage / name).exists():
            shutil.rmtree(stage / name)


def _restore(root: Path, backup: Path, entry: _Entry) -> None:
    path = root / entry.path
    if entry.before is None or not backup.exists() or file_digest(path) != entry.after:
        return
    if obstacle(root, entry.path) is not None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(backup, path)


def _read_journal(journal: Path) -> tuple[list[_Entry], list[str]]:
    """The journal, with paths that stay inside."""
    try:
        value = json.loads(journal.read_bytes())
        entries = [_Entry(*entry) for entry in value["changes"]]
        made = list(value["made"])
        wrong = [path for path in [*made, *(e.path for e in entries)] if fault(path) is not None]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadStage(f"`{STAGE}/{_JOURNAL}` is not a journal: {error}") from error
    if wrong:
        raise BadStage(f"`{STAGE}/{_JOURNAL}` names `{wrong[0]}`, which {fault(wrong[0])}")
    return entries, made


def _missing(root: Path) -> list[Path]:
    """The folders that have to be made for ``root``, innermost first."""
    return [folder for folder in (root, *root.parents) if not folder.exists()]


def _lock(stage: Path) -> IO[bytes]:
    """Hold the stage; the system lets go of it when the process dies."""
    while True:
        if stage.is_symlink() or (stage.exists() and not stage.is_dir()):
            raise BadStage(f"`{STAGE}` is not a folder")
        stage.mkdir(exist_ok=True)
        try:
            held = (stage / _LOCK).open("ab")
        except FileNotFoundError:
            continue  # The run before this one removed it in between.
        try:
            _exclusive(held)
            if os.path.samestat(os.fstat(held.fileno()), os.stat(stage / _LOCK)):
                return held
        except FileNotFoundError:
            pass
        except OSError as error:
            held.close()
            raise Busy(f"another run is writing into `{stage.parent}`") from error
        held.close()


def _exclusive(file: IO[bytes]) -> None:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - not on POSIX systems
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
