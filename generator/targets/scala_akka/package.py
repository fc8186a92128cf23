"""Views of the files that make a library of it: the facts of the API, and the build files."""

from __future__ import annotations

from generator.emit.code import Code
from generator.emit.origin import Origin
from generator.emit.prose import first_sentence
from generator.ir.nodes import Api, Scheme, SchemeKind
from generator.targets.scala_akka.layout import Atom, Expression, call, named, printed
from generator.targets.scala_akka.literals import banner, qualified, quoted, string, xml
from generator.targets.scala_akka.options import Options
from generator.targets.scala_akka.tables import PLACES, server
from generator.targets.scala_akka.view import BuildView, FactsView, LibraryView
from generator.targets.scala_akka.world import World

SCALA_2, SCALA_3 = Code("2.13.18"), Code("3.3.7")
CIRCE = Code("0.14.15")
_AKKA = ("com.typesafe.akka", "akka", "2.6.21", "10.2.10")
_PEKKO = ("org.apache.pekko", "pekko", "1.2.1", "1.3.0")


class Header(Origin):
    """What every file says about where it comes from."""

    def comment(self) -> Code:
        """The comment at the top of a file."""
        return banner(self.lines(96))


def package_of(options: Options) -> Code:
    """The package of the sources."""
    return qualified(options.package)


def facts(header: Header, world: World) -> FactsView:
    """``api/Facts.scala``: what the document says of all operations."""
    seq = world.scala("Seq")
    servers = call(seq, (server(world, each) for each in world.api.servers))
    schemes = call(seq, (_scheme(each) for each in world.api.schemes))
    items = [
        named(Code("packageName"), string(world.options.package)),
        named(Code("version"), string(world.options.version)),
        *([named(Code("servers"), servers)] if world.api.servers else []),
        *([named(Code("schemes"), schemes)] if world.api.schemes else []),
    ]
    return FactsView(
        header=header.comment(),
        package=package_of(world.options),
        facts=tuple(printed(each, indent=4, after=1) for each in items),
    )


_SIMPLE = {
    SchemeKind.BEARER: "bearer",
    SchemeKind.BASIC: "basic",
    SchemeKind.OPEN_ID_CONNECT: "openIdConnect",
    SchemeKind.MUTUAL_TLS: "mutualTls",
}


def _scheme(scheme: Scheme) -> Expression:
    """``core.Scheme.bearer("ApiKeyAuth")``."""
    items: list[Expression] = [string(scheme.id)]
    match scheme.kind:
        case SchemeKind.API_KEY:
            items.append(PLACES[scheme.location] if scheme.location else Atom(Code("core.Header")))
            items.append(string(scheme.parameter or scheme.id))
            method = "apiKey"
        case SchemeKind.HTTP:
            items.append(string(scheme.http_scheme or "Bearer"))
            method = "http"
        case SchemeKind.OAUTH2:
            urls = [each.token_url for each in scheme.flows if each.kind == "clientCredentials"]
            items += [string(url) for url in urls[:1] if url]
            method = "oauth2"
        case kind:
            method = _SIMPLE[kind]
    return call(Code(f"core.Scheme.{method}"), items)


def build(api: Api, options: Options, license_id: str | None) -> BuildView:
    """``build.sbt`` and ``pom.xml``."""
    group, prefix, base, http = _AKKA if options.http == "akka" else _PEKKO
    said = first_sentence(api.doc.description or api.doc.summary) or f"Client of {api.source.title}"
    return BuildView(
        group=xml(options.group),
        artifact=xml(options.artifact),
        version=xml(options.version),
        name=xml(options.artifact),
        description=xml(said),
        license=xml(license_id) if license_id else None,
        sbt_group=quoted(options.group),
        sbt_artifact=quoted(options.artifact),
        sbt_version=quoted(options.version),
        sbt_description=quoted(said),
        sbt_license=quoted(license_id) if license_id else None,
        scala=SCALA_2 if options.http == "akka" else SCALA_3,
        binary=Code("2.13" if options.http == "akka" else "3"),
        three=options.http == "pekko",
        libraries=(
            LibraryView(group=Code(group), artifact=Code(f"{prefix}-actor"), version=Code(base)),
            LibraryView(group=Code(group), artifact=Code(f"{prefix}-stream"), version=Code(base)),
            LibraryView(group=Code(group), artifact=Code(f"{prefix}-http"), version=Code(http)),
            LibraryView(group=Code("io.circe"), artifact=Code("circe-core"), version=CIRCE),
            LibraryView(group=Code("io.circe"), artifact=Code("circe-parser"), version=CIRCE),
        ),
    )
