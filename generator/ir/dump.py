"""The IR as deterministic JSON: for the debugger, for goldens, for documentation."""

from __future__ import annotations

import dataclasses
import json
from enum import Enum
from typing import Any

from generator.ir.nodes import Api, Json, Name


def dump(api: Api) -> str:
    """An API as indented JSON. Members that have their default value are left out."""
    return json.dumps(_plain(api), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Json):
        return value.value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Name):
        return _name(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    found: dict[str, Any] = {"node": type(value).__name__}
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        if field.default is dataclasses.MISSING or item != field.default:
            found[field.name] = _plain(item)
    return found


def _name(name: Name) -> str:
    """A name on one line: its wire string, its words where they differ, its strength if weak."""
    spoken = " ".join(name.words)
    shown = name.wire if spoken == name.wire else f"{name.wire} ({spoken})"
    return shown if name.strength.value == 0 else f"{shown} [{name.strength.name.lower()}]"
