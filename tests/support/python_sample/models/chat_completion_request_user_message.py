"""User message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from typing_extensions import NotRequired, Required, TypeAlias, TypedDict

from .._runtime.model import Bounds, Case, Items, Model, OneOf

if TYPE_CHECKING:
    from .chat_completion_request_user_message_content_part import (
        ChatCompletionRequestUserMessageContentPart,
        ChatCompletionRequestUserMessageContentPartDict,
    )

    ChatCompletionRequestUserMessageContent: TypeAlias = (
        str
        | Annotated[
            list[ChatCompletionRequestUserMessageContentPart], Bounds(min_items=1)
        ]
    )
    ChatCompletionRequestUserMessageContentDict: TypeAlias = (
        str
        | Items[
            ChatCompletionRequestUserMessageContentPart
            | ChatCompletionRequestUserMessageContentPartDict
        ]
    )
else:
    ChatCompletionRequestUserMessageContent = OneOf(
        "ChatCompletionRequestUserMessageContent",
        __name__,
        Case("str"),
        Case(
            "Annotated[list[ChatCompletionRequestUserMessageContentPart],"
            " Bounds(min_items=1)]"
        ),
    )
    ChatCompletionRequestUserMessageContentDict = Any


class ChatCompletionRequestUserMessage(Model):
    """What a user says."""

    content: ChatCompletionRequestUserMessageContent
    """The text, or parts of several kinds."""

    role: Literal["user"]
    name: str | None = None


class ChatCompletionRequestUserMessageDict(TypedDict):
    """Plain data of ChatCompletionRequestUserMessage."""

    content: Required[
        ChatCompletionRequestUserMessageContent
        | ChatCompletionRequestUserMessageContentDict
    ]
    role: Required[Literal["user"]]
    name: NotRequired[str]
