"""Views of the files that make a package of it: configuration, index, metadata."""

from __future__ import annotations

from generator.emit.code import Code, fill
from generator.emit.origin import Origin
from generator.emit.prose import filled, first_sentence
from generator.ir.nodes import Api, Scheme, SchemeKind
from generator.targets.typescript_fetch.imports import Imports, exported
from generator.targets.typescript_fetch.layout import (
    Atom,
    Expression,
    call,
    labelled,
    listed,
    mapped,
)
from generator.targets.typescript_fetch.literals import (
    banner,
    identifier,
    json_source,
    quoted,
    tagged,
)
from generator.targets.typescript_fetch.options import Options
from generator.targets.typescript_fetch.tables import server
from generator.targets.typescript_fetch.view import (
    ConfigurationView,
    LinesView,
    PackageView,
)


class Header(Origin):
    """What every file says about where it comes from."""

    def comment(self) -> Code:
        """The comment at the top of a file."""
        return banner(self.lines(96))


def configuration(header: Header, api: Api, options: Options) -> ConfigurationView:
    """``configuration.ts``: the facts that the runtime works with."""
    imports = Imports()
    module = "./runtime/configuration.js"
    imports.value(module, "ConfigurationBase")
    facts = imports.type(module, "ApiFacts")
    imports.type(module, "ConfigurationParameters")
    made = mapped(
        [
            (Code("package"), Atom(quoted(options.package))),
            (Code("version"), Atom(quoted(options.version))),
            (Code("servers"), listed(server(each) for each in api.servers)),
            (Code("schemes"), listed(_scheme(imports, each) for each in api.schemes)),
        ],
        spread=True,
    )
    about = f"How to reach {api.source.title or 'the API'}, and with which credentials."
    return ConfigurationView(
        header=header.comment(),
        imports=imports.statements(),
        doc=tagged(filled(about, 90), (), 0),
        facts=labelled(fill("const facts: {} = ", facts), made, indent=0),
    )


_SIMPLE = {
    SchemeKind.BEARER: "bearer",
    SchemeKind.BASIC: "basic",
    SchemeKind.OPEN_ID_CONNECT: "openIdConnect",
    SchemeKind.MUTUAL_TLS: "mutualTLS",
}


def _scheme(imports: Imports, scheme: Scheme) -> Expression:
    """``bearer('ApiKeyAuth')``."""
    module = "./runtime/schemes.js"
    items: list[Expression] = [Atom(quoted(scheme.id))]
    match scheme.kind:
        case SchemeKind.API_KEY:
            items.append(Atom(quoted(scheme.location.value if scheme.location else "header")))
            items.append(Atom(quoted(scheme.parameter or scheme.id)))
            return call(imports.value(module, "apiKey"), items)
        case SchemeKind.HTTP:
            items.append(Atom(quoted(scheme.http_scheme or "Bearer")))
            return call(imports.value(module, "http"), items)
        case SchemeKind.OAUTH2:
            urls = [each.token_url for each in scheme.flows if each.kind == "clientCredentials"]
            items += [Atom(quoted(url)) for url in urls[:1] if url]
            return call(imports.value("./runtime/oauth.js", "oauth2"), items)
        case kind:
            return call(imports.value(module, _SIMPLE[kind]), items)


def api_exports(classes: dict[str, list[str]], place: str) -> list[Code]:
    """A statement for each file of operations: its class, then the types beside it."""
    return [
        exported(
            Code("export "),
            f"{place}{file}.js",
            [
                identifier(name) if place_ == 0 else fill("type {}", identifier(name))
                for place_, name in enumerate(names)
            ],
        )
        for file, names in sorted(classes.items())
    ]


def index(header: Header, classes: dict[str, list[str]], models: list[str]) -> LinesView:
    """``index.ts``: everything, by name, so that it wins over names of the runtime."""
    statements = [
        Code("export * from './runtime/index.js';"),
        Code("export { Configuration } from './configuration.js';"),
        *api_exports(classes, "./apis/"),
    ]
    if models:
        names = [identifier(name) for name in sorted(models, key=lambda n: (n.lower(), n))]
        statements.append(exported(Code("export type "), "./models/index.js", names))
    return LinesView(header=header.comment(), statements=tuple(statements))


def metadata(api: Api, options: Options, license_id: str | None) -> PackageView:
    """``package.json``."""
    said = first_sentence(api.doc.description or api.doc.summary) or f"Client of {api.source.title}"
    return PackageView(
        name=json_source(options.package),
        version=json_source(options.version),
        description=json_source(said),
        license=json_source(license_id) if license_id else None,
        author=json_source(options.author) if options.author else None,
    )
