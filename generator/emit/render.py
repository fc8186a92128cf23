"""Pages to bytes: templates print, formatters confirm, on all cores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from generator.beside import Beside, cores
from generator.emit.confirmed import Confirmed
from generator.emit.page import AnyPage, Copy, Fixed, Page
from generator.emit.target import Target
from generator.emit.templates import Templates

_WORTHWHILE = 24
"""Pages below which another process costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file of the output, ready to be written."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Result:
    """What one process did: files, and digests that the formatter confirmed."""

    files: list[tuple[int, bytes]]
    confirmed: list[bytes]


def render(
    pages: Sequence[AnyPage],
    target: Target,
    templates: Templates,
    confirmed: Confirmed,
    *,
    processes: int | None = None,
) -> tuple[Rendered, ...]:
    """Every page as a file, in the order of the plan.

    ``processes`` is the number of cores unless told. The result does not depend on it, nor on
    what is confirmed. Faults of templates and formatters are raised as they are.
    """
    templates.compile(sorted({page.template for page in pages if isinstance(page, Page)}))
    count = _processes(len(pages), processes)
    shares = [range(start, len(pages), count) for start in range(count)]
    work = _Work(pages, target, templates, confirmed)
    others = [Beside(partial(work.do, share)) for share in shares[1:]]
    try:
        results = [work.do(shares[0]), *(other.result() for other in others)]
    finally:
        for other in others:
            other.stop()
    data: dict[int, bytes] = {}
    for result in results:
        data.update(result.files)
        confirmed.add(result.confirmed)
    return tuple(Rendered(page.path, data[place]) for place, page in enumerate(pages))


def _processes(pages: int, wanted: int | None) -> int:
    if pages < _WORTHWHILE:
        return 1
    return max(1, wanted if wanted is not None else cores())


@dataclass(frozen=True, slots=True)
class _Work:
    """All that a process needs; a forked one inherits it without copying."""

    pages: Sequence[AnyPage]
    target: Target
    templates: Templates
    confirmed: Confirmed

    def do(self, share: Sequence[int]) -> _Result:
        """Render a share of the pages."""
        result = _Result([], [])
        texts: dict[int, str] = {}
        for place in share:
            page = self.pages[place]
            if isinstance(page, Page):
                texts[place] = self.templates.render(page.template, page.view)
            elif isinstance(page, Copy):
                result.files.append((place, page.data(self.templates.copied(page.source))))
            elif isinstance(page, Fixed):
                result.files.append((place, page.data))
        self._polish(texts, result.confirmed)
        result.files.extend((place, text.encode("utf-8")) for place, text in texts.items())
        return result

    def _polish(self, texts: dict[int, str], confirmed: list[bytes]) -> None:
        """Bring texts into the formatter's form, which is asked where nothing vouches for them."""
        digests = {place: self.confirmed.digest(text) for place, text in texts.items()}
        new = {
            self.pages[place].path: place
            for place, digest in digests.items()
            if digest not in self.confirmed
        }
        settled = self.target.settled({path: texts[place] for path, place in new.items()})
        for path, place in new.items():
            if path not in settled:
                polished = self.target.polish(path, texts[place])
                if polished != texts[place]:
                    texts[place] = polished
                    continue
            confirmed.append(digests[place])
