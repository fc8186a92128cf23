"""How the variants of a union are told apart: decided here once, for every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.build.config import UnionSetting
from generator.build.decide import Forms, kind_of
from generator.build.form import (
    AnyForm,
    BinaryForm,
    EnumForm,
    Form,
    ListForm,
    LiteralForm,
    MapForm,
    RecordForm,
    ScalarForm,
    UnionForm,
)
from generator.build.schemas import Node
from generator.diagnostics import Report
from generator.ir.nodes import ByKey, ByKind, ByTag, InOrder, Json, JsonKind, Kind, Selector
from generator.text import pointer as pointers

_KINDS = {
    Kind.STRING: frozenset({JsonKind.STRING}),
    Kind.INTEGER: frozenset({JsonKind.INTEGER}),
    Kind.NUMBER: frozenset({JsonKind.INTEGER, JsonKind.NUMBER}),
    Kind.BOOLEAN: frozenset({JsonKind.BOOLEAN}),
}
_ANY = frozenset(JsonKind)


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells one variant from the others."""

    tags: tuple[Json, ...] = ()
    kinds: tuple[JsonKind, ...] = ()
    key: str | None = None


class Selection:
    """Chooses selectors for unions."""

    def __init__(self, forms: Forms, settings: Mapping[str, UnionSetting], report: Report) -> None:
        self._forms = forms
        self._settings = settings
        self._report = report

    def choose(self, node: Node, form: UnionForm) -> tuple[Selector, tuple[Marks, ...]]:
        """The selector of a union, and the marks of its variants, in order.

        Order of preference: the JSON kind alone; a declared tag (or one that the settings name);
        a tag inferred from required literal members; a required member that one variant alone
        has; a tag inferred from optional literal members; the order in which they stand, with a
        warning.
        """
        kinds = [self.kinds(variant) for variant in form.variants]
        marks = [Marks(kinds=_sorted(found)) for found in kinds]
        objects = [i for i, found in enumerate(kinds) if JsonKind.OBJECT in found]
        self._warn_overlap(node, form, kinds, objects)
        if len(objects) < 2:
            overlap = any(a & b for i, a in enumerate(kinds) for b in kinds[i + 1 :])
            return (InOrder() if overlap else ByKind()), tuple(marks)
        chosen = [form.variants[i] for i in objects]
        tagged = self._by_tag(node, chosen)
        if tagged is not None:
            selector, tags = tagged
            if selector.fallback is not None:
                selector = replace(selector, fallback=objects[selector.fallback])
            for i, found in zip(objects, tags, strict=True):
                marks[i] = Marks(tags=found, kinds=marks[i].kinds)
            return selector, tuple(marks)
        keys = self._keys(chosen)
        if keys is not None:
            for i, key in zip(objects, keys, strict=True):
                marks[i] = Marks(kinds=marks[i].kinds, key=key)
            return ByKey(), tuple(marks)
        tagged = self._by_optional_tag(chosen)
        if tagged is not None:
            selector, tags = tagged
            for i, found in zip(objects, tags, strict=True):
                marks[i] = Marks(tags=found, kinds=marks[i].kinds)
            return selector, tuple(marks)
        self._report.warning(
            "union-in-order",
            "the variants of this union cannot be told apart; they are tried in order",
            node.pointer,
            help=f"add a discriminator, or set `unions.{_named(node)}` in generator.yaml",
        )
        return InOrder(), tuple(marks)

    def kinds(self, node: Node) -> frozenset[JsonKind]:
        """The JSON kinds that a schema accepts, ``null`` left out."""
        return self._kinds_of(self._forms.final(node).form, set())

    def _kinds_of(self, form: Form, seen: set[str]) -> frozenset[JsonKind]:
        if isinstance(form, RecordForm | MapForm):
            return frozenset({JsonKind.OBJECT})
        if isinstance(form, ListForm):
            return frozenset({JsonKind.ARRAY})
        if isinstance(form, ScalarForm):
            return _KINDS[form.primitive.kind]
        if isinstance(form, LiteralForm):
            return _KINDS[form.kind]
        if isinstance(form, EnumForm):
            if form.base is not None:
                return _KINDS[form.base.kind]
            return frozenset(kind for value in form.values for kind in _KINDS[kind_of(value)])
        if isinstance(form, BinaryForm):
            return frozenset({JsonKind.STRING})
        if isinstance(form, UnionForm) and form.pointer not in seen:
            seen.add(form.pointer)
            found: frozenset[JsonKind] = frozenset()
            for variant in form.variants:
                found |= self._kinds_of(self._forms.final(variant).form, seen)
            return found
        if isinstance(form, AnyForm):
            return _ANY - {JsonKind.NULL}
        return frozenset()

    # --- tags ---

    def _by_tag(
        self, node: Node, variants: list[Node]
    ) -> tuple[ByTag, list[tuple[Json, ...]]] | None:
        setting = self._settings.get(_named(node)) or self._settings.get(node.pointer)
        declared = self._forms.shapes.of(node).discriminator
        if setting is not None:
            declared = (setting.tag, setting.mapping)
        if declared is not None:
            tag, mapping = declared
            tags = [self._declared_tags(variant, tag, mapping) for variant in variants]
            if sum(not found for found in tags) <= 1:
                self._warn_shared(node, tag, tags)
                return ByTag(tag=tag, fallback=self._fallback(node, variants, tags)), tags
        for tag in self._candidates(variants[0]):
            tags = [self._literal_tags(variant, tag, required=True) for variant in variants]
            flat = [value for found in tags for value in found]
            if all(tags) and len(set(flat)) == len(flat):
                return ByTag(tag=tag), tags
        for tag in self._candidates(variants[0]):
            tags = [self._literal_tags(variant, tag, required=True) for variant in variants]
            if all(tags) and len(set(tags)) > 1:
                self._warn_shared(node, tag, tags)
                return ByTag(tag=tag), tags
        return None

    def _by_optional_tag(
        self, variants: list[Node]
    ) -> tuple[ByTag, list[tuple[Json, ...]]] | None:
        """A literal member that nobody requires, with values of its own in every variant."""
        form = self._forms.final(variants[0]).form
        for tag in form.shape.properties if isinstance(form, RecordForm) else ():
            tags = [self._literal_tags(variant, tag, required=False) for variant in variants]
            flat = [value for found in tags for value in found]
            if all(tags) and len(set(flat)) == len(flat):
                return ByTag(tag=tag), tags
        return None

    def _fallback(
        self, node: Node, variants: list[Node], tags: list[tuple[Json, ...]]
    ) -> int | None:
        """The variant for absent and unknown tags: what OpenAPI 3.2's ``defaultMapping`` names
        (§4.25), else the one without tags."""
        discriminator = node.keywords.get("discriminator")
        named = discriminator.get("defaultMapping") if isinstance(discriminator, dict) else None
        if isinstance(named, str):
            for position, variant in enumerate(variants):
                if _means(named, self._forms.schemas.referent(variant) or variant.pointer):
                    return position
        return tags.index(()) if () in tags else None

    def _declared_tags(
        self, variant: Node, tag: str, mapping: Mapping[str, str]
    ) -> tuple[Json, ...]:
        """The values that a discriminator gives a variant: those mapped to it, else the literal
        values of its tag member, else the name of its schema (OpenAPI 3.1 §4.8.25)."""
        apart = [self._declared_tags(one, tag, mapping) for one in variant.alternatives]
        if any(apart):
            return tuple(dict.fromkeys(value for found in apart for value in found))
        target = self._forms.schemas.referent(variant) or variant.pointer
        mapped = tuple(Json.of(value) for value, to in mapping.items() if _means(to, target))
        if mapped:
            return mapped
        literal = self._literal_tags(variant, tag, required=False)
        if literal:
            return literal
        form = self._forms.final(variant).form
        if isinstance(form, UnionForm):
            nested = [self._declared_tags(inner, tag, mapping) for inner in form.variants]
            return tuple(dict.fromkeys(value for found in nested for value in found))
        parts = pointers.segments(pointers.parent(target) if target.endswith("/base") else target)
        if len(parts) > 2 and isinstance(form, RecordForm):
            named = parts[-2] in ("schemas", "definitions", "$defs")
            return (Json.of(parts[-1]),) if named else ()
        return ()

    def _literal_tags(
        self, variant: Node, tag: str, *, required: bool, seen: frozenset[str] = frozenset()
    ) -> tuple[Json, ...]:
        """The literal values of a member; of a union, those of all its variants."""
        form = self._forms.final(variant).form
        if isinstance(form, UnionForm) and form.pointer not in seen:
            inner = [
                self._literal_tags(one, tag, required=required, seen=seen | {form.pointer})
                for one in form.variants
                if JsonKind.OBJECT in self.kinds(one)
            ]
            return tuple(dict.fromkeys(v for found in inner for v in found)) if all(inner) else ()
        if not isinstance(form, RecordForm) or (required and tag not in form.shape.required):
            return ()
        member = form.shape.properties.get(tag)
        value = self._forms.final(member).form if member is not None else None
        if isinstance(value, LiteralForm):
            return (value.value,)
        if isinstance(value, EnumForm) and not value.open:
            return tuple(Json.of(one) for one in value.values)
        return ()

    def _candidates(self, variant: Node) -> tuple[str, ...]:
        """Members that could be the tag: those of the first variant, in order."""
        form = self._forms.final(variant).form
        if isinstance(form, UnionForm):
            return self._candidates(form.variants[0])
        return form.shape.required if isinstance(form, RecordForm) else ()

    # --- keys ---

    def _keys(self, variants: list[Node]) -> list[str | None] | None:
        """For each variant a required member that no other variant has; one may do without."""
        records = []
        for variant in variants:
            form = self._forms.final(variant).form
            records.append(form.shape if isinstance(form, RecordForm) else None)
        keys: list[str | None] = []
        for i, shape in enumerate(records):
            others = {
                name
                for j, other in enumerate(records)
                if j != i and other is not None
                for name in other.properties
            }
            own = shape.required if shape is not None else ()
            keys.append(next((name for name in own if name not in others), None))
        return keys if keys.count(None) <= 1 else None

    # --- warnings ---

    def _warn_shared(self, node: Node, tag: str, tags: list[tuple[Json, ...]]) -> None:
        counts = Counter(value.text for found in tags for value in found)
        shared = sorted(text for text, count in counts.items() if count > 1)
        if shared:
            self._report.warning(
                "union-shared-tag",
                f"several variants of this union have `{tag}` {', '.join(shared)}; "
                "those are tried in order",
                node.pointer,
                help="give each variant a value of its own",
            )

    def _warn_overlap(
        self,
        node: Node,
        form: UnionForm,
        kinds: list[frozenset[JsonKind]],
        objects: list[int],
    ) -> None:
        """Lists of items of different kinds can be told apart; other overlaps cannot."""
        for i, first in enumerate(kinds):
            for j in range(i + 1, len(kinds)):
                shared = first & kinds[j]
                if i in objects and j in objects:
                    shared -= {JsonKind.OBJECT}
                if not shared or self._lists_differ(form.variants[i], form.variants[j]):
                    continue
                self._report.warning(
                    "union-in-order",
                    f"variants {i + 1} and {j + 1} of this union cannot be told apart; "
                    "they are tried in order",
                    node.pointer,
                    help=f"remove one of them, or set `unions.{_named(node)}` in generator.yaml",
                )
                return

    def _lists_differ(self, first: Node, second: Node) -> bool:
        one, other = self._forms.final(first).form, self._forms.final(second).form
        if not isinstance(one, ListForm) or not isinstance(other, ListForm):
            return False
        if one.item is None or other.item is None:
            return False
        return not self.kinds(one.item) & self.kinds(other.item)


def _sorted(kinds: frozenset[JsonKind]) -> tuple[JsonKind, ...]:
    return tuple(kind for kind in JsonKind if kind in kinds)


def _named(node: Node) -> str:
    """The key under which a person settles this union: component name, or pointer."""
    parts = pointers.segments(node.pointer)
    return parts[-1] if parts[:2] == ("components", "schemas") and len(parts) == 3 else node.pointer


def _means(reference: str, pointer: str) -> bool:
    """Whether a mapping's value means a schema: by reference, or by component name."""
    if reference.startswith("#"):
        return pointers.from_reference(reference) == pointer
    return pointers.child("#/components/schemas", reference) == pointer or (
        pointers.segments(pointer)[-1:] == (reference,)
    )
