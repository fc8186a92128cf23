"""The environment variables that clients read, called the same in every language."""

from __future__ import annotations

from collections.abc import Iterator

from generator.emit import markdown
from generator.emit.code import Code, fill
from generator.emit.docs import NOTHING, TOKENS, RowView
from generator.ir.nodes import Api, Scheme, SchemeKind
from generator.text.case import constant
from generator.text.words import words


def variable(scheme: Scheme, prefix: str) -> str:
    """The variable of a scheme's credential; ``prefix`` is that of the package."""
    return f"{prefix}_{constant(words(scheme.id)) or 'AUTH'}"


def shown_variable(scheme: Scheme) -> str:
    """The variable that the programs of the docs read a token from."""
    return "BEARER_TOKEN" if scheme.kind in (SchemeKind.BEARER, SchemeKind.HTTP) else "ACCESS_TOKEN"


def environment(api: Api, prefix: str) -> Iterator[RowView]:
    """A row for each variable that the configuration reads."""
    yield _row(f"{prefix}_BASE_URL", Code("The base URL of the API"))
    for scheme in api.schemes:
        name = variable(scheme, prefix)
        said = markdown.plain(scheme.id)
        if scheme.kind in TOKENS:
            yield _row(name, fill("The token of {}", said))
        elif scheme.kind is SchemeKind.API_KEY:
            yield _row(name, fill("The key of {}", said))
        elif scheme.kind is SchemeKind.BASIC:
            yield _row(f"{name}_USERNAME", fill("The user name of {}", said))
            yield _row(f"{name}_PASSWORD", fill("The password of {}", said))
        if any(flow.kind == "clientCredentials" for flow in scheme.flows):
            yield _row(f"{name}_CLIENT_ID", fill("The client of {}", said))
            yield _row(f"{name}_CLIENT_SECRET", fill("The secret of that client of {}", said))


def _row(name: str, text: Code) -> RowView:
    return RowView(name=markdown.code(name), type=NOTHING, text=text, notes=NOTHING)
