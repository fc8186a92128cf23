"""What a template may say, checked on its syntax tree.

A template prints a view. Allowed are holes with names and attributes, ``for`` over attributes,
``if`` on attributes with ``not``, ``and``, ``or``, ``include`` and ``import`` of a template by its
literal name, macros and calls of them. Everything else (``set``, filters, tests, comparisons,
arithmetic, string building, literals in holes, subscripts, calls of anything but a macro) decides
or builds something, and belongs into the view.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

_LOOP = frozenset(["first", "last", "index"])


@dataclass(frozen=True, slots=True)
class Offence:
    """Something that a template must not say."""

    template: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.template}:{self.line}: {self.message}"


def lint(template: str, source: str) -> list[Offence]:
    """Every offence of a template, by line."""
    environment = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    try:
        tree = environment.parse(source, template)
    except TemplateSyntaxError as error:
        return [Offence(template, error.lineno, f"syntax: {error.message}")]
    found = _Lint(template).check(tree)
    return sorted(found, key=lambda offence: offence.line)


class _Lint:
    """One walk over one template."""

    def __init__(self, template: str) -> None:
        self._template = template
        # A partial (``_field.md.jinja``) sees the loop variables of whoever includes it.
        self._partial = template.rpartition("/")[2].startswith("_")
        self._macros: set[str] = set()

    def check(self, tree: nodes.Template) -> list[Offence]:
        """The offences of a whole template."""
        for macro in tree.find_all(nodes.Macro):
            self._macros.add(macro.name)
        for imported in tree.find_all(nodes.FromImport):
            self._macros.update(n if isinstance(n, str) else n[1] for n in imported.names)
        return list(self._body(tree.body, frozenset(["view"])))

    def _body(self, body: list[nodes.Node], names: frozenset[str]) -> Iterator[Offence]:
        for node in body:
            yield from self._statement(node, names)

    def _statement(self, node: nodes.Node, names: frozenset[str]) -> Iterator[Offence]:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if not isinstance(child, nodes.TemplateData):
                    yield from self._hole(child, names)
        elif isinstance(node, nodes.For):
            yield from self._for(node, names)
        elif isinstance(node, nodes.If):
            yield from self._if(node, names)
        elif isinstance(node, nodes.Macro):
            arguments = {argument.name for argument in node.args}
            if node.defaults:
                yield self._no(node, "a macro has no defaults")
            yield from self._body(node.body, (names - {"view"}) | arguments)
        elif isinstance(node, (nodes.Include, nodes.Import, nodes.FromImport)):
            if not isinstance(node.template, nodes.Const):
                yield self._no(node, "templates are named by a literal")
        else:
            yield self._no(node, f"`{type(node).__name__.lower()}` is not allowed")

    def _for(self, node: nodes.For, names: frozenset[str]) -> Iterator[Offence]:
        if node.test is not None or node.recursive:
            yield self._no(node, "a loop has neither a condition nor recursion")
        if not isinstance(node.target, nodes.Name):
            yield self._no(node, "a loop has one variable")
            return
        yield from self._path(node.iter, names)
        yield from self._body(node.body, names | {node.target.name, "loop"})
        yield from self._body(node.else_, names)

    def _if(self, node: nodes.If, names: frozenset[str]) -> Iterator[Offence]:
        yield from self._condition(node.test, names)
        yield from self._body(node.body, names)
        for other in node.elif_:
            yield from self._if(other, names)
        yield from self._body(node.else_, names)

    def _condition(self, node: nodes.Node, names: frozenset[str]) -> Iterator[Offence]:
        if isinstance(node, nodes.Not):
            yield from self._condition(node.node, names)
        elif isinstance(node, (nodes.And, nodes.Or)):
            yield from self._condition(node.left, names)
            yield from self._condition(node.right, names)
        else:
            yield from self._path(node, names)

    def _hole(self, node: nodes.Node, names: frozenset[str]) -> Iterator[Offence]:
        """What stands in a hole: a path, or a call of a macro with paths."""
        if not isinstance(node, nodes.Call):
            yield from self._path(node, names)
            return
        if not isinstance(node.node, nodes.Name) or node.node.name not in self._macros:
            yield self._no(node, "only macros are called")
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            yield self._no(node, "a macro is called with plain arguments")
        for argument in node.args:
            yield from self._path(argument, names)

    def _path(self, node: nodes.Node, names: frozenset[str]) -> Iterator[Offence]:
        """A name in sight, and attributes of it."""
        if isinstance(node, nodes.Getattr):
            if node.attr.startswith("_"):
                yield self._no(node, f"`{node.attr}` is private")
            of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
            if of_loop and node.attr not in _LOOP:
                yield self._no(node, f"`loop.{node.attr}` is not allowed")
            yield from self._path(node.node, names)
        elif isinstance(node, nodes.Name):
            if node.name not in names and not self._partial:
                yield self._no(node, f"`{node.name}` is not a name of the view or of a loop")
        else:
            kind = type(node).__name__.lower()
            yield self._no(node, f"`{kind}` is not allowed: the view lacks a field")

    def _no(self, node: nodes.Node, message: str) -> Offence:
        return Offence(self._template, node.lineno, message)
