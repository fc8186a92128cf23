"""Bytes to one clean document: reading, versions, references, validation, positions."""

from __future__ import annotations

from generator.source.budget import Budget
from generator.source.document import Document, LoadRefused
from generator.source.files import Position, Sources
from generator.source.load import load
from generator.source.printing import render
from generator.source.validate import validate, validate_bytes

__all__ = [
    "Budget",
    "Document",
    "LoadRefused",
    "Position",
    "Sources",
    "load",
    "render",
    "validate",
    "validate_bytes",
]
