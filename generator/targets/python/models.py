"""Views of the modules of ``models``: one for each component schema and what lies inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.emit.code import Code, fill
from generator.emit.typenames import root
from generator.ir.facts import uses
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Declaration,
    Enumeration,
    Field,
    Id,
    Nullable,
    Record,
    Ref,
    TypeExpr,
    Union,
)
from generator.ir.nodes import ByKey as IrByKey
from generator.ir.nodes import ByTag as IrByTag
from generator.targets.python import layout
from generator.targets.python.imports import Imports
from generator.targets.python.layout import Atom, Expression, atom, call, either, printed, subscript
from generator.targets.python.literals import docstring, identifier, json_text, quoted, scalar
from generator.targets.python.members import alias, assigned, bases, described, member, simple_key
from generator.targets.python.names import attribute_names
from generator.targets.python.reserved import TYPES
from generator.targets.python.types import (
    RUNTIME_TYPES,
    ModelTypes,
    PlainTypes,
    World,
    enumeration,
    text_of,
)
from generator.targets.python.view import (
    DeclarationView,
    EnumerationView,
    FieldView,
    LazyView,
    ModelModuleView,
    NamedView,
    PlainFieldView,
    PlainView,
    RecordView,
)

RUNTIME = f"..{RUNTIME_TYPES}"


@dataclass(frozen=True, slots=True)
class ModelPlan:
    """What all model modules are planned from."""

    world: World
    requested: frozenset[Id]
    order: tuple[Id, ...]

    def modules(self) -> dict[str, list[Declaration]]:
        """The declarations of each module: a record of its own name first, types that are only
        names for others behind what they stand for."""
        found: dict[str, list[Declaration]] = {}
        index = self.world.index
        for declaration in index.values():
            found.setdefault(self.world.names[declaration.id].module, []).append(declaration)
        order = {id_: place for place, id_ in enumerate(self.order)}
        for declarations in found.values():
            declarations.sort(key=lambda each: _place(each, index, order))
        return found

    def has_plain(self, id_: Id) -> bool:
        """Whether a declaration has a plain form that callers may need."""
        return id_ in self.requested and id_ in self.world.with_records

    def exports(self, declarations: list[Declaration]) -> Iterator[str]:
        """The public names of a module."""
        for declaration in declarations:
            named = self.world.names[declaration.id]
            yield named.name
            if self.has_plain(declaration.id):
                yield named.plain


class ModuleBuilder:
    """Makes the view of one module; imports are collected on the way."""

    def __init__(self, plan: ModelPlan, module: str, declarations: list[Declaration]) -> None:
        self.plan = plan
        self.declarations = declarations
        self.imports = Imports(plan.world.taken)
        self.models = Imports()
        self.attributes: dict[Id, dict[str, str]] = {}
        make = (plan.world, self.imports, self.models)
        self.types = ModelTypes(*make, here=module, root="..")
        self.plain = PlainTypes(*make, here=module, root="..")

    def view(self, header: Code) -> ModelModuleView:
        """The whole module."""
        # Annotations come first: what they import must not be hidden by a member's name.
        for declaration in self.declarations:
            if isinstance(declaration, Record):
                self._base(declaration)
                for field in declaration.fields:
                    self.annotation(field)
        views = tuple(self.declaration(each) for each in self.declarations)
        if self.models:
            self.imports.use("typing", "TYPE_CHECKING")
        elif not isinstance(self.declarations[0], Record):
            views = (replace(views[0], apart=False), *views[1:])
        return ModelModuleView(
            header=header,
            imports=self.imports.statements(),
            models=tuple(line for block in self.models.statements(4) for line in block),
            declarations=views,
        )

    def declaration(self, declaration: Declaration) -> DeclarationView:
        """One declaration in its form."""
        match declaration:
            case Record():
                plain = self.plain_record(declaration) if self._plain(declaration) else None
                return DeclarationView(record=self.record(declaration), plain=plain)
            case Enumeration():
                return DeclarationView(enumeration=self.enumeration(declaration))
            case Union():
                return DeclarationView(lazy=self.union(declaration))
            case Alias():
                return DeclarationView(lazy=self.alias(declaration))

    def _plain(self, declaration: Declaration) -> bool:
        return self.plan.has_plain(declaration.id)

    def _name(self, declaration: Declaration) -> Code:
        return identifier(self.plan.world.names[declaration.id].name)

    def _plain_name(self, declaration: Declaration) -> Code:
        return identifier(self.plan.world.names[declaration.id].plain)

    # --- records

    def _base(self, record: Record) -> Code:
        if record.extra != AnyJson():
            self.imports.use("typing", "ClassVar")
        return self.imports.use(RUNTIME, "Model")

    def record(self, record: Record) -> RecordView:
        """A model class."""
        base = self._base(record)
        extra = self._extra(record)
        module = {self.plan.world.names[each.id].name for each in self.declarations}
        reserved = self.imports.here | self.models.here | module | {"Field"}
        # A member hides a builtin only from the annotations of its own class.
        said = " ".join(self.annotation(each).flat for each in record.fields)
        reserved |= TYPES.intersection(re.findall(r"\w+", said))
        names = attribute_names(record, reserved)
        self.attributes[record.id] = names
        doc = self.doc(record, 4)
        fields = tuple(
            self.field(
                each,
                names[each.name.wire],
                apart=bool(place or doc or extra),
                sent=record.id in self.plan.requested,
            )
            for place, each in enumerate(record.fields)
        )
        return RecordView(
            name=self._name(record),
            base=bases(6 + len(self._name(record)), base),
            doc=doc,
            extra=extra,
            fields=fields,
            bare=not (doc or extra or fields),
        )

    def _extra(self, record: Record) -> Code | None:
        if record.extra == AnyJson():
            return None
        head = self.imports.use("typing", "ClassVar")
        told = (
            quoted("Never") if record.extra is None else text_of(self.types.of(record.extra)).flat
        )
        return fill("__extra_type__: {}[str] = {}", head, told)

    def annotation(self, field: Field) -> Expression:
        """The type of a member; ``| None`` where it may be absent."""
        type_ = self.types.of(field.type)
        if field.required or isinstance(field.type, (Nullable, AnyJson)):
            return type_
        return either((type_, atom("None")))

    def field(self, field: Field, name: str, *, apart: bool, sent: bool) -> FieldView:
        """A member of a model class; ``sent`` says that callers make such objects."""
        wire = field.name.wire
        value: Expression | None = None if field.required else atom("None")
        # Callers leave out what only servers set; reading it needs no check for None.
        unset = field.required and field.read_only and sent
        if unset:
            value = call(self.imports.use(RUNTIME, "Field"), (atom("default=None"),))
        if name != wire:
            alias = quoted(wire)
            arguments: list[Expression] = [atom("default=None")] if value is not None else []
            arguments += [Atom(fill("validation_alias={}", alias))]
            arguments += [Atom(fill("serialization_alias={}", alias))]
            value = call(self.imports.use(RUNTIME, "Field"), arguments)
        annotation, ending = member(name, self.annotation(field), value)
        return FieldView(
            name=identifier(name),
            annotation=annotation,
            value=ending,
            doc=self.field_doc(field, 4),
            apart=apart,
        )

    def field_doc(self, field: Field, indent: int) -> Code | None:
        """What is said about a member, its default, and who may set it."""
        notes: list[str] = []
        if field.doc.deprecated:
            notes.append("Deprecated.")
        if field.read_only:
            notes.append("Read-only: servers send it, requests leave it out.")
        if field.write_only:
            notes.append("Write-only: requests send it, servers do not.")
        if field.default is not None and field.default.value is not None:
            notes.append(f"Default: `{json_text(field.default)}`.")
        text = field.doc.description or field.doc.summary
        return described(text, notes, indent)

    def doc(self, declaration: Declaration, indent: int) -> Code | None:
        """What is said about a declaration, unless its only use says it already."""
        if declaration.parent is not None and not isinstance(declaration, Record):
            return None
        notes = ["Deprecated."] if declaration.doc.deprecated else []
        return described(declaration.doc.description or declaration.doc.summary, notes, indent)

    # --- plain dicts

    def plain_record(self, record: Record) -> PlainView:
        """The ``TypedDict`` beside a model class."""
        base = self.imports.use("typing_extensions", "TypedDict")
        keys = [field.name.wire for field in record.fields]
        items = [(key, self._key(field)) for key, field in zip(keys, record.fields, strict=True)]
        doc = docstring([f"Plain data of :class:`{self._name(record)}`."], 4)
        name = self._plain_name(record)
        if all(simple_key(key) for key in keys):
            fields = tuple(
                PlainFieldView(
                    name=identifier(key),
                    annotation=printed(type_, indent=4, before=len(key) + 2),
                )
                for key, type_ in items
            )
            return PlainView(
                name=name,
                base=bases(6 + len(name), base),
                doc=doc,
                fields=fields,
                functional=None,
            )
        body = layout.mapped((quoted(key), text_of(type_)) for key, type_ in items)
        value = call(base, (Atom(quoted(name)), body))
        functional = printed(value, indent=0, before=len(name) + 3)
        return PlainView(name=name, base=base, doc=doc, fields=(), functional=functional)

    def _key(self, field: Field) -> Expression:
        needed = field.required and not field.read_only
        head = self.imports.use("typing_extensions", "Required" if needed else "NotRequired")
        return subscript(head, (self.plain.of(field.type),))

    # --- enumerations, unions, aliases

    def enumeration(self, declaration: Enumeration) -> EnumerationView:
        """A ``Literal`` with room for other values."""
        name = self._name(declaration)
        kind = self.imports.use("typing_extensions", "TypeAlias")
        type_ = enumeration(self.types, declaration)
        kind, shown = alias(name, kind, type_, 0)
        return EnumerationView(
            name=name,
            kind=kind,
            type=shown,
            doc=self.doc(declaration, 0),
        )

    def union(self, union: Union) -> LazyView:
        """``A | B | UnknownVariant`` for checkers, ``OneOf(…)`` at run time."""
        types = [self.types.of(variant.type) for variant in union.variants]
        if self._holds_objects(union):
            types.append(Atom(self.types.runtime("UnknownVariant")))
        name = self._name(union)
        one_of = self.types.runtime("OneOf")
        arguments: list[Expression] = [Atom(quoted(name)), atom("__name__")]
        arguments += self._cases(union)
        if isinstance(union.selector, IrByTag):
            arguments.append(Atom(fill("tag={}", quoted(union.selector.tag))))
        if union.open:
            arguments.append(atom("open=True"))
        plain = None
        if self._plain(union):
            given = [self.plain.of(variant.type) for variant in union.variants]
            plain = either([*given, *types[len(given) :]])
        return self._lazy(union, either(types), call(one_of, arguments, spread=True), plain)

    def _cases(self, union: Union) -> Iterator[Expression]:
        case = self.types.runtime("Case")
        for variant in union.variants:
            arguments: list[Expression] = [text_of(self.types.of(variant.type))]
            if isinstance(union.selector, IrByTag) and variant.tags:
                tags = layout.tupled(Atom(scalar(tag.value)) for tag in variant.tags)
                arguments.append(layout.keyword(Code("tags"), tags))
            if isinstance(union.selector, IrByKey) and variant.key is not None:
                arguments.append(Atom(fill("key={}", quoted(variant.key))))
            yield call(case, arguments)

    def alias(self, declaration: Alias) -> LazyView:
        """A name for a type."""
        type_ = self.types.of(declaration.type)
        head = self.types.runtime("Alias")
        name = self._name(declaration)
        value = call(head, (Atom(quoted(name)), atom("__name__"), text_of(type_)))
        plain = self.plain.of(declaration.type) if self._plain(declaration) else None
        return self._lazy(declaration, type_, value, plain)

    def _lazy(
        self,
        declaration: Union | Alias,
        type_: Expression,
        value: Expression,
        plain: Expression | None,
    ) -> LazyView:
        self.imports.use("typing", "TYPE_CHECKING")
        kind = self.imports.use("typing_extensions", "TypeAlias")
        name = self._name(declaration)
        if self._late(declaration):
            type_ = text_of(type_)
            plain = None if plain is None else text_of(plain)
        shown_kind, shown = alias(name, kind, type_, 4)
        return LazyView(
            name=name,
            kind=shown_kind,
            type=shown,
            value=printed(value, indent=4, before=len(name) + 3),
            doc=self.doc(declaration, 0),
            plain=None if plain is None else self._plain_view(declaration, kind, plain),
        )

    def _plain_view(self, declaration: Union | Alias, kind: Code, plain: Expression) -> NamedView:
        """The plain form of a union or alias, which exists for type checkers only."""
        name = self._plain_name(declaration)
        shown_kind, shown = alias(name, kind, plain, 4)
        anything = assigned(name, self.imports.use("typing", "Any"), 4)
        return NamedView(name=name, kind=shown_kind, type=shown, value=anything)

    def _late(self, declaration: Union | Alias) -> bool:
        """Whether it uses something that the module defines below it, as circles do."""
        places = {each.id: place for place, each in enumerate(self.declarations)}
        here = places[declaration.id]
        return any(places.get(used, -1) >= here for used in uses(declaration))

    def _holds_objects(self, union: Union) -> bool:
        """Whether an unknown variant of the union could be an object."""
        return any(_is_object(self.plan.world, variant.type) for variant in union.variants)


def _is_object(world: World, type_: TypeExpr, seen: frozenset[Id] = frozenset()) -> bool:
    """Whether values of a type are (or can be) objects of the document."""
    match type_:
        case Nullable(inner=inner):
            return _is_object(world, inner, seen)
        case Ref(id=id_) if id_ not in seen:
            declaration = world.index[id_]
            if isinstance(declaration, Record):
                return True
            if isinstance(declaration, Union):
                inside = [variant.type for variant in declaration.variants]
                return any(_is_object(world, each, seen | {id_}) for each in inside)
            if isinstance(declaration, Alias):
                return _is_object(world, declaration.type, seen | {id_})
            return False
        case _:
            return False


def _place(
    declaration: Declaration, index: dict[Id, Declaration], order: dict[Id, int]
) -> tuple[int, int]:
    """Where a declaration stands in its module.

    Annotations of classes are read late, so classes can stand as a reader wants them; the right
    side of a type alias is read at once.
    """
    if isinstance(declaration, (Union, Alias)):
        return (2, order[declaration.id])
    if isinstance(declaration, Record) and root(declaration, index) is declaration:
        return (0, 0)
    return (1, 0)
