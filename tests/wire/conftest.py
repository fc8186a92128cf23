"""What the tests of the wire share: the local server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.server import WireServer


@pytest.fixture(scope="session")
def server() -> Iterator[WireServer]:
    """One server for the session; every case opens ports of its own."""
    with WireServer() as running:
        yield running
