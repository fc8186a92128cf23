"""``$ref``: other files are bundled under one root, and every reference must lead somewhere.

After :func:`bundle` each ``$ref`` of the tree is local, its target exists and no chain of
references runs in a circle. A reference that cannot be followed is an error in the report; it
is taken out, so that later floors find more faults instead of falling over this one.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from generator.diagnostics import Report
from generator.source.budget import Budget
from generator.source.dialect import Version
from generator.source.fault import Unreadable
from generator.source.fetch import Fetcher, Refusal
from generator.source.files import BUNDLE, Sources, located
from generator.source.grammar import OPENAPI, REFERABLE, SWAGGER, walk
from generator.source.pointers import find, from_fragment, join, to_reference
from generator.source.shapes import report_misshapen
from generator.source.survey import Found, Survey


def bundle(
    root: dict[str, Any],
    sources: Sources,
    version: Version,
    report: Report,
    fetcher: Fetcher,
    budget: Budget,
) -> Survey:
    """Bring every file that references reach into ``root``, which is changed in place.

    File ``a/b.yaml`` stands under ``#/x-specpress-files/a~1b.yaml``. Files already in
    ``sources`` are not read again. Returns all objects of the document.
    """
    bundler = _Bundler(root, sources, version, report, fetcher, budget)
    bundler.run()
    verify(root, bundler.survey, report)
    return bundler.survey


class _Bundler:
    def __init__(
        self,
        root: dict[str, Any],
        sources: Sources,
        version: Version,
        report: Report,
        fetcher: Fetcher,
        budget: Budget,
    ) -> None:
        self.root = root
        self.sources = sources
        self.grammar = SWAGGER if version.is_swagger else OPENAPI
        self.report = report
        self.fetcher = fetcher
        self.budget = budget
        self.survey = Survey()
        self.trees: dict[str, Any] = {"": root}
        self.refused: dict[str, Refusal | None] = {}
        self.anchors: dict[tuple[str, str], tuple[str, ...]] = {}
        self.by_anchor: list[tuple[Found, str, str]] = []
        self.pending: deque[tuple[str, str, dict[str, Any], tuple[str, ...]]] = deque()

    def run(self) -> None:
        self.pending.append(("", "document", self.root, ()))
        while self.pending:
            file, kind, node, segments = self.pending.popleft()
            if id(node) not in self.survey.seen:
                self._walk(file, kind, node, segments)
        for found, file, anchor in self.by_anchor:
            if (place := self.anchors.get((file, anchor))) is not None:
                found.node["$ref"] = to_reference(place)
            else:
                self._missing(found, f"`#{anchor}` is no `$anchor` of the document")

    def _walk(self, file: str, kind: str, node: dict[str, Any], place: tuple[str, ...]) -> None:
        def visit(kind: str, node: dict[str, Any], segments: tuple[str, ...]) -> None:
            if not self.survey.add(kind, node, segments):
                return
            if kind == "schema":
                if isinstance(anchor := node.get("$anchor"), str):
                    self.anchors[file, anchor] = segments
                self._mapping(node, file, segments)
            if "$ref" in node and kind in REFERABLE:
                self._reference(Found(kind, node, segments), file)

        def misshapen(value: Any, segments: tuple[str, ...], kind: str, wanted: str) -> None:
            report_misshapen(self.report, value, segments, kind, wanted)

        def spread(names: dict[str, Any], segments: tuple[str, ...], kind: str) -> None:
            self._spread(names, segments, file)

        walk(self.grammar, kind, node, place, visit, misshapen, spread)

    def _spread(self, names: dict[str, Any], segments: tuple[str, ...], file: str) -> None:
        """Put a reference to each name in the place of one reference to all of them.

        ``paths: {$ref: paths.yaml}`` is no OpenAPI, but many documents in several files have it.
        """
        written = names["$ref"]
        uri, _, fragment = written.partition("#")
        try:
            tree = self._tree(self.fetcher.name(uri, file) if uri else file)
            target = find(tree, from_fragment(fragment))
        except (Refusal, KeyError):
            target = None
        if not isinstance(target, dict) or target is names:
            return  # reported as a value of the wrong shape
        del names["$ref"]
        for name in target:
            place = to_reference((*from_fragment(fragment), name))
            names.setdefault(name, {"$ref": f"{uri}{place}"})
        self.report.warning(
            "ref-place",
            f"`$ref` stands where names are listed; each name of `{written}` is taken",
            join((*segments, "$ref")),
            help="list the names, each with a `$ref` of its own",
        )

    def _reference(self, found: Found, file: str) -> None:
        written = found.node["$ref"]
        if not isinstance(written, str):
            self._drop(found, "ref-type", "`$ref` must be text", 'write `$ref: "#/..."`')
            return
        uri, _, fragment = written.partition("#")
        try:
            target = self.fetcher.name(uri, file) if uri else file
            tree = self._tree(target)
        except Refusal as refusal:
            self._drop(found, refusal.code, refusal.message, refusal.help)
            return
        if tree is None:
            del found.node["$ref"]  # the file itself was reported
            return
        if fragment and not fragment.startswith("/"):
            self.by_anchor.append((found, target, fragment))
            return
        segments = from_fragment(fragment)
        try:
            value = find(tree, segments)
        except KeyError as missing:
            where = f" of `{target}`" if target else ""
            self._missing(found, f"`{written}` leads nowhere: no `{missing.args[0]}`{where}")
            return
        if not isinstance(value, dict) and not (found.kind == "schema" and isinstance(value, bool)):
            self._missing(found, f"`{written}` leads to no {found.kind}")
            return
        place = (BUNDLE, target, *segments) if target else segments
        if uri or file:
            found.node["$ref"] = to_reference(place)
        if isinstance(value, dict) and id(value) not in self.survey.seen:
            self.pending.append((target, found.kind, value, place))

    def _mapping(self, node: dict[str, Any], file: str, segments: tuple[str, ...]) -> None:
        """Lead the references of a discriminator's mapping to the bundle (OpenAPI 3.1 §4.8.25)."""
        discriminator = node.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        if not isinstance(mapping, dict):
            return
        for value, written in [*mapping.items()]:
            if isinstance(written, str) and _is_reference(written):
                place = (*segments, "discriminator", "mapping", value)
                held = {"$ref": written}
                self._reference(Found("schema", held, place), file)
                if "$ref" in held:
                    mapping[value] = held["$ref"]
                else:
                    del mapping[value]

    def _tree(self, name: str) -> Any:
        """The parsed file, or None when it was refused before (said once per file)."""
        if name in self.trees:
            return self.trees[name]
        if name in self.refused:
            if (refusal := self.refused[name]) is not None:
                raise refusal
            return None
        if name not in self.sources.files:
            if len(self.trees) > self.budget.files:
                raise Refusal(
                    "too-many-files",
                    f"references reach more than {self.budget.files} files",
                    "join small files",
                )
            try:
                data = self.fetcher.read(name)
            except Refusal as refusal:
                self.refused[name] = refusal
                raise
            self.sources.add(name, data)
        file = self.sources.files[name]
        try:
            parsed = file.parse(self.budget)
        except Unreadable as unreadable:
            self.refused[name] = None
            self.report.extend(located(fault, file, name) for fault in unreadable.faults)
            return None
        self.report.extend(located(fault, file, name) for fault in parsed.faults)
        self.trees[name] = parsed.value
        if not isinstance(self.root.get(BUNDLE), dict):
            self.root[BUNDLE] = {}
        self.root[BUNDLE][name] = parsed.value
        return parsed.value

    def _missing(self, found: Found, message: str) -> None:
        self._drop(found, "ref-missing", message, "correct the reference, or add what it names")

    def _drop(self, found: Found, code: str, message: str, help: str) -> None:
        self.report.error(code, message, join((*found.segments, "$ref")), help=help)
        del found.node["$ref"]


