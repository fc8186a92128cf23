export { ChatApi, type CreateChatCompletionOperationRequest } from './ChatApi.js';
export {
  ThingsApi,
  type FindThingsRequest,
  type GetThingErrors,
  type GetThingRequest,
  type ListThingsRequest,
  type SendFormRequest,
  type UploadRequest,
} from './ThingsApi.js';
