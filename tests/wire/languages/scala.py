"""Scala: on akka-http with Scala 2.13, and on pekko-http with Scala 3."""

from __future__ import annotations

from functools import partial

from tests.support import scala
from tests.wire.docs_examples import Examples
from tests.wire.languages.language import Language


def _language(flavour: str) -> Language:
    return Language(
        name=f"scala-{flavour}",
        of="scala-akka",
        modes={"futures": frozenset({"parallel", "once"})},
        start=lambda folder, document: scala.start(flavour, folder),
        options=lambda document: {"http": flavour},
        tools=("java", "mvn"),
        install=scala.INSTALL,
        prepare=partial(scala.prepare, flavour),
        examples=Examples(
            fence="scala",
            file="Example.scala",
            command=scala.example,
            variables=r"""sys\.env\(\s*"(\w+)""",
            path="CLIENT_FOLDER",
            build=partial(scala.build_examples, flavour),
        ),
    )


AKKA = _language("akka")
PEKKO = _language("pekko")
