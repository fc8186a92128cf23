"""openapi-spec-validator as a judge that says where.

The validator raises its findings without a place in the document, stops at the first fault of
each schema, and checks schemas with pure Python. Here its own keyword validators are extended:
each finding carries the place at which it was made, all faults of a schema are found, and
schemas are checked by jsonschema-rs where that is installed (about four times as fast).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jsonschema.exceptions import ValidationError
from jsonschema_path.paths import SchemaPath
from openapi_spec_validator import (
    OpenAPIV2SpecValidator,
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
    OpenAPIV32SpecValidator,
)
from openapi_spec_validator.validation.validators import SpecValidator

from generator.source.pointers import from_fragment, step

_JUDGES: Mapping[str, type[SpecValidator]] = {
    "2.0": OpenAPIV2SpecValidator,
    "3.0": OpenAPIV30SpecValidator,
    "3.1": OpenAPIV31SpecValidator,
    "3.2": OpenAPIV32SpecValidator,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What the validator found: the rule that is broken, its place, its own words.

    ``rule`` is a keyword of JSON Schema (``required``), the name of one of the validator's own
    checks (``DuplicateOperationIDError``), or ``default`` for a default that its schema refuses.
    """

    rule: str
    place: tuple[str, ...]
    message: str
    detail: Any = field(default=None, compare=False)
    """What the rule asks for: the missing name, the allowed values, the unknown names."""


def judge(root: dict[str, Any], family: str, *, native: bool = True) -> Iterator[Finding]:
    """Everything that the validator of a version (``3.1``) finds in a bundled document.

    The tree must hold no reference that leads nowhere. ``native`` allows jsonschema-rs.
    """
    validator = _judge_class(family, native)(root)
    for error in _schema_errors(validator, root, native):
        yield from _leaves(error, ())
    for error in validator.root_validator(validator.schema_path):
        place = _canonical(root, getattr(error, "place", ()))
        yield from _leaves(error, place)


# --- the document as a whole, against the schema of its version -----------------------------


def _schema_errors(validator: SpecValidator, root: dict[str, Any], native: bool) -> Iterator[Any]:
    fast = _fast_validator(validator) if native else None
    if fast is not None:
        return iter(fast.iter_errors(root))
    return iter(validator.schema_validator.iter_errors(root))


def _fast_validator(validator: SpecValidator) -> Any:
    """The native validator over the same schema; its errors keep what alternatives failed."""
    rust = _rust()
    if rust is None:
        return None
    schema: Any = validator.schema_validator.schema
    return rust.validator_for(dict(schema))


@cache
def _rust() -> Any:
    try:
        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs


def _leaves(error: Any, place: tuple[str, ...]) -> Iterator[Finding]:
    """The faults at the bottom of an error: of alternatives, those of the one that was meant."""
    below = [*_alternatives(error)]
    if below and (meant := _meant(below)):
        for inner in meant:
            yield from _leaves(inner, place)
        return
    path = tuple(str(part) for part in _instance_path(error))
    rule = getattr(error, "rule", None) or _keyword(error)
    yield Finding(rule, (*place, *path), str(error.message), _detail(error))


def _detail(error: Any) -> Any:
    kind = getattr(error, "kind", None)
    if kind is not None:
        return kind.value if kind.name in _DETAILED else None
    if isinstance(error, _LocatedError):
        return error.detail
    value = getattr(error, "validator_value", None)
    return value if getattr(error, "validator", "") in ("enum", "type", "format") else None


_DETAILED = frozenset(
    {
        "required",
        "enum",
        "const",
        "type",
        "format",
        "additionalProperties",
        "unevaluatedProperties",
    }
)


def _alternatives(error: Any) -> list[list[Any]]:
    """For each failed alternative of ``oneOf`` or ``anyOf``, its errors."""
    kind = getattr(error, "kind", None)
    if kind is not None:
        return [list(errors) for errors in getattr(kind, "context", None) or ()]
    by_alternative: dict[Any, list[Any]] = {}
    for inner in getattr(error, "context", None) or ():
        by_alternative.setdefault(inner.relative_schema_path[0], []).append(inner)
    return list(by_alternative.values())


def _meant(alternatives: list[list[Any]]) -> list[Any]:
    """The alternative that its author meant: not a reference, not another kind of object, and
    the most nearly right."""
    candidates = [errors for errors in alternatives if errors and not _wants_reference(errors)]
    if not candidates:
        return []
    return min(candidates, key=lambda errors: (_is_other(errors), -_depth(errors), len(errors)))


def _is_other(errors: list[Any]) -> bool:
    """Whether an object is refused for the word that says what it is, such as its ``type``."""
    return any(
        _keyword(error) in ("enum", "const") and str(path[-1]) in ("type", "in", "flow")
        for error in errors
        if (path := list(_instance_path(error)))
    )


def _wants_reference(errors: list[Any]) -> bool:
    return any(
        "'$ref' is a required" in e.message or '"$ref" is a required' in e.message for e in errors
    )


def _depth(errors: list[Any]) -> int:
    return max(len(list(_instance_path(error))) for error in errors)


def _instance_path(error: Any) -> Any:
    path = getattr(error, "instance_path", None)
    return error.absolute_path if path is None else path


def _keyword(error: Any) -> str:
    kind = getattr(error, "validator", None)
    if isinstance(kind, str):
        return kind
    path = list(getattr(error, "schema_path", ()))
    return str(path[-1]) if path else type(error).__name__


