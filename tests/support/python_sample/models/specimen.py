"""Every oddity of real documents in one model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from typing_extensions import NotRequired, Required, TypeAlias, TypedDict

from .._runtime.model import (
    Alias,
    Bounds,
    Case,
    Date,
    DateTime,
    Field,
    Model,
    Nullable,
    OneOf,
    Texts,
    UnknownVariant,
    Upload,
)

if TYPE_CHECKING:
    from .warning import Warning

SpecimenLevel: TypeAlias = Literal[1, 2, 3] | int
SpecimenMixed: TypeAlias = Literal["auto"] | int
SpecimenRatio: TypeAlias = float


class Cat(Model):
    """Told by its key."""

    meow: str
    since: DateTime | None = None


class Dog(Model):
    """Told by its key."""

    bark: int


class Other(Model):
    """The rest."""

    sound: str | None = None


class Shape(Model):
    """First of two that only their members tell apart."""

    side: float
    label: str | None = None


class Label(Model):
    """Second of two that only their members tell apart."""

    text: str
    label: int | None = None


class Created(Model):
    """An event; tag 1."""

    kind: Literal[1]
    at: DateTime


class Deleted(Model):
    """An event; tags 2 and 3."""

    kind: Literal[2, 3]
    on: Date


class Renamed(Model):
    """An event of an inner union."""

    kind: Literal[4]
    names: list[str]


if TYPE_CHECKING:
    Animal: TypeAlias = Cat | Dog | Other | UnknownVariant
    Drawn: TypeAlias = Shape | Label | UnknownVariant
    InnerEvent: TypeAlias = Renamed | UnknownVariant
    Event: TypeAlias = Created | Deleted | InnerEvent | UnknownVariant
    Switch: TypeAlias = Cat | Dog | UnknownVariant
    Either: TypeAlias = bool | float | str | list[Cat] | Dog
    Tree: TypeAlias = str | list["Tree"]
    Grid: TypeAlias = list[list[DateTime]]
    Favourite: TypeAlias = Cat
    Pets: TypeAlias = dict[str, Animal]
else:
    Animal = OneOf(
        "Animal",
        __name__,
        Case("Cat", key="meow"),
        Case("Dog", key="bark"),
        Case("Other"),
    )
    Drawn = OneOf("Drawn", __name__, Case("Shape"), Case("Label"))
    InnerEvent = OneOf("InnerEvent", __name__, Case("Renamed", tags=(4,)), tag="kind")
    Event = OneOf(
        "Event",
        __name__,
        Case("Created", tags=(1,)),
        Case("Deleted", tags=(2, 3)),
        Case("InnerEvent", tags=(4,)),
        tag="kind",
        open=True,
    )
    Switch = OneOf(
        "Switch",
        __name__,
        Case("Cat", tags=(True,)),
        Case("Dog", tags=(False,)),
        tag="on",
    )
    Either = OneOf(
        "Either",
        __name__,
        Case("bool"),
        Case("float"),
        Case("str"),
        Case("list[Cat]"),
        Case("Dog"),
    )
    Tree = OneOf("Tree", __name__, Case("str"), Case("list[Tree]"))
    Favourite = Alias("Favourite", __name__, "Cat")
    Pets = Alias("Pets", __name__, "dict[str, Animal]")
    Grid = Alias("Grid", __name__, "list[list[DateTime]]")


class Counted(Model):
    """Unlisted members are integers."""

    __extra_type__: ClassVar[str] = "list[Cat]"

    total: int | None = None


class Sealed(Model):
    """The document forbids other members."""

    __extra_type__: ClassVar[str] = "Never"

    one: int | None = None


class Specimen(Model):
    """Every oddity of real documents in one model."""

    id: str
    id_: str | None = Field(
        default=None, validation_alias="_id", serialization_alias="_id"
    )
    class_: str | None = Field(
        default=None, validation_alias="class", serialization_alias="class"
    )
    json_: int | None = Field(
        default=None, validation_alias="json", serialization_alias="json"
    )
    copy_: Nullable[Cat] = Field(
        default=None, validation_alias="copy", serialization_alias="copy"
    )
    plus_1: float = Field(validation_alias="+1", serialization_alias="+1")
    ref: str | None = Field(
        default=None, validation_alias="$ref", serialization_alias="$ref"
    )
    model_name: str | None = None
    level: SpecimenLevel | None = None
    mixed: SpecimenMixed | None = None
    ratio: SpecimenRatio | None = None
    big: int | None = None
    flag: bool | None = None
    created: DateTime | None = None
    day: Date | None = None
    grid: Grid | None = None
    pet: Animal | None = None
    drawn: Drawn | None = None
    events: list[Event] | None = None
    switch: Switch | None = None
    either: Nullable[Either] = None
    tree: Tree | None = None
    counted: Counted | None = None
    sealed: Sealed | None = None
    maps: dict[str, dict[str, Nullable[Cat]]] | None = None
    parent: Specimen | None = None
    warning: Warning | None = None
    pets: Pets | None = None
    favourite: Favourite | None = None
    anything: Any = None
    picture: Upload | None = None
    code: (
        Annotated[str, Bounds(min_length=2, max_length=3, pattern="^[a-z]+$")] | None
    ) = None
    tags: Annotated[list[str] | None, Bounds(unique_items=True, max_items=3)] = None
    share: Annotated[float | None, Bounds(exclusive_minimum=0, multiple_of=0.01)] = None


class CatDict(TypedDict):
    """Plain data of Cat."""

    meow: Required[str]
    since: NotRequired[DateTime | str]


SpecimenDict = TypedDict(
    "SpecimenDict",
    {
        "id": "Required[str]",
        "_id": "NotRequired[str]",
        "class": "NotRequired[str]",
        "+1": "Required[float]",
        "copy": "NotRequired[Nullable[Cat | CatDict]]",
        "maps": "NotRequired[Mapping[str, Mapping[str, Nullable[Cat | CatDict]]]]",
        "tags": "NotRequired[Texts]",
        "created": "NotRequired[DateTime | str]",
    },
)
"""Plain data of Specimen."""
