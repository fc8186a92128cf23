"""Generated TypeScript under the strictest flags: as shipped, as documented, and as used."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.build import build
from generator.build.config import Config
from generator.diagnostics import Refused, Report
from generator.emit.page import Copy, Fixed, Page
from generator.emit.target import PlanRequest
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.source import load
from generator.targets.typescript_fetch import TARGET
from generator.workflow.config import read_config
from tests.support import typescript
from tests.support.corpus import corpus, needs_corpus

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs" / "openai"
FEATURES = sorted((ROOT / "specs" / "features").glob("*.yaml"))
FENCED = re.compile(r"^```ts\n(.*?)^```$", re.M | re.S)

USE = """\
import {
  ApiError,
  ChatApi,
  Configuration,
  RateLimitError,
  extra,
  isResponseError,
  other,
  type ApiStream,
  type ChatCompletionRequestMessage,
  type CreateChatCompletionRequest,
  type CreateChatCompletionStreamResponse,
  type Int64,
} from 'openapi';

const api = new ChatApi(new Configuration({ accessToken: async () => 'token', maxRetries: 0 }));
const messages: ChatCompletionRequestMessage[] = [{ role: 'user', content: 'Hi' }];
const request: CreateChatCompletionRequest = { model: 'gpt-4o', messages };

const answer = await api.createChatCompletion({ createChatCompletionRequest: request });
const text: string | null | undefined = answer.choices[0]?.message.content;
// @ts-expect-error there may be no choice
const wrong: string | null = answer.choices[0].message.content;
await api.createChatCompletion(
  {
    createChatCompletionRequest: {
      model: 'gpt-9',
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
        other({ role: 'critic', content: 'Hm.' }),
      ],
      temperature: null,
      seed: 9223372036854775807n,
    },
  },
  { timeout: 5000, signal: AbortSignal.timeout(10), headers: { 'X-Trace': '1' } },
);

// @ts-expect-error a wrong role
messages.push({ role: 'usr', content: '' });
// @ts-expect-error a member of another role
messages.push({ role: 'user', content: 'Hi', tool_call_id: '1' });
// @ts-expect-error a number as the name of a model
const numbered: CreateChatCompletionRequest = { model: 4, messages };
// @ts-expect-error no model
const unnamed: CreateChatCompletionRequest = { messages };
// @ts-expect-error a misspelt member
const misspelt: CreateChatCompletionRequest = { model: 'o1', messages, temperatur: 1 };
// @ts-expect-error undefined is not absent
const absent: CreateChatCompletionRequest = { model: 'o1', messages, user: undefined };
// @ts-expect-error null is not absent where the document does not say so
const none: CreateChatCompletionRequest = { model: 'o1', messages, user: null };
// @ts-expect-error seconds are numbers
await api.createChatCompletion({ createChatCompletionRequest: request }, { timeout: 'soon' });
// @ts-expect-error nothing given
await api.createChatCompletion();

const seed: Int64 | null | undefined = request.seed;
const response = await api.createChatCompletionRaw({ createChatCompletionRequest: request });
const status: number = response.status;
const id: string = response.data.id;

const stream: ApiStream<CreateChatCompletionStreamResponse> = api.createChatCompletionStream({
  createChatCompletionRequest: request,
});
for await (const chunk of stream) {
  const piece: string | null | undefined = chunk.choices[0]?.delta.content;
  console.log(piece);
}

function told(message: ChatCompletionRequestMessage): unknown {
  switch (message.role) {
    case 'tool':
      return message.tool_call_id;
    case 'function':
      return message.name satisfies string;
    case 'developer':
    case 'system':
    case 'user':
    case 'assistant':
      return message.content;
    default:
      // @ts-expect-error what it holds is not known
      message.content;
      return extra(message)['content'];
  }
}

try {
  await api.createChatCompletion({ createChatCompletionRequest: request }, { strict: true });
} catch (error) {
  if (error instanceof RateLimitError) {
    const wait: number | undefined = error.retryAfter;
    console.log(wait, error.status);
  } else if (isResponseError(error)) {
    console.log(error.status);
  } else if (error instanceof ApiError) {
    console.log(error.kind);
  }
}

export const all: readonly unknown[] = [
  text, wrong, numbered, unnamed, misspelt, absent, none, seed, status, id, told,
];
"""


def config(document: Path) -> Config:
    """What the repository's settings say about the Chat document; nothing for others."""
    if document.parent != SPECS:
        return Config()
    return read_config(str(SPECS / "generator.yaml"), Report()).config


