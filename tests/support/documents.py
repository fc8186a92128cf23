"""Random small OpenAPI documents: odd names, references, recursion and choices, for properties."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

NAMES = (
    "User", "user", "USER", "UserAddress", "Pet", "a.b", "x-y", "1st", "None", "class", "_",
    "Größe", "Page<User>", "a/b~c", "My Thing", "..",
)  # fmt: skip
"""Names of schemas: case twins, one that meets a derived name, reserved, odd."""
MEMBERS = (
    "id", "fooBar", "foo_bar", "", "+1", "-1", "$ref", "@id", "class", "self", "__proto__", "a b",
    "a/b", "名前", "type", "address", "kind",
)  # fmt: skip
VALUES = (None, True, False, 0, 1, -1, 1.5, 2**63, "", "a", "A", "on", "*", "it's", "null")
WORDS = ("", "Words.", "*/", '"""', "${x}", "\u2028")

Document = dict[str, Any]


def _annotated(schemas: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Now and then with words, a default or flags beside."""
    beside = st.fixed_dictionaries(
        {},
        optional={
            "title": st.sampled_from(("Title", "User", "")),
            "description": st.sampled_from(WORDS),
            "default": st.sampled_from(VALUES),
            "nullable": st.booleans(),
            "readOnly": st.booleans(),
            "deprecated": st.booleans(),
            "example": st.sampled_from(VALUES),
        },
    )
    return st.tuples(schemas, beside, st.integers(0, 3)).map(
        lambda drawn: {**drawn[0], **drawn[1]} if drawn[2] == 0 else drawn[0]
    )


def _scalars() -> st.SearchStrategy[Any]:
    kinds = st.sampled_from(("string", "integer", "number", "boolean", "null", "object", "array"))
    return st.one_of(
        st.builds(lambda kind: {"type": kind}, kinds),
        st.builds(lambda kinds: {"type": kinds}, st.lists(kinds, min_size=1, max_size=3)),
        st.builds(
            lambda form: {"type": "string", "format": form},
            st.sampled_from(("date", "date-time", "uuid", "byte", "binary", "odd")),
        ),
        st.builds(lambda values: {"enum": values}, st.lists(st.sampled_from(VALUES), min_size=1)),
        st.builds(lambda value: {"const": value}, st.sampled_from(VALUES)),
        st.just({}),
    )


def _references(targets: tuple[str, ...]) -> st.SearchStrategy[Any]:
    places = [f"#/components/schemas/{_pointed(name)}" for name in targets]
    return st.sampled_from(places).map(lambda place: {"$ref": place})


def _pointed(name: str) -> str:
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


def schemas(targets: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Schemas that refer to the named components."""
    names = st.sampled_from(MEMBERS)

    def grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        members = st.dictionaries(names, inner, min_size=1, max_size=3)
        several = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            st.builds(
                lambda found, needed: {"type": "object", "properties": found, "required": needed},
                members,
                st.lists(names, max_size=3),
            ),
            st.builds(
                lambda found, rest: {"properties": found, "additionalProperties": rest},
                members,
                st.one_of(inner, st.booleans()),
            ),
            st.builds(lambda item: {"type": "array", "items": item}, inner),
            st.builds(lambda value: {"type": "object", "additionalProperties": value}, inner),
            st.builds(lambda parts: {"allOf": parts}, several),
            st.builds(lambda parts, found: {"allOf": parts, "properties": found}, several, members),
            st.builds(lambda parts: {"oneOf": parts}, several),
            st.builds(lambda parts: {"anyOf": parts}, several),
            st.builds(lambda parts, found: {"oneOf": parts, "properties": found}, several, members),
            st.builds(
                lambda parts, tag: {"oneOf": parts, "discriminator": {"propertyName": tag}},
                several,
                names,
            ),
            st.builds(
                lambda found, tag: {"properties": found, "discriminator": {"propertyName": tag}},
                members,
                names,
            ),
            st.builds(
                lambda one, found: {**one, "properties": found}, _references(targets), members
            ),
        )

    leaves = st.one_of(_references(targets), _scalars(), _references(targets))
    return st.recursive(_annotated(leaves), lambda inner: _annotated(grown(inner)), max_leaves=6)


def _operation(schema: st.SearchStrategy[Any], index: int) -> st.SearchStrategy[Any]:
    media = schema.map(lambda found: {"application/json": {"schema": found}})
    parameter = st.builds(
        lambda name, place, found: {"name": name, "in": place, "schema": found},
        st.sampled_from([name for name in MEMBERS if name]),
        st.sampled_from(("query", "header", "cookie")),
        schema,
    )
    return st.fixed_dictionaries(
        {
            "responses": st.fixed_dictionaries(
                {"200": media.map(lambda found: {"description": "", "content": found})}
            )
        },
        optional={
            "operationId": st.sampled_from((f"get{index}", f"get_{index}", f"op.{index}/x")),
            "parameters": st.lists(parameter, max_size=2),
            "requestBody": media.map(lambda found: {"content": found}),
        },
    )


@st.composite
def documents(draw: st.DrawFn, spare: int = 0) -> Document:
    """A document with one to four components (``spare`` names are left unused) and two paths."""
    found = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    targets = tuple(found)
    schema = schemas(targets)
    components = {name: draw(schema) for name in targets}
    paths = {
        path: {"post": draw(_operation(schema, index))}
        for index, path in enumerate(("/things", "/things/{id}"))
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Random", "version": "1"},
        "paths": paths,
        "components": {"schemas": components},
    }
