"""Run the measurements that are named, or all, and print them as a table."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.measure import Row
from tests.support.clients import Client
from tests.support.corpus import ROOT, corpus

CHAT = ROOT / "specs" / "openai" / "openapi.yaml"
CLIENT = ROOT / "generated" / "python"


def decode() -> Iterator[Row]:
    """Replies from bytes to objects."""
    from tests.bench import decoding

    yield from decoding.rows(Client.load(CLIENT))


def calls() -> Iterator[Row]:
    """Whole calls, plain and streamed."""
    from tests.bench import calls as measured

    yield from measured.rows(Client.load(CLIENT))


def imports() -> Iterator[Row]:
    """One class of a small client, and of the biggest we have."""
    from tests.bench import imports as measured
    from tests.support.clients import generated

    yield from measured.rows(CLIENT, "openapiopenai", "ChatApi")
    for newest in corpus()[-1:]:
        with tempfile.TemporaryDirectory() as folder:
            client = generated(newest, Path(folder))
            yield from measured.rows(Path(folder), client.package, "CreateChatCompletionRequest")
            yield from measured.rows(Path(folder), client.package, "ChatApi")


def generate() -> Iterator[Row]:
    """The Chat document and the newest of the corpus."""
    from tests.bench import generation

    yield from generation.rows("Chat", CHAT)
    for newest in corpus()[-1:]:
        yield from generation.rows(newest.stem, newest)


ALL: dict[str, Callable[[], Iterator[Row]]] = {
    measured.__name__: measured for measured in (decode, calls, imports, generate)
}


def main(names: Sequence[str]) -> int:
    """Measure and print; 0 whether or not the aims are met, 2 for an unknown name."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"no measurement {', '.join(unknown)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    console = Console(width=None if sys.stdout.isatty() else 140)
    rows: list[Row] = []
    with console.status("measuring") as status:
        for name in names or ALL:
            for row in ALL[name]():
                rows.append(row)
                status.update(f"measured {row.name}")
    console.print(table(rows))
    if not corpus():
        console.print("no corpus (SPEC_CORPUS): the big documents were not measured")
    return 0


def table(rows: Sequence[Row]) -> Table:
    """The measurements, a line each."""
    made = Table(title="specpress, medians of one run")
    for heading in ("what", "ours", "theirs", "against", "ratio", "aim", ""):
        made.add_column(heading, justify="right" if heading in ("ours", "theirs") else "left")
    for row in rows:
        aim = str(row.aim) if row.aim is not None else "–"
        met = {None: "", True: "[green]met[/]", False: "[red]missed[/]"}[row.met]
        how = "of the time" if row.aim is not None and not row.aim.faster else "as fast"
        ratio = f"{row.ratio:.2f}× {how}"
        name = f"{row.name} ({row.note})" if row.note else row.name
        made.add_row(name, _time(row.ours), _time(row.theirs), row.against, ratio, aim, met)
    return made


def _time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
