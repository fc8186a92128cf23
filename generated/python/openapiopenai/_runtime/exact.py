"""The exact reading: what a program constructs.

Types are checked and nothing is coerced, but the text of a date; required members must be there.
Unknown members, enum values and variants pass, and no bounds are checked: a client does not
stand in the way of a server that is newer than itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from pydantic import (
    BaseModel,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    TypeAdapter,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core import core_schema as cs

from .choices import select
from .dates import Timestamp, parse_date
from .forge import MODEL_CONFIG, Forge, field, with_default
from .kinds import dynamic, kinds
from .members import Member, customised, extra_of, members_of
from .plain import jsonable, to_plain
from .shapes import (
    Anything,
    Bounded,
    Choice,
    File,
    Foreign,
    Known,
    ListOf,
    MapOf,
    Maybe,
    Moment,
    Record,
    Reference,
    Scalar,
    ScalarKind,
    Shape,
)

UNKNOWN = "UnknownVariant"
IN_ORDER = "in order"

_ANY = cs.simple_ser_schema("any")
_PLAIN = cs.plain_serializer_function_ser_schema(to_plain, when_used="json")


def exact(forge: Forge, shape: Shape) -> CoreSchema:
    """The schema that takes only what fits."""
    match shape:
        case Anything() | File():
            return cs.any_schema()
        case Scalar(kind):
            return _SCALARS[kind]()
        case Known():
            return _known(shape)
        case Moment(time):
            return _moment(time)
        case ListOf(item):
            return cs.list_schema(exact(forge, item))
        case MapOf(value):
            return cs.dict_schema(cs.str_schema(strict=True), exact(forge, value))
        case Maybe(inner):
            return cs.nullable_schema(exact(forge, inner))
        case Bounded(inner):
            return exact(forge, inner)
        case Record(cls):
            if forge.only is None or forge.only is cls:
                return forge.record(cls, "", partial(_record, forge, cls))
            return _other(cls)
        case Reference(named):
            return forge.named(named, "", lambda: exact(forge, named.shape))
        case Choice():
            return _choice(forge, shape)
        case Foreign(annotation):
            return _foreign(annotation)


def _record(forge: Forge, cls: type[BaseModel]) -> CoreSchema:
    extra = extra_of(cls)
    return cs.model_schema(
        cls,
        cs.model_fields_schema(
            {member.name: _member(forge, member) for member in members_of(cls)},
            model_name=cls.__name__,
            extra_behavior="allow",
            extras_schema=(
                cs.no_info_plain_validator_function(
                    jsonable, json_schema_input_schema=cs.any_schema()
                )
                if extra is None or isinstance(extra, Anything)
                else exact(forge, extra)
            ),
        ),
        post_init=cls.__pydantic_post_init__,
        config={**MODEL_CONFIG, "title": cls.__name__},
    )


def _other(cls: type[BaseModel]) -> CoreSchema:
    """A model inside a model: an instance, or data that the class then validates itself.

    So constructing one model builds one class, however many it reaches.
    """

    def read(value: Any) -> Any:
        return value if isinstance(value, cls) else cls.model_validate(value)

    def describe(_: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(exact_schema(Record(cls)))  # type: ignore[arg-type]

    return cs.no_info_plain_validator_function(
        read, metadata={"pydantic_js_functions": [describe]}
    )


def _member(forge: Forge, member: Member) -> cs.ModelField:
    schema = exact(forge, member.shape)
    if not member.required:
        schema = with_default(schema, member)
    schema["serialization"] = _PLAIN if dynamic(member.shape) else _ANY  # type: ignore[index]
    return field(schema, member)


def _choice(forge: Forge, choice: Choice) -> CoreSchema:
    from .model import UnknownVariant

    labels = _labels(choice)
    choices = {
        text: exact(forge, case.shape)
        for text, case in zip(labels, choice.cases, strict=True)
    }
    if "object" in kinds(choice):
        choices[UNKNOWN] = exact(forge, Record(UnknownVariant))
    if _ambiguous(choice):
        choices[IN_ORDER] = cs.union_schema(
            [exact(forge, case.shape) for case in choice.cases], mode="left_to_right"
        )

    def discriminate(value: Any) -> str | None:
        found = select(choice, value)
        if found is None:
            return UNKNOWN
        if len(found) > 1:
            return IN_ORDER
        return labels[choice.cases.index(found[0])] if found else None

    return cs.tagged_union_schema(
        choices,
        discriminate,
        custom_error_type="union_kind",
        custom_error_message=f"Input should be one of: {', '.join(labels)}",
    )


def _ambiguous(choice: Choice) -> bool:
    """Some value may belong to several cases, which are then tried in order."""
    groups = [
        [case for case in choice.cases if kind in kinds(case.shape)]
        for kind in kinds(choice)
    ]
    for group in groups:
        if "object" not in kinds(group[0].shape):
            untold = group
        elif choice.tag is not None:
            untold = [case for case in group if not case.tags]
        else:
            untold = [case for case in group if case.key is None]
        if len(untold) > 1:
            return True
    return False


def _labels(choice: Choice) -> list[str]:
    texts = [case.label for case in choice.cases]
    return [
        text if texts.count(text) == 1 else f"{text} ({index})"
        for index, text in enumerate(texts)
    ]


# --- the parts ---


def _number() -> CoreSchema:
    return cs.union_schema(
        [cs.int_schema(strict=True), cs.float_schema(strict=True, allow_inf_nan=False)],
        mode="left_to_right",
        custom_error_type="number_type",
        custom_error_message="Input should be a finite number",
    )


_SCALARS: dict[ScalarKind, Callable[[], CoreSchema]] = {
    "string": partial(cs.str_schema, strict=True),
    "integer": partial(cs.int_schema, strict=True),
    "number": _number,
    "boolean": partial(cs.bool_schema, strict=True),
}


def _known(known: Known) -> CoreSchema:
    bases = [_SCALARS[base.kind]() for base in known.bases]
    covered = frozenset[str]().union(*map(kinds, known.bases))
    outside = [value for value in known.values if not kinds(Known((value,))) <= covered]
    ways = [cs.literal_schema(outside)] if outside else []
    if not ways and not bases:
        return cs.none_schema()
    schemas: list[CoreSchema | tuple[CoreSchema, str]] = [*ways, *bases]
    if len(schemas) == 1:
        return [*ways, *bases][0]
    return cs.union_schema(schemas, mode="left_to_right")


def _moment(time: bool) -> CoreSchema:
    return cs.no_info_plain_validator_function(
        _read_date_time if time else _read_date,
        json_schema_input_schema=cs.datetime_schema() if time else cs.date_schema(),
    )


def _read_date_time(value: Any) -> datetime:
    if isinstance(value, str):
        return Timestamp.parse(value)
    if isinstance(value, datetime):
        return value
    raise PydanticCustomError(
        "date_time", "Input should be a datetime or its RFC 3339 text"
    )


def _read_date(value: Any) -> date:
    if isinstance(value, str):
        return parse_date(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("date", "Input should be a date or its RFC 3339 text")


def _foreign(annotation: Any) -> CoreSchema:
    """A user's own type: validated by pydantic, apart from our definitions."""
    return cs.no_info_plain_validator_function(_adapter(annotation).validate_python)


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def exact_schema(shape: Shape) -> CoreSchema:
    """The exact schema of a shape, whole."""
    return _exact_schema(shape, Forge())


def _exact_schema(shape: Shape, forge: Forge) -> CoreSchema:
    return forge.schema(exact(forge, shape))


def model_schema(
    cls: type[BaseModel], source: Any, handler: GetCoreSchemaHandler
) -> CoreSchema:
    """What a model answers when pydantic asks for its schema."""
    if customised(cls):
        members_of(cls)
        return handler(source)
    return _exact_schema(Record(cls), Forge(cls))  # type: ignore[arg-type]
