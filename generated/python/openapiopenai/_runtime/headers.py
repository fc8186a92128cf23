"""HTTP header fields of a response: a read-only mapping that does not mind the case of names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .redact import shown


class Headers(Mapping[str, str]):
    """Header fields in the order of the wire.

    ``headers["Content-Type"]`` and ``headers["content-type"]`` are the same; a field that came
    several times is joined with commas (RFC 9110 §5.3), :meth:`get_all` keeps the values apart.

    >>> Headers([("X-A", "1"), ("x-a", "2")])["X-a"]
    '1, 2'
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self._fields: dict[str, tuple[str, list[str]]] = {}
        for name, value in fields:
            self._fields.setdefault(name.lower(), (name, []))[1].append(value)

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._fields[name.lower()][1])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fields

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def get_all(self, name: str) -> list[str]:
        """Every value of a field, in order; an empty list when it is absent."""
        return (
            list(self._fields[name.lower()][1]) if name.lower() in self._fields else []
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Headers):
            return NotImplemented
        return {key: values for key, (_, values) in self._fields.items()} == {
            key: values for key, (_, values) in other._fields.items()
        }

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Headers({dict(shown(self.items()))!r})"
