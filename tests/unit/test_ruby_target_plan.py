"""The pages of the Ruby target: complete gems that load, check, and pass their own tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.diagnostics import Refused, Report
from generator.emit.lint import lint
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.targets.ruby import TARGET
from tests.support import ruby
from tests.support.ruby_packages import (
    CHAT,
    FEATURES,
    load_all,
    package_name,
    validate_all,
    write,
)

TEMPLATES = Templates(TARGET.templates, shared(SHARED))
TESTS = "Dir.glob('./test/*_test.rb').sort.each { |path| require path }"
SHIPPED = ("harmless", "hostile", "wire-models", "stream-sse", "names-reserved", "pagination")
LINTED = (
    *("chat", "bodies-multipart", "dates", "enum-values", "hostile", "names-clash"),
    *("names-empty-and-symbols", "names-parameters-clash", "names-reserved", "nested-unions"),
    *("pagination", "parameters-many", "schema-loose", "servers", "stream-sse", "wire-models"),
)
"""What the linter, which is slow, looks at: every kind of file and of name."""

PAGING = r"""
require 'paged'
configuration = Paged::Configuration.new(host: ARGV.fetch(0))
Paged::ApiClient.open(configuration) do |client|
  api = Paged::DefaultApi.new(client)
  api.list_items_all(limit: 2) { |item| puts item.id }
  puts api.list_items_all(limit: 2).lazy.map(&:id).first(3)
