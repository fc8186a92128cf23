"""Gems of the committed documents, all in one place: Ruby starts once for all of them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from generator.build import Config, build
from generator.build.config import PaginationSetting, StreamingSetting
from generator.diagnostics import Refused, Report
from generator.emit.page import Copy, Fixed, Page
from generator.emit.target import License, PlanRequest
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.source import load
from generator.targets.ruby import TARGET
from tests.support import ruby

ROOT = Path(__file__).resolve().parents[2]
FEATURES = sorted((ROOT / "specs" / "features").glob("*.yaml"))
CHAT = ROOT / "specs" / "openai" / "openapi.yaml"
STREAMED = StreamingSetting(
    event="CreateChatCompletionStreamResponse", terminator="[DONE]", switch="stream"
)

LOAD = r"""
ARGV.each do |folder|
  $LOAD_PATH.unshift(File.join(folder, 'lib'))
  main = Dir[File.join(folder, 'lib', '*.rb')].first
  before = Object.constants
  require main
  root = (Object.constants - before).map { |name| Object.const_get(name) }.grep(Module)
  root = root.find { |each| each.const_defined?(:Runtime, false) }
  Dir[File.join(folder, 'lib', '**', '*.rb')].sort.each { |file| require file }
  root.constants.map { |name| root.const_get(name) }.each do |each|
    each.kinds if each.respond_to?(:kinds)
    each.members.each { |member| member.type.kinds } if each.respond_to?(:members)
  end
end
print 'all loaded'
"""
"""Loads every file of every package, follows every constant, and looks at every type."""


def write(document: Path, folder: Path, **options: str) -> Path:
    """Write the gem of a document into a folder; gives the folder."""
    report = Report()
    config = Config()
    if document == CHAT:
        config = Config(streaming={"createChatCompletion": STREAMED})
    elif document.stem == "pagination":
        paged = PaginationSetting(items="data", parameter="after", next="last_id", more="has_more")
        config = Config(pagination={"listItems": paged})
    api = build(load(str(document), report), report, config)
    templates = Templates(TARGET.templates, shared(SHARED))
    request = PlanRequest(
        api=api,
        facts=facts(api),
        options=TARGET.options(options, report),
        report=report,
        runtime=templates.runtime(),
        license=License(id="MIT"),
    )
    if report.errors:
        raise Refused(report)
    for page in TARGET.plan(request):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        match page:
            case Page():
                path.write_text(templates.render(page.template, page.view), encoding="utf-8")
            case Fixed(data=data):
                path.write_bytes(data)
            case Copy(source=source):
                path.write_bytes(page.data(templates.copied(source)))
    return folder


def package_name(document: Path) -> str:
    """The name of the gem of a document: each has a module of its own."""
    return "feature_" + re.sub(r"[^a-z0-9]", "_", document.stem)


def load_all(folders: list[Path]) -> str:
    """Load whole packages in one process, all warnings on; gives what was printed."""
    _, printed = ruby.run(["-", *map(str, folders)], text=LOAD)
    return printed


def validate_all(folders: list[Path]) -> str:
    """What ``rbs validate`` has against the signatures of packages; nothing if they are fine."""
    given = [part for each in folders for part in ("-I", str(each / "sig"))]
    command = [ruby.ruby(), "-e", ruby.RBS, "--", "-r", "date", *given, "validate", "--silent"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr
