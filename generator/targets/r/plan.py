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
from generator.targets.r import models, package
from generator.targets.r.apis import ApiBuilder
from generator.targets.r.docs import Docs
from generator.targets.r.docview import CallView
from generator.targets.r.examples import Examples
from generator.targets.r.names import names
from generator.targets.r.options import Options
from generator.targets.r.rd import RdPages
from generator.targets.r.readme import readme, vignette
from generator.targets.r.reserved import FILES
from generator.targets.r.shipped import shipped
from generator.targets.r.world import World

RD = "package/page.Rd.jinja"
RUNTIME = "runtime/"
IGNORED = ("^docs$", r"^\.specpress\.json$")
"""What no built package holds."""


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
        self.files = models.files(self.world)
        known = self.world.names
        self.doc_pages = doc_pages(
            {name: each.name for name, each in known.groups.items()},
            {id_: each.name for id_, each in known.models.items()},
            FILES,
        )

    def pages(self) -> Iterator[AnyPage]:
        """Every file, the hand-written ones first."""
        for source in self.request.runtime:
            if source.endswith((".R", ".Rd")):
                place = source.removeprefix(RUNTIME)
                yield Copy(place if place.startswith("man/") else f"R/{place}", source)
        yield from self.code()
        yield from self.metadata()
        yield from self.manual()
        yield from self.documentation()

    # --- the package

    def code(self) -> Iterator[Page]:
        """The facts, and a file for each component and each group of operations."""
        header = self.header.comment()
        facts = package.facts(header, self.api, self.options)
        yield Page("R/package.R", "package/statement.R.jinja", facts)
        for file, declarations in self.files.items():
            view = models.model_file(self.world, declarations, header)
            yield Page(f"R/model_{file}.R", "package/model.R.jinja", view)
        for group in self.api.groups:
            file = self.world.names.groups[group.name].file
            view_ = ApiBuilder(self.world, group).view(header)
            yield Page(f"R/api_{file}.R", "package/api.R.jinja", view_)

    def collate(self) -> list[str]:
        """The order in which R reads the files: each after those that it needs at once."""
        groups = self.world.names.groups.values()
        runtime = [source.removeprefix(RUNTIME) for source in self.request.runtime]
        return [
            *sorted(file for file in runtime if file.endswith(".R")),
            "package.R",
            *sorted(f"model_{file}.R" for file in self.files),
            *sorted(f"api_{each.file}.R" for each in groups),
        ]

    def metadata(self) -> Iterator[AnyPage]:
        """What makes a package of it."""
        given = self.request.license
        view = package.description(self.api, self.options, given, self.collate())
        yield Page("DESCRIPTION", "package/DESCRIPTION.jinja", view)
        known = self.world.names
        exports = [*known.types, *(each.name for each in known.groups.values())]
        yield Page(
            "NAMESPACE",
            "package/NAMESPACE.jinja",
            package.namespace(self.header.comment(), exports),
        )
        ignored = IGNORED if package.has_license_file(given) else (*IGNORED, "^LICENSE$")
        yield Fixed(".Rbuildignore", "".join(f"{each}\n" for each in ignored).encode("ascii"))
        yield Fixed("LICENSE", license_text(given).encode("utf-8"))

    def manual(self) -> Iterator[Page]:
        """The Rd pages."""
        pages = RdPages(self.world, self.header.rd())
        for file, declarations in self.files.items():
            yield Page(f"man/model_{file}.Rd", RD, pages.model(declarations))
        for group in self.api.groups:
            named = self.world.names.groups[group.name]
            builder = ApiBuilder(self.world, group)
            yield Page(f"man/api_{named.file}.Rd", RD, pages.api(builder))
        classes = [each.name for each in self.world.names.groups.values()]
        yield Page(f"man/{self.options.package}-package.Rd", RD, pages.package(classes))

    # --- docs and tests

    def documentation(self) -> Iterator[AnyPage]:
        """The pages under ``docs``, the README, the vignette and the tests."""
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
            yield Page(f"docs/{self.doc_pages[id_]}.md", "_docs/model.md.jinja", model)
        yield from shipped(self.world, samples, self.header.comment())
        first, stream, paged = self.shown(examples)
        yield self.readme_page((first, stream, paged))
        view = vignette(self.api, self.options, (first, stream))
        yield Page(f"vignettes/{self.options.package}.Rmd", "package/vignette.Rmd.jinja", view)

    def rows(self) -> list[tuple[Group, Operation]]:
        """Every operation with its group."""
        return [(group, operation) for group in self.api.groups for operation in group.operations]

    def shown(self, examples: Examples) -> tuple[CallView | None, CallView | None, CallView | None]:
        """The calls that stand for all: a whole one, a streamed one, one of pages."""
        first = stream = paged = None
        # A newcomer learns most from operations that can also be streamed, and that give something.
        for group, operation in sorted(self.rows(), key=lambda row: row[1].streaming is None):
            whole = not only_streams(operation)
            wanted = (
                (first is None and whole)
                or (stream is None and operation.streaming is not None)
                or (paged is None and operation.pagination is not None)
            )
            if not wanted:
                continue
            made = examples.call(operation, ApiBuilder(self.world, group))
            if first is None and whole and made.returns:
                first = made
            if stream is None and operation.streaming is not None:
                stream = made
            if paged is None and operation.pagination is not None:
                paged = made
        return first, stream, paged

    def readme_page(
        self, examples: tuple[CallView | None, CallView | None, CallView | None]
    ) -> Page:
        """The README with its tables."""
        known = self.world.names
        view = readme(
            self.api,
            self.options,
            self.request.generator,
            examples=examples,
            endpoints=[
                (
                    known.groups[group.name],
                    self.doc_pages[f"group {group.name.wire}"],
                    operation,
                    known.operations[operation.id],
                )
                for group, operation in self.rows()
            ],
            models=sorted(
                (known.models[id_].name, self.doc_pages[id_]) for id_ in self.world.index
            ),
        )
        return Page("README.md", "package/README.md.jinja", view)
