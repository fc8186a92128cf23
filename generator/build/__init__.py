"""Document → intermediate representation."""

from generator.build.build import build
from generator.build.config import Config

__all__ = ["Config", "build"]
