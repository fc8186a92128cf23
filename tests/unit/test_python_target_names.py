"""What things are called in Python."""

from __future__ import annotations

import pytest

from generator.diagnostics import Report
from generator.ir.nodes import (
    Api,
    Body,
    Content,
    Doc,
    Field,
    Group,
    Kind,
    Location,
    Name,
    Operation,
    Parameter,
    Payload,
    Primitive,
    Record,
    Ref,
    Source,
    Strength,
    Style,
)
from generator.targets.python.names import (
    argument_names,
    attribute_names,
    group_names,
    legal,
    method_names,
    model_names,
)
from generator.text.words import words

TEXT = Primitive(kind=Kind.STRING)


def named(wire: str, strength: Strength = Strength.GIVEN) -> Name:
    return Name(words=words(wire), wire=wire, strength=strength)


def record(wire: str, *fields: str, parent: str | None = None) -> Record:
    return Record(
        id=f"#/components/schemas/{wire}",
        name=named(wire, Strength.COMPOSED if parent else Strength.GIVEN),
        parent=f"#/components/schemas/{parent}" if parent else None,
        fields=tuple(Field(name=named(each), type=TEXT, required=True) for each in fields),
    )


def api(*records: Record, groups: tuple[Group, ...] = ()) -> Api:
    source = Source(title="T", version="1", hash="0", openapi="3.1.0")
    return Api(source=source, doc=Doc(), servers=(), groups=groups, declarations=records)


def operation(wire: str, *parameters: Parameter, body: str | None = None) -> Operation:
    content = Content(media_type="application/json", payload=Payload.JSON, type=Ref(id="#/x"))
    return Operation(
        id=f"#/paths/{wire}",
        name=named(wire),
        method="GET",
        path="/",
        tags=(),
        parameters=parameters,
        body=Body(name=named(body), required=True, contents=(content,)) if body else None,
    )


def parameter(wire: str, location: Location = Location.QUERY) -> Parameter:
    return Parameter(
        name=named(wire),
        location=location,
        type=TEXT,
        required=True,
        style=Style.FORM,
        explode=True,
    )


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("OpenAIFile", "OpenAIFile"),
        ("chat.completion", "ChatCompletion"),
        ("foo_bar", "FooBar"),
        ("2fa", "Model_2fa"),
        ("'", "Model"),
        ("日本", "日本"),
    ],
)
def test_classes(wire: str, name: str) -> None:
    """A given name that is a class name is kept as written; others are made of their words."""
    names = model_names(api(record(wire)), (), Report())
    assert [each.name for each in names.values()] == [name]


def test_inline_classes_begin_with_their_parent() -> None:
    """What lies inside ``OpenAIFile`` begins with ``OpenAIFile``, whatever its words say."""
    outer = record("OpenAIFile")
    inner = Record(
        id="#/components/schemas/OpenAIFile/properties/meta",
        name=Name(words=("open", "ai", "file", "meta"), wire="meta", strength=Strength.COMPOSED),
        parent=outer.id,
    )
    names = model_names(api(outer, inner), (), Report())
    if words("OpenAIFile") == ("open", "ai", "file"):
        assert names[inner.id].name == "OpenAIFileMeta"
    assert names[inner.id].module == names[outer.id].module


def test_models_make_room_for_the_package() -> None:
    """A component called like something of the package gets ``Model`` behind its name."""
    names = model_names(api(record("Configuration")), {"Configuration"}, Report())
    assert names["#/components/schemas/Configuration"].name == "ConfigurationModel"


def test_modules_differ_on_every_file_system() -> None:
    """Two components that differ in case only get two modules."""
    names = model_names(api(record("Cat"), record("CAT")), (), Report())
    modules = [name.module.casefold() for name in names.values()]
    assert len(set(modules)) == 2


def test_plain_dicts_make_room_for_components() -> None:
    """``PetDict`` of the document keeps its name; the dict of ``Pet`` moves."""
    names = model_names(api(record("Pet"), record("PetDict")), (), Report())
    assert names["#/components/schemas/PetDict"].name == "PetDict"
    assert names["#/components/schemas/Pet"].plain == "PetDict_"


@pytest.mark.parametrize(
    ("wire", "attribute"),
    [
        ("type", "type"),
        ("createdAt", "createdAt"),
        ("class", "class_"),
        ("self", "self_"),
        ("schema", "schema_"),
        ("model_config", "model_config_"),
        ("list", "list_"),
        ("bytes", "bytes"),
        ("user-id", "user_id"),
        ("+1", "plus_1"),
        ("$ref", "ref"),
        ("@id", "id"),
        ("__proto__", "proto"),
        ("", "field"),
        ("'", "field"),
        ("2fa", "field_2fa"),
    ],
)
def test_attributes(wire: str, attribute: str) -> None:
    """A property keeps its name on the wire where Python and pydantic allow it."""
    assert attribute_names(record("A", wire), {"list", "str"})[wire] == attribute


def test_attributes_that_meet_are_numbered() -> None:
    """The name that needs no change is not moved by one that does."""
    names = attribute_names(record("A", "user-id", "user_id", "user id"), ())
    assert names == {"user_id": "user_id", "user-id": "user_id_2", "user id": "user_id_3"}


def test_methods_leave_room_for_their_variants() -> None:
    """An operation called ``list_stream`` does not take the streamed form of ``list``."""
    group = Group(name=named("A"), operations=(operation("run"), operation("runStream")))
    names = method_names(group, Report())
    assert names == {"#/paths/run": "run", "#/paths/runStream": "run_stream_"}


def test_arguments() -> None:
    """Options of every call, keywords and the body keep their names; parameters make room."""
    made = operation(
        "op",
        parameter("timeout"),
        parameter("from"),
        parameter("filter[]"),
        parameter("id", Location.PATH),
        parameter("id", Location.QUERY),
        parameter("pet", Location.HEADER),
        body="pet",
    )
    names, body = argument_names(made)
    assert body == "pet"
    assert list(names.values()) == [
        "timeout_",
        "from_",
        "filter",
        "path_id",
        "query_id",
        "header_pet",
    ]


def test_groups() -> None:
    """A tag is a class, its asynchronous twin and a module."""
    group = Group(name=named("Chat tools"), operations=())
    made = group_names(api(groups=(group,)), (), Report())[group.name]
    assert (made.name, made.asynchronous, made.module) == (
        "ChatToolsApi",
        "AsyncChatToolsApi",
        "chat_tools_api",
    )


@pytest.mark.parametrize("name", ["", "2", "a\u0301", "\u0e33", "\u2160", "ˆ"])
def test_legal(name: str) -> None:
    """Whatever words are made of, the result is an identifier."""
    assert legal(name, "value").isidentifier()
