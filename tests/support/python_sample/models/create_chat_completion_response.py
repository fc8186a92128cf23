"""A completion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from typing_extensions import TypeAlias

from .._runtime.model import Alias, Model, Nullable

if TYPE_CHECKING:
    from .completion_usage import CompletionUsage

CreateChatCompletionResponseChoiceFinishReason: TypeAlias = (
    Literal["stop", "length", "tool_calls", "content_filter", "function_call"] | str
)
CreateChatCompletionResponseServiceTier: TypeAlias = Literal["scale", "default"] | str


class ChatCompletionMessageToolCallFunction(Model):
    """The function that is to be called."""

    name: str
    arguments: str


class ChatCompletionMessageToolCall(Model):
    """A call of a tool."""

    id: str
    type: Literal["function"]
    function: ChatCompletionMessageToolCallFunction


if TYPE_CHECKING:
    ChatCompletionMessageToolCalls: TypeAlias = list[ChatCompletionMessageToolCall]
else:
    ChatCompletionMessageToolCalls = Alias(
        "ChatCompletionMessageToolCalls",
        __name__,
        "list[ChatCompletionMessageToolCall]",
    )


class ChatCompletionResponseMessage(Model):
    """What the model says."""

    content: Nullable[str]
    refusal: Nullable[str]
    tool_calls: ChatCompletionMessageToolCalls | None = None
    role: Literal["assistant"]
    audio: Nullable[dict[str, Any]] = None


class ChatCompletionTokenLogprobTopLogprob(Model):
    """Another token that could have come."""

    token: str
    logprob: float
    bytes: Nullable[list[int]]


class ChatCompletionTokenLogprob(Model):
    """How likely a token was."""

    token: str
    logprob: float
    bytes: Nullable[list[int]]
    top_logprobs: list[ChatCompletionTokenLogprobTopLogprob]


class CreateChatCompletionResponseChoiceLogprobs(Model):
    """How likely the tokens were."""

    content: Nullable[list[ChatCompletionTokenLogprob]]
    refusal: Nullable[list[ChatCompletionTokenLogprob]]


class CreateChatCompletionResponseChoice(Model):
    """One of the answers."""

    finish_reason: CreateChatCompletionResponseChoiceFinishReason
    index: int
    message: ChatCompletionResponseMessage
    logprobs: Nullable[CreateChatCompletionResponseChoiceLogprobs]


class CreateChatCompletionResponse(Model):
    """A completion."""

    id: str
    choices: list[CreateChatCompletionResponseChoice]
    created: int
    model: str
    service_tier: Nullable[CreateChatCompletionResponseServiceTier] = None
    system_fingerprint: str | None = None
    object: Literal["chat.completion"]
    usage: CompletionUsage | None = None
