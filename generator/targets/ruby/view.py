"""What the templates of the package see: frozen, and printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A statement in the body of a class or module, and the comment above it.

    ``apart`` says that a blank line stands above. Lines of the statement but the first are moved
    in already.
    """

    doc: tuple[Code, ...]
    text: Code
    apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationView:
    """A class or module: its comment, its first line, and what stands in it."""

    doc: tuple[Code, ...]
    head: Code
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFileView:
    """A file of ``models``."""

    header: tuple[Code, ...]
    module: Code
    declarations: tuple[DeclarationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """A method: its comment, everything before its body, and its only statement."""

    doc: tuple[Code, ...]
    head: Code
    statement: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiFileView:
    """A file of ``api``: the operations of one tag. ``private`` is the last statement."""

    header: tuple[Code, ...]
    module: Code
    doc: tuple[Code, ...]
    name: Code
    methods: tuple[MethodView, ...]
    tables: tuple[Code, ...]
    private: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureView:
    """A class or module with its members, and the type of its name; each is printed already."""

    doc: tuple[Code, ...]
    alias: Code | None
    head: Code
    lines: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFileView:
    """A file of ``sig``."""

    header: tuple[Code, ...]
    module: Code
    signatures: tuple[SignatureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """``lib/<gem>.rb``; ``doc`` is what the API says of itself."""

    header: tuple[Code, ...]
    gem: Code
    module: Code
    doc: tuple[Code, ...]
    autoloads: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationView:
    """``configuration.rb``."""

    header: tuple[Code, ...]
    module: Code
    doc: tuple[Code, ...]
    facts: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class GemView:
    """The gemspec, ``version.rb`` and the Rakefile; all but ``module`` and ``gem`` are strings."""

    header: tuple[Code, ...]
    gem: Code
    module: Code
    name: Code
    version: Code
    summary: Code
    description: Code
    authors: Code
    license: Code | None
    homepage: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedView:
    """A test that is shipped with the client."""

    header: tuple[Code, ...]
    gem: Code
    module: Code
