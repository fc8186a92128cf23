export type {
  ChatCompletionMessageToolCall,
  ChatCompletionMessageToolCallFunction,
} from './ChatCompletionMessageToolCall.js';
export type { ChatCompletionRequestAssistantMessage } from './ChatCompletionRequestAssistantMessage.js';
export type {
  ChatCompletionRequestMessage,
  UnknownChatCompletionRequestMessage,
} from './ChatCompletionRequestMessage.js';
export type { ChatCompletionRequestSystemMessage } from './ChatCompletionRequestSystemMessage.js';
export type { ChatCompletionRequestToolMessage } from './ChatCompletionRequestToolMessage.js';
export type {
  ChatCompletionRequestUserMessage,
  ChatCompletionRequestUserMessageContent,
  ChatCompletionRequestUserMessageContentPart,
  ChatCompletionRequestUserMessageContentPartText,
} from './ChatCompletionRequestUserMessage.js';
export type {
  CreateChatCompletionRequest,
  CreateChatCompletionRequestStop,
} from './CreateChatCompletionRequest.js';
export type {
  CreateChatCompletionResponse,
  CreateChatCompletionResponseChoicesItem,
  CreateChatCompletionResponseChoicesItemFinishReason,
} from './CreateChatCompletionResponse.js';
export type { CreateChatCompletionStreamResponse } from './CreateChatCompletionStreamResponse.js';
export type { Fault } from './Fault.js';
export type { Missing } from './Missing.js';
export type { Shape, ShapeCircle, ShapeSquare } from './Shape.js';
export type { Thing } from './Thing.js';
export type { ThingList } from './ThingList.js';
