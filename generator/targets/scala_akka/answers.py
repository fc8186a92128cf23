"""What an operation sends and answers, as Scala types: one type, or a sealed trait of several."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.answers import STREAMS, default_content, failures, successes
from generator.emit.code import Code
from generator.emit.scope import Entry, Scope
from generator.ir.nodes import (
    Content,
    Kind,
    ListOf,
    Nullable,
    Operation,
    Payload,
    Primitive,
    Response,
    TypeExpr,
)
from generator.targets.scala_akka.layout import Atom, Expression, atom, generic
from generator.targets.scala_akka.literals import identifier
from generator.targets.scala_akka.names import OperationName, media_name
from generator.targets.scala_akka.types import Types
from generator.targets.scala_akka.world import World

MODEL = Code("model.")
PARTED = (Payload.FORM, Payload.MULTIPART)
STRING = Primitive(kind=Kind.STRING)


@dataclass(frozen=True, slots=True)
class Choice:
    """A case of a sealed trait; without a type it holds nothing."""

    name: str
    type: Expression | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What may come back with a status: a media type, or nothing, and its case where there are
    several types."""

    status: str
    content: Content | None
    type: Expression | None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """All that may come back. ``type`` is what a call gives; ``choices`` are the cases of the
    trait that it is, where there are several types; ``maybe`` says that it is an ``Option``."""

    type: Expression
    found: tuple[Answer, ...]
    choices: tuple[Choice, ...] = ()
    maybe: Expression | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A media type that can be sent, with its case where there are several types."""

    content: Content
    type: Expression
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Bodies:
    """All that can be sent; see :class:`Answers`."""

    type: Expression
    found: tuple[Sent, ...]
    choices: tuple[Choice, ...] = ()


class Exchanges:
    """Spells what operations send and answer. ``outer`` is what the types beside an operation
    are reached through."""

    def __init__(self, world: World, outer: Code) -> None:
        self.world = world
        self.outer = outer
        self.types = Types(world, MODEL)

    # --- answers

    def got(self, content: Content) -> Expression:
        """The type of an answer of a media type."""
        if content.payload is Payload.BYTES:
            return atom("core.Binary")
        if content.payload is Payload.JSON:
            return self.types.of(content.type)
        if content.payload is Payload.JSON_LINES:
            return self.types.of(ListOf(item=content.type))
        return self.types.scala("String")

    def answers(self, operation: Operation, named: OperationName) -> Answers:
        """What a whole call gives."""
        found = [
            Answer(response.status, content, None if content is None else self.got(content))
            for response in successes(operation)
            for content in self.whole(operation, response)
        ]
        types = list(dict.fromkeys(each.type.flat for each in found if each.type is not None))
        known = {each.type.flat: each.type for each in found if each.type is not None}
        if not types:
            # A success that nobody describes brings nothing.
            said = found or [Answer("2XX", None, None)]
            return Answers(self.types.scala("Unit"), tuple(said))
        if len(types) == 1:
            only = known[types[0]]
            if all(each.type is not None for each in found):
                return Answers(only, tuple(found))
            return Answers(self.types.option(only), tuple(found), maybe=only)
        cased = self.cased(found)
        choices = {
            each.case: Choice(each.case, each.type) for each in cased if each.case is not None
        }
        return Answers(
            Atom(self.outer + identifier(named.content)), tuple(cased), tuple(choices.values())
        )

    def whole(self, operation: Operation, response: Response) -> list[Content | None]:
        """The bodies of a response that are no streams with a call of their own."""
        if operation.method == "HEAD" or not response.contents:
            return [None]
        skipped = STREAMS if operation.streaming is not None else ()
        return [each for each in response.contents if each.payload not in skipped]

    def cased(self, found: list[Answer]) -> list[Answer]:
        """Each answer with its case: ``Status200``, with its media type where types differ."""
        made: list[Answer] = []
        for each in found:
            types = {
                other.type.flat if other.type is not None else ""
                for other in found
                if other.status == each.status
            }
            is_status = each.status[:1].isdigit()
            name = f"Status{each.status.upper()}" if is_status else "Default"
            if len(types) > 1 and each.content is not None:
                name += media_name(each.content.media_type)
            made.append(Answer(each.status, each.content, each.type, name))
        return _apart(made)

    # --- bodies

    def body_type(self, content: Content) -> TypeExpr:
        """The type of a body of a media type, in the model."""
        is_text = content.payload is Payload.TEXT
        return STRING if is_text and not isinstance(content.type, Primitive) else content.type

    def sent(self, content: Content, *, optional: bool) -> Expression:
        """The type of a body of a media type."""
        if content.payload is Payload.BYTES:
            return atom("core.Binary")
        type_ = self.body_type(content)
        if optional and isinstance(type_, Nullable):
            type_ = type_.inner
        self.types.upload = content.payload in PARTED
        made = self.types.of(type_)
        self.types.upload = False
        is_lines = content.payload is Payload.JSON_LINES
        return generic(self.world.scala("Seq"), (made,)) if is_lines else made

    def bodies(self, operation: Operation, named: OperationName) -> Bodies | None:
        """What a call sends."""
        if operation.body is None:
            return None
        optional = not operation.body.required
        first = default_content(operation.body)
        contents = sorted(operation.body.contents, key=lambda each: each is not first)
        found = [Sent(each, self.sent(each, optional=optional)) for each in contents]
        if len({each.type.flat for each in found}) == 1:
            return Bodies(found[0].type, tuple(found))
        names = Scope(folded=True).assign(
            Entry(id=f"{place:06}", name=media_name(each.content.media_type), pointer=f"{place:06}")
            for place, each in enumerate(found)
        )
        cased = [
            Sent(each.content, each.type, names[f"{place:06}"]) for place, each in enumerate(found)
        ]
        choices = tuple(Choice(each.case or "", each.type) for each in cased)
        return Bodies(Atom(self.outer + identifier(named.body)), tuple(cased), choices)


def failing(operation: Operation) -> list[Response]:
    """The declared errors that have a body."""
    return [each for each in failures(operation) if each.contents]


def _apart(found: list[Answer]) -> list[Answer]:
    """Cases of one name have one type."""
    types: dict[str, str] = {}
    made: list[Answer] = []
    for each in found:
        flat = each.type.flat if each.type is not None else ""
        name, number = each.case or "", 2
        while types.setdefault(name.casefold(), flat) != flat:
            name, number = f"{each.case}_{number}", number + 1
        made.append(Answer(each.status, each.content, each.type, name))
    return made
