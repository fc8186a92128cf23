"""The Ruby runtime, with the hand-written sample as its client: behaviour, warnings, signatures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.targets.ruby import reserved
from tests.support import ruby

TESTS = sorted(path.name for path in (ruby.SAMPLE / "test").glob("*_test.rb"))
CORE = re.compile(r"(?<![:\w])(String|Array|Hash|Object|Integer|Float|Symbol|Proc|Class)\b")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the runtime, laid out as a generated gem."""
    return ruby.assemble(tmp_path_factory.mktemp("ruby") / "package")


@pytest.mark.parametrize("file", TESTS)
def test_behaviour(file: str, package: Path) -> None:
    """Every sentence of the runtime's own tests holds, and Ruby warns of nothing."""
    status, printed = ruby.run([str(package / "test" / file)], cwd=package)
    assert status == 0, printed
    assert re.search(r"[1-9]\d* runs, [1-9]\d* assertions, 0 failures, 0 errors, 0 skips", printed)
    assert "warning:" not in printed


def test_every_file_loads_without_a_warning(package: Path) -> None:
    """Every file loads under ``ruby -w``, every constant that is promised is there."""
    assert ruby.load_all(package) == ""


def test_signatures_are_valid(package: Path) -> None:
    """``rbs validate`` accepts the signatures of the runtime beside generated ones."""
    assert ruby.rbs_validate(package) == ""


def test_a_signature_that_is_wrong_is_refused(package: Path, tmp_path: Path) -> None:
    """The check of the signatures can fail."""
    wrong = ruby.assemble(tmp_path / "package", package)
    (wrong / "sig" / "wrong.rbs").write_text("class Wrong\n  def a: () -> Nowhere\nend\n")
    assert "Nowhere" in ruby.rbs_validate(wrong)


def test_rubocop_has_nothing_against_it(package: Path) -> None:
    """rubocop accepts the library, by the configuration that goes into the package."""
    assert ruby.lint(package) == ""


def test_every_method_of_the_runtime_has_its_signature(package: Path) -> None:
    """A public method of a public class is in its signature, and nothing else is."""
    script = r"""
    $LOAD_PATH.unshift(File.join(ARGV[0], 'lib'))
    require 'openapi_openai'
    require 'rbs'
    loader = RBS::EnvironmentLoader.new
    loader.add(path: Pathname(File.join(ARGV[0], 'sig')))
    signatures = RBS::Environment.from_loader(loader).resolve_type_names
    builder = RBS::DefinitionBuilder.new(env: signatures)
    rest = %i[inspect to_s hash eql? == pool tokens transport remember]
    root = OpenApiOpenAIClient
    classes = %i[ApiClient ApiError FilePart].map { |name| root.const_get(name) }
    classes += %i[
      Model Stream Headers ConfigurationBase ApiResponse Api Operation Param Part Content Body Use
      Response Scheme Server ServerVariable StreamOperation Pages Facts Timestamp
    ].map { |name| root::Runtime.const_get(name) }
    classes.each do |each|
      space = RBS::Namespace.parse("::#{each.name[/\A.*::/]}")
      name = RBS::TypeName.new(name: each.name[/\w+\z/].to_sym, namespace: space)
      signed = builder.build_instance(name).methods.select do |_, found|
        found.public? && found.defs.any? { |one| one.implemented_in == name }
      end.keys
      above = each.ancestors.take_while { |one| one != Object }.grep(Class)
      own = above - [Time, StandardError, Exception]
      real = own.flat_map { |one| one.public_instance_methods(false) }
      bare = real - signed - rest
      gone = signed - each.public_instance_methods - %i[initialize]
      puts "#{each}: without signature #{bare}, signed only #{gone}" unless (bare + gone).empty?
    end
    """
    status, printed = ruby.run(["-W0", "-", str(package)], text=script)
    assert (status, printed) == (0, "")


def test_the_generator_avoids_what_a_model_has_already() -> None:
    """The names that no member may have are the same in the generator and in the runtime."""
    lines = (ruby.SAMPLE / "forbidden.txt").read_text().splitlines()
    assert set(lines) == reserved.FORBIDDEN


def test_files_stay_small_and_name_no_other_module() -> None:
    """Runtime files are short and frozen, and open modules so that no model is in the way."""
    for path in sorted(ruby.RUNTIME.rglob("*.rb")):
        text = path.read_text()
        assert text.startswith("# frozen_string_literal: true\n\n"), path
        assert len(text.splitlines()) <= 270, path
        opened = re.findall(r"^module (.*)$", text, re.MULTILINE)
        within = {"OpenApiOpenAIClient::Runtime"}
        within |= {"OpenApiOpenAIClient"} if path.name == "errors.rb" else set()
        assert set(opened) <= within, path


def test_generated_code_writes_classes_of_ruby_with_colons() -> None:
    """What a component may be called is never written bare where models are looked up."""
    for path in sorted((ruby.SAMPLE / "lib").rglob("*.rb")):
        for line in path.read_text().splitlines():
            if not line.lstrip().startswith("#") and "String }" not in line:
                assert not CORE.search(
                    re.sub(r"'[^']*'|class String|autoload :String", "", line)
                ), line
