"""The command line: exit codes, streams, messages."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.emit.manifest import MANIFEST
from tests.support.corpus import ROOT

SKELETON = ROOT / "generator" / "targets" / "_skeleton"

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
  /owners:
    get:
      operationId: listOwners
      tags: [Owners]
      responses: {"200": {description: Owners.}}
components:
  schemas:
    Pet:
      type: object
      properties: {name: {type: string}}
"""

WARNED = SPEC.replace("{name: {type: string}}", "{name: {type: string, default: 3}}")

CONFIG = """\
spec: api.yaml
targets:
  outline:
    output: out
    options: {package: pets}
"""


class House:
    """A folder with a document, its settings, a language, and a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(SKELETON, folder / "languages" / "outline", ignore=ignore)
        self.write("api.yaml", SPEC)
        self.write("generator.yaml", CONFIG)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        extra = ("--targets-from", "languages") if arguments[:1] == ("generate",) else ()
        return subprocess.run(
            [sys.executable, "-m", "generator", *arguments, *extra],
            cwd=self.folder,
            env=os.environ
            | {"PYTHONPATH": str(ROOT), "SPECPRESS_CACHE": str(self.folder / "cache")},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_generate_and_again(house: House) -> None:
    """The settings are followed; the second run finds nothing to do, the third what changed."""
    done = house.run("generate", "generator.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "outline → out: 3 written, 0 unchanged\n",
        "",
    )
    assert "record Pet" in house.read("out/pets/api.txt")
    done = house.run("generate", "generator.yaml")
    assert (done.returncode, done.stdout) == (0, "outline → out: 2 unchanged\n")
    house.write("api.yaml", SPEC.replace("Pets.", "All pets."))
    done = house.run("generate", "generator.yaml")
    assert done.stdout == "outline → out: 1 written, 2 unchanged\n"


def test_one_target_twice(house: House) -> None:
    """A target can have several outputs, each with its options and a name of its own."""
    entry = "  second:\n    target: outline\n    output: other\n    options: {package: others}\n"
    house.write("generator.yaml", CONFIG + entry)
    done = house.run("generate", "generator.yaml")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["outline → out: 3 written, 0 unchanged", "second → other: 3 written, 0 unchanged"],
    )
    assert house.read("out/pets/api.txt") == house.read("other/others/api.txt")
    house.write("generator.yaml", CONFIG + entry.replace("outline", "unknown"))
    done = house.run("generate", "generator.yaml", "--target", "second")
    assert done.returncode == 1 and "no target `unknown`" in done.stderr


def test_ad_hoc(house: House) -> None:
    """A document from standard input needs no settings; filters keep what they name."""
    done = house.run(
        "generate",
        *("--spec", "-", "--target", "outline", "--output", "client"),
        *("--set", "package=chosen", "--set", "fields=no", "--tag", "Owners"),
        stdin=SPEC,
    )
    assert done.returncode == 0, done.stderr
    text = house.read("client/chosen/api.txt")
    assert "list_owners" in text and "list_pets" not in text and "record" not in text


def test_edits(house: House) -> None:
    """An edited file stops the run with its name; keep and overwrite go on."""
    house.run("generate", "generator.yaml")
    house.write("out/pets/api.txt", "edited")
    house.write("api.yaml", SPEC.replace("Pets.", "All pets."))
    done = house.run("generate", "generator.yaml")
    assert done.returncode == 1 and done.stdout == ""
    assert "error[edited-file]: `pets/api.txt` was edited" in done.stderr
    assert "--on-edit keep" in done.stderr and house.read("out/pets/api.txt") == "edited"
    done = house.run("generate", "generator.yaml", "--on-edit", "keep")
    assert done.returncode == 0 and "1 kept as edited" in done.stdout
    assert house.read("out/pets/api.txt") == "edited"
    done = house.run("generate", "generator.yaml", "--on-edit", "overwrite")
    assert done.returncode == 0 and house.read("out/pets/api.txt") != "edited"


def test_nothing_to_do_is_not_believed(house: House) -> None:
    """What a person deleted or edited is noticed although document and settings are the same."""
    house.run("generate", "generator.yaml")
    (house.folder / "out" / "NOTES.txt").unlink()
    assert "1 written" in house.run("generate", "generator.yaml").stdout
    house.write("out/NOTES.txt", "edited")
    assert house.run("generate", "generator.yaml").returncode == 1


def test_warnings_and_strict(house: House) -> None:
    """A warning is shown with its place and does no harm; under --strict nothing is written."""
    house.write("api.yaml", WARNED)
    done = house.run("generate", "generator.yaml", "--strict")
    assert done.returncode == 1 and "api.yaml:" in done.stderr and "error[" in done.stderr
    assert "nothing was written" in done.stderr and not (house.folder / "out").exists()
    done = house.run("generate", "generator.yaml")
    assert done.returncode == 0 and "warning[" in done.stderr and "\x1b" not in done.stderr
    done = house.run("generate", "generator.yaml")
    assert done.returncode == 0 and "1 warning, as `validate` shows" in done.stderr
    assert house.run("generate", "generator.yaml", "--strict").returncode == 1


def test_error_in_document(house: House) -> None:
    """An error in the document is shown with file, line and column, and nothing is written."""
    house.write("api.yaml", SPEC.replace("#/components/schemas/Pet", "#/components/schemas/Cat"))
    done = house.run("generate", "generator.yaml")
    assert done.returncode == 1 and "api.yaml:13:" in done.stderr and "Cat" in done.stderr
    assert not (house.folder / "out").exists()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("spec: api.yaml\n", ":1:1", "targets"),
        ("spec: 3\ntargets: {outline: {output: out}}\n", ":1:", "spec"),
        (CONFIG + "nonsense: 1\n", ":6:", "known keys are `spec`"),
        (CONFIG.replace("output: out", "outptu: out"), ":4:", "outptu"),
        (CONFIG + "streaming:\n  listPets: {evnt: Pet}\n", ":7:", "evnt"),
        ("spec: [\n", ":", ""),
        (CONFIG + "license: {id: MIT, file: nowhere}\n", ":6:", "nowhere"),
    ],
)
def test_bad_settings(house: House, text: str, place: str, message: str) -> None:
    """Faults of generator.yaml are shown with line and column."""
    house.write("generator.yaml", text)
    done = house.run("generate", "generator.yaml")
    assert done.returncode == 1, done.stderr
    assert f"generator.yaml{place}" in done.stderr and message in done.stderr
    assert not (house.folder / "out").exists()


def test_bad_option_and_target(house: House) -> None:
    """An option and a target that do not exist are findings that say what does."""
    house.write("generator.yaml", CONFIG.replace("package: pets", "pakage: pets"))
    done = house.run("generate", "generator.yaml")
    assert done.returncode == 1 and "its options are `fields`, `package`" in done.stderr
    house.write("generator.yaml", CONFIG.replace("outline:", "outlook:"))
    done = house.run("generate", "generator.yaml")
    assert done.returncode == 1 and "no target `outlook`" in done.stderr
    assert "`outline`" in done.stderr


def test_one_folder_for_one_target(house: House) -> None:
    """Two targets never write into one folder."""
    other = house.folder / "languages" / "other"
    shutil.copytree(house.folder / "languages" / "outline", other)
    module = other / "__init__.py"
    module.write_text(module.read_text().replace('name = "outline"', 'name = "other"'))
    house.write("generator.yaml", CONFIG + "  other:\n    output: ./sub/../out\n")
    done = house.run("generate", "generator.yaml")
    assert done.returncode == 1 and "two targets would write into `out`" in done.stderr
    assert not (house.folder / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("generate", "--nonsense"),
        ("generate", "nowhere.yaml"),
        ("generate", "generator.yaml", "--spec", "api.yaml"),
        ("generate", "--spec", "api.yaml"),
        ("generate", "generator.yaml", "--output", "x"),
        ("generate", "generator.yaml", "--set", "a=b"),
        ("generate", "generator.yaml", "--target", "other"),
        (
            *("generate", "--spec", "api.yaml", "--target", "outline"),
            *("--output", "o", "--set", "package"),
        ),
        ("generate", "generator.yaml", "--on-edit", "merge"),
        ("validate",),
        ("inspect",),
    ],
    ids=" ".join,
)
def test_usage(house: House, arguments: tuple[str, ...]) -> None:
    """A command that is not understood ends with 2 and says why."""
    done = house.run(*arguments)
    assert done.returncode == 2 and "Usage:" in done.stderr and done.stdout == ""


def test_validate(house: House) -> None:
    """Several documents are judged, each with a line; any error makes the exit code 1."""
    house.write("warned.yaml", WARNED)
    done = house.run("validate", "api.yaml", "warned.yaml")
    assert done.returncode == 0
    assert done.stdout == "api.yaml: fine\nwarned.yaml: 0 errors, 1 warning\n"
    assert house.run("validate", "--strict", "api.yaml", "warned.yaml").returncode == 1
    house.write("broken.yaml", "openapi: 3.1.0\ninfo: {}\n")
    done = house.run("validate", "broken.yaml", "api.yaml", "nowhere.yaml")
    assert done.returncode == 1 and "broken.yaml:2:" in done.stderr
    assert "api.yaml: fine" in done.stdout and "nowhere.yaml" in done.stderr


def test_inspect(house: House) -> None:
    """The tree names operations and fields; the JSON is the whole model."""
    import json

    done = house.run("inspect", "api.yaml")
    assert done.returncode == 0, done.stderr
    assert "    listPets  GET /pets\n      200  application/json: [Pet]\n" in done.stdout
    assert "    Pet  1 field\n      name?  string\n" in done.stdout
    model = json.loads(house.run("inspect", "api.yaml", "--json").stdout)
    assert "declarations" in model
    assert "listPets" not in house.run("inspect", "api.yaml", "--tag", "Owners").stdout


def test_hostile_text_does_not_reach_the_terminal(house: House) -> None:
    """Controls in a document are spelled out, so that no report steers a terminal."""
    house.write("api.yaml", SPEC.replace("title: Pets", 'title: "\\e[31mPets\\n\\u202e"'))
    done = house.run("inspect", "api.yaml")
    assert done.returncode == 0 and "\x1b" not in done.stdout and "\u202e" not in done.stdout


def on_terminal(house: House, *arguments: str) -> str:
    """What a command writes where standard error is a terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        cwd=house.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SPECPRESS_CACHE": "", "TERM": "xterm"},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            written += os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed.
            break
    os.close(ours)
    assert running.wait() == 0, written
    return written.decode()


