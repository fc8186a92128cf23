"""From the model to pages. Pure: no disk, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.emit.code import Code, fill
from generator.emit.page import AnyPage, Copy, Fixed, Page
from generator.emit.target import PlanRequest
from generator.ir.nodes import Alias, Declaration, Enumeration, Operation, Record, Union

from .literals import identifier, quoted, remark
from .names import field_names, operation_name, type_names
from .types import Spelling
from .view import FieldView, OperationView, PackageView, TypeView


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the language."""

    package: str
    fields: bool


def plan(request: PlanRequest) -> Iterator[AnyPage]:
    """One page, the runtime, and the licence."""
    names = type_names(request.api, request.report)
    spelling = Spelling(names)
    view = PackageView(
        made_by=remark(f"By {request.generator} from {request.document}. Do not edit."),
        title=quoted(request.api.source.title),
        operations=tuple(_operation(each) for each in request.api.operations),
        types=tuple(_type(each, spelling, names, request) for each in request.api.declarations),
    )
    yield Page(f"{request.options.package}/api.txt", "package/api.txt.jinja", view)
    for source in request.runtime:
        yield Copy(source.removeprefix("runtime/"), source)
    if request.license is not None and request.license.text is not None:
        yield Fixed("LICENSE", request.license.text.encode())


def _operation(operation: Operation) -> OperationView:
    return OperationView(
        name=identifier(operation_name(operation.name)),
        method=identifier(operation.method),
        path=quoted(operation.path),
        remark=remark(operation.doc.summary or operation.doc.description),
    )


def _type(
    declaration: Declaration, spelling: Spelling, names: dict[str, str], request: PlanRequest
) -> TypeView:
    word, fields = _inside(declaration, spelling, request)
    return TypeView(
        word=word,
        name=identifier(names[declaration.id]),
        remark=remark(declaration.doc.description),
        fields=fields if request.options.fields else (),
    )


def _inside(
    declaration: Declaration, spelling: Spelling, request: PlanRequest
) -> tuple[Code, tuple[FieldView, ...]]:
    """The word for a declaration, and its lines."""
    match declaration:
        case Record():
            named = field_names(declaration, request.report)
            return Code("record"), tuple(
                FieldView(identifier(named[f.name.wire]), spelling.of(f.type), f.required)
                for f in declaration.fields
            )
        case Enumeration():
            return Code("enum"), tuple(
                FieldView(fill("_{}", number), quoted(member.value.text), True)
                for number, member in enumerate(declaration.members)
            )
        case Union():
            return Code("one_of"), tuple(
                FieldView(fill("_{}", number), spelling.of(variant.type), True)
                for number, variant in enumerate(declaration.variants)
            )
        case Alias():
            return Code("alias"), (FieldView(Code("_"), spelling.of(declaration.type), True),)
