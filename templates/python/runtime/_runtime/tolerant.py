"""The tolerant reading: what a server sends.

Nothing fails: a member of the wrong kind is kept as the raw JSON value, and all around it is
decoded. One pass in pydantic-core, straight from bytes. A scalar needs no schema for that: it
decodes to itself, whatever it should have been.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic import BaseModel
from pydantic_core import CoreSchema, SchemaValidator
from pydantic_core import core_schema as cs

from .choices import closest, select
from .exact import exact
from .forge import MODEL_CONFIG, Forge, default_of, field, with_default
from .kinds import kinds, structured
from .marks import Mark
from .members import Member, extra_of, members_of
from .shapes import (
    Bounded,
    Choice,
    ChoiceCase,
    Foreign,
    ListOf,
    MapOf,
    Maybe,
    Moment,
    Record,
    Reference,
    Shape,
)

ABSENT = Mark("ABSENT")
"""Stands for a member that was not sent, until decoding is over."""


class Notes(threading.local):
    """What was met in the value that is being decoded, on this thread.

    ``absent``: a required member is missing. ``shadowed``: an unlisted member is called like the
    Python name of a member that had to be renamed; then pydantic-core cannot tell them apart in
    the set of present members, and the value is decoded once more, carefully.
    """

    absent = False
    shadowed = False


NOTES = Notes()


def _note_absence() -> Any:
    NOTES.absent = True
    return ABSENT


def _watch(renamed: frozenset[str]) -> CoreSchema:
    """Takes the name of an unlisted member as it is."""

    def note(name: str) -> str:
        if name in renamed:
            NOTES.shadowed = True
        return name

    return cs.no_info_plain_validator_function(note)


def soft(forge: Forge, shape: Shape) -> CoreSchema:
    """The shape if it fits, else the raw value."""
    if not structured(shape):
        return cs.any_schema()
    return cs.union_schema(
        [tolerant(forge, shape), cs.any_schema()], mode="left_to_right"
    )


def tolerant(forge: Forge, shape: Shape) -> CoreSchema:
    """The schema that takes whatever has the right kind on the outside."""
    match shape:
        case Moment() | Foreign():
            return exact(forge, shape)
        case ListOf(item):
            return cs.list_schema(soft(forge, item))
        case MapOf(value):
            return cs.dict_schema(cs.str_schema(), soft(forge, value))
        case Maybe(inner):
            return cs.nullable_schema(tolerant(forge, inner))
        case Bounded(inner):
            return tolerant(forge, inner)
        case Record(cls):
            return forge.record(cls, "~", partial(_record, forge, cls))
        case Reference(named):
            return forge.named(named, "~", lambda: tolerant(forge, named.shape))
        case Choice():
            return _choice(forge, shape)
        case _:
            return cs.any_schema()


def _record(forge: Forge, cls: type[BaseModel]) -> CoreSchema:
    members = members_of(cls)
    extra = extra_of(cls)
    renamed = frozenset(member.name for member in members if member.renamed)
    careful = bool(renamed) and forge.careful
    return cs.model_schema(
        cls,
        cs.model_fields_schema(
            {member.name: _member(forge, member) for member in members},
            model_name=cls.__name__,
            extra_behavior="allow",
            extras_schema=None if extra is None else soft(forge, extra),
            extras_keys_schema=_watch(renamed) if renamed else None,
        ),
        post_init="__settle__" if careful else cls.__pydantic_post_init__,
        config=MODEL_CONFIG,
    )


def _member(forge: Forge, member: Member) -> cs.ModelField:
    schema = soft(forge, member.shape)
    if member.renamed and forge.careful:
        schema = cs.with_default_schema(schema, default=ABSENT)
    elif not member.required:
        schema = with_default(schema, member)
    elif isinstance(member.shape, Maybe):
        schema = cs.with_default_schema(schema, default=None)
    else:
        schema = cs.with_default_schema(schema, default_factory=_note_absence)
    return field(schema, member)


def _choice(forge: Forge, choice: Choice) -> CoreSchema:
    """Kinds need no discriminator: a schema of one kind refuses all others at once."""
    objects = [case for case in choice.cases if "object" in kinds(case.shape)]
    others = [
        case
        for case in choice.cases
        if "object" not in kinds(case.shape) and structured(case.shape)
    ]
    ways: list[CoreSchema] = []
    if len(others) > 1:
        ways += [exact(forge, case.shape) for case in others]
    ways += [tolerant(forge, case.shape) for case in others]
    if objects:
        ways += _objects(forge, choice, objects)
    return cs.union_schema([*ways, cs.any_schema()], mode="left_to_right")


def _objects(
    forge: Forge, choice: Choice, objects: list[ChoiceCase]
) -> list[CoreSchema]:
    from .model import UnknownVariant

    unknown = tolerant(forge, Record(UnknownVariant))
    tagged = [case for case in objects if case.tags]
    if choice.tag is not None and tagged:
        return _by_tag(forge, choice.tag, choice, objects, unknown)
    if len(objects) == 1:
        return [tolerant(forge, objects[0].shape)]
    if any(case.key is not None for case in objects):
        return [_by_function(forge, objects, partial(_selected, choice)), unknown]
    fitting = [exact(forge, case.shape) for case in objects]
    return [*fitting, _by_function(forge, objects, partial(closest, objects)), unknown]


def _by_tag(
    forge: Forge,
    tag: str,
    choice: Choice,
    objects: list[ChoiceCase],
    unknown: CoreSchema,
) -> list[CoreSchema]:
    tags = [(value, case) for case in objects for value in case.tags]
    rest = [tolerant(forge, case.shape) for case in objects if not case.tags]
    if not all(isinstance(value, str) for value, _ in tags):
        # pydantic-core takes true for 1 when it looks a tag up.
        return [_by_function(forge, objects, partial(_selected, choice)), unknown]
    choices = {value: tolerant(forge, case.shape) for value, case in reversed(tags)}
    return [cs.tagged_union_schema(choices, tag), *rest, unknown]


def _by_function(
    forge: Forge, cases: list[ChoiceCase], pick: Callable[[Any], ChoiceCase | None]
) -> CoreSchema:
    def discriminate(value: Any) -> int | None:
        if not isinstance(value, dict):
            return None
        case = pick(value)
        return None if case is None else cases.index(case)

    choices = {index: tolerant(forge, case.shape) for index, case in enumerate(cases)}
    return cs.tagged_union_schema(choices, discriminate)


def _selected(choice: Choice, value: Any) -> ChoiceCase | None:
    found = select(choice, value)
    return closest(found, value) if found and len(found) > 1 else (found or [None])[0]


def tolerant_validator(shape: Shape, *, careful: bool = False) -> SchemaValidator:
    """A validator that takes any JSON value and decodes what fits the shape.

    A ``careful`` one asks each model that has renamed members to :func:`settle`, which costs.
    """
    forge = Forge(careful=careful)
    return forge.validator(soft(forge, shape))


def settle(model: BaseModel, context: Any) -> None:
    """Make a model, just decoded, forget the renamed members that were not sent.

    An unlisted member that is called like one of them must not count as it.
    """
    cls = type(model)
    values = vars(model)
    for member in members_of(cls):
        if member.renamed and values.get(member.name) is ABSENT:
            model.__pydantic_fields_set__.discard(member.name)
            if not member.required:
                values[member.name] = default_of(member)
            elif isinstance(member.shape, Maybe):
                values[member.name] = None
            else:
                del values[member.name]
    if cls.__pydantic_post_init__:
        getattr(model, cls.__pydantic_post_init__)(context)
