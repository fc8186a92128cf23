"""Where each value of a file stands: computed only when a diagnostic is printed.

The text is read a second time into a tree of :class:`Place`. A clean run never does this.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.source import yaml12
from generator.source.fault import Unreadable
from generator.source.pointers import step


@dataclass(slots=True)
class Place:
    """A value in a text. ``key`` is where its member name starts, ``start`` where it does."""

    start: int
    key: int | None = None
    children: dict[str, Place] | list[Place] | None = None

    @property
    def index(self) -> int:
        """The character to point at: the value, or the name of a member that holds a structure.

        A structure starts on the line below its name, where nobody looks for it.
        """
        return self.start if self.key is None or self.children is None else self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """A key that stands twice in one mapping; both places in characters."""

    key: str
    first: int
    second: int


@dataclass(slots=True)
class Index:
    """The places of all values of one text, and the keys that stand twice."""

    root: Place | None = None
    twice: list[Twice] = field(default_factory=list)

    def find(self, segments: tuple[str, ...]) -> Place | None:
        """The place of a value, or of the nearest value around it that exists."""
        place = self.root
        for segment in segments:
            if place is None or place.children is None:
                break
            try:
                place = step(place.children, segment)
            except KeyError:
                break
        return place


class _Tree:
    """Collects places as values open and close."""

    def __init__(self) -> None:
        self.index = Index()
        self.stack: list[tuple[Place, str | None, int | None]] = []
        self.here: Place | None = None
        self.key: str | None = None
        self.key_start: int | None = None

    @property
    def wants_key(self) -> bool:
        return self.here is not None and isinstance(self.here.children, dict) and self.key is None

    def name(self, key: str, start: int) -> None:
        self.key, self.key_start = key, start

    def open(self, place: Place) -> None:
        self.add(place)
        if self.here is not None:
            self.stack.append((self.here, None, None))
        self.here = place

    def close(self) -> None:
        self.here = self.stack.pop()[0] if self.stack else None

    def add(self, place: Place) -> None:
        parent = self.here
        if parent is None:
            self.index.root = self.index.root or place
        elif isinstance(parent.children, dict) and self.key is not None:
            place.key = self.key_start
            known = parent.children.get(self.key)
            if known is None:
                parent.children[self.key] = place
            else:
                first = known.start if known.key is None else known.key
                second = place.start if place.key is None else place.key
                self.index.twice.append(Twice(key=self.key, first=first, second=second))
        elif isinstance(parent.children, list):
            parent.children.append(place)
        self.key = None


def of_yaml(text: str) -> Index:
    """The places of a YAML text, as far as it can be read."""
    replaced, back = yaml12.stand_in(text)
    tree = _Tree()
    anchors: dict[str, Place] = {}
    try:
        for event in yaml12.events(replaced):
            _yaml_event(event, tree, anchors, back)
    except Unreadable:
        pass  # the fault itself is reported by the parser; places before it are of use
    return tree.index


def _yaml_event(event: Any, tree: _Tree, anchors: dict[str, Place], back: dict[int, str]) -> None:
    start = event.start_mark.index
    if isinstance(event, yaml.ScalarEvent):
        if tree.wants_key:
            tree.name(event.value.translate(back) if back else event.value, start)
            return
        place = Place(start)
        tree.add(place)
    elif isinstance(event, yaml.MappingStartEvent):
        place = Place(start, children={})
        tree.open(place)
    elif isinstance(event, yaml.SequenceStartEvent):
        place = Place(start, children=[])
        tree.open(place)
    elif isinstance(event, yaml.AliasEvent):
        known = anchors.get(str(event.anchor))
        if tree.wants_key:
            tree.name(f"*{event.anchor}", start)
        else:
            tree.add(Place(start, children=known.children if known else None))
        return
    else:
        tree.close()
        return
    if event.anchor:
        anchors[event.anchor] = place


_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")|(?P<open>[{\[])|(?P<close>[}\]])'
    r"|(?P<scalar>[-+.\w]+)|(?P<mark>[,:])|\s+",
    re.DOTALL,
)


def of_json(text: str) -> Index:
    """The places of a JSON text, as far as it can be read."""
    tree = _Tree()
    position = 0
    while token := _TOKEN.match(text, position):
        position = token.end()
        start = token.start()
        match token.lastgroup:
            case "string" if tree.wants_key:
                tree.name(_unquoted(token[0]), start)
            case "string" | "scalar":
                tree.add(Place(start))
            case "open":
                tree.open(Place(start, children={} if token[0] == "{" else []))
            case "close":
                tree.close()
    return tree.index


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return text[1:-1]