def _is_reference(text: str) -> bool:
    """Whether a mapping value is a reference rather than the name of a schema."""
    return "#" in text or "/" in text or text.endswith((".yaml", ".yml", ".json"))


def verify(root: dict[str, Any], survey: Survey, report: Report) -> None:
    """Take out references without a target, and cut circles of pure references, each with an
    error. Needed again after a conversion: what a reference named may be gone or elsewhere."""
    places = {id(found.node): found for found in survey.found if "$ref" in found.node}
    targets: dict[int, Found | None] = {}
    for identity, found in places.items():
        try:
            target = find(root, from_fragment(str(found.node["$ref"])[1:]))
        except KeyError:
            _report_missing(found, report)
            targets[identity] = None
        else:
            targets[identity] = places.get(id(target))
    settled: set[int] = set()
    for start in places.values():
        trail: dict[int, Found] = {}
        step: Found | None = start
        while step is not None and id(step.node) not in settled:
            if id(step.node) in trail:
                _report_circle(step, [*trail.values()], report)
                break
            trail[id(step.node)] = step
            step = targets[id(step.node)]
        settled.update(trail)


def _report_missing(found: Found, report: Report) -> None:
    report.error(
        "ref-missing",
        f"`{found.node.pop('$ref')}` leads to nothing that can be used",
        join((*found.segments, "$ref")),
        help="correct the reference, or what it names",
    )


def _report_circle(found: Found, trail: list[Found], report: Report) -> None:
    names = [join(step.segments) for step in trail]
    circle = names[names.index(join(found.segments)) :]
    shown = " -> ".join(f"`{name}`" for name in [*circle, circle[0]])
    report.warning(
        "ref-circle",
        f"references run in a circle and never reach a definition, so any value fits: {shown}",
        join((*found.segments, "$ref")),
        help="define one of them",
    )
    del found.node["$ref"]
