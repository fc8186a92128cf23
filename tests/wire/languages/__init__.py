"""The languages that the wire cases are run in: one :class:`Language` each.

A language needs a runner (``tests/wire/README.md``), the command that starts it, and the tools
that it cannot do without. Everything else is the same for all.
"""

from __future__ import annotations

from tests.wire.languages.clients import CACHE, NotGenerated, client
from tests.wire.languages.language import Language
from tests.wire.languages.python import PYTHON
from tests.wire.languages.r import R
from tests.wire.languages.ruby import RUBY
from tests.wire.languages.scala import AKKA, PEKKO
from tests.wire.languages.typescript import TYPESCRIPT

LANGUAGES: tuple[Language, ...] = (PYTHON, TYPESCRIPT, RUBY, R, AKKA, PEKKO)

__all__ = ["CACHE", "LANGUAGES", "Language", "NotGenerated", "client"]