def write(document: Path, folder: Path, runtime: Path, **options: str) -> None:
    """The client of a document; its runtime is a link to ``runtime``, so that it is read once."""
    report = Report()
    api = build(load(str(document), report), report, config(document))
    templates = Templates(TARGET.templates, shared(SHARED))
    request = PlanRequest(
        api=api,
        facts=facts(api),
        options=TARGET.options({"package": document.stem, **options}, report),
        report=report,
        runtime=templates.runtime(),
    )
    for page in TARGET.plan(request):
        if isinstance(page, Copy):
            continue
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(page, Page):
            path.write_text(templates.render(page.template, page.view), encoding="utf-8")
        elif isinstance(page, Fixed):
            path.write_bytes(page.data)
    (folder / "src" / "runtime").symlink_to(runtime, target_is_directory=True)
    for page_path in (*sorted((folder / "docs").glob("*.md")), folder / "README.md"):
        for number, example in enumerate(FENCED.findall(page_path.read_text(encoding="utf-8"))):
            path = folder / "examples" / f"{page_path.stem}_{number}.ts"
            path.parent.mkdir(exist_ok=True)
            path.write_text(example, encoding="utf-8")


def written(documents: Iterable[Path], folder: Path, **options: str) -> list[str]:
    """The clients of documents, side by side as packages of one project; their names."""
    runtime = folder / "runtime"
    runtime.mkdir()
    for source in typescript.RUNTIME.glob("*.ts"):
        (runtime / source.name).write_bytes(source.read_bytes())
    names: list[str] = []
    for document in documents:
        try:
            write(document, folder / document.stem, runtime, **options)
        except Refused:
            continue
        names.append(document.stem)
    shipped = json.loads((folder / names[0] / "tsconfig.json").read_text(encoding="utf-8"))
    settings = {
        **shipped["compilerOptions"],
        **{"rootDir": ".", "noEmit": True, "skipLibCheck": True},
        # Examples are programs of their own, with the types of Node.
        "types": ["node"],
        "typeRoots": [str(typescript.typescript_folder() / "node_modules" / "@types")],
        "paths": {
            **{name: [f"./{name}/src/index.ts"] for name in names},
            **{f"{name}/runtime": ["./runtime/index.ts"] for name in names},
        },
    }
    places = {"include": ["*/src", "*/examples", "*.ts"], "exclude": ["*/src/runtime"]}
    project = {"compilerOptions": settings, **places}
    (folder / "tsconfig.json").write_text(json.dumps(project), encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return names


def faults(folder: Path) -> list[str]:
    """What the compiler says about a project."""
    done = subprocess.run(
        [*typescript.tsc(), "-p", str(folder), "--pretty", "false"],
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout + done.stderr).splitlines()


def test_every_document_and_example(tmp_path: Path) -> None:
    """The clients of the Chat document and of all feature documents, every example on their pages,
    and what users write compile without a fault; wrong uses are faults."""
    typescript.typescript_folder()
    names = written([SPECS / "openapi.yaml", *FEATURES], tmp_path)
    assert len(names) > 100
    (tmp_path / "use.ts").write_text(USE, encoding="utf-8")
    assert len(list(tmp_path.glob("*/examples/*.ts"))) > 1000
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    "options", [{"dates": "Date", "int64": "bigint"}, {"int64": "number"}], ids=str
)
def test_options_of_types(tmp_path: Path, options: dict[str, str]) -> None:
    """With dates as `Date` and large integers as `bigint` or `number`, clients and their examples
    compile as well."""
    typescript.typescript_folder()
    chosen = ("dates", "formats", "parameters-query-styles", "names-clash", "wire-models")
    written([path for path in FEATURES if path.stem in chosen], tmp_path, **options)
    assert faults(tmp_path) == []


def test_the_package_compiles_as_shipped(tmp_path: Path) -> None:
    """The committed package compiles with its own settings, and declares what it exports."""
    typescript.typescript_folder()
    folder = ROOT / "generated" / "typescript-fetch"
    done = subprocess.run(
        [*typescript.tsc(), "-p", str(folder), "--outDir", str(tmp_path), "--pretty", "false"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert (tmp_path / "index.d.ts").is_file()
    assert (tmp_path / "index.js.map").is_file()


def test_the_shipped_tests_pass(tmp_path: Path) -> None:
    """The tests inside the committed package pass where it lies anywhere else."""
    typescript.typescript_folder()
    folder = tmp_path / "elsewhere"
    shutil.copytree(
        ROOT / "generated" / "typescript-fetch",
        folder,
        ignore=shutil.ignore_patterns("dist", "node_modules"),
    )
    typescript.build(folder)
    done = subprocess.run(
        ["node", "--test"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "strict" in done.stdout


@needs_corpus
@pytest.mark.parametrize("document", corpus(), ids=lambda path: path.stem)
def test_published_documents(document: Path, tmp_path: Path) -> None:
    """Documents as they are published become clients that compile without a fault."""
    typescript.typescript_folder()
    written([document], tmp_path)
    project = json.loads((tmp_path / "tsconfig.json").read_text(encoding="utf-8"))
    project["include"] = ["*/src", "*/examples/*Api_*.ts", "*/examples/README_*.ts"]
    (tmp_path / "tsconfig.json").write_text(json.dumps(project), encoding="utf-8")
    assert faults(tmp_path) == []
