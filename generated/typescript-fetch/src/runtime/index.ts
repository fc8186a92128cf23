/** What the package gives beside the operations and the types of the document. */

export { BaseApi } from './api.js';
export type { Clock } from './clock.js';
export type {
  ConfigurationBase,
  ConfigurationParameters,
  Secret,
  Secrets,
} from './configuration.js';
export { stringifyJson } from './encode.js';
export {
  AbortError,
  ApiError,
  BadRequestError,
  ConflictError,
  DecodeError,
  FetchError,
  ForbiddenError,
  NotFoundError,
  RateLimitError,
  RequestError,
  RequiredError,
  ResponseError,
  ServerError,
  StreamError,
  StreamTruncatedError,
  TimeoutError,
  UnauthorizedError,
  UnprocessableEntityError,
  isResponseError,
  type ErrorFacts,
  type ErrorKind,
  type OtherStatus,
  type TypedResponseError,
} from './errors.js';
export { parseJson } from './exact.js';
export type { BinaryInput, FileInput, FilePart } from './files.js';
export type { Log, LogEntry } from './log.js';
export type {
  ErrorContext,
  FetchAPI,
  FetchParams,
  Middleware,
  RequestContext,
  ResponseContext,
} from './middleware.js';
export type { CallOptions } from './options.js';
export type { ApiResponse } from './response.js';
export type { ApiStream } from './stream.js';
export {
  extra,
  other,
  type Extra,
  type Int64,
  type Other,
  type UnknownScalarTag,
  type UnknownTag,
  type UnknownVariant,
} from './unknown.js';
