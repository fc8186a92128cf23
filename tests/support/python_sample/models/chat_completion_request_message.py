"""A message of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import TypeAlias

from .._runtime.model import Case, OneOf, UnknownVariant

if TYPE_CHECKING:
    from .chat_completion_request_developer_message import (
        ChatCompletionRequestDeveloperMessage,
        ChatCompletionRequestDeveloperMessageDict,
    )
    from .chat_completion_request_user_message import (
        ChatCompletionRequestUserMessage,
        ChatCompletionRequestUserMessageDict,
    )

    ChatCompletionRequestMessage: TypeAlias = (
        ChatCompletionRequestDeveloperMessage
        | ChatCompletionRequestUserMessage
        | UnknownVariant
    )
    ChatCompletionRequestMessageDict: TypeAlias = (
        ChatCompletionRequestDeveloperMessageDict | ChatCompletionRequestUserMessageDict
    )
else:
    ChatCompletionRequestMessage = OneOf(
        "ChatCompletionRequestMessage",
        __name__,
        Case("ChatCompletionRequestDeveloperMessage", tags=("developer", "system")),
        Case("ChatCompletionRequestUserMessage", tags=("user",)),
        tag="role",
    )
    ChatCompletionRequestMessageDict = Any
