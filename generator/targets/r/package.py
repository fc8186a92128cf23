"""Views of the files that make a package of it: DESCRIPTION, NAMESPACE and the facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.emit.code import Code, fill
from generator.emit.origin import Origin
from generator.emit.prose import filled
from generator.emit.target import License
from generator.ir.nodes import Api, Scheme, SchemeKind
from generator.targets.r.layout import Expression, assigned, call, keyword
from generator.targets.r.literals import comment, dcf, quoted
from generator.targets.r.options import Options
from generator.targets.r.tables import server, text
from generator.targets.r.view import DescriptionView, NamespaceView, StatementView

_LICENSES = {
    "Apache-2.0": "Apache License (>= 2)",
    "GPL-2.0-only": "GPL-2",
    "GPL-2.0-or-later": "GPL (>= 2)",
    "GPL-3.0-only": "GPL-3",
    "GPL-3.0-or-later": "GPL (>= 3)",
    "LGPL-2.1-or-later": "LGPL (>= 2.1)",
    "LGPL-3.0-or-later": "LGPL (>= 3)",
    "AGPL-3.0-only": "AGPL-3",
    "AGPL-3.0-or-later": "AGPL (>= 3)",
    "MPL-2.0": "MPL-2.0",
    "CC0-1.0": "CC0",
    "Unlicense": "Unlimited",
}
"""How R writes the licences that need no file (Writing R Extensions, 1.1.2)."""


class Header(Origin):
    """What every file says about where it comes from."""

    def comment(self) -> Code:
        """The comment at the top of a file."""
        return comment(self.lines(96)) or Code("")

    def rd(self) -> Code:
        """The same at the top of an Rd page."""
        return Code("\n".join("%" + line[1:] for line in self.comment().split("\n")))


def license_field(given: License | None) -> Code:
    """The field ``License``."""
    if given is None or given.id not in _LICENSES:
        return Code("file LICENSE")
    return Code(_LICENSES[given.id])


def has_license_file(given: License | None) -> bool:
    """Whether the file ``LICENSE`` belongs to the package: only where the field says so."""
    return str(license_field(given)).endswith("file LICENSE")


def description(
    api: Api, options: Options, given: License | None, collate: Iterable[str]
) -> DescriptionView:
    """``DESCRIPTION``."""
    person = options.author.strip() or api.source.title.strip() or "The API"
    about = (
        f"A client of {called(api)}, version {api.source.version or 'unknown'}: typed models, "
        "streams, retries and deadlines."
    )
    return DescriptionView(
        package=Code(options.package),
        title=dcf(_title(f"Client of {called(api)}")),
        version=Code(options.version),
        authors=fill(
            'person({}, role = c("aut", "cre"), email = {})',
            quoted(str(dcf(person))),
            quoted(options.email),
        ),
        description=Code("\n    ").join(map(dcf, filled(" ".join(about.split()), 74))),
        license=license_field(given),
        collate=tuple(fill("'{}'", Code(each)) for each in collate),
    )


def called(api: Api) -> str:
    """The API in a sentence: ``the OpenAI API``."""
    title = " ".join(api.source.title.split())
    return f"the {title}" if re.search(r"\bapi$", title, re.I) else f"the {title} API".strip()


def _title(text: str) -> str:
    """A title without a period at its end, with capitals where R asks for them."""
    flat = " ".join(text.split()).rstrip(".")
    return " ".join(
        (
            word
            if word in ("a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with")
            else word[:1].upper() + word[1:]
        )
        for word in flat.split(" ")
    )


def namespace(header: Code, exports: Iterable[str]) -> NamespaceView:
    """``NAMESPACE``."""
    return NamespaceView(
        header=header,
        exports=tuple(fill("export({})", quoted(each)) for each in sorted(exports)),
    )


def facts(header: Code, api: Api, options: Options) -> StatementView:
    """``R/package.R``: what the runtime works with."""
    list_ = Code("list")
    made = call(
        list_,
        (
            keyword(Code("package"), text(options.package)),
            keyword(Code("version"), text(options.version)),
            keyword(Code("servers"), call(list_, (server(each) for each in api.servers))),
            keyword(Code("schemes"), call(list_, (_scheme(each) for each in api.schemes))),
        ),
        spread=True,
    )
    about = f"How to reach {api.source.title or 'the API'}, and with which credentials."
    return StatementView(
        header=header,
        doc=comment(filled(about, 96)),
        statement=assigned(Code("package_facts"), made),
    )


def _scheme(scheme: Scheme) -> Expression:
    """``scheme("ApiKeyAuth", "bearer")``."""
    items: list[Expression] = [text(scheme.id), text(scheme.kind.value)]
    match scheme.kind:
        case SchemeKind.API_KEY:
            place = scheme.location.value if scheme.location else "header"
            items.append(keyword(Code("location"), text(place)))
            items.append(keyword(Code("parameter"), text(scheme.parameter or scheme.id)))
        case SchemeKind.HTTP:
            items.append(keyword(Code("http_scheme"), text(scheme.http_scheme or "Bearer")))
        case SchemeKind.OAUTH2:
            urls = [each.token_url for each in scheme.flows if each.kind == "clientCredentials"]
            items += [keyword(Code("token_url"), text(url)) for url in urls[:1] if url]
        case _:
            pass
    return call(Code("scheme"), items)
