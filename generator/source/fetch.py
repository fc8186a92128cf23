"""Other files: from the document's own folder, or from an origin that the user allowed."""

from __future__ import annotations

import http.client
import os
import posixpath
import urllib.error
import urllib.request
from collections.abc import Container
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from generator.source.budget import Budget


class Refusal(Exception):
    """A file that will not be read: a code, a sentence and a way out."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


class Fetcher:
    """Names and reads the files that references lead to.

    A local file is named by its path relative to the root folder, with ``/``; a remote one by
    its URL. ``""`` is the root document itself.
    """

    def __init__(
        self,
        path: str,
        allow_origins: tuple[str, ...],
        budget: Budget,
        known: Container[str] = (),
    ) -> None:
        """``known`` are names whose bytes are at hand: nothing will be fetched for them."""
        self.folder = os.path.realpath(os.path.dirname(path) if path != "-" else ".")
        self.root = os.path.realpath(path) if path != "-" else None
        self.allow_origins = frozenset(origin.rstrip("/").lower() for origin in allow_origins)
        self.budget = budget
        self.known = known
        self.bytes = 0

    def name(self, uri: str, base: str) -> str:
        """The name of the file that a URI without fragment means inside the file ``base``."""
        if is_url(base) or is_url(uri):
            return self._url_name(urljoin(base, uri) if is_url(base) else uri)
        path = unquote(urlsplit(uri).path)
        if path.startswith("/") or "\0" in path or os.path.isabs(path):
            raise self._outside(path)
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
        real = os.path.realpath(os.path.join(self.folder, name))
        if real != self.folder and not real.startswith(os.path.join(self.folder, "")):
            raise self._outside(path)
        return "" if real == self.root else name

    def _outside(self, path: str) -> Refusal:
        return Refusal(
            "ref-outside",
            f"`{path}` is outside the folder of the document",
            "move the file into the folder of the document, or the document further up",
        )

    def _url_name(self, url: str) -> str:
        if url in self.known:
            return url
        origin = origin_of(url)
        if origin is None:
            scheme = urlsplit(url).scheme
            raise Refusal(
                "ref-scheme",
                f"`{scheme}:` references are not followed",
                "use a relative path, or an http or https URL of an allowed origin",
            )
        if origin not in self.allow_origins:
            raise Refusal(
                "ref-remote",
                f"`{origin}` is not an allowed origin; nothing is fetched without leave",
                f"download the file next to the document, or pass `--allow-origin {origin}`",
            )
        return url

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises :class:`Refusal`."""
        if is_url(name):
            data = self._download(name)
        else:
            try:
                with open(os.path.join(self.folder, name), "rb") as file:
                    data = file.read(self.budget.bytes + 1)
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) else None
                raise Refusal(
                    "ref-file",
                    f"cannot read `{name}`: {reason or error}",
                    "correct the path; it is relative to the file that holds the reference",
                ) from None
        self.bytes += len(data)
        if self.bytes > self.budget.bytes:
            raise Refusal(
                "too-large",
                f"the files of the document have more than {self.budget.bytes} bytes",
                "split the document, or raise the budget",
            )
        return data

    def _download(self, url: str) -> bytes:
        opener = urllib.request.build_opener(_AllowedRedirects(self))
        try:
            with opener.open(url, timeout=self.budget.seconds) as reply:
                data: bytes = reply.read(self.budget.bytes + 1)
                return data
        except (OSError, ValueError, http.client.HTTPException) as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            raise Refusal(
                "ref-download",
                f"cannot fetch `{url}`: {getattr(error, 'reason', None) or error}",
                "check the URL, or download the file next to the document",
            ) from None


class _AllowedRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect must stay on allowed origins too."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        try:
            self.fetcher._url_name(newurl)
        except Refusal:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_url(uri: str) -> bool:
    """Whether a URI is absolute: it names its scheme (RFC 3986 §4.3).

    >>> is_url("https://example.com/a"), is_url("a/b.yaml"), is_url("C:x")
    (True, False, True)
    """
    return urlsplit(uri).scheme != "" or uri.startswith("//")


def origin_of(url: str) -> str | None:
    """The origin of an http or https URL (RFC 6454 §4), or None.

    >>> origin_of("https://Example.com:8443/a/b")
    'https://example.com:8443'
    """
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
