"""What people see: findings, progress, results. Plain text where there is no terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from generator.beside import Beside
from generator.diagnostics import Report, Severity

if TYPE_CHECKING:
    from generator.emit.target import Target
    from generator.ir.nodes import Api
    from generator.source import Document, Sources
    from generator.source.files import SourceFile
    from generator.workflow.generate import Done, Run

_NAMED = 50
"""How many edited files are named before the rest is counted."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line that says which stage is on, on a terminal only.

    It is drawn when a stage begins, never by a thread: the stages fork.
    """
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.control import Control

    console = Console(stderr=True)

    def tell(stage: str) -> None:
        console.control(Control.move_to_column(0))
        console.print(f"[dim]{stage} …[/dim]", end="", highlight=False, soft_wrap=True)
        sys.stderr.write("\x1b[K")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def findings(
    report: Report,
    sources: Document | Sources | SourceFile | None,
    *,
    strict: bool = False,
    fold: int | None = None,
) -> None:
    """Findings with their places, sorted, to standard error.

    ``sources`` is what they were found in, None for what has no place. ``strict`` shows warnings
    as the errors that they count as; ``fold`` is how many of a kind are printed before the rest
    is counted.
    """
    click.echo(_text(report, sources, strict, fold), err=True, nl=False)


def _text(
    report: Report,
    sources: Document | Sources | SourceFile | None,
    strict: bool,
    fold: int | None = None,
) -> str:
    from generator.source import render
    from generator.source.files import SourceFile, Sources

    located = Sources(sources) if isinstance(sources, SourceFile) else sources
    shown = [replace(each, severity=Severity.ERROR) if strict else each for each in report]
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    return render(shown, located, colour, **({} if fold is None else {"fold": fold}))


class Findings:
    """The findings in a document, located in another process while files are written."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._text: Beside[str] | None = None

    def begin(self, report: Report, sources: Document | Sources | None) -> None:
        """Begin to locate them: all of them are there."""
        if len(report):
            self._text = Beside(lambda: _text(report, sources, self._strict))

    def show(self) -> None:
        """Print them to standard error."""
        if self._text is not None:
            click.echo(self._text.result(), err=True, nl=False)


def run(run: Run, found: Findings) -> None:
    """What ``generate`` did; ``found`` are the findings in the document."""
    findings(run.settings, None)
    found.show()
    findings(run.files, None, fold=_NAMED)
    for done in run.done:
        _done(done)
    if run.earlier:
        click.echo(f"{_number(run.earlier, 'warning')}, as `validate` shows", err=True)
    if not run.done:
        errors = len(run.found.errors) + len(run.settings.errors)
        why = _number(errors, "error") if errors else "warnings are errors here"
        click.echo(f"nothing was written: {why}", err=True)


def _done(done: Done) -> None:
    outcome = done.outcome
    head = f"{click.style(done.target, bold=True)} → {done.output}"
    if outcome.refused:
        click.echo(f"{head}: nothing was written", err=True)
        return
    parts = [
        f"{len(paths)} {word}"
        for paths, word in (
            (outcome.written, "written"),
            (outcome.deleted, "deleted"),
            (outcome.kept, "kept as edited"),
        )
        if paths
    ]
    click.echo(f"{head}: {', '.join([*parts, f'{outcome.unchanged} unchanged'])}")


def verdict(spec: str, report: Report) -> None:
    """One line about one document."""
    errors, warnings = len(report.errors), len(report.warnings)
    if not errors and not warnings:
        click.echo(f"{spec}: {click.style('fine', fg='green')}")
    else:
        click.echo(f"{spec}: {_number(errors, 'error')}, {_number(warnings, 'warning')}")


def model(api: Api, *, as_json: bool) -> None:
    """An API as JSON, or as a tree."""
    if as_json:
        from generator.ir.dump import dump

        click.echo(dump(api), nl=False)
        return
    from generator.workflow.inspect import tree

    for depth, heading, detail in tree(api):
        shown = click.style(heading, bold=depth < 2, fg="cyan" if depth == 2 else None)
        click.echo(f"{'  ' * depth}{shown}  {detail}".rstrip())


def targets(known: Mapping[str, Target]) -> None:
    """The languages and their options."""
    if sys.stdout.isatty():
        _target_tables(known)
        return
    for target in known.values():
        click.echo(f"{target.name}  {target.help}")
        width = max((len(option.name) for option in target.declared), default=0)
        for option in target.declared:
            click.echo(
                f"  {option.name:<{width}}  {option.type}, default {_shown(option.default)}"
                f"  {option.help}"
            )


def _target_tables(known: Mapping[str, Target]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for target in known.values():
        title = Text(f"{target.name}: {target.help}", style="bold")
        table = Table(title=title, title_justify="left", expand=False)
        for heading in ("option", "type", "default", "what it does"):
            table.add_column(heading)
        for option in target.declared:
            cells = (option.name, option.type, _shown(option.default), option.help)
            table.add_row(*(Text(cell) for cell in cells))
        console.print(table)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value != "" else "(empty)"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
