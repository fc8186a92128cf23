"""What a client is told once: where the server is, who calls, and how patient to be."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from ..exceptions import RequestError
from . import url
from .clock import Clock
from .environment import base_url_name, credential
from .log import enable, logger
from .operation import ApiFacts, Operation, Scheme
from .redact import MASK

if TYPE_CHECKING:
    import ssl

    import httpx2

Secret: TypeAlias = "str | Callable[[], str] | Callable[[], Awaitable[str]]"
"""A credential, or a function that gives it; it is asked before each attempt."""

Secrets: TypeAlias = "Secret | Mapping[str, Secret]"
"""One credential for every scheme of its kind, or credentials by the id of the scheme."""

_PYTHON = ".".join(str(part) for part in sys.version_info[:3])


class ConfigurationBase:
    """The settings of a client; all are attributes and may be changed before a call.

    ``host`` is the base URL; without it the environment, then the document's server
    ``server_index`` with ``server_variables`` is used. ``access_token`` serves bearer, OAuth2 and
    OpenID Connect schemes, ``api_key`` API keys, ``username`` and ``password`` basic
    authentication, ``client_id`` and ``client_secret`` the OAuth2 client credentials flow.

    ``timeout`` (seconds, None for none) limits a whole call with its retries, in a stream the
    silence between chunks; ``connect_timeout`` the connecting. ``max_retries`` is how often a
    failed call is repeated, ``max_retry_after`` the longest ``Retry-After`` that is waited for.
    ``strict`` refuses responses that break their schema.

    ``proxy`` is the URL of a proxy; ``verify`` an ``ssl.SSLContext``, a file of trusted
    certificates, or False to trust anyone. ``http_client`` is an ``httpx2`` client of your own
    (sync or async as the API client is); it is then yours to close. ``debug`` prints a log line
    per request and response, with ``log_bodies`` their bodies too.
    """

    facts: ClassVar[ApiFacts]

    def __init__(
        self,
        host: str | None = None,
        *,
        access_token: Secrets | None = None,
        username: str | None = None,
        password: str | None = None,
        api_key: Secrets | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        server_index: int = 0,
        server_variables: Mapping[str, str] | None = None,
        timeout: float | None = 600.0,
        connect_timeout: float | None = 5.0,
        max_retries: int = 2,
        max_retry_after: float = 60.0,
        default_headers: Mapping[str, str] | None = None,
        user_agent: str | None = None,
        proxy: str | None = None,
        verify: bool | str | ssl.SSLContext = True,
        http_client: httpx2.Client | httpx2.AsyncClient | None = None,
        strict: bool = False,
        debug: bool = False,
        log_bodies: bool = False,
        clock: Clock | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        environ = os.environ if environ is None else environ
        self.host = host or environ.get(base_url_name(self.facts.package)) or None
        self.access_token = access_token
        self.username = username
        self.password = password
        self.api_key = api_key
        self.client_id = client_id
        self.client_secret = client_secret
        self.server_index = server_index
        self.server_variables = dict(server_variables or {})
        self.timeout = timeout
        self.connect_timeout = connect_timeout
        self.max_retries = max_retries
        self.max_retry_after = max_retry_after
        self.default_headers = dict(default_headers or {})
        self.user_agent = user_agent or (
            f"{self.facts.package}/{self.facts.version} python/{_PYTHON}"
        )
        self.proxy = proxy
        self.verify = verify
        self.http_client = http_client
        self.strict = strict
        self.log_bodies = log_bodies
        self.clock = clock or Clock()
        self._environment = _from_environment(self.facts, environ)
        _check_schemes(self.facts, access_token, api_key)
        self.debug = debug

    @property
    def debug(self) -> bool:
        """Whether requests and responses are logged; setting it to true turns the log on."""
        return logger.isEnabledFor(logging.DEBUG)

    @debug.setter
    def debug(self, value: bool) -> None:
        if value:
            enable()

    # --- credentials ---------------------------------------------------------------------

    def token_for(self, scheme: str) -> Secret | None:
        """The bearer token of a scheme, from ``access_token`` or the environment."""
        return self._secret(scheme, self.access_token, self.api_key)

    def api_key_for(self, scheme: str) -> Secret | None:
        """The API key of a scheme, from ``api_key`` or the environment."""
        return self._secret(scheme, self.api_key, self.access_token)

    def _secret(
        self, scheme: str, own: Secrets | None, other: Secrets | None
    ) -> Secret | None:
        """A credential: by its kind, or under the scheme's id in the argument of another kind,
        since people call many a bearer token an API key; else from the environment."""
        named = _by_scheme(other).get(scheme)
        return _pick(own, scheme) or named or self._environment.get(scheme)

    def basic_for(self, scheme: str) -> tuple[str, str] | None:
        """User name and password of a scheme."""
        username = self.username or self._environment.get(f"{scheme}_USERNAME")
        password = self.password or self._environment.get(f"{scheme}_PASSWORD")
        return None if username is None else (username, password or "")

    def client_for(self, scheme: str) -> tuple[str, str] | None:
        """Client id and secret of an OAuth2 scheme."""
        client_id = self.client_id or self._environment.get(f"{scheme}_CLIENT_ID")
        secret = self.client_secret or self._environment.get(f"{scheme}_CLIENT_SECRET")
        return None if client_id is None or secret is None else (client_id, secret)

    # --- where the server is -------------------------------------------------------------

    def base_url(self, operation: Operation[object] | None = None) -> str:
        """The base URL of an operation: ``host``, else its own server, else the document's.

        Raises RequestError when ``server_index`` or a variable's value does not exist.
        """
        if self.host is not None:
            return self.host
        if operation is not None and operation.servers:
            servers = operation.servers
            index = self.server_index if self.server_index < len(servers) else 0
        else:
            servers, index = self.facts.servers, self.server_index
        if not servers:
            raise RequestError("the document names no server: set `host`")
        if not 0 <= index < len(servers):
            raise RequestError(
                f"there is no server {index}: the document names {len(servers)}"
            )
        return url.server_url(servers[index], self.server_variables)

    def __repr__(self) -> str:
        given = {
            "host": None if self.host is None else url.shown(self.host),
            "timeout": self.timeout,
            "connect_timeout": self.connect_timeout,
            "max_retries": self.max_retries,
        }
        secret = {
            name: MASK
            for name in ("access_token", "api_key", "username", "password", "client_id")
            if getattr(self, name) is not None
        }
        members = ", ".join(
            [f"{name}={value!r}" for name, value in given.items()]
            + [f"{name}={value}" for name, value in secret.items()]
        )
        return f"{type(self).__name__}({members})"


def _pick(secrets: Secrets | None, scheme: str) -> Secret | None:
    if secrets is None or isinstance(secrets, str) or callable(secrets):
        return secrets
    return secrets.get(scheme)


def _by_scheme(secrets: Secrets | None) -> Mapping[str, Secret]:
    """The credentials that are given by scheme; none when there is one for all."""
    if secrets is None or isinstance(secrets, str) or callable(secrets):
        return {}
    return secrets


def _check_schemes(facts: ApiFacts, *given: Secrets | None) -> None:
    """A credential under a name that no scheme has would silently not be sent."""
    for secrets in given:
        unknown = sorted(set(_by_scheme(secrets)) - set(facts.scheme_index))
        if unknown:
            known = ", ".join(facts.scheme_index) or "none"
            raise RequestError(
                f"there is no security scheme {unknown[0]!r}: known are {known}"
            )


def _from_environment(facts: ApiFacts, environ: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for scheme in facts.schemes:
        for suffix in ("", *_suffixes(scheme)):
            value = credential(environ, facts.package, scheme.id, suffix)
            if value is not None:
                found[scheme.id + suffix] = value
    return found


def _suffixes(scheme: Scheme) -> tuple[str, ...]:
    if scheme.kind == "basic":
        return ("_USERNAME", "_PASSWORD")
    if scheme.kind == "oauth2":
        return ("_CLIENT_ID", "_CLIENT_SECRET")
    return ()
