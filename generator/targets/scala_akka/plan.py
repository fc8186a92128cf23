"""Api and options in, pages out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.emit.answers import only_streams
from generator.emit.docpages import doc_pages
from generator.emit.licenses import license_text
from generator.emit.page import AnyPage, Copy, Fixed, Page
from generator.emit.samples import Samples
from generator.emit.target import PlanRequest
from generator.ir.examples import Synthesis
from generator.ir.nodes import Group, Operation
from generator.targets.scala_akka import models, package
from generator.targets.scala_akka.apis import ApiBuilder
from generator.targets.scala_akka.docs import Docs
from generator.targets.scala_akka.docview import CallView
from generator.targets.scala_akka.examples import Examples
from generator.targets.scala_akka.names import names
from generator.targets.scala_akka.options import Options
from generator.targets.scala_akka.readme import readme
from generator.targets.scala_akka.reserved import FILES
from generator.targets.scala_akka.shipped import Shipped
from generator.targets.scala_akka.world import World

_PACKAGE, _HTTP = "package org.openapitools.client\n", "import org.apache.pekko."
"""What the files of the runtime say of their package, and of what they stand on."""


def plan(request: PlanRequest) -> Iterator[AnyPage]:
    """Every file of the client."""
    yield from Planner(request).pages()


class Planner:
    """One plan; what several kinds of pages need is worked out once."""

    def __init__(self, request: PlanRequest) -> None:
        self.request = request
        self.api = request.api
        options = request.options
        if not isinstance(options, Options):
            raise TypeError("options of another target")
        self.options = options
        self.header = package.Header.of(request)
        self.world = World(self.api, request.facts, names(self.api, request.report), options)
        self.package = package.package_of(options)
        known = self.world.names
        self.doc_pages = doc_pages(
            known.groups, {id_: each.name for id_, each in known.models.items()}, FILES
        )
        self.root = options.package.replace(".", "/")

    def pages(self) -> Iterator[AnyPage]:
        """Every file, the hand-written ones first."""
        http = "import akka." if self.options.http == "akka" else _HTTP
        renamed = ((_PACKAGE, f"package {self.package}\n"), (_HTTP, http))
        for source in self.request.runtime:
            place = source.removeprefix("runtime/")
            yield Copy(f"src/main/scala/{self.root}/{place}", source, renamed)
        yield from self.model_pages()
        yield from self.api_pages()
        yield from self.build_pages()
        yield from self.documentation()

    # --- the library

    def source(self, name: str) -> str:
        """The path of a source of the library."""
        return f"src/main/scala/{self.root}/{name}.scala"

    def model_pages(self) -> Iterator[Page]:
        """A file for each component, and one for other names of types."""
        header = self.header.comment()
        for file, declarations in self.world.files.items():
            view = models.FileBuilder(self.world, self.package, declarations).view(header)
            if view is not None:
                yield Page(self.source(f"model/{file}"), "package/model.scala.jinja", view)
        aliases = models.aliases(self.world, self.package, header)
        if aliases is not None:
            yield Page(self.source("model/package"), "package/aliases.scala.jinja", aliases)

    def api_pages(self) -> Iterator[Page]:
        """A file for each group of operations, and the facts of all of them."""
        for group in self.api.groups:
            view = ApiBuilder(self.world, group).view(self.header.comment(), self.package)
            file = self.world.names.groups[group.name]
            yield Page(self.source(f"api/{file}"), "package/api.scala.jinja", view)
        facts = package.facts(self.header, self.world)
        yield Page(self.source("api/Facts"), "package/facts.scala.jinja", facts)

    def build_pages(self) -> Iterator[AnyPage]:
        """The build files and the licence."""
        given = self.request.license
        view = package.build(self.api, self.options, given.id if given else None)
        yield Page("build.sbt", "package/build.sbt.jinja", view)
        yield Page("pom.xml", "package/pom.xml.jinja", view)
        yield Fixed("project/build.properties", b"sbt.version=1.11.7\n")
        yield Fixed(".gitignore", b"target/\n.bsp/\n")
        yield Fixed("LICENSE", license_text(given).encode("utf-8"))

    # --- docs and tests

    def documentation(self) -> Iterator[AnyPage]:
        """The pages under ``docs``, the README and the tests."""
        index = self.api.index()
        samples = Samples(
            self.api,
            index,
            Synthesis(index, for_request=True),
            Synthesis(index, for_request=False),
            self.request.facts.in_requests,
        )
        examples = Examples(self.api, self.world, samples)
        pages = Docs(examples=examples, pages={id_: self.doc_pages[id_] for id_ in index})
        for group in self.api.groups:
            page = self.doc_pages[f"group {group.name.wire}"]
            yield Page(f"docs/{page}.md", "docs/api.md.jinja", pages.api_page(group, page))
        for id_, declaration in index.items():
            model = pages.model_page(declaration)
            yield Page(f"docs/{self.doc_pages[id_]}.md", "docs/model.md.jinja", model)
        yield from Shipped(self.world, samples, self.header.comment()).pages()
        yield self.readme_page(examples)

    def readme_page(self, examples: Examples) -> Page:
        """The README with its tables."""
        rows = [(group, operation) for group in self.api.groups for operation in group.operations]
        # A newcomer learns most from operations that can also be streamed.
        ordered = sorted(rows, key=lambda row: row[1].streaming is None)
        whole = [row for row in ordered if not only_streams(row[1])]
        streams = [row for row in ordered if row[1].streaming is not None]
        paged = [row for row in whole if ApiBuilder(self.world, row[0]).has_pages(row[1])]

        def first(found: list[tuple[Group, Operation]]) -> CallView | None:
            if not found:
                return None
            return examples.call(found[0][1], ApiBuilder(self.world, found[0][0]))

        known = self.world.names
        view = readme(
            self.api,
            self.options,
            self.request.generator,
            examples=(first(whole), first(streams), first(paged)),
            endpoints=[
                (
                    known.groups[group.name],
                    self.doc_pages[f"group {group.name.wire}"],
                    operation,
                    known.operations[operation.id],
                )
                for group, operation in rows
            ],
            models=sorted(
                (known.models[id_].name, self.doc_pages[id_]) for id_ in self.world.index
            ),
            hidden=bool(self.world.shown),
        )
        return Page("README.md", "package/README.md.jinja", view)
