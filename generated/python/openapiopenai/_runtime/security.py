"""Which credentials a call sends, and where (OpenAPI 3.1 §4.8.30)."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from ..exceptions import RequestError
from .configuration import ConfigurationBase, Secret
from .effects import Ask, Effects
from .environment import environment_name
from .operation import Scheme, Security, Use
from .parameters import checked_cookie, checked_header
from .percent import component


@dataclass(slots=True)
class Credentials:
    """Credentials as they travel; ``secrets`` are the texts that must not be shown."""

    fields: list[tuple[str, str]] = field(
        default_factory=list[tuple[str, str]], repr=False
    )
    query: list[str] = field(default_factory=list[str], repr=False)
    cookies: list[str] = field(default_factory=list[str], repr=False)
    secrets: list[str] = field(default_factory=list[str], repr=False)


def choose(security: Security, configuration: ConfigurationBase) -> tuple[Use, ...]:
    """The first alternative whose credentials are all configured, ``()`` when there is none.

    An alternative that asks for nothing comes last, wherever it stands: who has configured a
    credential wants to be known. Without any, the call goes out as it is and the server decides.
    """
    for alternative in security:
        if alternative and all(_configured(use, configuration) for use in alternative):
            return alternative
    return ()


def missing(security: Security, configuration: ConfigurationBase) -> str | None:
    """A hint for a call that was refused without credentials; None when it had some, or when
    the operation needs none."""
    if not security or () in security or choose(security, configuration):
        return None
    names = [
        environment_name(configuration.facts.package, use.scheme)
        for alternative in security
        for use in alternative
    ]
    return (
        "no credentials are configured for this operation: give them to Configuration, or set "
        + " or ".join(dict.fromkeys(names))
    )


def _configured(use: Use, configuration: ConfigurationBase) -> bool:
    scheme = configuration.facts.scheme_index.get(use.scheme)
    if scheme is None:
        return False
    if scheme.kind == "apiKey":
        return configuration.api_key_for(scheme.id) is not None
    if scheme.kind == "basic":
        return configuration.basic_for(scheme.id) is not None
    if scheme.kind == "mutualTLS":
        # A certificate is in the context of the connection: that has to be the caller's own.
        own_context = not isinstance(configuration.verify, (bool, str))
        return own_context or configuration.http_client is not None
    if configuration.token_for(scheme.id) is not None:
        return True
    return grants(scheme, configuration)


def grants(scheme: Scheme, configuration: ConfigurationBase) -> bool:
    """Whether a token of the scheme can be had by client credentials."""
    return (
        scheme.kind == "oauth2"
        and scheme.token_url is not None
        and configuration.client_for(scheme.id) is not None
    )


def resolve(secret: Secret) -> Effects[str]:
    """A credential's text: itself, or what its function gives. Raises RequestError for no text."""
    value = secret if isinstance(secret, str) else (yield Ask(secret))
    if not isinstance(value, str):
        raise RequestError("the function of a credential gave no text")
    return value


def place(
    scheme: Scheme,
    configuration: ConfigurationBase,
    into: Credentials,
    token: str | None,
) -> Effects[None]:
    """Add the credential of a scheme; ``token`` is one that was granted for it."""
    if scheme.kind == "apiKey":
        key = configuration.api_key_for(scheme.id)
        if key is not None:
            _place_key(scheme, (yield from resolve(key)), into)
    elif scheme.kind == "basic":
        pair = configuration.basic_for(scheme.id)
        if pair is not None:
            coded = base64.b64encode(":".join(pair).encode()).decode()
            into.secrets += [coded, pair[1]]
            into.fields.append(("Authorization", f"Basic {coded}"))
    elif scheme.kind != "mutualTLS":
        if token is None and (secret := configuration.token_for(scheme.id)) is not None:
            token = yield from resolve(secret)
        if token is not None:
            into.secrets.append(token)
            word = scheme.http_scheme if scheme.kind == "http" else None
            into.fields.append(
                checked_header("Authorization", f"{word or 'Bearer'} {token}")
            )


def _place_key(scheme: Scheme, value: str, into: Credentials) -> None:
    name = scheme.parameter or ""
    into.secrets.append(value)
    if scheme.location == "query":
        into.secrets.append(component(value))
        into.query.append(f"{component(name)}={component(value)}")
    elif scheme.location == "cookie":
        into.cookies.append(checked_cookie(name, value))
    else:
        into.fields.append(checked_header(name, value))
