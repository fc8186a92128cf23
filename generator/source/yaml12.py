"""YAML 1.2 text to plain values, in one pass over the events of libyaml.

Only the JSON types of YAML's core schema exist: no tags, no dates, no sexagesimal numbers, and
mapping keys are the text that the author wrote. Values are built from events with a stack, so
nesting costs no recursion and the budgets can stop a hostile document while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from generator.diagnostics import Severity
from generator.source.budget import Budget
from generator.source.fault import Fault, Unreadable
from generator.source.scalars import plain

# libyaml reads YAML 1.1, where these three end a line; in YAML 1.2 (§5.4) they are characters.
_OLD_BREAKS = "\x85\u2028\u2029"
_KNOWN_PROBLEMS = {
    "mapping values are not allowed": (
        "a `:` where no key can stand",
        "quote the value if `: ` is part of it, or align the key with the keys above",
    ),
    "found character that cannot start any token": (
        "a character that no YAML value can start with",
        "quote the value",
    ),
    "could not find expected ':'": (
        "a line that is neither `key: value` nor part of the value above",
        "add the `:`, or indent the line further if it continues the value above",
    ),
    "did not find expected key": (
        "a mapping is not continued as it began",
        "give all keys of one mapping the same indentation",
    ),
    "did not find expected '-' indicator": (
        "a list is not continued as it began",
        "give all items of one list the same indentation",
    ),
    "did not find expected ',' or '}'": (
        "a `,` or `}` must stand here",
        "close the `{` of line {line} with `}`",
    ),
    "did not find expected ',' or ']'": (
        "a `,` or `]` must stand here",
        "close the `[` of line {line} with `]`",
    ),
    "found unexpected end of stream": ("a quote is not closed", "close the quote"),
    "control characters are not allowed": (
        "a control character",
        'write it as an escape in double quotes, such as "\\u0001"',
    ),
    "found invalid Unicode character escape code": (
        "an escape that is no character",
        'write characters beyond U+FFFF as "\\U0001F600" or as they are',
    ),
    "found unknown escape character": (
        "an unknown escape in double quotes",
        "double the backslash, or use single quotes",
    ),
}
_TAG_HELP = "remove the tag; quote the value if it is to be text"


class Parsed(NamedTuple):
    """A parsed text: its value, warnings, and whether a mapping holds a key twice."""

    value: Any
    faults: tuple[Fault, ...]
    duplicates: bool


def stand_in(text: str) -> tuple[str, dict[int, str]]:
    """The text with YAML 1.1 line breaks replaced, and the table that puts them back.

    The replacement has the same length, so positions stay true. The table is empty when the
    text holds none of them, which is nearly always.
    """
    if not any(char in text for char in _OLD_BREAKS):
        return text, {}
    there: dict[int, str] = {}
    back: dict[int, str] = {}
    candidates = (char for char in map(chr, range(0xE000, 0xF8FF)) if char not in text)
    for old in _OLD_BREAKS:
        new = next(candidates)
        there[ord(old)] = new
        back[ord(new)] = old
    return text.translate(there), back


def events(text: str) -> Iterator[Any]:
    """The events of the single document in a text, without stream and document marks.

    Raises :class:`Unreadable` at the first fault of syntax.
    """
    loader = _LOADER(text)
    try:
        documents = 0
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    raise Unreadable(_second_document(event))
            elif not isinstance(event, yaml.DocumentEndEvent | yaml.StreamStartEvent):
                yield event
    except yaml.YAMLError as error:
        raise Unreadable(syntax_fault(error, text)) from None
    finally:
        loader.dispose()


_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _second_document(event: Any) -> Fault:
    return Fault(
        code="yaml-documents",
        message="a second YAML document starts here",
        index=event.start_mark.index,
        help="keep one document per file; remove this `---` and what follows",
    )


def syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    """What libyaml says, in plain words and at its character."""
    line = 0
    if isinstance(error, yaml.MarkedYAMLError):
        problem = error.problem or "not YAML"
        index = error.problem_mark.index if error.problem_mark else 0
        if error.context_mark:
            line = error.context_mark.line + 1
            if problem == "found unexpected end of stream":
                index = error.context_mark.index  # where the quote opens
    else:
        problem = str(getattr(error, "reason", error))
        index = _first_unprintable(text)
    if text[index : index + 1] == "\t":
        message, help = "a tab is used as indentation", "indent with spaces"
        return Fault(code="yaml-syntax", message=message, index=index, help=help)
    for known, (message, help) in _KNOWN_PROBLEMS.items():
        if known in problem:
            help = help.replace("{line}", str(line))
            return Fault(code="yaml-syntax", message=message, index=index, help=help)
    return Fault(code="yaml-syntax", message=problem, index=index)


def _first_unprintable(text: str) -> int:
    """Where the first character stands that YAML does not allow (YAML 1.2 §5.1)."""
    for index, char in enumerate(text):
        code = ord(char)
        if (code < 0x20 and char not in "\t\n\r") or code == 0x7F or 0x80 <= code < 0xA0:
            if code != 0x85:
                return index
        elif 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
            return index
    return 0


class _Builder:
    """The stack machine: events go in, one value comes out."""

    def __init__(self, budget: Budget, back: dict[int, str]) -> None:
        self.budget = budget
        self.back = back
        self.stack: list[tuple[Any, str | None, str | None, int]] = []
        self.anchors: dict[str, tuple[Any, int, int]] = {}
        self.open_anchors: set[str] = set()
        self.nodes = 0
        self.aliased = 0
        self.faults: list[Fault] = []
        self.duplicates = False

    def build(self, text: str) -> Any:
        container: Any = None
        key: str | None = None
        root: Any = None
        limit = self.budget.nodes
        for event in events(text):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if event.tag is not None:
                    self._refuse_tag(event)
                value: Any = event.value
                if self.back:
                    value = value.translate(self.back)
                self.nodes += 1
                if key is None and type(container) is dict:
                    if value == "<<" and event.implicit[0]:
                        self._warn_merge(event)
                    if event.anchor:
                        self.anchors[event.anchor] = (value, 1, 0)
                    key = value
                    continue
                if event.implicit[0]:
                    value = plain(value)
                if event.anchor:
                    self.anchors[event.anchor] = (value, 1, 0)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(event, container, key)
                container = {} if kind is yaml.MappingStartEvent else []
                key = None
                continue
            elif kind is yaml.AliasEvent:
                value = self._alias(event)
                if key is None and type(container) is dict:
                    if isinstance(value, dict | list):
                        raise Unreadable(_complex_key(event.start_mark.index))
                    key = value if isinstance(value, str) else str(value)
                    continue
            else:
                value = container
                container, key, anchor, before = self.stack.pop()
                if anchor is not None:
                    self.anchors[anchor] = (value, self.nodes - before, height(value))
                    self.open_anchors.discard(anchor)
            if self.nodes > limit:
                raise Unreadable(self._too_many(event))
            if type(container) is dict:
                assert key is not None
                if key in container:
                    self.duplicates = True
                else:
                    container[key] = value
                key = None
            elif type(container) is list:
                container.append(value)
            else:
                root = value
        return root

    def _open(self, event: Any, container: Any, key: str | None) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        if key is None and type(container) is dict:
            raise Unreadable(_complex_key(event.start_mark.index))
        if len(self.stack) >= self.budget.depth:
            raise Unreadable(too_deep(event.start_mark.index, self.budget))
        self.stack.append((container, key, event.anchor, self.nodes))
        self.nodes += 1
        if event.anchor:
            self.open_anchors.add(event.anchor)

    def _alias(self, event: Any) -> Any:
        index = event.start_mark.index
        if event.anchor in self.open_anchors:
            raise Unreadable(
                Fault(
                    code="yaml-alias",
                    message=f"alias `*{event.anchor}` stands inside the value it repeats",
                    index=index,
                    help="a value cannot hold itself; use `$ref` for recursive schemas",
                )
            )
        if event.anchor not in self.anchors:
            raise Unreadable(
                Fault(
                    code="yaml-alias",
                    message=f"alias `*{event.anchor}` repeats nothing: no `&{event.anchor}` above",
                    index=index,
                    help=f"quote the value, or put `&{event.anchor}` before the value to repeat",
                )
            )
        value, size, deep = self.anchors[event.anchor]
        self.nodes += size
        self.aliased += size
        if self.aliased > self.budget.aliased:
            raise Unreadable(
                Fault(
                    code="yaml-alias",
                    message=f"aliases repeat more than {self.budget.aliased} values",
                    index=index,
                    help="use `$ref` instead of YAML aliases",
                )
            )
        if len(self.stack) + deep > self.budget.depth:
            raise Unreadable(too_deep(index, self.budget))
        return _copy(value)

    def _too_many(self, event: Any) -> Fault:
        return Fault(
            code="too-large",
            message=f"the document has more than {self.budget.nodes} values",
            index=event.start_mark.index,
            help="split the document",
        )

    def _refuse_tag(self, event: Any) -> None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise Unreadable(
            Fault(
                code="yaml-tag",
                message=f"tag `{tag}` is not allowed: only the types of JSON are",
                index=event.start_mark.index,
                help=_TAG_HELP,
            )
        )

    def _warn_merge(self, event: Any) -> None:
        self.faults.append(
            Fault(
                code="yaml-merge-key",
                message="`<<` is an ordinary key in YAML 1.2: nothing is merged",
                index=event.start_mark.index,
                help="write the members out, or use `$ref` or `allOf`",
                severity=Severity.WARNING,
            )
        )


def _copy(value: Any) -> Any:
    """A value of its own; its depth is within the budget."""
    if type(value) is dict:
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if type(value) is list else value


def height(value: Any) -> int:
    """How deep a value is nested: 0 for a scalar, 1 for a list of scalars."""
    deepest = 0
    level = [value]
    while level := [
        child
        for item in level
        if isinstance(item, dict | list)
        for child in (item.values() if isinstance(item, dict) else item)
    ]:
        deepest += 1
    return deepest + 1 if isinstance(value, dict | list) and not value else deepest


def too_deep(index: int, budget: Budget) -> Fault:
    """The fault of a value that is nested too deep."""
    return Fault(
        code="too-deep",
        message=f"values are nested more than {budget.depth} deep",
        index=index,
        help="flatten the document; no real one is nested that deep",
    )


def _complex_key(index: int) -> Fault:
    return Fault(
        code="yaml-key",
        message="a mapping key is a list or a mapping; only text can be a key",
        index=index,
        help="quote it: an unquoted value that starts with `{` or `[` is no text in YAML",
    )


def parse(text: str, budget: Budget) -> Parsed:
    """The value of a YAML text, with every alias written out as its own copy.

    Raises :class:`Unreadable` with the place of the first fault. A key that stands twice keeps
    its first value and sets ``duplicates``: finding both places needs a second pass, which a
    clean document never pays for.

    >>> parse("version: 1.10\\nanswer: no\\n200: ~", Budget()).value
    {'version': 1.1, 'answer': 'no', '200': None}
    """
    replaced, back = stand_in(text)
    builder = _Builder(budget, back)
    value = builder.build(replaced)
    return Parsed(value, tuple(builder.faults), builder.duplicates)
