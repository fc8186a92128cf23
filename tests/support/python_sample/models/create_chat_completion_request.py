"""What asks for a completion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from typing_extensions import NotRequired, Required, TypeAlias, TypedDict

from .._runtime.model import OPEN, Bounds, Case, Items, Model, Nullable, OneOf

if TYPE_CHECKING:
    from .chat_completion_request_message import (
        ChatCompletionRequestMessage,
        ChatCompletionRequestMessageDict,
    )

CreateChatCompletionRequestModel: TypeAlias = Annotated[
    Literal["o1", "gpt-4o", "gpt-4o-mini"] | str, OPEN
]
CreateChatCompletionRequestReasoningEffort: TypeAlias = (
    Literal["low", "medium", "high"] | str
)

if TYPE_CHECKING:
    CreateChatCompletionRequestStop: TypeAlias = (
        Nullable[str] | Annotated[list[str], Bounds(min_items=1, max_items=4)]
    )
else:
    CreateChatCompletionRequestStop = OneOf(
        "CreateChatCompletionRequestStop",
        __name__,
        Case("Nullable[str]"),
        Case("Annotated[list[str], Bounds(min_items=1, max_items=4)]"),
    )


class CreateChatCompletionRequest(Model):
    """What asks for a completion."""

    messages: Annotated[list[ChatCompletionRequestMessage], Bounds(min_items=1)]
    """The conversation so far."""

    model: CreateChatCompletionRequestModel
    store: Nullable[bool] = None
    reasoning_effort: CreateChatCompletionRequestReasoningEffort | None = None
    metadata: Nullable[dict[str, str]] = None
    frequency_penalty: Annotated[Nullable[float], Bounds(minimum=-2, maximum=2)] = None
    logit_bias: Nullable[dict[str, int]] = None
    n: Annotated[Nullable[int], Bounds(minimum=1, maximum=128)] = None
    seed: Annotated[
        Nullable[int],
        Bounds(minimum=-9223372036854775808, maximum=9223372036854775807),
    ] = None
    stop: CreateChatCompletionRequestStop | None = None
    stream: Nullable[bool] = None
    user: str | None = None


class CreateChatCompletionRequestDict(TypedDict):
    """Plain data of CreateChatCompletionRequest."""

    messages: Required[
        Items[ChatCompletionRequestMessage | ChatCompletionRequestMessageDict]
    ]
    model: Required[CreateChatCompletionRequestModel]
    store: NotRequired[Nullable[bool]]
    reasoning_effort: NotRequired[CreateChatCompletionRequestReasoningEffort]
    metadata: NotRequired[Nullable[Mapping[str, str]]]
    frequency_penalty: NotRequired[Nullable[float]]
    logit_bias: NotRequired[Nullable[Mapping[str, int]]]
    n: NotRequired[Nullable[int]]
    seed: NotRequired[Nullable[int]]
    stop: NotRequired[CreateChatCompletionRequestStop]
    stream: NotRequired[Nullable[bool]]
    user: NotRequired[str]
