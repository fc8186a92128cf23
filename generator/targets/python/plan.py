"""Api and options in, pages out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.answers import only_streams
from generator.emit.code import Code
from generator.emit.docpages import doc_pages
from generator.emit.licenses import license_text
from generator.emit.page import AnyPage, Copy, Fixed, Page
from generator.emit.samples import Samples
from generator.emit.target import PlanRequest
from generator.ir.examples import Synthesis
from generator.ir.facts import with_records
from generator.ir.nodes import Declaration, Group, Id, Operation
from generator.targets.python import package
from generator.targets.python.apis import ApiBuilder
from generator.targets.python.docs import Docs
from generator.targets.python.docview import CallView
from generator.targets.python.examples import Examples
from generator.targets.python.literals import quoted
from generator.targets.python.models import ModelPlan, ModuleBuilder
from generator.targets.python.names import GroupName, group_names, model_names
from generator.targets.python.options import Options
from generator.targets.python.readme import readme
from generator.targets.python.reserved import EXPORTS
from generator.targets.python.shipped import shipped
from generator.targets.python.types import World

MODELS = "package/models/module.py.jinja"
EXPORTING = "package/exports.py.jinja"


def plan(request: PlanRequest) -> Iterator[AnyPage]:
    """Every file of the client."""
    yield from Planner(request).pages()


@dataclass(frozen=True, slots=True)
class Operating:
    """A group of operations with its names and its docs page."""

    group: Group
    named: GroupName
    page: str
    builder: ApiBuilder


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
        self.index = self.api.index()
        names = model_names(self.api, EXPORTS | _exported(), request.report)
        taken = frozenset(name for each in names.values() for name in (each.name, each.plain))
        self.world = World(self.index, names, with_records(self.index), taken)
        self.requested = request.facts.in_requests
        self.models = ModelPlan(self.world, self.requested, request.facts.order)
        self.groups = self._groups(taken)

    def _groups(self, taken: frozenset[str]) -> list[Operating]:
        report = self.request.report
        named = group_names(self.api, taken | _exported(), report)
        self.doc_pages = doc_pages(
            {name: each.name for name, each in named.items()},
            {id_: each.name for id_, each in self.world.names.items()},
        )
        return [
            Operating(
                group=group,
                named=named[group.name],
                page=self.doc_pages[f"group {group.name.wire}"],
                builder=ApiBuilder(self.world, group, named[group.name], report),
            )
            for group in self.api.groups
        ]

    def pages(self) -> Iterator[AnyPage]:
        """Every file, the hand-written ones first."""
        root = self.options.package
        for source in self.request.runtime:
            yield Copy(f"{root}/{source.removeprefix('runtime/')}", source)
        yield Fixed(f"{root}/py.typed", b"")
        attributes: dict[Id, dict[str, str]] = {}
        yield from self.model_pages(attributes)
        yield from self.api_pages()
        yield from self.package_pages()
        samples = Samples(
            self.api,
            self.index,
            Synthesis(self.index, for_request=True),
            Synthesis(self.index, for_request=False),
            self.requested,
        )
        examples = Examples(self.api, self.world, root, attributes, samples)
        yield from self.doc_page_views(examples)
        builders = [each.builder for each in self.groups]
        yield from shipped(self.header, examples, builders)
        yield self.readme_page(examples)

    # --- the package

    def model_pages(self, attributes: dict[Id, dict[str, str]]) -> Iterator[Page]:
        """A module for each component; ``attributes`` is filled with the names of members."""
        folder = f"{self.options.package}/models"
        for module, declarations in self.models.modules().items():
            builder = ModuleBuilder(self.models, module, declarations)
            view = builder.view(self.header.docstring(_about(declarations, self.world)))
            attributes.update(builder.attributes)
            yield Page(f"{folder}/{module}.py", MODELS, view)

    def api_pages(self) -> Iterator[Page]:
        """A module for each group of operations."""
        for each in self.groups:
            header = self.header.docstring(f"{each.named.name} and {each.named.asynchronous}.")
            yield Page(
                f"{self.options.package}/api/{each.named.module}.py",
                "package/api/module.py.jinja",
                each.builder.view(header),
            )

    def package_pages(self) -> Iterator[AnyPage]:
        """What the package offers, its configuration and its metadata."""
        root = self.options.package
        header = self.header
        models = {
            module: tuple(self.models.exports(declarations))
            for module, declarations in self.models.modules().items()
        }
        apis = {
            each.named.module: (each.named.name, each.named.asynchronous) for each in self.groups
        }
        everything = {
            **{f"api.{module}": names for module, names in apis.items()},
            **dict(package.RUNTIME_EXPORTS),
            **{f"models.{module}": names for module, names in models.items()},
        }
        version = Code("__version__ = ") + quoted(self.options.version)
        title = f"A client of {self.api.source.title or 'an API'}."
        for path, view in (
            ("__init__.py", (header.docstring(title), everything, ".", (version, Code("")))),
            ("models/__init__.py", (header.docstring("The models."), models, "..", ())),
            ("api/__init__.py", (header.docstring("The operations."), apis, "..", ())),
        ):
            made = package.exports(view[0], view[1], root=view[2], extra=view[3])
            yield Page(f"{root}/{path}", EXPORTING, made)
        about = header.docstring("What the client knows of the API beside its operations.")
        yield Page(
            f"{root}/configuration.py",
            "package/configuration.py.jinja",
            package.configuration(about, self.api, self.options),
        )
        given = self.request.license
        yield Page(
            "pyproject.toml",
            "package/pyproject.toml.jinja",
            package.project(header, self.api, self.options, given.id if given else None),
        )
        yield Fixed("LICENSE", license_text(given).encode("utf-8"))

    # --- docs

    def doc_page_views(self, examples: Examples) -> Iterator[Page]:
        """A page for each group of operations and for each declaration."""
        docs = Docs(examples=examples, pages={id_: self.doc_pages[id_] for id_ in self.index})
        for each in self.groups:
            view = docs.api_page(each.group, each.named, each.page)
            yield Page(f"docs/{each.page}.md", "docs/api.md.jinja", view)
        for id_, declaration in self.index.items():
            page = docs.model_page(declaration)
            yield Page(f"docs/{self.doc_pages[id_]}.md", "_docs/model.md.jinja", page)

    def readme_page(self, examples: Examples) -> Page:
        """The README with its tables."""
        rows: list[tuple[GroupName, str, Operation, str]] = []
        calls: dict[str, CallView] = {}
        for each in self.groups:
            for operation in each.group.operations:
                method = each.builder.methods[operation.id]
                rows.append((each.named, each.page, operation, method))
        # A newcomer learns most from an operation that can be streamed: it comes first.
        for named, _, operation, method in sorted(rows, key=lambda row: not row[2].streaming):
            shows = {
                "whole": not only_streams(operation),
                "stream": operation.streaming is not None,
                "pages": operation.pagination is not None,
            }
            wanted = [kind for kind, shown in shows.items() if shown and kind not in calls]
            if wanted:
                builder = next(each.builder for each in self.groups if each.named is named)
                arguments = builder.arguments(operation)
                call = examples.call(operation, named, method, arguments)
                calls.update(dict.fromkeys(wanted, call))
        view = readme(
            self.api,
            self.options,
            self.request.generator,
            examples=(calls.get("whole"), calls.get("stream"), calls.get("pages")),
            endpoints=rows,
            models=[
                (self.world.names[id_].name, self.doc_pages[id_], "")
                for id_ in sorted(self.index, key=lambda id_: self.world.names[id_].name)
            ],
            license_text=Code("See [LICENSE](LICENSE)."),
        )
        return Page("README.md", "package/README.md.jinja", view)


def _about(declarations: list[Declaration], world: World) -> str:
    name = world.names[declarations[0].id].name
    return f"{name}." if len(declarations) == 1 else f"{name} and what it is made of."


def _exported() -> frozenset[str]:
    return frozenset(name for names in package.RUNTIME_EXPORTS.values() for name in names)
