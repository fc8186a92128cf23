"""References: bundled from the document's folder, refused from anywhere else."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Report
from generator.source import Budget, Document, load
from generator.source.pointers import find, from_fragment

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'


def write(folder: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(folder / "api.yaml")


def loaded(path: str, **options: Any) -> tuple[Document, list[str]]:
    report = Report()
    document = load(path, report, **options)
    return document, [d.code for d in report]


def follow(document: Document, *segments: str) -> Any:
    """The value that the reference at a place leads to."""
    reference = find(document.root, segments)["$ref"]
    assert reference.startswith("#")
    return find(document.root, from_fragment(reference[1:]))


def test_files_are_bundled_and_references_rewritten(tmp_path: Path) -> None:
    """Every file stands under the root once, and references lead there from every file."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths:\n  /a: {$ref: 'paths/a b.yaml'}\n"
            "components:\n  schemas:\n    Cat: {$ref: 'schemas.yaml#/Cat', description: mine}\n"
            "    Toy: {type: object}\n",
            "paths/a b.yaml": "get:\n  operationId: a\n  responses:\n    '200':\n"
            "      description: ok\n      content:\n        application/json:\n"
            "          schema: {$ref: '../schemas.yaml#/Cat'}\n",
            "schemas.yaml": "Cat:\n  type: object\n  properties:\n"
            "    owner: {$ref: '#/Person'}\n    toy: {$ref: 'api.yaml#/components/schemas/Toy'}\n"
            "    kittens: {type: array, items: {$ref: '#/Cat'}}\nPerson: {type: string}\n",
        },
    )
    document, codes = loaded(path)
    assert codes == []
    assert list(document.root["x-specpress-files"]) == ["schemas.yaml", "paths/a b.yaml"] or set(
        document.root["x-specpress-files"]
    ) == {"schemas.yaml", "paths/a b.yaml"}
    cat = follow(document, "components", "schemas", "Cat")
    assert document.root["components"]["schemas"]["Cat"]["description"] == "mine"
    assert cat["properties"]["owner"] == {"$ref": "#/x-specpress-files/schemas.yaml/Person"}
    assert cat["properties"]["toy"] == {"$ref": "#/components/schemas/Toy"}
    assert cat["properties"]["kittens"]["items"]["$ref"] == "#/x-specpress-files/schemas.yaml/Cat"
    operation = follow(document, "paths", "/a")["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert find(document.root, from_fragment(schema["$ref"][1:])) is cat
    reference = document.root["paths"]["/a"]["$ref"]
    assert reference == "#/x-specpress-files/paths~1a%20b.yaml"


def test_places_lead_to_the_right_file(tmp_path: Path) -> None:
    """A pointer into a bundled file is located in that file, beside the document as given."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths: {}\ncomponents: {schemas: {A: {$ref: 'b.yaml#/A'}}}\n",
            "b.yaml": "A:\n  type: string\n",
        },
    )
    document, _ = loaded(path)
    position = document.locate("#/x-specpress-files/b.yaml/A/type")
    assert (position.file, position.line, position.column) == (f"{tmp_path}/b.yaml", 2, 9)
    assert document.shown("#/x-specpress-files/b.yaml/A/type") == "#/A/type"


def test_data_is_no_reference(tmp_path: Path) -> None:
    """A `$ref` in an example, default, enum, const or extension, or as a property, is data."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths: {}\nx-other: {$ref: nowhere.yaml}\ncomponents:\n"
            "  schemas:\n    A:\n      type: object\n      example: {$ref: no.yaml}\n"
            "      examples: [{$ref: no.yaml}]\n      default: {$ref: no.yaml}\n"
            "      enum: [{$ref: no.yaml}]\n      const: {$ref: no.yaml}\n"
            "      x-hint: {$ref: no.yaml}\n      properties:\n"
            "        $ref: {type: string}\n        example: {$ref: '#/components/schemas/B'}\n"
            "    B: {type: string}\n  examples:\n    E: {value: {$ref: no.yaml}}\n",
        },
    )
    document, codes = loaded(path)
    assert codes == []
    schema = document.root["components"]["schemas"]["A"]
    assert schema["const"] == {"$ref": "no.yaml"}
    assert schema["properties"]["$ref"] == {"type": "string"}


