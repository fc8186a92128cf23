"""What the templates of the package see: frozen, and printed already."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """A definition: its comment, everything to the ``=``, and the lines of its body."""

    doc: Code | None
    head: Code
    body: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A case class and its codec; ``codec`` and ``write`` are the heads of their bodies."""

    doc: Code | None
    name: Code
    parameters: tuple[Code, ...]
    methods: tuple[MethodView, ...]
    codec: Code
    members: tuple[Code, ...]
    read: Code
    write: Code
    writes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A known value of an enumeration."""

    doc: Code | None
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesView:
    """Known values that stand together: in the companion itself, or in a trait of it."""

    name: Code
    values: tuple[ValueView, ...]
    listed: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumerationView:
    """An open enumeration. ``traits`` hold the values of one that is too large for one class."""

    doc: Code | None
    name: Code
    head: Code
    companion: Code
    traits: tuple[ValuesView, ...]
    values: tuple[ValueView, ...]
    listed: Code
    codec: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case of a union, or of what an operation sends or answers."""

    doc: Code | None
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionView:
    """A sealed trait, its cases and its codec."""

    doc: Code | None
    name: Code
    cases: tuple[CaseView, ...]
    conversions: tuple[Code, ...]
    codec: Code
    codecs: tuple[Code, ...]
    variants: Code
    writes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrappedView:
    """A class around a value, where Scala has no name for the type."""

    doc: Code | None
    name: Code
    parameter: Code
    codec: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationView:
    """One declaration in one of its forms."""

    record: RecordView | None = None
    enumeration: EnumerationView | None = None
    union: UnionView | None = None
    wrapped: WrappedView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFileView:
    """A file of ``model``. ``converts`` says that it has implicit conversions."""

    header: Code
    package: Code
    converts: bool
    declarations: tuple[DeclarationView, ...]
    seq: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasView:
    """Another name of a type."""

    doc: Code | None
    text: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasesView:
    """``model/package.scala``."""

    header: Code
    package: Code
    aliases: tuple[AliasView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SumView:
    """A sealed trait beside an operation: the kinds of bodies or answers."""

    doc: Code | None
    name: Code
    cases: tuple[Code, ...]
    conversions: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation: its methods, its table, and the types beside it."""

    methods: tuple[MethodView, ...]
    sums: tuple[SumView, ...]
    table: Code
    values: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiFileView:
    """A file of ``api``: the operations of one tag."""

    header: Code
    package: Code
    converts: bool
    name: Code
    doc: Code
    option: Code
    string: Code
    none: Code
    some: Code
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsView:
    """``api/Facts.scala``."""

    header: Code
    package: Code
    facts: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryView:
    """A dependency of the build."""

    group: Code
    artifact: Code
    version: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildView:
    """``build.sbt`` and ``pom.xml``: XML texts, and string literals for sbt."""

    group: Code
    artifact: Code
    version: Code
    name: Code
    description: Code
    license: Code | None
    sbt_group: Code
    sbt_artifact: Code
    sbt_version: Code
    sbt_description: Code
    sbt_license: Code | None
    scala: Code
    binary: Code
    three: bool
    libraries: tuple[LibraryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTestView:
    """A test that calls an operation; ``number`` is that of its case in the data."""

    name: Code
    number: Code
    call: Code
    streamed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedView:
    """The tests that are shipped with the client."""

    header: Code
    package: Code
    http: Code
    models: tuple[Code, ...]
    calls: tuple[CallTestView, ...]
    settings: Code
