"""Request bodies of the Python runtime: JSON, forms, multipart, bytes and text, byte by byte."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.python_runtime import package

package()

from sampleclient._runtime.bodies import Built, build  # noqa: E402
from sampleclient._runtime.files import file_of  # noqa: E402
from sampleclient._runtime.media import MediaType  # noqa: E402
from sampleclient._runtime.operation import Body, BodyContent, Part  # noqa: E402
from sampleclient._runtime.source import Source  # noqa: E402
from sampleclient.exceptions import RequestError  # noqa: E402
from sampleclient.models import CreateChatCompletionRequest  # noqa: E402

JSON = BodyContent("application/json", "json")
FORM = BodyContent("application/x-www-form-urlencoded", "form")
MULTIPART = BodyContent("multipart/form-data", "multipart")
BYTES = BodyContent("application/octet-stream", "bytes")
TEXT = BodyContent("text/plain", "text")


def sent(built: Built) -> bytes:
    """All bytes of a body."""
    return b"".join(source_of(built).chunks())


def source_of(built: Built) -> Source:
    assert built.source is not None
    return built.source


def parts_of(built: Built) -> list[tuple[dict[str, str], bytes]]:
    """The parts of a multipart body, read by another implementation: head and content."""
    assert built.content_type is not None
    data = sent(built)
    if source_of(built).length is not None:
        assert source_of(built).length == len(data)
    head = f"Content-Type: {built.content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + data)
    assert not message.defects
    return [
        (
            {key.lower(): str(value) for key, value in part.items()},
            cast(bytes, part.get_payload(decode=True)),
        )
        for part in cast("list[Any]", message.get_payload())
    ]


def test_json_is_what_was_given() -> None:
    """A dict, a model with what was set, a scalar."""
    body = Body((JSON,))
    assert sent(build(body, {"b": None, "a": [1, "é"]})) == '{"b":null,"a":[1,"é"]}'.encode()
    request = CreateChatCompletionRequest.model_validate({"model": "m", "messages": []})
    assert sent(build(body, request)) == b'{"messages":[],"model":"m"}'
    assert sent(build(body, False)) == b"false"
    assert build(body, {}).content_type == "application/json"


def test_extra_members_are_added() -> None:
    """To an object; to anything else it is an error."""
    body = Body((JSON,))
    assert sent(build(body, {"a": 1}, extra={"a": 2, "b": None})) == b'{"a":2,"b":null}'
    assert sent(build(body, None, extra={"b": 1})) == b'{"b":1}'
    with pytest.raises(RequestError, match="extra_body"):
        build(body, [1], extra={"b": 1})
    assert sent(build(Body((FORM,)), {"a": "1"}, extra={"b": "2"})) == b"a=1&b=2"


def test_no_body_is_no_body() -> None:
    """None is absence, but where the document allows null; a required body is required."""
    assert build(Body((JSON,)), None) == Built()
    assert sent(build(Body((JSON,), nullable=True), None)) == b"null"
    assert build(None, None) == Built()
    with pytest.raises(RequestError, match="needs a body"):
        build(Body((JSON,), required=True), None)
    with pytest.raises(RequestError, match="takes no body"):
        build(None, {})


def test_one_of_several_media_types() -> None:
    """The first JSON one by default, any other by name, none that is not there."""
    body = Body((FORM, JSON, BodyContent("image/*", "bytes")))
    assert build(body, {"a": 1}).content_type == "application/json"
    assert sent(build(body, {"a": 1}, media_type=FORM.media_type)) == b"a=1"
    built = build(body, b"\x89", media_type="image/png")
    assert (built.content_type, sent(built)) == ("image/png", b"\x89")
    assert build(body, Path(__file__)).content_type == "text/x-python"
    with pytest.raises(RequestError, match="text/csv"):
        build(body, {}, media_type="text/csv")


def test_text_has_the_charset_that_is_announced() -> None:
    """UTF-8 by default."""
    assert sent(build(Body((TEXT,)), "é")) == "é".encode()
    latin = Body((BodyContent("text/plain; charset=iso-8859-1", "text"),))
    assert sent(build(latin, "é")) == b"\xe9"
    with pytest.raises(RequestError, match="iso-8859-1"):
        build(latin, "€")
    with pytest.raises(RequestError):
        build(Body((TEXT,)), {"a": 1})


def test_json_lines_are_one_per_line() -> None:
    """Each value ends its line."""
    body = Body((BodyContent("application/jsonl", "json-lines"),))
    assert sent(build(body, [{"a": 1}, [2]])) == b'{"a":1}\n[2]\n'
    with pytest.raises(RequestError):
        build(body, "text")


class Once:
    """Something to read that cannot seek."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)


