"""Api and options in, pages out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.emit.answers import only_streams
from generator.emit.docpages import doc_pages
from generator.emit.licenses import license_text
from generator.emit.page import AnyPage, Fixed, Page
from generator.emit.samples import Samples
from generator.emit.target import PlanRequest
from generator.ir.examples import Synthesis
from generator.ir.nodes import Group, Operation
from generator.targets.ruby import package
from generator.targets.ruby.apis import ApiBuilder
from generator.targets.ruby.docs import Docs
from generator.targets.ruby.docview import CallView
from generator.targets.ruby.examples import Examples
from generator.targets.ruby.models import ModelBuilder
from generator.targets.ruby.names import GroupName, names
from generator.targets.ruby.options import Options
from generator.targets.ruby.rbs import Signatures
from generator.targets.ruby.readme import readme
from generator.targets.ruby.reserved import FILES
from generator.targets.ruby.shipped import shipped
from generator.targets.ruby.world import World

SIGNATURES = "package/signatures.rbs.jinja"


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
        self.header = package.Header.of(request).comment()
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
            yield package.runtime(source, self.options)
        yield from self.model_pages()
        yield from self.api_pages()
        yield from self.package_pages()
        yield from self.documentation()

    # --- the package

    def model_pages(self) -> Iterator[Page]:
        """A file and its signatures for each component."""
        builder = ModelBuilder(self.world)
        signatures = Signatures(self.world, self.header)
        for file, declarations in self.world.files.items():
            path = f"lib/{self.options.gem}/models/{file}.rb"
            view = builder.view(self.header, declarations)
            yield Page(path, "package/model.rb.jinja", view)
            yield Page(f"sig/models/{file}.rbs", SIGNATURES, signatures.models(declarations))

    def api_pages(self) -> Iterator[Page]:
        """A file and its signatures for each group of operations."""
        signatures = Signatures(self.world, self.header)
        for group in self.api.groups:
            file = self.world.names.groups[group.name].file
            view = ApiBuilder(self.world, group).view(self.header)
            yield Page(f"lib/{self.options.gem}/api/{file}.rb", "package/api.rb.jinja", view)
            yield Page(f"sig/api/{file}.rbs", SIGNATURES, signatures.api(group))

    def package_pages(self) -> Iterator[AnyPage]:
        """What the package offers, its configuration and its metadata."""
        root = f"lib/{self.options.gem}"
        constants = {
            each.name: f"models/{each.file}" for each in self.world.names.models.values()
        } | {each.name: f"api/{each.file}" for each in self.world.names.groups.values()}
        entry = package.entry(self.header, self.api, self.options, constants)
        yield Page(f"{root}.rb", "package/entry.rb.jinja", entry)
        configuration = package.configuration(self.header, self.api, self.options)
        path = f"{root}/configuration.rb"
        yield Page(path, "package/configuration.rb.jinja", configuration)
        given = self.request.license
        gem = package.gem(self.header, self.api, self.options, given.id if given else None)
        yield Page(f"{root}/version.rb", "package/version.rb.jinja", gem)
        yield Page(f"{self.options.gem}.gemspec", "package/gemspec.jinja", gem)
        yield Page("Rakefile", "package/Rakefile.jinja", gem)
        signatures = Signatures(self.world, self.header).package()
        yield Page(f"sig/{self.options.gem}.rbs", "package/package.rbs.jinja", signatures)
        yield Fixed("sig/manifest.yaml", b"dependencies:\n  - name: date\n")
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
        docs = Docs(examples=examples, pages={id_: self.doc_pages[id_] for id_ in index})
        for group in self.api.groups:
            page = self.doc_pages[f"group {group.name.wire}"]
            yield Page(f"docs/{page}.md", "docs/api.md.jinja", docs.api_page(group, page))
        for id_, declaration in index.items():
            model = docs.model_page(declaration)
            yield Page(f"docs/{self.doc_pages[id_]}.md", "_docs/model.md.jinja", model)
        yield from shipped(self.world, samples, self.header)
        yield self.readme_page(examples)

    def readme_page(self, examples: Examples) -> Page:
        """The README with its tables."""
        known = self.world.names
        rows: list[tuple[Group, Operation]] = [
            (group, operation) for group in self.api.groups for operation in group.operations
        ]
        calls: dict[str, CallView] = {}
        # A newcomer learns most from an operation that can be streamed: it comes first.
        for group, operation in sorted(rows, key=lambda row: row[1].streaming is None):
            shows = {
                "whole": not only_streams(operation),
                "stream": operation.streaming is not None,
                "pages": operation.pagination is not None,
            }
            wanted = [kind for kind, shown in shows.items() if shown and kind not in calls]
            if wanted:
                call = examples.call(operation, ApiBuilder(self.world, group))
                calls.update(dict.fromkeys(wanted, call))
        endpoints: list[tuple[GroupName, str, Operation, str]] = [
            (
                known.groups[group.name],
                self.doc_pages[f"group {group.name.wire}"],
                operation,
                known.operations[operation.id].method,
            )
            for group, operation in rows
        ]
        view = readme(
            self.api,
            self.options,
            self.request.generator,
            examples=(calls.get("whole"), calls.get("stream"), calls.get("pages")),
            endpoints=endpoints,
            models=sorted(
                (known.models[id_].name, self.doc_pages[id_]) for id_ in self.world.index
            ),
        )
        return Page("README.md", "package/README.md.jinja", view)
