"""Event streams and JSON lines of the Python runtime: pure decoders, pushed bytes in any pieces."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.python_runtime import package

package()

from sampleclient._runtime.jsonlines import JsonLinesDecoder  # noqa: E402
from sampleclient._runtime.sse import Event, EventDecoder, Lines  # noqa: E402


def events(*pieces: bytes) -> list[Event]:
    decoder = EventDecoder()
    return [event for piece in pieces for event in decoder.feed(piece)]


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"data: a\n\n", [Event("a")]),
        (b"data:a\n\n", [Event("a")]),
        (b"data:  a\n\n", [Event(" a")]),
        (b"data: a\r\ndata: b\r\n\r\n", [Event("a\nb")]),
        (b"data: a\r\rdata: b\r\r", [Event("a"), Event("b")]),
        (b"data\n\n", [Event("")]),
        (b"data:\n\n", [Event("")]),
        (b"data\ndata\n\n", [Event("\n")]),
        (b": comment\n:\n\n", []),
        (b"event: x\n\n", []),
        (b"event: x\n\ndata: a\n\n", [Event("a")]),
        (b"event: x\ndata: a\n\ndata: b\n\n", [Event("a", "x"), Event("b")]),
        (b"id: 7\ndata: a\n\ndata: b\n\n", [Event("a", id="7"), Event("b", id="7")]),
        (b"id: 7\ndata: a\n\nid\ndata: b\n\n", [Event("a", id="7"), Event("b")]),
        (b"id: a\0b\ndata: a\n\n", [Event("a")]),
        (b"retry: 10\ndata: a\n\ndata: b\n\n", [Event("a", retry=10), Event("b")]),
        (b"retry: 10x\ndata: a\n\n", [Event("a")]),
        ("retry: ٣\ndata: a\n\n".encode(), [Event("a")]),
        (b"Data: a\n\n", []),
        (b"\xef\xbb\xbfdata: a\n\n", [Event("a")]),
        (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n", []),
        (b"data: a\n\ndata: b\n", [Event("a")]),
        (b"data: a\n\ndata: b", [Event("a")]),
        (b"data: \xff\xe2\x82\n\n", [Event("\ufffd\ufffd")]),
        ("data: a\u2028b\u0085c\x0bd\n\n".encode(), [Event("a\u2028b\u0085c\x0bd")]),
    ],
)
def test_the_algorithm_of_the_standard(stream: bytes, expected: list[Event]) -> None:
    """Bytes become the events that WHATWG HTML §9.2.6 says."""
    assert events(stream) == expected


PIECES = st.lists(
    st.sampled_from(
        [
            b"data: ",
            b"data:",
            b"event: e",
            b"id: 1",
            b"retry: 5",
            b": c",
            b"\r",
            b"\n",
            b"\r\n",
            b"\xef\xbb\xbf",
            "é€😀".encode(),
            b"\xff",
            b"x",
            b" ",
        ]
    ),
    max_size=30,
)


@given(PIECES, st.data())
@example([b"data: ", b"x", b"\r", b"\n", b"\n"], None)
def test_any_split_gives_the_same_events(parts: list[bytes], data: st.DataObject | None) -> None:
    """Where the bytes are cut changes nothing."""
    stream = b"".join(parts)
    whole = events(stream)
    assert events(*(stream[i : i + 1] for i in range(len(stream)))) == whole
    if data is not None:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=5)))
        bounds = [0, *cuts, len(stream)]
        pieces = [stream[a:b] for a, b in pairwise(bounds)]
        assert events(*pieces) == whole


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8")), max_size=5))
def test_data_comes_out_as_it_went_in(lines: list[str]) -> None:
    """The text of data lines is kept, whatever it holds beside line ends."""
    stream = "".join(f"data: {line}\n" for line in lines) + "\n"
    assert events(stream.encode()) == ([Event("\n".join(lines))] if lines else [])


@given(st.binary(max_size=60), st.integers(1, 7))
def test_lines_are_those_of_the_whole(data: bytes, size: int) -> None:
    """Lines of bytes in pieces are the lines of all bytes, and the rest is what is left."""
    lines = Lines()
    found = [line for i in range(0, len(data), size) for line in lines.feed(data[i : i + size])]
    assert found == (data + b"x").splitlines()[:-1]
    assert lines.rest() == (data + b"x").splitlines()[-1][:-1]


def test_a_long_line_in_small_pieces_takes_linear_time() -> None:
    """Twice the bytes take about twice, never four times, the time."""

    def seconds(size: int) -> float:
        decoder, piece = EventDecoder(), b"x" * 16
        started = time.perf_counter()
        for _ in decoder.feed(b"data: "):
            pass
        for _ in range(size):
            assert list(decoder.feed(piece)) == []
        (event,) = decoder.feed(b"\n\n")
        assert len(event.data) == size * 16
        return time.perf_counter() - started

    seconds(1_000)
    # Quadratic work would be 64 times as much; the bound leaves room for a busy machine.
    assert seconds(80_000) < 32 * max(seconds(10_000), 0.005)


@given(
    st.lists(
        st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4),
        max_size=5,
    )
)
def test_json_lines_give_every_value(values: list[object]) -> None:
    """One value per line, blank lines and a missing last end notwithstanding."""
    text = "\r\n\n".join(json.dumps(value, ensure_ascii=False) for value in values).encode()
    for size in (1, 3, len(text) or 1):
        decoder = JsonLinesDecoder()
        found = [
            event.data
            for i in range(0, len(text), size)
            for event in decoder.feed(text[i : i + size])
        ]
        found += [event.data for event in decoder.finish()]
        assert [json.loads(each) for each in found] == values


def test_json_text_sequences_are_lines_too() -> None:
    """The record separator of RFC 7464 is no part of a value."""
    decoder = JsonLinesDecoder()
    assert [event.data for event in decoder.feed(b'\x1e{"a":1}\n\x1e{"a":2}\n')] == [
        '{"a":1}',
        '{"a":2}',
    ]
