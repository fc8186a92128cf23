"""Credentials and base URL from the environment.

A scheme ``ApiKeyAuth`` of the package ``petstore`` is looked for in ``PETSTORE_API_KEY_AUTH``
(its id in words) and then in ``PETSTORE_APIKEYAUTH``; the base URL in ``PETSTORE_BASE_URL``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[A-Z]")
_OTHER = re.compile(r"[^A-Za-z0-9]+")


def environment_name(package: str, scheme: str) -> str:
    """The name of the variable that holds the credential of a scheme.

    >>> environment_name("petstore", "ApiKeyAuth")
    'PETSTORE_API_KEY_AUTH'
    >>> environment_name("petstore", "oauth2 (v1)")
    'PETSTORE_OAUTH2_V1'
    """
    words = [
        # Digits stay with the word before them: OAUTH2, not OAUTH_2.
        re.sub(r"_(?=[0-9])", "", "_".join(_WORD.findall(piece)))
        for piece in _OTHER.split(scheme)
        if piece
    ]
    return f"{_prefix(package)}_{'_'.join(words).upper()}"


def plain_name(package: str, scheme: str) -> str:
    """The other name: the scheme's id in upper case.

    >>> plain_name("petstore", "ApiKeyAuth")
    'PETSTORE_APIKEYAUTH'
    """
    return f"{_prefix(package)}_{_OTHER.sub('_', scheme).strip('_').upper()}"


def base_url_name(package: str) -> str:
    """The name of the variable that holds the base URL."""
    return f"{_prefix(package)}_BASE_URL"


def credential(
    environ: Mapping[str, str], package: str, scheme: str, suffix: str = ""
) -> str | None:
    """The value of a scheme's variable, None when it is unset or empty.

    ``suffix`` is ``_USERNAME``, ``_PASSWORD``, ``_CLIENT_ID`` or ``_CLIENT_SECRET`` where a
    scheme needs two values.
    """
    for name in (environment_name(package, scheme), plain_name(package, scheme)):
        if value := environ.get(name + suffix):
            return value
    return None


def _prefix(package: str) -> str:
    return _OTHER.sub("_", package).upper()
