package org.openapitools.client
package api

/** Given a list of messages comprising a conversation, the model will return a response. */
final class ChatApi(baseUrl: Option[String]) {

  /** Creates a model response for the given chat conversation. */
  def createChatCompletion(
    createChatCompletionRequest: model.CreateChatCompletionRequest
  )(implicit
    bearerToken: core.BearerToken = core.BearerToken.configured
  ): core.ApiRequest[model.CreateChatCompletionResponse] =
    core.ApiRequest(ChatApi.CreateChatCompletion.operation, baseUrl)
      .signed(bearerToken)
      .sending(ChatApi.CreateChatCompletion.body, createChatCompletionRequest)

  /** The same: `execute` answers with status and headers in any case. */
  def createChatCompletionWithHttpInfo(
    createChatCompletionRequest: model.CreateChatCompletionRequest
  )(implicit
    bearerToken: core.BearerToken = core.BearerToken.configured
  ): core.ApiRequest[model.CreateChatCompletionResponse] =
    createChatCompletion(createChatCompletionRequest)

  /** Like `createChatCompletion`, as a stream: give it to `ApiInvoker.stream`. */
  def createChatCompletionStream(
    createChatCompletionRequest: model.CreateChatCompletionRequest
  )(implicit
    bearerToken: core.BearerToken = core.BearerToken.configured
  ): core.ApiStream[model.CreateChatCompletionStreamResponse] =
    createChatCompletion(createChatCompletionRequest).streamed(ChatApi.CreateChatCompletion.stream)
}

object ChatApi {

  /** @param baseUrl where the server is; without it the settings, the environment, then the document say so */
  def apply(baseUrl: String): ChatApi = new ChatApi(Some(baseUrl))

  def apply(): ChatApi = new ChatApi(None)

  private object CreateChatCompletion {
    val body = core.Body(
      required = true,
      core.BodyContent.json("application/json", core.Codec.ref(model.CreateChatCompletionRequest.codec))
    )
    val operation = core.Operation[model.CreateChatCompletionResponse](
      facts = Facts,
      name = "createChatCompletion",
      method = "POST",
      path = "/chat/completions",
      body = Some(body),
      responses = Seq(
        core.Response(
          "200",
          core.Content.json("application/json", core.Codec.ref(model.CreateChatCompletionResponse.codec))
        )
      ),
      security = Seq(Seq(core.Use("ApiKeyAuth")))
    )
    val stream = core.StreamOperation(
      core.Codec.ref(model.CreateChatCompletionStreamResponse.codec),
      terminator = Some("[DONE]"),
      switch = Some("stream")
    )
  }
}
