"""Image content part."""

from __future__ import annotations

from typing import Literal

from typing_extensions import NotRequired, Required, TypeAlias, TypedDict

from .._runtime.model import Model

ChatCompletionRequestMessageContentPartImageImageUrlDetail: TypeAlias = (
    Literal["auto", "low", "high"] | str
)


class ChatCompletionRequestMessageContentPartImageImageUrl(Model):
    """Where the image is."""

    url: str
    detail: ChatCompletionRequestMessageContentPartImageImageUrlDetail | None = None


class ChatCompletionRequestMessageContentPartImageImageUrlDict(TypedDict):
    """Plain data of ChatCompletionRequestMessageContentPartImageImageUrl."""

    url: Required[str]
    detail: NotRequired[ChatCompletionRequestMessageContentPartImageImageUrlDetail]


class ChatCompletionRequestMessageContentPartImage(Model):
    """A part of a message that is an image."""

    type: Literal["image_url"]
    image_url: ChatCompletionRequestMessageContentPartImageImageUrl


class ChatCompletionRequestMessageContentPartImageDict(TypedDict):
    """Plain data of ChatCompletionRequestMessageContentPartImage."""

    type: Required[Literal["image_url"]]
    image_url: Required[
        ChatCompletionRequestMessageContentPartImageImageUrl
        | ChatCompletionRequestMessageContentPartImageImageUrlDict
    ]