def test_bytes_from_everywhere(tmp_path: Path) -> None:
    """Memory, a path, an open file from where it stands, an iterable."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"0123456789")
    body = Body((BYTES,))
    file = path.open("rb")
    file.seek(4)
    for value, expected, length, replayable in (
        (b"ab", b"ab", 2, True),
        (bytearray(b"ab"), b"ab", 2, True),
        (memoryview(b"ab"), b"ab", 2, True),
        (path, b"0123456789", 10, True),
        (file, b"456789", 6, True),
        (io.BytesIO(b"xy"), b"xy", 2, True),
        (Once(b"xy"), b"xy", None, False),
        ([b"x", b"", b"y"], b"xy", None, True),
        ((each for each in [b"x", b"y"]), b"xy", None, False),
    ):
        built = build(body, value)
        source = source_of(built)
        assert (source.length, source.replayable) == (length, replayable)
        assert sent(built) == expected
        if replayable:
            assert sent(built) == expected
        else:
            with pytest.raises(RequestError, match="twice"):
                sent(built)
    file.close()


@pytest.mark.parametrize(
    "value", ["path-or-content", 5, {"a": 1}, Path("/no/such/file"), io.StringIO("text"), object()]
)
def test_what_is_no_file(value: Any) -> None:
    """A str could be a path or content: neither is guessed. Text is no bytes."""
    with pytest.raises(RequestError):
        sent(build(Body((BYTES,)), value))


def test_a_file_that_changes_while_it_is_sent(tmp_path: Path) -> None:
    """What was announced is sent, not more; less is an error."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"0123456789")
    built = build(Body((BYTES,)), path)
    path.write_bytes(b"0123456789abcdef")
    assert sent(built) == b"0123456789"
    path.write_bytes(b"01")
    with pytest.raises(RequestError, match="shorter"):
        sent(built)
    path.unlink()
    with pytest.raises(RequestError, match="cannot be read"):
        sent(built)


def test_a_large_file_is_not_held_in_memory(tmp_path: Path) -> None:
    """Sending 32 MB takes less than 2 MB."""
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(32 * 1024 * 1024)
    tracemalloc.start()
    built = build(Body((MULTIPART,)), {"file": path, "purpose": "x"})
    size = sum(len(chunk) for chunk in source_of(built).chunks())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == source_of(built).length
    assert size > 32 * 1024 * 1024
    assert peak < 2 * 1024 * 1024


def test_parts_by_their_values(tmp_path: Path) -> None:
    """A file as a file, an object as JSON, a scalar as text, a list item by item."""
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG")
    members = {
        "path": path,
        "bytes": b"\x00\xff",
        "named": ("a.txt", b"hi"),
        "typed": ("a.bin", b"hi", "text/x-special"),
        "headed": ("a.txt", b"hi", None, {"X-Tag": "7"}),
        "files": [("1.txt", b"1"), ("2.txt", b"2")],
        "text": "zażółć",
        "number": 1e21,
        "flag": True,
        "object": {"a": None},
        "list": ["x", "y"],
        "nothing": None,
    }
    found = parts_of(build(Body((MULTIPART,)), members))
    heads = [(head["content-disposition"], head.get("content-type")) for head, _ in found]
    disposition = 'form-data; name="{}"; filename="{}"'
    assert heads == [
        (disposition.format("path", "photo.png"), "image/png"),
        (disposition.format("bytes", "bytes"), "application/octet-stream"),
        (disposition.format("named", "a.txt"), "text/plain"),
        (disposition.format("typed", "a.bin"), "text/x-special"),
        (disposition.format("headed", "a.txt"), "text/plain"),
        (disposition.format("files", "1.txt"), "text/plain"),
        (disposition.format("files", "2.txt"), "text/plain"),
        ('form-data; name="text"', None),
        ('form-data; name="number"', None),
        ('form-data; name="flag"', None),
        ('form-data; name="object"', "application/json"),
        ('form-data; name="list"', None),
        ('form-data; name="list"', None),
    ]
    assert [content for _, content in found] == [
        b"\x89PNG",
        b"\x00\xff",
        b"hi",
        b"hi",
        b"hi",
        b"1",
        b"2",
        "zażółć".encode(),
        b"1000000000000000000000",
        b"true",
        b'{"a":null}',
        b"x",
        b"y",
    ]
    assert found[4][0]["x-tag"] == "7"


