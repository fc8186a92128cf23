"""Views of the files that make a gem of it: entry, configuration, gemspec."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.emit.code import Code, fill
from generator.emit.origin import Origin
from generator.emit.page import Copy
from generator.emit.prose import filled, first_sentence
from generator.ir.nodes import Api
from generator.targets.ruby.layout import Atom, call, keyword, listed, printed
from generator.targets.ruby.literals import comments, constant, file, quoted, symbol
from generator.targets.ruby.options import Options
from generator.targets.ruby.tables import scheme, server
from generator.targets.ruby.view import ConfigurationView, EntryView, GemView

MODULE = "OpenApiOpenAIClient"
"""The module that the runtime is written in; a package of another name gets its own."""

WIDTH = 98


class Header(Origin):
    """What every file says about where it comes from."""

    def comment(self) -> tuple[Code, ...]:
        """The comment at the top of a file."""
        return comments(self.lines(WIDTH))


def runtime(source: str, options: Options) -> Copy:
    """Where a hand-written file stands in the package; Ruby has no relative modules, so its
    module is called as the package wants it."""
    name = source.removeprefix("runtime/")
    if name == "rubocop.yml":
        return Copy(".rubocop.yml", source)
    if name.startswith("sig/"):
        path = f"sig/runtime/{name.removeprefix('sig/')}"
    else:
        path = f"lib/{options.gem}/{name}"
    renamed = ((MODULE, options.module),) if options.module != MODULE else ()
    return Copy(path, source, renamed)


def entry(
    header: tuple[Code, ...], api: Api, options: Options, files: Mapping[str, str]
) -> EntryView:
    """``lib/<gem>.rb``; ``files`` are the paths of all constants, below the folder of the gem."""
    text = api.doc.description or api.doc.summary
    about = f"Client of {api.source.title or 'an API'}."
    return EntryView(
        header=header,
        gem=file(options.gem),
        module=constant(options.module),
        doc=comments(
            [*filled(about, WIDTH), *([""] if text.strip() else []), *filled(text, WIDTH)]
        ),
        autoloads=tuple(
            _autoload(name, f"{options.gem}/{path}") for name, path in sorted(files.items())
        ),
    )


def _autoload(name: str, path: str) -> Code:
    own = symbol(constant(name))
    where = fill('"#{{__dir__}}/{}"', file(path))
    flat = fill("autoload {}, {}", own, where)
    return flat if len(flat) + 2 <= 120 else fill("autoload {},\n           {}", own, where)


def configuration(header: tuple[Code, ...], api: Api, options: Options) -> ConfigurationView:
    """``configuration.rb``: the facts that the runtime works with."""
    items = [
        keyword(Code("package"), Atom(quoted(options.gem))),
        keyword(Code("version"), Atom(Code("VERSION"))),
    ]
    if api.servers:
        items.append(keyword(Code("servers"), listed(map(server, api.servers))))
    if api.schemes:
        items.append(keyword(Code("schemes"), listed(map(scheme, api.schemes))))
    made = call(Code("Runtime::Facts.new"), items, spread=True)
    about = f"How to reach {api.source.title or 'the API'}, and with which credentials."
    return ConfigurationView(
        header=header,
        module=constant(options.module),
        doc=comments(filled(about, WIDTH)),
        facts=printed(made, indent=4, before=8),
    )


def gem(header: tuple[Code, ...], api: Api, options: Options, license_id: str | None) -> GemView:
    """The gemspec and what goes with it."""
    title = " ".join((api.source.title or "an API").split())
    said = first_sentence(api.doc.description or api.doc.summary)
    homepage = options.homepage or api.doc.external_url or ""
    return GemView(
        header=header,
        gem=file(options.gem),
        module=constant(options.module),
        name=quoted(options.gem),
        version=quoted(options.version),
        summary=quoted(f"Client of {title}"),
        description=quoted(said or f"Client of {title}."),
        authors=quoted(options.author or title),
        license=quoted(license_id) if license_id else None,
        homepage=quoted(homepage) if re.fullmatch(r"https?://\S+", homepage) else None,
    )
