"""The views of ``README.md`` and of the vignette."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.emit import markdown
from generator.emit.code import Code, fill
from generator.emit.docs import EndpointRow, ModelRow, SchemeDoc, host_of
from generator.emit.environment import environment, variable
from generator.emit.limits import read_limits
from generator.emit.prose import first_sentence
from generator.ir.nodes import Api, Operation, Scheme, SchemeKind
from generator.targets.r.docview import CallView, ReadmeView, VignetteView
from generator.targets.r.literals import identifier
from generator.targets.r.names import GroupName
from generator.targets.r.options import Options
from generator.targets.r.package import called

LIMITS = Path(__file__).with_name("limits.yaml")


def readme(
    api: Api,
    options: Options,
    generator: str,
    *,
    examples: tuple[CallView | None, CallView | None, CallView | None],
    endpoints: Iterable[tuple[GroupName, str, Operation, str]],
    models: Iterable[tuple[str, str]],
) -> ReadmeView:
    """The README. ``endpoints`` are group, page, operation and its method; ``models`` are name
    and page; ``examples`` the first whole call, the first stream, the first call for pages."""
    text = api.doc.description or api.doc.summary
    return ReadmeView(
        limits=read_limits(LIMITS),
        project=markdown.plain(options.package),
        package=Code(options.package),
        title=markdown.plain(called(api)),
        description=markdown.block(text) if text.strip() else None,
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
                api=identifier(group.name),
                method=identifier(method),
                page=Code(page),
                anchor=identifier(method),
                verb=Code(operation.method),
                path=markdown.plain(operation.path),
                text=markdown.cell(
                    operation.doc.summary or first_sentence(operation.doc.description)
                ),
            )
            for group, page, operation, method in endpoints
        ),
        models=tuple(
            ModelRow(name=identifier(name), page=Code(page), text=Code("")) for name, page in models
        ),
        license=Code("See the field `License` of `DESCRIPTION`, and [LICENSE](LICENSE)."),
    )


def vignette(
    api: Api, options: Options, examples: tuple[CallView | None, CallView | None]
) -> VignetteView:
    """The vignette."""
    return VignetteView(
        package=Code(options.package),
        about=markdown.paragraph(
            first_sentence(api.doc.description or api.doc.summary) or f"A client of {called(api)}."
        ),
        example=examples[0],
        streamed=examples[1],
    )


def prefix(options: Options) -> str:
    """What the environment variables of the package begin with."""
    return re.sub(r"[^A-Za-z0-9]+", "_", options.package).upper()


def _said(scheme: Scheme, options: Options) -> Iterator[Code]:
    """What a scheme is and how to give its credential."""
    if scheme.doc.description.strip():
        yield markdown.paragraph(scheme.doc.description)
    name = markdown.code(variable(scheme, prefix(options)))
    client = Code("`api_instance$api_client$")
    match scheme.kind:
        case SchemeKind.API_KEY:
            where = Code(scheme.location.value if scheme.location else "header")
            part = markdown.code(scheme.parameter or scheme.id)
            yield fill("Type: API key, sent as {} in the {}", part, where)
            yield fill("Set it as {}api_key` or in the variable {}", client, name)
        case SchemeKind.BASIC:
            yield Code("Type: HTTP basic authentication")
            yield fill("Set it as {}username` and {}password`", client, client)
        case SchemeKind.MUTUAL_TLS:
            yield Code("Type: mutual TLS; the certificate is that of libcurl")
        case SchemeKind.OAUTH2:
            flows = Code(", ").join(markdown.plain(flow.kind) for flow in scheme.flows)
            yield fill("Type: OAuth 2 ({})", flows)
            yield fill("Set it as {}bearer_token` or in the variable {}", client, name)
            if any(flow.kind == "clientCredentials" for flow in scheme.flows):
                yield Code(
                    "Or let the client fetch tokens: "
                    "`ApiClient$new(client_id = …, client_secret = …)`"
                )
        case _:
            kind = "OpenID Connect" if scheme.kind is SchemeKind.OPEN_ID_CONNECT else "bearer"
            yield fill("Type: {} token, sent in the header `Authorization`", Code(kind))
            yield fill("Set it as {}bearer_token` or in the variable {}", client, name)
