"""Developer message."""

from __future__ import annotations

from typing import Literal

from typing_extensions import NotRequired, Required, TypedDict

from .._runtime.model import Model


class ChatCompletionRequestDeveloperMessage(Model):
    """What the developer wants, whatever the user says."""

    content: str
    role: Literal["developer", "system"]
    name: str | None = None


class ChatCompletionRequestDeveloperMessageDict(TypedDict):
    """Plain data of ChatCompletionRequestDeveloperMessage."""

    content: Required[str]
    role: Required[Literal["developer", "system"]]
    name: NotRequired[str]