def test_terminal(house: House) -> None:
    """A terminal sees stages that come and go, colours, and a table of targets."""
    house.write("api.yaml", WARNED)
    seen = on_terminal(house, "generate", "generator.yaml", "--targets-from", "languages")
    assert all(stage in seen for stage in ("load …", "build …", "plan outline …", "write …"))
    assert "\x1b[1;33mwarning[" in seen and seen.rstrip().endswith("3 written, 0 unchanged")
    assert "│ package" in on_terminal(house, "targets", "--targets-from", "languages")


@pytest.mark.parametrize("flag", [(), ("--traceback",)])
def test_our_own_fault(house: House, flag: tuple[str, ...]) -> None:
    """An exception that reaches the user is our fault, and says so."""
    plan = house.folder / "languages" / "outline" / "plan.py"
    plan.write_text(plan.read_text().replace("names = type_names", "1 / 0\n    names = type_names"))
    done = house.run("generate", "generator.yaml", *flag)
    assert done.returncode == 1 and "fault of the generator, not of your document" in done.stderr
    assert "ZeroDivisionError: division by zero" in done.stderr and "report" in done.stderr
    assert ("Traceback" in done.stderr) == bool(flag)
    assert not (house.folder / "out").exists()


@pytest.mark.parametrize("command", ["generate", "validate", "inspect", "targets"])
def test_help(house: House, command: str) -> None:
    """Every command has help with examples, and a short one for all."""
    done = house.run(command, "--help") if command != "generate" else house.run("generate", "-h")
    assert done.returncode == 0 and "Example" in done.stdout
    assert f"  {command}" in house.run("--help").stdout


def test_help_imports_nothing_heavy() -> None:
    """Help and version do not pay for loaders, templates, formatters or validators."""
    code = (
        "import sys; from click.testing import CliRunner; from generator.cli import cli\n"
        "assert CliRunner().invoke(cli, ['--help']).exit_code == 0\n"
        "heavy = {'yaml', 'jinja2', 'black', 'rich', 'jsonschema', 'openapi_spec_validator',"
        " 'generator.build', 'generator.targets'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_manifest_tells_apart(house: House) -> None:
    """Document and settings each change their own hash in the manifest."""
    import json

    def hashes() -> tuple[str, str]:
        house.run("generate", "generator.yaml")
        manifest = json.loads(house.read(f"out/{MANIFEST}"))
        return manifest["document"], manifest["options"]

    first = hashes()
    house.write("api.yaml", SPEC + "# a comment\n")
    second = hashes()
    assert second[0] != first[0] and second[1] == first[1]
    house.write("generator.yaml", CONFIG.replace("package: pets", "package: cats"))
    third = hashes()
    assert third[0] == second[0] and third[1] != second[1]
    assert not (house.folder / "out" / "pets").exists()
