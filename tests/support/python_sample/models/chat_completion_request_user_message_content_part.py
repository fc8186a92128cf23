"""A part of a user message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import TypeAlias

from .._runtime.model import Case, OneOf, UnknownVariant

if TYPE_CHECKING:
    from .chat_completion_request_message_content_part_image import (
        ChatCompletionRequestMessageContentPartImage,
        ChatCompletionRequestMessageContentPartImageDict,
    )
    from .chat_completion_request_message_content_part_text import (
        ChatCompletionRequestMessageContentPartText,
        ChatCompletionRequestMessageContentPartTextDict,
    )

    ChatCompletionRequestUserMessageContentPart: TypeAlias = (
        ChatCompletionRequestMessageContentPartText
        | ChatCompletionRequestMessageContentPartImage
        | UnknownVariant
    )
    ChatCompletionRequestUserMessageContentPartDict: TypeAlias = (
        ChatCompletionRequestMessageContentPartTextDict
        | ChatCompletionRequestMessageContentPartImageDict
    )
else:
    ChatCompletionRequestUserMessageContentPart = OneOf(
        "ChatCompletionRequestUserMessageContentPart",
        __name__,
        Case("ChatCompletionRequestMessageContentPartText", tags=("text",)),
        Case("ChatCompletionRequestMessageContentPartImage", tags=("image_url",)),
        tag="type",
    )
    ChatCompletionRequestUserMessageContentPartDict = Any
