"""Security schemes and requirements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.build.declare import Declarations
from generator.build.located import Located, follow
from generator.diagnostics import Report
from generator.ir.nodes import Doc, Flow, Location, Scheme, SchemeKind, SchemeUse

_KINDS = {
    "apiKey": SchemeKind.API_KEY,
    "oauth2": SchemeKind.OAUTH2,
    "openIdConnect": SchemeKind.OPEN_ID_CONNECT,
    "mutualTLS": SchemeKind.MUTUAL_TLS,
}
_HTTP = {"basic": SchemeKind.BASIC, "bearer": SchemeKind.BEARER}


def schemes(root: Mapping[str, Any], names: Declarations, report: Report) -> tuple[Scheme, ...]:
    """The security schemes of a document, in order."""
    found = []
    listed = Located("#", root).below("components", "securitySchemes")
    for key in listed.value if isinstance(listed.value, Mapping) else ():
        located = follow(root, listed.below(key))
        if isinstance(located.value, Mapping):
            scheme = _scheme(str(key), located, names, report)
            if scheme is not None:
                found.append(scheme)
    return tuple(found)


def requirements(
    root: Mapping[str, Any], operation: Located, known: frozenset[str], report: Report
) -> tuple[tuple[SchemeUse, ...], ...]:
    """Any-of lists of all-of (OpenAPI 3.1 §4.8.30): those of the operation, else the document's.

    An empty tuple asks for nothing; an empty alternative inside makes authentication optional. An
    alternative that names a scheme that is not declared is left out, with a warning.
    """
    owner = operation if "security" in operation.value else Located("#", root)
    listed = owner.below("security")
    found = []
    for index in range(len(listed.value)) if isinstance(listed.value, list) else ():
        alternative = listed.below(index)
        if not isinstance(alternative.value, Mapping):
            continue
        unknown = [str(name) for name in alternative.value if name not in known]
        if unknown:
            report.warning(
                "security-undeclared",
                f"security scheme `{unknown[0]}` is not declared; this alternative is left out",
                alternative.pointer,
                help="declare it under components/securitySchemes",
            )
            continue
        found.append(
            tuple(
                SchemeUse(scheme=str(name), scopes=_words(scopes))
                for name, scopes in alternative.value.items()
            )
        )
    return tuple(found)


def _scheme(key: str, located: Located, names: Declarations, report: Report) -> Scheme | None:
    told = located.value
    kind = _KINDS.get(str(told.get("type")))
    http = str(told.get("scheme", "")).lower()
    if told.get("type") == "http":
        kind = _HTTP.get(http, SchemeKind.HTTP)
    location = parameter = None
    if kind is SchemeKind.API_KEY:
        place = told.get("in")
        parameter = told.get("name")
        if place not in ("query", "header", "cookie") or not isinstance(parameter, str):
            kind = None
        else:
            location = Location(place)
    if kind is None:
        report.warning(
            "security-unknown",
            f"security scheme `{key}` is of no known kind; it is left out",
            located.pointer,
            help="see the Security Scheme Object of OpenAPI",
        )
        return None
    return Scheme(
        id=key,
        name=names.given(located.pointer, key),
        kind=kind,
        doc=Doc(
            description=_text(told.get("description")) or "",
            deprecated=told.get("deprecated") is True,
        ),
        location=location,
        parameter=parameter,
        http_scheme=http if kind is SchemeKind.HTTP else None,
        bearer_format=_text(told.get("bearerFormat")),
        flows=_flows(told.get("flows")),
        open_id_url=_text(told.get("openIdConnectUrl")),
    )


def _flows(flows: Any) -> tuple[Flow, ...]:
    if not isinstance(flows, Mapping):
        return ()
    return tuple(
        Flow(
            kind=str(kind),
            token_url=_text(flow.get("tokenUrl")),
            authorization_url=_text(flow.get("authorizationUrl")),
            device_authorization_url=_text(flow.get("deviceAuthorizationUrl")),
            refresh_url=_text(flow.get("refreshUrl")),
            scopes=tuple(
                (str(scope), str(text)) for scope, text in (flow.get("scopes") or {}).items()
            ),
        )
        for kind, flow in flows.items()
        if isinstance(flow, Mapping)
    )


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
