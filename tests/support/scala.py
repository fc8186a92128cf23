"""The Scala toolchain of the tests: libraries and compilers by Maven, and compilers that stay warm.

``scala_tools/pom.<flavour>.xml`` says which versions; they are fetched once into the cache. A
flavour is ``akka`` (compiled by Scala 2.13) or ``pekko`` (by Scala 3). Tests skip visibly where
Java or Maven is absent.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(__file__).resolve().parent / "scala_tools"
SAMPLE = Path(__file__).resolve().parent / "scala_sample"
RUNTIME = ROOT / "templates" / "scala-akka" / "runtime"
RUNNER = ROOT / "tests" / "wire" / "runners" / "scala_runner.scala"
CACHE = ROOT / ".cache" / "scala"
REPOSITORY = ROOT / ".cache" / "maven"
INSTALL = "apt-get install default-jdk-headless maven"
FLAVOURS = ("akka", "pekko")
PACKAGE = "org.openapitools.client"

FLAGS = {
    "akka": (
        *("-deprecation", "-feature", "-unchecked", "-Xlint:_,-missing-interpolator"),
        *("-Xfatal-warnings", "-release", "11"),
    ),
    "pekko": ("-deprecation", "-feature", "-unchecked", "-Werror", "-release", "11"),
}
"""The flags under which every generated file has to be clean."""

_COMPILERS = {
    "akka": ("scala.tools.nsc.Main", "Compile213.scala"),
    "pekko": ("dotty.tools.dotc.Main", "Compile3.scala"),
}


class Missing(Exception):
    """Java or Maven is not there; the message says what to install."""


def java(memory: str = "900m") -> list[str]:
    """The command of a JVM that takes no more than some memory, and no more than one core."""
    return ["java", f"-Xmx{memory}", "-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]


@cache
def libraries(flavour: str) -> tuple[Path, ...]:
    """The jars of a flavour: libraries, test framework and compiler, fetched once for its pom.

    :raises Missing: Java or Maven is not found
    :raises RuntimeError: Maven could not fetch what the pom says
    """
    maven = shutil.which("mvn")
    if maven is None or shutil.which("java") is None:
        raise Missing(f"java and mvn not found; install: {INSTALL}")
    pom = TOOLS / f"pom.{flavour}.xml"
    found = CACHE / f"classpath-{flavour}-{_hash([pom])}"
    if not found.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = found.with_name(f".{found.name}-{os.getpid()}")
        done = subprocess.run(
            [
                *(maven, "-q", "-B", f"-Dmaven.repo.local={REPOSITORY}", "-f", str(pom)),
                *("dependency:build-classpath", f"-Dmdep.outputFile={fresh}"),
            ],
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise RuntimeError(done.stdout[-4000:] + done.stderr[-4000:])
        fresh.rename(found)
    return tuple(Path(jar) for jar in found.read_text().strip().split(os.pathsep))


def scala_or_skip(flavour: str) -> None:
    """Skip a test, with the command to install, where Java or Maven is absent."""
    try:
        libraries(flavour)
    except Missing as missing:
        pytest.skip(str(missing))


def flavoured(text: str, flavour: str) -> str:
    """A runtime source for a flavour: what the target does when it writes it out."""
    if flavour == "pekko":
        return text
    lines = text.split("\n")
    pekko, akka = "import org.apache.pekko.", "import akka."
    return "\n".join(
        akka + line.removeprefix(pekko) if line.startswith(pekko) else line for line in lines
    )


def written(folder: Path, flavour: str, sources: Iterable[Path]) -> list[Path]:
    """Sources of the runtime, written into a folder for a flavour."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for source in sources:
        file = folder / source.name
        file.write_text(flavoured(source.read_text("utf-8"), flavour), "utf-8")
        files.append(file)
    return files