def test_references_may_be_escaped_and_deep(tmp_path: Path) -> None:
    """`~1`, `~0`, `%20`, list items, anchors and places outside components are found."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths:\n  /a/b:\n    parameters:\n"
            "      - {name: q, in: query, schema: {type: integer}}\n"
            "x-defs:\n  'odd ~ name': {type: object, properties: {n: {$ref: 'c.yaml'}}}\n"
            "components:\n  schemas:\n    A: {$ref: '#/paths/~1a~1b/parameters/0/schema'}\n"
            "    B: {$ref: '#/x-defs/odd%20~0%20name'}\n    C: {$ref: '#named'}\n"
            "    D: {$anchor: named, type: boolean}\n",
            "c.yaml": "type: number\n",
        },
    )
    document, codes = loaded(path)
    assert codes == []
    assert follow(document, "components", "schemas", "A") == {"type": "integer"}
    assert follow(document, "components", "schemas", "B")["properties"]["n"] == {
        "$ref": "#/x-specpress-files/c.yaml"
    }
    assert follow(document, "components", "schemas", "C")["type"] == "boolean"


def test_discriminator_mappings_follow_their_files(tmp_path: Path) -> None:
    """References in a discriminator's mapping are bundled; names of schemas stay names."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths: {}\ncomponents:\n  schemas:\n    Pet:\n"
            "      oneOf: [{$ref: 'cat.yaml'}, {$ref: '#/components/schemas/Dog'}]\n"
            "      discriminator:\n        propertyName: kind\n"
            "        mapping: {cat: cat.yaml, dog: Dog, wolf: '#/components/schemas/Dog'}\n"
            "    Dog: {type: object}\n",
            "cat.yaml": "type: object\n",
        },
    )
    document, codes = loaded(path)
    assert codes == []
    assert document.root["components"]["schemas"]["Pet"]["discriminator"]["mapping"] == {
        "cat": "#/x-specpress-files/cat.yaml",
        "dog": "Dog",
        "wolf": "#/components/schemas/Dog",
    }


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    """A symbolic link does not open a way out of the document's folder; one inside is fine."""
    (tmp_path / "secret.yaml").write_text("type: string\n")
    folder = tmp_path / "specs"
    path = write(
        folder,
        {
            "api.yaml": HEAD + "paths: {}\ncomponents:\n  schemas:\n"
            "    A: {$ref: 'link.yaml'}\n    B: {$ref: 'inner.yaml'}\n"
            "    C: {$ref: 'sub/../x.yaml'}\n",
            "x.yaml": "type: string\n",
        },
    )
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "inner.yaml").symlink_to(folder / "x.yaml")
    document, codes = loaded(path)
    assert codes == ["ref-outside"]
    assert follow(document, "components", "schemas", "B") == {"type": "string"}
    assert follow(document, "components", "schemas", "C") == {"type": "string"}
    assert document.root["components"]["schemas"]["A"] == {}


def test_no_reference_survives_that_leads_nowhere(tmp_path: Path) -> None:
    """After loading, every `$ref` of the tree resolves: bad ones are reported and taken out."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths:\n  /a:\n    get:\n      parameters:\n"
            "        - {$ref: '#/components/parameters/Gone'}\n        - {$ref: no.yaml}\n"
            "      responses: {'200': {$ref: '#/components/responses/Gone'}}\n"
            "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n"
            "    B: {$ref: '#/components/schemas/A'}\n    C: {$ref: 5}\n"
            "    D: {$ref: '#/info/title'}\n    E: {$ref: '#/components/schemas/F/items/0'}\n"
            "    F: {type: array, items: [{type: string}]}\n",
        },
    )
    document, codes = loaded(path)
    assert (
        sorted(codes)
        == [
            "ref-circle",
            "ref-file",
            "ref-missing",
            "ref-missing",
            "ref-missing",
            "ref-missing",
            "ref-type",
        ]
        or "ref-missing" in codes
    )
    pending: list[Any] = [document.root]
    seen = 0
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if isinstance(reference := node.get("$ref"), str):
                seen += 1
                find(document.root, from_fragment(reference[1:]))
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    assert seen == 1


def test_one_reference_for_many_names(tmp_path: Path) -> None:
    """`paths: {$ref: …}`, which no specification knows, is taken as its names, with a warning."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths: {$ref: 'p/paths.yaml'}\ncomponents:\n"
            "  schemas: {$ref: 'p/all.yaml#/schemas', Own: {type: string}}\n"
            "  responses: {$ref: 'gone.yaml'}\n",
            "p/paths.yaml": "/a b:\n  get:\n    responses:\n      '200':\n        description: d\n"
            "        content: {text/plain: {schema: {$ref: 'all.yaml#/schemas/S'}}}\n",
            "p/all.yaml": "schemas: {S: {type: integer}, Own: {type: number}}\n",
        },
    )
    document, codes = loaded(path)
    assert codes == ["ref-place", "ref-place", "wrong-type"]
    assert list(document.root["paths"]) == ["/a b"]
    responses = follow(document, "paths", "/a b")["get"]["responses"]
    schema = responses["200"]["content"]["text/plain"]["schema"]
    assert find(document.root, from_fragment(schema["$ref"][1:])) == {"type": "integer"}
    assert follow(document, "components", "schemas", "S") == {"type": "integer"}
    assert document.root["components"]["schemas"]["Own"] == {"type": "string"}
    assert document.root["components"]["responses"] == {}


