"""The pages of Ruby clients: the examples of models run, for every document, and are tidy."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ruby
from tests.wire import markdown_pages
from tests.wire.languages import client
from tests.wire.languages.language import RUNNERS
from tests.wire.languages.ruby import RUBY
from tests.wire.test_features import DOCUMENTS, REFUSED

PROGRAM = r"""
require 'json'
$LOAD_PATH.unshift(File.join(ARGV.fetch(0), 'lib'))
Warning.extend(Module.new { def warn(message, **) = raise(message) })
JSON.parse($stdin.read).each do |place, text|
  eval(text, TOPLEVEL_BINDING.dup, place)
end
"""
"""Runs programs one after the other, each with variables of its own."""


def examples(folder: Path) -> Iterator[tuple[str, str]]:
    """Every example below a folder with its place."""
    for path in markdown_pages.pages(folder):
        for block in markdown_pages.read(path).blocks:
            if block.language == RUBY.examples.fence:
                yield f"{path.stem}_{block.line}", block.text


@pytest.mark.parametrize("document", sorted({*DOCUMENTS, "openai"} - REFUSED))
def test_examples_of_models_run(document: str) -> None:
    """Every example of a page of a model runs, silently under ``-w``, and prints something."""
    command = [ruby.ruby(), "-w", "-e", PROGRAM]
    folder = client(RUBY, document)
    blocks = [each for each in examples(folder / "docs") if ".configure do" not in each[1]]
    done = subprocess.run(
        [*command, str(folder)],
        input=json.dumps(blocks),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) >= len(blocks)


def test_rubocop_accepts_examples_and_runners(tmp_path: Path) -> None:
    """Every example of the Chat client is clean by the configuration that comes with it, and so
    are the programs that the tests run clients with."""
    ruby.rubocop()
    folder = client(RUBY, "openai")
    shutil.copy(folder / ".rubocop.yml", tmp_path)
    for place, text in examples(folder):
        file = tmp_path / f"{place.lower()}.rb"
        file.write_text(f"# frozen_string_literal: true\n\n{text}", "utf-8")
    for runner in RUNNERS.glob("*.rb"):
        shutil.copy(runner, tmp_path)
    assert ruby.lint(tmp_path, ".") == ""
