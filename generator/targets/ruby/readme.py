"""The view of ``README.md``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.emit import markdown
from generator.emit.code import Code, fill
from generator.emit.docs import EndpointRow, ModelRow, SchemeDoc, description, host_of
from generator.emit.environment import environment, variable
from generator.emit.limits import read_limits
from generator.emit.prose import first_sentence
from generator.ir.nodes import Api, Location, Operation, Scheme, SchemeKind
from generator.targets.ruby.docs import anchor
from generator.targets.ruby.docview import CallView, ReadmeView
from generator.targets.ruby.literals import constant
from generator.targets.ruby.names import GroupName
from generator.targets.ruby.options import Options

LIMITS = Path(__file__).with_name("limits.yaml")
"""What the client does not do, and why; a test holds it against the known failures."""


def readme(
    api: Api,
    options: Options,
    generator: str,
    *,
    examples: tuple[CallView | None, CallView | None, CallView | None],
    endpoints: Iterable[tuple[GroupName, str, Operation, str]],
    models: Iterable[tuple[str, str]],
) -> ReadmeView:
    """The README. ``endpoints`` are group, page, operation and method; ``models`` are name and
    page; ``examples`` the first whole call, stream and walk through pages."""
    return ReadmeView(
        limits=read_limits(LIMITS),
        project=markdown.plain(options.gem),
        gem=Code(options.gem),
        module=constant(options.module),
        title=markdown.plain(api.source.title or "an API"),
        description=description(api.doc),
        version=markdown.plain(options.version),
        document_version=markdown.plain(api.source.version or "unknown"),
        generator=markdown.plain(generator),
        host=markdown.plain(host_of(api.servers)),
        example=examples[0],
        streamed=examples[1],
        paged=examples[2],
        schemes=tuple(
            SchemeDoc(
                id=markdown.plain(each.id),
                anchor=markdown.anchor(each.id),
                lines=tuple(_said(each, options)),
            )
            for each in api.schemes
        ),
        environment=tuple(environment(api, prefix(options))),
        endpoints=tuple(
            EndpointRow(
                api=constant(group.name),
                method=markdown.plain(method),
                page=Code(page),
                anchor=markdown.anchor(anchor(method)),
                verb=Code(operation.method),
                path=markdown.plain(operation.path),
                text=markdown.cell(
                    first_sentence(operation.doc.summary or operation.doc.description)
                ),
            )
            for group, page, operation, method in endpoints
        ),
        models=tuple(
            ModelRow(name=constant(name), page=Code(page), text=Code("")) for name, page in models
        ),
        license=Code("See [LICENSE](LICENSE)."),
    )


def prefix(options: Options) -> str:
    """What the environment variables of the package begin with."""
    return re.sub(r"[^A-Za-z0-9]+", "_", options.gem).upper()


_PLACES = {
    Location.HEADER: "header",
    Location.QUERY: "query parameter",
    Location.COOKIE: "cookie",
    Location.PATH: "path parameter",
}


def _said(scheme: Scheme, options: Options) -> Iterator[Code]:
    """What a scheme is and how to give its credential."""
    if scheme.doc.description.strip():
        yield markdown.paragraph(scheme.doc.description)
    name = markdown.code(variable(scheme, prefix(options)))
    match scheme.kind:
        case SchemeKind.API_KEY:
            part = markdown.code(scheme.parameter or scheme.id)
            where = Code(_PLACES[scheme.location or Location.HEADER])
            yield fill("Type: API key, sent as the {} {}", where, part)
            yield fill("Set it as `config.api_key` or in the variable {}", name)
        case SchemeKind.BASIC:
            yield Code("Type: HTTP basic authentication")
            yield Code("Set it as `config.username` and `config.password`")
        case SchemeKind.MUTUAL_TLS:
            yield Code("Type: mutual TLS; give a `config.ssl_context` that has the certificate")
        case SchemeKind.OAUTH2:
            flows = Code(", ").join(markdown.plain(flow.kind) for flow in scheme.flows)
            yield fill("Type: OAuth 2 ({})", flows)
            yield fill("Set it as `config.access_token` or in the variable {}", name)
            if any(flow.kind == "clientCredentials" for flow in scheme.flows):
                yield Code(
                    "Or let the client fetch tokens: `config.client_id` and `config.client_secret`"
                )
        case SchemeKind.HTTP:
            scheme_name = markdown.code(scheme.http_scheme or "")
            yield fill("Type: HTTP authentication with the scheme {}", scheme_name)
            yield fill("Set its value as `config.access_token` or in the variable {}", name)
        case _:
            kind = "OpenID Connect" if scheme.kind is SchemeKind.OPEN_ID_CONNECT else "bearer"
            yield fill("Type: {} token, sent in the header `Authorization`", Code(kind))
            yield fill("Set it as `config.access_token` or in the variable {}", name)
