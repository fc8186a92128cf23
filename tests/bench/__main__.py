"""Run the measurements of the languages that are named, or of all, and print them as a table.

``python -m tests.bench``, ``python -m tests.bench typescript``, ``python -m tests.bench
python.decode python.imports``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.table import Table

from tests.bench import python, r, ruby, scala, typescript
from tests.bench.measure import Row, amount
from tests.support.corpus import corpus

Measured = Callable[[], Iterator[Row]]

LANGUAGES: dict[str, tuple[Measured, ...]] = {
    "python": python.MEASURED,
    "ruby": ruby.MEASURED,
    "r": r.MEASURED,
    "scala": scala.MEASURED,
    "typescript": typescript.MEASURED,
}


def chosen(names: Sequence[str]) -> list[Measured] | None:
    """The measurements of languages (``python``) or single ones (``python.decode``), all without
    a name; None where there is no such thing."""
    found: list[Measured] = []
    for name in names or LANGUAGES:
        language, _, one = name.partition(".")
        measured = LANGUAGES.get(language, ())
        wanted = [each for each in measured if one in ("", each.__name__)]
        if not wanted:
            return None
        found.extend(wanted)
    return found


def main(names: Sequence[str]) -> int:
    """Measure and print; 0 whether or not the aims are met, 2 for an unknown name."""
    measured = chosen(names)
    if measured is None:
        known = [f"{name}.{each.__name__}" for name in LANGUAGES for each in LANGUAGES[name]]
        print(f"there are {', '.join([*LANGUAGES, *known])}", file=sys.stderr)
        return 2
    console = Console(width=None if sys.stdout.isatty() else 150)
    rows: list[Row] = []
    with console.status("measuring") as status:
        for each in measured:
            for row in each():
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
        name = f"{row.name} ({row.note})" if row.note else row.name
        ours, theirs = amount(row.ours, row.unit), amount(row.theirs, row.unit)
        made.add_row(name, ours, theirs, row.against, row.said, aim, met)
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
