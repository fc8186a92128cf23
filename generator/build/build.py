"""Document in, intermediate representation out; everything known of OpenAPI stays here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from generator.build.config import Config
from generator.build.decide import Forms
from generator.build.declare import Declarations
from generator.build.define import Definitions
from generator.build.inline import declare_inline
from generator.build.located import Located
from generator.build.merge import Shapes
from generator.build.operations import Naming, Operations
from generator.build.prune import prune
from generator.build.schemas import Schemas
from generator.build.security import schemes
from generator.build.servers import servers
from generator.build.unions import Selection
from generator.diagnostics import Refused, Report
from generator.ir.nodes import Api, Doc, Source


class Loaded(Protocol):
    """What the builder needs of a document: see :class:`generator.source.Document`."""

    @property
    def root(self) -> dict[str, Any]:
        """The tree, in the dialect of OpenAPI 3.1, with local references only."""

    @property
    def openapi(self) -> str:
        """The version as written."""

    @property
    def hash(self) -> str:
        """SHA-256 of the bytes, in hex."""


def build(document: Loaded, report: Report, config: Config | None = None) -> Api:
    """The API that a document describes.

    Two phases: *declare* gives every schema its id and name, *define* fills it. What cannot be
    modelled becomes any JSON, with a warning in ``report``; contradictions are errors there.
    Raises :class:`Refused` where schemas include each other through hundreds of levels.
    """
    try:
        return _build(document, report, config or Config())
    except RecursionError:
        report.error(
            "too-deep",
            "schemas include each other through more levels than can be followed",
            "#/components/schemas",
            help="shorten the chain of `allOf`, `oneOf` or `$ref`",
        )
        raise Refused("too deep") from None


def _build(document: Loaded, report: Report, config: Config) -> Api:
    root = document.root
    schemas = Schemas(root)
    # OpenAPI 3.0.3 §4.7.24.1 and Swagger 2.0; Schema Objects of 3.1 may say more beside `$ref`.
    shapes = Shapes(schemas, report, siblings=not document.openapi.startswith(("2.", "3.0")))
    forms = Forms(schemas, shapes, report)
    declarations = Declarations(forms, config.names)
    naming = Naming(declarations, report)
    declare_inline(root, declarations, naming)
    declarations.finish()

    selection = Selection(forms, config.unions, report)
    definitions = Definitions(forms, declarations, selection, report)
    known = schemes(root, declarations, report)
    operations = Operations(root, forms, definitions, declarations, naming, config, report)
    info = _mapping(root.get("info"))
    api = Api(
        source=Source(
            title=str(info.get("title", "")),
            version=str(info.get("version", "")),
            hash=document.hash,
            openapi=document.openapi,
        ),
        doc=Doc(
            summary=str(info.get("summary") or ""), description=str(info.get("description") or "")
        ),
        servers=servers(report, Located("#", root)),
        groups=operations.groups(frozenset(scheme.id for scheme in known)),
        declarations=tuple(definitions),
        schemes=known,
        license_name=_mapping(info.get("license")).get("name"),
        contact=_mapping(info.get("contact")).get("email"),
    )
    _refuse_empty(api, config, report)
    _refuse_unused(api, config, declarations, report)
    return prune(api) if config.tags or config.operations else api


def _refuse_empty(api: Api, config: Config, report: Report) -> None:
    """A filter that keeps nothing is a slip of the pen, not a wish for an empty client."""
    tags = {tag for operation in api.operations for tag in operation.tags}
    for tag in config.tags:
        if tag not in tags:
            report.error(
                "filter-tag",
                f"no operation has the tag `{tag}`",
                "#/tags",
                help="`python -m generator inspect` lists the tags of a document",
            )
    names = {operation.name.wire for operation in api.operations}
    if config.operations and not names and not config.tags:
        report.error(
            "filter-operation",
            f"no operation is called {', '.join(f'`{name}`' for name in config.operations)}",
            "#/paths",
            help="`python -m generator inspect` lists the operations of a document",
        )


def _refuse_unused(
    api: Api, config: Config, declarations: Declarations, report: Report
) -> None:
    """A setting that means nothing in the document is a slip of the pen as well."""
    ids = {declaration.id for declaration in api.declarations}
    schemas = {id.rpartition("/")[2] for id in ids} | ids
    operations = {operation.name.wire for operation in api.operations} | {
        f"{operation.method} {operation.path}" for operation in api.operations
    }
    renamed = {config.names[key]: key for key in config.names}
    operations |= {renamed[name] for name in operations if name in renamed}
    filtered = bool(config.tags or config.operations)
    told = (
        ("names", config.names, declarations.asked),
        ("unions", config.unions, schemas),
        ("streaming", config.streaming, operations),
        ("pagination", config.pagination, operations),
    )
    for setting, keys, known in told:
        for key in keys:
            if key not in known and not filtered:
                report.warning(
                    "setting-unused",
                    f"`{setting}.{key}` in the settings names nothing in the document",
                    help="use a component name, an operationId or a JSON pointer",
                )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