# --- the validator's own checks -------------------------------------------------------------


class _LocatedError(ValidationError):
    """A finding of our own making, in the validator's currency."""

    def __init__(self, message: str, place: tuple[str, ...], rule: str, detail: Any = None) -> None:
        super().__init__(message)
        self.place = place
        self.rule = rule
        self.detail = detail


@cache
def _judge_class(family: str, native: bool) -> type[SpecValidator]:
    """The validator of a version, with keyword validators that note the place."""
    base = _JUDGES[family]
    located = {name: _located(name, cls, native) for name, cls in base.keyword_validators.items()}
    judge_class: type[SpecValidator] = type(
        f"Located{base.__name__}", (base,), {"keyword_validators": located}
    )
    return judge_class


def _located(name: str, cls: type[Any], native: bool) -> type[Any]:
    """A keyword validator that notes the innermost place of each finding."""
    body: dict[str, Any] = {"__call__": _located_call(name, cls), "__init__": _quick_memory(cls)}
    if name == "schema":
        if native:
            body["_validate_schema_meta"] = _check_schema
        body["_collect_properties"] = _collect_properties
    return type(cls.__name__, (cls,), body)


class _Memory(set[Any]):
    """A set that is filled like a list."""

    append = set.add


def _quick_memory(cls: Any) -> Any:
    """What a keyword validator has seen, as sets: its lists cost the square of the document."""

    def init(self: Any, registry: Any) -> None:
        cls.__init__(self, registry)
        for name, value in vars(self).items():
            if value == [] and isinstance(value, list):
                setattr(self, name, _Memory())

    return init


def _located_call(name: str, cls: type[Any]) -> Any:
    def call(self: Any, *arguments: Any, **options: Any) -> Iterator[ValidationError]:
        paths = [argument for argument in arguments if isinstance(argument, SchemaPath)]
        place = tuple(str(part) for part in paths[0].parts) if paths else ()
        if name == "default":
            place = (*place, "default")
        try:
            for error in cls.__call__(self, *arguments, **options):
                if not hasattr(error, "place"):
                    error.place = place
                    if name == "default":
                        error.rule = "default"
                        error.context = []
                yield error
            for error in _pending(self, paths):
                yield error
        except Exception as failure:
            # A schema that the validator itself cannot digest must not hide all other findings.
            yield _LocatedError(f"{type(failure).__name__}: {failure}", place, "unchecked")

    return call


def _pending(validator: Any, paths: list[SchemaPath]) -> Iterator[Any]:
    """The faults that :func:`_check_schema` found in the schema that was just visited."""
    for place, error in validator.__dict__.pop("pending_faults", ()):
        below = tuple(str(part) for part in _instance_path(error))
        yield _LocatedError(error.message, (*place, *below), _keyword(error), _detail(error))


def _check_schema(self: Any, schema: SchemaPath, value: Any) -> Any:
    """Check a schema against its metaschema: note every fault, and let the visit go on."""
    base: Any = type(self).__mro__[1]
    fast = _fast_metaschema(base)
    if fast is None or (isinstance(value, dict) and "$schema" in value):
        return base._validate_schema_meta(self, schema, value)
    place = tuple(str(part) for part in schema.parts)
    errors = [] if fast.is_valid(value) else [*fast.iter_errors(value)]
    if errors:
        self.__dict__.setdefault("pending_faults", []).extend((place, error) for error in errors)
    return None


@cache
def _fast_metaschema(cls: type[Any]) -> Any:
    """The native validator of the metaschema that a schema validator checks with, or None."""
    rust = _rust()
    try:
        from openapi_schema_validator import OAS30Validator, OAS31Validator, OAS32Validator
        from openapi_schema_validator._specifications import REGISTRY
    except ImportError:
        return None
    if rust is None:
        return None
    by_name = {
        "OpenAPIV30SchemaValidator": OAS30Validator,
        "OpenAPIV31SchemaValidator": OAS31Validator,
        "OpenAPIV32SchemaValidator": OAS32Validator,
    }
    checker = by_name.get(cls.__name__)
    if checker is None:
        return None
    registry = rust.Registry([(uri, REGISTRY.contents(uri)) for uri in REGISTRY if "oas/" in uri])
    return rust.validator_for(checker.META_SCHEMA, registry=registry)


def _collect_properties(self: Any, schema: SchemaPath) -> set[str]:
    """All property names that a schema can reach.

    The validator's own version follows recursive schemas for ever; this one looks at each
    schema once.
    """
    names: set[str] = set()
    seen: set[int] = set()
    pending = [schema]
    while pending:
        here = pending.pop()
        value = here.read_value()
        if not isinstance(value, dict) or id(value) in seen:
            continue
        seen.add(id(value))
        names.update(value.get("properties") or ())
        for keyword in ("allOf", "anyOf", "oneOf"):
            if keyword in value:
                pending.extend(here / keyword)
        pending.extend(here / keyword for keyword in ("items", "not") if keyword in value)
    return names


def _canonical(root: dict[str, Any], parts: tuple[str, ...]) -> tuple[str, ...]:
    """The place where a value stands, for a path that walks through references."""
    node: Any = root
    place: tuple[str, ...] = ()
    for part in parts:
        for _ in range(100):
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str):
                break
            place = from_fragment(reference[1:])
            node = root
            for segment in place:
                node = step(node, segment)
        try:
            node = step(node, part)
        except KeyError:
            return (*place, part)
        place = (*place, part)
    return place
