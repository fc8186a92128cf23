"""The Chat API of the sample, as the generator writes one."""

from __future__ import annotations

from typing import Any, Final, Unpack

from .. import models
from .._runtime.api import Api, AsyncApi
from .._runtime.operation import (
    Body,
    BodyContent,
    Content,
    Operation,
    Response,
    StreamOperation,
    Use,
)
from .._runtime.options import CallOptions
from .._runtime.response import ApiResponse
from .._runtime.stream import AsyncStream, Stream
from ..models import (
    CreateChatCompletionRequest,
    CreateChatCompletionRequestDict,
    CreateChatCompletionResponse,
)


class ChatApi(Api):
    """Chat completions."""

    def create_chat_completion(
        self,
        create_chat_completion_request: (
            CreateChatCompletionRequest | CreateChatCompletionRequestDict
        ),
        **options: Unpack[CallOptions],
    ) -> CreateChatCompletionResponse:
        """Create a completion."""
        return self._call(
            CREATE_CHAT_COMPLETION, {}, create_chat_completion_request, options
        ).data

    def create_chat_completion_with_http_info(
        self,
        create_chat_completion_request: (
            CreateChatCompletionRequest | CreateChatCompletionRequestDict
        ),
        **options: Unpack[CallOptions],
    ) -> ApiResponse[CreateChatCompletionResponse]:
        """Create a completion, with status and header fields."""
        return self._call(
            CREATE_CHAT_COMPLETION, {}, create_chat_completion_request, options
        )

    def create_chat_completion_stream(
        self,
        create_chat_completion_request: (
            CreateChatCompletionRequest | CreateChatCompletionRequestDict
        ),
        **options: Unpack[CallOptions],
    ) -> Stream[Any]:
        """Create a completion, as a stream of chunks."""
        return self._stream(
            CREATE_CHAT_COMPLETION_STREAM, {}, create_chat_completion_request, options
        )


class AsyncChatApi(AsyncApi):
    """Chat completions."""

    async def create_chat_completion(
        self,
        create_chat_completion_request: (
            CreateChatCompletionRequest | CreateChatCompletionRequestDict
        ),
        **options: Unpack[CallOptions],
    ) -> CreateChatCompletionResponse:
        """Create a completion."""
        response = await self._call(
            CREATE_CHAT_COMPLETION, {}, create_chat_completion_request, options
        )
        return response.data

    def create_chat_completion_stream(
        self,
        create_chat_completion_request: (
            CreateChatCompletionRequest | CreateChatCompletionRequestDict
        ),
        **options: Unpack[CallOptions],
    ) -> AsyncStream[Any]:
        """Create a completion, as a stream of chunks."""
        return self._stream(
            CREATE_CHAT_COMPLETION_STREAM, {}, create_chat_completion_request, options
        )


CREATE_CHAT_COMPLETION: Final[Operation[CreateChatCompletionResponse]] = Operation(
    name="create_chat_completion",
    method="POST",
    path="/chat/completions",
    body=Body((BodyContent("application/json", "json"),), required=True),
    responses=(
        Response(
            "200",
            (
                Content(
                    "application/json",
                    "json",
                    lambda: models.CreateChatCompletionResponse,
                ),
            ),
        ),
    ),
    security=((Use("ApiKeyAuth"),),),
)

CREATE_CHAT_COMPLETION_STREAM: Final[StreamOperation[Any]] = StreamOperation(
    CREATE_CHAT_COMPLETION, lambda: Any, terminator="[DONE]", switch="stream"
)
