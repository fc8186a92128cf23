"""The OpenAI document of this project: OpenAI's structure, our words, examples that hold."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV30SpecValidator

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "specs" / "openai" / "openapi.yaml"
SOURCE = Path(os.environ.get("SPEC_CORPUS", "../shared/specs")) / "openai-2024-12-18.yaml"

CHAT_PATH = "/chat/completions"
STREAM_EVENT = "#/components/schemas/CreateChatCompletionStreamResponse"

SUMMARY = "/paths/~1chat~1completions/post/summary"
RESPONSE = "/paths/~1chat~1completions/post/responses/200/description"
OPENAI_TEXTS = {SUMMARY, RESPONSE}
"""Where OpenAI's text stays: the operation's own two texts, which its reference page shows."""

OPERATION_TEXT = (
    "Creates a model response for the given chat conversation. Learn more in the "
    "[text generation](/docs/guides/text-generation), [vision](/docs/guides/vision), and "
    "[audio](/docs/guides/audio) guides.  Parameter support can differ depending on the model "
    "used to generate the response, particularly for newer reasoning models. Parameters that are "
    "only supported for reasoning models are noted below. For the current state of  unsupported "
    "parameters in reasoning models,  [refer to the reasoning guide](/docs/guides/reasoning). "
)
SHARED_RUN = 60

NAME_MAPS = {"properties", "schemas", "paths", "responses", "content", "securitySchemes"}
"""Keywords whose keys are names that the document chose, so they are never keywords."""
TEXT_KEYWORDS = {"description", "summary"}
EXAMPLE_KEYWORDS = {"example", "examples"}


def load(path: Path) -> Any:
    """Parses a YAML file, with the C parser where PyYAML has it."""
    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def below(pointer: str, key: object) -> str:
    """Extends a JSON pointer by one key or index."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def resolve(document: Any, reference: str) -> Any:
    """Follows a reference of the form `#/a/b` into the document."""
    node = document
    for step in reference.removeprefix("#/").split("/"):
        node = node[step.replace("~1", "/").replace("~0", "~")]
    return node


def references(node: Any) -> Iterator[str]:
    """Yields every `$ref` in a node, examples included: those of the source hold none."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def reached(document: Any, node: Any) -> set[str]:
    """Returns the references that a node leads to, directly or over others."""
    found: set[str] = set()
    open_ends = list(references(node))
    while open_ends:
        reference = open_ends.pop()
        if reference not in found:
            found.add(reference)
            open_ends.extend(references(resolve(document, reference)))
    return found


def chat_part(source: Any) -> dict[str, Any]:
    """Cuts the chat operation, its stream event and all they reach out of OpenAI's document."""
    operation = source["paths"][CHAT_PATH]
    wanted = reached(source, [operation, {"$ref": STREAM_EVENT}])
    schemas = source["components"]["schemas"]
    return {
        **{key: source[key] for key in ("openapi", "info", "servers", "security")},
        "tags": [tag for tag in source["tags"] if tag["name"] == "Chat"],
        "paths": {CHAT_PATH: operation},
        "components": {
            "schemas": {n: s for n, s in schemas.items() if f"#/components/schemas/{n}" in wanted},
            "securitySchemes": source["components"]["securitySchemes"],
        },
    }


def is_media_type(node: dict[str, Any], pointer: str) -> bool:
    """Tells a media type object from a schema: it hangs under `content` and has a `schema`."""
    return "schema" in node and pointer.split("/")[-2:-1] == ["content"]


