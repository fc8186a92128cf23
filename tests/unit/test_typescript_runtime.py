"""The TypeScript runtime, with the hand-written sample as its client: types, bundles, behaviour."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import typescript

TESTS = sorted(path.name for path in (typescript.SAMPLE / "test").glob("*.test.mjs"))
COMPILERS = pytest.mark.parametrize("compiler", ["typescript-native", "typescript"])
IMPORT = re.compile(r"""^(?:import|export) (?!type )[^;]*?from '([^']+)';""", re.MULTILINE)


def project(folder: Path, *files: str, **options: object) -> Path:
    """A project in ``folder`` that uses the sample as its dependency."""
    package = folder / "node_modules" / "openapi-sample"
    package.parent.mkdir(parents=True)
    package.symlink_to(typescript.sample())
    settings = {
        "noEmit": True,
        "strict": True,
        "exactOptionalPropertyTypes": True,
        "noUncheckedIndexedAccess": True,
        "verbatimModuleSyntax": True,
        "erasableSyntaxOnly": True,
        "skipLibCheck": False,
        "target": "ES2022",
        "module": "NodeNext",
        **options,
    }
    (folder / "package.json").write_text('{"type": "module"}')
    for file in files:
        shutil.copy(typescript.SAMPLE / "types" / file, folder / file)
    config = {"compilerOptions": settings, "files": list(files)}
    (folder / "tsconfig.json").write_text(json.dumps(config))
    return folder


def compiled(folder: Path, compiler: str) -> str:
    """What a compiler has against a project; nothing when it accepts it."""
    command = typescript.compiler(typescript.typescript_folder(), compiler)
    done = subprocess.run([*command, "-p", str(folder)], capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize("file", TESTS)
def test_behaviour(file: str) -> None:
    """Every sentence of the runtime's own tests holds."""
    sample = typescript.sample()
    command = ["node", "--no-warnings", "--test", str(sample / "test" / file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 0" not in done.stdout


@COMPILERS
def test_types_accept_and_refuse(compiler: str, tmp_path: Path) -> None:
    """Right code compiles with exactly the types it should have; each wrong line is refused."""
    libraries = ["ES2022", "DOM", "ESNext.Disposable"]
    folder = project(tmp_path, "accepted.ts", "refused.ts", lib=libraries, types=[])
    assert compiled(folder, compiler) == ""


@pytest.mark.parametrize(
    "libraries", [["ES2022"], ["ES2022", "DOM"], ["ES2022", "WebWorker"]], ids="+".join
)
def test_declarations_compile_everywhere(libraries: list[str], tmp_path: Path) -> None:
    """A project needs no library but its own: browsers' types, or those of Node."""
    tools = typescript.typescript_folder()
    roots = [str(tools / "node_modules" / "@types")]
    types = ["node"] if len(libraries) == 1 else []
    folder = project(tmp_path, "refused.ts", lib=libraries, types=types, typeRoots=roots)
    assert compiled(folder, "typescript-native") == ""


def test_the_older_compiler_builds_the_sample(tmp_path: Path) -> None:
    """Runtime and generated code are clean under the strictest flags of TypeScript 6 as well."""
    folder = tmp_path / "sample"
    shutil.copytree(typescript.sample(), folder, ignore=shutil.ignore_patterns("dist"))
    assert compiled(folder, "typescript") == ""


def test_models_vanish() -> None:
    """Models are types only: nothing of them is left at run time."""
    files = sorted((typescript.sample() / "dist" / "models").glob("*.js"))
    assert files
    for file in files:
        code = re.sub(r"/\*.*?\*/|//.*", "", file.read_text("utf-8"), flags=re.DOTALL)
        assert code.split() == ["export", "{};"], file.name


def reached(start: Path) -> set[str]:
    """The modules that a module of ``dist`` loads, all of them, but for what is loaded later."""
    root = start.parents[1]
    found: set[Path] = set()
    ahead = [start]
    while ahead:
        module = ahead.pop()
        if module in found:
            continue
        found.add(module)
        names = IMPORT.findall(module.read_text("utf-8"))
        assert all(name.startswith("./") or name.startswith("../") for name in names), module
        ahead += [(module.parent / name).resolve() for name in names]
    return {str(path.relative_to(root)) for path in found}


def test_an_api_loads_only_what_it_uses() -> None:
    """The Chat client holds no code for forms, files, paths, cookies, schemas or checks."""
    dist = typescript.sample().resolve() / "dist"
    chat = reached(dist / "apis" / "ChatApi.js")
    unused = "bytes check convert form jsonlines multipart path select text"
    assert not chat & {f"runtime/{name}.js" for name in unused.split()}
    assert not [name for name in chat if name.startswith(("schemas/", "models/"))]
    things = reached(dist / "apis" / "ThingsApi.js")
    used = ["bytes", "form", "multipart", "path", "text"]
    assert {f"runtime/{name}.js" for name in used} <= things


def test_nothing_of_one_platform_is_imported() -> None:
    """Every import of the runtime is a file beside it: it runs wherever there is `fetch`."""
    for file in typescript.RUNTIME.glob("*.ts"):
        text = file.read_text("utf-8")
        for name in re.findall(r"""(?:from|import\() ?'([^']+)'""", text):
            assert re.fullmatch(r"\./\w+\.js", name), f"{file.name}: {name}"
            assert (file.parent / name.replace(".js", ".ts")).exists()


def test_modules_are_small() -> None:
    """No module of the runtime is longer than a person can hold in mind."""
    lengths = {
        f.name: len(f.read_text("utf-8").splitlines()) for f in typescript.RUNTIME.glob("*.ts")
    }
    assert max(lengths.values()) <= 420, max(lengths, key=lambda name: lengths[name])


def test_the_tools_name_no_registry() -> None:
    """The lock file of the tools works with every registry."""
    assert "://" not in (typescript.TOOLS / "package-lock.json").read_text("utf-8")
