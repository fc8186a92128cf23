"""Usage statistics."""

from __future__ import annotations

from .._runtime.model import Model


class CompletionUsageCompletionTokensDetails(Model):
    """Breakdown of the tokens of a completion."""

    accepted_prediction_tokens: int | None = None
    audio_tokens: int | None = None
    reasoning_tokens: int | None = None
    rejected_prediction_tokens: int | None = None


class CompletionUsagePromptTokensDetails(Model):
    """Breakdown of the tokens of a prompt."""

    audio_tokens: int | None = None
    cached_tokens: int | None = None


class CompletionUsage(Model):
    """Usage statistics."""

    completion_tokens: int
    prompt_tokens: int
    total_tokens: int
    completion_tokens_details: CompletionUsageCompletionTokensDetails | None = None
    prompt_tokens_details: CompletionUsagePromptTokensDetails | None = None
