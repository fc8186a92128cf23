"""The TypeScript toolchain of the tests: the compiler and the types of Node, pinned.

``typescript_tools/package-lock.json`` says which versions; they are installed once into the cache,
and tests that need them skip visibly where Node is absent.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(__file__).resolve().parent / "typescript_tools"
PLATFORMS = Path(__file__).resolve().parent / "typescript_platforms"
SAMPLE = Path(__file__).resolve().parent / "typescript_sample"
RUNTIME = ROOT / "templates" / "typescript-fetch" / "runtime"
CACHE = ROOT / ".cache" / "typescript"
INSTALL = "apt-get install nodejs npm"

STRICTEST = (
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--verbatimModuleSyntax",
    "--erasableSyntaxOnly",
)
"""The flags under which every generated file has to be clean."""


class Missing(Exception):
    """Node or npm is not there; the message says what to install."""


@cache
def installed(tools: Path = TOOLS) -> Path:
    """The folder with ``node_modules``, installed once for the lock file of ``tools``.

    :raises Missing: node or npm is not found
    :raises RuntimeError: npm could not install what the lock file says
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise Missing(f"node and npm not found; install: {INSTALL}")
    lock = (tools / "package-lock.json").read_bytes()
    folder = CACHE / f"tools-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not (folder / "ready").exists():
        fresh = folder.with_name(f".{folder.name}-{os.getpid()}")
        shutil.copytree(tools, fresh, dirs_exist_ok=True)
        command = [npm, "ci", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=fresh, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        (fresh / "ready").touch()
        _take(fresh, folder)
    return folder


def typescript_folder(tools: Path = TOOLS) -> Path:
    """The same for a test: it is skipped, with the command to install, where Node is absent."""
    try:
        return installed(tools)
    except Missing as missing:
        pytest.skip(str(missing))


def tsc() -> list[str]:
    """The command of the compiler; skips the test where Node is absent."""
    return compiler(typescript_folder())


def compiler(tools: Path, package: str = "typescript-native") -> list[str]:
    """The command of the compiler in a folder of tools.

    ``typescript-native`` is TypeScript 7, ten times as fast; ``typescript`` is version 6, which
    also has the compiler API (``node_modules/typescript`` of :func:`typescript_folder`).
    """
    return ["node", str(tools / "node_modules" / package / "bin" / "tsc")]


def build(package: Path, *flags: str) -> None:
    """Compile a generated package into its ``dist``; what its ``npm run build`` does.

    :raises RuntimeError: with what the compiler says
    """
    command = [*compiler(installed()), "-p", str(package), *flags]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)


@cache
def sample() -> Path:
    """The hand-written sample with the runtime, built once for its sources; skips without Node."""
    typescript_folder()
    digest = hashlib.sha256()
    sources = [p for folder in (SAMPLE, RUNTIME) for p in sorted(folder.rglob("*")) if p.is_file()]
    for path in sources:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    folder = CACHE / f"sample-{digest.hexdigest()[:16]}"
    if not folder.exists():
        fresh = folder.with_name(f".{folder.name}-{os.getpid()}")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(SAMPLE, fresh)
        shutil.copytree(RUNTIME, fresh / "src" / "runtime")
        build(fresh)
        for old in CACHE.glob("sample-*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
        _take(fresh, folder)
    return folder


def _take(fresh: Path, folder: Path) -> None:
    """Give a finished folder its name, unless another process was faster."""
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
