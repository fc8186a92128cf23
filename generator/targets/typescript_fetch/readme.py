"""The view of ``README.md``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.emit import markdown
from generator.emit.code import Code, fill
from generator.emit.docs import (
    EndpointRow,
    ModelRow,
    SchemeDoc,
    host_of,
)
from generator.emit.environment import environment, variable
from generator.emit.limits import read_limits
from generator.emit.prose import first_sentence
from generator.ir.nodes import Api, Operation, Scheme, SchemeKind
from generator.targets.typescript_fetch.docview import CallView, ReadmeView
from generator.targets.typescript_fetch.literals import identifier, member
from generator.targets.typescript_fetch.names import GroupName, OperationName
from generator.targets.typescript_fetch.options import Options

LIMITS = Path(__file__).with_name("limits.yaml")


def readme(
    api: Api,
    options: Options,
    generator: str,
    *,
    examples: tuple[CallView | None, CallView | None],
    endpoints: Iterable[tuple[GroupName, str, Operation, OperationName]],
    models: Iterable[tuple[str, str]],
    typed_errors: bool,
    hidden: bool,
) -> ReadmeView:
    """The README. ``endpoints`` are group, page, operation and names; ``models`` are name and
    page; ``examples`` the first whole call and the first stream;
    ``hidden`` says that a model has the name of an error."""
    text = api.doc.description or api.doc.summary
    return ReadmeView(
        limits=read_limits(LIMITS),
        project=markdown.plain(options.package),
        title=markdown.plain(api.source.title or "an API"),
        description=markdown.block(text) if text.strip() else None,
        version=markdown.plain(options.version),
        document_version=markdown.plain(api.source.version or "unknown"),
        generator=markdown.plain(generator),
        host=markdown.plain(host_of(api.servers)),
        example=examples[0],
        streamed=examples[1],
        paged=any(operation.pagination is not None for operation in api.operations),
        typed_errors=typed_errors,
        hidden=hidden,
        dates=options.dates == "Date",
        bigints=options.int64 == "bigint",
        numbers=options.int64 == "number",
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
                method=member(named.method),
                page=Code(page),
                anchor=markdown.anchor(named.anchor),
                verb=Code(operation.method),
                path=markdown.plain(operation.path),
                text=markdown.cell(
                    operation.doc.summary or first_sentence(operation.doc.description)
                ),
            )
            for group, page, operation, named in endpoints
        ),
        models=tuple(
            ModelRow(name=identifier(name), page=Code(page), text=Code("")) for name, page in models
        ),
        license=Code("See [LICENSE](LICENSE)."),
    )


def prefix(options: Options) -> str:
    """What the environment variables of the package begin with."""
    return re.sub(r"[^A-Za-z0-9]+", "_", options.package).lstrip("_").upper()


def _said(scheme: Scheme, options: Options) -> Iterator[Code]:
    """What a scheme is and how to give its credential."""
    if scheme.doc.description.strip():
        yield markdown.paragraph(scheme.doc.description)
    name = markdown.code(variable(scheme, prefix(options)))
    match scheme.kind:
        case SchemeKind.API_KEY:
            where = Code(scheme.location.value if scheme.location else "header")
            part = markdown.code(scheme.parameter or scheme.id)
            yield fill("Type: API key, sent as {} in the {}", part, where)
            yield fill("Set it as `new Configuration({{ apiKey }})` or in the variable {}", name)
        case SchemeKind.BASIC:
            yield Code("Type: HTTP basic authentication")
            yield Code("Set it as `new Configuration({ username, password })`")
        case SchemeKind.MUTUAL_TLS:
            yield Code("Type: mutual TLS; give your own `fetchApi` that has the certificate")
        case SchemeKind.OAUTH2:
            flows = Code(", ").join(markdown.plain(flow.kind) for flow in scheme.flows)
            yield fill("Type: OAuth 2 ({})", flows)
            yield fill(
                "Set it as `new Configuration({{ accessToken }})` or in the variable {}", name
            )
            if any(flow.kind == "clientCredentials" for flow in scheme.flows):
                yield Code(
                    "Or let the client fetch tokens: "
                    "`new Configuration({ clientId, clientSecret })`"
                )
        case _:
            kind = "OpenID Connect" if scheme.kind is SchemeKind.OPEN_ID_CONNECT else "bearer"
            yield fill("Type: {} token, sent in the header `Authorization`", Code(kind))
            yield fill(
                "Set it as `new Configuration({{ accessToken }})` or in the variable {}", name
            )
