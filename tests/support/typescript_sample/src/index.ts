export * from './runtime/index.js';
export { Configuration } from './configuration.js';
export { ChatApi, type CreateChatCompletionOperationRequest } from './apis/ChatApi.js';
export {
  ThingsApi,
  type FindThingsRequest,
  type GetThingErrors,
  type GetThingRequest,
  type ListThingsRequest,
  type SendFormRequest,
  type UploadRequest,
} from './apis/ThingsApi.js';
export type {
  ChatCompletionMessageToolCall,
  ChatCompletionMessageToolCallFunction,
  ChatCompletionRequestAssistantMessage,
  ChatCompletionRequestMessage,
  ChatCompletionRequestSystemMessage,
  ChatCompletionRequestToolMessage,
  ChatCompletionRequestUserMessage,
  ChatCompletionRequestUserMessageContent,
  ChatCompletionRequestUserMessageContentPart,
  ChatCompletionRequestUserMessageContentPartText,
  CreateChatCompletionRequest,
  CreateChatCompletionRequestStop,
  CreateChatCompletionResponse,
  CreateChatCompletionResponseChoicesItem,
  CreateChatCompletionResponseChoicesItemFinishReason,
  CreateChatCompletionStreamResponse,
  Fault,
  Missing,
  Shape,
  ShapeCircle,
  ShapeSquare,
  Thing,
  ThingList,
  UnknownChatCompletionRequestMessage,
} from './models/index.js';
