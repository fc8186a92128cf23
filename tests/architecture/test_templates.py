"""Templates print and do not decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.emit.lint import lint
from generator.emit.templates import RUNTIME, SUFFIX
from tests.support.corpus import ROOT

FOLDERS = [ROOT / "templates", ROOT / "generator" / "targets" / "_skeleton" / "templates"]
TEMPLATES = [path for folder in FOLDERS for path in sorted(folder.rglob(f"*{SUFFIX}"))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_template(path: Path) -> None:
    """A template has holes, loops and conditions on the view, and nothing else."""
    name = path.relative_to(ROOT).as_posix()
    assert [str(offence) for offence in lint(name, path.read_text(encoding="utf-8"))] == []


def test_every_file_is_template_or_runtime() -> None:
    """Beside templates, the folder of a language holds runtime files only."""
    for path in (ROOT / "templates").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            inside = path.relative_to(ROOT / "templates").parts
            assert path.suffix == SUFFIX or inside[1] == RUNTIME, path


@pytest.mark.parametrize(
    "source",
    [
        "{% set x = view.y %}",
        "{{ view.x | upper }}",
        "{{ view.x + 1 }}",
        "{{ view.x ~ view.y }}",
        "{{ view.f() }}",
        "{{ view.x[0] }}",
        "{{ 'text' }}",
        "{{ 1 }}",
        "{{ view.a if view.b else view.c }}",
        "{{ view._private }}",
        "{{ other }}",
        "{{ other.x }}",
        "{{ range(3) }}",
        "{% if view.x == 1 %}{% endif %}",
        "{% if view.x is defined %}{% endif %}",
        "{% if view.x in view.y %}{% endif %}",
        "{% for x in [1, 2] %}{% endfor %}",
        "{% for x in view.xs if x.y %}{% endfor %}",
        "{% for a, b in view.xs %}{% endfor %}",
        "{% for x in view.xs %}{{ loop.index0 }}{% endfor %}",
        "{% for x in view.xs %}{% endfor %}{{ x }}",
        "{% filter upper %}{% endfilter %}",
        "{% include view.name %}",
        "{% macro m(x=1) %}{% endmacro %}",
        "{% macro m(x) %}{{ y }}{% endmacro %}",
        "{% macro m(x) %}{% endmacro %}{{ m(1) }}",
        "{% extends 'x' %}",
        "{% block b %}{% endblock %}",
        "{% if %}",
    ],
)
def test_offences(source: str) -> None:
    """Whatever decides, builds or calls is an offence with its line."""
    found = lint("t", "\n" + source)
    assert found and found[0].line == 2


@pytest.mark.parametrize(
    "source",
    [
        "{{ view.x.y }}",
        "{% for x in view.xs %}{{ x.y }}{{ loop.index }}{% else %}none{% endfor %}",
        "{% for x in view.xs %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% if view.a and not view.b or view.c %}{% elif view.d %}{% else %}{% endif %}",
        "{% include 'part.jinja' %}",
        "{% from 'm.jinja' import m %}{{ m(view.x) }}",
        "{% macro m(x) %}{{ x.y }}{% endmacro %}{{ m(view.x) }}",
        "{# words #}{% raw %}{{ }}{% endraw %}",
    ],
)
def test_allowed(source: str) -> None:
    """What prints is allowed."""
    assert lint("t", source) == []


def test_partial() -> None:
    """A partial may use the loop variables of whoever includes it."""
    assert lint("docs/_row.md.jinja", "{{ field.name }}") == []
    assert lint("docs/row.md.jinja", "{{ field.name }}") != []
