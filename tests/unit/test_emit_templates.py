"""The template environment, options, rendering, and what is known to be in form."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from generator.diagnostics import Report
from generator.emit.code import Code
from generator.emit.confirmed import Confirmed
from generator.emit.fold import TypeFold
from generator.emit.options import Option, read_options
from generator.emit.page import AnyPage, Copy, Fixed, Page
from generator.emit.render import render
from generator.emit.templates import PlainText, Templates
from generator.ir.nodes import AnyJson, ListOf, Primitive


@dataclass(frozen=True)
class View:
    value: object = Code("x")
    values: tuple[object, ...] = ()
    yes: bool = True


@dataclass
class Shouting:
    """A target whose formatter makes one word upper case, and counts what it is asked."""

    formatter: str = "shout 1"
    asked: list[str] = field(default_factory=list)
    sure: bool = False

    def settled(self, texts: dict[str, str]) -> set[str]:
        return {path for path, text in texts.items() if self.sure and "quiet" not in text}

    def polish(self, path: str, text: str) -> str:
        self.asked.append(path)
        return text.replace("quiet", "QUIET")


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    for path, text in {
        "python/one.jinja": "{{ view.value }}\n",
        "python/missing.jinja": "{{ view.nothing }}",
        "python/list.jinja": "{% for x in view.values %}\n{{ x }}\n{% endfor %}\nend\n",
        "python/macro.jinja": "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(view.value) }}",
        "python/import.jinja": "{% from 'lib.jinja' import m %}{{ m(view.value) }}",
        "python/lib.jinja": "{% macro m(x) %}[{{ x }}]{% endmacro %}",
        "python/include.jinja": "{% for x in view.values %}{% include '_x.jinja' %}{% endfor %}",
        "python/_x.jinja": "({{ x }})",
        "python/shared.jinja": "{% include '_docs/page.jinja' %}",
        "python/runtime/a.py": "{{ as it is }}\n",
        "python/runtime/deep/b.jinja": "",
        "python/runtime/__pycache__/a.pyc": "",
        "_docs/page.jinja": "shared {{ view.value }}",
        "ruby/secret.jinja": "",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return Templates(tmp_path / "python", tmp_path / "_docs")


def test_prints(templates: Templates) -> None:
    """Code and whole numbers are printed, by holes, loops, includes and macros alike."""
    assert templates.render("one.jinja", View(Code("é<>&"))) == "é<>&\n"
    assert templates.render("one.jinja", View(3)) == "3\n"
    assert templates.render("list.jinja", View(values=(Code("a"), 1))) == "a\n1\nend\n"
    assert templates.render("macro.jinja", View(Code("v"))) == "<v>"
    assert templates.render("import.jinja", View(Code("v"))) == "[v]"
    assert templates.render("include.jinja", View(values=(Code("a"), Code("b")))) == "(a)(b)"
    assert templates.render("shared.jinja", View()) == "shared x"


@pytest.mark.parametrize("name", ["one.jinja", "macro.jinja", "import.jinja", "shared.jinja"])
@pytest.mark.parametrize("value", ["text", True, None, 1.5, ("x",), Path("x")])
def test_refuses_plain_text(templates: Templates, name: str, value: object) -> None:
    """Whatever is not code raises, however it got there."""
    with pytest.raises(PlainText):
        templates.render(name, View(value))


def test_refuses_what_is_missing(templates: Templates) -> None:
    """A field that the view does not have raises."""
    with pytest.raises(UndefinedError):
        templates.render("missing.jinja", View())


@pytest.mark.parametrize("name", ["../ruby/secret.jinja", "/etc/hosts", "ruby/secret.jinja", ""])
def test_sees_one_language(templates: Templates, name: str) -> None:
    """No template of another folder can be reached."""
    with pytest.raises(TemplateNotFound):
        templates.source(name)


def test_lists(templates: Templates) -> None:
    """Templates and runtime files are listed apart, sorted, without what interpreters leave."""
    assert templates.names[-1] == "_docs/page.jinja" and "one.jinja" in templates.names
    assert templates.runtime() == ("runtime/a.py", "runtime/deep/b.jinja")
    with pytest.raises(ValueError, match="not a runtime file"):
        templates.copied("runtime/../one.jinja")


def pages() -> list[AnyPage]:
    made: list[AnyPage] = [Page(f"{n}.txt", "one.jinja", View(n)) for n in range(60)]
    made[7:7] = [Copy("a.py", "runtime/a.py"), Fixed("b", b"\0")]
    return [*made, Page("loud", "one.jinja", View(Code("quiet")))]


def test_processes_do_not_matter(templates: Templates) -> None:
    """One process or four, the files are the same, in the order of the plan."""
    results = [
        render(pages(), Shouting(), templates, Confirmed("", None), processes=count)  # type: ignore[arg-type]
        for count in (1, 4)
    ]
    assert results[0] == results[1]
    assert [file.path for file in results[0]] == [page.path for page in pages()]
    found = {file.path: file.data for file in results[0]}
    assert found["a.py"] == b"{{ as it is }}\n" and found["b"] == b"\0"
    assert found["59.txt"] == b"59\n" and found["loud"] == b"QUIET\n"


def test_fault_in_another_process(templates: Templates) -> None:
    """What fails in another process fails here, with its reason."""
    bad = [*pages(), Page("bad", "missing.jinja", View()), Page("bad2", "missing.jinja", View())]
    with pytest.raises((UndefinedError, RuntimeError), match="nothing"):
        render(bad, Shouting(), templates, Confirmed("", None), processes=2)  # type: ignore[arg-type]


def test_confirmed_texts_are_not_formatted_again(templates: Templates, tmp_path: Path) -> None:
    """A text that the formatter left alone is skipped, one that it changed is not; same result."""

    def run(formatter: str) -> tuple[list[str], object]:
        target = Shouting(formatter)
        cache = Confirmed(formatter, tmp_path / "cache")
        files = render(pages(), target, templates, cache, processes=1)  # type: ignore[arg-type]
        return target.asked, files

    first, files = run("shout 1")
    assert len(first) == 61
    second, again = run("shout 1")
    assert second == ["loud"] and again == files
    assert len(run("shout 2")[0]) == 61


def test_settled_texts_are_not_formatted(templates: Templates) -> None:
    """A text that a quicker judge vouches for is skipped; the result is the same."""
    target, other = Shouting(sure=True), Shouting()
    results = [
        render(pages(), each, templates, Confirmed("", None), processes=1)  # type: ignore[arg-type]
        for each in (target, other)
    ]
    assert target.asked == ["loud"] and len(other.asked) == 61 and results[0] == results[1]


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 33])
def test_damaged_cache(templates: Templates, tmp_path: Path, damage: bytes) -> None:
    """A damaged cache costs work and changes nothing; a folder that cannot be is no fault."""
    cache = Confirmed("shout 1", tmp_path / "cache")
    cache.add([cache.digest("text")])
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(damage)
    assert cache.digest("text") not in Confirmed("shout 1", tmp_path / "cache")
    (tmp_path / "file").write_bytes(b"")
    Confirmed("shout 1", tmp_path / "file").add([b"x" * 32])


OPTIONS = (
    Option(name="package", default="acme", help="h", pattern="[a-z]+"),
    Option(name="style", default="new", help="h", choices=("new", "old")),
    Option(name="docs", default=True, help="h"),
    Option(name="width", default=88, help="h"),
)


def test_options() -> None:
    """Values come typed from YAML and as text from the command line."""
    report = Report()
    raw = {"package": "chat", "docs": "no", "width": "100"}
    assert read_options(OPTIONS, raw, report, language="x") == {
        "package": "chat",
        "style": "new",
        "docs": False,
        "width": 100,
    }
    assert read_options(OPTIONS, {"docs": True, "width": 3}, report, language="x")["width"] == 3
    assert len(report) == 0
    assert [option.type for option in OPTIONS] == ["text", "new|old", "yes|no", "number"]


@pytest.mark.parametrize(
    "raw",
    [
        {"pakage": "x"},
        {"package": "Not"},
        {"package": 3},
        {"style": "odd"},
        {"docs": "maybe"},
        {"width": "wide"},
        {"width": True},
    ],
)
def test_bad_option(raw: dict[str, object]) -> None:
    """An unknown option and a wrong value are errors that say what is right."""
    report = Report()
    read_options(OPTIONS, raw, report, language="x")
    (error,) = report.errors
    assert error.code == "option" and error.help and next(iter(raw)) in error.message


def test_fold_is_whole() -> None:
    """A fold that forgets a kind of type cannot be defined; a whole one reaches every kind."""
    with pytest.raises(TypeError, match="has no literal, list_of"):

        class Partial(TypeFold[str]):
            def primitive(self, type_: Primitive) -> str:
                return "p"

    class Depth(TypeFold[int]):
        def list_of(self, type_: ListOf) -> int:
            return 1 + self.of(type_.item)

        def any_json(self, type_: object) -> int:
            return 0

        primitive = literal = map_of = nullable = ref = binary = any_json

    assert Depth().of(ListOf(item=ListOf(item=AnyJson()))) == 2