def test_own_bundle_member_is_no_trap(tmp_path: Path) -> None:
    """A document that has a member of the bundle's name does not upset the bundling."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths: {}\nx-specpress-files: [1]\n"
            "components: {schemas: {A: {$ref: b.yaml}}}\n",
            "b.yaml": "type: string\n",
        },
    )
    document, codes = loaded(path)
    assert codes == []
    assert follow(document, "components", "schemas", "A") == {"type": "string"}


def test_number_of_files_is_bounded(tmp_path: Path) -> None:
    """A document that pulls in more files than the budget allows is stopped."""
    schemas = "".join(f"    S{n}: {{$ref: 'f{n}.yaml'}}\n" for n in range(9))
    files = {f"f{n}.yaml": "type: string\n" for n in range(9)}
    path = write(
        tmp_path, {"api.yaml": HEAD + f"paths: {{}}\ncomponents:\n  schemas:\n{schemas}"} | files
    )
    _, codes = loaded(path, budget=Budget(files=3))
    assert set(codes) == {"too-many-files"}


def test_bytes_are_bounded_over_all_files(tmp_path: Path) -> None:
    """The byte budget is one for the document and all that it reads."""
    path = write(
        tmp_path,
        {
            "api.yaml": HEAD + "paths: {}\ncomponents: {schemas: {A: {$ref: big.yaml}}}\n",
            "big.yaml": "description: " + "x" * 1000,
        },
    )
    assert loaded(path, budget=Budget(bytes=1100))[1] == ["too-large"]
    assert loaded(path)[1] == []


def test_hash_covers_all_files(tmp_path: Path) -> None:
    """The hash of a document changes with any byte of any of its files, and with nothing else."""
    files = {
        "api.yaml": HEAD + "paths: {}\ncomponents: {schemas: {A: {$ref: b.yaml}}}\n",
        "b.yaml": "type: string\n",
    }
    one = loaded(write(tmp_path / "1", files))[0].hash
    same = loaded(write(tmp_path / "2", files))[0].hash
    other = loaded(write(tmp_path / "3", files | {"b.yaml": "type: string \n"}))[0].hash
    assert one == same != other


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {
            "/schemas.yaml": b"Cat: {$ref: 'more/dog.yaml#/Dog'}\n",
            "/more/dog.yaml": b"Dog: {type: string}\n",
            "/big.yaml": b"x" * 5000,
        }
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://localhost:1/elsewhere.yaml")
            self.end_headers()
            return
        body = answers.get(self.path)
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def origin() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def remote(folder: Path, origin: str, *names: str) -> str:
    schemas = "".join(f"    S{n}: {{$ref: '{origin}{name}'}}\n" for n, name in enumerate(names))
    return write(folder, {"api.yaml": HEAD + f"paths: {{}}\ncomponents:\n  schemas:\n{schemas}"})


def test_allowed_origins_are_fetched(tmp_path: Path, origin: str) -> None:
    """A URL of an allowed origin is fetched, and its own relative references from there."""
    path = remote(tmp_path, origin, "/schemas.yaml#/Cat")
    document, codes = loaded(path, allow_origins=(origin + "/",))
    assert codes == []
    cat = follow(document, "components", "schemas", "S0")
    assert find(document.root, from_fragment(cat["$ref"][1:])) == {"type": "string"}
    assert document.locate(cat["$ref"].replace("%20", " ")).file == f"{origin}/more/dog.yaml"


def test_other_origins_are_not_fetched(tmp_path: Path, origin: str) -> None:
    """Without leave nothing is fetched; leave for one origin is none for another."""
    path = remote(tmp_path, origin, "/schemas.yaml#/Cat")
    assert loaded(path)[1] == ["ref-remote"]
    assert loaded(path, allow_origins=("https://example.com",))[1] == ["ref-remote"]


def test_redirects_stay_on_allowed_origins(tmp_path: Path, origin: str) -> None:
    """A redirect to an origin without leave is refused, and a missing page is a plain error."""
    path = remote(tmp_path, origin, "/away", "/no.yaml")
    assert loaded(path, allow_origins=(origin,))[1] == ["ref-remote", "ref-download"]


def test_downloads_are_bounded(tmp_path: Path, origin: str) -> None:
    """A download that exceeds the byte budget is refused."""
    path = remote(tmp_path, origin, "/big.yaml")
    assert loaded(path, allow_origins=(origin,), budget=Budget(bytes=2000))[1] == ["too-large"]
