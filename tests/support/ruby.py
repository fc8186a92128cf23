"""The Ruby toolchain of the tests, and the hand-written sample with the runtime.

Ruby comes with all that is needed but rubocop: minitest and RBS are bundled. Tests that need what
is not there skip visibly, naming the command that installs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(__file__).resolve().parent / "ruby_sample"
RUNTIME = ROOT / "templates" / "ruby" / "runtime"
GEM = "openapi_openai"
INSTALL = "apt-get install ruby rubocop"

RBS = r"""
require 'rbs'
require 'rbs/cli'
RBS::CLI.new(stdout: $stdout, stderr: $stderr).run(ARGV)
"""
"""The command ``rbs`` of the bundled gem: distributions ship the gem without the command."""


class Missing(Exception):
    """A tool is not there; the message says what to install."""


@cache
def tool(name: str) -> str:
    """The path of a tool: ``ruby`` or ``rubocop``.

    :raises Missing: it is not found
    """
    found = shutil.which(name)
    if found is None:
        raise Missing(f"{name} not found; install: {INSTALL}")
    return found


def ruby() -> str:
    """Ruby, for a test: it is skipped, with the command to install, where Ruby is absent."""
    return _needed("ruby")


def rubocop() -> str:
    """rubocop, for a test; skips where it is absent."""
    return _needed("rubocop")


def _needed(name: str) -> str:
    try:
        return tool(name)
    except Missing as missing:
        pytest.skip(str(missing))


def run(
    arguments: Sequence[str], *, cwd: Path | None = None, text: str | None = None
) -> tuple[int, str]:
    """Run Ruby with warnings on; gives the exit status and everything that was printed."""
    command = [ruby(), "-w", *arguments]
    return _run(command, cwd, text)


def _run(command: Sequence[str], cwd: Path | None, text: str | None = None) -> tuple[int, str]:
    done = subprocess.run(
        list(command),
        cwd=cwd,
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    return done.returncode, done.stdout


def assemble(folder: Path, package: Path = SAMPLE) -> Path:
    """The sample with the runtime, laid out as a generated gem, in ``folder``; gives ``folder``."""
    shutil.copytree(package, folder, dirs_exist_ok=True)
    library = folder / "lib" / GEM
    shutil.copy(RUNTIME / "runtime.rb", library / "runtime.rb")
    shutil.copytree(RUNTIME / "runtime", library / "runtime", dirs_exist_ok=True)
    shutil.copytree(RUNTIME / "sig", folder / "sig" / "runtime", dirs_exist_ok=True)
    shutil.copy(RUNTIME / "rubocop.yml", folder / ".rubocop.yml")
    return folder


def load_all(package: Path) -> str:
    """Load every Ruby file of a package, all warnings on; gives what was printed, nothing if fine.

    Files of ``lib`` are reached through the package's own ``require`` and constants, so that a
    constant that no file defines is an error too.
    """
    script = r"""
    $LOAD_PATH.unshift(File.join(ARGV[0], 'lib'))
    before = Object.constants
    main = Dir[File.join(ARGV[0], 'lib', '*.rb')].sort.first
    require main
    root = (Object.constants - before).map { |name| Object.const_get(name) }.grep(Module)
    root = root.find { |each| each.const_defined?(:Runtime, false) }
    root.constants.each { |name| root.const_get(name) }
    Dir[File.join(ARGV[0], 'lib', '**', '*.rb')].sort.each { |file| require file }
    root.constants.map { |name| root.const_get(name) }.each do |each|
      each.kinds if each.respond_to?(:kinds)
      each.members.each { |member| member.type.kinds } if each.respond_to?(:members)
      next unless each.is_a?(Class) && each < root::Runtime::Api
      each.constants(false) # private ones are looked at below
    end
    """
    status, printed = run(["-", str(package)], text=script)
    return printed if status == 0 else f"{printed}\nexit status {status}"


def rbs_validate(package: Path) -> str:
    """What ``rbs validate`` has against the signatures of a package; nothing if it is fine."""
    status, printed = _run(
        [ruby(), "-e", RBS, "--", "-r", "date", "-I", str(package / "sig"), "validate", "--silent"],
        package,
    )
    return "" if status == 0 else printed


def lint(package: Path, *paths: str) -> str:
    """What rubocop has against a package, by the package's own ``.rubocop.yml``."""
    status, printed = _run(
        [rubocop(), "--cache", "false", "--format", "simple", *(paths or ("lib",))], package
    )
    return "" if status == 0 else printed
