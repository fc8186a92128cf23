"""The command line: arguments in, exit code out.

0: fine. 1: findings, or nothing could be written. 2: the command was not understood.
Results go to standard output, findings and progress to standard error; colour and progress are
for terminals only. What a command needs is imported by that command, so that ``--help`` is quick.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__

if TYPE_CHECKING:
    from generator.workflow.config import Job

DEFAULT_CONFIG = "specs/openai/generator.yaml"

_CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="specpress")
@click.option("--traceback", is_flag=True, help="Show where a fault of the generator happened.")
def cli(**_: bool) -> None:
    """Make clients and documentation that work from an OpenAPI document.

    \b
    Examples:
      python -m generator generate
      python -m generator generate --spec api.yaml --target python --output client
      python -m generator validate api.yaml
      python -m generator inspect api.yaml
      python -m generator targets
    """


def _origins(function: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--allow-origin",
        "origins",
        multiple=True,
        metavar="ORIGIN",
        help="Let `$ref` fetch from this origin (https://example.com). Can be repeated.",
    )(function)


@cli.command()
@click.argument("config", required=False, metavar="[CONFIG]")
@click.option("--spec", metavar="FILE", help="A document, without a CONFIG; - reads stdin.")
@click.option("--target", "target", metavar="NAME", help="A language; `targets` lists them.")
@click.option("--output", metavar="DIR", help="Where the files go.")
@click.option("--set", "settings", multiple=True, metavar="OPTION=VALUE", help="Set an option.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only operations of this tag.")
@click.option("--operation", "operations", multiple=True, metavar="ID", help="Only this one.")
@click.option(
    "--on-edit",
    type=click.Choice(["refuse", "keep", "overwrite"]),
    default="refuse",
    show_default=True,
    help="What to do about files that were edited since they were written.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--targets-from",
    "extra",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with more languages.",
)
@_origins
def generate(
    config: str | None,
    spec: str | None,
    target: str | None,
    output: str | None,
    settings: tuple[str, ...],
    tags: tuple[str, ...],
    operations: tuple[str, ...],
    on_edit: str,
    strict: bool,
    extra: tuple[Path, ...],
    origins: tuple[str, ...],
) -> None:
    """Write clients and documentation.

    CONFIG is a generator.yaml (specs/openai/generator.yaml unless given). Without one, --spec,
    --target and --output say it all. All files are written, or none.

    \b
    Examples:
      python -m generator generate
      python -m generator generate my/generator.yaml --target python
      python -m generator generate --spec api.yaml --target python --output client \\
          --set package=acme --tag Chat
      curl -s https://example.com/api.json | \\
          python -m generator generate --spec - --target python --output client
    """
    from generator.emit.writer import OnEdit
    from generator.workflow import show
    from generator.workflow.generate import generate as run_job

    gc.disable()  # A short life with many small frozen values: collecting costs a fifth of it.
    raw = dict(_pair(setting) for setting in settings)
    if spec is None:
        if output is not None or raw:
            raise click.UsageError("--output and --set belong to --spec; a CONFIG says them itself")
        job = _configured(config or DEFAULT_CONFIG, target)
    else:
        job = _ad_hoc(config, spec, target, output, raw)
    job = _narrowed(job, tags, operations, origins)
    shown = show.Findings(strict=strict)
    with show.progress() as tell:
        run = run_job(
            job,
            on_edit=OnEdit(on_edit),
            strict=strict,
            extra_targets=extra,
            tell=tell,
            found=lambda run: shown.begin(run.found, run.sources),
        )
    show.run(run, shown)
    _leave(run.failed or (strict and bool(run.found.warnings)))


def _pair(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"`{setting}` is not OPTION=VALUE", param_hint="--set")
    return name, value


def _configured(config: str, target: str | None) -> Job:
    """The job of a generator.yaml, or of one target in it."""
    from dataclasses import replace

    from generator.diagnostics import Report
    from generator.workflow import show
    from generator.workflow.config import BadConfig, read_config

    report = Report()
    if not Path(config).is_file():
        raise click.UsageError(f"there is no `{config}`; name a CONFIG, or use --spec")
    try:
        job = read_config(config, report)
    except BadConfig as bad:
        show.findings(report, bad.file)
        _leave(True)
        raise AssertionError from bad
    if target is None:
        return job
    orders = tuple(order for order in job.orders if order.called == target)
    if not orders:
        known = ", ".join(order.called for order in job.orders)
        raise click.BadParameter(f"`{config}` has only {known}", param_hint="--target")
    return replace(job, orders=orders)


def _ad_hoc(
    config: str | None, spec: str, target: str | None, output: str | None, raw: dict[str, str]
) -> Job:
    """A job that was told in options."""
    from generator.workflow.config import Job, Order

    if config is not None:
        raise click.UsageError("give a CONFIG or --spec, not both")
    if target is None or output is None:
        raise click.UsageError("--spec needs --target and --output")
    return Job(spec=spec, orders=(Order(target=target, output=Path(output), options=raw),))


def _narrowed(
    job: Job, tags: tuple[str, ...], operations: tuple[str, ...], origins: tuple[str, ...]
) -> Job:
    from dataclasses import replace

    config = job.config
    if tags or operations:
        config = replace(config, tags=tags, operations=operations)
    return replace(job, config=config, allow_origins=origins)


@cli.command()
@click.argument("specs", nargs=-1, required=True, metavar="SPEC...")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@_origins
def validate(specs: tuple[str, ...], strict: bool, origins: tuple[str, ...]) -> None:
    """Say what is wrong with documents, and where.

    \b
    Examples:
      python -m generator validate api.yaml
      python -m generator validate --strict specs/*.yaml
      curl -s https://example.com/api.json | python -m generator validate -
    """
    from generator.workflow import show
    from generator.workflow.validate import validate as judge

    failed = False
    for spec in specs:
        judged = judge(spec, allow_origins=origins)
        show.findings(judged.report, judged.sources, strict=strict)
        show.verdict(spec, judged.report)
        failed |= bool(judged.report.errors or (strict and judged.report.warnings))
    _leave(failed)


@cli.command()
@click.argument("spec", metavar="SPEC")
@click.option("--json", "as_json", is_flag=True, help="Print the whole model as JSON.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only operations of this tag.")
@click.option("--operation", "operations", multiple=True, metavar="ID", help="Only this one.")
@_origins
def inspect(
    spec: str,
    as_json: bool,
    tags: tuple[str, ...],
    operations: tuple[str, ...],
    origins: tuple[str, ...],
) -> None:
    """Show what the generator understands of a document.

    \b
    Examples:
      python -m generator inspect api.yaml
      python -m generator inspect api.yaml --tag Chat
      python -m generator inspect api.yaml --json | jq .declarations
    """
    from generator.build.config import Config
    from generator.workflow import show
    from generator.workflow.inspect import inspect as look

    seen = look(spec, Config(tags=tags, operations=operations), allow_origins=origins)
    show.findings(seen.report, seen.sources)
    if seen.api is not None:
        show.model(seen.api, as_json=as_json)
    _leave(seen.api is None or bool(seen.report.errors))


@cli.command()
@click.option(
    "--targets-from",
    "extra",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with more languages.",
)
def targets(extra: tuple[Path, ...]) -> None:
    """List the languages and their options.

    \b
    Example:
      python -m generator targets
    """
    from generator.targets import discover
    from generator.workflow import show

    show.targets(discover(extra))


def _leave(failed: bool) -> None:
    """End with what the command came to."""
    if failed:
        raise click.exceptions.Exit(1)


def main() -> None:
    """Run the command line. An exception that comes this far is our fault, and says so.

    ``--traceback`` is understood wherever it stands.
    """
    arguments = [argument for argument in sys.argv[1:] if argument != "--traceback"]
    name = "specpress" if sys.argv[0].endswith("specpress") else "python -m generator"
    try:
        cli(arguments, prog_name=name)
    except Exception as error:
        _own_fault(error, "--traceback" in sys.argv)
        sys.exit(1)


def _own_fault(error: Exception, traceback: bool) -> None:
    if traceback:
        import traceback as module

        module.print_exception(error)
    reason = (str(error).splitlines() or [""])[0]
    click.echo(
        f"specpress {__version__} failed. This is a fault of the generator, not of your document.\n"
        f"  {type(error).__name__}: {reason}\n"
        "Please report it to the project: the command, the document or the part that matters, and"
        f" {'the traceback above' if traceback else 'what `--traceback` adds'}.",
        err=True,
    )
