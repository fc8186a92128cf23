package org.openapitools.client
package core

import akka.util.ByteString
import scala.concurrent.duration.FiniteDuration

/** Every failure of a call; nothing of the transport shows through.
  *
  * {{{
  * ApiError
  * ├── RequestError      the call cannot be sent as given
  * ├── ConnectionError   no response: refused, reset, unknown host, TLS
  * │   └── TimeoutError  the time of the call is over
  * ├── StatusError       the server answered with an error status: BadRequest 400, Unauthorized 401,
  * │                     Forbidden 403, NotFound 404, Conflict 409, UnprocessableEntity 422,
  * │                     RateLimited 429, ServerError 5xx, OtherStatus
  * ├── DecodeError       a response that is not what the document promises
  * └── StreamError       an error inside a stream
  *     └── StreamTruncated  the stream ended before its end
  * }}}
  *
  * `code` is the status, 0 where none came. `content` is the body in the type that the document
  * gives for that status, `body` its bytes (of a success or a stream: their start). The message of a
  * status error is the server's own; no message holds the request or a credential.
  */
sealed abstract class ApiError(val message: String, private[core] val facts: ApiError.Facts)
  extends RuntimeException(message, facts.cause.orNull) {

  def code: Int = facts.code
  def content: Option[Any] = facts.content
  def body: ByteString = facts.body
  def headers: Headers = facts.headers
  def requestId: Option[String] = Failures.requestId(facts.headers)
  def method: String = facts.method
  def path: String = facts.path

  /** What the server asks to wait. */
  def retryAfter: Option[FiniteDuration] = facts.retryAfter

  override def getMessage: String = message
}

object ApiError {

  /** Takes every failure apart: status, message, typed body, cause and headers. */
  def unapply(error: ApiError): Some[(Int, String, Option[Any], Throwable, Headers)] =
    Some((error.code, error.message, error.content, error.getCause, error.headers))

  private[core] final case class Facts(
    code: Int = 0,
    reason: String = "",
    headers: Headers = Headers.empty,
    body: ByteString = ByteString.empty,
    content: Option[Any] = None,
    method: String = "",
    path: String = "",
    retryAfter: Option[FiniteDuration] = None,
    cause: Option[Throwable] = None,
    hint: String = ""
  )

  final class RequestError private[core] (message: String, facts: Facts) extends ApiError(message, facts)

  private[core] object RequestError {
    def apply(message: String, cause: Option[Throwable] = None): RequestError =
      new RequestError(message, Facts(cause = cause))
  }

  sealed class ConnectionError private[core] (message: String, facts: Facts) extends ApiError(message, facts)

  final class TimeoutError private[core] (message: String, facts: Facts) extends ConnectionError(message, facts)

  /** It prints as status, reason and the server's message; `message` is the message alone. */
  sealed abstract class StatusError(message: String, facts: Facts) extends ApiError(message, facts) {
    override def getMessage: String = {
      val head = s"${facts.code} ${facts.reason}".trim
      val said = if (message.isEmpty || message == head) head else s"$head: $message"
      if (facts.hint.isEmpty) said else s"$said (${facts.hint})"
    }
  }

  final class BadRequest private[core] (message: String, facts: Facts) extends StatusError(message, facts)
  final class Unauthorized private[core] (message: String, facts: Facts) extends StatusError(message, facts)
  final class Forbidden private[core] (message: String, facts: Facts) extends StatusError(message, facts)
  final class NotFound private[core] (message: String, facts: Facts) extends StatusError(message, facts)
  final class Conflict private[core] (message: String, facts: Facts) extends StatusError(message, facts)
  final class UnprocessableEntity private[core] (message: String, facts: Facts)
    extends StatusError(message, facts)
  final class RateLimited private[core] (message: String, facts: Facts) extends StatusError(message, facts)
  final class ServerError private[core] (message: String, facts: Facts) extends StatusError(message, facts)
  final class OtherStatus private[core] (message: String, facts: Facts) extends StatusError(message, facts)

  private[core] def status(message: String, facts: Facts): StatusError = facts.code match {
    case 400 => new BadRequest(message, facts)
    case 401 => new Unauthorized(message, facts)
    case 403 => new Forbidden(message, facts)
    case 404 => new NotFound(message, facts)
    case 409 => new Conflict(message, facts)
    case 422 => new UnprocessableEntity(message, facts)
    case 429 => new RateLimited(message, facts)
    case code if code >= 500 && code < 600 => new ServerError(message, facts)
    case _ => new OtherStatus(message, facts)
  }

  final class DecodeError private[core] (message: String, facts: Facts) extends ApiError(message, facts)

  private[core] object DecodeError {
    def apply(message: String, facts: Facts = Facts()): DecodeError = new DecodeError(message, facts)
  }

  sealed class StreamError private[core] (message: String, facts: Facts) extends ApiError(message, facts)

  final class StreamTruncated private[core] (message: String, facts: Facts) extends StreamError(message, facts)
}
