"""Leaving out what is no longer reached once operations are filtered."""

from __future__ import annotations

from dataclasses import replace

from generator.ir.facts import reached, roots
from generator.ir.nodes import Api


def prune(api: Api) -> Api:
    """The API with only the declarations and schemes that its operations reach."""
    wanted = reached(api.index(), roots(api))
    used = {
        use.scheme
        for operation in api.operations
        for alternative in operation.security
        for use in alternative
    }
    return replace(
        api,
        declarations=tuple(d for d in api.declarations if d.id in wanted),
        schemes=tuple(scheme for scheme in api.schemes if scheme.id in used),
    )
