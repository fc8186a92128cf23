"""Files to disk: the output folder is owned, and changes as one.

Owned files are replaced, those that left the plan are deleted, files of others are spared. An
owned file that a person edited, and a file of somebody else where one of ours has to go, stop the
run with their names, unless it was told what to do about them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from generator.diagnostics import Report
from generator.emit import paths, stage
from generator.emit.manifest import MANIFEST, BadManifest, Manifest, digest, file_digest
from generator.emit.render import Rendered


class OnEdit(Enum):
    """What to do about a file that a person changed."""

    REFUSE = "refuse"
    KEEP = "keep"
    OVERWRITE = "overwrite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What the output is made from and by, for the manifest."""

    generator: str
    document: str
    options: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did, as sorted paths. ``refused`` says that nothing was written."""

    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unchanged: int = 0
    refused: bool = False


def write(
    root: Path,
    files: Sequence[Rendered],
    made: Made,
    report: Report,
    *,
    on_edit: OnEdit = OnEdit.REFUSE,
    step: Callable[[], None] | None = None,
) -> Outcome:
    """Bring an output folder to what the plan says, or leave it as it is and say why.

    Faults go into ``report``; they are about files, and their pointers say nothing. A run with
    nothing to do reads and hashes files and changes nothing. ``step`` is for tests, see
    :func:`generator.emit.stage.commit`.
    """
    root = root.resolve()
    for wrong in _faults(root, files):
        report.error("output-path", wrong)
    if report.errors:
        return Outcome(refused=True)
    try:
        if stage.interrupted(root):
            with stage.claimed(root):
                pass
        plan = _Plan.of(root, files, made, on_edit)
        if plan.conflicts or not plan.changes:
            return plan.outcome(report)
        with stage.claimed(root) as place:
            plan = _Plan.of(root, files, made, on_edit)
            outcome = plan.outcome(report)
            if not outcome.refused:
                stage.commit(root, place, plan.changes, *([step] if step else []))
            return outcome
    except (BadManifest, stage.BadStage) as error:
        report.error("output-manifest", str(error), help=f"delete it from `{root.name}`")
    except stage.Busy as error:
        report.error("output-busy", str(error), help="wait for it to end")
    except OSError as error:
        report.error("output", f"nothing was written: {error.strerror}: `{error.filename}`")
    return Outcome(refused=True)


def _faults(root: Path, files: Sequence[Rendered]) -> list[str]:
    if root.exists() and not root.is_dir():
        return [f"the output `{root.name}` is not a folder"]
    planned = [file.path for file in files]
    reserved = {paths.folded(MANIFEST), paths.folded(stage.STAGE)}
    return [
        *paths.faults(planned),
        *(
            f"`{path}` is a name that the generator keeps for itself"
            for path in planned
            if paths.folded(path.split("/")[0]) in reserved
        ),
    ]


@dataclass(slots=True)
class _Plan:
    """What has to change in a folder, and what stands in the way."""

    root: Path
    on_edit: OnEdit
    old: Manifest | None
    changes: list[stage.Change] = field(default_factory=list)
    leaving: set[str] = field(default_factory=set)
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0

    @classmethod
    def of(cls, root: Path, files: Sequence[Rendered], made: Made, on_edit: OnEdit) -> _Plan:
        """Compare a folder with the files that it should hold."""
        plan = cls(root=root, on_edit=on_edit, old=Manifest.read(root))
        owned = dict(plan.old.files) if plan.old else {}
        planned = {file.path: file.data for file in files}
        for path in sorted(owned.keys() - planned.keys()):
            plan._leave(path, owned[path])
        hashes = {
            path: digest(data)
            for path, data in sorted(planned.items())
            if plan._put(path, data, owned.get(path))
        }
        manifest = Manifest(
            generator=made.generator, document=made.document, options=made.options, files=hashes
        ).text()
        before = file_digest(root / MANIFEST)
        if before != digest(manifest):
            plan.changes.append(stage.Change(path=MANIFEST, before=before, after=manifest))
        return plan

    def _leave(self, path: str, written: str) -> None:
        """An owned file left the plan."""
        blocked = paths.obstacle(self.root, path)
        before = None if blocked else file_digest(self.root / path)
        if before is None:
            return
        if before != written and self.on_edit is OnEdit.REFUSE:
            self._edited(path)
        elif before != written and self.on_edit is OnEdit.KEEP:
            self.kept.append(path)
        else:
            self.leaving.add(path)
            self.changes.append(stage.Change(path=path, before=before, after=None))

    def _put(self, path: str, data: bytes, written: str | None) -> bool:
        """A file of the plan; whether the manifest owns it afterwards."""
        if self._blocked(path):
            return True
        before = file_digest(self.root / path)
        after = digest(data)
        if before == after:
            self.unchanged += 1
            return True
        foreign = before is not None and written is None
        changed = before is not None and before != written
        if changed and self.on_edit is OnEdit.REFUSE:
            if foreign:
                self.conflicts.append(
                    ("foreign-file", f"`{path}` is in the way, and was not written by us", "")
                )
            else:
                self._edited(path)
        elif changed and self.on_edit is OnEdit.KEEP:
            self.kept.append(path)
            return not foreign
        else:
            self.changes.append(stage.Change(path=path, before=before, after=data))
        return True

    def _blocked(self, path: str) -> bool:
        wrong = paths.obstacle(self.root, path, self.leaving)
        if wrong is not None:
            self.conflicts.append(("output-path", f"`{path}` cannot be written: {wrong}", "move"))
        return wrong is not None

    def _edited(self, path: str) -> None:
        self.conflicts.append(("edited-file", f"`{path}` was edited since it was written", ""))

    def outcome(self, report: Report) -> Outcome:
        """What the plan comes to; conflicts go into the report."""
        for code, message, advice in self.conflicts:
            settle = "use `--on-edit keep` or `--on-edit overwrite`, or move the edit elsewhere"
            report.error(code, message, help="move it away" if advice else settle)
        return Outcome(
            written=tuple(sorted(c.path for c in self.changes if c.after is not None)),
            deleted=tuple(sorted(c.path for c in self.changes if c.after is None)),
            kept=tuple(sorted(self.kept)),
            unchanged=self.unchanged,
            refused=bool(self.conflicts),
        )