def structure(node: Any, pointer: str = "", named: bool = False) -> Any:
    """Copies a node without its texts, `x-` extensions and examples of media types.

    `named` says that the keys of the node are names, such as those of properties, and all stay.
    """
    if isinstance(node, list):
        return [structure(item, below(pointer, index)) for index, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    dropped: set[str] = set()
    if not named:
        dropped = TEXT_KEYWORDS | {key for key in node if key.startswith("x-")}
        if is_media_type(node, pointer):
            dropped |= EXAMPLE_KEYWORDS
    return {
        key: structure(value, below(pointer, key), not named and key in NAME_MAPS)
        for key, value in node.items()
        if key not in dropped
    }


def differences(ours: Any, theirs: Any, pointer: str = "", named: bool = False) -> Iterator[str]:
    """Yields each difference of two nodes with its JSON pointer, order of names included.

    `named` says that the keys of the nodes are names. The order of keywords does not matter.
    """
    if type(ours) is not type(theirs):
        yield f"{pointer}: we have {ours!r}, OpenAI has {theirs!r}"
    elif isinstance(ours, dict):
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            if key not in theirs:
                yield f"{below(pointer, key)}: only we have it"
            elif key not in ours:
                yield f"{below(pointer, key)}: only OpenAI has it"
            else:
                names = not named and key in NAME_MAPS
                yield from differences(ours[key], theirs[key], below(pointer, key), names)
        if named and ours.keys() == theirs.keys() and list(ours) != list(theirs):
            yield f"{pointer}: we have the order {list(ours)}, OpenAI has {list(theirs)}"
    elif isinstance(ours, list) and len(ours) == len(theirs):
        for index, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(mine, other, below(pointer, index))
    elif ours != theirs:
        yield f"{pointer}: we have {ours!r}, OpenAI has {theirs!r}"


def texts(node: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yields each description and summary with its JSON pointer, those in examples included."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in TEXT_KEYWORDS and isinstance(value, str):
                yield below(pointer, key), value
            else:
                yield from texts(value, below(pointer, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, below(pointer, index))


def normal(text: str) -> str:
    """Makes each run of white space one space and removes it at both ends."""
    return " ".join(text.split())


def runs(text: str) -> set[str]:
    """Returns all substrings of the length that we must not share with OpenAI's texts."""
    return {text[start : start + SHARED_RUN] for start in range(len(text) - SHARED_RUN + 1)}


def json_schema(node: Any, named: bool = False) -> Any:
    """Turns OpenAPI 3.0's `nullable` into JSON Schema, where null is a type like others."""
    if isinstance(node, list):
        return [json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {k: json_schema(v, not named and k in NAME_MAPS) for k, v in node.items()}
    if named or copy.pop("nullable", False) is not True:
        return copy
    if "type" not in copy:
        return {"anyOf": [copy, {"type": "null"}]}
    copy["type"] = [copy["type"], "null"]
    if "enum" in copy:
        copy["enum"] = [*copy["enum"], None]
    return copy


def faults(document: Any, schema: Any, value: Any) -> list[str]:
    """Returns why a value is not valid under a schema of the document; empty if it is."""
    schemas = {"components": {"schemas": json_schema(document["components"]["schemas"], True)}}
    validator = Draft202012Validator({"allOf": [json_schema(schema)], **schemas})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def examples(node: Any, pointer: str = "", named: bool = False) -> Iterator[tuple[str, Any, Any]]:
    """Yields pointer, schema and value of each example, of media types and of schemas alike."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from examples(item, below(pointer, index))
    elif isinstance(node, dict):
        media_type = not named and is_media_type(node, pointer)
        if not named and "example" in node:
            schema = node["schema"] if media_type else node
            yield below(pointer, "example"), schema, node["example"]
        if media_type:
            for name, example in node.get("examples", {}).items():
                yield f"{pointer}/examples/{name}", node["schema"], example["value"]
        for key, value in node.items():
            if named or key not in EXAMPLE_KEYWORDS:
                yield from examples(value, below(pointer, key), not named and key in NAME_MAPS)


OURS = load(DOCUMENT)
EXAMPLES = list(examples(OURS))


@pytest.fixture(scope="module")
def source() -> Any:
    """OpenAI's whole document, which lies beside the project, not in it."""
    path = ROOT / SOURCE
    if not path.is_file():
        pytest.skip(f"no {SOURCE}: set SPEC_CORPUS to the folder with OpenAI's documents")
    return load(path)


def test_the_structure_is_that_of_openai(source: Any) -> None:
    """Apart from texts, extensions and request examples, our document is OpenAI's chat part."""
    found = list(differences(structure(OURS), structure(chat_part(source))))
    assert not found, "\n" + "\n".join(found)


def test_a_difference_is_shown_with_its_json_pointer() -> None:
    """The comparison names the place of a changed value, a lost name and a changed order."""
    theirs = {"properties": {"a": {"maximum": 1}, "b/c": {"type": 1, "title": 2}}, "required": []}
    ours = {"properties": {"b/c": {"title": 2, "type": 1}, "a": {"maximum": True}}, "paths": {}}
    assert list(differences(ours, theirs)) == [
        "/properties/a/maximum: we have True, OpenAI has 1",
        "/properties: we have the order ['b/c', 'a'], OpenAI has ['a', 'b/c']",
        "/paths: only we have it",
        "/required: only OpenAI has it",
    ]


def test_a_property_named_like_a_keyword_is_compared() -> None:
    """Texts are left out of the comparison, a property called `description` is not."""
    schema = {"description": "A text.", "properties": {"description": {"type": "string"}}}
    assert structure(schema) == {"properties": {"description": {"type": "string"}}}


def test_the_operation_text_is_that_of_the_reference_page() -> None:
    """With each line break as a space, the operation's text is the one users know, to the byte."""
    assert resolve(OURS, f"#{SUMMARY}").replace("\n", " ") == OPERATION_TEXT


def test_the_operation_text_is_that_of_openai(source: Any) -> None:
    """The operation's texts are OpenAI's, line breaks included."""
    for pointer in OPENAI_TEXTS:
        assert resolve(OURS, f"#{pointer}") == resolve(source, f"#{pointer}"), pointer


def test_the_descriptions_are_our_own(source: Any) -> None:
    """No text of ours but the operation's is one of OpenAI's or repeats 60 characters of one."""
    theirs = {normal(text) for _, text in texts(source)}
    their_runs = set[str]().union(*map(runs, theirs))
    ours = {pointer: normal(text) for pointer, text in texts(OURS) if pointer not in OPENAI_TEXTS}
    assert not [pointer for pointer, text in ours.items() if text in theirs]
    shared = {pointer: sorted(runs(text) & their_runs)[:1] for pointer, text in ours.items()}
    assert not {pointer: run for pointer, run in shared.items() if run}


def test_everything_that_openai_describes_is_described(source: Any) -> None:
    """Where OpenAI's document has a text, ours has one too, and none of ours is empty."""
    theirs = {
        p
        for p, _ in texts(chat_part(source))
        if "/x-" not in p  # extensions of OpenAI's own documentation, which we left out
    }
    ours = dict(texts(OURS))
    assert not theirs - ours.keys()
    assert not [pointer for pointer, text in ours.items() if not text.strip()]


@pytest.mark.parametrize(
    ("schema", "value"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES]
)
def test_each_example_is_valid(schema: Any, value: Any) -> None:
    """Every example in the document, of a media type or of a schema, satisfies its schema."""
    assert not faults(OURS, schema, value)


def test_the_requests_show_a_question_tools_and_an_image() -> None:
    """The operation has the examples we promise: three requests and one response."""
    media_type_examples = [pointer for pointer, _, _ in EXAMPLES if "/examples/" in pointer]
    assert [pointer.rpartition("/")[2] for pointer in media_type_examples] == [
        "minimal",
        "tools",
        "image",
        "answer",
    ]


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ({"model": "m", "messages": [{"role": "user", "content": "Hi"}]}, True),
        ({"model": "m", "messages": [{"role": "user", "content": "Hi"}], "store": None}, True),
        ({"model": "m", "messages": [{"role": "assistant", "content": None}]}, True),
        ({"model": "m", "messages": [{"role": "assistant", "content": 1}]}, False),
        ({"model": "m", "messages": [{"role": "user"}]}, False),
        ({"model": "m", "messages": []}, False),
        ({"model": None, "messages": [{"role": "user", "content": "Hi"}]}, False),
        ({"model": "m", "messages": [{"role": "user", "content": "Hi"}], "n": 129}, False),
    ],
)
def test_the_check_of_examples_can_fail(value: Any, valid: bool) -> None:
    """The check takes null only where the schema is nullable, and finds what is wrong."""
    schema = {"$ref": "#/components/schemas/CreateChatCompletionRequest"}
    assert (not faults(OURS, schema, value)) is valid


def test_the_document_is_valid_openapi() -> None:
    """The document is OpenAPI 3.0 to openapi-spec-validator, as is OpenAI's chat part."""
    assert not [error.message for error in OpenAPIV30SpecValidator(OURS).iter_errors()]
