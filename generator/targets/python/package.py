"""Views of the files that make a package of it: exports, configuration, metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.emit.code import Code, fill
from generator.emit.origin import Origin
from generator.emit.prose import filled, first_sentence
from generator.ir.nodes import Api, Scheme
from generator.targets.python import layout
from generator.targets.python.imports import Imports
from generator.targets.python.layout import Atom, Expression, call, printed, tupled
from generator.targets.python.literals import comment, docstring, identifier, quoted, toml
from generator.targets.python.options import Options
from generator.targets.python.tables import server
from generator.targets.python.view import ConfigurationView, ExportsView, ProjectView

RUNTIME_EXPORTS: Mapping[str, tuple[str, ...]] = {
    "_runtime.codec": ("decode", "encode"),
    "_runtime.files": ("FileInput", "PartInput"),
    "_runtime.model": ("UnknownVariant",),
    "_runtime.options": ("CallOptions",),
    "_runtime.response": ("ApiResponse",),
    "_runtime.stream": ("AsyncStream", "Stream"),
    "api_client": ("ApiClient", "AsyncApiClient"),
    "configuration": ("Configuration",),
    "exceptions": (
        "ApiConnectionError",
        "ApiException",
        "ApiStatusError",
        "ApiTimeoutError",
        "BadRequestError",
        "ConflictError",
        "DecodeError",
        "ForbiddenError",
        "NotFoundError",
        "OpenApiException",
        "RateLimitError",
        "RequestError",
        "ServerError",
        "StreamError",
        "StreamTruncatedError",
        "UnauthorizedError",
        "UnprocessableEntityError",
    ),
}
"""What the package offers beside models and APIs, by module."""


class Header(Origin):
    """What every file says about where it comes from."""

    def docstring(self, *about: str) -> Code:
        """The docstring of a module: what it is about, then its origin."""
        return docstring([*about, "", *self.lines(88)], 0)

    def comments(self) -> tuple[Code, ...]:
        """The origin as lines of a comment, without their ``# ``."""
        return tuple(comment(line) for line in self.lines(88))


def exports(
    header: Code, modules: Mapping[str, Iterable[str]], *, root: str, extra: tuple[Code, ...] = ()
) -> ExportsView:
    """An ``__init__`` that loads a module when one of its names is touched.

    ``modules`` are relative to the package that is described; ``root`` are the dots from there
    to the package that holds the runtime.
    """
    imports = Imports()
    table: list[tuple[Code, Expression]] = []
    names: list[str] = []
    for module, offered in modules.items():
        listed = sorted(offered)
        for name in listed:
            imports.model(f".{module}", name)
        names += listed
        table.append((quoted(module), tupled(Atom(quoted(name)) for name in listed)))
    statements = tuple(line for block in imports.statements(4) for line in block)
    made = layout.listed(Atom(quoted(name)) for name in sorted(names))
    spread = layout.Group(Code(""), "{}", layout.mapped(table).items, spread=True)
    return ExportsView(
        header=header,
        lazy=fill("from {}_runtime.names import lazy", Code(root)),
        extra=extra,
        imports=statements,
        table=printed(spread, indent=8),
        names=(
            fill(" = {}", printed(made, indent=0, before=10)) if names else Code(": list[str] = []")
        ),
    )


def configuration(header: Code, api: Api, options: Options) -> ConfigurationView:
    """``configuration.py``: the facts that the runtime works with."""
    imports = Imports()
    module = "._runtime.operation"
    base = imports.use("._runtime.configuration", "ConfigurationBase")
    facts = imports.use(module, "ApiFacts")
    items: list[tuple[str, Expression]] = [
        ("package", Atom(quoted(options.package))),
        ("version", Atom(quoted(options.version))),
    ]
    if api.servers:
        items.append(("servers", tupled(server(imports, each, module) for each in api.servers)))
    if api.schemes:
        items.append(("schemes", tupled(_scheme(imports, module, each) for each in api.schemes)))
    made = call(
        facts, (layout.keyword(identifier(key), value) for key, value in items), spread=True
    )
    about = f"How to reach {api.source.title or 'the API'}, and with which credentials."
    return ConfigurationView(
        header=header,
        imports=tuple(line for block in imports.statements() for line in block),
        base=base,
        doc=docstring(filled(about, 80), 4),
        facts=printed(made, indent=4, before=8),
    )


def _scheme(imports: Imports, module: str, scheme: Scheme) -> Expression:
    items: list[Expression] = [Atom(quoted(scheme.id)), Atom(quoted(scheme.kind.value))]
    tokens = [flow.token_url for flow in scheme.flows if flow.kind == "clientCredentials"]
    for key, value in (
        ("location", scheme.location.value if scheme.location else None),
        ("parameter", scheme.parameter),
        ("http_scheme", scheme.http_scheme if scheme.kind.value == "http" else None),
        ("token_url", tokens[0] if tokens else None),
    ):
        if value is not None:
            items.append(layout.keyword(Code(key), Atom(quoted(value))))
    return call(imports.use(module, "Scheme"), items)


def project(header: Header, api: Api, options: Options, license_id: str | None) -> ProjectView:
    """``pyproject.toml``."""
    said = first_sentence(api.doc.description or api.doc.summary) or f"Client of {api.source.title}"
    return ProjectView(
        comments=header.comments(),
        name=toml(options.project_name),
        version=toml(options.version),
        description=toml(said),
        license=toml(license_id) if license_id else None,
        author=toml(options.author) if options.author else None,
        package=toml(options.package),
    )
