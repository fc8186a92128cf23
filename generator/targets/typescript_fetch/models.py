"""Views of the files of ``models`` and ``schemas``: one each for a component and its inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.code import Code, fill
from generator.emit.docs import json_text
from generator.emit.prose import filled
from generator.emit.typenames import by_file
from generator.ir.nodes import (
    Alias,
    AnyJson,
    ByTag,
    Declaration,
    Enumeration,
    Field,
    Record,
    Union,
)
from generator.targets.typescript_fetch.imports import Imports, exported
from generator.targets.typescript_fetch.layout import (
    Expression,
    atom,
    labelled,
    map_type,
)
from generator.targets.typescript_fetch.literals import (
    identifier,
    key,
    tag_text,
    tagged,
)
from generator.targets.typescript_fetch.schemas import RUNTIME, Schemas
from generator.targets.typescript_fetch.types import Types, enumeration
from generator.targets.typescript_fetch.view import (
    AliasView,
    DeclarationView,
    FieldView,
    InterfaceView,
    LinesView,
    ModelFileView,
)
from generator.targets.typescript_fetch.world import World

NOTHING = Code("")
DOC_WIDTH = 90


def files(world: World) -> dict[str, list[Declaration]]:
    """The declarations of each file: the component first, then what lies in it."""
    return by_file(world.index.values(), lambda id_: world.names.models[id_].file)


def exports(world: World, declarations: list[Declaration]) -> Iterator[str]:
    """The exported types of a file."""
    for declaration in declarations:
        named = world.names.models[declaration.id]
        yield named.name
        if named.unknown and _has_unknown(declaration):
            yield named.unknown


def _has_unknown(declaration: Declaration) -> bool:
    return (
        isinstance(declaration, Union)
        and isinstance(declaration.selector, ByTag)
        and declaration.selector.fallback is None
    )


def index_of(world: World, header: Code) -> LinesView:
    """``models/index.ts``: every type of every file."""
    found = files(world)
    return LinesView(
        header=header,
        statements=tuple(
            exported(Code("export type "), f"./{file}.js", _sorted(exports(world, each)))
            for file, each in sorted(found.items())
        )
        or (Code("export {};"),),
    )


def _sorted(names: Iterator[str]) -> list[Code]:
    return [identifier(name) for name in sorted(names, key=lambda name: (name.lower(), name))]


def is_optional(world: World, record: Record, field: Field) -> bool:
    """Whether a member may be left out: servers fill in what is read-only, and keep to
    themselves what is write-only."""
    if not field.required or (field.read_only and record.id in world.facts.in_requests):
        return True
    return field.write_only and record.id not in world.facts.in_requests


@dataclass(frozen=True, slots=True)
class FileBuilder:
    """Makes the view of one file of ``models``."""

    world: World
    file: str
    declarations: list[Declaration]
    imports: Imports
    types: Types

    @classmethod
    def of(cls, world: World, file: str, declarations: list[Declaration]) -> FileBuilder:
        """The builder of a file; what its declarations use is imported on the way."""
        imports = Imports(world.names.types)
        types = Types(world, imports, here=file, prefix=NOTHING)
        return cls(world, file, declarations, imports, types)

    def view(self, header: Code) -> ModelFileView:
        """The whole file."""
        views = tuple(self.declaration(each) for each in self.declarations)
        return ModelFileView(header=header, imports=self.imports.statements(), declarations=views)

    def declaration(self, declaration: Declaration) -> DeclarationView:
        """One declaration in its form."""
        match declaration:
            case Record() if declaration.fields or declaration.undeclared:
                return DeclarationView(interface=self.interface(declaration))
            case Record():
                return self.alias(declaration, self.free(declaration))
            case Enumeration():
                return self.alias(declaration, enumeration(declaration))
            case Union():
                made = self.alias(declaration, self.types.alternatives(declaration))
                return DeclarationView(alias=made.alias, unknown=self.unknown(declaration))
            case Alias():
                return self.alias(declaration, self.types.alternatives(declaration))

    def alias(self, declaration: Declaration, type_: Expression) -> DeclarationView:
        """``export type X = …;``."""
        head = fill("{} = ", self.name(declaration))
        text = labelled(fill("export type {}", head), type_, indent=0)
        return DeclarationView(alias=AliasView(doc=self.doc(declaration), text=text + Code(";")))

    def name(self, declaration: Declaration) -> Code:
        """What a declaration is called."""
        return identifier(self.world.names.models[declaration.id].name)

    def doc(self, declaration: Declaration) -> Code | None:
        """What is said about a declaration."""
        tags = [Code("@deprecated")] if declaration.doc.deprecated else []
        text = declaration.doc.description or declaration.doc.summary
        return tagged(filled(text, DOC_WIDTH), tags, 0)

    # --- records

    def free(self, record: Record) -> Expression:
        """An object without known members."""
        self.types.upload = record.id in self.world.uploads
        if record.extra is None:
            return map_type(atom("never"))
        return map_type(self.types.of(record.extra))

    def interface(self, record: Record) -> InterfaceView:
        """A record with known members."""
        fields = [self.field(record, each) for each in record.fields]
        known = {each.name.wire for each in record.fields}
        for name in record.undeclared:
            if name not in known:
                # The document requires it without a word about what it is.
                fields.append(FieldView(doc=None, text=fill("{}?: unknown;", key(name))))
        if record.extra is not None and not isinstance(record.extra, AnyJson):
            fields.append(FieldView(doc=None, text=Code("[name: string]: unknown;")))
        return InterfaceView(doc=self.doc(record), name=self.name(record), fields=tuple(fields))

    def field(self, record: Record, field: Field) -> FieldView:
        """``name?: type;``."""
        optional = Code("?" if is_optional(self.world, record, field) else "")
        label = fill("{}{}: ", key(field.name.wire), optional)
        text = labelled(label, self.types.field(record, field), indent=2)
        return FieldView(doc=self.field_doc(field), text=text + Code(";"))

    def field_doc(self, field: Field) -> Code | None:
        """What is said about a member, its default, and who may set it."""
        lines = filled(field.doc.description or field.doc.summary, DOC_WIDTH)
        if field.read_only:
            lines.append("Read-only: servers send it, requests leave it out.")
        if field.write_only:
            lines.append("Write-only: requests send it, servers do not.")
        tags = [Code("@deprecated")] if field.doc.deprecated else []
        if field.default is not None and field.default.value is not None:
            tags.append(fill("@default {}", tag_text(json_text(field.default))))
        return tagged(lines, tags, 2)

    # --- unions

    def unknown(self, union: Union) -> InterfaceView | None:
        """The variant for tags that the document does not have."""
        named = self.world.names.models[union.id]
        if named.unknown is None or not isinstance(union.selector, ByTag):
            return None
        if not _has_unknown(union):
            return None
        tags = [tag.value for variant in union.variants for tag in variant.tags]
        kind = "UnknownTag" if all(isinstance(tag, str) for tag in tags) else "UnknownScalarTag"
        type_ = self.types.runtime("unknown", kind)
        said = "A variant that this version of the package does not know: read its members with"
        return InterfaceView(
            doc=tagged([f"{said} `extra`."], (), 0),
            name=identifier(named.unknown),
            fields=(
                FieldView(
                    doc=None, text=fill("readonly {}: {};", key(union.selector.tag), type_.flat)
                ),
            ),
        )


def schema_file(
    world: World, file: str, declarations: list[Declaration], header: Code
) -> LinesView:
    """A file of ``schemas``: a constant for each declaration."""
    imports = Imports(world.names.types)
    schemas = Schemas(world, imports, here=file)
    kind = imports.type(RUNTIME, "Schema")
    blocks: list[Code] = []
    for declaration in declarations:
        name = identifier(world.names.models[declaration.id].name)
        label = fill("export const {}: {} = ", name, kind)
        made = schemas.declaration(declaration)
        blocks.append(labelled(label, made, indent=0) + Code(";"))
    return LinesView(header=header, statements=imports.statements(), blocks=tuple(blocks))
