"""Scopes: who is called what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Report
from generator.emit.scope import Entry, Scope
from generator.ir.nodes import Strength


def entry(name: str, pointer: str, strength: Strength = Strength.GIVEN) -> Entry:
    return Entry(
        id=pointer, name=name, strength=strength, pointer=pointer, override=f"names.{pointer}"
    )


def test_reserved_word() -> None:
    """A reserved word is walked around, silently, as often as it takes."""
    report = Report()
    scope = Scope(reserved=["class", "class_"])
    assert scope.assign([entry("class", "#/a"), entry("klass", "#/b")], report) == {
        "#/a": "class__",
        "#/b": "klass",
    }
    assert len(report) == 0


def test_strength_beats_place() -> None:
    """A given name stays where a derived one, first in the document, wants the same."""
    report = Report()
    names = Scope().assign(
        [entry("cat", "#/a", Strength.COMPOSED), entry("cat", "#/z", Strength.GIVEN)], report
    )
    assert names == {"#/z": "cat", "#/a": "cat_2"}


def test_clash_is_a_warning() -> None:
    """A clash that needed a number names both places and the override that settles it."""
    report = Report()
    Scope().assign([entry("cat", "#/b"), entry("cat", "#/a")], report)
    (warning,) = report.warnings
    assert warning.code == "name-clash" and warning.pointer == "#/b"
    assert "#/a" in warning.message and "`cat_2`" in warning.message
    assert warning.help == "set `names.#/b` in generator.yaml"


def test_number_makes_no_new_clash() -> None:
    """A number never takes a name that somebody wants as it is."""
    names = Scope(reserved=["cat_3"]).assign(
        [entry("cat", "#/a"), entry("cat", "#/b"), entry("cat_2", "#/c")]
    )
    assert names == {"#/a": "cat", "#/c": "cat_2", "#/b": "cat_4"}


def test_folded() -> None:
    """Files clash without case, and in any Unicode form."""
    names = Scope(folded=True, reserved=["CON"]).assign(
        [
            entry(name, f"#/{letter}")
            for letter, name in zip(
                "abcde", ["Cat", "cat", "con", "caf\u00e9", "cafe\u0301"], strict=True
            )
        ]
    )
    assert names["#/a"] == "Cat" and names["#/b"] == "cat_2" and names["#/c"] == "con_"
    assert names["#/e"] == "cafe\u0301_2"


_entries = st.lists(
    st.tuples(
        st.sampled_from(["a", "A", "a_2", "b", "if", "if_"]),
        st.sampled_from(Strength),
        st.integers(0, 50),
    ),
    unique_by=lambda each: each[2],
    max_size=12,
).map(lambda found: [entry(name, f"#/{place:02}", strength) for name, strength, place in found])


@given(_entries, st.randoms(use_true_random=False), st.booleans())
def test_names_are_unique_and_stable(entries: list[Entry], random: object, folded: bool) -> None:
    """Names are unique, free, and do not depend on the order that things come in."""
    scope = Scope(reserved=["if", "if_"], folded=folded)
    names = scope.assign(entries)
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert scope.assign(shuffled) == names
    shown = [name.casefold() if folded else name for name in names.values()]
    assert len(set(shown)) == len(entries) and not {"if", "if_"} & set(shown)


@given(_entries, st.sampled_from(["a", "a_2", "b", "c"]))
def test_new_weaker_name_renames_nobody(entries: list[Entry], name: str) -> None:
    """Something new and composed, last in the document, takes no name from anybody."""
    scope = Scope(reserved=["if"])
    before = scope.assign(entries)
    after = scope.assign([*entries, entry(name, "#/zz", Strength.COMPOSED)])
    wanted = {each.name for each in entries}
    if name in wanted:
        assert {id_: after[id_] for id_ in before} == before
    first = [each.id for each in entries if before[each.id] == each.name]
    assert all(after[id_] == before[id_] for id_ in first)
