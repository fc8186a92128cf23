"""Parameters, forms and URLs of the Python runtime, as they are written."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.python_runtime import package

package()

from sampleclient._runtime import percent, url  # noqa: E402
from sampleclient._runtime.operation import Param, Part, Server, ServerVariable  # noqa: E402
from sampleclient._runtime.parameters import (  # noqa: E402
    checked_cookie,
    checked_header,
    cookie_pairs,
    form_pairs,
    header_text,
    path_text,
    query_pairs,
)
from sampleclient._runtime.wiretext import scalar_text  # noqa: E402
from sampleclient.exceptions import RequestError  # noqa: E402

LIST = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("form", True, "", "color="),
        ("form", True, "blue", "color=blue"),
        ("form", True, LIST, "color=blue&color=black&color=brown"),
        ("form", True, OBJECT, "R=100&G=200&B=150"),
        ("form", False, "", "color="),
        ("form", False, LIST, "color=blue,black,brown"),
        ("form", False, OBJECT, "color=R,100,G,200,B,150"),
        ("spaceDelimited", False, LIST, "color=blue%20black%20brown"),
        ("spaceDelimited", False, OBJECT, "color=R%20100%20G%20200%20B%20150"),
        ("spaceDelimited", True, LIST, "color=blue&color=black&color=brown"),
        ("pipeDelimited", False, LIST, "color=blue%7Cblack%7Cbrown"),
        ("pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
        ("pipeDelimited", True, LIST, "color=blue&color=black&color=brown"),
        ("deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("deepObject", True, {"a": {"b": 1}}, "color%5Ba%5D%5Bb%5D=1"),
        ("deepObject", True, {"a": [1, 2]}, "color%5Ba%5D%5B0%5D=1&color%5Ba%5D%5B1%5D=2"),
        ("deepObject", True, [{"a": 1}, {"a": 2}], "color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2"),
        ("content", False, {"a": [1, True]}, "color=%7B%22a%22%3A%5B1%2Ctrue%5D%7D"),
        ("form", True, [{"a": 1}, {"a": 2}], "color=%7B%22a%22%3A1%7D&color=%7B%22a%22%3A2%7D"),
        ("form", False, ["a,b", "c"], "color=a%2Cb,c"),
        ("form", True, [], ""),
        ("form", False, [], ""),
        ("form", True, {}, ""),
        ("spaceDelimited", False, [], ""),
        ("deepObject", True, {}, ""),
        ("form", True, ["", None, "b"], "color=&color=b"),
        ("form", True, {"a": None, "b": 1}, "b=1"),
        ("form", True, False, "color=false"),
        ("form", True, 0, "color=0"),
        ("form", True, None, ""),
    ],
)
def test_query_styles(style: Any, explode: bool, value: Any, expected: str) -> None:
    """The query follows OpenAPI 3.1 §4.8.12.4 and RFC 6570 §3.2.8."""
    assert "&".join(query_pairs(Param("color", "query", style, explode), value)) == expected


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", False, "", ""),
        ("simple", False, LIST, "blue,black,brown"),
        ("simple", True, LIST, "blue,black,brown"),
        ("simple", False, OBJECT, "R,100,G,200,B,150"),
        ("simple", True, OBJECT, "R=100,G=200,B=150"),
        ("simple", True, {"a=b": "c,d"}, "a%3Db=c%2Cd"),
        ("label", False, "blue", ".blue"),
        ("label", False, "", "."),
        ("label", False, LIST, ".blue,black,brown"),
        ("label", True, LIST, ".blue.black.brown"),
        ("label", False, OBJECT, ".R,100,G,200,B,150"),
        ("label", True, OBJECT, ".R=100.G=200.B=150"),
        ("label", True, ["a.b", "c"], ".a%2Eb.c"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, "", ";color"),
        ("matrix", False, LIST, ";color=blue,black,brown"),
        ("matrix", True, LIST, ";color=blue;color=black;color=brown"),
        ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
        ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
        ("matrix", False, "a;b", ";color=a%3Bb"),
        ("content", False, {"a": 1}, "%7B%22a%22:1%7D"),
    ],
)
def test_path_styles(style: Any, explode: bool, value: Any, expected: str) -> None:
    """The path follows OpenAPI 3.1 §4.8.12.4 and RFC 6570 §3.2.2, §3.2.5, §3.2.7."""
    assert path_text(Param("color", "path", style, explode), value) == expected


@pytest.mark.parametrize("value", [None, [], {}])
def test_a_path_needs_a_value(value: Any) -> None:
    """Nothing cannot stand in a path; the error names the parameter."""
    with pytest.raises(RequestError, match="'color'"):
        path_text(Param("color", "path", "simple"), value)


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, "50% blue", "50% blue"),
        (False, LIST, "blue,black,brown"),
        (False, OBJECT, "R,100,G,200,B,150"),
        (True, OBJECT, "R=100,G=200,B=150"),
        (False, [], None),
        (False, {}, None),
        (False, True, "true"),
    ],
)
def test_header_styles(explode: bool, value: Any, expected: str | None) -> None:
    """Header values are written in simple style and not percent-encoded."""
    assert header_text(Param("X", "header", "simple", explode), value) == expected


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (True, "a b;c", [("color", "a%20b%3Bc")]),
        (True, "dG9r/ZW4=", [("color", "dG9r/ZW4=")]),
        (True, LIST, [("color", "blue"), ("color", "black"), ("color", "brown")]),
        (False, LIST, [("color", "blue,black,brown")]),
        (True, OBJECT, [("R", "100"), ("G", "200"), ("B", "150")]),
        (False, OBJECT, [("color", "R,100,G,200,B,150")]),
        (False, [], []),
        (True, None, []),
    ],
)
def test_cookie_styles(explode: bool, value: Any, expected: list[tuple[str, str]]) -> None:
    """Cookie values keep cookie octets and encode the rest; an exploded list repeats the name."""
    pairs = cookie_pairs(Param("color", "cookie", "form", explode), value)
    assert pairs == expected
    assert [checked_cookie(*pair) for pair in pairs] == [f"{name}={text}" for name, text in pairs]


@pytest.mark.parametrize(
    ("part", "value", "expected"),
    [
        (Part("a"), "x y+&é", "a=x+y%2B%26%C3%A9"),
        (Part("a"), ["1", "2"], "a=1&a=2"),
        (Part("a", explode=False), ["1", "2"], "a=1,2"),
        (Part("a", style="pipeDelimited", explode=False), ["1", "2"], "a=1%7C2"),
        (Part("a", style="deepObject"), {"b": {"c": 1}}, "a%5Bb%5D%5Bc%5D=1"),
        (Part("a", "json"), {"b": [1]}, "a=%7B%22b%22%3A%5B1%5D%7D"),
        (Part("a", "json"), "text", "a=text"),
        (Part("a", "json"), [{"b": 1}, {"b": 2}], "a=%7B%22b%22%3A1%7D&a=%7B%22b%22%3A2%7D"),
        (Part("a", allow_reserved=True), "x/y", "a=x/y"),
        (Part("a"), None, ""),
    ],
)
def test_form_members(part: Part, value: Any, expected: str) -> None:
    """Members of a form follow their encoding."""
    assert "&".join(form_pairs(part, value)) == expected


@given(st.text(st.characters(codec="utf-8")))
def test_every_encoding_decodes_to_the_text(text: str) -> None:
    """Percent-encoding loses nothing, in any place."""
    for encode in (percent.component, percent.segment, percent.cookie):
        encoded = encode(text)
        assert encoded.isascii()
        assert unquote(encoded) == text
    (pair,) = query_pairs(Param("n", "query", "form", explode=True), text)
    assert parse_qsl(pair, keep_blank_values=True) == [("n", text)]
    (pair,) = form_pairs(Part("n"), text)
    assert parse_qsl(pair, keep_blank_values=True) == [("n", text)]


@given(st.text(st.characters(codec="utf-8")))
def test_reserved_characters_stay_within_their_value(text: str) -> None:
    """With allowReserved too, a value ends neither the parameter nor the query."""
    assume("%" not in text)
    (pair,) = query_pairs(Param("n", "query", "form", explode=True, allow_reserved=True), text)
    parts = urlsplit(f"https://h/p?{pair}")
    assert parse_qsl(parts.query, keep_blank_values=True) == [("n", text)]
    assert not parts.fragment


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1))
def test_joined_items_can_be_told_apart(items: list[str]) -> None:
    """A delimiter inside an item is encoded, so that splitting gives the items back."""
    (pair,) = query_pairs(Param("n", "query", "form", explode=False), items)
    assert [unquote(item) for item in pair.removeprefix("n=").split(",")] == items
    text = path_text(Param("n", "path", "simple"), items)
    assert [unquote(item) for item in text.split(",")] == items


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_plain_decimals(number: float) -> None:
    """No exponent, and the same number when read."""
    text = scalar_text(number)
    assert set(text) <= set("0123456789.-")
    assert float(text) == number


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused(number: float) -> None:
    """There is no decimal for it."""
    with pytest.raises(RequestError):
        scalar_text(number)


@pytest.mark.parametrize(
    "value", ["a\r\nX: 1", "a\nb", "a\rb", "a\0", "\x1b", "a\x7f", None, ["a"], "\ud800"]
)
def test_a_header_that_would_break_the_head_is_refused(value: Any) -> None:
    """CR, LF, controls and what is no text are refused; the message does not hold the value."""
    with pytest.raises(RequestError) as caught:
        checked_header("X-Secret", value)
    assert "X-Secret" in str(caught.value)
    assert "X: 1" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a b", "a:", "a\r\nb", "é"])
def test_a_header_name_is_a_token(name: str) -> None:
    """RFC 9110 §5.1."""
    with pytest.raises(RequestError):
        checked_header(name, "v")


@given(st.text(st.characters(codec="utf-8")))
def test_a_path_value_stays_in_its_segment(text: str) -> None:
    """Whatever the value, the URL has the configured origin, and one more segment; else it is
    refused because it would be a segment of dots."""
    texts = {"id": path_text(Param("id", "path", "simple"), text)}
    try:
        path, query = url.expand("/things/{id}/x", texts)
    except RequestError:
        assert percent.decoded(text).partition(";")[0] in (".", "..")
        return
    final = url.base("https://api.example.com/v1").join(path, query)
    parts = urlsplit(final)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == (
        "https",
        "api.example.com",
        "",
        "",
    )
    before, last, after = parts.path.split("/")[2:]
    assert (before, unquote(last), after) == ("things", text, "x")


@pytest.mark.parametrize(
    "value",
    [".", "..", "%2e", "%2E%2e", ".%2e", "%252e", "%25252e%2e", "..;", "..;a=b", "%2e%2e;x"],
)
def test_dots_are_refused_however_they_are_written(value: str) -> None:
    """A segment that is, or decodes to, dots never leaves."""
    with pytest.raises(RequestError, match="'id'"):
        url.expand("/a/{id}", {"id": path_text(Param("id", "path", "simple"), value)})


def test_dots_that_two_values_make_are_refused() -> None:
    """The segment counts, not the value."""
    with pytest.raises(RequestError, match="'a' and 'b'"):
        url.expand("/{a}{b}", {"a": ".", "b": "."})


def test_decoding_a_long_chain_of_percents_is_fast() -> None:
    """Nested encodings of one character are undone in linear time."""
    assert percent.decoded("%" + "25" * 50_000 + "2e") == "."


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("/a b/é/{id}", ("/a%20b/%C3%A9/X", "")),
        ("/r?beta=true", ("/r", "beta=true")),
        ("/r?x={id}&y=1", ("/r", "x=X&y=1")),
        ("/#Action={id}", ("/", "")),
        ("/a//b/", ("/a//b/", "")),
        ("/a%20b", ("/a%20b", "")),
        ("/{id}.json", ("/X.json", "")),
        ("/{id}:run", ("/X:run", "")),
        ("plain", ("/plain", "")),
        ("", ("", "")),
    ],
)
def test_templates(template: str, expected: tuple[str, str]) -> None:
    """Templates keep what is legal, encode the rest, and know their query."""
    assert url.expand(template, {"id": "X"}) == expected


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://h", "https://h/p"),
        ("https://h/", "https://h/p"),
        ("https://h/v1/", "https://h/v1/p"),
        ("HTTPS://H:8443/a b".replace(" ", "%20"), "https://H:8443/a%20b/p"),
        ("https://h/v1?version=2", "https://h/v1/p?version=2"),
        ("http://[::1]:80/x", "http://[::1]:80/x/p"),
    ],
)
def test_base_urls(base: str, expected: str) -> None:
    """The path comes behind that of the base URL, whose query stays."""
    assert url.base(base).join("/p", "") == expected


@pytest.mark.parametrize(
    "base",
    [
        "",
        "/v1",
        "h/v1",
        "ftp://h",
        "https://",
        "https://user:secret@h",
        "https://h/#f",
        "https://h\\@evil",
        "https://h/a b",
        "https://h\n.evil",
        "http://[broken",
        "http://h:port",
        "javascript:alert(1)",
    ],
)
def test_a_base_url_that_could_mislead_is_refused(base: str) -> None:
    """Neither credentials nor fragments nor illegal characters; the message shows no secret."""
    with pytest.raises(RequestError) as caught:
        url.base(base)
    assert "secret" not in str(caught.value)


def test_server_variables() -> None:
    """A server's holes are filled by choice or default; a value outside its list is refused."""
    server = Server("https://{region}.h/{v}", variables=(
        ServerVariable("region", "eu", ("eu", "us")), ServerVariable("v", "v1")))  # fmt: skip
    assert url.server_url(server, {}) == "https://eu.h/v1"
    assert url.server_url(server, {"region": "us", "v": "v2"}) == "https://us.h/v2"
    with pytest.raises(RequestError, match="region"):
        url.server_url(server, {"region": "evil.example/"})


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b?x=1", "https://h/b?x=1"),
        ("b", "https://h/a/b"),
        ("https://h:443/b", "https://h:443/b"),
        ("HTTPS://H/b", "HTTPS://H/b"),
        ("/b#part", "https://h/b"),
        ("//evil/b", None),
        ("http://h/b", None),
        ("https://h:444/b", None),
        ("https://h@evil/", None),
        ("https://me@h/", None),
        ("file:///etc/passwd", None),
        ("http://[broken", None),
        ("/a\\b", None),
        ("/a\r\nb c", None),
    ],
)
def test_redirects_stay_at_the_origin(location: str, expected: str | None) -> None:
    """Where a redirect leads, None when it must not be followed."""
    found = url.redirected("https://h/a/x?q=1", location)
    assert found is None if expected is None else found is not None
    if expected is not None and found is not None:
        assert found.lower() == expected.lower()
