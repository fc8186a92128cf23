"""The view of ``README.md``."""

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
from generator.targets.scala_akka.docview import CallView, ReadmeView
from generator.targets.scala_akka.literals import identifier, qualified
from generator.targets.scala_akka.names import OperationName
from generator.targets.scala_akka.options import Options

LIMITS = Path(__file__).with_name("limits.yaml")


def readme(
    api: Api,
    options: Options,
    generator: str,
    *,
    examples: tuple[CallView | None, CallView | None, CallView | None],
    endpoints: Iterable[tuple[str, str, Operation, OperationName]],
    models: Iterable[tuple[str, str]],
    hidden: bool,
) -> ReadmeView:
    """The README. ``endpoints`` are class, page, operation and names; ``models`` are name and
    page; ``examples`` the first whole call, the first stream and the first pages; ``hidden`` says
    that a model is called like something that programs use."""
    text = api.doc.description or api.doc.summary
    return ReadmeView(
        limits=read_limits(LIMITS),
        project=markdown.plain(options.artifact),
        title=markdown.plain(api.source.title or "an API"),
        description=markdown.block(text) if text.strip() else None,
        group=Code(options.group),
        artifact=Code(options.artifact),
        version=Code(options.version),
        package=qualified(options.package),
        document_version=markdown.plain(api.source.version or "unknown"),
        generator=markdown.plain(generator),
        host=markdown.plain(host_of(api.servers)),
        akka=options.http == "akka",
        example=examples[0],
        streamed=examples[1],
        paged=examples[2],
        hidden=hidden,
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
                api=identifier(group),
                method=identifier(named.method),
                page=Code(page),
                anchor=identifier(named.method),
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
    return re.sub(r"[^A-Za-z0-9]+", "_", options.package).strip("_").upper()


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
            yield fill("Give it as an implicit `ApiKeyValue`, or in the variable {}", name)
        case SchemeKind.BASIC:
            yield Code("Type: HTTP basic authentication")
            yield Code("Give it as an implicit `BasicCredentials`")
        case SchemeKind.MUTUAL_TLS:
            yield Code("Type: mutual TLS; give `Settings` your own `https` context")
        case SchemeKind.OAUTH2:
            flows = Code(", ").join(markdown.plain(flow.kind) for flow in scheme.flows)
            yield fill("Type: OAuth 2 ({})", flows)
            yield fill("Give the access token as an implicit `BearerToken`, or in {}", name)
            if any(flow.kind == "clientCredentials" for flow in scheme.flows):
                yield Code("Or let the client fetch tokens: an implicit `ClientCredentials`")
        case _:
            kind = "OpenID Connect" if scheme.kind is SchemeKind.OPEN_ID_CONNECT else "bearer"
            yield fill("Type: {} token, sent in the header `Authorization`", Code(kind))
            yield fill("Give it as an implicit `BearerToken`, or in the variable {}", name)
