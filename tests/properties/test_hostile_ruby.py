"""The Ruby target under hostile text: what a document says is data and stays data."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from generator.targets.ruby import TARGET
from tests.support import ruby
from tests.support.twins import (
    NAMES,
    descriptions,
    files,
    foreign_tags,
    frame,
    twin,
    wire_texts,
)

FENCED = re.compile(r"^```ruby\n(.*?)^```$", re.M | re.S)
READ = Path(__file__).resolve().parents[1] / "support" / "ruby_tools" / "read.rb"
SIGNATURES = r"""
require 'json'
require 'rbs'
def shape(each)
  name = each.respond_to?(:name) ? each.name.to_s : ''
  members = each.respond_to?(:members) ? each.members.map { |member| shape(member) } : []
  [each.class.name, name, *members]
end
found = JSON.parse($stdin.read).transform_values do |text|
  RBS::Parser.parse_signature(text).map { |each| shape(each) }
end
print JSON.generate(found)
"""
GEM = r"""
require 'json'
spec = Gem::Specification.load(ARGV.fetch(0))
names = Gem::Specification.attribute_names - %i[date]
print JSON.generate(names.to_h { |name| [name, spec.public_send(name).to_s] })
"""
OURS = r"#\s*@!?[a-z_]+"


@cache
def output(name: str) -> dict[str, str]:
    """Every file that is planned for one of the twins, as text."""
    return files(TARGET, name, {"package": "hostile_client"})


def programs(name: str) -> dict[str, str]:
    """Every program of the output: sources, tests, and the examples of the docs."""
    found: dict[str, str] = {}
    for path, text in output(name).items():
        if path.endswith((".rb", ".gemspec", "Rakefile")):
            found[path] = text
        elif path.endswith(".md"):
            for number, example in enumerate(FENCED.findall(text)):
                found[f"{path}#{number}.rb"] = example
    return found


def run(script: str, data: object, *arguments: str) -> Any:
    """What a Ruby program makes of JSON, or of its arguments."""
    done = subprocess.run(
        [ruby.ruby(), "-e", script, *arguments],
        input=json.dumps(data),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


@cache
def read(name: str) -> dict[str, dict[str, Any]]:
    """For each program: its syntax tree without texts, its texts, its comments, its faults."""
    found: dict[str, dict[str, Any]] = run(READ.read_text(encoding="utf-8"), programs(name))
    return found


def test_the_same_files_come_out() -> None:
    """Names of files do not depend on the signs in names, and no file leaves the folder."""
    assert output("hostile").keys() == output("harmless").keys()
    for path in output("hostile"):
        assert not path.startswith("/")
        assert ".." not in PurePosixPath(path).parts
        assert re.fullmatch(r"[A-Za-z0-9_./-]+", path), path


@pytest.mark.parametrize("path", sorted(programs("harmless")))
def test_the_same_syntax_tree(path: str) -> None:
    """Hostile text gives the same syntax tree as harmless text, in sources and in examples; it
    parses, and no comment of it is obeyed by Ruby."""
    strange, plain = read("hostile")[path], read("harmless")[path]
    assert strange["faults"] == plain["faults"] == []
    assert strange["tree"] == plain["tree"]
    ours = [] if "#" in path else ["frozen_string_literal"]
    assert strange["directives"] == plain["directives"] == ours


def test_comments_hold_no_tags_but_ours() -> None:
    """A comment has the tags of YARD that harmless text has, and instructs no tool."""
    for path, program in read("hostile").items():
        said = [re.findall(OURS, each) for each in program["comments"] if re.match(OURS, each)]
        plain = read("harmless")[path]["comments"]
        assert said == [re.findall(OURS, each) for each in plain if re.match(OURS, each)], path
        for each in program["comments"]:
            assert not re.search(r"rubocop\s*:\s*(dis|en)able|:nodoc:|-\*-", each)


def test_literals_are_exact() -> None:
    """Names and values of the wire stand in the sources as literals that evaluate to them."""
    said = {text for program in read("hostile").values() for text in program["texts"]}
    wanted = wire_texts(twin("hostile"))
    assert len(wanted) > 5
    assert sorted(wanted - said) == []


def test_descriptions_are_kept() -> None:
    """Every sign of a schema's description, white space and our escapes aside, is in a comment."""

    def bare(text: str) -> str:
        return re.sub(r"[\s\\]|<U\+[0-9A-F]+>|[\u2028\u2029\u0085]", "", text)

    comments = [
        re.sub(r"^# {0,3}", "", each)
        for program in read("hostile").values()
        for each in program["comments"]
    ]
    said = bare("".join(comments))
    found = descriptions(twin("hostile"))
    assert found
    for text in found:
        assert bare(text) in said


def test_signatures_declare_the_same() -> None:
    """Signatures parse, and declare what those of the harmless twin declare."""
    strange, plain = (
        run(SIGNATURES, {p: t for p, t in output(name).items() if p.endswith(".rbs")})
        for name in NAMES
    )
    assert strange == plain
    assert any(strange.values())


@pytest.mark.parametrize("path", sorted(p for p in output("harmless") if p.endswith(".md")))
def test_markdown_is_safe(path: str) -> None:
    """Text of the document breaks no table, makes no heading, opens no fence and no tag."""
    page = output("hostile")[path]
    assert frame(page) == frame(output("harmless")[path])
    assert foreign_tags(page) == []


def test_the_gem_is_what_it_says(tmp_path: Path) -> None:
    """The gemspec loads; but for the texts of the document, its fields are those of the twin."""
    specs: list[dict[str, str]] = []
    for name in NAMES:
        for path in ("hostile_client.gemspec", "lib/hostile_client/version.rb"):
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(output(name)[path], encoding="utf-8")
        specs.append(run(GEM, None, str(tmp_path / name / "hostile_client.gemspec")))
    texts = {"summary", "description", "authors"}
    strange, plain = ({k: v for k, v in each.items() if k not in texts} for each in specs)
    assert strange == plain
