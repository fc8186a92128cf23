"""``generator.yaml``: read, checked against its schema, and turned into a job."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.build.config import Config, PaginationSetting, StreamingSetting, UnionSetting
from generator.diagnostics import Diagnostic, Refused, Report, Severity
from generator.emit.target import License
from generator.source.budget import Budget
from generator.source.fault import Unreadable
from generator.source.files import SourceFile

SCHEMA = Path(__file__).with_name("config.schema.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One output: which target, where to, with which raw options.

    ``name`` is that of its entry in ``generator.yaml``, where that is not called like the target:
    one target can have several outputs, each with its options.
    """

    target: str
    output: Path
    options: Mapping[str, object] = field(default_factory=dict)
    name: str = ""

    @property
    def called(self) -> str:
        """What a person calls this output."""
        return self.name or self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """All that a run of ``generate`` is told. ``spec`` is a path, or ``-``."""

    spec: str
    orders: tuple[Order, ...]
    config: Config = Config()
    license: License | None = None
    allow_origins: tuple[str, ...] = ()


class BadConfig(Refused):
    """The file cannot be used; ``file`` locates the diagnostics of the report."""

    def __init__(self, file: SourceFile) -> None:
        super().__init__(f"{file.label} cannot be used")
        self.file = file


def read_config(path: str, report: Report) -> Job:
    """The job that a ``generator.yaml`` describes; paths in it are relative to its folder.

    Raises :class:`BadConfig` when it cannot be read or breaks the schema; what is wrong is in
    ``report``, with line and column.
    """
    file = SourceFile(path, b"")
    try:
        file = SourceFile(path, Path(path).read_bytes())
        value = file.parse(Budget()).value
    except OSError as error:
        report.error("config", f"cannot read `{path}`: {error.strerror}")
        raise BadConfig(file) from error
    except Unreadable as unreadable:
        for fault in unreadable.faults:
            _located(report, file, file.lines.place(fault.index), fault.message, fault.help)
        raise BadConfig(file) from unreadable
    _check(value, file, report)
    license = _license(value.get("license"), Path(path).parent, file, report)
    if report.errors:
        raise BadConfig(file)
    return Job(
        spec=_beside(path, value["spec"]),
        orders=tuple(
            Order(
                target=order.get("target", name),
                output=Path(_beside(path, order["output"])),
                options=order.get("options", {}),
                name=name,
            )
            for name, order in sorted(value["targets"].items())
        ),
        config=_neutral(value),
        license=license,
    )


def _beside(config: str, path: str) -> str:
    """A path of the file, as seen from where the user stands."""
    return os.path.normpath(os.path.join(os.path.dirname(config), path))


def _neutral(value: dict[str, Any]) -> Config:
    return Config(
        names=value.get("names", {}),
        streaming={k: StreamingSetting(**v) for k, v in value.get("streaming", {}).items()},
        unions={k: UnionSetting(**v) for k, v in value.get("unions", {}).items()},
        pagination={k: PaginationSetting(**v) for k, v in value.get("pagination", {}).items()},
        idempotency_header=value.get("idempotency_header"),
        tags=tuple(value.get("tags", ())),
        operations=tuple(value.get("operations", ())),
    )


def _license(value: Any, folder: Path, file: SourceFile, report: Report) -> License | None:
    if isinstance(value, str):
        return License(id=value)
    if not isinstance(value, dict) or "id" not in value:
        return None
    if "file" not in value:
        return License(id=value["id"])
    try:
        return License(id=value["id"], text=(folder / value["file"]).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        place = _place(file, ("license", "file"))
        _located(report, file, place, f"cannot read `{value['file']}`: {error}", None)
        return None


def _check(value: Any, file: SourceFile, report: Report) -> None:
    """Every breach of the schema, at its place."""
    import json

    import jsonschema_rs

    schema = json.loads(SCHEMA.read_bytes())
    for breach in jsonschema_rs.validator_for(schema).iter_errors(value):
        segments = tuple(str(segment) for segment in breach.instance_path)
        unknown = getattr(breach.kind, "unexpected", None)
        if unknown is None:
            _located(report, file, _place(file, segments), breach.message, None)
            continue
        for key in unknown:
            place = _place(file, (*segments, key))
            _located(report, file, place, f"unknown key `{key}`", _known(schema, breach))
    if report.errors:
        raise BadConfig(file)


def _known(schema: Any, breach: Any) -> str:
    """The keys that a mapping may have, where one was unknown."""
    for segment in list(breach.schema_path)[:-1]:
        schema = schema[segment]
    return f"known keys are {', '.join(f'`{key}`' for key in schema['properties'])}"


def _place(file: SourceFile, segments: tuple[str, ...]) -> tuple[int, int]:
    position = file.locate(segments)
    return position.line, position.column


def _located(
    report: Report, file: SourceFile, place: tuple[int, int], message: str, help: str | None
) -> None:
    report.add(
        Diagnostic(
            severity=Severity.ERROR,
            code="config",
            message=message,
            help=help,
            line=place[0],
            column=place[1],
        )
    )
