"""Api and options in, pages out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.emit.answers import only_streams
from generator.emit.code import Code
from generator.emit.docpages import doc_pages
from generator.emit.licenses import license_text
from generator.emit.page import AnyPage, Copy, Fixed, Page
from generator.emit.samples import Samples
from generator.emit.target import PlanRequest
from generator.ir.examples import Synthesis
from generator.ir.nodes import Group, Operation
from generator.targets.typescript_fetch import models, package
from generator.targets.typescript_fetch.apis import ApiBuilder
from generator.targets.typescript_fetch.docs import Docs
from generator.targets.typescript_fetch.examples import Examples
from generator.targets.typescript_fetch.names import names
from generator.targets.typescript_fetch.options import Options
from generator.targets.typescript_fetch.readme import readme
from generator.targets.typescript_fetch.reserved import FILES
from generator.targets.typescript_fetch.shipped import shipped
from generator.targets.typescript_fetch.view import LinesView
from generator.targets.typescript_fetch.world import World

LINES = "package/lines.ts.jinja"


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
        known = self.world.names
        self.doc_pages = doc_pages(
            {name: each.name for name, each in known.groups.items()},
            {id_: each.name for id_, each in known.models.items()},
            FILES,
        )

    def pages(self) -> Iterator[AnyPage]:
        """Every file, the hand-written ones first."""
        for source in self.request.runtime:
            yield Copy(f"src/{source}", source)
        yield from self.model_pages()
        yield from self.api_pages()
        yield from self.package_pages()
        yield from self.documentation()

    # --- the package

    def model_pages(self) -> Iterator[Page]:
        """A file of types and one of schemas for each component."""
        header = self.header.comment()
        for file, declarations in models.files(self.world).items():
            builder = models.FileBuilder.of(self.world, file, declarations)
            yield Page(f"src/models/{file}.ts", "package/model.ts.jinja", builder.view(header))
            schemas = models.schema_file(self.world, file, declarations, header)
            yield Page(f"src/schemas/{file}.ts", LINES, schemas)
        yield Page("src/models/index.ts", LINES, models.index_of(self.world, header))

    def api_pages(self) -> Iterator[Page]:
        """A file for each group of operations, and what they export."""
        for group in self.api.groups:
            view = ApiBuilder(self.world, group).view(self.header.comment())
            file = self.world.names.groups[group.name].file
            yield Page(f"src/apis/{file}.ts", "package/api.ts.jinja", view)
        statements = package.api_exports(self.exports(), "./") or [Code("export {};")]
        exports = LinesView(header=self.header.comment(), statements=tuple(statements))
        yield Page("src/apis/index.ts", LINES, exports)

    def exports(self) -> dict[str, list[str]]:
        """The exported names of each file of operations, its class first."""
        found: dict[str, list[str]] = {}
        for group in self.api.groups:
            named = self.world.names.groups[group.name]
            found[named.file] = [named.name, *self.beside(group)]
        return found

    def beside(self, group: Group) -> list[str]:
        """The types beside the class of a group."""
        builder = ApiBuilder(self.world, group)
        found: list[str] = []
        for operation in group.operations:
            named = self.world.names.operations[operation.id]
            if builder.arguments(operation):
                found.append(named.request)
            if builder.errors(operation):
                found.append(named.errors)
        return sorted(found, key=lambda name: (name.lower(), name))

    def package_pages(self) -> Iterator[AnyPage]:
        """What the package offers, its configuration and its metadata."""
        exported = [
            name
            for declarations in models.files(self.world).values()
            for name in models.exports(self.world, declarations)
        ]
        yield Page("src/index.ts", LINES, package.index(self.header, self.exports(), exported))
        yield Page(
            "src/configuration.ts",
            "package/configuration.ts.jinja",
            package.configuration(self.header, self.api, self.options),
        )
        given = self.request.license
        view = package.metadata(self.api, self.options, given.id if given else None)
        yield Page("package.json", "package/package.json.jinja", view)
        yield Page("tsconfig.json", "package/tsconfig.json.jinja", view)
        yield Fixed(".gitignore", b"/dist/\n/node_modules/\n")
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
            view = pages.api_page(group, page)
            yield Page(f"docs/{page}.md", "docs/api.md.jinja", view)
        for id_, declaration in index.items():
            model = pages.model_page(declaration)
            yield Page(f"docs/{self.doc_pages[id_]}.md", "docs/model.md.jinja", model)
        yield from shipped(self.world, samples, self.header.comment())
        yield self.readme_page(examples)

    def readme_page(self, examples: Examples) -> Page:
        """The README with its tables."""
        first = stream = None
        rows = [(group, operation) for group in self.api.groups for operation in group.operations]
        # A newcomer learns most from operations that can also be streamed, and that give something.
        for group, operation in sorted(rows, key=_interest):
            builder = ApiBuilder(self.world, group, Code(""))
            if first is None and not only_streams(operation):
                made = examples.call(operation, builder)
                first = made if made.returns else None
            if stream is None and operation.streaming is not None:
                stream = examples.call(operation, builder)
            if first is not None and (stream is not None or operation.streaming is None):
                break
        known = self.world.names
        view = readme(
            self.api,
            self.options,
            self.request.generator,
            examples=(first, stream),
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
            typed_errors=any(
                ApiBuilder(self.world, group).errors(operation) for group, operation in rows
            ),
            hidden=examples.hidden,
        )
        return Page("README.md", "package/README.md.jinja", view)


def _interest(row: tuple[Group, Operation]) -> bool:
    return row[1].streaming is None
