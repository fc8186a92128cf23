"""From an OpenAPI document to clients and documentation that work."""

from __future__ import annotations

__version__ = "0.1.0"

GENERATOR = f"specpress {__version__}"
"""Who writes, as generated files and manifests say it."""
