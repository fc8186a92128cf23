"""What a language is to the rest of the house."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from generator.diagnostics import Report
from generator.emit.options import Option
from generator.emit.page import AnyPage
from generator.ir.facts import Facts
from generator.ir.nodes import Api


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """The licence of the output: its SPDX identifier, and its whole text where one was given."""

    id: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """All that a plan may depend on; no disk, no clock, no environment.

    ``options`` is what :meth:`Target.options` returned. Clashes of names go into ``report``.
    ``document`` is how the user calls the document (its file name, no folders), ``generator``
    who writes (``specpress 0.1.0``); both may stand in the output. ``runtime`` lists the runtime
    files of the language (sources of :class:`~generator.emit.page.Copy`).
    """

    api: Api
    facts: Facts
    options: Any
    report: Report
    runtime: tuple[str, ...] = ()
    license: License | None = None
    document: str = "openapi.yaml"
    generator: str = "specpress"


@runtime_checkable
class Target(Protocol):
    """One language, whole.

    A module ``generator/targets/<package>/__init__.py`` offers it as ``TARGET``. Nothing heavy is
    imported with it: ``targets`` and ``--help`` load all languages.
    """

    @property
    def name(self) -> str:
        """What the user writes after ``--target``."""
        ...

    @property
    def help(self) -> str:
        """What comes out, in one line."""
        ...

    @property
    def templates(self) -> Path:
        """The folder of its templates, which holds ``runtime/`` too."""
        ...

    @property
    def declared(self) -> tuple[Option, ...]:
        """The options that ``generator.yaml`` and ``--set`` may give."""
        ...

    @property
    def formatter(self) -> str:
        """The formatter behind :meth:`polish` with its version, ``""`` where there is none."""
        ...

    def options(self, raw: Mapping[str, object], report: Report) -> Any:
        """Options as a frozen value of the language; faults go into ``report``."""
        ...

    def plan(self, request: PlanRequest) -> Iterable[AnyPage]:
        """The pages of the output. Pure."""
        ...

    def settled(self, texts: Mapping[str, str]) -> Collection[str]:
        """The paths of those texts that :meth:`polish` would leave as they are, if something
        quicker can tell; it must never name another one. May be called in another process."""
        ...

    def polish(self, path: str, text: str) -> str:
        """The text in the form of the language's formatter.

        It is called for pages that a template printed, and may be called in another process.
        A text that comes back unchanged is not asked about again.
        """
        ...


class Unformatted:
    """The part of a target whose text is printed in its final form: there is no formatter."""

    formatter = ""

    def settled(self, texts: Mapping[str, str]) -> Collection[str]:
        """Everything."""
        return texts.keys()

    def polish(self, path: str, text: str) -> str:
        """The text as it is."""
        return text
