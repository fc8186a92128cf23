"""Second phase: every declared schema gets its content, looking up ids only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.build.decide import Forms
from generator.build.declare import Declarations, Declared
from generator.build.form import (
    BinaryForm,
    EnumForm,
    Form,
    ListForm,
    LiteralForm,
    MapForm,
    RecordForm,
    SameForm,
    ScalarForm,
    UnionForm,
)
from generator.build.schemas import Node
from generator.build.shape import Shape
from generator.build.unions import Selection
from generator.diagnostics import Report
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    Declaration,
    Doc,
    Enumeration,
    Field,
    Json,
    ListOf,
    Literal,
    MapOf,
    Member,
    Name,
    Nullable,
    Record,
    Ref,
    Strength,
    TypeExpr,
    Union,
    Variant,
)
from generator.text.words import words


class Definitions:
    """Turns declared schemas into declarations, and uses of schemas into type expressions."""

    def __init__(
        self, forms: Forms, declarations: Declarations, selection: Selection, report: Report
    ) -> None:
        self._forms = forms
        self._declarations = declarations
        self._selection = selection
        self._report = report

    def __iter__(self) -> Iterator[Declaration]:
        for declared in self._declarations:
            yield self._define(declared)

    def type_of(self, node: Node) -> TypeExpr:
        """How a schema is used. Inline structure was declared before; this looks it up."""
        decision = self._forms.of(node)
        inner = self._plain(node)
        if decision.nullable and not isinstance(inner, Nullable | AnyJson):
            return Nullable(inner=inner)
        return inner

    def default_of(self, node: Node) -> Json | None:
        """The documented default of a schema, its own or that of what it stands for."""
        return self._forms.shapes.of(node).default

    def examples_of(self, node: Node | None) -> tuple[Json, ...]:
        """The examples that a schema, or the one it stands for, gives of itself."""
        return () if node is None else self._forms.shapes.of(node).examples

    def is_nested(self, node: Node, seen: frozenset[str] = frozenset()) -> bool:
        """Whether a list or object holds lists or objects (of choices: whether any does)."""
        form = self._forms.final(node).form
        if isinstance(form, UnionForm):
            inside = seen | {form.pointer}
            fresh = form.pointer not in seen
            return fresh and any(self.is_nested(one, inside) for one in form.variants)
        return any(
            isinstance(self._forms.final(one).form, ListForm | MapForm | RecordForm)
            for one in _held(form)
        )

    def _plain(self, node: Node) -> TypeExpr:
        if node.pointer in self._declarations:
            return Ref(id=node.pointer)
        return self._expression(node, self._forms.of(node).form)

    def _expression(self, node: Node, form: Form) -> TypeExpr:
        """The type expression of a form that needs no declaration."""
        match form:
            case SameForm(target):
                return self._use(target) if target != node.pointer else AnyJson()
            case LiteralForm(value, kind):
                return Literal(value=value, kind=kind)
            case ScalarForm(primitive):
                return primitive
            case ListForm(item):
                return ListOf(
                    item=AnyJson() if item is None else self.type_of(item),
                    constraints=self._forms.shapes.of(node).constraints,
                )
            case MapForm(value):
                return MapOf(
                    value=AnyJson() if value is None else self.type_of(value),
                    constraints=self._forms.shapes.of(node).constraints,
                )
            case BinaryForm():
                return Binary()
            case _:
                return AnyJson()

    def _use(self, target: str) -> TypeExpr:
        """The use of another place: a declaration, or the type that stands there."""
        if target in self._declarations:
            used: TypeExpr = Ref(id=target)
            nullable = self._declarations.of(target).decision.nullable
        else:
            node = self._forms.schemas.at(target)
            if isinstance(self._forms.of(node).form, SameForm) and self._circular(node):
                return AnyJson()
            return self.type_of(node)
        return Nullable(inner=used) if nullable else used

    def _circular(self, node: Node) -> bool:
        return isinstance(self._forms.final(node).form, SameForm)

    def _define(self, declared: Declared) -> Declaration:
        form = declared.decision.form
        match form:
            case RecordForm(shape):
                return self._record(declared, shape)
            case EnumForm():
                return self._enumeration(declared, form)
            case UnionForm():
                return self._union(declared, form)
            case _:
                return self._alias(declared)

    def _doc(self, declared: Declared) -> Doc:
        """What a declared schema says of itself, or what the component around it says."""
        own = _doc(self._forms.shapes.of(declared.node))
        if declared.around is None or declared.around.pointer == declared.node.pointer:
            return own
        around = _doc(self._forms.shapes.of(declared.around))
        return Doc(
            summary=around.summary or own.summary,
            description=around.description or own.description,
            deprecated=around.deprecated or own.deprecated,
            external_url=around.external_url or own.external_url,
        )

    def _record(self, declared: Declared, shape: Shape) -> Record:
        extra = shape.additional
        extra_type: TypeExpr | None = AnyJson()
        if extra is not None:
            extra_type = None if extra.raw is False else self.type_of(extra)
        return Record(
            id=declared.node.pointer,
            name=declared.name,
            doc=self._doc(declared),
            parent=declared.parent,
            fields=tuple(
                self._field(wire, member, wire in shape.required)
                for wire, member in shape.properties.items()
                if member.raw is not False
            ),
            extra=extra_type,
            undeclared=tuple(name for name in shape.required if name not in shape.properties),
            examples=shape.examples,
        )

    def _field(self, wire: str, node: Node, required: bool) -> Field:
        shape = self._annotations(node)
        return Field(
            name=Name(words=words(wire), wire=wire),
            type=self.type_of(node),
            required=required,
            doc=_doc(shape),
            default=shape.default,
            read_only=shape.read_only,
            write_only=shape.write_only,
            examples=shape.examples,
        )

    def _annotations(self, node: Node) -> Shape:
        """What is said of a use: beside a reference, or in the schema itself; what the schema
        referred to says of itself stands on its own page, only its default is repeated."""
        shape = self._forms.shapes.of(node)
        if self._forms.schemas.referent(node) is None:
            return shape
        described = node.keywords.get("description")
        return replace(
            shape,
            description=described if isinstance(described, str) else shape.description,
            examples=shape.examples if {"example", "examples"} & node.keywords.keys() else (),
        )

    def _enumeration(self, declared: Declared, form: EnumForm) -> Enumeration:
        shape = self._forms.shapes.of(declared.node)
        return Enumeration(
            id=declared.node.pointer,
            name=declared.name,
            base=form.base if form.base is not None else AnyJson(),
            members=tuple(
                _member(
                    value,
                    form.names[index] if index < len(form.names) else "",
                    form.texts[index] if index < len(form.texts) else "",
                )
                for index, value in enumerate(form.values)
            ),
            doc=self._doc(declared),
            parent=declared.parent,
            open=form.open,
            examples=shape.examples,
        )

    def _union(self, declared: Declared, form: UnionForm) -> Union:
        selector, marks = self._selection.choose(declared.node, form)
        shape = self._forms.shapes.of(declared.node)
        variants = []
        for index, (node, mark) in enumerate(zip(form.variants, marks, strict=True)):
            label = self._declarations.label(node, index)
            variants.append(
                Variant(
                    type=_without_null(self.type_of(node)),
                    name=Name(words=label, wire=" ".join(label), strength=Strength.DERIVED),
                    tags=mark.tags,
                    kinds=mark.kinds,
                    key=mark.key,
                    doc=_doc(self._forms.shapes.of(node)),
                )
            )
        return Union(
            id=declared.node.pointer,
            name=declared.name,
            variants=tuple(variants),
            selector=selector,
            doc=self._doc(declared),
            parent=declared.parent,
            examples=shape.examples,
        )

    def _alias(self, declared: Declared) -> Alias:
        shape = self._forms.shapes.of(declared.node)
        inner = self._expression(declared.node, declared.decision.form)
        return Alias(
            id=declared.node.pointer,
            name=declared.name,
            type=_without_null(inner),
            doc=self._doc(declared),
            parent=declared.parent,
            default=shape.default,
            examples=shape.examples,
        )


def _held(form: Form) -> tuple[Node, ...]:
    """The schemas of what a list or an object holds."""
    if isinstance(form, RecordForm):
        return tuple(form.shape.properties.values())
    one = form.item if isinstance(form, ListForm) else None
    one = form.value if isinstance(form, MapForm) else one
    return () if one is None else (one,)


def _doc(shape: Shape) -> Doc:
    return Doc(
        summary=shape.title or "",
        description=shape.description,
        deprecated=shape.deprecated,
        external_url=shape.external_url,
    )


def _member(value: object, name: str, text: str) -> Member:
    wire = value if isinstance(value, str) else Json.of(value).text
    spoken = words(name) or words(wire)
    return Member(
        name=Name(words=spoken, wire=wire),
        value=Json.of(value),
        doc=Doc(description=text),
    )


def _without_null(type_: TypeExpr) -> TypeExpr:
    return type_.inner if isinstance(type_, Nullable) else type_
