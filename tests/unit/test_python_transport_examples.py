"""The examples in the docstrings of the Python runtime's transport are true."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.support.python_runtime import package

package()

MODULES = (
    "decoding",
    "environment",
    "failures",
    "headers",
    "httpdate",
    "jsonlines",
    "media",
    "parameters",
    "percent",
    "retry",
    "sse",
    "url",
    "wiretext",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    """Each module has examples, and they come out as printed."""
    module = importlib.import_module(f"sampleclient._runtime.{name}")
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0


def test_the_example_of_the_exceptions() -> None:
    """Those of the public module too."""
    results = doctest.testmod(importlib.import_module("sampleclient.exceptions"))
    assert (results.attempted > 0, results.failed) == (True, 0)
