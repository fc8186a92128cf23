"""What a target makes of a hostile document and of its harmless twin, and what both must share."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.build import build
from generator.diagnostics import Report
from generator.emit.page import Fixed, Page
from generator.emit.target import PlanRequest, Target
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.source import load
from tests.support.hostile import harmless, hostile

FEATURES = Path(__file__).resolve().parents[2] / "specs" / "features"
NAMES = ("hostile", "harmless")


def twin(name: str) -> dict[str, Any]:
    """The same document, with hostile text everywhere or with harmless text instead."""
    base = yaml.safe_load((FEATURES / "harmless.yaml").read_text(encoding="utf-8"))
    return hostile(base) if name == "hostile" else harmless(base)


def files(target: Target, name: str, options: dict[str, object]) -> dict[str, str]:
    """Every file that a target plans for one of the twins, hand-written ones aside, as text."""
    report = Report()
    api = build(load("twin.json", report, data=json.dumps(twin(name)).encode()), report)
    request = PlanRequest(
        api=api, facts=facts(api), options=target.options(options, report), report=report
    )
    templates = Templates(target.templates, shared(SHARED))
    found: dict[str, str] = {}
    for page in target.plan(request):
        if isinstance(page, Page):
            found[page.path] = templates.render(page.template, page.view)
        elif isinstance(page, Fixed):
            found[page.path] = page.data.decode("utf-8")
    return found


def _strings(value: Any, key: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [found for name, entry in value.items() for found in _strings(entry, name)]
    if isinstance(value, list):
        return [found for entry in value for found in _strings(entry, key)]
    return [(key, value)] if isinstance(value, str) else []


def wire_texts(document: dict[str, Any]) -> set[str]:
    """Names and values of the wire: what a client must say to the letter."""
    found: set[str] = set()
    for schema in document["components"]["schemas"].values():
        if isinstance(schema, dict):
            found |= {text for key, text in _strings(schema) if key in ("enum", "const")}
            found |= set(schema.get("properties", {}))
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                found |= {p["name"] for p in operation.get("parameters", ()) if "name" in p}
    return found | set(document["components"].get("securitySchemes", {}))


def descriptions(document: dict[str, Any]) -> list[str]:
    """The descriptions of the component schemas."""
    schemas = document["components"]["schemas"].values()
    found = [each.get("description") for each in schemas if isinstance(each, dict)]
    return [each for each in found if isinstance(each, str)]


def _tokens(page: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(page)


def frame(page: str) -> list[str]:
    """The headings, tables and fences of a Markdown page: what is around the words."""
    kinds = ("heading_open", "tr_open", "td_open", "th_open", "fence")
    return [f"{t.type} {t.tag} {t.info}" for t in _tokens(page) if t.type in kinds]


def foreign_tags(page: str) -> list[str]:
    """The HTML of a Markdown page that is no anchor of ours."""
    found: list[str] = []
    for token in _tokens(page):
        parts = [token] if token.type == "html_block" else token.children or []
        for part in parts:
            if part.type in ("html_block", "html_inline"):
                ours = re.fullmatch(r'(</?a( id="[A-Za-z0-9_-]*")?>\s*)+', part.content)
                found += [] if ours else [part.content]
    return found
