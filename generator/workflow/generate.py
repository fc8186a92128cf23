"""``generate``: a job to output folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Refused, Report
from generator.emit.target import Target
from generator.emit.writer import OnEdit, Outcome, write
from generator.pipeline import Output, Wish, produce, settings_hash
from generator.source import Document, LoadRefused, Sources, load
from generator.targets import discover
from generator.workflow.again import Memory, nothing_to_do
from generator.workflow.config import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What happened to one output. ``recalled`` says that hashes alone told so."""

    target: str
    output: Path
    outcome: Outcome
    recalled: bool = False


@dataclass(slots=True, kw_only=True)
class Run:
    """What a run came to.

    ``found`` are findings in the document, which ``sources`` locates; ``settings`` those in the
    settings, ``files`` those in the output folders. ``earlier`` counts the warnings of the run
    whose output is still good.
    """

    found: Report
    settings: Report
    files: Report
    sources: Document | Sources | None = None
    done: tuple[Done, ...] = ()
    earlier: int = 0

    @property
    def failed(self) -> bool:
        """Whether anything was not written."""
        return bool(self.found.errors or self.settings.errors or self.files.errors)


def generate(
    job: Job,
    *,
    on_edit: OnEdit = OnEdit.REFUSE,
    strict: bool = False,
    extra_targets: Iterable[Path] = (),
    tell: Callable[[str], None] = lambda stage: None,
    found: Callable[[Run], None] = lambda run: None,
) -> Run:
    """Write what a job asks for, or nothing.

    ``strict`` treats warnings as errors. ``extra_targets`` are folders with more languages.
    ``tell`` hears which stage begins, ``found`` that all findings in the document are there.
    """
    run = Run(found=Report(), settings=Report(), files=Report())
    wishes = _wishes(job, discover(extra_targets), run.settings)
    if run.settings.errors:
        return run
    memories = [
        Memory(job.spec, wish, settings_hash(wish, job.config, job.license)) for wish in wishes
    ]
    recalled = None if strict else nothing_to_do(memories)
    if recalled is not None:
        run.done = tuple(
            Done(
                target=wish.name,
                output=wish.output,
                outcome=Outcome(unchanged=files),
                recalled=True,
            )
            for wish, (files, _) in zip(wishes, recalled, strict=True)
        )
        run.earlier = max(warnings for _, warnings in recalled)
        return run
    outputs = _produce(job, wishes, run, tell)
    found(run)
    if outputs is None or run.found.errors or (strict and run.found.warnings):
        return run
    tell("write")
    made = zip(wishes, outputs, strict=True)
    run.done = tuple(_write(wish, output, on_edit, run) for wish, output in made)
    for memory, output, done in zip(memories, outputs, run.done, strict=True):
        if not done.outcome.refused and not done.outcome.kept:
            memory.keep(output.made.document, len(run.found.warnings))
    return run


def _wishes(job: Job, targets: dict[str, Target], report: Report) -> list[Wish]:
    """The languages and their options."""
    wishes: list[Wish] = []
    for order in job.orders:
        if any(other.output.resolve() == order.output.resolve() for other in wishes):
            report.error("output", f"two targets would write into `{order.output}`")
        target = targets.get(order.target)
        if target is None:
            known = ", ".join(f"`{name}`" for name in targets)
            report.error("target", f"no target `{order.target}`", help=f"there are {known}")
            continue
        options = target.options(order.options, report)
        wishes.append(Wish(target=target, options=options, output=order.output, name=order.called))
    return wishes


def _produce(
    job: Job, wishes: list[Wish], run: Run, tell: Callable[[str], None]
) -> tuple[Output, ...] | None:
    """The outputs in memory, None where the document allows none."""
    try:
        tell("load")
        document = load(job.spec, run.found, allow_origins=job.allow_origins)
    except LoadRefused as refused:
        run.sources = refused.sources
        return None
    run.sources = document
    try:
        return produce(document, wishes, job.config, job.license, run.found, tell=tell)
    except Refused:
        return None


def _write(wish: Wish, output: Output, on_edit: OnEdit, run: Run) -> Done:
    outcome = write(output.output, output.files, output.made, run.files, on_edit=on_edit)
    return Done(target=wish.name, output=output.output, outcome=outcome)