class _Compiler:
    """A compiler in a process of its own, warm after its first work."""

    def __init__(self, flavour: str) -> None:
        main, driver = _COMPILERS[flavour]
        jars = libraries(flavour)
        path = os.pathsep.join(str(jar) for jar in jars)
        home = CACHE / f"compiler-{flavour}-{_hash([TOOLS / driver])}"
        if not home.exists():
            fresh = Path(tempfile.mkdtemp(dir=CACHE))
            command = [*java(), "-cp", path, main, "-d", str(fresh), "-classpath", path]
            subprocess.run([*command, str(TOOLS / driver)], check=True)
            _moved(fresh, home)
        self._process = subprocess.Popen(
            [*java(), "-cp", os.pathsep.join([str(home), path]), "Compile"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._process.kill)

    def run(self, arguments: Iterable[str]) -> str | None:
        """Compile; None, or what the compiler had to say."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "arguments"
            file.write_text("\n".join(arguments), "utf-8")
            self._process.stdin.write(f"{file}\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline().strip()
            log = file.with_name("arguments.log")
            said = log.read_text("utf-8", "replace") if log.exists() else ""
        return None if answer == "true" else said or f"the compiler ended: {answer}"


@cache
def _compiler(flavour: str) -> _Compiler:
    return _Compiler(flavour)


def compiled(flavour: str, sources: Iterable[Path], beside: Iterable[Path] = ()) -> Path:
    """The folder of classes of some sources, compiled once for their text.

    ``beside`` are folders of classes that they need. The sources are named in the cache by what
    they hold, not by where they lie.

    :raises RuntimeError: with what the compiler says, warnings included
    """
    files = sorted(sources)
    others = list(beside)
    named = "".join(str(other) for other in others)
    folder = CACHE / f"classes-{flavour}-{_hash([*files, TOOLS / f'pom.{flavour}.xml'], named)}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        path = os.pathsep.join(str(part) for part in [*others, *libraries(flavour)])
        said = _compiler(flavour).run(
            [*FLAGS[flavour], "-d", str(fresh), "-classpath", path, *map(str, files)]
        )
        if said is not None:
            shutil.rmtree(fresh, ignore_errors=True)
            raise RuntimeError(said)
        _moved(fresh, folder)
    return folder


def core(flavour: str, sources: Iterable[Path]) -> Path:
    """The classes of the runtime, whose written sources these are."""
    return compiled(flavour, sources)


@cache
def runtime(flavour: str) -> Path:
    """The classes of the runtime in this checkout, in its default package."""
    folder = Path(tempfile.mkdtemp())
    try:
        return core(flavour, written(folder, flavour, sorted((RUNTIME / "core").glob("*.scala"))))
    finally:
        shutil.rmtree(folder)


@cache
def sample(flavour: str) -> tuple[Path, ...]:
    """The classes of the hand-written sample, and of the runtime; skips without the toolchain."""
    scala_or_skip(flavour)
    runtime_classes = runtime(flavour)
    return (compiled(flavour, _sample_sources(), [runtime_classes]), runtime_classes)


def _sample_sources() -> list[Path]:
    return [file for part in ("api", "model") for file in (SAMPLE / part).glob("*.scala")]


def client(flavour: str, folder: Path) -> tuple[Path, ...]:
    """The classes of a generated client, and of the runtime in it.

    The runtime is the same in every client of a package, so it is compiled once.
    """
    sources = sorted((folder / "src" / "main" / "scala").rglob("*.scala"))
    inner = [file for file in sources if file.parent.name == "core"]
    runtime_classes = core(flavour, inner)
    rest = [file for file in sources if file.parent.name != "core"]
    return (compiled(flavour, rest, [runtime_classes]), runtime_classes)


def prepare(flavour: str, folder: Path) -> None:
    """Compile a generated client, and the runner that will call it."""
    run_path(flavour, folder)


def run_path(flavour: str, folder: Path) -> str:
    """The class path of the runner for a generated client; what is not compiled yet is compiled."""
    classes = client(flavour, folder)
    with tempfile.TemporaryDirectory() as scratch:
        runner = compiled(flavour, written(Path(scratch), flavour, [RUNNER]), classes[1:])
    path = [runner, *classes, *libraries(flavour)]
    return os.pathsep.join(str(part) for part in path)


def start(flavour: str, folder: Path) -> list[str]:
    """The command that runs the wire cases of a generated client."""
    main = f"{PACKAGE}.core.WireRunner"
    return [*java("700m"), "-cp", run_path(flavour, folder), main, str(folder)]


def build_examples(flavour: str, folder: Path, files: Iterable[Path]) -> None:
    """Compile examples of a generated client, each as a program of its own beside its source.

    :raises RuntimeError: with what the compiler says about the first that does not compile
    """
    classes = client(flavour, folder)
    path = os.pathsep.join(str(part) for part in [*classes, *libraries(flavour)])
    for file in files:
        target = file.parent / "classes"
        target.mkdir()
        # What a person's own project would use: examples are no part of the client.
        flags = ["-deprecation", "-feature", "-unchecked"]
        said = _compiler(flavour).run([*flags, "-d", str(target), "-classpath", path, str(file)])
        if said is not None:
            raise RuntimeError(f"{said}\n{file.read_text('utf-8')}")
        (file.parent / "classpath").write_text(os.pathsep.join([str(target), path]), "utf-8")


def example(file: Path) -> list[str]:
    """The command that runs an example that was compiled: the object that it declares."""
    path = (file.parent / "classpath").read_text("utf-8")
    found = re.search(r"^object (\w+)", file.read_text("utf-8"), re.MULTILINE)
    return [*java("300m"), "-cp", path, found[1] if found else "Example"]


def _moved(fresh: Path, folder: Path) -> None:
    try:
        fresh.rename(folder)
    except OSError:  # another process was faster
        shutil.rmtree(fresh)


def _hash(files: Iterable[Path], *more: str) -> str:
    digest = hashlib.sha256()
    for part in _parts(files):
        digest.update(part)
    for text in more:
        digest.update(text.encode())
    return digest.hexdigest()[:16]


def _parts(files: Iterable[Path]) -> Iterator[bytes]:
    for file in files:
        yield file.name.encode() + b"\0" + file.read_bytes()