end
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The gem of every document that can be generated, in a folder of its own."""
    folder = tmp_path_factory.mktemp("gems")
    found: dict[str, Path] = {}
    for document in (*FEATURES, CHAT):
        name = "chat" if document == CHAT else document.stem
        options = {"package": "chat_client" if document == CHAT else package_name(document)}
        try:
            found[name] = write(document, folder / name, **options)
        except Refused:
            continue  # a document that no target accepts
    assert len(found) > 100
    return found


def files(folder: Path, pattern: str) -> Iterator[str]:
    """Generated Ruby files of a package: not those that are copied."""
    for path in sorted(folder.glob(pattern)):
        if "runtime" not in path.relative_to(folder).as_posix():
            yield str(path)


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_templates_only_print(name: str) -> None:
    """No template decides or builds anything."""
    assert lint(name, TEMPLATES.source(name)) == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("package", "Not-A-Gem"),
        ("package", "1st"),
        ("module", "lower"),
        ("module", "A::B"),
        ("version", "one"),
        ("homepage", "javascript:x"),
        ("colour", "red"),
    ],
)
def test_options_are_checked(option: str, value: str) -> None:
    """A value that Ruby could not say is an error, with the name of the option."""
    report = Report()
    TARGET.options({option: value}, report)
    assert [each.code for each in report.errors] == ["option"]
    assert option in report.errors[0].message


def test_the_module_is_made_of_the_package() -> None:
    """``openapi_openai`` gives ``OpenapiOpenai``, unless something else is wanted."""
    assert TARGET.options({"package": "open_pets2"}, Report()).module == "OpenPets2"
    assert TARGET.options({"package": "a", "module": "OpenAI"}, Report()).module == "OpenAI"


def test_everything_loads_silently(packages: dict[str, Path]) -> None:
    """Every file of every gem loads under ``-w`` without a word; no constant is missing."""
    assert load_all(list(packages.values())) == "all loaded"


def test_signatures_are_valid(packages: dict[str, Path]) -> None:
    """``rbs validate`` accepts the signatures of every gem."""
    assert validate_all(list(packages.values())) == ""


def test_there_are_signatures_for_every_file(packages: dict[str, Path]) -> None:
    """One file of signatures stands beside each file of models and operations."""
    for folder in packages.values():
        name = next(folder.glob("*.gemspec")).stem
        for kind in ("models", "api"):
            sources = {path.stem for path in (folder / "lib" / name / kind).glob("*.rb")}
            assert sources == {path.stem for path in (folder / "sig" / kind).glob("*.rbs")}


def test_rubocop_finds_nothing(packages: dict[str, Path]) -> None:
    """rubocop has nothing against what is generated, by the configuration that is shipped."""
    program = ruby.rubocop()
    found = [
        path
        for folder in (packages[name] for name in LINTED)
        for pattern in ("lib/**/*.rb", "*.gemspec", "Rakefile")
        for path in files(folder, pattern)
    ]
    found += files(packages["chat"], "test/*.rb")
    config = packages["chat"] / ".rubocop.yml"
    done = subprocess.run(
        [program, "--cache", "false", "--format", "emacs", "--config", str(config), *found],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout[:3000]) == (0, "")


@pytest.mark.parametrize("name", ["chat", *SHIPPED])
def test_the_shipped_tests_pass(packages: dict[str, Path], name: str) -> None:
    """The tests that come with a gem pass where they are, and there are some."""
    status, printed = ruby.run(["-Ilib", "-Itest", "-e", TESTS], cwd=packages[name])
    assert status == 0, printed
    assert "warning" not in printed
    assert re.search(r"[1-9][0-9]* runs, .* 0 failures, 0 errors, 0 skips", printed)


def test_rake_runs_the_shipped_tests(packages: dict[str, Path]) -> None:
    """``rake`` alone runs them."""
    rake = shutil.which("rake")
    if rake is None:
        pytest.skip(f"rake not found; install: {ruby.INSTALL}")
    done = subprocess.run(
        [rake], cwd=packages["chat"], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, "0 failures, 0 errors" in done.stdout) == (0, True), done.stdout


def test_the_gem_installs(tmp_path: Path) -> None:
    """``gem build`` and ``gem install`` accept the gem; what is installed loads by its name."""
    ruby.ruby()
    page = "https://example.com/client"
    folder = write(CHAT, tmp_path / "chat", package="chat_client", author="A", homepage=page)
    home = {**os.environ, "GEM_HOME": str(tmp_path / "home"), "GEM_PATH": str(tmp_path / "home")}
    gem = str(tmp_path / "chat.gem")
    options = ["--local", "--no-document", "--quiet"]
    for command in (
        ["gem", "build", "--strict", "chat_client.gemspec", "--output", gem],
        ["gem", "install", *options, gem],
        ["ruby", "-w", "-r", "chat_client", "-e", "ChatClient::ChatApi.new; print 'loaded'"],
    ):
        done = subprocess.run(
            command,
            cwd=folder,
            env=home,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (done.stdout, done.stderr) == ("loaded", "")
    installed = tmp_path / "home" / "gems" / "chat_client-1.0.0"
    assert (installed / "sig" / "chat_client.rbs").exists()
    assert (installed / "LICENSE").exists()


@pytest.mark.parametrize("name", ["chat", "hostile", "names-reserved", "pagination", "wire-models"])
def test_yard_understands_the_comments(packages: dict[str, Path], name: str) -> None:
    """YARD reads the comments of what is generated without a warning."""
    yard = shutil.which("yard")
    if yard is None:
        pytest.skip("yard not found; install: apt-get install yard")
    found = list(files(packages[name], "lib/**/*.rb"))
    done = subprocess.run(
        [yard, "stats", "--no-cache", "--no-save", *found],
        cwd=packages[name],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert "[warn]" not in done.stdout + done.stderr
    assert "[error]" not in done.stdout + done.stderr


class _Pages(BaseHTTPRequestHandler):
    """Three pages of two things each."""

    def do_GET(self) -> None:
        after = int(parse_qs(urlsplit(self.path).query).get("after", ["0"])[0])
        items = ", ".join(f'{{"id": "{after + place}"}}' for place in (1, 2))
        more = "true" if after < 4 else "false"
        body = f'{{"data": [{items}], "has_more": {more}, "last_id": "{after + 2}"}}'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_pages_are_walked_through(tmp_path: Path) -> None:
    """``…_all`` gives every item of every page, and asks for no page that nobody reads."""
    document = next(each for each in FEATURES if each.stem == "pagination")
    folder = write(document, tmp_path / "paged", package="paged")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        status, printed = ruby.run(["-I", str(folder / "lib"), "-e", PAGING, url])
    finally:
        server.shutdown()
        server.server_close()
    assert (status, printed.split()) == (0, list("123456") + list("123"))
