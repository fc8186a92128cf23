"""Text content part."""

from __future__ import annotations

from typing import Literal

from typing_extensions import Required, TypedDict

from .._runtime.model import Model


class ChatCompletionRequestMessageContentPartText(Model):
    """A part of a message that is text."""

    type: Literal["text"]
    """The kind of the part."""

    text: str
    """The text itself."""


class ChatCompletionRequestMessageContentPartTextDict(TypedDict):
    """Plain data of ChatCompletionRequestMessageContentPartText."""

    type: Required[Literal["text"]]
    text: Required[str]
