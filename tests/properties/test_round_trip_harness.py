"""The harness of the round trips is judged by programs that are right, and wrong in known ways."""

from __future__ import annotations

import sys

import pytest

from tests.support.round_trip import CHAT, Drawn, draw, faults, kept

ID = "#/components/schemas/Thing"
PROGRAM = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({CODE}))
"""


def program(answer: str) -> list[str]:
    """A program that answers each question by an expression of ``asked``."""
    return [sys.executable, "-c", PROGRAM.replace("{CODE}", answer)]


def came_back(answer: str, *texts: str) -> bool:
    """Whether the program gives back the values of one type."""
    values = [Drawn(ID, text, True) for text in texts]
    return not faults(program(answer), {ID: "Thing"}, values)


def test_a_faithful_program_passes() -> None:
    """Text that comes back in another form is the same JSON."""
    again = '{"text": json.dumps(json.loads(asked["text"]))}'
    assert came_back(
        again, '{"a": [1, 2.50, null], "b": "\\u2028\\r\\n"}', "1e2", "18446744073709551617"
    )


@pytest.mark.parametrize(
    "answer",
    [
        '{"text": asked["text"].replace("null", "0")}',
        '{"text": asked["text"].replace("9007199254740993", "9007199254740992")}',
        '{"text": json.dumps(json.loads(asked["text"], parse_int=float))}',
        '{"text": asked["text"][:-1]}',
        '{"text": asked["text"]} if not asked["strict"] else {"error": "refused"}',
        '{"text": asked["text"]} if asked["type"] == "thing" else {"error": "unknown"}',
    ],
)
def test_a_wrong_program_is_seen(answer: str) -> None:
    """A lost null, a rounded integer, broken JSON, a refusal and an unknown type are faults."""
    assert not came_back(answer, '{"a": null, "b": 9007199254740993}')


def test_a_program_that_ends_early_is_seen() -> None:
    """Fewer answers than questions are an error that shows what the program said."""
    with pytest.raises(RuntimeError, match="no more"):
        came_back('sys.exit("no more")', "1")


@pytest.mark.parametrize(
    ("given", "came", "is_kept"),
    [
        (5.451897188364531e16, 54518971883645310, True),
        (54518971883645310, 5.451897188364531e16, False),
        (2**63, float(2**63), True),
        (2**63 - 1, float(2**63), False),
        (True, 1, False),
        ([{"a": 1}], [{"a": 1.0}], True),
        ([{"a": 1}], [{"a": 1, "b": None}], False),
        (1.5, 10**400, False),
    ],
)
def test_numbers(given: object, came: object, is_kept: bool) -> None:
    """Integers are exact; what was written as a float may be written as the integer that it is."""
    assert kept(given, came) is is_kept


def test_values_are_drawn_once_and_for_all() -> None:
    """Each schema of the Chat document gets values of both kinds, none of them twice."""
    values = draw(CHAT)
    assert len(set(values)) == len(values)
    promised, future = (
        {each.id for each in values if each.promised is kind} for kind in (True, False)
    )
    assert promised == future
    assert any(str(2**63 - 1) in each.text for each in values)
