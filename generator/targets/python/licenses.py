"""The text of ``LICENSE``: the caller's choice, or a notice that no choice was made."""

from __future__ import annotations

from generator.emit.target import License


def license_text(given: License | None) -> str:
    """The whole file, with a line end at its end."""
    if given is None:
        return (
            "No licence has been chosen for this package.\n"
            "\n"
            "Without one, nobody but its owner may use, change or share it. To choose one, set\n"
            "`license` in generator.yaml and generate again.\n"
        )
    if given.text is not None:
        return given.text.rstrip("\n") + "\n"
    return f"SPDX-License-Identifier: {given.id}\n"