def test_parts_by_the_document() -> None:
    """The declared type wins over the guessed, the caller's own over both."""
    content = BodyContent(
        "multipart/form-data",
        "multipart",
        (
            Part("image", "bytes", "image/png"),
            Part("either", "bytes", "image/png, image/jpeg"),
            Part("caption", "text", "text/markdown"),
            Part("settings", "json", "application/vnd.settings+json"),
        ),
    )
    members = {
        "image": b"i",
        "either": ("a.jpeg", b"e"),
        "caption": "# Hi",
        "settings": {"w": 3},
    }
    found = parts_of(build(Body((content,)), members))
    assert [head.get("content-type") for head, _ in found] == [
        "image/png",
        "image/jpeg",
        "text/markdown",
        "application/vnd.settings+json",
    ]
    (own,) = parts_of(build(Body((content,)), {"image": ("a", b"i", "image/webp")}))
    assert own[0]["content-type"] == "image/webp"


@given(st.text(), st.text(), st.binary())
def test_no_name_breaks_out_of_its_head(name: str, file_name: str, data: bytes) -> None:
    """Whatever the names and the content, there is one part with two header fields."""
    try:
        name.encode()
        file_name.encode()
    except UnicodeEncodeError:
        return
    built = build(Body((MULTIPART,)), {name: (file_name, data)})
    body = sent(built)
    assert built.content_type is not None
    mark = built.content_type.partition("boundary=")[2].encode()
    before, head, rest = body.partition(b"\r\n")
    assert before == b"--" + mark
    fields, blank, rest = rest.partition(b"\r\n\r\n")
    assert fields.count(b"\r") == fields.count(b"\n") == 1
    assert fields.startswith(b'Content-Disposition: form-data; name="')
    assert (head, blank) == (b"\r\n", b"\r\n\r\n")
    assert rest == data + b"\r\n--" + mark + b"--\r\n"


@pytest.mark.parametrize(
    "value",
    [
        ("a", b"x", "text/plain\r\nX-Evil: 1"),
        ("a", b"x", None, {"X-A": "1\r\nX-Evil: 1"}),
        ("a", b"x", None, {"X\r\nEvil": "1"}),
        ("a", b"x", None, {"Content-Type": "text/plain"}),
        ("a", b"x", None, {}, "more"),
        (5, b"x"),
    ],
)
def test_a_part_that_would_break_its_head_is_refused(value: Any) -> None:
    """As a header would be."""
    with pytest.raises(RequestError):
        (
            file_of(value)
            if len(value) > 4 or value[0] == 5
            else build(Body((MULTIPART,)), {"f": value})
        )


def test_members_of_a_model_are_those_that_were_set() -> None:
    """By the names of the wire; an empty list is left out of a form."""
    given = {"model": "m", "user": "u", "messages": []}
    request = CreateChatCompletionRequest.model_validate(given)
    assert sent(build(Body((FORM,)), request)) == b"model=m&user=u"


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
)
def test_forms_decode_to_what_was_given(members: dict[str, str]) -> None:
    """Names and values of any text."""
    pairs = parse_qsl(sent(build(Body((FORM,)), members)).decode(), keep_blank_values=True)
    assert pairs == list(members.items())


@pytest.mark.parametrize(
    ("text", "essence", "charset", "is_json"),
    [
        ("application/json", "application/json", None, True),
        ("Application/JSON ; Charset=UTF-8", "application/json", "utf-8", True),
        ('text/plain; a="b;charset=x"; charset="utf\\-16"', "text/plain", "utf-16", False),
        ("application/problem+json", "application/problem+json", None, True),
        ("text/event-stream", "text/event-stream", None, False),
        ("", "/", None, False),
        ("nonsense", "nonsense/", None, False),
    ],
)
def test_media_types(text: str, essence: str, charset: str | None, is_json: bool) -> None:
    """Essence, charset and kind of a content type."""
    found = MediaType.parse(text)
    assert (str(found), found.charset, found.is_json) == (essence, charset, is_json)


def iterate() -> Iterator[bytes]:
    """Chunks, once."""
    yield b"x"


def test_content_that_is_no_bytes_is_refused() -> None:
    """An iterable has to give bytes."""
    parts: list[Any] = [b"x", "y"]
    with pytest.raises(RequestError, match="str instead of bytes"):
        sent(build(Body((BYTES,)), parts))
    assert sent(build(Body((BYTES,)), iterate())) == b"x"
