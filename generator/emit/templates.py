"""Templates: files with holes. They print what a view says and decide nothing.

An environment belongs to one language. It sees the templates of that language and the shared
pages under ``_docs/``, knows one variable (``view``), raises on what the view does not have, and
raises on any value that is neither :class:`~generator.emit.code.Code` nor an integer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro, Undefined

from generator.emit.code import Code

SUFFIX = ".jinja"
SHARED = "_docs"
RUNTIME = "runtime"


def folder(language: str) -> Path:
    """The folder of a language's templates, in a checkout or in an installed package."""
    package = Path(__file__).parents[1]
    beside = package.parent / "templates"
    return (beside if beside.is_dir() else package / "templates") / language


class PlainText(TypeError):
    """A template printed something that no function of the language made harmless."""


def _printed(value: object) -> object:
    """What a hole may hold: code, or a whole number. Everything else is refused."""
    if isinstance(value, Code):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises, and says which name is missing.
    kind = type(value).__name__
    raise PlainText(f"a template printed {kind} {value!r}, which is not Code")


class _CodeMacro(Macro):
    """A macro prints only what :func:`_printed` let through, so its result is code."""

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:
        return Code(super()._invoke(arguments, autoescape))


def _marked(macro: Macro) -> Macro:
    macro.__class__ = _CodeMacro
    return macro


class _Compiler(CodeGenerator):
    """Jinja's own, but for macros, whose results keep the mark."""

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.marked(")
        super().macro_def(macro_ref, frame)
        self.write(")")


class _Loader(BaseLoader):
    """Templates of one language and the shared pages; no other folder can be reached."""

    def __init__(self, language: Path, shared: Path) -> None:
        self._language = language
        self._shared = shared

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = self._place(template)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TemplateNotFound(template, f"{template}: {error}") from error
        return text, str(path), lambda: True

    def list_templates(self) -> list[str]:
        own = _below(self._language)
        return [*own, *(f"{SHARED}/{name}" for name in _below(self._shared))]

    def _place(self, template: str) -> Path:
        parts = PurePosixPath(template).parts
        if not parts or template.startswith("/") or ".." in parts:
            raise TemplateNotFound(template)
        if parts[0] == SHARED:
            return self._shared.joinpath(*parts[1:])
        return self._language.joinpath(*parts)


def _below(folder: Path) -> list[str]:
    """The names of the templates in a folder, sorted; runtime files are not templates."""
    found = (path.relative_to(folder) for path in folder.rglob(f"*{SUFFIX}"))
    return sorted(path.as_posix() for path in found if path.parts[0] != RUNTIME)


class Templates:
    """The templates of one language, compiled once and kept.

    ``language`` is ``templates/<language>``, ``shared`` is ``templates/_docs``.
    """

    def __init__(self, language: Path, shared: Path) -> None:
        self._language = language
        self._loader = _Loader(language, shared)
        environment = Environment(
            loader=self._loader,
            undefined=StrictUndefined,
            finalize=_printed,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        environment.globals.clear()
        environment.code_generator_class = _Compiler
        environment.marked = _marked  # type: ignore[attr-defined]
        self._environment = environment

    @property
    def names(self) -> tuple[str, ...]:
        """Every template that this language can use."""
        return tuple(self._loader.list_templates())

    def source(self, name: str) -> str:
        """The text of a template, as it is written."""
        return self._loader.get_source(self._environment, name)[0]

    def compile(self, names: Iterable[str]) -> None:
        """Compile ahead, so that processes forked later share the work."""
        for name in names:
            self._environment.get_template(name)

    def render(self, name: str, view: object) -> str:
        """What a template prints for a view.

        Raises ``UndefinedError`` for what the view lacks and :class:`PlainText` for text that is
        not code; both are faults of the generator, never of a document.
        """
        return self._environment.get_template(name).render(view=view)

    def copied(self, source: str) -> bytes:
        """The bytes of a runtime file; ``source`` is relative to ``templates/<language>``."""
        parts = PurePosixPath(source).parts
        if not parts or parts[0] != RUNTIME or ".." in parts:
            raise ValueError(f"`{source}` is not a runtime file")
        return self._language.joinpath(*parts).read_bytes()

    def runtime(self) -> tuple[str, ...]:
        """The runtime files, as sources of :class:`~generator.emit.page.Copy`, sorted.

        Caches of interpreters and compilers (``__pycache__``, dot folders) are no runtime files.
        """
        folder = self._language / RUNTIME
        found = (path.relative_to(self._language) for path in folder.rglob("*") if path.is_file())
        return tuple(
            sorted(
                path.as_posix()
                for path in found
                if not any(part.startswith((".", "__pycache__")) for part in path.parts)
            )
        )
